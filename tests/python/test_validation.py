"""The protocol: fair splits, no label seen by its own prediction, no skill on shuffled labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from threadpoolctl import threadpool_limits

from made_up_marts import BANDS, make_marts
from plumage import validation
from plumage.accounts import AccountScores
from plumage.bands import AgeBands
from plumage.candidates import CANDIDATES, Setting
from plumage.design import EVIDENCE_BLOCKS, FEATURE_BLOCKS, model_matrix, number_columns_of
from plumage.metrics import METRICS
from plumage.validation import (
    Protocol,
    cross_predict,
    metric_table,
    populations_of,
    shuffled_answers,
    splits,
    strata_of,
)

FITTED = tuple(candidate for candidate in CANDIDATES if not candidate.is_floor)
SPEARMAN = next(metric for metric in METRICS if metric.name == "spearman")
MAE = next(metric for metric in METRICS if metric.name == "mae")
SETTING = Setting(AgeBands.from_frame(BANDS), tuple(EVIDENCE_BLOCKS), seed=1)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Fit as predict.py does: threads wait for each other on data of this size."""
    with threadpool_limits(1):
        yield


def labelled(count: int) -> tuple[pd.DataFrame, np.ndarray]:
    """Model matrix and ages of made-up labelled users."""
    marts = make_marts(labelled=count, targets=2, others=2)
    matrix = model_matrix(marts.feat_users, marts.feat_user_accounts)
    ages = marts.dim_users.dropna(subset="age_years").set_index("user_id")["age_years"]
    ages = ages.sort_index().astype(int)
    return matrix.loc[ages.index], ages.to_numpy()


@pytest.fixture(scope="module")
def users():
    return labelled(150)


@pytest.mark.parametrize("repeats", [1, 3])
def test_each_user_is_tested_once_a_repeat_and_never_trained_on_then(repeats):
    bands = np.repeat([0, 1, 2], [50, 40, 14])
    protocol = Protocol(repeats=repeats)
    found = list(splits(bands, protocol, seed=1))
    assert len(found) == repeats
    for folds in found:
        assert len(folds) == 10
        tested = np.concatenate([test for _, test in folds])
        np.testing.assert_array_equal(np.sort(tested), np.arange(104))
        for train, test in folds:
            assert not set(train) & set(test)
            assert train.size + test.size == 104


def test_folds_have_the_bands_in_their_shares():
    bands = np.repeat([0, 1, 2], [50, 40, 10])
    for _, test in next(splits(bands, Protocol(), seed=1)):
        np.testing.assert_array_equal(np.bincount(bands[test]), [5, 4, 1])


def test_repeats_have_other_parts_and_the_same_seed_the_same():
    bands = np.repeat([0, 1], [60, 40])
    protocol = Protocol(repeats=2)
    first, second = splits(bands, protocol, seed=5)
    assert any(
        (one[1].size != two[1].size) or (one[1] != two[1]).any()
        for one, two in zip(first, second, strict=True)
    )
    again = next(splits(bands, protocol, seed=5))
    for one, two in zip(first, again, strict=True):
        np.testing.assert_array_equal(one[1], two[1])


def test_rare_bands_are_split_together_with_the_next_younger():
    bands = np.repeat([0, 1, 2, 3], [30, 30, 4, 3])
    np.testing.assert_array_equal(strata_of(bands, 10), np.repeat([0, 1], [30, 37]))
    np.testing.assert_array_equal(strata_of(np.repeat([0, 1], [3, 40]), 10), np.ones(43))


def test_own_label_never_reaches_a_users_prediction(users):
    """Another label for one user changes predictions of others only."""
    matrix, ages = users
    protocol = Protocol(folds=3)
    user = 40
    changed = ages.copy()
    # the same band, so that the splits stay as they are
    bands = SETTING.bands.positions_of(ages)
    others = ages[(bands == bands[user]) & (ages != ages[user])]
    changed[user] = others[0]
    for candidate in FITTED:
        before, after = (
            cross_predict(matrix, labels, SETTING, protocol, candidates=[candidate])[candidate.name]
            for labels in (ages, changed)
        )
        assert before[0].years[user] == after[0].years[user]
        assert before[0].threshold_scores[25][user] == after[0].threshold_scores[25][user]


def test_accounts_score_a_training_user_without_that_users_label(users):
    matrix, ages = users
    changed = ages.copy()
    changed[7] += 30
    column = matrix[["followed_accounts"]]
    before, after = (AccountScores().fit_transform(column, labels) for labels in (ages, changed))
    assert before[7, 0] == pytest.approx(after[7, 0], abs=1e-9)
    assert np.abs(before[:, 0] - after[:, 0]).max() > 1e-3


