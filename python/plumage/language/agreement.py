"""Figures of the validation of the norm, with intervals over users."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import rankdata

Interval = tuple[float, float, float]


def weighted_auc(
    planted: np.ndarray, own: np.ndarray, planted_weights: np.ndarray, own_weights: np.ndarray
) -> float:
    """Chance that a planted tweet scores higher than one of the group's own; ties count half.

    Parameters
    ----------
    planted, own : ndarray
        Scores.
    planted_weights, own_weights : ndarray
        How often each counts.

    Returns
    -------
    float
        0.5 for no difference; NaN when one side weighs nothing.

    Examples
    --------
    >>> one = np.ones(2)
    >>> weighted_auc(np.array([2.0, 3.0]), np.array([1.0, 2.0]), one, one)
    0.875
    """
    order = np.argsort(own, kind="stable")
    below = np.concatenate(([0.0], np.cumsum(own_weights[order])))
    first = np.searchsorted(own[order], planted, side="left")
    last = np.searchsorted(own[order], planted, side="right")
    total = planted_weights.sum() * own_weights.sum()
    if not total:
        return float("nan")
    return float((planted_weights * (below[first] + below[last]) / 2).sum() / total)


def recall_at_k(planted: np.ndarray, own: np.ndarray) -> float:
    """Share of the planted among the highest scores, as many as were planted.

    Parameters
    ----------
    planted, own : ndarray
        Scores.

    Returns
    -------
    float
        1 when all planted tweets lead the list; a tie at the edge counts in proportion.

    Examples
    --------
    >>> recall_at_k(np.array([5.0, 1.0]), np.array([2.0, 3.0, 0.0]))
    0.5
    """
    scores = np.concatenate([planted, own])
    edge = np.sort(scores)[::-1][planted.size - 1]
    above = int((scores > edge).sum())
    tied = int((scores == edge).sum())
    hits = (planted > edge).sum() + (planted == edge).sum() * (planted.size - above) / tied
    return float(hits / planted.size)


def spearman(left: np.ndarray, right: np.ndarray) -> float:
    """Rank correlation; NaN when one side does not vary.

    Parameters
    ----------
    left, right : ndarray
        Paired values.

    Returns
    -------
    float
        Between -1 and 1.
    """
    if left.size < 3 or np.ptp(left) == 0 or np.ptp(right) == 0:
        return float("nan")
    return float(np.corrcoef(rankdata(left), rankdata(right))[0, 1])


def step_up(correlation: float) -> float:
    """Reliability of the whole from the correlation of its halves (Spearman 1910, Brown 1910).

    Parameters
    ----------
    correlation : float
        Between halves.

    Returns
    -------
    float
        ``2 r / (1 + r)``.

    Examples
    --------
    >>> step_up(0.5)
    0.6666666666666666
    """
    return 2 * correlation / (1 + correlation)


def over_users(
    statistic: Callable[[np.ndarray], float],
    users: Sequence[ArrayLike],
    *,
    replicates: int,
    seed: int,
) -> Interval:
    """Give a figure its 95 % percentile interval, users drawn with replacement.

    Parameters
    ----------
    statistic : callable
        From weights of the rows (all sides one after the other) to the figure.
    users : sequence of array-like
        User of each row, side by side; a user on several sides is drawn once for all.
    replicates : int
        Bootstrap replicates.
    seed : int
        Seed of the draws.

    Returns
    -------
    (float, float, float)
        The figure, and the limits (NaN where fewer than nine in ten replicates have a figure).
    """
    rows = np.concatenate([np.asarray(side) for side in users])
    names, place = np.unique(rows, return_inverse=True)
    value = statistic(np.ones(rows.size))
    rng = np.random.default_rng(seed)
    drawn = np.empty(replicates)
    for number in range(replicates):
        counts = np.bincount(rng.integers(names.size, size=names.size), minlength=names.size)
        drawn[number] = statistic(counts[place].astype(float))
    drawn = drawn[~np.isnan(drawn)]
    if np.isnan(value) or drawn.size < 0.9 * replicates:
        return value, float("nan"), float("nan")
    low, high = np.quantile(drawn, [0.025, 0.975])
    return value, float(low), float(high)
