"""Intervals in whole years that hold the true age as often as they say, on average: conformal.

A model gives each user a probability of every whole year. Around the median year an interval grows,
year by year, towards the likelier neighbour; how far it has to grow until it holds the true age is
measured on labelled users whom the model had not seen. Whatever the probabilities are worth, an
interval that grows so far holds the age of the next user of the same kind with the promised chance.

The chance is one over all users of a kind. Of users at a rare age far fewer are held, and of those
at the usual age more (``cover.interval_cover``); ``band_sets`` promises the same to every age band.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from plumage.learning.weighted import Floats

ROUNDING = 1e-12
"""Room for the order of floating-point sums when scores are compared with a level."""


def growth_scores(mass: ArrayLike) -> Floats:
    """How far an interval around the median must grow to take in each year.

    The interval starts at the median year and takes in the likelier of its two neighbours until it
    holds all years. A year's score is the probability inside before it, plus half its own: with
    all of its own, an interval would stop short of every likely year (heaps at 21, 25, 30); with
    none of it, it would always reach beyond.

    Parameters
    ----------
    mass : array-like of float, shape (n_users, n_years)
        Probability of each year; rows sum to 1.

    Returns
    -------
    ndarray of float, shape (n_users, n_years)
        From 0 to 1. Years with a score up to any level are an interval, or none.

    Examples
    --------
    >>> growth_scores([[0.2, 0.4, 0.3, 0.1]]).round(2)
    array([[0.8 , 0.2 , 0.55, 0.95]])
    """
    mass = np.asarray(mass, dtype=float)
    users, last = np.arange(len(mass)), mass.shape[1] - 1
    start = (mass.cumsum(axis=1) >= mass.sum(axis=1, keepdims=True) / 2 - ROUNDING).argmax(axis=1)
    scores = np.empty_like(mass)
    low, high = start.copy(), start.copy()
    inside = mass[users, start]
    scores[users, start] = inside / 2
    for _ in range(last):
        below = np.where(low > 0, mass[users, np.maximum(low - 1, 0)], -1.0)
        above = np.where(high < last, mass[users, np.minimum(high + 1, last)], -1.0)
        is_younger = below >= above
        low, high = low - is_younger, high + ~is_younger
        added = np.where(is_younger, low, high)
        scores[users, added] = inside + mass[users, added] / 2
        inside = inside + mass[users, added]
    return scores


def conformal_level(scores: ArrayLike, *, cover: float) -> float:
    """Level up to which a new user's score lies with at least the promised chance.

    Parameters
    ----------
    scores : array-like of float, shape (n_users,)
        Scores of the true ages of users whom the model had not seen.
    cover : float
        Chance that is promised, between 0 and 1.

    Returns
    -------
    float
        The ``ceil((n + 1) cover)``-th smallest score: a new score lies at most there with a chance
        from ``cover`` to ``cover + 1 / (n + 1)`` (without ties). Infinite when there are too few
        users to promise that.

    References
    ----------
    Vovk, Gammerman and Shafer (2005). Algorithmic learning in a random world, chapter 2.

    Examples
    --------
    >>> conformal_level([0.1, 0.2, 0.3, 0.4], cover=0.8), conformal_level([0.1], cover=0.8)
    (0.4, inf)
    """
    scores = np.sort(np.asarray(scores, dtype=float))
    rank = int(np.ceil((scores.size + 1) * cover - ROUNDING))
    return float(scores[rank - 1]) if rank <= scores.size else float("inf")


class ConformalYears:
    """Intervals in whole years, calibrated on users whom the model had not seen.

    Users of a group (an evidence level) get a level of their own when at least ``min_group_users``
    of them calibrate it. Smaller groups get the level of all users or their own, whichever is
    wider, so that little evidence never makes an interval narrower.

    Parameters
    ----------
    cover : float, default=0.8
        Share of users whose interval shall hold the true age.
    min_group_users : int, default=100
        Calibration users from which on a group relies on itself alone.

    Attributes
    ----------
    grid_ : ndarray of int, shape (n_years,)
        Whole years that the model knows, ascending.
    level_ : float
        Level of all users.
    group_levels_ : dict of str to float
        Level of each group that has one of its own.

    Notes
    -----
    Calibrated on out-of-fold probabilities and applied to the model of all training users, this is
    cross-conformal prediction. The exact bound of ``conformal_level`` holds for one split; across
    folds ``1 - 2 (1 - cover)`` is what can be proved in general, and cover close to the promise is
    what is found. So it is measured (``interval_cover``) on users who calibrated nothing.

    References
    ----------
    Vovk (2015). Cross-conformal predictors. Annals of Mathematics and Artificial Intelligence 74.
    Chernozhukov, Wuthrich and Zhu (2021). Distributional conformal prediction. PNAS 118(48).
    """

    def __init__(self, *, cover: float = 0.8, min_group_users: int = 100) -> None:
        if not 0 < cover < 1:
            raise ValueError(f"cover must lie between 0 and 1, got: {cover}")
        self.cover = cover
        self.min_group_users = min_group_users

    def fit(
        self,
        grid: ArrayLike,
        mass: ArrayLike,
        ages: ArrayLike,
        groups: Sequence[str] | None = None,
    ) -> ConformalYears:
        """Find how far intervals must grow.

        Parameters
        ----------
        grid : array-like of int, shape (n_years,)
            Whole years, ascending without gap.
        mass : array-like of float, shape (n_users, n_years)
            Probability of each year, from models that had not seen the user.
        ages : array-like of float, shape (n_users,)
            True ages in whole years; one outside the grid counts as never reached.
        groups : sequence of str or None, shape (n_users,)
            Evidence level of each user; None for one level for all.

        Returns
        -------
        ConformalYears
            Itself, calibrated.

        Raises
        ------
        ValueError
            If the grid has gaps, or nobody's age is given.
        """
        self.grid_ = np.asarray(grid, dtype=np.int64)
        ages = np.asarray(ages).astype(np.int64)
        if (np.diff(self.grid_) != 1).any():
            raise ValueError("grid must hold whole years, ascending without gap")
        if not ages.size:
            raise ValueError("at least one user must calibrate the intervals, got none")
        scores = self._scores_of_truth(mass, ages)
        self.level_ = conformal_level(scores, cover=self.cover)
        self.group_levels_: dict[str, float] = {}
        names = np.asarray([] if groups is None else groups, dtype=object)
        for group in dict.fromkeys(names):
            own = scores[names == group]
            level = conformal_level(own, cover=self.cover)
            if own.size < self.min_group_users:
                # Too few to promise anything alone: an infinite level is ignorance, not a finding.
                level = max(level, self.level_) if np.isfinite(level) else self.level_
            self.group_levels_[group] = level
        return self

    def predict(self, mass: ArrayLike, groups: Sequence[str] | None = None) -> pd.DataFrame:
        """Give each user an interval.

        Parameters
        ----------
        mass : array-like of float, shape (n_users, n_years)
            Probability of each year of the grid.
        groups : sequence of str or None, shape (n_users,)
            Evidence level of each user.

        Returns
        -------
        pandas.DataFrame
            One row per user, in order: ``interval_low_years`` and ``interval_high_years`` (whole
            years, both inside), ``interval_width_years`` (how many whole years it holds),
            ``interval_claimed_cover`` (probability that the model itself puts inside).
        """
        mass = np.asarray(mass, dtype=float)
        names = np.full(len(mass), None) if groups is None else np.asarray(groups, dtype=object)
        levels = np.array([self.group_levels_.get(name, self.level_) for name in names])
        low, high = self._interval(mass, levels)
        held = (self.grid_ >= low[:, None]) & (self.grid_ <= high[:, None])
        return pd.DataFrame(
            {
                "interval_low_years": low,
                "interval_high_years": high,
                "interval_width_years": high - low + 1,
                "interval_claimed_cover": (mass * held).sum(axis=1),
            }
        )

    def _scores_of_truth(self, mass: ArrayLike, ages: NDArray[np.int64]) -> Floats:
        """Scores of the true ages; infinite for ages outside the grid."""
        position = ages - self.grid_[0]
        known = (position >= 0) & (position < self.grid_.size)
        scores = growth_scores(mass)[np.arange(ages.size), np.where(known, position, 0)]
        return np.where(known, scores, np.inf)

    def _interval(self, mass: Floats, levels: Floats) -> tuple[NDArray, NDArray]:
        """First and last year of each user's interval, which is never empty."""
        scores = growth_scores(mass)
        scores[np.arange(len(mass)), scores.argmin(axis=1)] = 0.0
        held = scores <= levels[:, None] + ROUNDING
        low = held.argmax(axis=1)
        high = self.grid_.size - 1 - held[:, ::-1].argmax(axis=1)
        return self.grid_[low], self.grid_[high]
