"""Drift of features as the mart measures it, against a computation of its own in NumPy."""

from __future__ import annotations

import shutil
from itertools import pairwise

import duckdb
import numpy as np
import pandas as pd
import pytest

from plumage.age.profile import PREDICTED, binned, counted
from plumage.age.stored_answers import drift_line
from plumage.encoding.features import FEATURE_BLOCKS, number_columns_of
from support.places import ROOT

NUMBERS = number_columns_of(FEATURE_BLOCKS)
QUESTION = ROOT / "analysis" / "age" / "whether_users_changed.sql"
BAND_EDGES = [1.0, 2.0, 3.0, 4.0]
DRIFTING, VANISHED = "mean_word_length", "link_share"


@pytest.fixture(scope="module")
def measured(built, tmp_path_factory):
    """Every second user learned from; features of the others, one moved and one lost; drift."""
    path = tmp_path_factory.mktemp("drift") / built.warehouse.name
    shutil.copy(built.warehouse, path)
    rng = np.random.default_rng(4)
    with duckdb.connect(str(path)) as connection:
        users = connection.execute("select * from marts.feat_users order by user_id").df()
        roles = np.array(["labelled", "target", "labelled", "other"])[np.arange(len(users)) % 4]
        users["role"] = roles
        users[DRIFTING] += np.where(roles == "other", 100.0, 0.0)
        users.loc[roles == "target", VANISHED] = None
        users["age_band_id"] = rng.integers(1, 6, len(users))
        learned = users[roles == "labelled"]
        profile = pd.concat(
            [binned(floats(learned[name])).assign(feature=name) for name in NUMBERS]
            + [counted(floats(learned["age_band_id"]), BAND_EDGES).assign(feature=PREDICTED)]
        )
        judged = pd.DataFrame({"run_id": ["run"], "subject": ["age"], "validation": ["quick"]})
        for table, rows in (
            ("marts.feat_users", users.drop(columns=["role", "age_band_id"])),
            ("marts.dim_age_users", users[["user_id", "role", "evidence_level"]]),
            ("predictions.training_profile", profile.assign(run_id="run", subject="age")),
            (
                "predictions.age_predictions",
                users[["user_id", "role", "age_band_id"]].assign(
                    run_id="run", has_known_age=roles == "labelled"
                ),
            ),
            ("predictions.model_runs", judged),
        ):
            connection.execute(f"delete from {table}")
            connection.register("rows_made", rows)
            connection.execute(f"insert into {table} by name select * from rows_made")
        drift = connection.execute("select * from marts.fct_age_drift").df()
        listed = connection.execute(QUESTION.read_text()).df()
    return users, drift.set_index(["feature", "population"]), listed, drift_line(path)


def floats(column: pd.Series) -> np.ndarray:
    return pd.to_numeric(column).to_numpy(dtype=float, na_value=np.nan)


def expected_drift(learned: np.ndarray, now: np.ndarray, edges: np.ndarray):
    """Stability index, bins and its mean by chance; by definition, without tables."""
    shares, sizes = [], []
    for values in (learned, now):
        known = values[~np.isnan(values)]
        counts = [np.isnan(values).sum()]
        limits = [-np.inf, *edges, np.inf]
        counts += [((known > low) & (known <= high)).sum() for low, high in pairwise(limits)]
        shares.append(np.array(counts, dtype=float))
        sizes.append(values.size)
    occupied = (shares[0] + shares[1]) > 0
    one, two = (counts[occupied] + 0.5 for counts in shares)
    one, two = one / one.sum(), two / two.sum()
    bins = occupied.sum()
    chance = (bins - 1) * (1 / sizes[0] + 1 / sizes[1])
    return ((two - one) * np.log(two / one)).sum(), bins, chance


