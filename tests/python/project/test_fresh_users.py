"""Users of made-up data whose ages nobody learned from: what was promised of them holds."""

from __future__ import annotations

import shutil

import duckdb
import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from support.predict_runs import Run, run_again
from support.project import Project, generate, succeed

pytestmark = pytest.mark.verify


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Answers for users whose age was held out of every fit, beside the age they were made with."""
    base = tmp_path_factory.mktemp("fresh")
    project = Project(base / "project")
    generate(project.raw, "--users", "1200", "--test-users", "0.5", "--seed", "21")
    select = ("-s", "+exposure:age_predictions")
    succeed(project.dbt("build", *select, "--exclude-resource-type", "unit_test", "test"))
    run = Run(base, status=-1)
    shutil.copy(project.warehouse, run.warehouse)
    assert run_again(run, "--validate", "none") == 0
    with duckdb.connect(str(run.warehouse), read_only=True) as connection:
        shares = connection.execute(
            "select user_id, list(probability order by age_band_id) as shares"
            " from predictions.age_band_probabilities group by user_id"
        ).df()
    planted = pd.read_csv(project.raw / "planted_users.csv")[["user_id", "age_years"]]
    found = run.table("age_predictions").merge(shares, on="user_id").merge(planted, on="user_id")
    return found[found["role"] != "labelled"]


def test_intervals_hold_the_ages_of_fresh_users_as_often_as_promised(answered):
    held = answered["age_years"].between(
        answered["interval_low_years"], answered["interval_high_years"]
    )
    low, high = proportion_confint(held.sum(), len(held), method="beta")
    assert len(held) > 800
    # The level is set by some 235 users, and is itself off by two or three points.
    assert high > 0.8 - 0.03
    # Whole years and heaped ages make intervals hold more than promised, not all.
    assert low < 0.92


def test_fresh_users_are_told_apart_by_age(answered):
    ages, said = answered["age_years"], answered["predicted_age_years"]
    assert ages.corr(said, method="spearman") > 0.4
    assert (ages - said).abs().mean() < 0.9 * (ages - ages.median()).abs().mean()


def test_probabilities_of_fresh_users_are_a_distribution_and_honest(answered):
    shares = np.array(answered["shares"].tolist())
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    below = np.cumsum(shares, axis=1)
    assert (np.diff(below, axis=1) >= 0).all()
    # Of users said to be in the youngest band with a chance of x, a share of about x is; with so
    # few users learned from, probabilities are cautious, and up to a tenth off.
    youngest = (answered["age_years"] <= 20).to_numpy()
    for low, high in ((0, 0.4), (0.4, 0.7), (0.7, 1.01)):
        chosen = (shares[:, 0] >= low) & (shares[:, 0] < high)
        assert abs(youngest[chosen].mean() - shares[chosen, 0].mean()) < 0.15
