"""The ordinal regression against published values, a direct likelihood, and its own promises."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize
from scipy.special import expit
from statsmodels.miscmodels.ordinal_model import OrderedModel
from statsmodels.tools.numdiff import approx_fprime

from plumage.learning.ordinal.bands import MIN_DIFFERING_USERS, OrdinalBands, effective_users
from plumage.learning.ordinal.logit import OrderedLogit, fit_ordered_logit

# Satisfaction with housing in Copenhagen (Madsen 1976), the data set `housing` of R's MASS: counts
# of low, medium and high satisfaction (innermost) by influence (low, medium, high), type (tower,
# apartment, atrium, terrace) and contact (low, high; outermost).
HOUSING = """
    21 21 28   34 22 36   10 11 36    61 23 17   43 35 40   26 18 54
    13  9 10    8  8 12    6  7  9    18  6  7   15 13 13    7  5 11
    14 19 37   17 23 40    3  5 23    78 46 43   48 45 86   15 25 62
    20 23 20   10 22 24    7 10 21    57 23 13   31 21 13    5  6 13
"""
# R 4: library(MASS); summary(polr(Sat ~ Infl + Type + Cont, weights = Freq, data = housing))
# (Venables and Ripley 2002, section 7.3)
POLR = {
    "InflMedium": (0.5664, 0.1047),
    "InflHigh": (1.2888, 0.1272),
    "TypeApartment": (-0.5724, 0.1192),
    "TypeAtrium": (-0.3662, 0.1552),
    "TypeTerrace": (-1.0910, 0.1515),
    "ContHigh": (0.3603, 0.0955),
    "Low|Medium": (-0.4961, 0.1248),
    "Medium|High": (0.6907, 0.1255),
}
POLR_DEVIANCE = 3479.149


@pytest.fixture(scope="module")
def housing() -> tuple[np.ndarray, np.ndarray]:
    counts = np.array(HOUSING.split(), dtype=int).reshape(2, 4, 3, 3)
    contact, kind, influence, satisfaction = np.indices(counts.shape).reshape(4, -1)
    terms = np.column_stack(
        [influence == 1, influence == 2, kind == 1, kind == 2, kind == 3, contact == 1]
    )
    times = counts.ravel()
    assert times.sum() == 1681
    return terms.repeat(times, axis=0).astype(float), satisfaction.repeat(times)


@pytest.fixture(scope="module")
def simulated() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    terms = rng.normal(size=(400, 3))
    latent = terms @ [1.0, -0.5, 0.0] + rng.logistic(size=400)
    return terms, np.digitize(latent, [-1.0, 0.5, 2.0])


def test_coefficients_and_errors_are_those_of_polr(housing):
    fit = fit_ordered_logit(*housing)
    assert fit.converged
    published = np.array(list(POLR.values()))
    estimates = np.r_[fit.coefficients, fit.thresholds]
    np.testing.assert_allclose(estimates, published[:, 0], atol=1e-4)
    np.testing.assert_allclose(fit.standard_errors, published[:, 1], atol=1e-4)
    assert -2 * fit.log_likelihood == pytest.approx(POLR_DEVIANCE, abs=1e-3)


def test_estimates_maximise_a_likelihood_written_out_by_hand(simulated):
    terms, bands = simulated

    def minus_log_likelihood(parameters: np.ndarray) -> float:
        # thresholds as they are: no step of statsmodels' parametrisation is repeated here
        edges = np.r_[-np.inf, parameters[3:], np.inf]
        linear = terms @ parameters[:3]
        shares = expit(edges[bands + 1] - linear) - expit(edges[bands] - linear)
        return -np.log(np.maximum(shares, 1e-300)).sum()

    direct = minimize(
        minus_log_likelihood,
        [0, 0, 0, -1, 0, 1],
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-9, "maxiter": 20_000, "maxfev": 20_000},
    )
    fit = fit_ordered_logit(terms, bands)
    np.testing.assert_allclose(np.r_[fit.coefficients, fit.thresholds], direct.x, atol=1e-4)
    assert fit.log_likelihood == pytest.approx(-direct.fun, abs=1e-6)


def test_estimates_and_errors_are_those_of_plain_statsmodels(simulated):
    terms, bands = simulated
    plain = OrderedModel(bands, terms, distr="logit").fit(method="newton", disp=False)
    fit = fit_ordered_logit(terms, bands)
    np.testing.assert_allclose(fit.coefficients, plain.params[:3], atol=1e-5)
    np.testing.assert_allclose(fit.standard_errors[:3], plain.bse[:3], atol=1e-5)


def test_exact_gradient_is_the_numerical_one(simulated):
    terms, bands = simulated
    model = OrderedLogit(bands, terms)
    point = np.array([0.3, -0.2, 0.1, -0.8, 0.2, 0.4])
    numerical = approx_fprime(point, model.loglike, centered=True)
    np.testing.assert_allclose(model.score(point), numerical, rtol=1e-6)


def test_interval_of_a_known_effect_holds_it_as_often_as_promised():
    held = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        terms = rng.normal(size=(200, 2))
        bands = np.digitize(terms @ [0.8, 0.0] + rng.logistic(size=200), [-1, 1])
        fit = fit_ordered_logit(terms, bands)
        held += abs(fit.coefficients[0] - 0.8) < 1.96 * fit.standard_errors[0]
    # binomial(100, 0.95): fewer than 88 has a chance of 0.2 %
    assert held >= 88


def frame(**columns: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(columns)


def model(*features: str, band_count: int = 4, **options: object) -> OrdinalBands:
    return OrdinalBands(band_count=band_count, features=features, **options)


@pytest.fixture
def users(simulated):
    terms, bands = simulated
    table = frame(account_age_days=terms[:, 0] * 300 + 900, log_status_count=terms[:, 1])
    return table, bands


def test_effects_are_per_standard_deviation(users):
    table, bands = users
    fitted = model("account_age_days", "log_status_count").fit(table, bands)
    rescaled = table.assign(account_age_days=table["account_age_days"] / 365.25 - 7)
    again = model("account_age_days", "log_status_count").fit(rescaled, bands)
    np.testing.assert_allclose(fitted.fit_.coefficients, again.fit_.coefficients, atol=1e-6)
    assert fitted.fit_.coefficients[0] > 0.5


def test_probabilities_sum_to_one_and_move_one_way_with_a_feature(users):
    table, bands = users
    fitted = model("account_age_days", "log_status_count").fit(table, bands)
    grid = frame(account_age_days=np.linspace(-3000, 9000, 50), log_status_count=np.zeros(50))
    probabilities = fitted.predict_proba(grid)
    assert (probabilities >= 0).all()
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    below = probabilities.cumsum(axis=1)[:, :-1]
    assert (np.diff(below, axis=0) <= 0).all()


def test_band_without_training_users_has_probability_zero(users):
    table, bands = users
    fitted = model("account_age_days", band_count=6).fit(table, np.where(bands == 3, 5, bands))
    probabilities = fitted.predict_proba(table)
    assert (probabilities[:, [3, 4]] == 0).all()
    assert (probabilities[:, 5] > 0).all()


def test_one_band_alone_is_certain(users):
    table, bands = users
    fitted = model("account_age_days").fit(table, np.full(bands.size, 2))
    np.testing.assert_array_equal(fitted.predict_proba(table)[:, 2], 1)


def test_missing_values_become_the_median_and_get_an_indicator(users):
    table, bands = users
    missing = np.arange(len(table)) % 4 == 0
    holed = table.assign(log_status_count=table["log_status_count"].mask(missing))
    fitted = model("account_age_days", "log_status_count").fit(holed, bands)
    assert fitted.terms_[-1] == "log_status_count_is_missing"
    assert fitted.medians_["log_status_count"] == holed["log_status_count"].median()
    filled = holed.fillna(holed["log_status_count"].median())
    differing = fitted.predict_proba(holed) != fitted.predict_proba(filled)
    assert differing.any(axis=1)[missing].all()
    assert not differing.any(axis=1)[~missing].any()


def test_indicator_of_missing_values_gives_way_to_the_feature_that_says_nearly_the_same(users):
    table, bands = users
    missing = np.arange(len(table)) % 3 == 0
    share = missing + np.random.default_rng(3).normal(0, 0.05, len(table))
    table = table.assign(
        mean_word_length=table["log_status_count"].mask(missing), retweet_share=share
    )
    # The feature is kept whichever comes first.
    for names in (("mean_word_length", "retweet_share"), ("retweet_share", "mean_word_length")):
        fitted = model(*names).fit(table, bands)
        assert fitted.terms_ == list(names)
        assert list(fitted.left_out_) == ["mean_word_length_is_missing"]


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        (lambda table: np.full(len(table), np.nan), "no value"),
        (lambda table: np.ones(len(table)), "nearly constant"),
        (lambda table: np.arange(len(table)) < MIN_DIFFERING_USERS - 1, "nearly constant"),
        (lambda table: 3 - 2 * table["account_age_days"], "explained by the terms before it"),
        # correlation 0.96: variance inflated about thirteen times
        (
            lambda table: table["account_age_days"] / 300 + 0.29 * table["log_status_count"],
            "explained by the terms before it",
        ),
    ],
)
def test_column_that_cannot_be_estimated_is_left_out_and_named(users, column, reason):
    table, bands = users
    table = table.assign(has_url=np.asarray(column(table), dtype=float))
    fitted = model("account_age_days", "has_url").fit(table, bands)
    assert fitted.terms_ == ["account_age_days"]
    assert fitted.left_out_["has_url"] == reason


def test_column_that_separates_the_bands_is_left_out_and_named(users):
    table, bands = users
    table = table.assign(has_url=(bands >= 2).astype(float))
    fitted = model("account_age_days", "has_url").fit(table, bands)
    assert "has_url" in fitted.left_out_
    assert "separates" in fitted.left_out_["has_url"]
    assert fitted.fit_.converged


def test_failure_to_converge_is_said_and_ends_with_a_fit_that_did(users, monkeypatch):
    table, bands = users
    true_fit = OrderedLogit.fit

    def stop_early_with_two_terms(self, **options):
        if self.exog.shape[1] > 1:
            options["maxiter"] = 1
        return true_fit(self, **options)

    monkeypatch.setattr(OrderedLogit, "fit", stop_early_with_two_terms)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fitted = model("account_age_days", "log_status_count").fit(table, bands)
    assert fitted.terms_ == ["account_age_days"]
    assert "did not converge" in fitted.left_out_["log_status_count"]


def test_few_users_allow_few_terms_the_first_ones(users):
    table, bands = users
    fitted = model("log_status_count", "account_age_days").fit(table[:15], bands[:15])
    assert fitted.terms_ == ["log_status_count"]
    assert "too few users (15, effectively 11)" in fitted.left_out_["account_age_days"]


def test_users_of_one_large_band_count_for_little():
    assert effective_users(np.repeat([0, 1], [50, 50])) == 75
    assert effective_users(np.repeat([0, 1], [490, 10])) == pytest.approx(29.4)
    rng = np.random.default_rng(4)
    table = frame(account_age_days=rng.normal(size=500), log_status_count=rng.normal(size=500),
                  has_url=rng.normal(size=500))  # fmt: skip
    fitted = model(*table.columns).fit(table, np.repeat([0, 1], [490, 10]))
    assert fitted.terms_ == ["account_age_days", "log_status_count"]
    assert "too few users (500, effectively 29)" in fitted.left_out_["has_url"]


def test_scores_do_not_depend_on_who_else_is_scored(users):
    table, bands = users
    fitted = model("account_age_days", "log_status_count").fit(table, bands)
    together = fitted.predict_proba(table)
    np.testing.assert_array_equal(fitted.predict_proba(table[7:8]), together[7:8])


def test_table_gives_odds_ratios_with_intervals_and_thresholds(users):
    table, bands = users
    fitted = model("account_age_days", "log_status_count", inference=True).fit(table, bands)
    rows = fitted.coefficient_table().set_index("term")
    assert list(rows.index[2:]) == ["threshold_1", "threshold_2", "threshold_3"]
    effects = rows.loc[["account_age_days", "log_status_count"]]
    np.testing.assert_allclose(effects["odds_ratio"], np.exp(effects["coefficient"]))
    width = np.log(effects["ci_high"]) - np.log(effects["ci_low"])
    np.testing.assert_allclose(width, 2 * 1.959964 * effects["standard_error"], rtol=1e-5)