@pytest.mark.parametrize("population", ["target", "other", "all"])
def test_index_is_that_of_its_definition_for_every_feature(measured, population):
    users, drift, *_ = measured
    learned = users[users["role"] == "labelled"]
    now = users if population == "all" else users[users["role"] == population]
    for name in NUMBERS:
        values = floats(learned[name])
        known = np.sort(values[~np.isnan(values)])
        edges = np.array([])
        if known.size:
            ranks = np.ceil(np.arange(1, 10) / 10 * known.size - 1e-9).astype(int) - 1
            edges = np.unique(known[ranks])
            edges = edges[edges < known[-1]]
        index, bins, chance = expected_drift(values, floats(now[name]), edges)
        found = drift.loc[(name, population)]
        assert found["stability_index"] == pytest.approx(index, abs=1e-12), name
        assert found["bin_count"] == bins
        assert found["expected_by_chance"] == pytest.approx(chance)
        assert found["user_count"] == len(now)


def test_users_learned_from_have_not_drifted_from_themselves(measured):
    _, drift, *_ = measured
    same = drift.xs("labelled", level="population")
    assert set(same.index) == set(NUMBERS)
    assert (same["stability_index"] == 0).all()
    assert (same["verdict"] == "stable").all()


def test_what_moved_or_vanished_is_much_drift_and_what_is_drawn_alike_seldom(measured):
    _, drift, *_ = measured
    assert drift.loc[(DRIFTING, "other"), "verdict"] == "much drift"
    assert drift.loc[(VANISHED, "target"), "verdict"] == "much drift"
    rest = drift.drop(index=[DRIFTING, VANISHED, PREDICTED], level="feature")
    alike = rest[rest.index.get_level_values("population").isin(["target", "other"])]
    assert alike["verdict"].isin(["some drift", "much drift"]).mean() < 0.02
    # Without a look at chance the usual limit would cry wolf about so few users.
    assert (alike["stability_index"] >= 0.1).mean() > 0.2


def test_published_bands_are_compared_for_users_who_were_not_learned_from(measured):
    users, drift, *_ = measured
    learned, now = (
        floats(users.loc[users["role"] == role, "age_band_id"]) for role in ("labelled", "target")
    )
    index, bins, _ = expected_drift(learned, now, np.array(BAND_EDGES))
    found = drift.loc[(PREDICTED, "target")]
    assert found["stability_index"] == pytest.approx(index)
    assert found["bin_count"] == bins == len(BAND_EDGES) + 1
    assert (PREDICTED, "labelled") not in drift.index
    assert drift.loc[(PREDICTED, "all"), "user_count"] == (users["role"] != "labelled").sum()


def test_analysis_lists_what_drifted_by_more_than_chance_the_furthest_first(measured):
    _, drift, listed, _ = measured
    assert len(listed) == drift["verdict"].isin(["some drift", "much drift"]).sum()
    assert set(listed["feature"].head(4)) >= {DRIFTING, VANISHED}
    assert listed["stability_index"].is_monotonic_decreasing


def test_whoever_answers_with_a_kept_model_is_told_of_drift(measured):
    *_, said = measured
    counted = len(NUMBERS) + 1
    assert f" of {counted} features" in said


@pytest.mark.parametrize(("moved", "words"), [(4, "chance alone"), (5, "WARNING")])
def test_warning_of_drift_is_more_than_chance_brings(moved, words, tmp_path):
    path = tmp_path / "warehouse.duckdb"
    verdicts = ["much drift"] * moved + ["stable"] * (200 - moved)
    frame = pd.DataFrame({"verdict": verdicts, "population": "all"})
    frame["feature"] = [f"feature_{place}" for place in range(200)]
    frame["stability_index"] = np.linspace(1, 0, 200)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.drift as select * from frame")
        connection.execute("create view marts.fct_age_drift as select * from marts.drift")
    said = drift_line(path)
    assert words in said
    assert f"{moved} of 200 features" in said
    assert ("most of all feature_0, feature_1, feature_2 " in said) == (words == "WARNING")
