"""A binary logit at each edge between age bands, beside which the ordinal regression is held.

The ordinal regression gives a term the same odds ratio at every edge. A logit of "older than this
edge" asks the data without that assumption, and needs enough users on both sides for itself.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm
from statsmodels.discrete.discrete_model import Logit
from statsmodels.tools.sm_exceptions import (
    ConvergenceWarning,
    HessianInversionWarning,
    PerfectSeparationError,
    PerfectSeparationWarning,
)
from statsmodels.tools.tools import add_constant

from plumage.learning.ordinal.bands import MAX_STANDARD_ERROR, OrdinalBands
from plumage.learning.weighted import Floats

MIN_EVENTS_PER_TERM = 10
"""Users on the smaller side of an edge that each coefficient needs (Peduzzi et al. 1996, A
simulation study of the number of events per variable in logistic regression analysis)."""

COLUMNS = ("above_age_band", "term", "coefficient", "standard_error", "odds_ratio")
"""Columns of a logit before its limits and reasons."""

SEPARATES = "all users in whom it differs are on one side of an edge"
"""Why a term has no coefficient of its own at an edge."""


def separates(terms: Floats, is_above: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find the columns that tell one side of an edge from the other without an error.

    Parameters
    ----------
    terms : ndarray of float, shape (n_users, n_terms)
        Columns.
    is_above : ndarray of bool, shape (n_users,)
        Who is beyond the edge; both sides have users.

    Returns
    -------
    ndarray of bool, shape (n_terms,)
        True where all values of one side are at or beyond all of the other: the likelihood then
        grows with the coefficient for ever (Albert and Anderson 1984). A rare yes or no whose few
        users are on one side is such a column.
    """
    above, below = terms[is_above], terms[~is_above]
    return (above.max(axis=0) <= below.min(axis=0)) | (below.max(axis=0) <= above.min(axis=0))


def threshold_coefficients(
    model: OrdinalBands,
    X: pd.DataFrame,
    y: ArrayLike,
    band_names: Sequence[str],
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Fit a logit at each edge that has the users for it.

    Parameters
    ----------
    model : OrdinalBands
        Fitted regression.
    X : pandas.DataFrame
        Users it was fitted on.
    y : array-like of int, shape (n_users,)
        Their bands, as position from 0.
    band_names : sequence of str
        Names of all bands, from the youngest.
    confidence : float, default=0.95
        Cover of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row per edge between bands and term: ``above_age_band`` (the logit is of being older
        than this band), ``term``, ``coefficient`` (log-odds per standard deviation),
        ``standard_error``, ``odds_ratio``, ``ci_low``, ``ci_high`` (of the odds ratio),
        ``left_out_because`` (why the term has no coefficient here; where the whole edge has none,
        ``term`` is None).
    """
    terms, positions = model.standardised_terms(X), np.asarray(y)
    reach = norm.ppf((1 + confidence) / 2)
    edges = []
    for band in model.bands_[:-1]:
        edge = _edge_rows(model.terms_, terms, positions > band)
        edges.append(edge.assign(above_age_band=band_names[band]))
    columns = [*COLUMNS, "ci_low", "ci_high", "left_out_because"]
    table = pd.concat(edges, ignore_index=True) if edges else pd.DataFrame(columns=columns)
    coefficient, error = (table[name].astype(float) for name in COLUMNS[2:4])
    return table.assign(
        odds_ratio=np.exp(coefficient),
        ci_low=np.exp(coefficient - reach * error),
        ci_high=np.exp(coefficient + reach * error),
    )[columns]


def _edge_rows(names: Sequence[str], terms: Floats, is_above: NDArray[np.bool_]) -> pd.DataFrame:
    """Rows of one edge, with coefficients or with the reason for none."""
    is_kept = ~separates(terms, is_above)
    events, asked = int(min(is_above.sum(), (~is_above).sum())), int(is_kept.sum())
    rows = pd.DataFrame({"term": names, "coefficient": np.nan, "standard_error": np.nan})
    rows["left_out_because"] = np.where(is_kept, None, SEPARATES)
    found = None
    if events < MIN_EVENTS_PER_TERM * asked:
        reason = (
            f"{events} users on its smaller side for {asked} terms: under {MIN_EVENTS_PER_TERM} "
            "events a term"
        )
    elif asked:
        reason = "its logit has no estimate"
        found = fit_binary_logit(terms[:, is_kept], is_above)
    else:
        reason = "every term separates it"
    if found is None:
        return rows[:1].assign(term=None, left_out_because=reason)
    rows.loc[is_kept, ["coefficient", "standard_error"]] = np.column_stack(found)
    return rows


def fit_binary_logit(terms: Floats, outcome: NDArray[np.bool_]) -> tuple[Floats, Floats] | None:
    """Fit a binary logit by statsmodels.

    Parameters
    ----------
    terms : ndarray of float, shape (n_users, n_terms)
        Columns without a constant.
    outcome : ndarray of bool, shape (n_users,)
        What is explained.

    Returns
    -------
    tuple of (ndarray of float, ndarray of float) or None
        Coefficients of the terms and their standard errors; None where the terms together separate
        the outcome, or nearly so, and there is no estimate to believe.
    """
    with warnings.catch_warnings():
        # What these warn of is answered below.
        for kind in (ConvergenceWarning, HessianInversionWarning, PerfectSeparationWarning):
            warnings.simplefilter("ignore", kind)
        try:
            result = Logit(outcome, add_constant(terms, has_constant="add")).fit(disp=False)
        except (PerfectSeparationError, np.linalg.LinAlgError):
            return None
    errors = np.asarray(result.bse)[1:]
    if not result.mle_retvals["converged"] or not (errors < MAX_STANDARD_ERROR).all():
        return None
    return np.asarray(result.params)[1:], errors
