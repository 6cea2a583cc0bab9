"""P(age <= t) at a few thresholds t: the second stage of the age model.

Age is ordered, heaped and long-tailed. A model of P(age <= t) at several t uses the order, is not
swayed by a few very old users, and gives a whole distribution instead of one number.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import logit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]

QUANTILES = (0.2, 0.33, 0.5, 0.65, 0.8, 0.9)
"""Shares of training users whose ages are thresholds, besides the edges of the bands."""

MIN_USERS_BEYOND = 5
"""A threshold has at least this many training users on either side."""

NOISE = 2e-9
"""Relative difference up to which values of a column count as equal: numbers and scores have nine
digits, and trees would split on the last one."""

MAX_DEVIATIONS = 4.0
"""Standardised columns are clipped there: one odd profile must not decide a linear sum."""


def thresholds_of(ages: ArrayLike, edges: Sequence[int]) -> tuple[int, ...]:
    """Ages at which P(age <= t) is learned, increasing: ends of bands, and quantiles.

    Examples
    --------
    >>> thresholds_of([18] * 10 + [21] * 10 + [40] * 10, edges=[21, 25])
    (18, 20, 21, 24)
    """
    ages = np.sort(np.asarray(ages))
    quantiles = np.quantile(ages, QUANTILES, method="inverted_cdf")
    wanted = np.union1d(quantiles, np.asarray(edges, dtype=float) - 1).astype(np.int64)
    below = np.searchsorted(ages, wanted, side="right")
    beyond = min(MIN_USERS_BEYOND, max(1, ages.size // 10))
    kept = wanted[np.minimum(below, ages.size - below) >= beyond]
    return tuple(int(threshold) for threshold in kept)


class CumulativeBooster(ClassifierMixin, BaseEstimator):
    """P(age <= t) at all thresholds from one boosted classifier on (user, threshold) pairs.

    One model for all thresholds shares what it learns between them, where a model for each would
    see a few dozen users beyond the outer ones. The threshold enters as its log-odds among training
    users, with the constraint that probabilities increase with it.

    Parameters
    ----------
    thresholds : tuple of int
        Ages in whole years, increasing.
    iterations : int, default=120
        Number of trees.
    learning_rate : float, default=0.07
        Share of each tree's correction that is kept.
    max_leaf_nodes : int, default=8
        Leaves of a tree.
    min_users_leaf : int, default=10
        Users' worth of pairs in a leaf, at least.
    l2 : float, default=5.0
        Penalty on leaf values.
    max_features : float, default=0.25
        Share of the columns that a split chooses from.
    max_bins : int, default=64
        Bins of a column; more cost time and bring nothing at this size.
    seed : int, default=0
        Seed of the choice of columns.

    Attributes
    ----------
    columns_ : ndarray of int
        Columns of ``X`` that the trees look at: those that differ between training users.
    offsets_ : ndarray of float, shape (n_thresholds,)
        Log-odds of each threshold among training users: last column of the pairs.
    model_ : HistGradientBoostingClassifier
        The trees, on ``columns_`` and the offset; absent without thresholds.
    """

    def __init__(
        self,
        thresholds: tuple[int, ...],
        *,
        iterations: int = 120,
        learning_rate: float = 0.07,
        max_leaf_nodes: int = 8,
        min_users_leaf: int = 10,
        l2: float = 5.0,
        max_features: float = 0.25,
        max_bins: int = 64,
        seed: int = 0,
    ) -> None:
        self.thresholds = thresholds
        self.iterations = iterations
        self.learning_rate = learning_rate
        self.max_leaf_nodes = max_leaf_nodes
        self.min_users_leaf = min_users_leaf
        self.l2 = l2
        self.max_features = max_features
        self.max_bins = max_bins
        self.seed = seed

    def fit(self, X: ArrayLike, y: ArrayLike) -> CumulativeBooster:
        """Fit the trees to ages in whole years; NaN marks missing numbers."""
        below = is_below(y, self.thresholds)
        self.offsets_ = log_odds(below)
        self.classes_ = np.array([0, 1])
        if not self.thresholds:
            return self
        X = np.asarray(X, dtype=float)
        # Without any value a column cannot be binned; with one value it only costs time.
        self.columns_ = varying_columns(X)
        constraint = np.zeros(self.columns_.size + 1, dtype=np.int64)
        constraint[-1] = 1
        # A user has one row per threshold; these are not independent users.
        leaf = min(self.min_users_leaf, max(1, len(below) // 10)) * len(self.thresholds)
        self.model_ = HistGradientBoostingClassifier(
            max_iter=self.iterations,
            learning_rate=self.learning_rate,
            max_leaf_nodes=self.max_leaf_nodes,
            min_samples_leaf=leaf,
            l2_regularization=self.l2,
            max_features=self.max_features,
            max_bins=self.max_bins,
            monotonic_cst=constraint,
            early_stopping=False,
            random_state=self.seed,
        )
        self.model_.fit(self.pairs(X), below.ravel().astype(np.int64))
        return self

    def pairs(self, X: ArrayLike) -> Floats:
        """One row per user and threshold, users in order: ``columns_``, then the offset."""
        X = np.asarray(X, dtype=float)[:, self.columns_]
        count = len(self.offsets_)
        return np.hstack([np.repeat(X, count, axis=0), np.tile(self.offsets_, len(X))[:, None]])

    def predict_cumulative(self, X: ArrayLike) -> Floats:
        """P(age <= t) by threshold, shape (n_users, n_thresholds); rows do not decrease."""
        if not self.thresholds:
            return np.empty((len(X), 0))
        flat = self.model_.predict_proba(self.pairs(X))[:, 1]
        return np.maximum.accumulate(flat.reshape(-1, len(self.thresholds)), axis=1)


class CumulativeLogit(ClassifierMixin, BaseEstimator):
    """P(age <= t) from a ridge-penalised logistic regression at each threshold.

    Missing numbers become the training median, with an indicator column; columns are standardised
    by the training rows and clipped at ``MAX_DEVIATIONS``.

    Parameters
    ----------
    thresholds : tuple of int
        Ages in whole years, increasing.
    strength : float, default=0.008
        Inverse of the penalty, as scikit-learn's ``C``.

    Attributes
    ----------
    coefficients_ : ndarray of float, shape (n_thresholds, n_terms)
        Log-odds of being at most that old per standard deviation; terms are the columns of ``X``,
        then the indicators of ``indicators_``.
    intercepts_ : ndarray of float, shape (n_thresholds,)
        Log-odds of an average user.
    indicators_ : ndarray of int
        Columns of ``X`` with an indicator of missing values.
    """

    def __init__(self, thresholds: tuple[int, ...], *, strength: float = 0.008) -> None:
        self.thresholds = thresholds
        self.strength = strength

    def fit(self, X: ArrayLike, y: ArrayLike) -> CumulativeLogit:
        """Fit a regression at each threshold to ages in whole years."""
        X = np.asarray(X, dtype=float)
        missing = np.isnan(X)
        known = ~missing.all(axis=0)
        self.medians_ = np.zeros(X.shape[1])
        self.medians_[known] = np.nanmedian(X[:, known], axis=0)
        # One indicator for each pattern of missing values: blocks are missing as a whole.
        partly = np.flatnonzero(missing.any(axis=0) & known)
        _, first = np.unique(missing[:, partly], axis=1, return_index=True)
        self.indicators_ = partly[np.sort(first)]
        terms = self._filled(X)
        self.means_, scales = terms.mean(axis=0), terms.std(axis=0)
        self.scales_ = np.where(scales > 1e-9, scales, np.inf)
        terms = self.terms(X)
        below = is_below(y, self.thresholds)
        self.classes_ = np.array([0, 1])
        self.coefficients_ = np.zeros((below.shape[1], terms.shape[1]))
        self.intercepts_ = log_odds(below)
        for place, column in enumerate(below.T):
            # With everybody on one side there is nothing to regress.
            if column.any() and not column.all():
                fit = LogisticRegression(C=self.strength, max_iter=1000, tol=1e-5)
                fit.fit(terms, column)
                self.coefficients_[place] = fit.coef_[0]
                self.intercepts_[place] = fit.intercept_[0]
        return self

    def terms(self, X: ArrayLike) -> Floats:
        """Standardised columns without missing values, then indicators of missing ones."""
        standardised = (self._filled(np.asarray(X, dtype=float)) - self.means_) / self.scales_
        return np.clip(standardised, -MAX_DEVIATIONS, MAX_DEVIATIONS)

    def predict_cumulative(self, X: ArrayLike) -> Floats:
        """P(age <= t) by threshold, shape (n_users, n_thresholds); rows do not decrease."""
        linear = self.terms(X) @ self.coefficients_.T + self.intercepts_
        return np.maximum.accumulate(1 / (1 + np.exp(-linear)), axis=1)

    def _filled(self, X: Floats) -> Floats:
        missing = np.isnan(X)
        return np.hstack([np.where(missing, self.medians_, X), missing[:, self.indicators_]])


def varying_columns(X: Floats) -> NDArray[np.int64]:
    """Positions of columns in which users differ by more than rounding; NaN counts as a value."""
    missing = np.isnan(X)
    known = ~missing.all(axis=0)
    differing = missing.any(axis=0) & known
    values = X[:, known]
    largest, smallest = np.nanmax(values, axis=0), np.nanmin(values, axis=0)
    scale = np.maximum(np.maximum(np.abs(largest), np.abs(smallest)), 1.0)
    differing[known] |= largest - smallest > NOISE * scale
    return np.flatnonzero(differing)


def is_below(ages: ArrayLike, thresholds: Sequence[int]) -> NDArray[np.bool_]:
    """Who is at most as old as each threshold, shape (n_users, n_thresholds)."""
    return np.asarray(ages)[:, None] <= np.asarray(thresholds, dtype=float)


def log_odds(below: NDArray[np.bool_]) -> Floats:
    """Log-odds of each column of ``is_below``, kept finite."""
    return logit(np.clip(below.mean(axis=0), 1e-3, 1 - 1e-3))
