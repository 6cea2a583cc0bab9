"""The planted truth: which behaviour moves the age, by how much, and which does not.

A user's behaviour is drawn first. The age then follows a proportional-odds model on the behaviour
as it turned out (McCullagh 1980): ``logit P(age > a) = sum(b * (x - mean)) - threshold(a)`` with
the coefficients below. So the ordinal regression of any age bands on these features has these very
coefficients. What is drawn after the age (words, emoji chosen, bio, followed accounts, hours
of the day, favourites) echoes it: informative for prediction, no part of the mechanism.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from math import log
from typing import NamedTuple

import numpy as np

from plumage.sample.common.chance import Draw, normal_score


class Effect(NamedTuple):
    """A feature of the mechanism: log-odds of being older per standard deviation."""

    feature: str
    log_odds_per_sd: float
    measured: str


EXACT, CLOSE = "exactly", "closely"
EFFECTS = (
    Effect("account_age_days", 0.50, EXACT),
    Effect("log_status_count", -0.25, EXACT),
    Effect("log_followers_per_friend", -0.30, EXACT),
    Effect("has_url", 0.25, EXACT),
    Effect("retweet_share", -0.30, EXACT),
    Effect("link_share", 0.30, EXACT),
    Effect("iphone_share", -0.25, EXACT),
    Effect("hashtags_per_tweet", 0.25, EXACT),
    Effect("emoji_tweet_share", -0.35, EXACT),
    # the generator adds up VADER's valences of all tweets; the warehouse scores the readable ones
    Effect("mean_compound", 0.20, CLOSE),
    Effect("log_friend_count", 0.0, EXACT),
    Effect("is_geo_enabled", 0.0, EXACT),
    Effect("has_location", 0.0, EXACT),
    Effect("question_share", 0.0, EXACT),
    Effect("exclamation_share", 0.0, EXACT),
    Effect("emoticons_per_tweet", 0.0, EXACT),
    Effect("reply_share", 0.0, EXACT),
    Effect("media_share", 0.0, EXACT),
)
MECHANISM = tuple(effect for effect in EFFECTS if effect.log_odds_per_sd)

# Shares of stated ages near those of a small export of 2014: heaps at 18, 21, 25, 30, 40 and 50.
AGE_WEIGHTS: Mapping[int, float] = {
    18: 21.4, 19: 11.9, 20: 12.4, 21: 24.0, 22: 7.0, 23: 4.6, 24: 3.5,
    25: 3.9, 26: 1.25, 27: 1.1, 28: 0.9, 29: 0.8,
    30: 2.4, 31: 0.22, 32: 0.22, 33: 0.35, 34: 0.45, 35: 0.42, 36: 0.2, 37: 0.18, 38: 0.14,
    39: 0.22,
    40: 0.8, 41: 0.28, 42: 0.14, 43: 0.08, 44: 0.12, 45: 0.16, 46: 0.06, 48: 0.06, 50: 0.5,
    51: 0.06, 52: 0.1, 55: 0.1, 57: 0.06, 60: 0.18, 61: 0.06, 65: 0.08, 70: 0.1, 72: 0.04,
}  # fmt: skip
AGES = tuple(AGE_WEIGHTS)
_TOTAL = sum(AGE_WEIGHTS.values())
AGE_SHARES_BELOW = tuple(total / _TOTAL for total in accumulate(AGE_WEIGHTS.values(), initial=0.0))
IMPOSSIBLE_AGES = (80, 87, 90, 94, 106)

AGE_POSITIONS: Mapping[int, float] = {
    age: normal_score((low + high) / 2)
    for age, (low, high) in zip(AGES, pairwise((*AGE_SHARES_BELOW[:-1], 1.0)), strict=True)
}
"""Where an age stands among all, as a standard normal number."""

STAGES = (18, 20, 22, 24, 29, 39)
"""Last age of each life stage but the last."""


def stage_of(age: int) -> int:
    """Life stage of an age: 0 (18) to 6 (40 or older).

    Examples
    --------
    >>> [stage_of(age) for age in (18, 19, 21, 30, 64)]
    [0, 1, 2, 5, 6]
    """
    return bisect_right(STAGES, age - 1)


class Mechanism:
    """Proportional-odds model from features as they turned out to an age.

    Parameters
    ----------
    pilot : sequence of dict
        Features of users of a pilot population; None where a feature is missing.
    effect_scale : float
        Factor on all effects; 0 plants none.

    Attributes
    ----------
    means, deviations : dict of str to float
        Of each feature in the pilot population, missing values left out.
    slopes : dict of str to float
        Log-odds per unit of the features of the mechanism.
    thresholds : tuple of float
        Latent score from which on a user has the next age of ``AGES``.
    """

    def __init__(self, pilot: Sequence[Mapping[str, float | None]], effect_scale: float) -> None:
        self.effect_scale = effect_scale
        self.means: dict[str, float] = {}
        self.deviations: dict[str, float] = {}
        for effect in EFFECTS:
            values = [user[effect.feature] for user in pilot]
            known = np.array([value for value in values if value is not None], dtype=float)
            # rounded, so that another numpy's order of summing cannot move anybody's age
            self.means[effect.feature] = round(float(known.mean()), 9) if len(known) else 0.0
            self.deviations[effect.feature] = round(float(known.std()), 9) if len(known) else 0.0
        self.slopes = {
            effect.feature: effect_scale * effect.log_odds_per_sd / deviation
            for effect in MECHANISM
            if (deviation := self.deviations[effect.feature]) > 0
        }
        scores = np.array([self.score(user) for user in pilot])
        self.thresholds = tuple(
            round(_threshold(scores, share), 9) for share in AGE_SHARES_BELOW[1:-1]
        )

    def score(self, features: Mapping[str, float | None]) -> float:
        """Log-odds that a user's features add up to; a missing one adds nothing.

        Parameters
        ----------
        features : dict of str to float or None
            Features as they turned out.

        Returns
        -------
        float
            Log-odds against the average user.
        """
        total = 0.0
        for feature, slope in self.slopes.items():
            value = features[feature]
            if value is not None:
                total += slope * (value - self.means[feature])
        return total

    def draw_age(self, score: float, draw: Draw) -> int:
        """Draw an age in years for a user with this score."""
        share = draw() * (1 - 2e-12) + 1e-12
        return AGES[bisect_right(self.thresholds, score + log(share / (1 - share)))]


def _threshold(scores: np.ndarray, share: float) -> float:
    """Latent value below which this share of a population with these scores lies."""
    low, high = float(scores.min()) - 30, float(scores.max()) + 30
    for _ in range(60):
        middle = (low + high) / 2
        below = float(np.mean(1 / (1 + np.exp(scores - middle))))
        low, high = (middle, high) if below < share else (low, middle)
    return (low + high) / 2
