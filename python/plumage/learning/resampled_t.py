"""Intervals of gains that count the choice of the training set, not of the tested users alone.

A bootstrap over users holds the fitted models fixed. Here the spread of a gain over folds and
repeats stands for how it changes with the users learned from; since training sets share most of
their users, that spread is too small, and is corrected for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from plumage.learning.metrics import Metric, Scored
from plumage.learning.weighted import Floats, one_hot

Folds = Sequence[NDArray[np.int64]]


def fold_values(
    metrics: Sequence[Metric], repeats: Sequence[Scored], folds: Folds
) -> dict[str, Floats]:
    """Metrics on the users of each fold alone.

    Parameters
    ----------
    metrics : sequence of Metric
        What to compute.
    repeats : sequence of Scored
        Answers for the same users, one for each repeat of the cross-validation.
    folds : sequence of ndarray of int, shape (n_users,)
        Fold that each user is tested in, from 0; one array a repeat.

    Returns
    -------
    dict of str to ndarray of float, shape (n_repeats * n_folds,)
        By name of the metric; NaN where it is not defined.
    """
    members = [one_hot(fold, int(fold.max()) + 1).T for fold in folds]
    return {
        metric.name: np.concatenate(
            [metric.compute(answers, one) for answers, one in zip(repeats, members, strict=True)]
        )
        for metric in metrics
    }


def corrected_interval(
    gains: Floats, *, repeats: int = 1, confidence: float = 0.95
) -> tuple[float | None, float | None]:
    """Corrected resampled t interval about the mean gain over folds and repeats.

    Parameters
    ----------
    gains : ndarray of float, shape (n_repeats * n_folds,)
        Gain in each fold.
    repeats : int, default=1
        Repeats of the cross-validation.
    confidence : float, default=0.95
        Nominal cover.

    Returns
    -------
    tuple of (float or None, float or None)
        Limits, rounded to nine digits; None where a fold has no gain.

    References
    ----------
    Nadeau and Bengio (2003). Inference for the generalization error. Machine Learning 52(3).
    Bouckaert and Frank (2004). Evaluating the replicability of significance tests for comparing
    learning algorithms. PAKDD: the same over repeated cross-validation.

    Examples
    --------
    >>> corrected_interval(np.array([0.9, 1.1, 1.0, 0.8, 1.2]))
    (0.705513526, 1.294486474)
    """
    if np.isnan(gains).any():
        return None, None
    # Of k folds, one is tested and the others are learned from.
    tested_per_learned = 1 / (gains.size / repeats - 1)
    error = np.sqrt(gains.var(ddof=1) * (1 / gains.size + tested_per_learned))
    reach = t.ppf((1 + confidence) / 2, df=gains.size - 1) * error
    return round(float(gains.mean() - reach), 9), round(float(gains.mean() + reach), 9)
