"""Means, ranks, correlations and AUC of users that count more than once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def divide(numerator: Floats, denominator: Floats) -> Floats:
    """Divide, with NaN where the denominator is 0 (up to rounding).

    Parameters
    ----------
    numerator, denominator : ndarray of float
        Equal shapes.

    Returns
    -------
    ndarray of float
        Quotients.
    """
    defined = np.abs(denominator) > 1e-12
    return np.divide(numerator, denominator, out=np.full(numerator.shape, np.nan), where=defined)


def mean_of_defined(values: Floats) -> Floats:
    """Average each row over its entries that are not NaN.

    Parameters
    ----------
    values : ndarray of float, shape (n_rows, n_columns)
        NaN where not defined.

    Returns
    -------
    ndarray of float, shape (n_rows,)
        NaN where a row has no entry.
    """
    defined = ~np.isnan(values)
    return divide(np.where(defined, values, 0).sum(axis=1), defined.sum(axis=1).astype(float))


def weighted_mean(values: Floats, weights: Floats) -> Floats:
    """Average the values under each row of weights.

    Parameters
    ----------
    values : ndarray of float, shape (n_users,)
        What to average.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        Means.
    """
    return divide(weights @ values, weights.sum(axis=1))


def one_hot(positions: NDArray[np.int64], count: int) -> Floats:
    """Write positions as rows with a 1 in the position's column.

    Parameters
    ----------
    positions : ndarray of int, shape (n_users,)
        From 0 to ``count - 1``.
    count : int
        Number of columns.

    Returns
    -------
    ndarray of float, shape (n_users, count)
        Zeros and ones.
    """
    return (positions[:, None] == np.arange(count)).astype(float)


def ties(values: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the groups of equal values.

    Parameters
    ----------
    values : ndarray of float, shape (n_users,)
        Any numbers.

    Returns
    -------
    tuple of (ndarray of int, ndarray of int)
        What sorts the values, and where in that order each group of equal ones starts.
    """
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    return order, starts


def weighted_ranks(values: Floats, weights: Floats) -> Floats:
    """Rank values as if each user stood there as often as its weight says.

    Parameters
    ----------
    values : ndarray of float, shape (n_users,)
        What to rank.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates, n_users)
        Ranks from 1, ties at their mean.
    """
    order, starts = ties(values)
    drawn = np.add.reduceat(weights[:, order], starts, axis=1)
    ranks = np.cumsum(drawn, axis=1) - drawn + (drawn + 1) / 2
    group = np.empty(values.size, dtype=np.int64)
    group[order] = np.repeat(np.arange(starts.size), np.diff(np.r_[starts, values.size]))
    return ranks[:, group]


def correlation(left: Floats, right: Floats, weights: Floats) -> Floats:
    """Pearson's correlation under each row of weights; of ranks it is Spearman's.

    Parameters
    ----------
    left, right : ndarray of float, shape (n_users,) or (n_replicates, n_users)
        Paired values.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        From -1 to 1; NaN where either side is constant.
    """
    total = weights.sum(axis=1, keepdims=True)
    left = left - (weights * left).sum(axis=1, keepdims=True) / total
    right = right - (weights * right).sum(axis=1, keepdims=True) / total
    spread = np.sqrt((weights * left**2).sum(axis=1) * (weights * right**2).sum(axis=1))
    return divide((weights * left * right).sum(axis=1), spread)


def rank_correlation(left: Floats, right: Floats, weights: Floats) -> Floats:
    """Spearman's correlation under each row of weights, ties at their mean rank.

    Parameters
    ----------
    left, right : ndarray of float, shape (n_users,)
        Paired values.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        From -1 to 1; NaN where either side is constant.
    """
    return correlation(weighted_ranks(left, weights), weighted_ranks(right, weights), weights)


def area_under_curve(scores: Floats, is_positive: NDArray[np.bool_], weights: Floats) -> Floats:
    """Chance that a positive scores higher than a negative, ties half (AUC).

    Parameters
    ----------
    scores : ndarray of float, shape (n_users,)
        What orders the users.
    is_positive : ndarray of bool, shape (n_users,)
        Who should come out on top.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        From 0 to 1; NaN where one side weighs nothing.
    """
    order, starts = ties(scores)
    drawn = weights[:, order]
    positives = np.add.reduceat(drawn * is_positive[order], starts, axis=1)
    negatives = np.add.reduceat(drawn * ~is_positive[order], starts, axis=1)
    below = np.cumsum(negatives, axis=1) - negatives
    wins = (positives * (below + negatives / 2)).sum(axis=1)
    return divide(wins, positives.sum(axis=1) * negatives.sum(axis=1))


def average_precision(scores: Floats, is_member: Mask, weights: Floats) -> Floats:
    """Precision, averaged over the members of a group as they are reached by score.

    It is the area under the curve of precision over recall (PR-AUC) without interpolation. Other
    than the area under the ROC curve, it looks at the top of the order alone, where a rare group is
    searched for.

    Parameters
    ----------
    scores : ndarray of float, shape (n_items,)
        Higher for likelier members.
    is_member : ndarray of bool, shape (n_items,)
        Who is one.
    weights : ndarray of float, shape (n_replicates, n_items)
        How often each item counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        From 0 to 1; without any order of items the share of members. NaN where there is none.

    References
    ----------
    Davis and Goadrich (2006). The relationship between precision-recall and ROC curves. ICML.
    """
    order, starts = ties(-scores)
    drawn = weights[:, order]
    positives = np.add.reduceat(drawn * is_member[order], starts, axis=1)
    reached = np.cumsum(np.add.reduceat(drawn, starts, axis=1), axis=1)
    precision = np.cumsum(positives, axis=1) / np.where(reached > 0, reached, 1)
    return divide((positives * precision).sum(axis=1), positives.sum(axis=1))
