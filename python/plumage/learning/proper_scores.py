"""Proper scores of probabilities: on average the least for whoever says what is believed.

An error in years or a rank looks at one number of a distribution; these look at all of it, so that
neither false certainty nor needless doubt pays.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from plumage.learning.answers import Answers
from plumage.learning.weighted import Floats, weighted_mean

LEAST = 1e-6
"""Smaller probabilities count as this in the log score: one user in whom a certain answer is wrong
would else make it infinite. A user costs 13.8 at most."""


def ranked_probability_scores(probabilities: Floats, positions: NDArray[np.int64]) -> Floats:
    """Squared distance of P(class <= k) from whether it is so, summed over the ordered classes.

    Parameters
    ----------
    probabilities : ndarray of float, shape (n_users, n_classes)
        Rows sum to 1.
    positions : ndarray of int, shape (n_users,)
        True classes, from 0.

    Returns
    -------
    ndarray of float, shape (n_users,)
        From 0 (certain and right) to ``n_classes - 1``.

    References
    ----------
    Epstein (1969). A scoring system for probability forecasts of ranked categories. Journal of
    Applied Meteorology 8(6). Gneiting and Raftery (2007). Strictly proper scoring rules,
    prediction, and estimation. JASA 102(477).

    Examples
    --------
    >>> ranked_probability_scores(np.array([[0.5, 0.5, 0.0], [0.5, 0.0, 0.5]]), np.array([0, 0]))
    array([0.25, 0.5 ])
    """
    is_below = positions[:, None] <= np.arange(probabilities.shape[1])
    return ((np.cumsum(probabilities, axis=1) - is_below) ** 2).sum(axis=1)


def rps(answers: Answers, weights: Floats) -> Floats:
    """Ranked probability score of the bands.

    Parameters
    ----------
    answers : Answers
        Predictions beside true ages.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        In bands; from 0 to the number of bands less one.
    """
    scores = ranked_probability_scores(answers.probabilities, answers.bands)
    return weighted_mean(scores, weights)


def log_score(answers: Answers, weights: Floats) -> Floats:
    """Mean negative logarithm of the probability of the true band.

    Parameters
    ----------
    answers : Answers
        Predictions beside true ages.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        In nats; 0 at best, 13.8 at most (``LEAST``).

    References
    ----------
    Good (1952). Rational decisions. Journal of the Royal Statistical Society B 14(1).
    """
    said = answers.probabilities[np.arange(answers.bands.size), answers.bands]
    return weighted_mean(-np.log(np.clip(said, LEAST, 1)), weights)
