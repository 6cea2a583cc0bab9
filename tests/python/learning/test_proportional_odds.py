"""Brant's test and the logits at each edge: against statsmodels, and for what they promise."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.linalg import LinAlgError
from scipy.special import expit
from scipy.stats import binom
from statsmodels.stats.multitest import multipletests

from plumage.learning.ordinal.bands import OrdinalBands
from plumage.learning.ordinal.edge_contrasts import EdgeContrasts
from plumage.learning.ordinal.edge_logits import threshold_coefficients
from plumage.learning.ordinal.proportional_odds import (
    brant_test,
    check_proportional_odds,
    term_checks,
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
        draw < expit(linear + (only_at_top * users["mood"] if edge == 2.0 else 0) - edge)
        for edge in (-0.5, 1.0, 2.0)
    )
    return users, np.asarray(bands)


def fit(users: pd.DataFrame, bands: np.ndarray) -> OrdinalBands:
    model = OrdinalBands(band_count=int(bands.max()) + 1, features=tuple(users.columns))
    return model.fit(users, bands)


def rare_users() -> tuple[pd.DataFrame, np.ndarray]:
    """Users with two rare columns, and their chances of five bands, of which one is rare too."""
    users = pd.DataFrame(np.random.default_rng(5).normal(size=(500, 4)), columns=FEATURES)
    users["is_new"] = (np.arange(500) < 12).astype(float)
    users["says_parent"] = (np.arange(500) % 50 == 3).astype(float)
    linear = 0.8 * users["pace"] - 0.4 * users["mood"] - 0.8 * users["is_new"]
    return users, expit(linear.to_numpy()[:, None] - [-0.5, 1.0, 2.5, 4.0])


def test_statistic_is_that_of_one_newton_step_of_statsmodels_at_each_edge():
    """Covariance as a sum over users and over the bands that each could have had."""
    users, bands = draw_users(900, 1)
    model = fit(users, bands)
    terms, found = model.standardised_terms(users), model.fit_
    design = sm.add_constant(terms)
    above = expit((terms @ found.coefficients)[:, None] - found.thresholds)
    steps = [
        sm.Logit(bands > edge, design)
        .fit(
            start_params=np.r_[-found.thresholds[edge], found.coefficients],
            maxiter=1,
            disp=False,
            warn_convergence=False,
        )
        .params[1:]
        for edge in range(3)
    ]
    inverses = [np.linalg.inv(design.T * (p * (1 - p)) @ design) for p in above.T]
    covariance = np.zeros((12, 12))
    for row, own in zip(design, above, strict=True):
        chances = np.r_[1, own] - np.r_[own, 0]
        for band, chance in enumerate(chances):
            residuals = (band > np.arange(3)) - own
            moves = np.concatenate(
                [(inverse @ row)[1:] * r for inverse, r in zip(inverses, residuals, strict=True)]
            )
            covariance += chance * np.outer(moves, moves)
    same = np.kron([[-1, 1, 0], [-1, 0, 1]], np.eye(4))
    apart = same @ np.concatenate(steps)
    expected = apart @ np.linalg.inv(same @ covariance @ same.T) @ apart
    test = check_proportional_odds(model, users, bands, draws=99, seed=1)
    assert test.overall.statistic == pytest.approx(expected, rel=1e-6)
    assert test.overall.degrees_of_freedom == 8
    assert test.by_term["mood"].degrees_of_freedom == 2


def test_proportional_odds_are_given_up_as_often_as_promised_and_no_statistic_is_negative():
    """Rare columns and a rare band; bands are drawn from the model, so odds are proportional."""
    users, above = rare_users()
    tests = []
    for seed in range(200):
        bands = (np.random.default_rng(seed).random((500, 1)) < above).sum(axis=1)
        model = fit(users, bands)
        tests.append(check_proportional_odds(model, users, bands, draws=199, seed=seed))
    assert all(test.reason is None for test in tests)
    assert min(test.overall.statistic for test in tests) > 0
    assert min(one.statistic for test in tests for one in test.by_term.values()) >= 0
    rejected = sum(test.overall.p_value <= 0.05 for test in tests)
    assert binom.ppf(0.001, 200, 0.05) <= rejected <= binom.ppf(0.999, 200, 0.05)


def test_effect_on_one_edge_alone_is_found_nearly_always():
    found = []
    for seed in range(20):
        users, bands = draw_users(1000, seed, only_at_top=0.7)
        test = check_proportional_odds(fit(users, bands), users, bands, draws=199, seed=seed)
        found.append((test.overall.p_value <= 0.05, test.by_term["mood"].p_value <= 0.05))
    assert (np.sum(found, axis=0) >= 18).all()


def test_effect_on_one_edge_alone_is_named_and_said_not_to_be_read():
    users, bands = draw_users(3000, 4, only_at_top=0.9)
    model = fit(users, bands)
    test = check_proportional_odds(model, users, bands, seed=1)
    row = brant_test(test, model.terms_, user_count=3000).loc[0]
    # the observed one among 2,000 outcomes: no draw is as far off
    assert row["p_value"] == 1 / 2000
    assert row["verdict"].startswith("odds are not proportional")
    by_edge = threshold_coefficients(model, users, bands, BANDS)
    checks = term_checks(model, users, test, by_edge).set_index("term")
    assert checks.loc["mood", "verdict"] == "direction differs by edge: do not read its odds ratio"
    assert checks.loc["noise", "verdict"] == "one odds ratio for all bands will do"
    adjusted = multipletests(checks["p_value"], method="holm")[1]
    np.testing.assert_allclose(checks["p_value_holm"], adjusted)
    terms = model.standardised_terms(users)
    left = 1 - sm.OLS(terms[:, 0], sm.add_constant(terms[:, 1:])).fit().rsquared
    assert checks["variance_inflation"].iloc[0] == pytest.approx(1 / left)
    assert check_proportional_odds(model, users, bands, seed=1) == test


def test_rare_column_that_separates_an_edge_goes_and_the_edge_stays():
    users, bands = draw_users(600, 5)
    users["is_new"] = 0.0
    users.loc[np.flatnonzero(bands == 0)[:9], "is_new"] = 1.0
    users.loc[np.flatnonzero(bands == 1)[:1], "is_new"] = 1.0
    model = fit(users, bands)
    assert "is_new" in model.terms_
    test = check_proportional_odds(model, users, bands, draws=199, seed=1)
    assert test.overall.degrees_of_freedom == 8
    assert list(test.by_term) == list(FEATURES)
    row = brant_test(test, model.terms_, user_count=600).loc[0]
    assert row["tested_terms"] == " ".join(FEATURES)
    assert row["verdict"].endswith("not tested of is_new: too rare for an edge")
    by_edge = threshold_coefficients(model, users, bands, BANDS)
    assert by_edge["term"].notna().all()
    without = by_edge[by_edge["coefficient"].isna()]
    assert without[["above_age_band", "term"]].to_numpy().tolist() == [
        ["middle", "is_new"],
        ["older", "is_new"],
    ]
    checks = term_checks(model, users, test, by_edge).set_index("term")
    assert checks.loc["is_new", "verdict"].startswith("not tested: fewer than one user")
    assert checks.loc["is_new", ["statistic", "p_value", "smallest_coefficient"]].isna().all()


def test_column_that_separates_an_edge_though_it_is_not_rare_is_found():
    """No user of a hundred beyond an edge where a fifth should be: no logit has that estimate."""
    users, bands = draw_users(600, 5)
    users["is_new"] = (bands == 1).astype(float) * (np.cumsum(bands == 1) <= 100)
    model = fit(users, bands)
    test = check_proportional_odds(model, users, bands, draws=199, seed=1)
    assert test.left_out == {}
    assert test.by_term["is_new"].p_value == 1 / 200
    assert test.overall.p_value == 1 / 200


def test_logits_of_edges_are_those_of_statsmodels_and_hidden_under_ten_events_a_term():
    users, bands = draw_users(900, 1)
    bands = np.where((bands == 3) & (np.cumsum(bands == 3) > 39), 2, bands)
    model = fit(users, bands)
    table = threshold_coefficients(model, users, bands, BANDS)
    design = sm.add_constant(model.standardised_terms(users))
    for edge in (0, 1):
        expected = sm.Logit(bands > edge, design).fit(disp=False)
        rows = table[table["above_age_band"] == BANDS[edge]]
        np.testing.assert_allclose(rows["coefficient"], expected.params[1:], atol=1e-6)
        np.testing.assert_allclose(rows["standard_error"], expected.bse[1:], atol=1e-6)
        limits = np.exp(expected.conf_int()[1:])
        np.testing.assert_allclose(rows[["ci_low", "ci_high"]], limits, rtol=1e-5)
    (hidden,) = table[table["above_age_band"] == "older"].to_dict("records")
    assert hidden["term"] is None
    assert hidden["left_out_because"] == (
        "39 users on its smaller side for 4 terms: under 10 events a term"
    )
    assert np.isnan(hidden["odds_ratio"])


def test_what_cannot_be_tested_says_why_and_has_no_p_value():
    users, bands = draw_users(300, 2)
    two = np.minimum(bands, 1)
    test = check_proportional_odds(fit(users, two), users, two, seed=1)
    row = brant_test(test, FEATURES, user_count=300).loc[0]
    assert row["verdict"].startswith("not tested: there are not two edges")
    assert np.isnan([row["p_value"], row["statistic"]]).all()
    twice = np.random.default_rng(1).normal(size=(300, 1)).repeat(2, axis=1)
    above = np.tile([0.6, 0.3], (300, 1))
    with pytest.raises(LinAlgError):
        EdgeContrasts(twice, np.arange(300) % 3, above, draws=9, seed=1).test([0, 1])
