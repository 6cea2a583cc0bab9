"""Metrics against scikit-learn and SciPy, weighted as if users stood there more than once."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn import metrics as reference

from plumage.age.answers import Answers
from plumage.age.metrics import BY_NAME
from plumage.learning.calibration import class_wise_error, error_if_perfect
from plumage.learning.comparison import paired_advantages
from plumage.learning.intervals import bootstrap_estimates, bootstrap_weights
from support.answers import EDGES, make_answers


def repeated(answers: Answers, times: np.ndarray) -> Answers:
    """Write the weights out: each user as often as it was drawn."""
    rows = np.repeat(np.arange(times.size), times)
    return answers.of(rows)


def independent_values(answers: Answers) -> dict[str, float]:
    ages, years = answers.ages, answers.years
    bands, predicted = answers.bands, answers.predicted_bands
    within = [np.abs(years - ages)[bands == band].mean() for band in np.unique(bands)]
    return {
        "mae": reference.mean_absolute_error(ages, years),
        "rmse": reference.root_mean_squared_error(ages, years),
        "r2": reference.r2_score(ages, years),
        "spearman": spearmanr(ages, years).statistic,
        "macro_mae": np.mean(within),
        "accuracy": reference.accuracy_score(bands, predicted),
        "macro_f1": reference.f1_score(
            bands, predicted, labels=np.unique(bands), average="macro", zero_division=0
        ),
        "qwk": reference.cohen_kappa_score(bands, predicted, weights="quadratic"),
        "auc_25": reference.roc_auc_score(ages >= 25, answers.threshold_scores[25]),
        "auc_30": reference.roc_auc_score(ages >= 30, answers.threshold_scores[30]),
        "average_precision_25": reference.average_precision_score(
            ages >= 25, answers.threshold_scores[25]
        ),
        "average_precision_30": reference.average_precision_score(
            ages >= 30, answers.threshold_scores[30]
        ),
        "rps": independent_rps(answers),
        "log_score": reference.log_loss(bands, answers.probabilities, labels=range(5)),
        "calibration_error": independent_calibration_error(answers),
    }


def independent_rps(answers: Answers) -> float:
    """Brier scores of being beyond each edge, added up."""
    return sum(
        reference.brier_score_loss(answers.bands > edge, beyond, pos_label=True)
        for edge in range(4)
        for beyond in [np.clip(answers.probabilities[:, edge + 1 :].sum(axis=1), 0, 1)]
    )


def independent_calibration_error(answers: Answers) -> float:
    """Class-wise over ten bins of equally many users, band by band and bin by bin."""
    found = []
    for band in range(5):
        said = answers.probabilities[:, band]
        for members in np.array_split(np.argsort(said), 10):
            share = np.mean(answers.bands[members] == band)
            found.append(abs(said[members].mean() - share) * members.size / said.size)
    return np.sum(found) / 5


def test_every_metric_has_an_independent_value():
    assert set(independent_values(make_answers())) == set(BY_NAME)


@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize("skill", [0.0, 0.7, 1.0])
def test_metric_equals_an_independent_implementation(name, skill):
    answers = make_answers(skill=skill)
    (value,) = BY_NAME[name].compute(answers, np.ones((1, 300)))
    assert value == pytest.approx(independent_values(answers)[name], abs=1e-12)


@pytest.mark.parametrize("name", sorted(set(BY_NAME) - {"calibration_error"}))
def test_weights_count_users_as_often_as_they_were_drawn(name):
    answers = make_answers(120)
    times = np.random.default_rng(0).multinomial(120, np.full(120, 1 / 120), size=4)
    values = BY_NAME[name].compute(answers, times.astype(float))
    expected = [independent_values(repeated(answers, row))[name] for row in times]
    np.testing.assert_allclose(values, expected, atol=1e-12)


def test_bins_of_the_calibration_error_are_those_of_the_users_themselves():
    """A replicate weighs users within the bins; it does not bin the users drawn anew."""
    answers = make_answers(200)
    twice = np.full((1, 200), 2.0)
    one, two = (BY_NAME["calibration_error"].compute(answers, w)[0] for w in (twice / 2, twice))
    assert one == pytest.approx(two)
    alone = np.zeros((1, 200))
    alone[0, 7] = 1
    wrong = answers.probabilities[7] - (np.arange(5) == answers.bands[7])
    found = BY_NAME["calibration_error"].compute(answers, alone)[0]
    assert found == pytest.approx(np.abs(wrong).mean())


def test_perfect_probabilities_show_the_calibration_error_of_noise_alone():
    rng = np.random.default_rng(4)
    probabilities = rng.dirichlet(np.ones(5), size=500)
    noise = error_if_perfect(probabilities, draws=200, seed=1)
    bands = (rng.random(500)[:, None] > np.cumsum(probabilities, axis=1)[:, :-1]).sum(axis=1)
    once = np.ones((1, 500))
    honest = class_wise_error(probabilities, bands, once)[0]
    assert noise[0] < honest < noise[-1]
    overconfident = probabilities**4 / (probabilities**4).sum(axis=1, keepdims=True)
    assert class_wise_error(overconfident, bands, once)[0] > noise[-1]


@pytest.mark.parametrize("name", ["spearman", "qwk"])
def test_constant_answer_has_no_value_or_none_beyond_chance(name):
    constant = make_answers()
    constant = Answers(
        constant.ages,
        np.full(300, 21.0),
        constant.bands,
        np.full(300, 1),
        5,
        constant.threshold_scores,
        constant.probabilities,
    )
    (value,) = BY_NAME[name].compute(constant, np.ones((1, 300)))
    assert np.isnan(value) if name == "spearman" else value == pytest.approx(0)


@pytest.mark.parametrize("name", ["auc_30", "average_precision_30"])
def test_threshold_that_nobody_crosses_has_no_value(name):
    young = make_answers().of(make_answers().ages < 25)
    (value,) = BY_NAME[name].compute(young, np.ones((1, young.ages.size)))
    assert np.isnan(value)


def test_without_any_order_metrics_of_order_are_at_their_floors():
    answers = make_answers().unranked()
    once = np.ones((1, 300))
    for age in (25, 30):
        assert BY_NAME[f"auc_{age}"].compute(answers, once) == 0.5
        share = np.mean(answers.ages >= age)
        assert BY_NAME[f"average_precision_{age}"].compute(answers, once) == pytest.approx(share)
    assert np.isnan(BY_NAME["spearman"].compute(answers, once)).all()


@pytest.mark.parametrize("name", ["rps", "log_score"])
def test_proper_scores_are_least_for_the_probabilities_that_bands_are_drawn_by(name):
    rng = np.random.default_rng(6)
    honest = rng.dirichlet(np.ones(5), size=4000)
    bands = (rng.random(4000)[:, None] > np.cumsum(honest, axis=1)[:, :-1]).sum(axis=1)
    once = np.ones((1, 4000))
    scores = []
    for power in (0.5, 1, 2):
        said = honest**power / (honest**power).sum(axis=1, keepdims=True)
        answers = Answers(bands + 20.0, bands + 20.0, bands, bands, 5, {}, said)
        scores.append(BY_NAME[name].compute(answers, once)[0])
    assert scores[1] < min(scores[0], scores[2])


def test_certain_and_wrong_costs_the_documented_most():
    wrong = Answers(*(np.array([20.0]),) * 2, *(np.array([1]),) * 2, 2, {}, np.array([[1.0, 0.0]]))
    assert BY_NAME["log_score"].compute(wrong, np.ones((1, 1))) == pytest.approx(13.8, abs=0.02)


def test_bootstrap_draws_as_many_users_as_there_are_whatever_the_portion(monkeypatch):
    whole = np.concatenate(list(bootstrap_weights(50, replicates=40, seed=1)))
    monkeypatch.setattr("plumage.learning.intervals.CELLS_AT_ONCE", 50 * 7)
    portions = list(bootstrap_weights(50, replicates=40, seed=1))
    assert len(portions) > 1
    np.testing.assert_array_equal(np.concatenate(portions), whole)
    assert (whole.sum(axis=1) == 50).all()
    assert (whole.var(axis=1) > 0.4).all()


def test_interval_of_a_mean_error_has_the_width_that_theory_gives():
    answers = make_answers(400)
    found = bootstrap_estimates([BY_NAME["mae"]], [answers], replicates=4000, seed=1)["mae"]
    errors = np.abs(answers.ages - answers.years)
    assert found.value == pytest.approx(errors.mean())
    theory = 2 * 1.96 * errors.std() / np.sqrt(400)
    assert found.high - found.low == pytest.approx(theory, rel=0.08)


def test_interval_of_a_figure_that_noise_raises_lies_about_it():
    answers = make_answers(300)
    name = "calibration_error"
    found = bootstrap_estimates([BY_NAME[name]], [answers], replicates=400, seed=1)[name]
    assert found.low < found.value < found.high
    assert (found.low + found.high) / 2 == pytest.approx(found.value, abs=0.01)


def test_repeats_are_averaged_on_the_same_draws():
    one, two = make_answers(seed=1), make_answers(seed=1, skill=0.2)
    both = bootstrap_estimates([BY_NAME["mae"]], [one, two], seed=1)["mae"]
    each = [bootstrap_estimates([BY_NAME["mae"]], [part], seed=1)["mae"] for part in (one, two)]
    assert both.value == pytest.approx((each[0].value + each[1].value) / 2)


def test_figure_that_few_replicates_define_gets_no_interval():
    answers = make_answers(40)
    lonely = answers.of(np.argsort(answers.ages) < 40)
    ages = np.where(np.arange(40) == 0, 31.0, 20.0)
    lonely = Answers(
        ages,
        lonely.years,
        np.digitize(ages, EDGES),
        lonely.predicted_bands,
        5,
        lonely.threshold_scores,
        lonely.probabilities,
    )
    found = bootstrap_estimates([BY_NAME["auc_30"]], [lonely], seed=1)["auc_30"]
    assert found.value is not None
    assert (found.low, found.high) == (None, None)


def test_paired_gain_is_the_difference_and_narrower_than_unpaired_ones():
    good, poor = make_answers(skill=0.8), make_answers(skill=0.75)
    error = BY_NAME["mae"]
    gain = paired_advantages([error], [good], [poor], seed=1)["mae"][0]
    alone = [bootstrap_estimates([error], [part], seed=1)["mae"] for part in (good, poor)]
    assert gain.value == pytest.approx(alone[1].value - alone[0].value)
    assert gain.high - gain.low < alone[0].high - alone[0].low + alone[1].high - alone[1].low
    assert paired_advantages([error], [good], [good], seed=1)["mae"][0].high == 0
