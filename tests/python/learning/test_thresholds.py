"""Targeting and errors by group, against examples worked by hand and against plain counting."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from plumage.age.bands import AgeBands
from plumage.age.subgroups import errors_by_group
from plumage.age.targets import targets_of
from plumage.learning.thresholds import REACHES, Target, reach_share, targeting_table

TWO = AgeBands(ids=(1, 2), names=("young", "old"), edges=(30,))


FIGURES = ("precision", "recall", "lift", "waste_share")


def one_target(is_member: list[bool], *scores: list[float]) -> Target:
    repeats = tuple(np.array(score, dtype=float) for score in scores)
    return Target("30+", "at_least", np.array(is_member), repeats)


def rows_of(targets: list[Target], rule: str, **options: object) -> pd.DataFrame:
    table = targeting_table(targets, **options)
    return table[table["reach_rule"] == rule].set_index("reach_value")


def test_figures_are_those_of_an_example_worked_by_hand():
    # 20 users, 4 wanted; the first four by score are wanted, wanted, not, wanted.
    members = [True, True, False, True, *[False] * 15, True]
    target = one_target(members, np.arange(20, 0, -1) / 20)
    by_share = rows_of([target], "share", min_group_users=1)
    row = by_share.loc[0.2]
    assert (row["reached_user_count"], row["hit_count"], row["waste_count"]) == (4, 3, 1)
    assert (row["precision"], row["recall"], row["base_rate"]) == (0.75, 0.75, 0.2)
    assert (row["lift"], row["waste_share"]) == (3.75, 0.25)
    assert row["claimed_precision"] == pytest.approx((1 + 0.95 + 0.9 + 0.85) / 4)
    assert by_share.loc[0.01, "reached_user_count"] == 1
    assert by_share.loc[0.1, "precision"] == 1.0
    # 0.9 is reached by the first three, 0.7 by the first seven
    by_cut_off = rows_of([target], "cut_off", min_group_users=1)
    assert by_cut_off["reached_user_count"].tolist() == [15, 11, 7, 3]
    assert by_cut_off["hit_count"].tolist() == [3, 3, 3, 2]
    assert by_cut_off.loc[0.9, "claimed_precision"] == pytest.approx(0.95)


def test_limits_are_exact_and_leave_room_where_all_are_hits():
    members = np.arange(1400) < 207
    score = np.where(np.arange(1400) < 14, 0.95, np.where(members, 0.3, 0.1))
    row = rows_of([one_target(members, score)], "share").loc[0.01]
    assert (row["hit_count"], row["precision"]) == (14, 1)
    assert row["precision_ci_low"] == pytest.approx(0.768, abs=5e-4)
    assert (row["precision_ci_high"], row["waste_share_ci_low"]) == (1, 0)
    assert row["waste_share_ci_high"] == pytest.approx(1 - row["precision_ci_low"])
    recall = binomtest(14, 207).proportion_ci(0.95)
    assert tuple(row[["recall_ci_low", "recall_ci_high"]]) == pytest.approx(tuple(recall))
    assert row["lift_ci_low"] == pytest.approx(row["precision_ci_low"] / (207 / 1400))
    assert row["verdict"] == "better than chance"


def test_equal_scores_are_reached_at_random():
    members = [True, False, False, False, True, False, False, False, False, False]
    # 1, 1, 1 and 2 of ten users, a fifth of whom are members
    table = rows_of([one_target(members, np.zeros(10))], "share", min_group_users=1)
    np.testing.assert_allclose(table["hit_count"], [0.2, 0.2, 0.2, 0.4])
    chances = reach_share(np.array([0.5, 0.9, 0.5, 0.1, 0.5]), 0.4)
    np.testing.assert_allclose(chances, [1 / 3, 1, 1 / 3, 0, 1 / 3])


def test_counts_are_conserved_and_who_asks_for_less_reaches_more():
    rng = np.random.default_rng(3)
    score = rng.integers(0, 40, 600) / 40
    target = one_target(rng.random(600) < score, score, rng.permutation(score))
    for rule, grows in (("share", 1), ("cut_off", -1)):
        table = rows_of([target], rule, min_group_users=1)
        np.testing.assert_allclose(
            table["hit_count"] + table["waste_count"], table["reached_user_count"]
        )
        for count in ("reached_user_count", "hit_count", "waste_count", "recall"):
            assert (np.diff(table[count]) * grows > 0).all()
        assert (table["precision_ci_low"] < table["precision"]).all()
        assert (table["precision"] < table["precision_ci_high"]).all()
    cut_offs = REACHES["cut_off"]
    expected = [np.mean([(one >= cut_off).sum() for one in target.scores]) for cut_off in cut_offs]
    assert table["reached_user_count"].tolist() == expected


def test_honest_probabilities_claim_what_is_observed():
    rng = np.random.default_rng(4)
    score = rng.random(5000)
    honest, bold = (
        rows_of([one_target(rng.random(5000) < score * part, score)], "cut_off", confidence=0.999)
        for part in (1, 0.7)
    )
    for table, is_kept in ((honest, True), (bold, False)):
        claimed = table["claimed_precision"]
        held = claimed.between(table["precision_ci_low"], table["precision_ci_high"])
        assert (held == is_kept).all()


def test_skill_is_called_better_than_chance_and_repeats_are_averaged():
    rng = np.random.default_rng(5)
    ages = rng.integers(18, 60, 800).astype(float)
    noisy = [1 / (1 + np.exp(-(ages - 30 + rng.normal(0, 5, 800)) / 5)) for _ in range(2)]
    bands = [np.column_stack([1 - score, score]) for score in noisy]
    targets = targets_of(ages, TWO, bands, {25: noisy, 30: noisy})
    assert [target.name for target in targets] == ["young", "old", "25+", "30+"]
    table = targeting_table(targets, min_group_users=5)
    assert len(table) == len(targets) * sum(len(values) for values in REACHES.values())
    by_share = table[table["reach_rule"] == "share"].set_index(["target", "reach_value"])
    for share in REACHES["share"]:
        hits = [
            (ages[np.argsort(-score)[: max(1, round(800 * share))]] >= 30).mean() for score in noisy
        ]
        assert by_share.loc[("30+", share), "precision"] == pytest.approx(np.mean(hits))
    assert by_share.loc[("30+", 0.05), "verdict"] == "better than chance"
    old, thirty = (by_share.loc[name, list(FIGURES)] for name in ("old", "30+"))
    pd.testing.assert_frame_equal(old, thirty)
    chance = one_target(ages >= 30, rng.random(800))
    row = rows_of([chance], "share").loc[0.2]
    assert row["verdict"] == "not shown better than chance"
    assert row["lift_ci_low"] < 1 < row["lift_ci_high"]


def test_small_cells_are_suppressed_with_everything_they_could_tell():
    members = np.arange(200) < 6
    score = np.arange(200) / 200
    table = targeting_table(
        [one_target(members, score), one_target(~members, score)], min_group_users=10
    )
    count = sum(len(values) for values in REACHES.values())
    rare, common = table[:count], table[count:]
    assert rare["is_suppressed"].all()
    # 1 and 5 % of 200 users are 2 and 10; 20 are at 0.9 or above
    assert common["is_suppressed"].tolist() == [True, *[False] * 7]
    kept = ["target", "target_kind", "reach_rule", "reach_value", "user_count"]
    assert rare.drop(columns=[*kept, "is_suppressed", "verdict"]).isna().all(axis=None)
    nobody = rows_of([one_target(~members, np.full(200, 0.2))], "cut_off")
    assert nobody["verdict"].eq("suppressed: too few users").all()


def test_error_and_bias_by_group_are_plain_means_beside_the_median():
    rng = np.random.default_rng(6)
    ages = np.r_[np.full(150, 20.0), np.full(50, 40.0), np.full(4, 70.0)]
    years = [np.r_[rng.integers(18, 23, 150), np.full(50, 30.0 + shift), np.full(4, 30.0)]
             for shift in (0, 2)]  # fmt: skip
    bands = np.repeat(["young", "old", "oldest"], [150, 50, 4])
    predicted = [np.where(repeat < 31, "young", "old") for repeat in years]
    table = errors_by_group(
        years, ages, {"age_band": bands, "predicted_band": predicted}, replicates=400, seed=1
    ).set_index(["group_kind", "group_value"])
    old = table.loc[("age_band", "old")]
    assert (old["mae"], old["bias_years"], old["user_count"]) == (9.0, -9.0, 50)
    assert (old["floor_mae"], old["floor_bias_years"], old["bias_verdict"]) == (
        20,
        -20,
        "too young",
    )
    young = table.loc[("age_band", "young")]
    plain = np.mean([np.abs(repeat[:150] - 20).mean() for repeat in years])
    assert young["mae"] == pytest.approx(plain)
    assert young["bias_ci_low"] < young["bias_years"] < young["bias_ci_high"]
    # 150 + 50 + 4 users in one repeat, 150 + 4 in the other
    assert table.loc[("predicted_band", "young"), "user_count"] == 179
    assert table.loc[("predicted_band", "old"), "bias_years"] == -8.0
    oldest = table.loc[("age_band", "oldest")]
    assert oldest["is_suppressed"]
    assert oldest[["user_count", "mae", "bias_years", "floor_mae"]].isna().all()


def test_interval_of_a_bias_holds_the_truth_as_often_as_it_says():
    held = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        ages, bias = rng.normal(30, 5, 60), rng.normal(-1, 3, 60)
        group = {"half": np.where(np.arange(60) < 30, "a", "b")}
        table = errors_by_group([ages + bias], ages, group, replicates=200, seed=seed)
        row = table[table["group_value"] == "a"].iloc[0]
        held += row["bias_ci_low"] <= -1 <= row["bias_ci_high"]
    # percentile intervals of 30 users hold the truth some 93 times; fewer than 85 has 0.4 %
    assert held >= 85
