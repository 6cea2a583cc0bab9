"""Effects, tests and checks of the ordinal regression, against other implementations."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2
from statsmodels.miscmodels.ordinal_model import OrderedModel
from statsmodels.tools.numdiff import approx_fprime

from plumage.learning.ordinal.bands import OrdinalBands
from plumage.learning.ordinal.checks import (
    average_marginal_effects,
    convergence_row,
    likelihood_ratio_tests,
)

BANDS = ("young", "middle", "older", "old")
FEATURES = ("pace", "mood", "has_link", "noise")


def draw_users(count: int, seed: int) -> tuple[pd.DataFrame, np.ndarray]:
    """Users under proportional odds."""
    rng = np.random.default_rng(seed)
    users = pd.DataFrame(rng.normal(size=(count, 4)), columns=FEATURES)
    users["mood"] += 0.5 * users["pace"]
    users["has_link"] = (users["has_link"] > 0.5).astype(float)
    linear = 0.8 * users["pace"] - 0.4 * users["mood"] + 0.6 * users["has_link"]
    return users, np.digitize(linear + rng.logistic(size=count), [-0.5, 1.0, 2.0])


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
    table = likelihood_ratio_tests(model, users, bands, blocks).set_index("tested")
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
