"""Whether one coefficient for all age bands will do, and what to believe when it will not.

The ordinal regression gives a term the same odds ratio at every edge between bands. A binary logit
of "older than this edge" at each edge asks the data without that assumption.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit
from scipy.stats import chi2, norm

from plumage.ordinal import MAX_COEFFICIENT, MAX_STANDARD_ERROR, OrdinalBands
from plumage.weighted import Floats

MAX_NEWTON_STEPS = 50
"""Newton's method for a binary logit takes some six steps, or does not converge at all."""

INFLATED = 5.0
"""A variance so many times inflated makes a coefficient hard to read (James et al. 2021, 3.3.3)."""


class BinaryLogits:
    """A binary logit of ``band > k`` at each edge between bands, and how they vary together.

    Under proportional odds all of them estimate the same coefficients, so how far they lie apart
    tests that assumption.

    Parameters
    ----------
    terms : array-like of float, shape (n_users, n_terms)
        Standardised terms.
    positions : array-like of int, shape (n_users,)
        Bands from 0 on, none empty.

    Attributes
    ----------
    edges : ndarray of int
        Edges whose logit could be estimated: ``k`` stands for ``band > k``.
    left_out : dict of int to str
        Other edges with the reason.
    coefficients : ndarray of float, shape (n_edges, n_terms)
        Log-odds of being above the edge.
    covariance : ndarray of float, shape (n_edges * n_terms,) squared
        Of all coefficients, edge by edge.

    References
    ----------
    Brant (1990). Assessing proportionality in the proportional odds model for ordinal logistic
    regression. Biometrics 46(4).
    """

    def __init__(self, terms: ArrayLike, positions: ArrayLike) -> None:
        terms, positions = np.asarray(terms, dtype=float), np.asarray(positions)
        design = np.column_stack([np.ones(len(terms)), terms])
        fits, self.left_out = {}, {}
        for edge in range(int(positions.max())):
            found = fit_binary_logit(design, positions > edge)
            if found is None:
                few = min((positions > edge).sum(), (positions <= edge).sum())
                self.left_out[edge] = f"{few} users beyond it do not determine a logit of their own"
            else:
                fits[edge] = found
        self.edges = np.array(list(fits), dtype=np.int64)
        self.coefficients = np.array([fits[edge][0][1:] for edge in self.edges])
        self.coefficients = self.coefficients.reshape(-1, terms.shape[1])
        count = terms.shape[1]
        self.covariance = np.zeros((self.edges.size * count,) * 2)
        for row, lower in enumerate(self.edges):
            for column, upper in enumerate(self.edges[row:], start=row):
                (_, low_share, low_inverse), (_, share, inverse) = fits[lower], fits[upper]
                # Whoever is above the upper edge is above the lower one: E[low * up] = share.
                joint = design.T @ (design * (share - low_share * share)[:, None])
                block = (low_inverse @ joint @ inverse)[1:, 1:]
                rows = slice(row * count, (row + 1) * count)
                columns = slice(column * count, (column + 1) * count)
                self.covariance[rows, columns] = block
                self.covariance[columns, rows] = block.T

    def contrast_test(self, chosen: Sequence[int]) -> tuple[float, int]:
        """Wald statistic of equal coefficients at all edges, for some of the terms.

        Parameters
        ----------
        chosen : sequence of int
            Positions of the terms.

        Returns
        -------
        tuple of (float, int)
            Statistic (NaN where it does not exist) and degrees of freedom.
        """
        edges, count = self.coefficients.shape
        freedom = (edges - 1) * len(chosen)
        if freedom <= 0:
            return float("nan"), 0
        picked = np.array([edge * count + term for edge in range(edges) for term in chosen])
        differences = np.kron(
            np.column_stack([-np.ones(edges - 1), np.eye(edges - 1)]), np.eye(len(chosen))
        )
        apart = differences @ self.coefficients.ravel()[picked]
        spread = differences @ self.covariance[np.ix_(picked, picked)] @ differences.T
        try:
            return float(apart @ np.linalg.solve(spread, apart)), freedom
        except np.linalg.LinAlgError:
            return float("nan"), freedom


