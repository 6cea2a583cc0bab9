"""Accounts that users follow or mention: well-known ones by community, small ones by town."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import NamedTuple

from plumage.sample.common.chance import Draw, normal, normal_score, stream
from plumage.sample.twitter.names import ADJECTIVES, FIRST_NAMES, NOUNS
from plumage.sample.twitter.people import DAY, REFERENCE

USERS, WELL_KNOWN, NEIGHBOURS = 0, 1, 2  # kinds of accounts, each with ids of its own
TOWN_ACCOUNTS = 480
COMMUNITY_SIZE = 25
VIDEO_SITE, VIDEO_SITE_NUMBER = "ClipTube", 11 * COMMUNITY_SIZE  # the first of "streaming"


class Community(NamedTuple):
    """Well-known accounts of one sort: lean of their followers, how many, how large, how old."""

    name: str
    lean: float
    weight: float
    log_followers: float
    age_days: float
    verified_share: float
    topics: tuple[str, ...]
    language: str = "en"


COMMUNITIES = (
    Community("idols", -1.3, 6, 13.6, 2300, 0.7, ("fandom", "music")),
    Community("vloggers", -1.2, 7, 13.0, 2600, 0.6, ("looks", "fandom", "shopping")),
    Community("memes", -0.9, 8, 12.2, 1900, 0.1, ("phone", "feelings", "school")),
    Community("quotes", -0.8, 5, 11.8, 2000, 0.0, ("feelings", "school")),
    Community("gamers", -0.7, 4, 12.3, 2700, 0.4, ("gaming", "phone")),
    Community("highschool", -1.1, 3, 7.2, 1500, 0.0, ("school", "sports")),
    Community("campuses", -0.6, 5, 9.6, 3300, 0.5, ("campus", "goingout")),
    Community("rap", -0.6, 6, 13.4, 3300, 0.8, ("music", "goingout")),
    Community("actors", -0.3, 6, 13.8, 3700, 0.9, ("shows", "travel")),
    Community("basketball", -0.3, 5, 12.9, 3600, 0.7, ("sports", "gym")),
    Community("football", 0.0, 6, 12.6, 3700, 0.7, ("sports", "food")),
    Community("streaming", -0.1, 4, 12.9, 3500, 0.8, ("shows", "books")),
    Community("fitness", 0.2, 4, 11.2, 3000, 0.2, ("gym", "food")),
    Community("comedy", 0.1, 5, 12.8, 4100, 0.7, ("shows", "work")),
    Community("tech", 0.4, 4, 12.3, 4600, 0.6, ("work", "phone")),
    Community("careers", 0.6, 3, 10.8, 4200, 0.3, ("jobhunt", "money", "work")),
    Community("parents", 0.9, 3, 11.0, 4300, 0.2, ("kids", "home", "food")),
    Community("kitchens", 0.8, 4, 11.6, 4500, 0.3, ("food", "garden", "home")),
    Community("newsrooms", 0.9, 6, 13.0, 5000, 0.9, ("news", "weather")),
    Community("politics", 1.1, 5, 12.2, 4700, 0.8, ("news", "work")),
    Community("faith", 0.8, 3, 11.2, 4200, 0.3, ("faith", "family")),
    Community("localbusiness", 1.0, 4, 7.6, 4100, 0.0, ("food", "shopping", "home")),
    Community("authors", 1.0, 3, 11.0, 4600, 0.5, ("books", "news")),
    Community("seniors", 1.3, 2, 9.9, 4400, 0.2, ("later", "garden", "travel")),
    Community("futbol", -0.1, 3, 12.9, 3600, 0.6, ("sports",), "es"),
    Community("pinoystars", -0.6, 3, 12.4, 2800, 0.5, ("fandom",), "tl"),
    Community("warta", 0.2, 2, 11.8, 3700, 0.5, ("news",), "in"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """An account that users follow or mention."""

    kind: int
    number: int
    account_id: int
    handle: str
    name: str
    created_at: int
    follower_count: int
    friend_count: int
    listed_count: int
    favourite_count: int
    status_count: int
    is_verified: bool
    is_suspended: bool
    language: str
    topics: tuple[str, ...]
    bio: str


def number_to_id(seed: int, kind: int, number: int, created_at: int) -> int:
    """Account id, one to one: mostly 32 bits, some just above, some time-stamped 64-bit ids.

    Parameters
    ----------
    seed, kind, number : int
        Of the run, the kind of account, and the account.
    created_at : int
        Seconds since 1970.

    Returns
    -------
    int
        Unique id.
    """
    key = number * 4 + kind
    scrambled = (key * 668_265_263 + seed * 40_503 + 12_345) & 0x3FFFFFFF
    scrambled ^= scrambled >> 15
    scrambled = (scrambled * 374_761_393) & 0x3FFFFFFF
    lot = (key * 2_654_435_761 + seed * 97) >> 7 & 0xFF
    if lot < 26 and created_at > 1_357_000_000:  # new accounts alone have such ids
        return tweet_id(created_at * 1000 + lot, key)
    return 10_000_000 + scrambled * 4 + (2**32 if lot < 64 else 0)


def tweet_id(milliseconds: int, low_bits: int) -> int:
    """Time-stamped 64-bit id, as Twitter gives since November 2010."""
    return (milliseconds - 1_288_834_974_657) << 22 | low_bits & 0x3FFFFF


def make_handle(draw: Draw, first: str, second: str) -> str:
    """Screen name of up to 15 letters, digits and underscores."""
    form, digits = int(draw() * 6), str(int(draw() * 9000))
    handle = (
        f"{first}{second}", f"{first}_{second}", f"{first}{digits}", f"_{first}{second[:3]}",
        f"the{first}{digits[:2]}", f"{second}{first}{digits[:2]}",
    )[form]  # fmt: skip
    return (handle if draw() < 0.5 else handle.lower())[:15]


def draw_well_known(seed: int, number: int) -> Account:
    """Draw a well-known account; its number says its community and rank."""
    community = COMMUNITIES[number // COMMUNITY_SIZE]
    rank = number % COMMUNITY_SIZE
    draw = stream(seed, "account", number * 4 + WELL_KNOWN)
    first = ADJECTIVES[int(draw() * len(ADJECTIVES))]
    second = NOUNS[int(draw() * len(NOUNS))]
    age_days = min(max(community.age_days + 500 * normal(draw), 400), 5800)
    followers = community.log_followers + 0.8 - 0.09 * rank + 0.3 * normal(draw)
    created_at = REFERENCE - int(age_days * DAY)
    return Account(
        kind=WELL_KNOWN,
        number=number,
        account_id=number_to_id(seed, WELL_KNOWN, number, created_at),
        handle=VIDEO_SITE if number == VIDEO_SITE_NUMBER else make_handle(draw, first, second),
        name=f"{first} {second}",
        created_at=created_at,
        follower_count=int(exp(followers)),
        friend_count=int(exp(5 + 1.2 * normal(draw))),
        listed_count=int(exp(followers - 6 + 0.5 * normal(draw))),
        favourite_count=int(exp(6 + 1.5 * normal(draw))),
        status_count=int(exp(9 + 0.9 * normal(draw))),
        is_verified=draw() < community.verified_share,
        is_suspended=False,
        language=community.language,
        topics=community.topics,
        bio=f"{first} {second}: {' and '.join(community.topics)}",
    )


def draw_neighbour(seed: int, number: int, bio: str = "") -> Account:
    """Draw a small account of a town; its place in the town says how old its followers are."""
    draw = stream(seed, "account", number * 4 + NEIGHBOURS)
    cohort = normal_score((number % TOWN_ACCOUNTS + 0.5) / TOWN_ACCOUNTS)
    first = FIRST_NAMES[int(draw() * len(FIRST_NAMES))]
    second = NOUNS[int(draw() * len(NOUNS))]
    age_days = min(max(1500 + 560 * (0.5 * cohort + 0.87 * normal(draw)), 60), 5000)
    sociable = normal(draw)
    created_at = REFERENCE - int(age_days * DAY)
    return Account(
        kind=NEIGHBOURS,
        number=number,
        account_id=number_to_id(seed, NEIGHBOURS, number, created_at),
        handle=make_handle(draw, first, second),
        name=first if draw() < 0.6 else f"{first} {second[:1]}.",
        created_at=created_at,
        follower_count=int(exp(6.2 + 1.3 * sociable - 0.2 * cohort)),
        friend_count=int(exp(5.9 + 0.6 * sociable + 0.8 * normal(draw))),
        listed_count=int(exp(0.5 + 0.9 * normal(draw))),
        favourite_count=int(exp(6.3 - 0.5 * cohort + 1.8 * normal(draw))),
        status_count=int(exp(8.6 + 1.6 * normal(draw) - 0.2 * cohort)),
        is_verified=draw() < 0.004,
        is_suspended=draw() < 0.03,
        language="en" if draw() < 0.95 else "es",
        topics=("family", "phone"),
        bio=bio,
    )
