"""Models of claims: independent computations, planted truth, leaks, and what is said of a video."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sklearn.ensemble import RandomForestClassifier

from plumage.__main__ import main
from plumage.claims import candidates
from plumage.claims.candidates import Encoder, Rule, fit
from plumage.claims.data import (
    LISTS,
    Videos,
    choose_learned,
    group_of,
    labels_of,
    read_videos,
    split_groups,
)
from plumage.claims.files import read_file
from plumage.claims.judging import (
    PROTOCOLS,
    Validation,
    calibration_rows,
    cross_validate,
    judge,
    leak_rows,
)
from plumage.claims.queue import queue_yield
from plumage.claims.run import load_model, run
from plumage.claims.scoring import fit_model, score
from plumage.claims.verified import compare, design_of, holm, leave_out, regress, sample_medians
from plumage.core.errors import PlumageError
from plumage.learning.protocol import Protocol
from support.claims_marts import COURSE, course_videos, drawn_videos, write_claims

QUICK = Protocol(folds=4, repeats=1, replicates=100)
needs_course = pytest.mark.skipif(not COURSE.exists(), reason="the real file is not here")


@pytest.fixture(scope="module", autouse=True)
def few_trees():
    """Forests of few trees: tests ask for facts that hold of any forest."""
    kept = candidates.FAMILIES["forest"]
    few = kept._replace(
        make=lambda seed: RandomForestClassifier(25, min_samples_leaf=5, random_state=seed)
    )
    candidates.FAMILIES["forest"] = few
    yield
    candidates.FAMILIES["forest"] = kept


@pytest.fixture(scope="module")
def drawn() -> pd.DataFrame:
    return drawn_videos()


@pytest.fixture(scope="module")
def judged(drawn: pd.DataFrame) -> tuple[Validation, dict[str, pd.DataFrame]]:
    found = cross_validate(drawn, QUICK, seed=1)
    return found, judge(drawn, found, QUICK, seed=1)


@pytest.fixture(scope="module")
def stored(drawn: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Warehouse after a run, and the model that it kept; two videos are not learned from."""
    folder = tmp_path_factory.mktemp("claims")
    table = drawn.astype({"is_claim": object, "problem": object})
    table.loc[0, [*LISTS["after"][3:], "transcription", "transcription_id"]] = None
    table.loc[0, ["is_claim", "problem"]] = None, "incomplete"
    table.loc[1, "problem"] = "more_likes_than_views"
    warehouse = write_claims(table, folder / "claims.duckdb")
    run(warehouse, seed=1, validation="none", save=folder / "kept")
    return warehouse, folder / "kept"


def gain(tables: dict[str, pd.DataFrame], model: str, metric: str = "auc") -> pd.Series:
    gains = tables["model_gains"].set_index(["model", "other_model", "metric"])
    return gains.loc[(model, "one_rule", metric)]


def values(tables: dict[str, pd.DataFrame], evaluation: str = "cv") -> pd.Series:
    metrics = tables["model_metrics"].query("evaluation == @evaluation")
    return metrics.set_index(["model", "metric"])["value"]


def test_welch_and_holm_are_those_of_the_books():
    rng = np.random.default_rng(3)
    table = drawn_videos(300, seed=2)
    found = compare(table, seed=1).set_index(["measure", "stratum", "method"])
    verified = table["is_verified"].to_numpy()
    views = table["view_count"].to_numpy(float)
    one, other = views[~verified], views[verified]
    parts = [values.var(ddof=1) / values.size for values in (one, other)]
    error = np.sqrt(sum(parts))
    df = sum(parts) ** 2 / sum(
        p**2 / (v.size - 1) for p, v in zip(parts, (one, other), strict=True)
    )
    row = found.loc[("view_count", "all", "welch")]
    assert row["statistic"] == pytest.approx((one.mean() - other.mean()) / error)
    assert row["degrees_of_freedom"] == pytest.approx(df)
    assert row["p_value"] == pytest.approx(2 * stats.t.sf(abs(row["statistic"]), df))
    reach = stats.t.ppf(0.975, df) * error
    assert row["ci_high"] - row["ci_low"] == pytest.approx(2 * reach)
    pairs = np.sign(one[:, None] - other[None, :]).mean()
    assert found.loc[("view_count", "all", "mann_whitney"), "effect"] == pytest.approx(pairs)
    p_values = rng.random(6)
    order = np.argsort(p_values)
    stepped = np.minimum(np.maximum.accumulate(p_values[order] * (6 - np.arange(6))), 1)
    np.testing.assert_allclose(holm(p_values)[order], stepped)


