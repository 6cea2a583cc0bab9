"""Whether one odds ratio a term will do for all age bands, and what to believe when it will not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.linalg import LinAlgError
from scipy.special import expit
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.outliers_influence import variance_inflation_factor
from statsmodels.tools.tools import add_constant

from plumage.learning.ordinal.bands import OrdinalBands
from plumage.learning.ordinal.edge_contrasts import DRAWS, NOT_TESTED, EdgeContrasts, WaldTest
from plumage.learning.weighted import Floats

MIN_EXPECTED = 1.0
"""Smallest expected count that a test of counts bears (Cochran 1954, Some methods for strengthening
the common chi-squared tests)."""

TOO_RARE = "fewer than one user in whom it differs is expected on one side of an edge"
"""Why a term is not tested."""

INFLATED = 5.0
"""A variance so many times inflated makes a coefficient hard to read (James et al. 2021, 3.3.3)."""


@dataclass(frozen=True)
class ProportionalOdds:
    """Brant's test of a regression, of all terms together and of each.

    Attributes
    ----------
    overall : WaldTest
        Of all terms that can be tested.
    by_term : dict of str to WaldTest
        Of each of them.
    left_out : dict of str to str
        Terms that cannot be tested, with the reason.
    reason : str or None
        Why nothing was tested.
    """

    overall: WaldTest
    by_term: dict[str, WaldTest]
    left_out: dict[str, str]
    reason: str | None = None


def expected_beyond(terms: Floats, above: Floats) -> Floats:
    """Count the users informative about each term at the edge where they are fewest.

    Parameters
    ----------
    terms : ndarray of float, shape (n_users, n_terms)
        Columns.
    above : ndarray of float, shape (n_users, n_edges)
        Probability of being beyond each edge.

    Returns
    -------
    ndarray of float, shape (n_terms,)
        Users expected on the emptier side of an edge, the least of all edges, among those in whom
        the term differs from its most common value.
    """
    found = []
    for column in terms.T:
        _, group, counts = np.unique(column, return_inverse=True, return_counts=True)
        differing = above[group != counts.argmax()]
        found.append(np.minimum(differing.sum(axis=0), (1 - differing).sum(axis=0)).min())
    return np.array(found)


def check_proportional_odds(
    model: OrdinalBands, X: pd.DataFrame, y: ArrayLike, *, draws: int = DRAWS, seed: int
) -> ProportionalOdds:
    """Test whether the odds ratios of a regression are the same at all edges.

    Parameters
    ----------
    model : OrdinalBands
        Fitted regression.
    X : pandas.DataFrame
        Users it was fitted on.
    y : array-like of int, shape (n_users,)
        Their bands, as position from 0.
    draws : int, default=1999
        Sets of bands drawn from the regression.
    seed : int
        Seed of the draws.

    Returns
    -------
    ProportionalOdds
        Terms too rare for an edge, which they then all but certainly separate, are not tested; all
        others are held against the same ones as in the regression. The regression decides what is
        too rare, not the observations, so that the test keeps its level.
    """
    terms, (_, positions) = model.standardised_terms(X), np.unique(y, return_inverse=True)
    above = expit((terms @ model.fit_.coefficients)[:, None] - model.fit_.thresholds)
    is_rare = expected_beyond(terms, above) < MIN_EXPECTED
    left_out = {name: TOO_RARE for name, out in zip(model.terms_, is_rare, strict=True) if out}
    tested = np.flatnonzero(~is_rare)
    reason = None
    if model.bands_.size < 3:
        reason = "there are not two edges between bands to compare"
    elif not model.fit_.converged:
        reason = "the regression did not converge"
    elif not tested.size:
        reason = "every term is too rare for an edge"
    else:
        try:
            contrasts = EdgeContrasts(terms, positions, above, draws=draws, seed=seed)
            overall = contrasts.test(tested)
            by_term = {model.terms_[term]: contrasts.test([term]) for term in tested}
            return ProportionalOdds(overall, by_term, left_out)
        except LinAlgError:
            reason = "the terms do not determine coefficients at every edge"
    return ProportionalOdds(NOT_TESTED, {}, left_out, reason)


def brant_test(
    found: ProportionalOdds, terms: Sequence[str], *, user_count: int, level: float = 0.05
) -> pd.DataFrame:
    """Report whether all terms together have proportional odds.

    Parameters
    ----------
    found : ProportionalOdds
        The test.
    terms : sequence of str
        Names of the regression's terms.
    user_count : int
        Users it was fitted on.
    level : float, default=0.05
        The assumption is rejected for a p-value below it.

    Returns
    -------
    pandas.DataFrame
        One row in the columns of ``likelihood_ratio_tests`` (``test`` is ``brant``).
    """
    if found.reason is not None:
        verdict = f"not tested: {found.reason}"
    elif found.overall.p_value < level:
        verdict = (
            "odds are not proportional: an odds ratio is a mean over edges between bands; "
            "age_term_checks says of which terms, and age_threshold_coefficients how they differ "
            "where there are the users for it"
        )
    else:
        verdict = "no sign against proportional odds: one odds ratio a term will do"
    if found.left_out:
        verdict += f"; not tested of {', '.join(found.left_out)}: too rare for an edge"
    return pd.DataFrame(
        [
            {
                "test": "brant",
                "tested": "all",
                "tested_terms": " ".join(name for name in terms if name in found.by_term),
                "user_count": user_count,
                "statistic": found.overall.statistic,
                "degrees_of_freedom": found.overall.degrees_of_freedom,
                "p_value": found.overall.p_value,
                "verdict": verdict,
            }
        ]
    )


def term_checks(
    model: OrdinalBands, X: pd.DataFrame, found: ProportionalOdds, by_edge: pd.DataFrame
) -> pd.DataFrame:
    """Check each term: is it entangled with others, and has it one odds ratio for all bands.

    Parameters
    ----------
    model : OrdinalBands
        Fitted regression.
    X : pandas.DataFrame
        Users it was fitted on.
    found : ProportionalOdds
        Test of these users.
    by_edge : pandas.DataFrame
        As from ``threshold_coefficients``.

    Returns
    -------
    pandas.DataFrame
        One row per term: ``term``, ``variance_inflation`` (how many times larger its variance is
        for the other terms; 1 is none), ``statistic``, ``degrees_of_freedom`` and ``p_value`` of
        Brant's test of the term, ``p_value_holm`` (over all terms), ``coefficient`` (of the
        regression), ``smallest_coefficient`` and ``largest_coefficient`` (of the separate logits
        that are shown; NaN unless two are), ``verdict`` in words.
    """
    names = model.terms_
    tests = [found.by_term.get(name, NOT_TESTED) for name in names]
    p_value = np.array([test.p_value for test in tests])
    adjusted = p_value.copy()
    if found.by_term:
        known = ~np.isnan(p_value)
        adjusted[known] = multipletests(p_value[known], method="holm")[1]
    shown = by_edge.groupby("term")["coefficient"].agg(["count", "min", "max"]).reindex(names)
    shown = shown[["min", "max"]].where(shown["count"] >= 2).to_numpy(dtype=float)
    smallest, largest = shown.T
    odds = np.select(
        [
            np.isnan(p_value),
            adjusted >= 0.05,
            np.isnan(smallest),
            smallest * largest > 0,
        ],
        [
            [f"not tested: {found.left_out.get(name, found.reason)}" for name in names],
            "one odds ratio for all bands will do",
            "differs by edge, and too few users show how: do not read its odds ratio",
            "same direction at every edge that is shown, not the same size",
        ],
        "direction differs by edge: do not read its odds ratio",
    )
    design = add_constant(model.standardised_terms(X), has_constant="add")
    inflation = np.array([variance_inflation_factor(design, at + 1) for at in range(len(names))])
    entangled = np.where(inflation > INFLATED, "; entangled with other terms", "")
    return pd.DataFrame(
        {
            "term": names,
            "variance_inflation": inflation,
            "statistic": [test.statistic for test in tests],
            "degrees_of_freedom": [test.degrees_of_freedom for test in tests],
            "p_value": p_value,
            "p_value_holm": adjusted,
            "coefficient": model.fit_.coefficients,
            "smallest_coefficient": smallest,
            "largest_coefficient": largest,
            "verdict": [one + other for one, other in zip(odds, entangled, strict=True)],
        }
    )
