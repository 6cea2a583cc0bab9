"""What the ordinal regression says, and whether to believe it.

Average marginal effects put its coefficients into probabilities; likelihood-ratio tests say whether
a block of features adds anything. Whether one coefficient for all bands will do is asked in
``proportional_odds``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import expit
from scipy.stats import chi2, norm
from statsmodels.tools.numdiff import approx_fprime

from plumage.learning.ordinal.bands import OrdinalBands
from plumage.learning.ordinal.logit import fit_ordered_logit
from plumage.learning.weighted import Floats


def average_marginal_effects(
    model: OrdinalBands, X: pd.DataFrame, band_names: Sequence[str], *, confidence: float = 0.95
) -> pd.DataFrame:
    """How much a term moves the probability of each band, averaged over users.

    Parameters
    ----------
    model : OrdinalBands
        Regression fitted with ``inference=True``.
    X : pandas.DataFrame
        Users over whom effects are averaged.
    band_names : sequence of str
        Name of each band, from the youngest.
    confidence : float, default=0.95
        Cover of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row per term and band: ``term``, ``age_band``, ``change`` (``per_standard_deviation``:
        slope of the probability; ``from_0_to_1`` for a term that is yes or no: difference between
        everybody having it and nobody), ``effect`` (probability; over the bands of a term it adds
        up to 0), ``standard_error`` (delta method), ``ci_low``, ``ci_high``, ``p_value`` (of no
        effect).

    References
    ----------
    Greene and Hensher (2010). Modeling ordered choices, section 5.2.2.
    """
    terms, fit = model.standardised_terms(X), model.fit_
    values = [np.unique(column) for column in model.filled_terms(X).T]
    steps = {
        position: (np.array([0.0, 1.0]) - model.means_[position]) / model.scales_[position]
        for position, found in enumerate(values)
        if np.isin(found, [0.0, 1.0]).all()
    }
    estimate = np.r_[fit.coefficients, fit.thresholds]

    def effects(parameters: Floats) -> Floats:
        return _effects(parameters, terms, steps).ravel()

    effect = effects(estimate)
    if fit.covariance is None:
        errors = np.full(effect.size, np.nan)
    else:
        jacobian = approx_fprime(estimate, effects, centered=True).reshape(-1, estimate.size)
        variance = np.einsum("ij,jk,ik->i", jacobian, fit.covariance, jacobian)
        errors = np.sqrt(np.maximum(variance, 0))
    reach = norm.ppf((1 + confidence) / 2) * errors
    count = model.bands_.size
    changes = [
        "from_0_to_1" if position in steps else "per_standard_deviation"
        for position in range(len(model.terms_))
    ]
    with np.errstate(divide="ignore", invalid="ignore"):
        p_value = 2 * norm.sf(np.abs(effect / errors))
    return pd.DataFrame(
        {
            "term": np.repeat(np.array(model.terms_, dtype=object), count),
            "age_band": np.tile(np.array(band_names, dtype=object)[model.bands_], len(changes)),
            "change": np.repeat(np.array(changes, dtype=object), count),
            "effect": effect,
            "standard_error": errors,
            "ci_low": effect - reach,
            "ci_high": effect + reach,
            "p_value": p_value,
        }
    )


def _effects(parameters: Floats, terms: Floats, steps: Mapping[int, Floats]) -> Floats:
    """Mean effect of each term on each band, shape (n_terms, n_bands)."""
    coefficients, thresholds = np.split(parameters, [terms.shape[1]])
    linear = terms @ coefficients
    below = expit(thresholds - linear[:, None])
    # d P(band <= k) / d linear, averaged over users; nobody is below the first, all below the last
    slope = -np.r_[0.0, (below * (1 - below)).mean(axis=0), 0.0]
    effects = np.outer(coefficients, np.diff(slope))
    for position, (absent, present) in steps.items():
        rest = linear - terms[:, position] * coefficients[position]
        shares = [
            np.r_[0.0, expit(thresholds - (rest + at * coefficients[position])[:, None]).mean(0), 1]
            for at in (absent, present)
        ]
        effects[position] = np.diff(shares[1] - shares[0])
    return effects


def likelihood_ratio_tests(
    model: OrdinalBands, X: pd.DataFrame, y: ArrayLike, blocks: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Test whether a block of features adds anything to all the others.

    Indicators of missing values stay on both sides: they say that a user wrote nothing, not what
    the features of the block would say.

    Parameters
    ----------
    model : OrdinalBands
        Fitted regression.
    X : pandas.DataFrame
        Users it was fitted on.
    y : array-like of int, shape (n_users,)
        Their bands, as position from 0.
    blocks : dict of str to sequence of str
        Features of each block to test.

    Returns
    -------
    pandas.DataFrame
        One row per block: ``test`` (``likelihood_ratio``), ``tested`` (the block),
        ``tested_terms`` (their names, joined by blanks), ``user_count``, ``statistic`` (twice the
        difference of the log likelihoods), ``degrees_of_freedom`` (terms of the block in the
        model), ``p_value`` (chi-squared), ``verdict`` in words. NaN where there is nothing to test
        or a fit did not converge.
    """
    terms = model.standardised_terms(X)
    _, positions = np.unique(np.asarray(y), return_inverse=True)
    rows = []
    for block, features in blocks.items():
        tested = np.isin(np.array(model.terms_, dtype=object), list(features))
        row = {
            "test": "likelihood_ratio",
            "tested": block,
            "tested_terms": " ".join(np.array(model.terms_, dtype=object)[tested]),
            "user_count": len(X),
            "statistic": np.nan,
            "degrees_of_freedom": int(tested.sum()),
            "p_value": np.nan,
        }
        if not tested.any():
            row["verdict"] = "not tested: no term of this block could be estimated"
        else:
            rest = fit_ordered_logit(terms[:, ~tested], positions, inference=False)
            if model.fit_.converged and rest.converged:
                gain = 2 * (model.fit_.log_likelihood - rest.log_likelihood)
                row["statistic"] = max(gain, 0.0)
                row["p_value"] = float(chi2.sf(row["statistic"], tested.sum()))
                row["verdict"] = _verdict(row["p_value"])
            else:
                row["verdict"] = "not tested: a fit did not converge"
        rows.append(row)
    return pd.DataFrame(rows)


