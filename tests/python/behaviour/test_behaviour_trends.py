"""Trends with age against SciPy and statsmodels; with shuffled ages there are none."""

from __future__ import annotations

import re

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from plumage.udf import inference
from support.project import Project

SHUFFLES = 60
FALSE_DISCOVERY_RATE = 0.05
BOUND = 0.2 / np.sqrt(0.2**2 + 4)
"""Correlation as large as a difference of 0.2 standard deviations between halves."""


def read(project: Project, query: str) -> pd.DataFrame:
    with duckdb.connect(str(project.warehouse), read_only=True) as connection:
        return connection.execute(query).df()


@pytest.fixture(scope="module")
def trends(built) -> pd.DataFrame:
    return read(built, "from marts.fct_behaviour_trends").set_index("measure").sort_index()


@pytest.fixture(scope="module")
def tested(trends) -> pd.DataFrame:
    found = trends[trends["p_value"].notna()]
    assert len(found) > 80
    return found


@pytest.fixture(scope="module")
def values(built) -> pd.DataFrame:
    """Labelled users: their ages, and what feat_users and the kinds of their tweets tell."""
    features = read(built, "from marts.feat_users")
    originals = read(built, "select user_id, original_share from intermediate.int_users__originals")
    ages = read(built, "select user_id, age_years from marts.dim_age_users where role = 'labelled'")
    return features.merge(ages, on="user_id").merge(originals, on="user_id", how="left")


def test_coefficients_and_p_values_are_those_of_scipy(tested, values):
    for measure, row in tested.iterrows():
        pairs = values[[measure, "age_years"]].dropna().astype(float)
        expected = stats.spearmanr(pairs[measure], pairs["age_years"])
        assert row["user_count"] == len(pairs)
        assert row["rarer_user_count"] == (pairs[measure] != pairs[measure].mode()[0]).sum()
        assert row["rank_correlation"] == pytest.approx(expected.statistic, abs=1e-9)
        assert row["p_value"] == pytest.approx(expected.pvalue, rel=1e-9)


def test_q_values_are_those_of_statsmodels_and_intervals_hold_their_coefficient(tested):
    adjusted = multipletests(tested["p_value"], method="fdr_bh")[1]
    np.testing.assert_allclose(tested["q_value"], adjusted, rtol=1e-12)
    rho, low, high = (tested[f"rank_correlation{end}"].to_numpy() for end in ("", "_low", "_high"))
    assert ((low >= -1) & (low < rho) & (rho < high) & (high <= 1)).all()
    # near 0 the interval is that of Pearson's coefficient, which SciPy knows
    errors = (np.arctanh(high) - np.arctanh(low)) / 2 / stats.norm.ppf(0.975)
    pearsons = 1 / np.sqrt(tested["user_count"] - 3)
    np.testing.assert_allclose(errors, pearsons * np.sqrt(1 + rho**2 / 2), rtol=1e-6)


def test_intervals_hold_the_coefficient_in_95_of_100_samples():
    """Of pairs with a true rank correlation of 0.48 (a normal one of 0.5), 2,000 samples of 60."""
    random = np.random.default_rng(4)
    samples = random.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], size=(2000, 60))
    found = pa.array([stats.spearmanr(sample).statistic for sample in samples])
    limits = inference.assess_correlations(found, pa.array([60] * 2000)).to_pandas()
    true = 6 / np.pi * np.arcsin(0.5 / 2)
    held = np.mean([limit["low"] <= true <= limit["high"] for limit in limits])
    assert 0.935 <= held <= 0.965


def test_verdicts_follow_from_q_values_and_intervals(tested):
    for row in tested.itertuples():
        could_differ = 4 * row.rarer_user_count > 0.04 * (row.user_count - row.rarer_user_count)
        is_within = max(row.rank_correlation_high, -row.rank_correlation_low) < BOUND
        expected = "alike" if is_within and could_differ else "unknown"
        if row.q_value <= FALSE_DISCOVERY_RATE:
            expected = "goes with age"
        assert row.verdict == expected, row
        assert row.direction == ("more with age" if row.rank_correlation > 0 else "less with age")
    # of 230 users, intervals are .13 wide to either side: nothing can be called alike
    assert set(tested["verdict"]) == {"goes with age", "unknown"}


def test_nothing_is_said_where_nothing_can_be():
    rows = inference.assess_correlations(
        pa.array([None, 1.0, 0.5, 0.5, 0.5]), pa.array([9, 9, 2, 3, None])
    ).to_pylist()
    assert rows[0] == rows[2] == rows[4] == {"p_value": None, "low": None, "high": None}
    assert rows[1] == {"p_value": 0.0, "low": 1.0, "high": 1.0}
    assert rows[3] == {"p_value": pytest.approx(2 / 3), "low": None, "high": None}
    assert inference.two_sided_p(pa.array([2.0, None]), pa.array([0, 3])).null_count == 2
    assert inference.t_limit(pa.array([0, None])).null_count == 2


@pytest.fixture(scope="module")
def shuffled(built) -> list[pd.DataFrame]:
    """Trends of the same users, their ages dealt out anew, by the model's own SQL."""
    compiled = built.folder.glob(
        "target/compiled/*/models/marts/behaviour/fct_behaviour_trends.sql"
    )
    sql = next(compiled).read_text(encoding="utf-8")
    # tables alone, whatever the warehouse was called when it was built
    sql = re.sub(r'"\w+"\."\w+"\."(\w+)"', r"\1", sql)
    tables = []
    with duckdb.connect() as connection:
        inference.register(connection)
        connection.execute(f"attach '{built.warehouse}' as built (read_only)")
        connection.execute(
            "create table measured as from built.intermediate.int_users__behaviour_measured"
        )
        connection.execute(
            "create table int_behaviour__measures as select feature as measure, * exclude (feature)"
            " from built.reference.ref_features where section is not null"
        )
        ages = connection.execute(
            "select user_id, any_value(age_years) as age_years from measured group by 1 order by 1"
        ).df()
        for seed in range(SHUFFLES):
            dealt = ages.assign(
                age_years=np.random.default_rng(seed).permutation(ages["age_years"])
            )
            connection.register("dealt", dealt)
            connection.execute(
                "create or replace table int_users__behaviour_measured as"
                " select measured.* replace (dealt.age_years as age_years)"
                " from measured inner join dealt on measured.user_id = dealt.user_id"
            )
            tables.append(connection.execute(sql).df())
    return tables


def test_shuffled_ages_go_with_nothing(shuffled):
    # one table in twenty may hold a false discovery; eight of 60 would be chance in 1 % of cases
    false_tables = sum((table["verdict"] == "goes with age").any() for table in shuffled)
    assert false_tables <= 7
    # and the tests are not that quiet for being dull: p-values are spread as chance spreads them
    p_values = pd.concat(shuffled)["p_value"].dropna()
    for level in (0.05, 0.2, 0.5):
        assert (p_values < level).mean() == pytest.approx(level, rel=0.15)
