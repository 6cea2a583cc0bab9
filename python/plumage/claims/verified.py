"""Verified users beside others: tests, in claims and opinions apart, and a regression."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.metrics import precision_recall_curve
from sklearn.preprocessing import SplineTransformer
from statsmodels.discrete.discrete_model import Logit
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.outliers_influence import variance_inflation_factor
from statsmodels.tools.sm_exceptions import HessianInversionWarning

from plumage.claims.answers import METRICS, Answers
from plumage.claims.candidates import DIGITS, MAJORITY
from plumage.claims.data import COUNTS, group_of, labels_of, numbers_of, split_groups, statuses_of
from plumage.learning.intervals import percentile_limits
from plumage.learning.protocol import Protocol
from plumage.learning.tables import metric_table
from plumage.learning.weighted import Floats, Mask

MEASURES = (*COUNTS, "duration_seconds")
LEAST_VIDEOS = 5
"""Of verified users, and of others, for a test."""

SAMPLES = 2000
"""Bootstrap samples behind the interval of a difference of medians."""

MOST_INFLATION = 10
"""Variance inflation above which counts are left out, the most inflated first; views stay."""


def compare(table: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """Test each measure in all videos, in claims and in opinions, in three ways."""
    is_claim, is_verified = labels_of(table), numbers_of(table, "is_verified") == 1
    rows = []
    for measure in MEASURES:
        values = numbers_of(table, measure)
        for stratum, mask in (
            ("all", is_claim | True),
            ("claims", is_claim),
            ("opinions", ~is_claim),
        ):
            verified, others = values[mask & is_verified], values[mask & ~is_verified]
            if min(verified.size, others.size) < LEAST_VIDEOS:
                continue
            for method, test in (
                ("welch", welch), ("mann_whitney", mann_whitney), ("bootstrap_median", medians),
            ):  # fmt: skip
                with np.errstate(all="ignore"), warnings.catch_warnings():
                    warnings.simplefilter("ignore", RuntimeWarning)  # Constants: NaN says so.
                    found = test(verified, others, np.random.default_rng(seed))
                rows.append((measure, stratum, method, verified.size, others.size, *found))
    names = ("measure stratum method verified_count other_count statistic degrees_of_freedom"
             " difference ci_low ci_high effect p_value")  # fmt: skip
    found = pd.DataFrame(rows, columns=names.split())
    return found.assign(
        p_value_holm=found.groupby(["stratum", "method"])["p_value"].transform(holm)
    )


def holm(p_values: Iterable[float]) -> Floats:
    """Correct p-values for their number; NaN stays."""
    values = np.array(list(p_values), float)
    is_there = ~np.isnan(values)
    if is_there.any():
        values[is_there] = multipletests(values[is_there], method="holm")[1]
    return values


def welch(verified: Floats, others: Floats, _: Any) -> tuple[float, ...]:
    """Welch's t, and Cohen's d by the mean of both variances, as neither takes them for equal.

    Delacre and others (2021). Why Hedges' g*s should be reported with Welch's t-test.
    """
    found = stats.ttest_ind(others, verified, equal_var=False)
    difference = others.mean() - verified.mean()
    effect = difference / np.sqrt((others.var(ddof=1) + verified.var(ddof=1)) / 2)
    limits = found.confidence_interval()
    return found.statistic, found.df, difference, *limits, effect, found.pvalue


def mann_whitney(verified: Floats, others: Floats, _: Any) -> tuple[float, ...]:
    """Mann-Whitney's U; rank-biserial correlation with DeLong's interval (1988)."""
    found = stats.mannwhitneyu(others, verified)
    ranks, n = stats.rankdata(np.r_[others, verified]), others.size
    beaten = (ranks[:n] - stats.rankdata(others)) / verified.size
    beating = 1 - (ranks[n:] - stats.rankdata(verified)) / n
    error = np.sqrt(beaten.var(ddof=1) / n + beating.var(ddof=1) / verified.size)
    effect, reach = 2 * beaten.mean() - 1, 2 * stats.norm.ppf(0.975) * error
    return found.statistic, np.nan, effect, effect - reach, effect + reach, effect, found.pvalue


def medians(verified: Floats, others: Floats, rng: np.random.Generator) -> tuple[float, ...]:
    """Difference of medians with a bootstrap interval; p from the share of samples beyond 0."""
    drawn = sample_medians(others, rng) - sample_medians(verified, rng)
    difference = np.median(others) - np.median(verified)
    beyond = min((drawn <= 0).sum(), (drawn >= 0).sum())
    p_value = min(1.0, 2 * (beyond + 1) / (SAMPLES + 1))
    return difference, np.nan, difference, *percentile_limits(drawn), np.nan, p_value


def sample_medians(values: Floats, rng: np.random.Generator) -> Floats:
    """Medians of bootstrap samples, without drawing them.

    Places of drawn values are uniform, so the k-th of n in order is Beta(k, n + 1 - k); that of
    the next one follows from it.
    """
    ordered, n = np.sort(values), values.size
    lower = rng.beta((n + 1) // 2, n + 1 - (n + 1) // 2, SAMPLES)
    upper = lower if n % 2 else lower + (1 - lower) * rng.beta(1, n - n // 2, SAMPLES)
    return (ordered[(lower * n).astype(int)] + ordered[(upper * n).astype(int)]) / 2


def design_of(table: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Terms of the regression, and the unit of each odds ratio."""
    status = table["author_ban_status"].astype(object)
    names = statuses_of(table)
    terms = {"is_claim": labels_of(table).astype(float)}
    terms |= {name: (status == name).to_numpy(float) for name in names[1:]}
    terms["duration_seconds"] = numbers_of(table, "duration_seconds") / 10
    terms |= {name: np.log2(1 + numbers_of(table, name)) for name in COUNTS}
    units = {"is_claim": "claim rather than opinion", "duration_seconds": "per 10 seconds"}
    units |= {name: f"{name} rather than {names[0]}" for name in names[1:]}
    units |= {name: f"per doubling of {name.partition('_')[0]}s" for name in COUNTS}
    design = pd.DataFrame(terms)
    return design.fillna(design.median()).loc[:, design.std() > 0], units


