"""The named models that are fitted, compared and published, and how each answers.

A candidate predicts either years (its band is then the band of the published year) or band
probabilities (its year is then the median age under them). To try another model, add a line to
``CANDIDATES``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.dummy import DummyRegressor

from plumage.bands import AgeBands
from plumage.design import ORDINAL_FEATURES, STATED_FEATURES
from plumage.estimator import BoostedYears, OrdinalByBlocks
from plumage.evidence import ByEvidence
from plumage.metrics import AGE_THRESHOLDS, Floats

MODEL_VERSION = "age-2"
"""Changes whenever the same data would be predicted otherwise."""


@dataclass(frozen=True)
class Setting:
    """What every candidate is built for.

    Attributes
    ----------
    bands : AgeBands
        Age bands.
    levels : tuple of str
        Evidence levels that occur among the users.
    seed : int
        Seed of all random choices.
    inference : bool
        Whether standard errors are wanted.
    """

    bands: AgeBands
    levels: tuple[str, ...]
    seed: int = 1
    inference: bool = False


@dataclass(frozen=True)
class Predicted:
    """What a model says about some users.

    Attributes
    ----------
    exact_years : ndarray of float, shape (n_users,)
        Ages in years before rounding.
    years : ndarray of int, shape (n_users,)
        Whole years as published.
    bands : ndarray of int, shape (n_users,)
        Band as published, position from 0.
    threshold_scores : dict of int to ndarray of float, shape (n_users,)
        For each of ``AGE_THRESHOLDS``, higher for users more likely at least so old.
    probabilities : ndarray of float, shape (n_users, n_bands), or None
        Probability of each band, for models that give them.
    """

    exact_years: Floats
    years: NDArray[np.int64]
    bands: NDArray[np.int64]
    threshold_scores: dict[int, Floats]
    probabilities: Floats | None = None

    def of(self, mask: NDArray[np.bool_]) -> Predicted:
        """Predictions of some of the users.

        Parameters
        ----------
        mask : ndarray of bool, shape (n_users,)
            Users to keep.

        Returns
        -------
        Predicted
            The same for the users kept.
        """
        return Predicted(
            self.exact_years[mask],
            self.years[mask],
            self.bands[mask],
            {age: score[mask] for age, score in self.threshold_scores.items()},
            None if self.probabilities is None else self.probabilities[mask],
        )


class PriorBands(ClassifierMixin, BaseEstimator):
    """Shares of the bands among training users, for everybody alike.

    Parameters
    ----------
    band_count : int
        Number of bands.
    """

    def __init__(self, band_count: int) -> None:
        self.band_count = band_count

    def fit(self, X: object, y: ArrayLike) -> PriorBands:
        """Count the bands.

        Parameters
        ----------
        X : object
            Not looked at.
        y : array-like of int, shape (n_users,)
            Bands as positions from 0.

        Returns
        -------
        PriorBands
            Itself, fitted.
        """
        self.classes_ = np.arange(self.band_count)
        self.shares_ = np.bincount(np.asarray(y), minlength=self.band_count) / len(y)
        return self

    def predict_proba(self, X: pd.DataFrame) -> Floats:
        """Give the shares to each row.

        Parameters
        ----------
        X : sized
            Only its length is looked at.

        Returns
        -------
        ndarray of float, shape (n_users, n_bands)
            Equal rows.
        """
        return np.tile(self.shares_, (len(X), 1))


class AgesWithinBands:
    """How ages are spread within each band among training users: turns probabilities into years.

    Parameters
    ----------
    ages : array-like of int, shape (n_users,)
        Ages in whole years of training users.
    bands : AgeBands
        Age bands.

    Examples
    --------
    >>> spread = AgesWithinBands([20, 22, 22, 40], AgeBands((1, 2), ("young", "old"), (30,)))
    >>> spread.median([[0.9, 0.1], [0.2, 0.8]])
    array([22., 40.])
    >>> spread.share_from([[0.9, 0.1]], 21)
    array([0.7])
    """

    def __init__(self, ages: ArrayLike, bands: AgeBands) -> None:
        self.grid, counts = np.unique(np.asarray(ages, dtype=float), return_counts=True)
        member = bands.positions_of(self.grid)[None, :] == np.arange(len(bands))[:, None]
        totals = np.maximum((member * counts).sum(axis=1, keepdims=True), 1)
        self.shares = member * counts / totals

    def median(self, probabilities: ArrayLike) -> Floats:
        """Median age in years under band probabilities.

        Parameters
        ----------
        probabilities : array-like of float, shape (n_users, n_bands)
            Probability of each band.

        Returns
        -------
        ndarray of float, shape (n_users,)
            The youngest training age that at least half the probability does not exceed.
        """
        below = np.cumsum(np.asarray(probabilities) @ self.shares, axis=1)
        return self.grid[(below < 0.5 - 1e-9).sum(axis=1)]

    def share_from(self, probabilities: ArrayLike, age: int) -> Floats:
        """Probability of being at least so old.

        Parameters
        ----------
        probabilities : array-like of float, shape (n_users, n_bands)
            Probability of each band.
        age : int
            Age in years.

        Returns
        -------
        ndarray of float, shape (n_users,)
            Probabilities.
        """
        return np.asarray(probabilities) @ self.shares[:, self.grid >= age].sum(axis=1)


@dataclass(frozen=True)
class Candidate:
    """A model to fit and compare.

    Attributes
    ----------
    name, title : str
        Name in tables, name for readers.
    answers : {"years", "bands"}
        What the estimator predicts.
    build : callable
        Makes the estimator, not fitted, for a ``Setting``.
    is_floor : bool
        Whether it looks at nothing but the labels.
    """

    name: str
    title: str
    answers: str
    build: Callable[[Setting], BaseEstimator]
    is_floor: bool = False

    def fit(self, matrix: pd.DataFrame, ages: NDArray[np.int64], setting: Setting) -> FittedModel:
        """Fit on labelled users.

        Parameters
        ----------
        matrix : pandas.DataFrame
            Rows of the model matrix.
        ages : ndarray of int, shape (n_users,)
            Ages in whole years.
        setting : Setting
            Bands, evidence levels and seed.

        Returns
        -------
        FittedModel
            The model, ready to answer.
        """
        target = ages if self.answers == "years" else setting.bands.positions_of(ages)
        estimator = self.build(setting).fit(matrix, target)
        return FittedModel(self, estimator, setting.bands, ages)


class FittedModel:
    """A candidate after its fit.

    Parameters
    ----------
    candidate : Candidate
        Which one.
    estimator : estimator
        Fitted estimator.
    bands : AgeBands
        Age bands.
    ages : ndarray of int, shape (n_users,)
        Ages of the training users.
    """

    def __init__(
        self,
        candidate: Candidate,
        estimator: BaseEstimator,
        bands: AgeBands,
        ages: NDArray[np.int64],
    ) -> None:
        self.candidate = candidate
        self.estimator = estimator
        self.bands = bands
        self.range = (int(ages.min()), int(ages.max()))
        self.spread = AgesWithinBands(ages, bands)

    def predict(self, matrix: pd.DataFrame) -> Predicted:
        """Predict users.

        Parameters
        ----------
        matrix : pandas.DataFrame
            Rows of the model matrix.

        Returns
        -------
        Predicted
            Years within the range of training ages, bands, and scores of age thresholds.
        """
        if self.candidate.answers == "years":
            exact = np.clip(self.estimator.predict(matrix), *self.range)
            years = whole_years(exact)
            scores = {age: exact for age in AGE_THRESHOLDS}
            return Predicted(exact, years, self.bands.positions_of(years), scores)
        probabilities = self.estimator.predict_proba(matrix)
        exact = self.spread.median(probabilities)
        scores = {age: self.spread.share_from(probabilities, age) for age in AGE_THRESHOLDS}
        bands = probabilities.argmax(axis=1)
        return Predicted(exact, whole_years(exact), bands, scores, probabilities)


def whole_years(exact: ArrayLike) -> NDArray[np.int64]:
    """Round ages to whole years, halves up.

    Parameters
    ----------
    exact : array-like of float
        Ages in years.

    Returns
    -------
    ndarray of int
        Whole years.

    Examples
    --------
    >>> whole_years([20.5, 21.49])
    array([21, 21])
    """
    return np.floor(np.asarray(exact, dtype=float) + 0.5).astype(np.int64)


def _boosted_years(setting: Setting) -> BaseEstimator:
    return ByEvidence(
        BoostedYears(seed=setting.seed),
        prior=DummyRegressor(strategy="median"),
        levels=setting.levels,
    )


def _ordinal(setting: Setting, features: tuple[str, ...], **options: bool) -> BaseEstimator:
    count = len(setting.bands)
    return ByEvidence(
        OrdinalByBlocks(band_count=count, features=features, seed=setting.seed, **options),
        prior=PriorBands(count),
        levels=setting.levels,
    )


def _ordinal_bands(setting: Setting) -> BaseEstimator:
    features = tuple(feature.name for feature in ORDINAL_FEATURES)
    return _ordinal(setting, features, inference=setting.inference)


def _ordinal_wide(setting: Setting) -> BaseEstimator:
    features = tuple(feature.name for feature in ORDINAL_FEATURES)
    return _ordinal(setting, features + STATED_FEATURES, with_accounts=True)


CANDIDATES: tuple[Candidate, ...] = (
    Candidate("boosted_years", "boosted trees", "years", _boosted_years),
    Candidate("ordinal_wide", "ordinal, with accounts", "bands", _ordinal_wide),
    Candidate("ordinal_bands", "ordinal, curated features", "bands", _ordinal_bands),
    Candidate(
        "constant_median",
        "always the median",
        "years",
        lambda setting: DummyRegressor(strategy="median"),
        is_floor=True,
    ),
    Candidate(
        "constant_mean",
        "always the mean",
        "years",
        lambda setting: DummyRegressor(strategy="mean"),
        is_floor=True,
    ),
    Candidate(
        "majority_band",
        "always the largest band",
        "bands",
        lambda setting: PriorBands(len(setting.bands)),
        is_floor=True,
    ),
)
"""Every model of the validation table, in its order."""

YEARS_MODEL, BANDS_MODEL, EXPLAINING_MODEL = CANDIDATES[:3]
"""Published years and bands; published band probabilities; published coefficients."""
