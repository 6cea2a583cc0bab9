"""predict.py on data that lacks something: users, bands, blocks, values."""

from __future__ import annotations

import warnings

import pandas as pd
import pytest

from plumage.encoding.features import FEATURE_BLOCKS
from support.made_up_marts import make_marts
from support.predict_runs import JUDGED, run_predict


@pytest.fixture(autouse=True)
def strict():
    """Let any library's warning fail the test: users would see it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def bands(*edges: int) -> pd.DataFrame:
    lower = [None, *edges]
    upper = [*(edge - 1 for edge in edges), None]
    return pd.DataFrame(
        {
            "age_band_id": range(1, len(lower) + 1),
            "age_band": [f"band {position}" for position in range(1, len(lower) + 1)],
            "min_age_years": pd.array(lower, dtype="Int64"),
            "max_age_years": pd.array(upper, dtype="Int64"),
        }
    )


@pytest.mark.parametrize("edges", [(30,), (19, 20, 22, 25, 30), (20, 30, 60, 75)])
def test_any_number_of_bands_serves_even_empty_ones(edges, tmp_path):
    marts = make_marts(labelled=70, targets=8, others=2)
    marts.ref_age_bands = bands(*edges)
    run = run_predict(marts, tmp_path)
    assert run.status == 0
    probabilities = run.table("age_band_probabilities")
    assert set(probabilities["age_band_id"]) == set(range(1, len(edges) + 2))
    assert probabilities.groupby("user_id")["probability"].sum().between(0.999999, 1.000001).all()
    published = run.table("age_predictions")
    lower = marts.ref_age_bands.set_index("age_band_id")["min_age_years"].fillna(0)
    assert (published["predicted_age_years"] >= lower.loc[published["age_band_id"]].array).all()


@pytest.mark.parametrize("labelled", [20, 45])
def test_few_labelled_users_are_enough_and_said_to_be_few(labelled, tmp_path, capsys):
    marts = make_marts(labelled=labelled, targets=8, others=2)
    run = run_predict(marts, tmp_path, protocol=JUDGED)
    assert run.status == 0
    assert f"only {labelled} labelled users" in capsys.readouterr().out
    assert len(run.rows()) == 1 + len(marts.dim_prediction_targets)


def test_optional_files_may_be_absent(tmp_path):
    marts = make_marts(labelled=70, targets=8, others=2)
    for name in FEATURE_BLOCKS["network"]:
        marts.feat_users[name] = pd.array([None] * len(marts.feat_users), dtype="Float64")
    marts.feat_user_accounts = marts.feat_user_accounts.iloc[:0]
    levels = marts.feat_users["evidence_level"].replace("network_only", "none")
    marts.feat_users["evidence_level"] = marts.dim_age_users["evidence_level"] = levels
    run = run_predict(marts, tmp_path)
    assert run.status == 0
    left_out = run.table("age_model_coefficients").dropna(subset="left_out_because")
    reasons = left_out.set_index("term")["left_out_because"]
    assert reasons["followed_mean_account_age_days"] == "no value"


@pytest.mark.parametrize("blocks", [("account", "bio"), ("activity", "style"), ("network",)])
def test_constant_blocks_only_drop_their_terms(blocks, tmp_path):
    marts = make_marts(labelled=40, targets=5, others=2)
    for block in blocks:
        for name in FEATURE_BLOCKS[block]:
            known = marts.feat_users[name].notna()
            marts.feat_users.loc[known, name] = marts.feat_users[name].dropna().iloc[0]
    assert run_predict(marts, tmp_path).status == 0


@pytest.mark.parametrize(
    "tables",
    [
        ("feat_user_texts", "feat_user_terms", "feat_user_categories"),
        ("feat_user_accounts", "feat_user_texts"),
    ],
)
def test_facts_that_nobody_has_are_left_out(tables, tmp_path):
    marts = make_marts(labelled=40, targets=5, others=2)
    for name in tables:
        setattr(marts, name, getattr(marts, name).iloc[:0])
    assert run_predict(marts, tmp_path).status == 0


def test_nothing_tells_users_apart(tmp_path):
    """Only evidence levels are known: everybody of one gets the same answer."""
    marts = make_marts(labelled=40, targets=5, others=2)
    for name in set(marts.feat_users) - {"user_id", "evidence_level"}:
        marts.feat_users[name] = pd.array([None] * len(marts.feat_users), dtype="Float64")
    for name in ("texts", "terms", "categories", "accounts"):
        facts = getattr(marts, f"feat_user_{name}")
        setattr(marts, f"feat_user_{name}", facts.iloc[:0])
    run = run_predict(marts, tmp_path)
    assert run.status == 0
    answers = run.table("age_predictions").groupby("evidence_level")["predicted_age_exact"]
    assert (answers.min() == answers.max()).all()


def test_no_user_has_evidence(tmp_path):
    marts = make_marts(labelled=30, targets=5, others=2)
    marts.feat_users["evidence_level"] = marts.dim_age_users["evidence_level"] = "none"
    run = run_predict(marts, tmp_path)
    assert run.status == 0
    ages = marts.dim_age_users["age_years"].dropna().astype(int)
    assert {int(age) for _, age in run.rows()[1:]} == {int(ages.quantile(interpolation="lower"))}


def test_level_that_no_labelled_user_has_is_predicted(tmp_path):
    marts = make_marts(labelled=60, targets=10, others=2)
    labelled = marts.dim_age_users["role"] == "labelled"
    for frame in (marts.feat_users, marts.dim_age_users):
        frame.loc[labelled, "evidence_level"] = "full"
        frame.loc[~labelled, "evidence_level"] = "profile_only"
    run = run_predict(marts, tmp_path)
    assert run.status == 0
    ages = run.table("age_predictions").query("role == 'target'")["predicted_age_exact"]
    assert len(set(ages)) > 1


def test_no_held_out_age_is_known(tmp_path, capsys):
    marts = make_marts(labelled=40, targets=5, others=2)
    marts.fct_held_out_labels = marts.fct_held_out_labels.iloc[:0]
    run = run_predict(marts, tmp_path, protocol=JUDGED)
    assert run.status == 0
    assert "no held-out score" in capsys.readouterr().out
    assert "held_out" not in set(run.table("model_metrics")["evaluation"])
