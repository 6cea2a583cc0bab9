"""How far predicted ages are from true ones: metrics that take weights of users.

Each metric is written once, as a function of a matrix of weights (one row a bootstrap replicate,
one column a user), so that a figure and its interval cannot come from different formulas. Weights
are how often a user was drawn; all ones give the figure itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plumage.learning.answers import AGE_THRESHOLDS, Answers
from plumage.learning.calibration import class_wise_error
from plumage.learning.proper_scores import log_score, rps
from plumage.learning.rank_metrics import auc_at, average_precision_at, spearman
from plumage.learning.weighted import Floats, divide, mean_of_defined, one_hot, weighted_mean

PERFECT_CALIBRATION = "perfect_calibration"
"""Floor of the calibration error, simulated from the probabilities."""

BASE_RATE = "base_rate"
"""Floor of the average precision: the share of the older users."""


def mae(answers: Answers, weights: Floats) -> Floats:
    """Mean absolute error in years.

    Parameters
    ----------
    answers : Answers
        Predictions beside true ages.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        Years.
    """
    return weighted_mean(np.abs(answers.years - answers.ages), weights)


def rmse(answers: Answers, weights: Floats) -> Floats:
    """Root of the mean squared error, in years.

    Parameters
    ----------
    answers : Answers
        Predictions beside true ages.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        Years.
    """
    return np.sqrt(weighted_mean((answers.years - answers.ages) ** 2, weights))


def r2(answers: Answers, weights: Floats) -> Floats:
    """Share of the variance of age that is explained; below 0 when the mean does better.

    Parameters
    ----------
    answers : Answers
        Predictions beside true ages.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        At most 1; NaN where all ages are equal.
    """
    variance = weighted_mean(answers.ages**2, weights) - weighted_mean(answers.ages, weights) ** 2
    error = weighted_mean((answers.years - answers.ages) ** 2, weights)
    return 1 - divide(error, variance)


def macro_mae(answers: Answers, weights: Floats) -> Floats:
    """Mean over the bands that occur of the mean absolute error in the band, in years.

    Parameters
    ----------
    answers : Answers
        Predictions beside true ages.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        Years.

    References
    ----------
    Baccianella, Esuli and Sebastiani (2009). Evaluation measures for ordinal regression. ISDA.
    """
    members = one_hot(answers.bands, answers.band_count)
    errors = weights @ (members * np.abs(answers.years - answers.ages)[:, None])
    return mean_of_defined(divide(errors, weights @ members))


def accuracy(answers: Answers, weights: Floats) -> Floats:
    """Share of users whose published band is the true one.

    Parameters
    ----------
    answers : Answers
        Predictions beside true ages.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        From 0 to 1.
    """
    return weighted_mean((answers.bands == answers.predicted_bands).astype(float), weights)


def macro_f1(answers: Answers, weights: Floats) -> Floats:
    """Mean of F1 over the bands that occur among true ages.

    Parameters
    ----------
    answers : Answers
        Predictions beside true ages.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        From 0 to 1.
    """
    table = confusion(answers, weights)
    true, predicted = table.sum(axis=2), table.sum(axis=1)
    f1 = divide(2 * np.einsum("rkk->rk", table), true + predicted)
    return mean_of_defined(np.where(true > 0, f1, np.nan))


def quadratic_kappa(answers: Answers, weights: Floats) -> Floats:
    """Agreement of bands beyond chance, errors weighted by the square of their distance.

    Parameters
    ----------
    answers : Answers
        Predictions beside true ages.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        At most 1, 0 by chance; NaN where one band holds everybody on both sides.

    References
    ----------
    Cohen (1968). Weighted kappa. Psychological Bulletin 70(4).
    """
    table = confusion(answers, weights)
    positions = np.arange(answers.band_count)
    cost = (positions[:, None] - positions[None, :]) ** 2
    expected = table.sum(axis=2)[:, :, None] * table.sum(axis=1)[:, None, :]
    expected = expected / table.sum(axis=(1, 2))[:, None, None]
    return 1 - divide((cost * table).sum(axis=(1, 2)), (cost * expected).sum(axis=(1, 2)))


def calibration_error(answers: Answers, weights: Floats) -> Floats:
    """Class-wise calibration error of the band probabilities over 10 equal-mass bins.

    Parameters
    ----------
    answers : Answers
        Predictions beside true ages.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        Between 0 and 1; never 0 for a finite number of users, however good the probabilities.
    """
    return class_wise_error(answers.probabilities, answers.bands, weights)


def confusion(answers: Answers, weights: Floats) -> Floats:
    """Count users by true and published band.

    Parameters
    ----------
    answers : Answers
        Predictions beside true ages.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates, n_bands, n_bands)
        True bands as rows, published ones as columns.
    """
    count = answers.band_count
    cells = one_hot(answers.bands * count + answers.predicted_bands, count * count)
    return (weights @ cells).reshape(-1, count, count)


@dataclass(frozen=True)
class Metric:
    """A metric with its name in tables, and the trivial answer it has to beat.

    Attributes
    ----------
    name, title : str
        Name in tables, name for readers.
    compute : callable
        Function of ``Answers`` and weights of shape (n_replicates, n_users).
    floor_name : str
        Baseline whose value stands beside it; ``chance`` and ``no_ranking`` are constants,
        ``base_rate`` is the share of the users searched for, ``perfect_calibration`` the error of
        probabilities that bands are drawn by.
    floor_value : float or None
        The constant, where the floor is one by definition.
    skips_constants : bool
        Whether it asks what a constant answer does not have: an order of users, probabilities.
    is_raised_by_noise : bool
        Whether it sums distances, so that drawing users anew raises it.
    """

    name: str
    title: str
    compute: Callable[[Answers, Floats], Floats]
    floor_name: str
    floor_value: float | None = None
    skips_constants: bool = False
    is_raised_by_noise: bool = False


METRICS: tuple[Metric, ...] = (
    Metric("mae", "MAE (years)", mae, "constant_median"),
    Metric("rmse", "RMSE (years)", rmse, "constant_mean"),
    Metric("r2", "R2", r2, "constant_mean"),
    Metric("spearman", "Spearman", spearman, "no_ranking", 0.0, skips_constants=True),
    Metric("macro_mae", "MAE over bands", macro_mae, "constant_median"),
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
    Metric("rps", "RPS", rps, "constant_median"),
    Metric("log_score", "log score", log_score, "constant_median"),
    Metric(
        "calibration_error",
        "calibration error",
        calibration_error,
        PERFECT_CALIBRATION,
        skips_constants=True,
        is_raised_by_noise=True,
    ),
)

SKILLS = {"rps": "rps_skill", "log_score": "log_skill"}
"""Proper score -> name of the share of its floor that a model takes away."""
