"""Ordered logit by maximum likelihood: statsmodels, with exact derivatives and checks."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit
from statsmodels.miscmodels.ordinal_model import OrderedModel
from statsmodels.tools.numdiff import approx_fprime
from statsmodels.tools.sm_exceptions import ConvergenceWarning, HessianInversionWarning

Floats = NDArray[np.float64]

GRADIENT_TOLERANCE = 1e-5
"""Largest slope of the mean log likelihood at a maximum."""


class OrderedLogit(OrderedModel):
    """statsmodels' ordered logit with exact first derivatives.

    statsmodels differentiates numerically, which is slow for many users and loses half the digits.
    """

    def __init__(self, positions: NDArray[np.int64], terms: Floats) -> None:
        super().__init__(positions, terms, distr="logit")

    def score(self, params: Floats) -> Floats:
        """Gradient of the log likelihood.

        Parameters
        ----------
        params : ndarray of float, shape (n_terms + n_bands - 1,)
            Coefficients, first threshold, logs of the distances between thresholds.

        Returns
        -------
        ndarray of float, shape (n_terms + n_bands - 1,)
            Derivatives by each parameter.
        """
        params = np.asarray(params, dtype=float)
        terms, positions = np.asarray(self.exog), np.asarray(self.endog)
        term_count = terms.shape[1]
        thresholds = self.transform_threshold_params(params)
        linear = terms @ params[:term_count]
        upper, lower = thresholds[positions + 1] - linear, thresholds[positions] - linear
        share = expit(upper) - expit(lower) + 1e-20
        upper_slope = expit(upper) * expit(-upper) / share
        lower_slope = expit(lower) * expit(-lower) / share
        inner = thresholds.size - 2
        by_threshold = np.bincount(positions, upper_slope, inner + 1)[:inner]
        by_threshold -= np.bincount(positions, lower_slope, inner + 1)[1:]
        return np.r_[
            -terms.T @ (upper_slope - lower_slope),
            threshold_jacobian(params[term_count:]).T @ by_threshold,
        ]

    def hessian(self, params: Floats) -> Floats:
        """Second derivatives of the log likelihood, from differences of the exact first ones.

        Parameters
        ----------
        params : ndarray of float, shape (n_terms + n_bands - 1,)
            As in ``score``.

        Returns
        -------
        ndarray of float, shape (n_terms + n_bands - 1, n_terms + n_bands - 1)
            Symmetric matrix.
        """
        hessian = approx_fprime(np.asarray(params, dtype=float), self.score, centered=True)
        return (hessian + hessian.T) / 2


def threshold_jacobian(threshold_params: Floats) -> Floats:
    """Differentiate the thresholds by statsmodels' parameters.

    Parameters
    ----------
    threshold_params : ndarray of float, shape (n_bands - 1,)
        First threshold, then logs of the distances between thresholds.

    Returns
    -------
    ndarray of float, shape (n_bands - 1, n_bands - 1)
        Lower triangular.
    """
    count = threshold_params.size
    steps = np.r_[1.0, np.exp(threshold_params[1:])]
    return np.tril(np.ones((count, count))) * steps


@dataclass(frozen=True)
class OrdinalFit:
    """Maximum-likelihood estimate of an ordered logit: P(band <= k) = expit(threshold_k - x b).

    Attributes
    ----------
    coefficients : ndarray of float, shape (n_terms,)
        Log-odds of being in an older band, per unit of each term.
    thresholds : ndarray of float, shape (n_bands - 1,)
        Log-odds of the cumulative shares where all terms are 0.
    covariance : ndarray of float or None
        Of coefficients and thresholds, shape (n_terms + n_bands - 1,) squared; None when it was not
        asked for or the Hessian cannot be inverted.
    log_likelihood : float
        At the estimate.
    converged : bool
        Whether the gradient vanishes there.
    """

    coefficients: Floats
    thresholds: Floats
    covariance: Floats | None
    log_likelihood: float
    converged: bool

    @property
    def standard_errors(self) -> Floats:
        """Standard errors of coefficients, then thresholds.

        Returns
        -------
        ndarray of float, shape (n_terms + n_bands - 1,)
            NaN where there are none.
        """
        count = self.coefficients.size + self.thresholds.size
        if self.covariance is None:
            return np.full(count, np.nan)
        return np.sqrt(np.diag(self.covariance))


def fit_ordered_logit(
    terms: ArrayLike, positions: ArrayLike, *, inference: bool = True
) -> OrdinalFit:
    """Fit an ordered logit by statsmodels and check that it converged.

    Parameters
    ----------
    terms : array-like of float, shape (n_users, n_terms)
        Columns without a constant, of similar scale.
    positions : array-like of int, shape (n_users,)
        Bands from 0 on, none empty.
    inference : bool, default=True
        Whether the covariance is wanted too.

    Returns
    -------
    OrdinalFit
        The estimate; ``converged`` says whether to believe it.
    """
    terms, positions = np.asarray(terms, dtype=float), np.asarray(positions, dtype=np.int64)
    if terms.shape[1] == 0:
        return fit_shares(positions)
    model = OrderedLogit(positions, terms)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = model.fit(
            method="bfgs", maxiter=500, gtol=GRADIENT_TOLERANCE / 10, disp=False, skip_hessian=True
        )
    # These two are answered below; anything else is news.
    for warning in caught:
        if not issubclass(warning.category, (ConvergenceWarning, HessianInversionWarning)):
            warnings.warn_explicit(
                warning.message, warning.category, warning.filename, warning.lineno
            )
    params = np.asarray(result.params, dtype=float)
    slope = np.abs(model.score(params)).max() / positions.size
    return OrdinalFit(
        coefficients=params[: terms.shape[1]],
        thresholds=model.transform_threshold_params(params)[1:-1],
        covariance=covariance_of(model, params) if inference else None,
        log_likelihood=float(model.loglike(params)),
        converged=bool(np.isfinite(params).all() and slope < GRADIENT_TOLERANCE),
    )


def fit_shares(positions: NDArray[np.int64]) -> OrdinalFit:
    """Fit an ordered logit without terms: thresholds are logits of the cumulative shares.

    Parameters
    ----------
    positions : ndarray of int, shape (n_users,)
        Bands from 0 on, none empty.

    Returns
    -------
    OrdinalFit
        Without coefficients.
    """
    counts = np.bincount(positions)
    shares = counts / positions.size
    return OrdinalFit(
        coefficients=np.empty(0),
        thresholds=logit(np.cumsum(shares)[:-1]),
        covariance=None,
        log_likelihood=float(counts @ np.log(shares)),
        converged=True,
    )


def covariance_of(model: OrderedLogit, params: Floats) -> Floats | None:
    """Find the covariance of coefficients and thresholds by the delta method.

    Parameters
    ----------
    model : OrderedLogit
        The model.
    params : ndarray of float, shape (n_terms + n_bands - 1,)
        Its estimate, in statsmodels' parameters.

    Returns
    -------
    ndarray of float or None
        Shape (n_terms + n_bands - 1,) squared; None when the Hessian has no proper inverse.
    """
    term_count = model.exog.shape[1]
    try:
        raw = np.linalg.inv(-model.hessian(params))
    except np.linalg.LinAlgError:
        return None
    jacobian = np.eye(params.size)
    jacobian[term_count:, term_count:] = threshold_jacobian(params[term_count:])
    covariance = jacobian @ raw @ jacobian.T
    return covariance if (np.diag(covariance) > 0).all() else None
