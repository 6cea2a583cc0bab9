"""Effects, tests and checks of the ordinal regression, against other implementations."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import chi2
from statsmodels.miscmodels.ordinal_model import OrderedModel
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.outliers_influence import variance_inflation_factor
from statsmodels.tools.numdiff import approx_fprime

from plumage.ordinal import OrdinalBands
from plumage.ordinal_tests import (
    average_marginal_effects,
    convergence_row,
    likelihood_ratio_tests,
)
from plumage.proportional_odds import (
    BinaryLogits,
    brant_test,
    holm,
    logits_of,
    term_checks,
    threshold_coefficients,
    variance_inflation,
)

BANDS = ("young", "middle", "older", "old")
FEATURES = ("pace", "mood", "has_link", "noise")


def draw_users(
    count: int, seed: int, *, only_at_top: float = 0.0
) -> tuple[pd.DataFrame, np.ndarray]:
    """Users under proportional odds; ``only_at_top`` adds an effect of mood above the last edge."""
    rng = np.random.default_rng(seed)
    users = pd.DataFrame(rng.normal(size=(count, 4)), columns=FEATURES)
    users["mood"] += 0.5 * users["pace"]
    users["has_link"] = (users["has_link"] > 0.5).astype(float)
    linear = 0.8 * users["pace"] - 0.4 * users["mood"] + 0.6 * users["has_link"]
    draw = rng.random(count)
    bands = sum(
        draw < 1 / (1 + np.exp(edge - linear - (only_at_top * users["mood"] if edge == 2.0 else 0)))
        for edge in (-0.5, 1.0, 2.0)
    )
    return users, np.asarray(bands)


@pytest.fixture(scope="module")
def fitted():
    users, bands = draw_users(900, 1)
    model = OrdinalBands(band_count=4, features=FEATURES, inference=True).fit(users, bands)
    return model, users, bands


@pytest.fixture(scope="module")
def plain(fitted):
    """statsmodels' own fit on the same standardised terms, with its numerical derivatives."""
    _, users, bands = fitted
    terms = (users - users.mean()) / users.std(ddof=0)
    return OrderedModel(bands, terms.to_numpy(), distr="logit").fit(
        method="bfgs", disp=False
    ), terms


def test_marginal_effects_are_slopes_and_differences_of_statsmodels_probabilities(fitted, plain):
    model, users, _ = fitted
    result, terms = plain
    table = average_marginal_effects(model, users, BANDS).set_index(["term", "age_band"])

    def mean_probabilities(parameters, shift=None):
        moved = terms if shift is None else terms + shift
        return result.model.predict(parameters, exog=moved.to_numpy()).mean(axis=0)

    def effect(parameters, term):
        step = pd.Series(0.0, index=terms.columns)
        if term == "has_link":
            there, absent = terms.copy(), terms.copy()
            there[term], absent[term] = terms[term].max(), terms[term].min()
            return (
                result.model.predict(parameters, exog=there.to_numpy())
                - result.model.predict(parameters, exog=absent.to_numpy())
            ).mean(axis=0)
        step[term] = 1e-5
        above, below = mean_probabilities(parameters, step), mean_probabilities(parameters, -step)
        return (above - below) / 2e-5

    params = np.asarray(result.params)
    for term in FEATURES:
        rows = table.loc[term]
        np.testing.assert_allclose(rows["effect"], effect(params, term), atol=2e-5)
        jacobian = approx_fprime(
            params, lambda p, t=term: effect(p, t), epsilon=1e-4, centered=True
        )
        errors = np.sqrt(np.diag(jacobian @ result.cov_params() @ jacobian.T))
        np.testing.assert_allclose(rows["standard_error"], errors, rtol=2e-3)
        assert rows["effect"].sum() == pytest.approx(0, abs=1e-12)
    assert set(table.loc["has_link", "change"]) == {"from_0_to_1"}
    assert set(table.loc["pace", "change"]) == {"per_standard_deviation"}


def test_likelihood_ratio_is_that_of_direct_refits_by_statsmodels(fitted, plain):
    model, users, bands = fitted
    result, terms = plain
    blocks = {"feeling": ("mood", "noise"), "absent": ("unknown",)}
    table = likelihood_ratio_tests(model, users, bands, blocks).set_index("subject")
    rest = OrderedModel(bands, terms[["pace", "has_link"]].to_numpy(), distr="logit")
    expected = 2 * (result.llf - rest.fit(method="bfgs", disp=False).llf)
    row = table.loc["feeling"]
    assert row["statistic"] == pytest.approx(expected, abs=1e-4)
    assert row["degrees_of_freedom"] == 2
    assert row["p_value"] == pytest.approx(chi2.sf(expected, 2), rel=1e-3)
    assert row["verdict"] == "adds to the other features"
    assert "not tested" in table.loc["absent", "verdict"]
    assert convergence_row(model, users)["verdict"].tolist() == ["converged"]


