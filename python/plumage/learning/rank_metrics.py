"""How well predictions order users by age, as functions of a matrix of weights of users."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from plumage.learning.answers import Answers
from plumage.learning.weighted import Floats, area_under_curve, divide, rank_correlation, ties


def spearman(answers: Answers, weights: Floats) -> Floats:
    """Rank correlation of predicted and true age, ties at their mean rank.

    Parameters
    ----------
    answers : Answers
        Predictions beside true ages.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        From -1 to 1; NaN where either side is constant.
    """
    return rank_correlation(answers.ages, answers.years, weights)


def auc_at(threshold: int) -> Callable[[Answers, Floats], Floats]:
    """Make the metric: chance that an older user is scored above a younger one, ties half.

    Parameters
    ----------
    threshold : int
        Age in years from which a user counts as older.

    Returns
    -------
    callable
        Metric of answers and weights; NaN where one of the two groups is empty.
    """

    def auc(answers: Answers, weights: Floats) -> Floats:
        scores = answers.threshold_scores[threshold]
        return area_under_curve(scores, answers.ages >= threshold, weights)

    return auc


def average_precision_at(threshold: int) -> Callable[[Answers, Floats], Floats]:
    """Make the metric: precision, averaged over the older users as they are reached by score.

    It is the area under the curve of precision over recall (PR-AUC) without interpolation. Other
    than the area under the ROC curve, it looks at the top of the order alone, where a rare group is
    searched for.

    Parameters
    ----------
    threshold : int
        Age in years from which a user counts as older.

    Returns
    -------
    callable
        Metric of answers and weights, from 0 to 1; without any order of users it is the share of
        the older ones. NaN where nobody is older.

    References
    ----------
    Davis and Goadrich (2006). The relationship between precision-recall and ROC curves. ICML.
    """

    def average_precision(answers: Answers, weights: Floats) -> Floats:
        older = answers.ages >= threshold
        order, starts = ties(-answers.threshold_scores[threshold])
        drawn = weights[:, order]
        positives = np.add.reduceat(drawn * older[order], starts, axis=1)
        reached = np.cumsum(np.add.reduceat(drawn, starts, axis=1), axis=1)
        precision = np.cumsum(positives, axis=1) / np.where(reached > 0, reached, 1)
        return divide((positives * precision).sum(axis=1), positives.sum(axis=1))

    return average_precision
