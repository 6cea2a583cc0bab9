"""How models are judged: the numbers of a protocol, and the ways to split what is judged on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.model_selection import StratifiedKFold

Rows = NDArray[np.int64]
Split = tuple[Rows, Rows]
"""Rows to learn from, rows to answer for."""


@dataclass(frozen=True)
class Protocol:
    """How models are judged.

    Attributes
    ----------
    folds : int
        Parts of a cross-validation.
    repeats : int
        Cross-validations with other parts; 0 for none.
    replicates : int
        Bootstrap replicates behind each interval.
    confidence : float
        Nominal cover of the intervals.
    shuffles : int
        Times that labels are shuffled, to see models without skill; 0 for none.
    min_population : int
        A smaller group gets no figures of its own.
    """

    folds: int = 10
    repeats: int = 3
    replicates: int = 1000
    confidence: float = 0.95
    shuffles: int = 1
    min_population: int = 30

    def split_count(self) -> int:
        """Count the training sets that validation takes.

        Returns
        -------
        int
            Folds of all repeats and shuffles.
        """
        return self.folds * (self.repeats + self.shuffles)


def split_stratified(classes: NDArray[np.int64], folds: int, seed: int) -> list[Split]:
    """Split items into parts that hold the classes in their shares.

    Parameters
    ----------
    classes : ndarray of int, shape (n_items,)
        Class of each item, as position from 0; a class of fewer items than folds is split with the
        one below it.
    folds : int
        Number of parts; fewer when there are not two items for each.
    seed : int
        Seed of the split.

    Returns
    -------
    list of tuple of (ndarray of int, ndarray of int)
        Rows of the rest, and rows of the part; each row is in one part.
    """
    folds = max(2, min(folds, classes.size // 2))
    strata = merge_rare(classes, folds)
    return list(StratifiedKFold(folds, shuffle=True, random_state=seed).split(strata, strata))


def merge_rare(classes: NDArray[np.int64], folds: int) -> NDArray[np.int64]:
    """Merge classes of fewer items than folds into the one below.

    Parameters
    ----------
    classes : ndarray of int, shape (n_items,)
        Class of each item, as position from 0.
    folds : int
        Number of folds.

    Returns
    -------
    ndarray of int, shape (n_items,)
        Stratum of each item; each has at least ``folds`` items where there are so many at all.
    """
    strata = classes.copy()
    for position in range(int(classes.max()), 0, -1):
        if 0 < (strata == position).sum() < folds:
            strata[strata == position] = position - 1
    lowest = strata.min()
    if (strata == lowest).sum() < folds and (strata > lowest).any():
        strata[strata == lowest] = strata[strata > lowest].min()
    return strata


def split_by_group(groups: ArrayLike) -> Iterator[tuple[object, Split]]:
    """Leave one group out at a time, such as one source of the data.

    Parameters
    ----------
    groups : array-like, shape (n_items,)
        Group of each item.

    Yields
    ------
    tuple of (object, (ndarray of int, ndarray of int))
        The group left out, in sorted order; rows of all others, and its own.

    Examples
    --------
    >>> [(str(name), test.tolist()) for name, (_, test) in split_by_group(["b", "a", "b"])]
    [('a', [1]), ('b', [0, 2])]
    """
    values = np.asarray(groups)
    for group in np.unique(values):
        inside = values == group
        yield group, (np.flatnonzero(~inside), np.flatnonzero(inside))


def split_by_time(times: ArrayLike, *, share: float) -> Split:
    """Learn from the past, answer for what comes later.

    Parameters
    ----------
    times : array-like, shape (n_items,)
        When each item was seen.
    share : float
        Share of items that are answered for, the latest ones; items of one moment stay together on
        the side of the past.

    Returns
    -------
    tuple of (ndarray of int, ndarray of int)
        Rows up to the moment, and rows after it.

    Examples
    --------
    >>> before, after = split_by_time([3, 1, 2, 2], share=0.5)
    >>> before.tolist(), after.tolist()
    ([1, 2, 3], [0])
    """
    values = np.asarray(times)
    moment = np.sort(values)[int(np.ceil(values.size * (1 - share))) - 1]
    return np.flatnonzero(values <= moment), np.flatnonzero(values > moment)