def test_accounts_of_new_users_are_scored_by_all_training_users(users):
    matrix, ages = users
    column = matrix["followed_accounts"]
    scores = AccountScores().fit(column, ages)
    none_known = scores.transform([(), (-5, -6)])
    np.testing.assert_allclose(none_known[:, 1], 0)
    known = scores.transform(column)
    correlation = np.corrcoef(known[:, 0], np.log(ages))[0, 1]
    assert correlation > 0.3


def test_users_without_any_shared_account_get_the_mean(users):
    _, ages = users
    lists = [(user,) for user in range(ages.size)]
    scores = AccountScores().fit_transform(lists, ages)
    np.testing.assert_allclose(scores[:, 0], np.log(ages).mean())


def skill_on_shuffled_labels(seeds: range, candidates=FITTED):
    """Mean rank correlation, and mean share of the constant's MAE that is gained, by model."""
    matrix, ages = labelled(200)
    protocol = Protocol(folds=5, shuffles=1)
    found = {candidate.name: [] for candidate in candidates}
    floor = next(candidate for candidate in CANDIDATES if candidate.name == "constant_median")
    weights = np.ones((1, ages.size))
    for seed in seeds:
        answers = shuffled_answers(
            matrix, ages, replace(SETTING, seed=seed), protocol, candidates=[*candidates, floor]
        )
        constant = MAE.compute(answers[floor.name][0], weights)[0]
        for name, rows in found.items():
            rank = SPEARMAN.compute(answers[name][0], weights)[0]
            rows.append((rank, 1 - MAE.compute(answers[name][0], weights)[0] / constant))
    return {name: np.nanmean(rows, axis=0) for name, rows in found.items()}, ages.size


def test_shuffled_labels_leave_no_skill():
    seeds = range(5)
    found, count = skill_on_shuffled_labels(seeds)
    for rank, gain in found.values():
        assert rank < 2 / np.sqrt(count * len(seeds))
        assert gain < 0.01


def test_leaking_encoding_would_fail_the_test_on_shuffled_labels(monkeypatch):
    """An encoding learned before the split has seen the labels of test users."""

    def encoded_before_the_split(matrix, ages, *rest, **options):
        accounts = AccountScores(alpha=0.1).fit(matrix["followed_accounts"], ages)
        scores = accounts.transform(matrix["followed_accounts"])[:, 0]
        return cross_predict(matrix.assign(log_status_count=scores), ages, *rest, **options)

    monkeypatch.setattr(validation, "cross_predict", encoded_before_the_split)
    found, count = skill_on_shuffled_labels(range(2), CANDIDATES[:1])
    rank, gain = found["boosted_years"]
    assert rank > 2 / np.sqrt(count * 2)
    assert gain > 0.01


def test_groups_are_those_with_enough_users():
    levels = pd.Series(["full"] * 50 + ["profile_only"] * 35 + ["none"] * 5)
    groups = populations_of(levels, Protocol())
    assert {name: int(mask.sum()) for name, mask in groups.items()} == {
        "all": 90,
        "with_profile": 85,
        "evidence_full": 50,
        "evidence_profile_only": 35,
    }


def test_trivial_answers_have_no_ranking_figures(users):
    matrix, ages = users
    protocol = Protocol(folds=3, replicates=20)
    floors = [candidate for candidate in CANDIDATES if candidate.is_floor]
    answers = cross_predict(matrix, ages, SETTING, protocol, candidates=floors)
    table = metric_table("cv", answers, matrix["evidence_level"], protocol, seed=1)
    assert not set(table["metric"]) & {"spearman", "auc_25", "auc_30"}


def test_user_is_predicted_by_a_model_of_the_evidence_there_is(users):
    """Blocks that a level lacks cannot move its predictions."""
    matrix, ages = users
    fitted = {candidate.name: candidate.fit(matrix, ages, SETTING) for candidate in FITTED}
    for level, blocks in EVIDENCE_BLOCKS.items():
        rows = matrix[matrix["evidence_level"] == level]
        noisy = rows.copy()
        for column in number_columns_of(set(FEATURE_BLOCKS) - set(blocks)):
            noisy[column] = 1e6
        for model in fitted.values():
            clean, disturbed = model.predict(rows), model.predict(noisy)
            np.testing.assert_array_equal(clean.exact_years, disturbed.exact_years)
            np.testing.assert_array_equal(clean.probabilities, disturbed.probabilities)