def fit_binary_logit(
    design: Floats, outcome: NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats] | None:
    """Fit a binary logit by Newton's method.

    Parameters
    ----------
    design : ndarray of float, shape (n_users, n_columns)
        Columns, a constant among them.
    outcome : ndarray of bool, shape (n_users,)
        What is explained.

    Returns
    -------
    tuple of (ndarray, ndarray, ndarray) or None
        Coefficients, fitted probabilities, inverse information; None where the columns separate
        the outcome, or nearly so, and no estimate exists.
    """
    estimate = np.zeros(design.shape[1])
    for _ in range(MAX_NEWTON_STEPS):
        share = expit(design @ estimate)
        information = design.T @ (design * (share * (1 - share))[:, None])
        try:
            inverse = np.linalg.inv(information)
        except np.linalg.LinAlgError:
            return None
        step = inverse @ (design.T @ (outcome - share))
        estimate = estimate + step
        if np.abs(estimate[1:]).max(initial=0.0) > MAX_COEFFICIENT:
            return None
        if np.abs(step).max() < 1e-10:
            errors = np.sqrt(np.maximum(np.diag(inverse), 0))[1:]
            if errors.max(initial=0.0) > MAX_STANDARD_ERROR:
                return None
            return estimate, expit(design @ estimate), inverse
    return None


def brant_test(
    logits: BinaryLogits, terms: Sequence[str], *, user_count: int, level: float = 0.05
) -> pd.DataFrame:
    """Test all terms together for proportional odds (Brant 1990).

    Parameters
    ----------
    logits : BinaryLogits
        The logits to compare.
    terms : sequence of str
        Names of their terms.
    user_count : int
        Users they were fitted on.
    level : float, default=0.05
        p-value below which the assumption is given up.

    Returns
    -------
    pandas.DataFrame
        One row in the columns of ``likelihood_ratio_tests`` (``test`` is ``brant``).
    """
    statistic, freedom = logits.contrast_test(range(len(terms)))
    p_value = float(chi2.sf(statistic, freedom)) if freedom else np.nan
    if np.isnan(p_value):
        verdict = "not tested: fewer than two edges between bands have a logit of their own"
    elif p_value < level:
        verdict = (
            "odds are not proportional: an odds ratio is a mean over edges between bands; believe "
            "its direction where age_term_checks says that all edges share it, and the separate "
            "logits (age_threshold_coefficients) for its size"
        )
    else:
        verdict = "no sign against proportional odds: one odds ratio a term will do"
    return pd.DataFrame(
        [
            {
                "test": "brant",
                "subject": "all",
                "tested_terms": " ".join(terms),
                "user_count": user_count,
                "statistic": statistic,
                "degrees_of_freedom": freedom,
                "p_value": p_value,
                "verdict": verdict,
            }
        ]
    )


def term_checks(model: OrdinalBands, X: pd.DataFrame, y: ArrayLike) -> pd.DataFrame:
    """Check each term: is it entangled with others, and has it one odds ratio for all bands.

    Parameters
    ----------
    model : OrdinalBands
        Fitted regression.
    X : pandas.DataFrame
        Users it was fitted on.
    y : array-like of int, shape (n_users,)
        Their bands, as position from 0.

    Returns
    -------
    pandas.DataFrame
        One row per term: ``term``, ``variance_inflation`` (how many times larger its variance is
        for the other terms; 1 is none), ``statistic``, ``degrees_of_freedom`` and ``p_value`` of
        Brant's test of the term, ``p_value_holm`` (over all terms), ``coefficient`` (of the
        regression), ``smallest_coefficient`` and ``largest_coefficient`` (of the separate logits),
        ``verdict`` in words.
    """
    logits = logits_of(model, X, y)
    found = [logits.contrast_test([position]) for position in range(len(model.terms_))]
    p_value = np.array([chi2.sf(value, freedom) if freedom else np.nan for value, freedom in found])
    adjusted = holm(p_value)
    inflation = variance_inflation(model.standardised_terms(X))
    if logits.edges.size:
        smallest, largest = logits.coefficients.min(axis=0), logits.coefficients.max(axis=0)
    else:
        smallest = largest = np.full(len(model.terms_), np.nan)
    odds = np.select(
        [np.isnan(p_value), adjusted >= 0.05, smallest * largest > 0],
        [
            "not tested",
            "one odds ratio for all bands will do",
            "same direction at every edge, not the same size",
        ],
        "direction differs by edge: do not read its odds ratio",
    )
    entangled = np.where(inflation > INFLATED, "; entangled with other terms", "")
    return pd.DataFrame(
        {
            "term": model.terms_,
            "variance_inflation": inflation,
            "statistic": [value for value, _ in found],
            "degrees_of_freedom": [freedom for _, freedom in found],
            "p_value": p_value,
            "p_value_holm": adjusted,
            "coefficient": model.fit_.coefficients,
            "smallest_coefficient": smallest,
            "largest_coefficient": largest,
            "verdict": [one + other for one, other in zip(odds, entangled, strict=True)],
        }
    )


