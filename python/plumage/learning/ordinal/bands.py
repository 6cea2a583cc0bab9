"""Ordinal regression of age bands: the model that explains, and the band probabilities."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit
from scipy.stats import norm
from sklearn.base import BaseEstimator, ClassifierMixin

from plumage.learning.ordinal.logit import fit_ordered_logit, fit_shares

Floats = NDArray[np.float64]

USERS_PER_TERM = 10
"""Effective users that each coefficient needs (rule of thumb: Harrell 2015, section 4.4)."""

MIN_DIFFERING_USERS = 5
"""A column in which fewer users differ from the rest is nearly constant: it only names them."""

MAX_R2_WITH_OTHERS = 0.9
"""A column that earlier ones explain better than this is left out: its variance would be inflated
over ten times (the usual rule: Kutner et al. 2005, Applied Linear Statistical Models, 10.5)."""

MIN_OWN_SHARE = 0.01
"""Share of a column's variance that must be its own even without the handful of users in whom it
differs most from what earlier columns say."""

MAX_COEFFICIENT = 10.0
"""Log-odds per standard deviation; beyond it a column separates bands and its estimate diverges."""

MAX_STANDARD_ERROR = 5.0
"""Log-odds per standard deviation; beyond it the data say nothing about a coefficient."""


def effective_users(positions: NDArray[np.int64]) -> float:
    """Count users by what their bands can tell: many in one band tell little.

    Parameters
    ----------
    positions : ndarray of int, shape (n_users,)
        Bands from 0 on.

    Returns
    -------
    float
        ``n - sum(n_k ** 3) / n ** 2``: near n for many small bands, 0 for one band.

    References
    ----------
    Harrell (2015). Regression modeling strategies, 2nd edition, section 4.4.

    Examples
    --------
    >>> effective_users(np.repeat([0, 1], [50, 50])), effective_users(np.repeat([0, 1], [490, 10]))
    (75.0, 29.4)
    """
    counts = np.bincount(positions).astype(float)
    total = counts.sum()
    return float(round(total - (counts**3).sum() / total**2, 9))


class OrdinalBands(ClassifierMixin, BaseEstimator):
    """Ordered logit of the age band on a few features chosen in advance.

    Missing values become the training median, with an indicator for each pattern of missing values
    that at least ``MIN_DIFFERING_USERS`` users show; every column is standardised by the training
    rows. Columns that cannot be estimated (no values, nearly constant, explained by earlier ones,
    more than the users allow) are left out, and ``left_out_`` says which and why.

    Parameters
    ----------
    band_count : int
        Number of bands; bands without a training user get probability 0.
    features : tuple of str
        Columns to look at, in order of precedence.
    inference : bool, default=False
        Whether standard errors are wanted.

    Attributes
    ----------
    terms_ : list of str
        Terms that were estimated.
    fit_ : OrdinalFit
        Estimates, per standard deviation of each term.
    left_out_ : dict of str to str
        Terms that could not be estimated, with the reason.
    """

    def __init__(
        self,
        *,
        band_count: int,
        features: tuple[str, ...],
        inference: bool = False,
    ) -> None:
        self.band_count = band_count
        self.features = features
        self.inference = inference

    def fit(self, X: pd.DataFrame, y: ArrayLike) -> OrdinalBands:
        """Choose the terms that can be estimated, and estimate them.

        Parameters
        ----------
        X : pandas.DataFrame
            Rows of the model matrix.
        y : array-like of int, shape (n_users,)
            Band of each user, as position from 0.

        Returns
        -------
        OrdinalBands
            Itself, fitted.
        """
        self.classes_ = np.arange(self.band_count)
        self.bands_, positions = np.unique(np.asarray(y), return_inverse=True)
        self.left_out_: dict[str, str] = {}
        columns = self._start(X)
        names = self._choose(columns, effective_users(positions))
        while True:
            self.terms_ = names
            terms = columns[names].to_numpy()
            self.means_, self.scales_ = terms.mean(axis=0), terms.std(axis=0)
            standardised = (terms - self.means_) / self.scales_
            if self.bands_.size < 2:
                self.fit_ = fit_shares(positions)
                self.terms_, self.means_, self.scales_ = [], np.empty(0), np.empty(0)
                return self
            self.fit_ = fit_ordered_logit(standardised, positions, inference=self.inference)
            worst = self._diverging_term()
            if worst is None:
                return self
            names = [name for name in names if name != worst]

    def predict_proba(self, X: pd.DataFrame) -> Floats:
        """Probability of each band.

        Parameters
        ----------
        X : pandas.DataFrame
            Rows of the model matrix.

        Returns
        -------
        ndarray of float, shape (n_users, band_count)
            Rows sum to 1.
        """
        linear = self.standardised_terms(X) @ self.fit_.coefficients
        below = expit(self.fit_.thresholds[None, :] - linear[:, None])
        edges = np.column_stack([np.zeros(len(X)), below, np.ones(len(X))])
        probabilities = np.zeros((len(X), self.band_count))
        probabilities[:, self.bands_] = np.diff(edges, axis=1)
        return probabilities

    def predict(self, X: pd.DataFrame) -> NDArray[np.int64]:
        """Most probable band, as position from 0.

        Parameters
        ----------
        X : pandas.DataFrame
            Rows of the model matrix.

        Returns
        -------
        ndarray of int, shape (n_users,)
            Positions.
        """
        return self.predict_proba(X).argmax(axis=1)

    def filled_terms(self, X: pd.DataFrame) -> Floats:
        """Terms in their own units, missing values filled.

        Parameters
        ----------
        X : pandas.DataFrame
            Rows of the model matrix.

        Returns
        -------
        ndarray of float, shape (n_users, n_terms)
            In the order of ``terms_``.
        """
        return self._columns(X)[self.terms_].to_numpy(dtype=float)

    def standardised_terms(self, X: pd.DataFrame) -> Floats:
        """Terms per standard deviation, as the regression sums them.

        Parameters
        ----------
        X : pandas.DataFrame
            Rows of the model matrix.

        Returns
        -------
        ndarray of float, shape (n_users, n_terms)
            In the order of ``terms_``; 0 is the training mean.
        """
        return (self.filled_terms(X) - self.means_) / self.scales_

    def _start(self, X: pd.DataFrame) -> pd.DataFrame:
        """Learn medians and patterns of missing values; return all candidate columns."""
        self.medians_, self.indicators_, patterns = {}, [], set()
        for name in self.features:
            values = X[name].to_numpy(dtype=float)
            missing = np.isnan(values)
            if missing.all():
                self.left_out_[name] = "no value"
                continue
            self.medians_[name] = float(np.median(values[~missing]))
            if missing.any() and missing.tobytes() not in patterns:
                patterns.add(missing.tobytes())
                self.indicators_.append(name)
        return self._columns(X)

    def _columns(self, X: pd.DataFrame) -> pd.DataFrame:
        """Candidate columns of any users: filled features, then indicators of missing values."""
        columns = {name: X[name].fillna(median) for name, median in self.medians_.items()}
        for name in self.indicators_:
            columns[f"{name}_is_missing"] = X[name].isna().astype(float)
        return pd.DataFrame(columns, index=X.index, dtype=float)

    def _choose(self, columns: pd.DataFrame, effective: float) -> list[str]:
        """Names of the columns that can be estimated, in order of precedence."""
        chosen: list[str] = []
        basis = np.ones((len(columns), 1)) / np.sqrt(max(len(columns), 1))
        limit = int(effective // USERS_PER_TERM)
        for name in columns:
            values = columns[name].to_numpy()
            _, counts = np.unique(values, return_counts=True)
            if len(values) - counts.max() < MIN_DIFFERING_USERS:
                self.left_out_[name] = "nearly constant"
                continue
            centred = values - values.mean()
            rest = centred - basis @ (basis.T @ centred)
            total, own = centred @ centred, rest @ rest
            # What a column says on its own must not rest on a handful of users either.
            own_of_most = np.sort(rest**2)[: -(MIN_DIFFERING_USERS - 1)].sum()
            if own < (1 - MAX_R2_WITH_OTHERS) * total or own_of_most < MIN_OWN_SHARE * total:
                self.left_out_[name] = "explained by the terms before it"
            elif len(chosen) >= limit:
                self.left_out_[name] = (
                    f"too few users ({len(columns)}, effectively {effective:.0f}) for more terms"
                )
            else:
                chosen.append(name)
                basis = np.column_stack([basis, rest / np.sqrt(rest @ rest)])
        return chosen

    def _diverging_term(self) -> str | None:
        """Term to leave out before the next try, None when the estimate can be believed."""
        sizes = np.abs(self.fit_.coefficients)
        errors = self.fit_.standard_errors[: sizes.size] if self.inference else np.zeros(sizes.size)
        if (sizes > MAX_COEFFICIENT).any():
            worst = self.terms_[int(sizes.argmax())]
            self.left_out_[worst] = "separates the bands, so its estimate diverges"
        elif (errors > MAX_STANDARD_ERROR).any():
            worst = self.terms_[int(errors.argmax())]
            self.left_out_[worst] = "too few users to estimate its effect"
        elif self.terms_ and (not self.fit_.converged or np.isnan(errors).any()):
            worst = self.terms_[-1]
            self.left_out_[worst] = "the fit did not converge with it"
        else:
            return None
        return worst

    def coefficient_table(self, *, confidence: float = 0.95) -> pd.DataFrame:
        """Coefficients as odds ratios per standard deviation, with Wald intervals.

        Parameters
        ----------
        confidence : float, default=0.95
            Cover of the intervals.

        Returns
        -------
        pandas.DataFrame
            One row per term, thresholds last (``threshold_1``, ...): ``term``, ``coefficient``,
            ``standard_error``, ``odds_ratio``, ``ci_low``, ``ci_high`` (of the odds ratio; NaN for
            thresholds).
        """
        fit, errors = self.fit_, self.fit_.standard_errors
        count = len(self.terms_)
        reach = norm.ppf((1 + confidence) / 2) * errors[:count]
        ratio = [np.exp(fit.coefficients), np.exp(fit.coefficients - reach)]
        ratio.append(np.exp(fit.coefficients + reach))
        blank = np.full(fit.thresholds.size, np.nan)
        return pd.DataFrame(
            {
                "term": [*self.terms_]
                + [f"threshold_{position + 1}" for position in range(fit.thresholds.size)],
                "coefficient": np.r_[fit.coefficients, fit.thresholds],
                "standard_error": errors,
                "odds_ratio": np.r_[ratio[0], blank],
                "ci_low": np.r_[ratio[1], blank],
                "ci_high": np.r_[ratio[2], blank],
            }
        )
