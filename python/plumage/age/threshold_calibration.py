"""Do probabilities add up: how many users they claim in each band, and how many there are."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy import stats
from scipy.special import logit
from statsmodels.stats.proportion import proportion_confint
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from plumage.age.threshold_shift import LEAST
from plumage.learning.thresholds import Target

Floats = NDArray[np.float64]

ENDS = ("", "_ci_low", "_ci_high")


def threshold_calibration_table(
    targets: Sequence[Target], *, confidence: float = 0.95, min_group_users: int = 10
) -> pd.DataFrame:
    """Set claimed beside found, target by target.

    Parameters
    ----------
    targets : sequence of Target
        Bands, and everybody from an age on, with probabilities of users whom no model had seen.
    confidence : float, default=0.95
        Nominal cover of the intervals.
    min_group_users : int, default=10
        A row about fewer users in the target, or fewer outside it, is suppressed: its counts and
        figures are NaN.

    Returns
    -------
    pandas.DataFrame
        One row per target: ``target``, ``target_kind``, ``user_count``; ``claimed_count`` (sum of
        probabilities) beside ``found_count``, ``standard_errors_off`` (found minus claimed, over
        its standard deviation were the probabilities right), ``claimed_per_found`` with the limits
        of an exact interval; ``calibration_intercept`` (log-odds to add for the sum to be right)
        and ``calibration_slope`` (1 is right, below 1 too sure, above 1 too cautious), each with
        ``_ci_low`` and ``_ci_high``; ``is_suppressed``, ``verdict``. Of several repeats of the
        validation, figures are means.

    References
    ----------
    Cox (1958). Two further applications of a model for binary regression. Biometrika 45.
    Van Calster et al. (2019). Calibration: the Achilles heel of predictive analytics. BMC Medicine
    17.
    """
    table = pd.DataFrame([_row(target, confidence) for target in targets])
    members, others = table["found_count"], table["user_count"] - table["found_count"]
    hidden = (members < min_group_users) | (others < min_group_users)
    limit = stats.norm.ppf((1 + confidence) / 2)
    table["is_suppressed"] = hidden
    table["verdict"] = np.select(
        [
            hidden,
            table["standard_errors_off"] < -limit,
            table["standard_errors_off"] > limit,
            table["calibration_slope_ci_low"] > 1,
            table["calibration_slope_ci_high"] < 1,
        ],
        [
            "suppressed: too few users",
            "more claimed than found",
            "fewer claimed than found",
            "as many as claimed, probabilities too cautious",
            "as many as claimed, probabilities too sure",
        ],
        "as many as claimed",
    )
    shown = ["target", "target_kind", "user_count", "is_suppressed", "verdict"]
    secret = [column for column in table.columns if column not in shown]
    table[secret] = table[secret].astype(float).mask(hidden).round(9)
    return table


def _row(target: Target, confidence: float) -> dict[str, object]:
    """One row of the table, before suppression."""
    is_member, count = target.is_member, target.is_member.size
    found = int(is_member.sum())
    scores = np.array(target.scores)
    claimed = float(scores.sum(axis=1).mean())
    # Were the probabilities right, the count would be a sum of independent draws.
    deviation = np.sqrt((scores * (1 - scores)).sum(axis=1)).mean()
    low, high = proportion_confint(found, count, 1 - confidence, method="beta")
    figures = {
        "claimed_per_found": (
            claimed / found if found else np.nan,
            claimed / (high * count),
            claimed / (low * count) if found else np.nan,
        )
    }
    fits = [recalibration(score, is_member, confidence) for score in scores]
    for name, place in (("calibration_intercept", 0), ("calibration_slope", 1)):
        figures[name] = tuple(np.mean([fit[place] for fit in fits], axis=0))
    return {
        "target": target.name,
        "target_kind": target.kind,
        "user_count": count,
        "claimed_count": claimed,
        "found_count": found,
        "standard_errors_off": (found - claimed) / deviation if deviation > 0 else np.nan,
        **{
            name + end: value
            for name, values in figures.items()
            for end, value in zip(ENDS, values, strict=True)
        },
    }


def recalibration(
    probabilities: Floats, is_member: NDArray[np.bool_], confidence: float = 0.95
) -> Floats:
    """Estimate calibration in the large, and the calibration slope, by logistic regression.

    Parameters
    ----------
    probabilities : ndarray of float, shape (n_users,)
        Of being a member.
    is_member : ndarray of bool, shape (n_users,)
        What is so.
    confidence : float, default=0.95
        Nominal cover of the intervals.

    Returns
    -------
    ndarray of float, shape (2, 3)
        Intercept (the slope held at 1) and slope: each the estimate and its limits; NaN where all
        users are alike or the log-odds tell them apart without an error.
    """
    odds = logit(np.clip(probabilities, LEAST, 1 - LEAST))
    outcome = is_member.astype(float)
    found = np.full((2, 3), np.nan)
    if outcome.min() == outcome.max():
        return found
    ones = np.ones((odds.size, 1))
    designs = [(ones, odds)]
    if np.ptp(odds) > 0:
        designs.append((sm.add_constant(odds), None))
    for place, (design, offset) in enumerate(designs):
        with warnings.catch_warnings(), np.errstate(over="ignore"):
            warnings.simplefilter("error", PerfectSeparationWarning)
            try:
                model = sm.GLM(outcome, design, family=sm.families.Binomial(), offset=offset)
                fit = model.fit()
            except PerfectSeparationWarning:
                continue
        found[place] = fit.params[-1], *fit.conf_int(1 - confidence)[-1]
    return found