def threshold_coefficients(
    logits: BinaryLogits,
    terms: Sequence[str],
    band_names: Sequence[str],
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Lay out the separate binary logits beside which the ordinal regression is held.

    Parameters
    ----------
    logits : BinaryLogits
        The logits.
    terms : sequence of str
        Names of their terms.
    band_names : sequence of str
        Names of the bands that have users, from the youngest.
    confidence : float, default=0.95
        Cover of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row per edge between bands and term: ``above_age_band`` (the logit is of being older
        than this band), ``term``, ``coefficient`` (log-odds per standard deviation),
        ``standard_error``, ``odds_ratio``, ``ci_low``, ``ci_high`` (of the odds ratio),
        ``left_out_because`` (reason, where the edge has no logit of its own; term is then None).
    """
    errors = np.sqrt(np.diag(logits.covariance)).reshape(logits.coefficients.shape)
    reach = norm.ppf((1 + confidence) / 2) * errors
    edges = np.repeat(logits.edges, len(terms))
    rows = pd.DataFrame(
        {
            "above_age_band": [band_names[edge] for edge in edges],
            "term": np.tile(np.array(terms, dtype=object), logits.edges.size),
            "coefficient": logits.coefficients.ravel(),
            "standard_error": errors.ravel(),
            "odds_ratio": np.exp(logits.coefficients).ravel(),
            "ci_low": np.exp(logits.coefficients - reach).ravel(),
            "ci_high": np.exp(logits.coefficients + reach).ravel(),
            "left_out_because": None,
        }
    )
    absent = [
        {"above_age_band": band_names[edge], "left_out_because": reason}
        for edge, reason in logits.left_out.items()
    ]
    return pd.DataFrame([*rows.to_dict("records"), *absent], columns=rows.columns)


def logits_of(model: OrdinalBands, X: pd.DataFrame, y: ArrayLike) -> BinaryLogits:
    """Fit the separate logits on the terms of an ordinal regression.

    Parameters
    ----------
    model : OrdinalBands
        Fitted regression.
    X : pandas.DataFrame
        Users it was fitted on.
    y : array-like of int, shape (n_users,)
        Their bands, as position from 0.

    Returns
    -------
    BinaryLogits
        One logit at each edge between bands that have users.
    """
    _, positions = np.unique(np.asarray(y), return_inverse=True)
    return BinaryLogits(model.standardised_terms(X), positions)


def variance_inflation(terms: ArrayLike) -> Floats:
    """How many times larger the variance of a coefficient is because of the other terms.

    Parameters
    ----------
    terms : array-like of float, shape (n_users, n_terms)
        Columns, none constant.

    Returns
    -------
    ndarray of float, shape (n_terms,)
        At least 1: ``1 / (1 - R2)`` of each column on the others.
    """
    terms = np.asarray(terms, dtype=float)
    if terms.shape[1] < 2:
        return np.ones(terms.shape[1])
    return np.diag(np.linalg.pinv(np.corrcoef(terms, rowvar=False)))


def holm(p_values: Floats) -> Floats:
    """Adjust p-values for their number (Holm 1979); NaN are left out.

    Parameters
    ----------
    p_values : ndarray of float
        As found.

    Returns
    -------
    ndarray of float
        Below any level with at most that chance when no effect is there.

    Examples
    --------
    >>> holm(np.array([0.01, 0.03, 0.02]))
    array([0.03, 0.04, 0.04])
    """
    adjusted = np.full(p_values.size, np.nan)
    order = np.argsort(p_values)[: np.count_nonzero(~np.isnan(p_values))]
    times = np.arange(order.size, 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(p_values[order] * times), 1.0)
    return adjusted
