"""Who the made-up users are before an age is drawn: role, gaps in their records, account facts."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, log1p

from plumage.sample.common.chance import Draw, Weighted, normal, stream

REFERENCE = 1_727_379_000  # 2024-09-26 19:30:00 UTC, the moment of the made-up export
DAY = 86_400

LABELLED, TARGET, OTHER = "labelled", "target", "other"
LABELLED_SHARE = 0.705  # of all users, targets included: 1,711 of 2,433 in the original
ODD_USER, OLDEST_USER = 5, 9  # bear the count of -69 and the age of 111

US_ZONE = "{} Time (US & Canada)"
ZONES = Weighted(
    (
        (None, None), (US_ZONE.format("Eastern"), -14400), (US_ZONE.format("Central"), -18000),
        (US_ZONE.format("Pacific"), -25200), (US_ZONE.format("Mountain"), -21600),
        ("Quito", -18000), ("Atlantic Time (Canada)", -10800), ("Arizona", -25200),
        ("London", 3600), ("Amsterdam", 7200), ("Brasilia", -10800), ("Beijing", 28800),
        ("Jakarta", 25200), ("Riyadh", 10800), ("Kuala Lumpur", 28800), ("New Delhi", 19800),
        ("Tokyo", 32400),
    ),
    (30, 15, 14.5, 9, 3, 6, 5, 2.5, 3, 1.5, 1.5, 3, 2, 1, 1, 0.7, 0.5),
)  # fmt: skip
LANGUAGES = Weighted(
    ("en", "tl", "in", "es", "pt", "ar", "th", "ja", "fr", "tr", "iw", "ru", "ko"),
    (86, 3.3, 2.8, 2.8, 1.1, 1.1, 0.7, 0.5, 0.5, 0.3, 0.2, 0.2, 0.1),
)
APPS = Weighted(
    ("iphone", "android", "web", "ipad", "windows", "blackberry", "tweetcaster", "mobile_web"),
    (60, 22, 7, 3, 2, 1.5, 2, 1.5),
)
CROSSPOST_APPS = Weighted(
    ("instagram", "ifttt", "horoscope", "unfollowers", "youtube", "facebook", "spotify"),
    (50, 17, 10, 7, 7, 5, 4),
)


@dataclass(slots=True)
class Person:
    """A user before the age is known; rates are per own tweet, in 0..1."""

    index: int
    role: str
    has_profile: bool
    has_tweets: bool
    has_status: bool
    status_is_newest: bool
    friend_limit: int
    created_at: int
    follower_count: int
    friend_count: int
    listed_count: int
    status_count: int
    has_url: bool
    is_geo_enabled: bool
    has_location: bool
    is_protected: bool
    time_zone: str | None
    utc_offset: int | None
    language: str
    app: str
    crosspost_app: str | None
    crosspost_rate: float
    retweet_rate: float
    reply_rate: float
    hashtag_rate: float
    emoji_rate: float
    emoticon_rate: float
    exclamation_rate: float
    question_rate: float
    link_rate: float
    media_rate: float
    feeling_rate: float
    gladness: float
    days_between: float
    tweet_count: int


def squeeze(value: float) -> float:
    """Logistic function: any number into 0..1."""
    return 1 / (1 + exp(-value))


def draw_tweet_count(draw: Draw, mean: float, cap: int) -> int:
    """How many tweets a collector that stops at a cap got of one user.

    Parameters
    ----------
    draw : callable
        Stream of numbers in [0, 1).
    mean : float
        Mean over users, 1 to ``cap``.
    cap : int
        Most that the API gives.

    Returns
    -------
    int
        1 to ``cap``; a share of (mean / cap) squared of the users reaches the cap.
    """
    at_cap = (mean / cap) ** 2
    if draw() < at_cap or cap == 1:
        return cap
    below = max((mean - at_cap * cap) / (1 - at_cap), 1.0)
    waits = -log(1 - draw()) - log(1 - draw())
    return min(cap, 1 + int((below - 0.5) / 2 * waits))


def draw_gaps(draw: Draw) -> tuple[bool, bool, bool]:
    """Whether a user has a profile, tweets in the tweet file, and a latest tweet in the profile."""
    share = draw()
    for limit, gaps in (
        (0.008, (False, True, False)),  # 1.6 % have no profile; half of these have tweets
        (0.016, (False, False, False)),
        (0.024, (True, False, False)),  # protected accounts
        (0.030, (True, False, True)),
        (0.037, (True, True, False)),
    ):
        if share < limit:
            return gaps
    return True, True, True


def draw_role(draw: Draw, target_share: float) -> str:
    """Target, labelled or neither."""
    share = draw()
    if share < target_share:
        return TARGET
    return LABELLED if share < max(LABELLED_SHARE, target_share) else OTHER


def draw_person(
    seed: int, index: int, *, mean_tweets: float, cap: int, target_share: float, empty: bool = False
) -> Person:
    """Draw all of a user that does not depend on the age.

    Parameters
    ----------
    seed : int
        Seed of the run.
    index : int
        Number of the user.
    mean_tweets, cap : float, int
        Mean and largest number of tweets of a user.
    target_share : float
        Share of users whose age is asked for.
    empty : bool, default False
        Whether profiles say nothing: all accounts alike.

    Returns
    -------
    Person
        The user.
    """
    draw = stream(seed, "facts", index)
    role = draw_role(draw, target_share)
    has_profile, has_tweets, has_status = draw_gaps(draw)
    if index in (ODD_USER, OLDEST_USER):
        role, has_profile, has_tweets, has_status = LABELLED, True, True, True
    friend_limit = 20
    if (share := draw()) < 0.028:  # no list of friends, or a short one
        friend_limit = 0 if share < 0.017 else int(share * 1e6) % 19 + 1

    age_days = min(max(1250 + 560 * normal(draw), 40 + 40 * draw()), 2750 - 30 * draw())
    sociable, talkative = normal(draw), normal(draw)
    followers = 5.85 + 1.3 * sociable
    friends = 5.8 + 0.62 * sociable + 0.78 * normal(draw)
    statuses = 8.7 + 0.5 * sociable + 1.35 * talkative + 0.4 * (log(age_days) - 7)
    listed = 0.65 * (followers - 5.3) + 0.9 * normal(draw) - 0.3
    flags = [draw() for _ in range(4)]
    time_zone, utc_offset = ZONES.pick(draw())
    language = LANGUAGES.pick(draw())
    app = APPS.pick(draw())
    crosspost_app, crosspost_rate = None, 0.0
    if draw() < 0.24:
        crosspost_app, crosspost_rate = CROSSPOST_APPS.pick(draw()), 0.2 + 0.7 * draw()
    person = Person(
        index=index,
        role=role,
        has_profile=has_profile,
        has_tweets=has_tweets,
        has_status=has_status,
        status_is_newest=draw() < 0.1,
        friend_limit=friend_limit,
        created_at=REFERENCE - int(age_days * DAY),
        follower_count=int(exp(followers)),
        friend_count=-69 if index == ODD_USER else int(exp(friends)),
        listed_count=int(exp(listed)),
        status_count=min(int(exp(statuses)), 250_000) + cap,
        has_url=flags[0] < 0.23,
        is_geo_enabled=flags[1] < 0.5,
        has_location=flags[2] < 0.61,
        is_protected=not (has_tweets or has_status) or flags[3] < 0.01,
        time_zone=time_zone,
        utc_offset=utc_offset,
        language=language,
        app=app,
        crosspost_app=crosspost_app,
        crosspost_rate=crosspost_rate,
        retweet_rate=squeeze(-1.2 + 1.1 * normal(draw)),
        reply_rate=squeeze(-1.75 + 0.9 * normal(draw)),
        hashtag_rate=squeeze(-2.2 + 1.1 * normal(draw)),
        emoji_rate=squeeze(-1.25 + 1.3 * normal(draw)),
        emoticon_rate=squeeze(-4.2 + 1.2 * normal(draw)),
        exclamation_rate=squeeze(-1.75 + 0.9 * normal(draw)),
        question_rate=squeeze(-2.9 + 0.8 * normal(draw)),
        link_rate=squeeze(-2.6 + 1.0 * normal(draw)),
        media_rate=squeeze(-1.9 + 0.8 * normal(draw)),
        feeling_rate=squeeze(-0.3 + 0.8 * normal(draw)),
        gladness=squeeze(0.3 + 1.3 * normal(draw)),
        days_between=exp(0.9 + 1.3 * normal(draw)),
        tweet_count=draw_tweet_count(draw, mean_tweets, cap),
    )
    if empty:
        person.created_at = REFERENCE - 1000 * DAY
        person.follower_count = person.friend_count = person.listed_count = 0
        person.status_count = 0
        person.has_url = person.is_geo_enabled = person.has_location = False
        person.time_zone = person.utc_offset = None
        person.friend_limit = 0
    return person


def account_features(person: Person) -> dict[str, float | None]:
    """Features of a user's profile as the warehouse counts them, None where it cannot.

    Parameters
    ----------
    person : Person
        The user; one without profile and tweets is known by nothing.

    Returns
    -------
    dict of str to float or None
        The features of ``effects.EFFECTS`` that come from the profile.
    """
    names = (
        "account_age_days", "log_status_count", "log_followers_per_friend", "log_friend_count",
        "has_url", "is_geo_enabled", "has_location",
    )  # fmt: skip
    if not (person.has_profile or person.has_tweets):
        return dict.fromkeys(names)
    log_friends = None if person.friend_count < 0 else log1p(person.friend_count)
    log_followers = log1p(person.follower_count)
    values = (
        (REFERENCE - person.created_at) / DAY,
        log1p(person.status_count),
        None if log_friends is None else log_followers - log_friends,
        log_friends,
        float(person.has_url),
        float(person.is_geo_enabled),
        float(person.has_location),
    )
    return dict(zip(names, values, strict=True))
