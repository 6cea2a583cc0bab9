"""Intervals of gains that count the choice of training users: against theory and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from plumage.age.figures import gain_table
from plumage.age.metrics import BY_NAME
from plumage.learning.protocol import Protocol
from plumage.learning.resampled_t import corrected_interval, fold_values
from support.answers import make_answers


def test_interval_is_that_of_the_corrected_t_test():
    """Nadeau and Bengio's statistic is at its critical value on the limits."""
    gains = np.random.default_rng(1).normal(0.3, 0.2, 30)
    low, high = corrected_interval(gains, repeats=3)
    for limit in (low, high):
        variance = np.var(gains, ddof=1) * (1 / 30 + (1 / 10) / (9 / 10))
        statistic = (gains.mean() - limit) / np.sqrt(variance)
        assert 2 * stats.t.sf(abs(statistic), df=29) == pytest.approx(0.05, abs=1e-6)


def test_interval_of_the_gain_of_a_learned_mean_holds_what_new_training_sets_give():
    """Of two ways to learn a mean: the expected gain over training sets is known from many."""
    rng = np.random.default_rng(2)

    def gain(train, test):
        return np.abs(test - np.median(train)) - np.abs(test - train[::4].mean())

    fresh = [gain(rng.gamma(2, 5, 64), rng.gamma(2, 5, 400)).mean() for _ in range(3000)]
    held, naive = 0, 0
    for _ in range(300):
        ages = rng.gamma(2, 5, 80)
        parts = np.array_split(rng.permutation(80), 5)
        gains = np.array([gain(np.delete(ages, part), ages[part]).mean() for part in parts])
        low, high = corrected_interval(gains)
        held += low <= np.mean(fresh) <= high
        reach = stats.t.ppf(0.975, 4) * gains.std(ddof=1) / np.sqrt(5)
        naive += abs(gains.mean() - np.mean(fresh)) <= reach
    assert held > naive
    assert held / 300 > 0.93


def test_figures_of_folds_are_those_of_their_users_alone():
    answers = make_answers(200)
    folds = [np.random.default_rng(seed).permutation(200) % 4 for seed in (1, 2)]
    for name in ("mae", "spearman", "average_precision_25", "log_score", "qwk"):
        metric = BY_NAME[name]
        found = fold_values([metric], [answers, answers], folds)[name]
        alone = [
            metric.compute(answers.of(fold == place), np.ones((1, 50)))[0]
            for fold in folds
            for place in range(4)
        ]
        np.testing.assert_allclose(found, alone)


def test_corrected_interval_lies_about_the_gain_and_is_missing_where_a_fold_has_no_figure():
    good, poor = make_answers(200, skill=0.8), make_answers(200, skill=0.3)
    folds = [np.arange(200) % 5]
    # All users of 30 and more in one fold: in the others there is nobody to find.
    folds[0][good.ages >= 30] = 0
    table = gain_table(
        {"stacked_years": [good], "constant_median": [poor]},
        Protocol(replicates=50),
        folds=folds,
        seed=1,
    ).set_index("metric")
    error = table.loc["mae"]
    assert error["corrected_ci_low"] < error["gain"] < error["corrected_ci_high"]
    # A constant has no order of users: the floor stands for it.
    assert table.loc["spearman", "corrected_ci_low"] > 0.3
    assert table.loc[["auc_30", "average_precision_30"], "corrected_ci_low"].isna().all()
    assert table.loc[["rps", "log_score"], "corrected_ci_low"].notna().all()