def test_block_that_says_nothing_is_claimed_as_often_as_the_level_allows():
    claims = 0
    for seed in range(60):
        users, bands = draw_users(250, seed)
        model = OrdinalBands(band_count=4, features=FEATURES).fit(users, bands)
        table = likelihood_ratio_tests(model, users, bands, {"null": ("noise",)})
        claims += table.loc[0, "p_value"] < 0.05
    # binomial(60, 0.05): more than 8 has a chance of 0.3 %
    assert claims <= 8


def test_separate_logits_and_their_covariance_are_those_written_out(fitted):
    """Coefficients by statsmodels' Logit; covariance as a sum over users of what each one moves."""
    model, users, bands = fitted
    terms = model.standardised_terms(users)
    logits = BinaryLogits(terms, bands)
    design = sm.add_constant(terms)
    fits = [sm.Logit(bands > edge, design).fit(disp=False) for edge in range(3)]
    np.testing.assert_allclose(logits.coefficients, [fit.params[1:] for fit in fits], atol=1e-6)
    shares = np.column_stack([fit.predict(design) for fit in fits])
    inverses = [np.linalg.inv(design.T * (p * (1 - p)) @ design) for p in shares.T]
    covariance = np.zeros((12, 12))
    for row, own in zip(design, shares, strict=True):
        # chances of the four bands for this user, were the separate logits true
        chances = np.r_[1, own] - np.r_[own, 0]
        for band, chance in enumerate(chances):
            residuals = (band > np.arange(3)) - own
            moves = np.concatenate(
                [(inverse @ row)[1:] * r for inverse, r in zip(inverses, residuals, strict=True)]
            )
            covariance += chance * np.outer(moves, moves)
    np.testing.assert_allclose(logits.covariance, covariance, atol=1e-8)
    same = np.zeros((8, 12))
    for edge in (1, 2):
        same[(edge - 1) * 4 : edge * 4, :4] = -np.eye(4)
        same[(edge - 1) * 4 : edge * 4, edge * 4 : edge * 4 + 4] = np.eye(4)
    apart = same @ np.concatenate([fit.params[1:] for fit in fits])
    expected = apart @ np.linalg.inv(same @ covariance @ same.T) @ apart
    found = brant_test(logits, FEATURES, user_count=900).loc[0]
    assert found["statistic"] == pytest.approx(expected, rel=1e-6)
    assert found["degrees_of_freedom"] == 8
    table = threshold_coefficients(logits, FEATURES, BANDS).set_index(["above_age_band", "term"])
    limits = np.exp(fits[2].conf_int()[1:])
    np.testing.assert_allclose(table.loc["older", ["ci_low", "ci_high"]], limits, rtol=1e-5)


def test_proportional_odds_are_kept_where_they_hold():
    rejected = 0
    for seed in range(80):
        users, bands = draw_users(600, seed)
        model = OrdinalBands(band_count=4, features=FEATURES).fit(users, bands)
        logits = logits_of(model, users, bands)
        rejected += brant_test(logits, FEATURES, user_count=600).loc[0, "p_value"] < 0.05
    # binomial(80, 0.05): more than 10 has a chance of 0.3 %
    assert rejected <= 10


def test_effect_on_one_edge_alone_is_found_and_said_not_to_be_read():
    users, bands = draw_users(3000, 4, only_at_top=0.9)
    model = OrdinalBands(band_count=4, features=FEATURES).fit(users, bands)
    overall = brant_test(logits_of(model, users, bands), FEATURES, user_count=3000).loc[0]
    assert overall["p_value"] < 1e-6
    assert "not proportional" in overall["verdict"]
    checks = term_checks(model, users, bands).set_index("term")
    assert checks.loc["mood", "verdict"] == "direction differs by edge: do not read its odds ratio"
    assert checks.loc["noise", "verdict"] == "one odds ratio for all bands will do"
    assert checks["p_value"].idxmin() == "mood"


def test_edge_that_too_few_users_determine_is_left_out_and_named():
    users, bands = draw_users(600, 5)
    users["has_link"] = np.where(bands == 3, 1.0, users["has_link"])
    logits = BinaryLogits(users.to_numpy(), bands)
    assert logits.edges.tolist() == [0, 1]
    assert "do not determine" in logits.left_out[2]
    table = threshold_coefficients(logits, FEATURES, BANDS)
    assert table.loc[table["term"].isna(), "above_age_band"].tolist() == ["older"]


def test_variance_inflation_is_that_of_statsmodels(fitted):
    model, users, _ = fitted
    design = sm.add_constant(model.standardised_terms(users))
    expected = [variance_inflation_factor(design, column) for column in range(1, 5)]
    np.testing.assert_allclose(variance_inflation(design[:, 1:]), expected, rtol=1e-9)


def test_adjusted_p_values_are_those_of_statsmodels():
    found = np.array([0.2, 0.004, np.nan, 0.03, 0.01])
    known = ~np.isnan(found)
    np.testing.assert_allclose(holm(found)[known], multipletests(found[known], method="holm")[1])
    assert np.isnan(holm(found)[2])