def inflation(design: pd.DataFrame) -> pd.Series:
    """Variance inflation of each term."""
    values = design.assign(constant=1.0).to_numpy()
    found = [variance_inflation_factor(values, place) for place in range(design.shape[1])]
    return pd.Series(found, design.columns)


def leave_out(design: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Leave out counts that the others foretell, and say why."""
    reasons: dict[str, str] = {}
    while True:
        factors = inflation(design)
        counts = factors[[name for name in COUNTS[1:] if name in design]]
        if counts.empty or counts.max() <= MOST_INFLATION:
            return design, reasons
        name = str(counts.idxmax())
        beside = design.drop(columns=name).corrwith(design[name]).abs()
        most = f"correlation {beside.max():.2f} with {beside.idxmax()}"
        reasons[name] = f"VIF {counts[name]:.1f}; {most}"
        design = design.drop(columns=name)


def fit_logit(design: pd.DataFrame, outcome: Mask) -> Any:
    """Fit a logistic regression; None where there is no finite one."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("error", HessianInversionWarning)
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            model = Logit(outcome.astype(float), design.assign(constant=1.0))
            found = model.fit(disp=0, maxiter=60, warn_convergence=False)
        except (np.linalg.LinAlgError, HessianInversionWarning, ValueError):
            return None
    # A term that tells the outcome alone runs off: its odds ratio means nothing.
    return found if found.mle_retvals["converged"] and found.bse.max() < 50 else None


def regress(table: pd.DataFrame, protocol: Protocol, *, seed: int) -> dict[str, pd.DataFrame]:
    """Odds ratios of being verified, checks of what they rest on, and figures out of fold."""
    outcome = numbers_of(table, "is_verified") == 1
    full, units = design_of(table)
    design, reasons = leave_out(full)
    is_enough = min(outcome.sum(), (~outcome).sum()) >= 10 * protocol.folds
    fitted = fit_logit(design, outcome) if is_enough else None
    if fitted is None:
        return {}
    limits = np.exp(fitted.conf_int())
    odds = pd.DataFrame({
        "odds_ratio": np.exp(fitted.params), "ci_low": limits[0], "ci_high": limits[1],
    }).loc[design.columns]  # fmt: skip
    odds["p_value_holm"] = holm(fitted.pvalues[design.columns])
    odds = odds.reindex([*design, *reasons]).rename_axis("term").reset_index()
    odds = odds.assign(unit=odds["term"].map(units), left_out_because=odds["term"].map(reasons))
    return {
        "claims_odds_ratios": odds,
        "model_tests": check(table, design, full, outcome, fitted),
        "model_metrics": judge_regression(table, design, outcome, protocol, seed=seed),
    }


def check(
    table: pd.DataFrame, design: pd.DataFrame, full: pd.DataFrame, outcome: Mask, fitted: Any
) -> pd.DataFrame:
    """Collinearity, linearity of the logit, influence of single videos, independence."""
    rows = []
    for term, value in {**inflation(full), **inflation(design)}.items():
        verdict = "collinear" if value > MOST_INFLATION else "none"
        rows.append(("vif", term, value, None, None, verdict))
    curved = []
    for name in (name for name in MEASURES if name in design):
        spline = SplineTransformer(4, knots="quantile", include_bias=False)
        bent = pd.DataFrame(spline.fit_transform(design[[name]].to_numpy())).add_prefix("spline ")
        other = fit_logit(design.drop(columns=name).join(bent.loc[:, bent.std() > 1e-6]), outcome)
        df = other.df_model - fitted.df_model if other else 0
        ratio = max(0.0, 2 * (other.llf - fitted.llf)) if df > 0 else np.nan
        curved.append((name, ratio, df, stats.chi2.sf(ratio, max(df, 1))))
    for (*row, p_value), corrected in zip(curved, holm(row[-1] for row in curved), strict=True):
        verdict = "not linear" if corrected < 0.05 else "no departure shown"
        rows.append(("linearity", *row, p_value, verdict))
    # Pregibon (1981): Cook's distance with the weights of a logistic regression.
    values, chance = design.assign(constant=1.0).to_numpy(), fitted.predict().clip(1e-9, 1 - 1e-9)
    weights = chance * (1 - chance)
    lever = weights * ((values @ fitted.cov_params().to_numpy()) * values).sum(axis=1)
    distance = (outcome - chance) ** 2 / weights * lever / (1 - lever) ** 2 / values.shape[1]
    is_strong = distance > 4 / outcome.size
    term = str(fitted.params[design.columns].abs().idxmax())
    without = fit_logit(design[~is_strong], outcome[~is_strong])
    change = np.exp(without.params[term] - fitted.params[term]) if without else np.nan
    repeated = pd.Series(group_of(table)).duplicated(keep=False).mean()
    rows += [
        ("influence", "share of videos above 4/n", is_strong.mean(), None, None, "reported"),
        ("influence", f"odds ratio of {term} without them, as a multiple", change, None, None,
         "reported" if without else "no estimate: hardly a verified user is left"),
        ("independence", "share of videos with a repeated text", repeated, None, None, "reported"),
    ]  # fmt: skip
    names = ["test", "tested", "statistic", "degrees_of_freedom", "p_value", "verdict"]
    return pd.DataFrame(rows, columns=names).assign(user_count=outcome.size)


def judge_regression(
    table: pd.DataFrame, design: pd.DataFrame, outcome: Mask, protocol: Protocol, *, seed: int
) -> pd.DataFrame:
    """Judge the regression out of fold, called at the threshold of the training part's best F1."""
    scores, usual, called = np.zeros(len(table)), np.zeros(len(table)), np.zeros(len(table), bool)
    for rest, part in split_groups(outcome, group_of(table), protocol.folds, seed):
        scores[part] = usual[part] = outcome[rest].mean()
        fitted = fit_logit(design.iloc[rest], outcome[rest])
        if fitted is not None:
            precision, recall, limits = precision_recall_curve(outcome[rest], fitted.predict())
            best = np.argmax(stats.hmean([precision[:-1], recall[:-1]]))
            scores[part] = fitted.predict(design.iloc[part].assign(constant=1.0)).round(DIGITS)
            called[part] = scores[part] >= limits[best]
    answers = {
        "logit": [Answers.of_scores(scores, outcome, called)],
        MAJORITY: [Answers.of_scores(usual, outcome)],
    }
    everybody = {"verified": np.ones(outcome.size, bool)}
    options = {"floors": {MAJORITY}, "skills": {}, "protocol": protocol, "seed": seed}
    return metric_table("cv", answers, METRICS, everybody, **options)