@pytest.mark.parametrize("size", [40, 41])
def test_medians_of_samples_have_the_distribution_of_drawn_ones(size):
    rng = np.random.default_rng(4)
    values = rng.lognormal(size=size)
    drawn = np.median(rng.choice(values, (20_000, size)), axis=1)
    quick = np.concatenate([sample_medians(values, rng) for _ in range(10)])
    shares = (0.025, 0.25, 0.5, 0.75, 0.975)
    scale = drawn.std()
    assert np.abs(np.quantile(drawn, shares) - np.quantile(quick, shares)).max() < 0.15 * scale


def test_the_planted_odds_ratio_is_recovered():
    table = drawn_videos(4000, seed=5, verified_odds=4.0)
    found = regress(table, QUICK, seed=1)
    row = found["claims_odds_ratios"].set_index("term").loc["is_claim"]
    assert row["ci_low"] < 1 / 4 < row["ci_high"]
    assert row["ci_high"] < 0.5
    assert set(found["model_tests"]["test"]) == {"vif", "linearity", "influence", "independence"}
    metrics = values(found)
    assert metrics["logit", "auc"] > 0.6
    assert metrics["logit", "recall"] > 0.3


def test_counts_that_others_foretell_are_left_out_with_the_reason(drawn):
    copied = drawn.assign(like_count=drawn["view_count"] // 2, share_count=drawn["view_count"] // 3)
    design, reasons = leave_out(design_of(copied)[0])
    assert {"like_count", "share_count"} <= set(reasons)
    assert "view_count" in design
    assert "correlation 1.00 with" in reasons["like_count"]


def test_where_views_overlap_a_forest_beats_one_rule(judged):
    row = gain(judged[1], "forest after")
    assert 0 < row["ci_low"] < row["gain"] < row["ci_high"]


def test_where_one_rule_tells_all_nothing_is_gained():
    table = drawn_videos(600, seed=3, one_rule=True)
    tables = judge(table, cross_validate(table, QUICK, seed=1), QUICK, seed=1)
    assert values(tables)["one_rule", "auc"] > 0.995
    row = gain(tables, "chosen after", "accuracy")
    assert row["ci_low"] <= 0


def test_text_tells_something_and_chosen_families_are_marked(judged):
    metrics = values(judged[1])
    assert metrics["chosen at_report_text", "auc"] > metrics["chosen at_report", "auc"] + 0.1
    tried = judged[1]["model_configurations"]
    assert (tried.groupby(["repeat", "fold"])["is_chosen"].sum() == len(LISTS)).all()


def test_shuffled_labels_give_no_skill(judged):
    metrics = judged[1]["model_metrics"].query("evaluation == 'permuted' and metric == 'auc'")
    assert len(metrics) == 2
    assert (metrics["ci_low"] < 0.5).all()
    assert (metrics["ci_high"] > 0.5).all()


def test_equal_texts_are_on_one_side_of_each_split(drawn):
    table = pd.concat([drawn, drawn.head(300).assign(video_id=lambda rows: rows["video_id"] - 1)])
    groups, is_claim = group_of(table), labels_of(table)
    parts = split_groups(is_claim, groups, 5, seed=1)
    assert sorted(np.concatenate([part for _, part in parts])) == list(range(len(table)))
    for rest, part in parts:
        assert not set(groups[rest]) & set(groups[part])
        assert is_claim[part].mean() == pytest.approx(is_claim.mean(), abs=0.06)


def test_a_copy_of_the_label_and_an_id_sorted_by_it_are_named(drawn, judged):
    found = judged[0]
    rows = leak_rows(drawn, found)
    assert (rows["verdict"] == "none").all()
    ids = np.argsort(np.argsort(~found.is_claim, kind="stable"))
    status = np.where(found.is_claim, "seen", "not seen")
    likes = np.where(found.is_claim, 7, 3)
    leaking = drawn.assign(video_id=ids, like_count=likes, author_ban_status=status)
    named = leak_rows(leaking, found).query("verdict == 'leak'")["tested"]
    assert set(named) == {"video_id", "like_count", "author_ban_status"}


def test_labels_reach_no_feature(drawn):
    one = Encoder().fit(drawn).encode(drawn)
    other = drawn.assign(is_claim=~labels_of(drawn), record_order=0, video_id=0)
    other = Encoder().fit(other).encode(other)
    pd.testing.assert_frame_equal(one.numbers, other.numbers)
    assert abs(one.text - other.text).max() == 0


def test_calibration_and_errors_count_every_video(drawn, judged):
    found, tables = judged
    rows = calibration_rows(found, "after")
    assert rows["video_count"].sum() == len(drawn)
    assert (rows["claim_share"] * rows["video_count"]).sum() == pytest.approx(found.is_claim.sum())
    errors = tables["claims_errors"].query("model == 'chosen after'")
    wrong = ((found.chosen("after") >= 0.5) != found.is_claim).sum()
    assert (errors.groupby("group_kind")["error_count"].sum() == wrong).all()
    assert (errors.groupby("group_kind")["video_count"].sum() == len(drawn)).all()


def test_the_queue_counts_claims_at_its_head():
    table = pd.DataFrame({"view_count": np.arange(100, 0, -1)})
    is_claim = np.arange(100) % 2 == 0
    rows = queue_yield(table, is_claim, {"after": is_claim * 0.5 + 0.25}, seed=1)
    found = rows.set_index(["queue_order", "capacity_share"])["claims_per_100"]
    assert found["probability", 0.2] == 100
    assert found["most_viewed", 0.2] == 50
    assert (rows["base_per_100"] == 50).all()


def test_a_text_unlike_those_learned_from_cannot_be_scored(drawn):
    model, _ = fit_model(drawn, seed=1)
    texts = pd.DataFrame({"transcription": [
        "a study says item 7 of oceans", "my view is item 7 of trains",
        "ganz andere Wörter stehen hier", None,
    ]})  # fmt: skip
    found = score(model, texts, show_texts=False)
    assert found["zone"].tolist() == ["review", "none", "cannot", "cannot"]
    assert found["known"].tolist() == ["at_report_text"] * 2 + ["none"] * 2
    assert found["reasons"].tolist() == [
        "wording of claims", "wording of opinions",
        "no counts, and a text unlike those learned from", "no counts and no text",
    ]  # fmt: skip
    assert found["probability"].notna().tolist() == [True, True, False, False]
    assert "says “says”" in score(model, texts, show_texts=True)["reasons"].iloc[0]
    told = score(model, drawn.head(50), show_texts=True)["reasons"]
    assert told.str.contains(r"(?:many|few) views \([\d,]+\)").any()
    assert told.str.count(";").max() == 2


def test_every_video_is_scored_and_those_learned_from_by_models_that_had_not_seen_them(stored):
    with duckdb.connect(str(stored[0]), read_only=True) as connection:
        scores = connection.execute("from predictions.claims_scores order by video_id").df()
        validation = connection.execute("select validation from predictions.model_runs").fetchone()
    videos = read_videos(stored[0])
    assert validation == ("none",)
    assert scores["video_id"].tolist() == videos.table["video_id"].tolist()
    assert (scores["zone"] == "cannot").sum() == 1
    model = load_model(stored[1], stored[0])
    seen = score(model, videos.known, show_texts=False)["probability"]
    unseen = scores["probability"].to_numpy()[videos.learned]
    assert videos.learned.size == len(videos.table) - 2
    assert np.mean(seen == unseen) < 0.1


def test_a_kept_model_scores_the_same(stored, drawn):
    warehouse, folder = stored
    found = score(load_model(folder, warehouse), drawn, show_texts=False)
    known = read_videos(warehouse).known
    again = score(fit_model(known, seed=1)[0], drawn, show_texts=False)
    pd.testing.assert_frame_equal(found, again)


def test_files_of_videos_and_of_comments_are_scored(stored, tmp_path, monkeypatch, capsys):
    warehouse, folder = stored
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(warehouse))
    source, output = tmp_path / "new.csv", tmp_path / "scores.csv"
    source.write_text('Comment;Other\n"a study says;\nitem 9 of trains";1\nlauter Unbekanntes;2\n')
    words = ["claims", "score", str(source), "--model", str(folder), "--output", str(output)]
    assert main(words) == 0
    found = pd.read_csv(output)
    assert found["zone"].tolist() == ["review", "cannot"]
    source.write_text(
        "video_id,video_view_count,verified_status\n3,-5,verified\n4,12,not verified\n"
    )
    (table,) = read_file(source)
    assert table["view_count"].isna().tolist() == [True, False]
    assert table["is_verified"].tolist() == [1, 0]
    source.write_text('{"cells": [],\n "metadata": {}}\n')
    assert main(words) == 2
    assert "its first line must name a text" in capsys.readouterr().err


