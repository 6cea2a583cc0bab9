"""As many users beyond each age as there are: one intercept shift a threshold.

Trees start all thresholds at one value and stop before they reach the rare ones, so that the
probability of the oldest band comes out too large. Moving the log-odds of each threshold by one
number, until the probabilities of users whom no model had seen add up to their count, mends the sum
and leaves the order of users at a threshold alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import expit, logit

from plumage.age.distribution import AgeSpread

Floats = NDArray[np.float64]
Parts = Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]

LEAST = 1e-6
"""Probabilities are kept so far from 0 and 1: certainty has no log-odds."""

MAX_SHIFT = 3.0
"""Log-odds; more would say that the model has not learned the threshold at all."""


def intercept_shift(probabilities: ArrayLike, outcomes: ArrayLike) -> float:
    """Find what must be added to log-odds for probabilities to add up to what was observed.

    Parameters
    ----------
    probabilities : array-like of float, shape (n_users,)
        Of users whom the model had not seen.
    outcomes : array-like of bool, shape (n_users,)
        What was observed.

    Returns
    -------
    float
        At most ``MAX_SHIFT`` in size; 0 where the outcomes are all alike.

    References
    ----------
    Cox (1958). Two further applications of a model for binary regression. Biometrika 45: the
    intercept with a slope of 1, "calibration in the large".

    Examples
    --------
    >>> round(intercept_shift([0.5, 0.5, 0.5, 0.5], [True, False, False, False]), 4)
    -1.0986
    """
    outcomes = np.asarray(outcomes, dtype=bool)
    if outcomes.all() or not outcomes.any():
        return 0.0
    odds = logit(np.clip(probabilities, LEAST, 1 - LEAST))

    def excess(shift: float) -> float:
        return float(expit(odds + shift).mean() - outcomes.mean())

    if excess(-MAX_SHIFT) > 0:
        return -MAX_SHIFT
    if excess(MAX_SHIFT) < 0:
        return MAX_SHIFT
    return round(float(brentq(excess, -MAX_SHIFT, MAX_SHIFT, xtol=1e-12)), 9)


class ThresholdShift:
    """Intercept shifts of P(age <= t), one a threshold.

    Parameters
    ----------
    thresholds : sequence of int
        Ages in whole years, increasing, within the years of the distributions.

    Attributes
    ----------
    shifts_ : ndarray of float, shape (n_thresholds,)
        Added to log-odds.
    """

    def __init__(self, thresholds: Sequence[int]) -> None:
        self.thresholds = tuple(thresholds)

    def fit(self, spread: AgeSpread, mass: Floats, ages: NDArray[np.int64]) -> ThresholdShift:
        """Estimate the shifts.

        Parameters
        ----------
        spread : AgeSpread
            Years that ``mass`` is laid out on.
        mass : ndarray of float, shape (n_users, n_years)
            Probability of each year, by models that had not seen the user.
        ages : ndarray of int, shape (n_users,)
            True ages.

        Returns
        -------
        ThresholdShift
            Itself, fitted.
        """
        below = self._below(spread, mass)
        self.shifts_ = np.array(
            [
                intercept_shift(column, ages <= threshold)
                for column, threshold in zip(below.T, self.thresholds, strict=True)
            ]
        )
        return self

    def apply(self, spread: AgeSpread, mass: Floats) -> Floats:
        """Shift distributions.

        Parameters
        ----------
        spread : AgeSpread
            How ages are spread among training users; it fills in the years between thresholds.
        mass : ndarray of float, shape (n_users, n_years)
            Probability of each year.

        Returns
        -------
        ndarray of float, shape (n_users, n_years)
            Rows sum to 1.
        """
        if not self.thresholds:
            return mass
        odds = logit(np.clip(self._below(spread, mass), LEAST, 1 - LEAST))
        below = np.maximum.accumulate(expit(odds + self.shifts_), axis=1)
        return spread.mass_of(below, self.thresholds)

    def _below(self, spread: AgeSpread, mass: Floats) -> Floats:
        places = np.asarray(self.thresholds, dtype=np.int64) - spread.grid[0]
        return np.cumsum(mass, axis=1)[:, places]


def cross_fitted(
    spread: AgeSpread,
    mass: Floats,
    ages: NDArray[np.int64],
    thresholds: Sequence[int],
    parts: Parts,
) -> Floats:
    """Shift each part of the users by what the other parts say.

    Parameters
    ----------
    spread : AgeSpread
        How ages are spread among training users.
    mass : ndarray of float, shape (n_users, n_years)
        Probability of each year, by models that had not seen the user.
    ages : ndarray of int, shape (n_users,)
        True ages.
    thresholds : sequence of int
        Ages in whole years, increasing.
    parts : sequence of tuple of (ndarray of int, ndarray of int)
        Rows to estimate on, and rows to shift.

    Returns
    -------
    ndarray of float, shape (n_users, n_years)
        Rows sum to 1.
    """
    shifted = np.empty_like(mass)
    for others, own in parts:
        shift = ThresholdShift(thresholds).fit(spread, mass[others], ages[others])
        shifted[own] = shift.apply(spread, mass[own])
    return shifted
