"""Behaviour by age band against pandas, NumPy, SciPy, statsmodels, and against what is planted."""

from __future__ import annotations

import hashlib
import json

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from support.places import ROOT
from support.project import Project, succeed

ANALYSES = sorted((ROOT / "analysis" / "behaviour").glob("*.sql"))
REPLICATES = 200
MIN_GROUP_USERS = 10
WINSORISED_SHARE = 0.02
TABLES = (
    "int_users__behaviour_measured",
    "int_behaviour__weights_drawn",
    "int_behaviour__replicates_summed",
    "int_behaviour__bands_compared",
    "fct_behaviour_trends",
    "rpt_behaviour_by_age_band",
    "rpt_daily_hours_by_age_band",
    "rpt_posting_hours_by_age_band",
    "rpt_emoji_by_age_band",
)


def read(project: Project, table: str) -> pd.DataFrame:
    with duckdb.connect(str(project.warehouse), read_only=True) as connection:
        connection.execute("set search_path = 'marts,intermediate'")
        return connection.execute(f"select * from {table} order by all").df()


@pytest.fixture(scope="module")
def report(built) -> pd.DataFrame:
    rows = read(built, "rpt_behaviour_by_age_band")
    return rows.set_index(["age_band_id", "measure"]).sort_index()


def compared_measures(built) -> pd.DataFrame:
    """Rows of ref_features that age bands are compared by."""
    return read(built, "reference.ref_features").query("section.notna()").set_index("feature")


@pytest.fixture(scope="module")
def values(built) -> pd.DataFrame:
    """Labelled users in the order of their ids: band, and measures as winsorised numbers."""
    users = read(built, "dim_age_users").query("role == 'labelled'").set_index("user_id")
    features = read(built, "feat_users").set_index("user_id")
    originals = read(built, "int_users__originals").set_index("user_id")
    scales = compared_measures(built)["scale"]
    wide = features.join(originals, how="left").reindex(users.index)[list(scales.index)]
    numbers = wide.astype("object").where(wide.notna(), None).apply(pd.to_numeric).astype(float)
    plain = list(scales.index[scales == "plain"])
    numbers[plain] = numbers[plain].apply(winsorised)
    return numbers.copy().assign(age_band_id=users["age_band_id"].astype(int)).sort_index()


def winsorised(numbers: pd.Series) -> pd.Series:
    """Draw what is beyond the limits in to them, unless both are one."""
    shares = [WINSORISED_SHARE, 1 - WINSORISED_SHARE]
    low, high = np.quantile(numbers.dropna(), shares, method="inverted_cdf")
    return numbers.clip(low, high) if low < high else numbers


@pytest.fixture(scope="module")
def shown(values) -> pd.DataFrame:
    """Which measures of which bands have users enough, bands by measures."""
    return values.groupby("age_band_id").count() >= MIN_GROUP_USERS


def others_of(values: pd.DataFrame, shown: pd.DataFrame, band: int, measure: str) -> pd.Series:
    """Values of all other bands that are shown."""
    bands = set(shown.index[shown[measure]]) - {band}
    return values.loc[values["age_band_id"].isin(bands), measure].dropna()


def test_values_are_means_over_users_of_winsorised_numbers(built, report, values, shown):
    measures = compared_measures(built)
    back = {"log1p": np.expm1, "log": np.exp}
    assert set(measures["scale"]) == {*back, "plain"}
    for (band, measure), row in report.iterrows():
        own = values.loc[values["age_band_id"] == band, measure]
        assert row["is_suppressed"] == (own.count() < MIN_GROUP_USERS)
        if row["is_suppressed"]:
            assert row[["user_count", "value", "difference", "p_value"]].isna().all()
            continue
        assert (row["user_count"], row["missing_user_count"]) == (own.count(), own.isna().sum())
        assert row["is_small"] == (own.count() <= 30)
        scale, divisor = measures.loc[measure, ["scale", "divisor"]]
        restore = back.get(scale, lambda mean, divisor=divisor: mean / divisor)
        others = others_of(values, shown, band, measure)
        assert row["value"] == pytest.approx(restore(own.mean()), rel=1e-8, abs=1e-8)
        assert row["other_value"] == pytest.approx(restore(others.mean()), rel=1e-8, abs=1e-8)
        assert row["value_low"] <= row["value"] <= row["value_high"]
        if row["p_value"] == row["p_value"]:
            assert row["difference_low"] <= row["difference"] <= row["difference_high"]
            # an interval holds 0 where the test finds nothing, and the other way round
            holds_none = row["difference_low"] <= 0 <= row["difference_high"]
            assert holds_none == (row["p_value"] >= 0.05)


