"""The protocol: fair splits, no label seen by its own prediction, no skill on shuffled labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest
from threadpoolctl import threadpool_limits

from plumage.age import validation
from plumage.age.bands import AgeBands
from plumage.age.candidates import CANDIDATES, Candidate, Training, of_score
from plumage.age.dissection import with_mixed_up, without_block
from plumage.age.distribution import AgeDistribution
from plumage.age.figures import metric_table, populations_of
from plumage.age.first_stage import FirstStage
from plumage.age.inner_outer import HONEST, TOO_GOOD, inner_outer_table
from plumage.age.metrics import METRICS
from plumage.age.selection import CONFIGURATIONS, MEMBERS
from plumage.age.stacking import Setting
from plumage.age.validation import (
    AgeProtocol,
    Validation,
    cross_validate,
    splits,
    validate_on_shuffled_labels,
)
from plumage.encoding.facts import FactEncoder, UserFacts
from plumage.encoding.features import CATEGORY_FEATURES, EVIDENCE_BLOCKS, FEATURE_BLOCKS
from plumage.encoding.number_scale import user_frame
from plumage.encoding.parts import SCORE_BLOCKS
from plumage.encoding.ridge_scores import RidgeScores
from plumage.encoding.terms import FactTables
from plumage.encoding.user_texts import UserTexts
from plumage.learning.protocol import merge_rare
from support.made_up_marts import BANDS, make_marts

FITTED = tuple(candidate for candidate in CANDIDATES if not candidate.is_floor)
FLOORS = tuple(candidate for candidate in CANDIDATES if candidate.is_floor)
ENCODINGS = tuple(
    Candidate(f"score_{block.name}", f"{block.name} alone", partial(of_score, block.name))
    for block in SCORE_BLOCKS
)
"""Every encoding that is learned from labels, each as a model of its own."""

SPEARMAN = next(metric for metric in METRICS if metric.name == "spearman")
MAE = next(metric for metric in METRICS if metric.name == "mae")


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Fit as predict.py does: threads wait for each other on data of this size."""
    with threadpool_limits(1):
        yield


def labelled(count: int) -> tuple[UserFacts, np.ndarray, Setting]:
    """Facts and ages of made-up labelled users."""
    marts = make_marts(labelled=count, targets=2, others=2)
    tables = FactTables(
        marts.feat_users,
        UserTexts.of(marts.feat_user_texts),
        marts.feat_user_terms,
        marts.feat_user_accounts,
        marts.feat_user_categories,
    )
    _, facts = FactEncoder.fit(tables)
    ages = marts.dim_age_users.dropna(subset="age_years").set_index("user_id")["age_years"]
    ages = ages.sort_index().astype(int)
    setting = Setting(
        AgeBands.from_frame(BANDS),
        np.arange(ages.min(), ages.max() + 1),
        tuple(EVIDENCE_BLOCKS),
        seed=1,
    )
    return facts.of(facts.user_ids.get_indexer(ages.index)), ages.to_numpy(), setting


@pytest.fixture(scope="module")
def users():
    return labelled(130)


def said(found: Validation, name: str) -> np.ndarray:
    return found.distributions(name)[0].mass


@pytest.mark.parametrize("repeats", [1, 3])
def test_each_user_is_tested_once_a_repeat_and_never_trained_on_then(repeats):
    bands = np.repeat([0, 1, 2], [50, 40, 14])
    protocol = AgeProtocol(repeats=repeats)
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
    for _, test in next(splits(bands, AgeProtocol(), seed=1)):
        np.testing.assert_array_equal(np.bincount(bands[test]), [5, 4, 1])


def test_repeats_have_other_parts_and_the_same_seed_the_same():
    bands = np.repeat([0, 1], [60, 40])
    protocol = AgeProtocol(repeats=2)
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
    np.testing.assert_array_equal(merge_rare(bands, 10), np.repeat([0, 1], [30, 37]))
    np.testing.assert_array_equal(merge_rare(np.repeat([0, 1], [3, 40]), 10), np.ones(43))


def test_own_label_never_reaches_a_users_prediction(users):
    """Another label for one user changes predictions of others only."""
    facts, ages, setting = users
    protocol = AgeProtocol(folds=2, repeats=1, candidates=FITTED)
    user = 40
    changed = ages.copy()
    # the same band, so that the splits stay as they are
    bands = setting.bands.positions_of(ages)
    changed[user] = ages[(bands == bands[user]) & (ages != ages[user])][0]
    before, after = (cross_validate(facts, labels, setting, protocol) for labels in (ages, changed))
    others_moved = 0
    for name in before.names():
        one, two = said(before, name), said(after, name)
        np.testing.assert_array_equal(one[user], two[user])
        others_moved += (np.abs(one - two).max(axis=1) > 0).sum()
    assert others_moved > 0