def test_few_labels_are_refused_and_of_many_a_part_is_learned(drawn, monkeypatch, tmp_path):
    duckdb.connect(str(tmp_path / "empty.duckdb")).close()
    with pytest.raises(PlumageError, match="holds no videos: `plumage run` on a folder"):
        read_videos(tmp_path / "empty.duckdb")
    with pytest.raises(PlumageError, match="too few videos with a label: 0 claims"):
        choose_learned(drawn.assign(is_claim=False))
    monkeypatch.setattr("plumage.claims.data.MOST_LEARNED", 500)
    rows = choose_learned(drawn)
    assert rows.size == 500
    assert len(Videos(drawn, {}, rows).known) == 500


@needs_course
def test_the_real_file_gives_the_reference_figures():
    table = course_videos()
    known = table.iloc[choose_learned(table)].reset_index(drop=True)
    assert len(known) == 19_084
    found = compare(known, seed=1).set_index(["measure", "stratum", "method"])
    row = found.loc[("view_count", "all", "welch")]
    assert (row["verified_count"], row["other_count"]) == (1_200, 17_884)
    assert row["statistic"].round(2) == 25.50
    assert round(row["degrees_of_freedom"]) == 1_571
    limits = row[["difference", "ci_low", "ci_high"]].astype(float).round()
    assert limits.tolist() == [174_225, 160_823, 187_626]
    assert row["effect"].round(2) == 0.63
    for stratum, statistic, p_value in (("claims", -0.03, 0.98), ("opinions", 0.24, 0.81)):
        row = found.loc[("view_count", stratum, "welch")]
        assert (row["statistic"].round(2), row["p_value"].round(2)) == (statistic, p_value)
    rest, part = split_groups(labels_of(known), group_of(known), 5, seed=1)[0]
    encoder = Encoder().fit(known.iloc[rest])
    learned, asked = (encoder.encode(known.iloc[rows]) for rows in (rest, part))
    is_claim = labels_of(known)
    rule = Rule("one_rule", learned, is_claim[rest])
    assert rule.question == "view_count"
    assert 9_998 <= rule.limit <= 10_200
    whole = encoder.encode(known)
    called = rule.predict(whole) >= 0.5
    assert is_claim[called].mean().round(3) == 1
    assert called[is_claim].mean().round(3) == 0.990
    text = fit("logistic", "at_report_text", learned, is_claim[rest], 1).predict(asked)
    assert ((text >= 0.5) == is_claim[part]).mean().round(3) == 1
    assert leak_order(known) == "leak"


def leak_order(known: pd.DataFrame) -> str:
    """Verdict on the place of videos in the file."""
    scores = {"logistic at_report_text": [np.full(len(known), 0.5)]}
    found = Validation(labels_of(known), labels_of(known), scores=scores)
    return leak_rows(known, found).set_index("tested").loc["record_order", "verdict"]


def test_protocols_judge_as_the_command_says():
    shapes = {name: (one.folds, one.repeats) for name, one in PROTOCOLS.items()}
    assert shapes == {"quick": (5, 1), "full": (10, 3), "none": (2, 1)}