def _verdict(p_value: float) -> str:
    """Plain words for the p-value of one block."""
    if p_value < 0.001:
        return "adds to the other features"
    if p_value < 0.05:
        return "adds to the other features, on thin evidence"
    return "not shown to add anything to the other features"


def convergence_row(model: OrdinalBands, X: pd.DataFrame) -> pd.DataFrame:
    """Say whether the regression's estimates can be believed at all.

    Parameters
    ----------
    model : OrdinalBands
        Fitted regression.
    X : pandas.DataFrame
        Users it was fitted on.

    Returns
    -------
    pandas.DataFrame
        One row in the columns of ``likelihood_ratio_tests``: ``test`` is ``convergence``, the
        statistic is the condition number of the standardised terms.
    """
    fit, terms = model.fit_, model.standardised_terms(X)
    condition = float(np.linalg.cond(terms)) if terms.shape[1] else np.nan
    if not fit.converged:
        verdict = "did not converge: do not read its coefficients"
    elif fit.covariance is None and terms.shape[1]:
        verdict = "converged, but has no standard errors: do not read its intervals"
    elif model.left_out_:
        verdict = f"converged, after {len(model.left_out_)} terms were left out"
    else:
        verdict = "converged"
    return pd.DataFrame(
        [
            {
                "test": "convergence",
                "tested": "all",
                "tested_terms": " ".join(model.terms_),
                "user_count": len(X),
                "statistic": condition,
                "degrees_of_freedom": len(model.terms_),
                "p_value": np.nan,
                "verdict": verdict,
            }
        ]
    )