def test_winsorising_keeps_yes_and_no_and_what_hardly_anybody_does(built):
    rows = read(built, "int_users__behaviour_measured").dropna(subset=["measure_value"])
    changed = rows[rows["measure_value"] != rows["winsorised_value"]].groupby("measure").size()
    users = rows.groupby("measure").size()
    assert len(changed) > 30
    assert (changed <= 2 * WINSORISED_SHARE * users[changed.index]).all()
    kinds = rows.groupby("measure")["measure_value"].nunique()
    assert not set(changed.index) & set(kinds.index[kinds <= 2])
    spread = rows.groupby("measure")[["measure_value", "winsorised_value"]].std()
    assert ((spread["winsorised_value"] > 0) == (spread["measure_value"] > 0)).all()
    # a few who shout in every letter must not carry a band's mean
    capitals = rows[rows["measure"] == "uppercase_share"]
    assert capitals["winsorised_value"].max() < capitals["measure_value"].max() / 2


def poisson_weight(user: int, replicate: int) -> float:
    """Quantile of the Poisson distribution at the replicate's four digits of the user's md5."""
    digest = hashlib.md5(f"{user}:{replicate // 8 * 8}".encode()).hexdigest()
    start = replicate % 8 * 4
    middle = (int(digest[start : start + 4], 16) + 0.5) / 65536
    return float(stats.poisson.ppf(middle, 1))


def test_weights_are_poisson_numbers_of_user_and_replicate(built, values):
    found = read(built, "int_behaviour__weights_drawn")
    assert len(found) == REPLICATES * values["age_band_id"].nunique()
    for row in found.sample(60, random_state=1).itertuples():
        users = values.index[values["age_band_id"] == row.age_band_id]
        expected = [poisson_weight(user, row.replicate) for user in users]
        assert list(row.user_weights) == expected
    weights = np.concatenate(found["user_weights"].to_list())
    assert weights.mean() == pytest.approx(1, abs=0.02)
    assert weights.var() == pytest.approx(1, abs=0.03)


def bootstrap_errors(values, shown, band, measure, weights) -> tuple[float, float]:
    """Spread of the mean and of the difference over replicates (weights: replicates by users)."""
    own = ((values["age_band_id"] == band) & values[measure].notna()).to_numpy()
    others = values.index.isin(others_of(values, shown, band, measure).index)
    numbers = values[measure].fillna(0).to_numpy()
    mean = weights[:, own] @ numbers[own] / weights[:, own].sum(axis=1)
    other_mean = weights[:, others] @ numbers[others] / weights[:, others].sum(axis=1)
    return mean.std(ddof=1), (mean - other_mean).std(ddof=1)


def test_errors_equal_a_bootstrap_of_the_same_weights_and_one_of_numpy(built, values, shown):
    found = read(built, "int_behaviour__errors_estimated").set_index(["age_band_id", "measure"])
    weights = np.empty((REPLICATES, len(values)))
    for row in read(built, "int_behaviour__weights_drawn").itertuples():
        weights[row.replicate, values["age_band_id"] == row.age_band_id] = row.user_weights
    drawn = np.random.default_rng(6).poisson(1, (1500, len(values))).astype(float)
    ratios = []
    for (band, measure), row in found.iterrows():
        pair = row[["mean_error", "difference_error"]].to_numpy()
        same = bootstrap_errors(values, shown, band, measure, weights)
        np.testing.assert_allclose(pair, same, rtol=1e-7, atol=1e-12)
        other = bootstrap_errors(values, shown, band, measure, drawn)
        own = values.loc[values["age_band_id"] == band, measure]
        if min(other) > 0 and (own != own.mode()[0]).sum() >= 10:
            ratios.append(pair / other)
    ratios = np.array(ratios)
    assert len(ratios) > 200
    # the standard deviation of 200 numbers is itself known to 5 %
    assert np.abs(ratios.mean(axis=0) - 1).max() < 0.03
    assert np.abs(ratios - 1).max() < 0.3
    assert ratios.std(axis=0).max() < 0.08


