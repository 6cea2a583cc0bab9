"""Targeting and errors by group, against examples worked by hand and against plain counting."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from plumage.bands import AgeBands
from plumage.subgroups import errors_by_group
from plumage.targeting import (
    FIGURES,
    REACHED_SHARES,
    Target,
    reached_members,
    targeting_table,
    targets_of,
)

TWO = AgeBands(ids=(1, 2), names=("young", "old"), edges=(30,))


def one_target(is_member: list[bool], score: list[float]) -> Target:
    return Target("30+", "at_least", np.array(is_member), (np.array(score, dtype=float),))


def test_figures_are_those_of_an_example_worked_by_hand():
    # 20 users, 4 wanted; the first four by score are wanted, wanted, not, wanted.
    members = [True, True, False, True, *[False] * 15, True]
    target = one_target(members, list(range(20, 0, -1)))
    table = targeting_table([target], min_group_users=1, seed=1).set_index("reached_share")
    row = table.loc[0.2]
    assert (row["reached_user_count"], row["hit_count"], row["waste_count"]) == (4, 3, 1)
    assert (row["precision"], row["recall"], row["base_rate"]) == (0.75, 0.75, 0.2)
    assert (row["lift"], row["waste_share"]) == (3.75, 0.25)
    assert table.loc[0.01, "reached_user_count"] == 1
    assert table.loc[0.1, "precision"] == 1.0


def test_equal_scores_are_reached_at_random():
    members = np.array([True, False, False, False, True, False, False, False, False, False])
    same = np.zeros(10)
    (hits,) = reached_members(same, members, np.ones((1, 10)))
    # 1, 1, 1 and 2 of ten users, a fifth of whom are members
    np.testing.assert_allclose(hits, [0.2, 0.2, 0.2, 0.4])


def test_resampled_counts_are_those_of_users_repeated():
    rng = np.random.default_rng(3)
    score, members = rng.integers(0, 12, 60).astype(float), rng.random(60) < 0.3
    times = rng.multinomial(60, np.full(60, 1 / 60), size=6)
    found = reached_members(score, members, times.astype(float))
    for row, draws in zip(found, times, strict=True):
        who = np.repeat(np.arange(60), draws)
        for value, share in zip(row, REACHED_SHARES, strict=True):
            reach = max(1, round(60 * share))
            means = []
            for seed in range(300):
                order = np.random.default_rng(seed).permutation(who)
                first = order[np.argsort(-score[order], kind="stable")][:reach]
                means.append(members[first].sum())
            assert value == pytest.approx(np.mean(means), abs=5 * np.std(means) / 300**0.5 + 1e-9)


def test_interval_of_precision_has_the_width_that_theory_gives():
    rng = np.random.default_rng(4)
    score = rng.random(3000)
    target = one_target(rng.random(3000) < 0.3, score)
    row = targeting_table([target], replicates=2000, seed=1).set_index("reached_share").loc[0.2]
    theory = 2 * 1.96 * np.sqrt(0.3 * 0.7 / 600)
    assert row["precision_ci_high"] - row["precision_ci_low"] == pytest.approx(theory, rel=0.1)
    assert row["verdict"] == "not shown better than chance"
    assert row["lift_ci_low"] < 1 < row["lift_ci_high"]


def test_skill_is_called_better_than_chance_and_repeats_are_averaged():
    rng = np.random.default_rng(5)
    ages = rng.integers(18, 60, 800).astype(float)
    noisy = [1 / (1 + np.exp(-(ages - 30 + rng.normal(0, 5, 800)) / 5)) for _ in range(2)]
    bands = [np.column_stack([1 - score, score]) for score in noisy]
    targets = targets_of(ages, TWO, bands, {25: noisy, 30: noisy})
    assert [target.name for target in targets] == ["young", "old", "25+", "30+"]
    table = targeting_table(targets, replicates=200, min_group_users=5, seed=1).set_index(
        ["target", "reached_share"]
    )
    for share in REACHED_SHARES:
        hits = [
            (ages[np.argsort(-score)[: max(1, round(800 * share))]] >= 30).mean() for score in noisy
        ]
        assert table.loc[("30+", share), "precision"] == pytest.approx(np.mean(hits))
    assert table.loc[("30+", 0.05), "verdict"] == "better than chance"
    old, thirty = (table.loc[name, list(FIGURES)] for name in ("old", "30+"))
    pd.testing.assert_frame_equal(old, thirty)


def test_small_cells_are_suppressed_with_everything_they_could_tell():
    members = np.arange(200) < 6
    table = targeting_table(
        [one_target(members, np.arange(200.0)), one_target(~members, np.arange(200.0))],
        min_group_users=10,
        seed=1,
    )
    rare, common = table[:4], table[4:].set_index("reached_share")
    assert rare["is_suppressed"].all()
    # 1 and 5 % of 200 users are 2 and 10
    assert common["is_suppressed"].tolist() == [True, False, False, False]
    kept = ["target", "target_kind", "reached_share", "user_count", "is_suppressed", "verdict"]
    assert rare.drop(columns=kept).isna().all(axis=None)


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
