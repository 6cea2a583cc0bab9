"""Metrics of predicted ages, with the trivial answer that each has to beat.

Each metric is a function of answers and of a matrix of weights: one row a bootstrap replicate, one
column a user, how often the user was drawn. Ones give the figure itself, so that a figure and its
interval cannot come from different formulas.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from plumage.age.answers import AGE_THRESHOLDS, Answers
from plumage.learning.calibration import class_wise_error
from plumage.learning.metrics import BASE_RATE, PERFECT_CALIBRATION, Metric
from plumage.learning.proper_scores import log_scores, ranked_probability_scores
from plumage.learning.weighted import (
    Floats,
    area_under_curve,
    average_precision,
    divide,
    mean_of_defined,
    one_hot,
    rank_correlation,
    weighted_mean,
)


def mae(answers: Answers, weights: Floats) -> Floats:
    """Mean absolute error in years."""
    return weighted_mean(np.abs(answers.years - answers.ages), weights)


def rmse(answers: Answers, weights: Floats) -> Floats:
    """Root of the mean squared error, in years."""
    return np.sqrt(weighted_mean((answers.years - answers.ages) ** 2, weights))


def r2(answers: Answers, weights: Floats) -> Floats:
    """Share of the variance of age that is explained; NaN where all ages are equal."""
    variance = weighted_mean(answers.ages**2, weights) - weighted_mean(answers.ages, weights) ** 2
    error = weighted_mean((answers.years - answers.ages) ** 2, weights)
    return 1 - divide(error, variance)


def spearman(answers: Answers, weights: Floats) -> Floats:
    """Rank correlation of predicted and true age; NaN where either side is constant."""
    return rank_correlation(answers.ages, answers.years, weights)


def macro_mae(answers: Answers, weights: Floats) -> Floats:
    """Mean over occurring bands of the mean absolute error in years (Baccianella et al. 2009)."""
    members = one_hot(answers.bands, answers.band_count)
    errors = weights @ (members * np.abs(answers.years - answers.ages)[:, None])
    return mean_of_defined(divide(errors, weights @ members))


def accuracy(answers: Answers, weights: Floats) -> Floats:
    """Share of users whose published band is the true one."""
    return weighted_mean((answers.bands == answers.predicted_bands).astype(float), weights)


def macro_f1(answers: Answers, weights: Floats) -> Floats:
    """Mean of F1 over the bands that occur among true ages."""
    table = confusion(answers, weights)
    true, predicted = table.sum(axis=2), table.sum(axis=1)
    f1 = divide(2 * np.einsum("rkk->rk", table), true + predicted)
    return mean_of_defined(np.where(true > 0, f1, np.nan))


def quadratic_kappa(answers: Answers, weights: Floats) -> Floats:
    """Agreement of bands beyond chance, errors weighted by squared distance (Cohen 1968)."""
    table = confusion(answers, weights)
    positions = np.arange(answers.band_count)
    cost = (positions[:, None] - positions[None, :]) ** 2
    expected = table.sum(axis=2)[:, :, None] * table.sum(axis=1)[:, None, :]
    expected = expected / table.sum(axis=(1, 2))[:, None, None]
    return 1 - divide((cost * table).sum(axis=(1, 2)), (cost * expected).sum(axis=(1, 2)))


def confusion(answers: Answers, weights: Floats) -> Floats:
    """Count users by true (rows) and published band (columns), for each replicate."""
    count = answers.band_count
    cells = one_hot(answers.bands * count + answers.predicted_bands, count * count)
    return (weights @ cells).reshape(-1, count, count)


def auc_at(threshold: int) -> Callable[[Answers, Floats], Floats]:
    """Make the metric: chance that a user of at least ``threshold`` years outscores a younger."""

    def auc(answers: Answers, weights: Floats) -> Floats:
        scores = answers.threshold_scores[threshold]
        return area_under_curve(scores, answers.ages >= threshold, weights)

    return auc


def average_precision_at(threshold: int) -> Callable[[Answers, Floats], Floats]:
    """Make the metric: mean precision over users of at least ``threshold`` years, by score."""

    def precision(answers: Answers, weights: Floats) -> Floats:
        scores = answers.threshold_scores[threshold]
        return average_precision(scores, answers.ages >= threshold, weights)

    return precision


def rps(answers: Answers, weights: Floats) -> Floats:
    """Ranked probability score of the bands."""
    scores = ranked_probability_scores(answers.probabilities, answers.bands)
    return weighted_mean(scores, weights)


def log_score(answers: Answers, weights: Floats) -> Floats:
    """Mean negative logarithm of the probability of the true band, in nats."""
    return weighted_mean(log_scores(answers.probabilities, answers.bands), weights)


def calibration_error(answers: Answers, weights: Floats) -> Floats:
    """Class-wise calibration error of the band probabilities over ten equal-mass bins."""
    return class_wise_error(answers.probabilities, answers.bands, weights)


METRICS: tuple[Metric, ...] = (
    Metric("mae", "MAE (years)", mae, "constant_median", lower_is_better=True),
    Metric("rmse", "RMSE (years)", rmse, "constant_mean", lower_is_better=True),
    Metric("r2", "R2", r2, "constant_mean"),
    Metric("spearman", "Spearman", spearman, "no_ranking", 0.0, skips_constants=True),
    Metric("macro_mae", "MAE over bands", macro_mae, "constant_median", lower_is_better=True),
    Metric("accuracy", "band accuracy", accuracy, "majority_band"),
    Metric("macro_f1", "macro-F1", macro_f1, "majority_band"),
    Metric("qwk", "QWK", quadratic_kappa, "majority_band"),
    *(
        Metric(f"auc_{age}", f"AUC {age}+", auc_at(age), "chance", 0.5, skips_constants=True)
        for age in AGE_THRESHOLDS
    ),
    *(
        Metric(
            f"average_precision_{age}",
            f"average precision {age}+",
            average_precision_at(age),
            BASE_RATE,
            skips_constants=True,
        )
        for age in AGE_THRESHOLDS
    ),
    # The constant median answers with the shares of its training users: climatology.
    Metric("rps", "RPS", rps, "constant_median", lower_is_better=True),
    Metric("log_score", "log score", log_score, "constant_median", lower_is_better=True),
    Metric(
        "calibration_error",
        "calibration error",
        calibration_error,
        PERFECT_CALIBRATION,
        skips_constants=True,
        lower_is_better=True,
        is_raised_by_noise=True,
    ),
)

SKILLS = {"rps": "rps_skill", "log_score": "log_skill"}
"""Proper score -> name of the share of its floor that a model takes away."""

BY_NAME = {metric.name: metric for metric in METRICS}
COMPARED = tuple(BY_NAME[name] for name in ("mae", "spearman", "qwk", "auc_25"))
"""Metrics that blocks of features are compared by."""
