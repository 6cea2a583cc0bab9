"""Probability of each whole year: what the models say of a user, and what is published of it.

The published year is the median, which costs the least mean absolute error; the published band is
the band of that year. Band probabilities, quantiles and the chance to be at least so old are sums
over years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plumage.age.bands import AgeBands

Floats = NDArray[np.float64]

EXTRA_USERS = 0.01
"""Added to the users of each age, so that years that nobody has are not impossible."""

ROUNDING = 1e-9
"""Sums of probabilities that differ by less are equal."""

DIGITS = 9
"""Decimals of the probabilities that models give; further ones depend on the processor."""


@dataclass(frozen=True)
class AgeDistribution:
    """Probability of each whole year, for some users.

    Attributes
    ----------
    grid : ndarray of int, shape (n_years,)
        Ages in whole years, without gaps.
    mass : ndarray of float, shape (n_users, n_years)
        Rows sum to 1.

    Examples
    --------
    >>> users = AgeDistribution(np.array([20, 21, 22]), np.array([[0.2, 0.6, 0.2]]))
    >>> users.years(), users.exact_years(), users.share_from(21)
    (array([21]), array([21.]), array([0.8]))
    """

    grid: NDArray[np.int64]
    mass: Floats

    def __len__(self) -> int:
        """Count the users."""
        return len(self.mass)

    def of(self, rows: NDArray) -> AgeDistribution:
        """Take some of the users.

        Parameters
        ----------
        rows : ndarray of int or bool
            Users to keep.

        Returns
        -------
        AgeDistribution
            Theirs.
        """
        return AgeDistribution(self.grid, self.mass[rows])

    def quantile(self, level: float) -> NDArray[np.int64]:
        """Youngest year up to which at least so much probability lies.

        Parameters
        ----------
        level : float
            Between 0 and 1.

        Returns
        -------
        ndarray of int, shape (n_users,)
            Whole years.
        """
        below = (np.cumsum(self.mass, axis=1) < level - ROUNDING).sum(axis=1)
        return self.grid[np.minimum(below, self.grid.size - 1)]

    def years(self) -> NDArray[np.int64]:
        """Median in whole years: the published age.

        Returns
        -------
        ndarray of int, shape (n_users,)
            Whole years.
        """
        return self.quantile(0.5)

    def exact_years(self) -> Floats:
        """Median when each year's probability is spread evenly from half a year before it.

        Returns
        -------
        ndarray of float, shape (n_users,)
            Rounds, halves up, to ``years``.
        """
        years = self.years()
        place = years - self.grid[0]
        users = np.arange(len(self.mass))
        within = self.mass[users, place]
        before = np.cumsum(self.mass, axis=1)[users, place] - within
        share = (0.5 - before) / np.maximum(within, ROUNDING)
        return years - 0.5 + np.clip(share, 0, 1 - ROUNDING)

    def bands(self, bands: AgeBands) -> NDArray[np.int64]:
        """Band of the published year.

        Parameters
        ----------
        bands : AgeBands
            Age bands.

        Returns
        -------
        ndarray of int, shape (n_users,)
            Positions from 0.
        """
        return bands.positions_of(self.years())

    def band_probabilities(self, bands: AgeBands) -> Floats:
        """Probability of each band.

        Parameters
        ----------
        bands : AgeBands
            Age bands.

        Returns
        -------
        ndarray of float, shape (n_users, n_bands)
            Rows sum to 1.
        """
        member = bands.positions_of(self.grid)[:, None] == np.arange(len(bands))
        return self.mass @ member

    def share_from(self, age: int) -> Floats:
        """Probability of being at least so old.

        Parameters
        ----------
        age : int
            Whole years.

        Returns
        -------
        ndarray of float, shape (n_users,)
            Between 0 and 1.
        """
        return np.minimum(self.mass[:, self.grid >= age].sum(axis=1), 1.0)


@dataclass(frozen=True)
class AgeSpread:
    """How ages are spread among training users: fills in the years between thresholds.

    Attributes
    ----------
    grid : ndarray of int, shape (n_years,)
        Ages in whole years; those outside the training ages get no probability.
    shares : ndarray of float, shape (n_years,)
        Share of each year, a little for years that nobody has; sums to 1.
    """

    grid: NDArray[np.int64]
    shares: Floats

    @classmethod
    def of(cls, ages: ArrayLike, grid: NDArray[np.int64]) -> AgeSpread:
        """Count the training ages.

        Parameters
        ----------
        ages : array-like of int, shape (n_users,)
            Whole years, all within the grid.
        grid : ndarray of int, shape (n_years,)
            Whole years without gaps.

        Returns
        -------
        AgeSpread
            Their spread.
        """
        ages = np.asarray(ages, dtype=np.int64)
        counts = np.bincount(ages - grid[0], minlength=grid.size).astype(float)
        counts[(grid >= ages.min()) & (grid <= ages.max())] += EXTRA_USERS
        return cls(grid, counts / counts.sum())

    def prior(self, user_count: int) -> Floats:
        """Shares of training users, for everybody alike.

        Parameters
        ----------
        user_count : int
            Users of whom nothing is known.

        Returns
        -------
        ndarray of float, shape (user_count, n_years)
            Equal rows.
        """
        return np.tile(self.shares, (user_count, 1))

    def mass_of(self, cumulative: Floats, thresholds: Sequence[int]) -> Floats:
        """Spread the probability between thresholds over the years there, as training users are.

        Parameters
        ----------
        cumulative : ndarray of float, shape (n_users, n_thresholds)
            Probability of being at most as old as each threshold; rows do not decrease.
        thresholds : sequence of int
            Whole years, increasing.

        Returns
        -------
        ndarray of float, shape (n_users, n_years)
            Rows sum to 1.
        """
        steps = np.diff(cumulative, axis=1, prepend=0.0, append=1.0)
        step_of_year = np.searchsorted(np.asarray(thresholds), self.grid)
        return self._spread(steps, step_of_year)

    def mass_of_bands(self, probabilities: Floats, bands: AgeBands) -> Floats:
        """Spread the probability of each band over its years.

        Parameters
        ----------
        probabilities : ndarray of float, shape (n_users, n_bands)
            Rows sum to 1.
        bands : AgeBands
            Age bands.

        Returns
        -------
        ndarray of float, shape (n_users, n_years)
            Rows sum to 1.
        """
        return self._spread(probabilities, bands.positions_of(self.grid))

    def _spread(self, steps: Floats, step_of_year: NDArray[np.int64]) -> Floats:
        totals = np.bincount(step_of_year, self.shares, minlength=steps.shape[1])[step_of_year]
        within = np.divide(self.shares, totals, out=np.zeros(self.grid.size), where=totals > 0)
        # What two processors add up in another order must not part equal users, or tip a median.
        mass = np.round(steps, DIGITS)[:, step_of_year] * within
        # A step without any year of the training ages has nowhere to go.
        return mass / mass.sum(axis=1, keepdims=True)
