"""The learning curve: parts of a training set are what they say, and more users help as planted."""

from __future__ import annotations

import numpy as np
import pytest
from test_validation import labelled
from threadpoolctl import threadpool_limits

from plumage.age.candidates import CANDIDATES, YEARS_MODEL, Training
from plumage.age.learning_curve import drawn_rows, is_in_part, learning_curve_table, name_of, parts
from plumage.age.model import AgeModel
from plumage.age.validation import AgeProtocol, cross_validate

SHARES = (0.25, 0.5)
JUDGED = tuple(one for one in CANDIDATES if one.name in (YEARS_MODEL.name, "constant_median"))


@pytest.fixture(scope="module")
def users():
    return labelled(160)


@pytest.fixture(scope="module")
def curve(users):
    facts, ages, setting = users
    with threadpool_limits(1):
        found = cross_validate(
            facts,
            ages,
            setting,
            AgeProtocol(folds=3, repeats=1, candidates=JUDGED),
            asked_once=parts(SHARES),
        )
    return found, learning_curve_table(found, SHARES, replicates=100, seed=1)


def test_smaller_parts_lie_in_larger_ones_and_hold_their_share_of_each_band():
    bands = np.repeat([0, 1, 2], [80, 40, 16])
    half, quarter = (is_in_part(bands, share, seed=3) for share in (0.5, 0.25))
    assert half[quarter].all()
    np.testing.assert_array_equal(np.bincount(bands[half]), [40, 20, 8])
    np.testing.assert_array_equal(np.bincount(bands[quarter]), [20, 10, 4])
    assert is_in_part(bands, 1, seed=3).all()
    # Of a band of few, one at least: nobody can learn from nobody.
    np.testing.assert_array_equal(np.bincount(bands[is_in_part(bands, 0.01, seed=3)]), [1, 1, 1])
    assert (is_in_part(bands, 0.5, seed=4) != half).any()


def test_part_is_learned_from_alone_and_chosen_in(users):
    """The same answer as a model that never had the other users."""
    facts, ages, setting = users
    train, test = np.arange(0, ages.size, 2), np.arange(1, ages.size, 2)
    training = Training(facts, train, ages[train], setting)
    rows, own = drawn_rows(train, ages[train], 0.5, training)
    assert rows.size == pytest.approx(train.size / 2, abs=len(setting.bands))
    np.testing.assert_array_equal(own, ages[rows])
    (candidate,) = parts([0.5])
    mass = candidate.answer(training, facts, test)
    alone = AgeModel(setting).fit(facts, rows, own).predict(facts, test)["years"]
    np.testing.assert_array_equal(mass, alone)
    assert "model" not in vars(training)


def test_whole_training_set_is_the_published_model(curve):
    validation, table = curve
    whole = table[(table["training_share"] == 1) & (table["metric"] == "mae")].iloc[0]
    (answers,) = validation.answers(YEARS_MODEL.name)
    assert whole["value"] == pytest.approx(np.abs(answers.years - answers.ages).mean())
    sizes = [fold.train.size for fold in validation.repeats[0]]
    assert whole["training_user_count"] == pytest.approx(np.mean(sizes))


def test_gain_of_doubling_is_the_paired_difference_to_half_the_users(curve):
    validation, table = curve
    rows = table.set_index(["training_share", "metric"])
    assert set(table["training_share"]) == {*SHARES, 1}
    errors = {
        share: np.abs(one.years - one.ages).mean()
        for share in (*SHARES, 1)
        for one in validation.answers(name_of(share))
    }
    for share in (0.5, 1):
        row = rows.loc[(share, "mae")]
        assert row["doubling_gain"] == pytest.approx(errors[share / 2] - errors[share])
        assert row["doubling_ci_low"] <= row["doubling_gain"] <= row["doubling_ci_high"]
        assert row["ci_low"] < row["value"] < row["ci_high"]
    (floor,) = validation.answers("constant_median")
    assert table.loc[table["metric"] == "mae", "floor_value"].to_numpy() == pytest.approx(
        np.full(3, np.abs(floor.years - floor.ages).mean())
    )
    first = rows.loc[0.25]
    assert first[["doubling_gain", "doubling_verdict"]].isna().all(axis=None)


def test_more_users_help_where_there_is_something_to_learn(curve):
    _, table = curve
    errors = table[table["metric"] == "mae"].set_index("training_share")["value"]
    assert errors.loc[1] < errors.loc[0.25]


def test_part_of_too_few_users_is_answered_by_their_ages_alone(users):
    facts, ages, setting = users
    train, test = np.arange(0, 90), np.arange(90, ages.size)
    training = Training(facts, train, ages[train], setting)
    (candidate,) = parts([0.125])
    mass = candidate.answer(training, facts, test)
    assert (mass == mass[0]).all()
