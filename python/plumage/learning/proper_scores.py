"""Proper scores of probabilities: on average the least for whoever says what is believed.

An error in years or a rank looks at one number of a distribution; these look at all of it, so that
neither false certainty nor needless doubt pays.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from plumage.learning.weighted import Floats

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


def log_scores(probabilities: Floats, positions: NDArray[np.int64]) -> Floats:
    """Negative logarithm of the probability of the true class.

    Parameters
    ----------
    probabilities : ndarray of float, shape (n_items, n_classes)
        Rows sum to 1.
    positions : ndarray of int, shape (n_items,)
        True classes, from 0.

    Returns
    -------
    ndarray of float, shape (n_items,)
        In nats; 0 at best, 13.8 at most (``LEAST``).

    References
    ----------
    Good (1952). Rational decisions. Journal of the Royal Statistical Society B 14(1).
    """
    said = probabilities[np.arange(positions.size), positions]
    return -np.log(np.clip(said, LEAST, 1))
