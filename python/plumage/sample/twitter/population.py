"""The made-up users of a run: behaviour first, and the age after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from plumage.sample.common.chance import Draw, stream
from plumage.sample.twitter.behaviour import Plan, behaviour_features, draw_behaviour
from plumage.sample.twitter.effects import IMPOSSIBLE_AGES, Mechanism
from plumage.sample.twitter.people import (
    ODD_USER,
    OLDEST_USER,
    Person,
    account_features,
    draw_person,
)

PILOT_USERS, PILOT_SEED = 4000, 77_000_777
TARGET_SHARE = 300 / 2433
IMPOSSIBLE_SHARE = 0.0035


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to make up.

    Attributes
    ----------
    users, tweets_per_user, tweet_cap, seed : int
        How many users, the mean and the largest number of tweets of one, and the seed.
    test_users : float
        Share (below 1) or number (from 1 on) of the users whose age is asked for.
    lines : bool
        One record a line instead of arrays.
    empty_profiles : bool
        Profiles alike and without bio, no network: only texts speak.
    effect_scale, echo_scale : float
        Factors on the mechanism's effects, and on how far what is drawn after the age follows it.
    skip : tuple of str
        Optional inputs that are not written.
    """

    users: int = 2400
    tweets_per_user: int = 8
    tweet_cap: int = 20
    seed: int = 1
    test_users: float = TARGET_SHARE
    lines: bool = False
    empty_profiles: bool = False
    effect_scale: float = 1.0
    echo_scale: float = 1.0
    skip: tuple[str, ...] = ()


@dataclass(slots=True)
class MadeUpUser:
    """A user with the planted truth."""

    person: Person
    plans: list[Plan]
    features: Mapping[str, float | None]
    score: float
    age: int
    stated_age: int
    order: float


def visible_plans(person: Person, plans: list[Plan]) -> list[Plan]:
    """Tweets that the files hold: in the tweet file, or as the profile's latest tweet."""
    if person.has_tweets:
        return plans
    return plans[:1] if person.has_profile and person.has_status else []


def features_of(person: Person, plans: list[Plan]) -> dict[str, float | None]:
    """Features of the mechanism as the warehouse should count them."""
    return account_features(person) | behaviour_features(visible_plans(person, plans))


@lru_cache(maxsize=8)
def make_mechanism(
    tweets_per_user: int, tweet_cap: int, empty_profiles: bool, effect_scale: float
) -> Mechanism:
    """Mechanism for a population: its means and deviations come from a pilot of fixed users."""
    pilot = []
    for index in range(100, 100 + PILOT_USERS):
        person = draw_person(
            PILOT_SEED,
            index,
            mean_tweets=tweets_per_user,
            cap=tweet_cap,
            target_share=0.0,
            empty=empty_profiles,
        )
        pilot.append(features_of(person, draw_behaviour(PILOT_SEED, person)))
    return Mechanism(pilot, effect_scale)


def target_share(request: Request) -> float:
    """Share below which a user's first draw makes it a target; exact for a number of users."""
    if request.test_users < 1:
        return request.test_users
    draws = sorted(
        2.0 if index in (ODD_USER, OLDEST_USER) else stream(request.seed, "facts", index)()
        for index in range(request.users)
    )
    count = int(request.test_users)
    return draws[count] if count < request.users else 1.0


def make_user(request: Request, mechanism: Mechanism, share: float, index: int) -> MadeUpUser:
    """Draw one user, behaviour first and age after it."""
    person = draw_person(
        request.seed,
        index,
        mean_tweets=request.tweets_per_user,
        cap=request.tweet_cap,
        target_share=share,
        empty=request.empty_profiles,
    )
    plans = draw_behaviour(request.seed, person)
    features = features_of(person, plans)
    score = mechanism.score(features)
    draw = stream(request.seed, "age", index)
    age = mechanism.draw_age(score, draw)
    return MadeUpUser(
        person, plans, features, score, age, _state_age(draw, person, age), order=draw()
    )


def _state_age(draw: Draw, person: Person, age: int) -> int:
    share, choice = draw(), draw()
    if person.index == OLDEST_USER:
        return 111
    return IMPOSSIBLE_AGES[int(choice * len(IMPOSSIBLE_AGES))] if share < IMPOSSIBLE_SHARE else age