def test_labels_of_the_fold_reach_neither_its_answers_nor_the_choice(users):
    """Nothing that conformal intervals or choices rest on has seen the users tested."""
    facts, ages, setting = users
    protocol = AgeProtocol(folds=3, repeats=1)
    (folds,) = splits(setting.bands.positions_of(ages), protocol, seed=setting.seed)
    changed = ages.copy()
    changed[folds[0][1]] = ages[folds[0][1]][::-1]
    before, after = (
        validation.judge(facts, labels, folds[0], setting, FITTED) for labels in (ages, changed)
    )
    pd.testing.assert_frame_equal(before.log, after.log)
    for role, mass in before.inner_mass.items():
        np.testing.assert_array_equal(mass, after.inner_mass[role])
    for name, mass in before.masses.items():
        np.testing.assert_array_equal(mass, after.masses[name])


def test_every_configuration_tried_is_logged_and_the_best_inner_score_chosen(users):
    facts, ages, setting = users
    found = cross_validate(
        facts, ages, setting, AgeProtocol(folds=2, repeats=1, candidates=CANDIDATES[:1])
    )
    log = found.log()
    by_choice = log.groupby(["repeat", "fold", "criterion"])
    assert len(by_choice) == 2 * 2
    for _, tried in by_choice:
        best = tried.loc[tried["is_chosen"], "inner_score"]
        assert len(best) == 1
        assert best.iloc[0] == tried["inner_score"].min()
    assert len(set(log.groupby("configuration").size())) == 1


def test_answers_are_distributions_over_the_years_learned_from(users):
    facts, ages, setting = users
    train, test = np.arange(0, ages.size, 2), np.arange(1, ages.size, 2)
    training = Training(facts, train, ages[train], setting)
    learned = (setting.grid >= ages[train].min()) & (setting.grid <= ages[train].max())
    for candidate in CANDIDATES:
        mass = candidate.answer(training, facts, test)
        np.testing.assert_allclose(mass.sum(axis=1), 1)
        assert (mass >= 0).all()
        assert (mass[:, ~learned] == 0).all(), candidate.name
        cumulative = np.cumsum(mass, axis=1)
        assert (np.diff(cumulative, axis=1) >= 0).all()


def test_leaving_out_a_block_leaves_out_all_that_belongs_to_it(users):
    """Without the block, another user's words, numbers and accounts of it change nothing."""
    facts, ages, setting = users
    train, test = np.arange(0, ages.size, 2), np.arange(1, ages.size, 2)
    order = np.random.default_rng(0).permutation(ages.size)
    model = Training(facts, train, ages[train], setting).model
    for block in ("bio", "words", "emoji", "network"):
        candidate = without_block(block)
        answers = []
        for known in (facts, facts.mixed_up(block, order)):
            training = Training(known, train, ages[train], setting)
            # The second stage is chosen on all blocks; here the same for both.
            vars(training)["model"] = model
            answers.append(candidate.answer(training, known, test))
        np.testing.assert_array_equal(*answers)


def test_mixing_up_a_block_that_matters_costs_accuracy_and_one_that_is_noise_does_not(users):
    facts, ages, setting = users
    train, test = np.arange(0, ages.size, 2), np.arange(1, ages.size, 2)
    training = Training(facts, train, ages[train], setting)
    errors = {}
    for candidate in (CANDIDATES[0], with_mixed_up("account"), with_mixed_up("sentiment")):
        mass = candidate.answer(training, facts, test)
        years = AgeDistribution(setting.grid, mass).years()
        errors[candidate.name] = np.abs(years - ages[test]).mean()
    harm = {name: error - errors["stacked_years"] for name, error in errors.items()}
    assert harm["mixed_up_account"] > max(0.1, harm["mixed_up_sentiment"])


def skill_on_shuffled_labels(users, seeds: range, candidates):
    """Mean rank correlation, and mean share of the constant's MAE that is gained, by model."""
    facts, ages, setting = users
    protocol = AgeProtocol(folds=3, shuffles=1, candidates=(*candidates, *FLOORS))
    found = {candidate.name: [] for candidate in candidates}
    weights = np.ones((1, ages.size))
    for seed in seeds:
        (shuffled,) = validate_on_shuffled_labels(
            facts,
            ages,
            replace(setting, seed=seed),
            protocol,
        )
        constant = MAE.compute(shuffled.answers("constant_median")[0], weights)[0]
        for name, rows in found.items():
            answers = shuffled.answers(name)[0]
            rank = SPEARMAN.compute(answers, weights)[0]
            rows.append((rank, 1 - MAE.compute(answers, weights)[0] / constant))
    return {name: np.nanmean(rows, axis=0) for name, rows in found.items()}, ages.size


