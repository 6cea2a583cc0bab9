"""Words that depend on numbers: what may be said, chosen by figures and their intervals.

Nothing here knows a query or a page: numbers in, a word out. NaN stands for a number that is not
there, and every comparison with it is false, so that what is not known is never called shown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

LITTLE, MUCH = 0.1, 0.4
"""Share of the floor's error that a model takes away: below the first it is little, from the second
on much. Conventions of this story, said beside the figures."""

ENOUGH_ORDER = 0.5
"""Rank correlation from which an order of users is called clear (Cohen 1988 calls 0.5 large)."""

ONE_SIDED = 0.75
"""Share of misses to one side from which on a reader must be told of it first."""

MOSTLY_SCORED = 0.5
"""Share of scored tweets below which sentiment is not said to be of no use."""

WEAK_CHANCE = 0.8
"""Chance of finding an outlier below which a measure is called weak for that kind of outlier."""


class Skill(Enum):
    """How well age is predicted."""

    UNKNOWN = "unknown"
    NONE = "none"
    WORSE = "worse"
    ORDER_ONLY = "order only"
    LITTLE = "little"
    SOME = "some"
    MUCH = "much"

    @property
    def is_any(self) -> bool:
        """Whether age is predicted better than by a constant."""
        return self in (Skill.LITTLE, Skill.SOME, Skill.MUCH)

    @property
    def is_none(self) -> bool:
        """Whether predictions were judged, and are no better than chance in any respect."""
        return self in (Skill.NONE, Skill.WORSE)


def skill(
    *, gain: float, gain_low: float, gain_high: float, floor: float, order_low: float
) -> Skill:
    """Judge predictions by the years that they are nearer than always the middle age.

    Parameters
    ----------
    gain, gain_low, gain_high : float
        Years that the error is lower than the floor's, and its 95 % interval.
    floor : float
        Error of the floor in years.
    order_low : float
        Lower limit of the rank correlation with the true age.

    Returns
    -------
    Skill
        What may be said.

    Examples
    --------
    >>> skill(gain=0.9, gain_low=0.8, gain_high=1.0, floor=3.0, order_low=0.7).value
    'some'
    >>> skill(gain=0.02, gain_low=-0.1, gain_high=0.1, floor=3.0, order_low=-0.03).value
    'none'
    """
    if gain_low > 0:
        share = gain / floor if floor else math.nan
        return Skill.MUCH if share >= MUCH else Skill.SOME if share >= LITTLE else Skill.LITTLE
    if gain_high < 0:
        return Skill.WORSE
    if order_low > 0:
        return Skill.ORDER_ONLY
    return Skill.UNKNOWN if math.isnan(gain_low) else Skill.NONE


class Help(Enum):
    """Whether a block of facts helps."""

    UNKNOWN = "unknown"
    PREDICTS = "predicts"
    EXPLAINS = "explains"
    HARMS = "harms"
    NOT_SHOWN = "not shown"
    NOT_SCORED = "not scored"


def helps(
    *, low: float, high: float, is_in_regression: bool, skill: Skill, scored_share: float = 1.0
) -> Help:
    """Judge a block by what leaving it out costs, and by a test in the regression.

    Parameters
    ----------
    low, high : float
        95 % interval of the years that the block gains on top of all others.
    is_in_regression : bool
        Whether the likelihood-ratio test finds that it adds to the regression.
    skill : Skill
        How well age is predicted. Where predictions are no better than a constant and do not order
        users, what a block gains or loses is chance.
    scored_share : float, default=1
        Share of texts that the block was measured on; NaN where there is no text.

    Returns
    -------
    Help
        ``PREDICTS`` when predictions are better for it, ``EXPLAINS`` when only the regression is;
        ``NOT_SCORED`` instead of "not shown" where most texts were not measured.

    Examples
    --------
    >>> interval = {"low": -0.02, "high": 0.05}
    >>> helps(**interval, is_in_regression=True, skill=Skill.SOME).value
    'explains'
    >>> helps(**interval, is_in_regression=False, skill=Skill.SOME, scored_share=0.1).value
    'not scored'
    """
    if math.isnan(low):
        return Help.UNKNOWN
    if low > 0 and not skill.is_none:
        return Help.PREDICTS
    if high < 0 and not skill.is_none:
        return Help.HARMS
    if not scored_share >= MOSTLY_SCORED:
        return Help.NOT_SCORED
    return Help.EXPLAINS if is_in_regression else Help.NOT_SHOWN


class Reach(Enum):
    """What reaching users by predicted age is worth."""

    UNKNOWN = "unknown"
    CHANCE = "chance"
    TILT = "tilt"
    MOSTLY = "mostly"


def reach(*, lift_low: float, hit_low: float, skill: Skill) -> Reach:
    """Judge one target of a campaign.

    Parameters
    ----------
    lift_low : float
        Lower limit of how many times the hit rate at random is reached.
    hit_low : float
        Lower limit of the share of those reached who are of the age.
    skill : Skill
        How well age is predicted. Of several targets one is soon beyond chance by chance: where
        predictions are no better than a constant and do not order users, that is what it is.

    Returns
    -------
    Reach
        ``MOSTLY`` when more than half of those reached are of the age, ``TILT`` when it is only
        better than chance.

    Examples
    --------
    >>> reach(lift_low=3.1, hit_low=0.2, skill=Skill.SOME).value
    'tilt'
    >>> reach(lift_low=1.1, hit_low=0.6, skill=Skill.NONE).value
    'chance'
    """
    if math.isnan(lift_low):
        return Reach.UNKNOWN
    if not lift_low > 1 or skill.is_none:
        return Reach.CHANCE
    return Reach.MOSTLY if hit_low > 0.5 else Reach.TILT


def promise(found: Sequence[Reach]) -> str:
    """Answer whether ages can be targeted, by all targets together.

    Parameters
    ----------
    found : sequence of Reach
        One a target.

    Returns
    -------
    str
        ``unknown``, ``no``, ``tilt`` (better than chance, most reached are others) or ``some`` (for
        some ages most reached are right).

    Examples
    --------
    >>> promise([Reach.TILT, Reach.MOSTLY]), promise([Reach.CHANCE])
    ('some', 'no')
    """
    known = [one for one in found if one is not Reach.UNKNOWN]
    if not known:
        return "unknown"
    if Reach.MOSTLY in known:
        return "some"
    return "tilt" if Reach.TILT in known else "no"


def cover_words(*, promised: float, low: float, high: float) -> str:
    """Judge whether intervals hold what they promise.

    Parameters
    ----------
    promised : float
        Share promised.
    low, high : float
        95 % interval of the share held.

    Returns
    -------
    str
        ``kept``, ``missed``, ``exceeded`` or ``unknown``.

    Examples
    --------
    >>> cover_words(promised=0.8, low=0.78, high=0.83)
    'kept'
    """
    if math.isnan(low):
        return "unknown"
    if high < promised:
        return "missed"
    return "exceeded" if low > promised else "kept"


def trend(values: Sequence[float]) -> str:
    """Name the way of a value from the youngest band to the oldest.

    Parameters
    ----------
    values : sequence of float
        One a band; NaN for bands that are not shown.

    Returns
    -------
    str
        ``rises``, ``falls`` or ``varies``.

    Examples
    --------
    >>> trend([1.0, 2.0, 3.0]), trend([3.0, float("nan"), 1.0]), trend([1.0, 3.0, 2.0])
    ('rises', 'falls', 'varies')
    """
    known = [value for value in values if not math.isnan(value)]
    steps = [after - before for before, after in pairwise(known)]
    if steps and all(step > 0 for step in steps):
        return "rises"
    if steps and all(step < 0 for step in steps):
        return "falls"
    return "varies"