def test_tests_and_margins_are_students_and_q_values_are_those_of_statsmodels(built):
    bands = read(built, "int_behaviour__bands_averaged").set_index(["age_band_id", "measure"])
    found = read(built, "int_behaviour__bands_compared").set_index(["age_band_id", "measure"])
    tests = read(built, "int_behaviour__differences_tested").set_index(["age_band_id", "measure"])
    rows = found.join(bands[["user_count", "other_user_count"]]).join(tests, how="inner")
    assert len(rows) > 200
    degrees = rows[["user_count", "other_user_count"]].min(axis=1).clip(upper=REPLICATES) - 1
    t_values = rows["difference"].abs() / rows["difference_error"]
    expected = 2 * stats.t.sf(t_values, degrees)
    np.testing.assert_allclose(rows["p_value"], expected, rtol=1e-12)
    margins = stats.t.ppf(0.975, degrees) * rows["difference_error"]
    np.testing.assert_allclose(rows["difference_margin"], margins, rtol=1e-12)
    adjusted = multipletests(rows["p_value"], method="fdr_bh")[1]
    np.testing.assert_allclose(rows["q_value"], adjusted, rtol=1e-12)


def test_alike_is_what_lies_within_the_bound(report):
    tested = report[report["q_value"].notna()]
    is_clear = tested["q_value"] <= 0.05
    ends = tested[["standardised_difference_low", "standardised_difference_high"]]
    assert (tested["verdict"].isin(["more", "less"]) == is_clear).all()
    alike = tested["verdict"] == "alike"
    assert not (alike & (is_clear | (ends.abs().max(axis=1) >= 0.2))).any()
    assert set(tested["verdict"]) <= {"more", "less", "alike", "unknown"}


def planted_effects(project: Project) -> pd.Series:
    effects = json.loads((project.raw / "planted_effects.json").read_text())["effects"]
    return pd.Series({effect["feature"]: effect["log_odds_per_sd"] for effect in effects})


def test_planted_effects_show_in_their_direction_and_others_hardly(built, report):
    planted = planted_effects(built)
    told = report[report["verdict"].isin(["more", "less"])].reset_index()
    assert told["measure"].isin(planted.index[planted == 0]).sum() <= 1
    youngest = report.loc[1].loc[planted.index]
    assert not ((youngest["verdict"] == "more") & (planted > 0)).any()
    assert not ((youngest["verdict"] == "less") & (planted < 0)).any()
    # what makes older is rarer among the youngest
    assert youngest["standardised_difference"].corr(planted) < -0.5


def test_every_measure_is_a_feature_or_the_share_of_originals(values):
    # what is not would have no value at all; and the made-up users know something of each
    assert values.notna().any().all()