def test_shuffled_labels_leave_no_skill():
    seeds = range(5)
    found, count = skill_on_shuffled_labels(labelled(150), seeds, [*FITTED, *ENCODINGS])
    assert len(found) == len(FITTED) + len(SCORE_BLOCKS)
    for name, (rank, gain) in found.items():
        assert rank < 2 / np.sqrt(count * len(seeds)), name
        assert gain < 0.01, name


def test_leaking_encoding_would_fail_the_test_on_shuffled_labels(monkeypatch):
    """An encoding learned before the split has seen the labels of test users."""

    def encoded_before_the_split(facts, ages, *rest, **options):
        """One number that was learned from the labels of all users, those tested included."""
        everybody = np.arange(ages.size)
        score = RidgeScores((0.1,)).fit(
            facts.part_rows("accounts", ("network",)), ages, [(everybody, everybody)]
        )
        leaking = facts.of(everybody)
        place = facts.encoder.numbers.index("log_status_count")
        rows = facts.part_rows("accounts", ("network",))
        leaking.numbers[:, place] = score.scores(rows)[:, 0]
        return cross_validate(leaking, ages, *rest, **options)

    monkeypatch.setattr(validation, "cross_validate", encoded_before_the_split)
    found, count = skill_on_shuffled_labels(labelled(150), range(2), CANDIDATES[:1])
    rank, gain = found["stacked_years"]
    assert rank > 2 / np.sqrt(count * 2)
    assert gain > 0.01


def gauge(users) -> pd.DataFrame:
    """Inner beside outer errors of every second stage."""
    facts, ages, setting = users
    found = cross_validate(
        facts, ages, setting, AgeProtocol(folds=2, repeats=1, candidates=CANDIDATES[:1])
    )
    (folds,) = found.repeats
    return inner_outer_table([fold.stage_errors for fold in folds]).set_index("second_stage")


def test_gauge_of_leaks_is_silent_where_nothing_leaks(users):
    table = gauge(users)
    assert set(table.index) == {*MEMBERS, *(one.name for one in CONFIGURATIONS)}
    assert (table["verdict"] == HONEST).all(), table


def test_gauge_shows_labels_in_the_last_bits_of_scores(users, monkeypatch):
    """A score that says nothing, but for a rounding error that depends on the user's own label."""
    honest = FirstStage.fit

    def leaking(self, facts, rows, ages, *rest, **options):
        honest(self, facts, rows, ages, *rest, **options)
        noise = 1e-12 * ages
        self.out_of_fold = self.out_of_fold.copy()
        self.out_of_fold[:, 0] = 1 + noise
        return self

    monkeypatch.setattr(FirstStage, "fit", leaking)
    monkeypatch.setattr("plumage.age.cumulative.NOISE", 0.0)
    table = gauge(users)
    assert table.loc["trees", "verdict"] == TOO_GOOD


def test_groups_are_those_with_enough_users():
    levels = pd.Series(["full"] * 50 + ["profile_only"] * 35 + ["none"] * 5)
    groups = populations_of(levels, AgeProtocol())
    assert {name: int(mask.sum()) for name, mask in groups.items()} == {
        "all": 90,
        "with_profile": 85,
        "evidence_full": 50,
        "evidence_profile_only": 35,
    }


def test_trivial_answers_have_no_ranking_figures(users):
    facts, ages, setting = users
    protocol = AgeProtocol(folds=3, repeats=1, replicates=20, candidates=FLOORS)
    found = cross_validate(facts, ages, setting, protocol)
    answers = {name: found.answers(name) for name in found.names()}
    table = metric_table("cv", answers, pd.Series(facts.levels), protocol, seed=1)
    assert not set(table["metric"]) & {"spearman", "auc_25", "auc_30", "calibration_error"}


def test_user_is_predicted_from_the_evidence_there_is():
    """Numbers that a level lacks cannot move its predictions, whatever the marts hold there."""
    marts = make_marts(labelled=130, targets=2, others=2)
    noisy = marts.feat_users.copy()
    for block, names in FEATURE_BLOCKS.items():
        lacking = ~noisy["evidence_level"].map(lambda level, b=block: b in EVIDENCE_BLOCKS[level])
        for name in set(names) - set(CATEGORY_FEATURES):
            noisy[name] = noisy[name].astype("Float64").mask(lacking.astype(bool), 1e6)
    clean = user_frame(marts.feat_users)
    pd.testing.assert_frame_equal(clean, user_frame(noisy))


@pytest.mark.verify
def test_processes_change_nothing(users, monkeypatch):
    facts, ages, setting = users
    monkeypatch.setattr(validation, "MIN_USERS_FOR_PROCESSES", 1)
    candidates = tuple(one for one in CANDIDATES if one.name == "trees_numbers")
    protocol = AgeProtocol(folds=2, repeats=1, candidates=candidates)
    one, two = (cross_validate(facts, ages, setting, protocol, processes=count) for count in (1, 2))
    np.testing.assert_array_equal(said(one, "trees_numbers"), said(two, "trees_numbers"))
