"""Can a campaign reach people of a certain age: who is reached, who is missed, what is wasted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from statsmodels.stats.proportion import proportion_confint

from plumage.learning.weighted import Floats, divide, ties

REACHES: Mapping[str, tuple[float, ...]] = {
    "share": (0.01, 0.05, 0.10, 0.20),
    "cut_off": (0.3, 0.5, 0.7, 0.9),
}
"""Shares of users that a campaign can afford to reach, and probabilities that it may ask for."""

SHOWN = (
    "target",
    "target_kind",
    "reach_rule",
    "reach_value",
    "user_count",
    "is_suppressed",
    "verdict",
)
"""What is shown of a suppressed row."""


@dataclass(frozen=True)
class Target:
    """People that a campaign wants.

    Attributes
    ----------
    name : str
        Name in tables, like ``30+`` or the name of a band.
    kind : str
        ``band`` or ``at_least``.
    is_member : ndarray of bool, shape (n_users,)
        Who is one of them in truth.
    scores : tuple of ndarray of float, shape (n_users,)
        Probability of being one of them, one array for each repeat of the cross-validation.
    """

    name: str
    kind: str
    is_member: NDArray[np.bool_]
    scores: tuple[Floats, ...]


def reach_share(score: Floats, share: float) -> Floats:
    """Reach the users with the highest scores, up to a share of all.

    Parameters
    ----------
    score : ndarray of float, shape (n_users,)
        Whom to reach first.
    share : float
        Share of all users, from 0 to 1.

    Returns
    -------
    ndarray of float, shape (n_users,)
        Chance that each user is reached: 1 or 0, and in between for equal scores of which some are
        reached, at random.
    """
    order, starts = ties(-score)
    sizes = np.diff(np.r_[starts, score.size])
    chances = np.empty(score.size)
    within = np.clip((reached_count(score.size, share) - starts) / sizes, 0, 1)
    chances[order] = np.repeat(within, sizes)
    return chances


def reach_cut_off(score: Floats, cut_off: float) -> Floats:
    """Reach the users of at least some probability.

    Parameters
    ----------
    score : ndarray of float, shape (n_users,)
        Probability of being wanted.
    cut_off : float
        Smallest one to be reached.

    Returns
    -------
    ndarray of float, shape (n_users,)
        1 for those who are reached, else 0.
    """
    return (score >= cut_off).astype(float)


def reached_count(total: ArrayLike, share: float) -> Floats:
    """Whole number of users that a share of them is, at least one.

    Parameters
    ----------
    total : array-like of float
        Number of users.
    share : float
        Share of them, from 0 to 1.

    Returns
    -------
    ndarray of float
        Users reached.

    Examples
    --------
    >>> reached_count([30, 1387], 0.01)
    array([ 1., 14.])
    """
    return np.maximum(np.floor(np.asarray(total, dtype=float) * share + 0.5), 1.0)


def targeting_table(
    targets: Sequence[Target], *, confidence: float = 0.95, min_group_users: int = 10
) -> pd.DataFrame:
    """Measure how well each target can be reached, beside reaching users at random.

    Parameters
    ----------
    targets : sequence of Target
        Whom a campaign may want; all of the same users in the same order.
    confidence : float, default=0.95
        Cover of the intervals, which are exact and so hold it at least.
    min_group_users : int, default=10
        A row about fewer users reached, or fewer users wanted, is suppressed: its counts and
        figures are NaN, ``is_suppressed`` is true.

    Returns
    -------
    pandas.DataFrame
        One row per target and way of reaching users: ``target``, ``target_kind`` (``band`` or
        ``at_least``), ``reach_rule`` (``share``: the likeliest of all users; ``cut_off``: all users
        of at least that probability), ``reach_value`` (the share or the probability),
        ``user_count`` (all users scored), ``reached_user_count``, ``target_user_count``,
        ``base_rate`` (share of the target among all: what reaching users at random would give; its
        lift is 1), ``hit_count`` (members reached), ``waste_count`` (others reached),
        ``claimed_precision`` (mean probability among the reached), and ``precision`` (share of the
        reached that are members), ``recall`` (share of the members that are reached), ``lift``
        (precision over base rate), ``waste_share`` (share of the reached that are not members),
        each with ``_ci_low`` and ``_ci_high`` (Clopper-Pearson; those of the lift take the base
        rate as known); ``is_suppressed``, ``verdict`` in words. Counts are means over repeats.
    """
    table = pd.DataFrame(
        [
            _counts(target, rule, value)
            for target in targets
            for rule, values in REACHES.items()
            for value in values
        ]
    )
    reached, members, hits = (
        table[name].to_numpy(dtype=float)
        for name in ("reached_user_count", "target_user_count", "hit_count")
    )
    base = table["base_rate"].to_numpy(dtype=float)
    precision = divide(hits, reached)
    with np.errstate(invalid="ignore"):  # nobody reached, no members: NaN
        (low, high), recall_limits = (
            proportion_confint(hits, trials, 1 - confidence, method="beta")
            for trials in (reached, members)
        )
    table["claimed_precision"] = divide(table.pop("claimed_hits").to_numpy(dtype=float), reached)
    figures = {
        "precision": (precision, low, high),
        "recall": (divide(hits, members), *recall_limits),
        "lift": tuple(divide(limit, base) for limit in (precision, low, high)),
        "waste_share": (1 - precision, 1 - high, 1 - low),
    }
    for name, limits in figures.items():
        for end, values in zip(("", "_ci_low", "_ci_high"), limits, strict=True):
            table[name + end] = values
    hidden = (table["reached_user_count"] < min_group_users) | (
        table["target_user_count"] < min_group_users
    )
    table["is_suppressed"] = hidden
    table["verdict"] = np.select(
        [hidden, table["lift_ci_low"] > 1, table["lift_ci_high"] < 1],
        ["suppressed: too few users", "better than chance", "worse than chance"],
        "not shown better than chance",
    )
    secret = [column for column in table.columns if column not in SHOWN]
    table[secret] = table[secret].astype(float).mask(hidden).round(9)
    return table


def _counts(target: Target, rule: str, value: float) -> dict[str, object]:
    """Count who is reached and hit by one way of reaching users, as means over repeats."""
    reach = {"share": reach_share, "cut_off": reach_cut_off}[rule]
    chances = [reach(score, value) for score in target.scores]
    count, members = target.is_member.size, int(target.is_member.sum())
    reached = float(np.mean([chance.sum() for chance in chances]))
    hits = float(np.mean([chance[target.is_member].sum() for chance in chances]))
    claims = [chance @ score for chance, score in zip(chances, target.scores, strict=True)]
    return {
        "target": target.name,
        "target_kind": target.kind,
        "reach_rule": rule,
        "reach_value": value,
        "user_count": count,
        # Rounded, so that a mean over repeats that is a whole number is one.
        "reached_user_count": round(reached, 9),
        "target_user_count": members,
        "base_rate": members / count,
        "hit_count": round(hits, 9),
        "waste_count": round(reached - hits, 9),
        "claimed_hits": float(np.mean(claims)),
    }