def test_hours_and_emoji_count_users_and_not_tweets(built, values):
    tweets = read(built, "int_tweets__enriched")
    tweets = tweets.merge(values["age_band_id"], left_on="user_id", right_index=True)
    dated = tweets[tweets["local_hour"].notna()]
    slots = dated.groupby(["age_band_id", "user_id", "local_weekday", "local_hour"]).size()
    shares = slots / slots.groupby(level=[0, 1]).transform("sum")
    users = dated.groupby("age_band_id")["user_id"].nunique()
    expected = shares.groupby(level=[0, 2, 3]).sum().div(users, level=0)
    found = read(built, "rpt_posting_hours_by_age_band")
    assert len(found) == 5 * 7 * 24
    found = found[~found["is_suppressed"]]
    assert set(found["age_band_id"]) == set(users.index[users >= MIN_GROUP_USERS])
    keys = found[["age_band_id", "local_weekday", "local_hour"]].itertuples(index=False)
    wanted = [expected.get(tuple(key), 0.0) for key in keys]
    np.testing.assert_allclose(found["tweet_share"], wanted, atol=1e-8)

    index, columns = ["age_band_id", "user_id"], "local_hour"
    days = shares.rename("share").reset_index().pivot_table("share", index, columns, "sum")
    days = days.reindex(columns=range(24)).fillna(0.0)
    daily = read(built, "rpt_daily_hours_by_age_band")
    assert len(daily) == 5 * 24
    daily = daily[~daily["is_suppressed"]].set_index(["age_band_id", "local_hour"])
    for band in found["age_band_id"].unique():
        own, row = days.loc[band], daily.loc[band]
        margin = 1.96 * own.sem()
        np.testing.assert_allclose(row["tweet_share"], own.mean(), atol=1e-8)
        np.testing.assert_allclose(
            row["tweet_share_low"], (own.mean() - margin).clip(lower=0), atol=1e-6
        )
        np.testing.assert_allclose(row["tweet_share_high"], own.mean() + margin, atol=1e-6)
    assert set(daily.index.levels[0]) == set(found["age_band_id"])

    texts = read(built, "int_text_emoji")
    used = tweets[tweets["is_own"]].merge(texts, on="text_id")
    counts = used.groupby(["age_band_id", "emoji"])["user_id"].nunique()
    listed = read(built, "rpt_emoji_by_age_band").set_index(["age_band_id", "emoji"])
    assert len(listed) > 0
    assert listed["user_count"].to_dict() == counts[counts >= MIN_GROUP_USERS].to_dict()


@pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)
def test_analyses_run_in_plain_duckdb(built, path):
    assert built.query(path.read_text())


@pytest.mark.verify
def test_another_build_with_other_threads_gives_the_same_rows(built, copy_project):
    project = copy_project(built)
    before = {table: read(project, table) for table in TABLES}
    succeed(project.dbt("run", "--select", "group:behaviour", "--threads", "1"))
    for table, rows in before.items():
        pd.testing.assert_frame_equal(read(project, table), rows)


@pytest.mark.verify
def test_demo_tells_planted_effects_and_hardly_any_other(demo):
    planted = planted_effects(demo)
    rows = read(demo, "rpt_behaviour_by_age_band").set_index(["age_band_id", "measure"])
    # Who feels better has more emoji too, and these make younger: one hides the other.
    moving = planted[planted != 0].drop("mean_compound")
    youngest = rows.loc[1].loc[moving.index, "verdict"]
    assert (youngest == np.where(moving > 0, "less", "more")).all()
    told = rows[rows["verdict"].isin(["more", "less"])].reset_index()
    # five in a hundred of what is told may be chance, so a row or two of these eight measures
    assert told["measure"].isin(planted.index[planted == 0]).sum() <= 2


SHOWN = ("--vars", "{show_texts: true}")
"""As the demo was built: a part of it is not built under another value."""


@pytest.mark.verify
def test_shuffled_ages_differ_in_next_to_nothing(demo, copy_project):
    project = copy_project(demo)
    claims = []
    for seed in range(3):
        with duckdb.connect(str(project.warehouse)) as connection:
            labels = connection.execute(
                "select user_id, age_years from staging.stg_twitter__age_labels"
                " where age_years is not null order by user_id"
            ).df()
            labels["age_years"] = np.random.default_rng(seed).permutation(labels["age_years"])
            connection.execute(
                "update staging.stg_twitter__age_labels as old set age_years = labels.age_years"
                " from labels where old.user_id = labels.user_id"
            )
        marts = ("int_age_labels__banded", "dim_age_users", "group:behaviour")
        succeed(project.dbt("run", "--full-refresh", *SHOWN, "--select", *marts))
        verdicts = read(project, "rpt_behaviour_by_age_band")["verdict"]
        claims.append(int(verdicts.isin(["more", "less"]).sum()))
    assert sum(claims) <= 2, claims
