"""How far band probabilities are from what happens, beside what perfect ones would show."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from plumage.weighted import Floats, divide

BINS = 10
"""Groups of users of like probability, equally many in each."""


def class_wise_error(
    probabilities: Floats, bands: NDArray[np.int64], weights: Floats, *, bins: int = BINS
) -> Floats:
    """Mean distance of probability from share, over bins of users and over bands.

    For each band, users are put in bins of equal size by its probability; a bin's distance is that
    of the mean probability from the share of users in the band. Bins count by their users, bands
    alike.

    Parameters
    ----------
    probabilities : ndarray of float, shape (n_users, n_bands)
        Of each band.
    bands : ndarray of int, shape (n_users,)
        True bands, as positions from 0.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.
    bins : int, default=10
        Number of bins.

    Returns
    -------
    ndarray of float, shape (n_replicates,)
        Between 0 and 1.

    References
    ----------
    Kull et al. (2019). Beyond temperature scaling: obtaining well-calibrated multi-class
    probabilities with Dirichlet calibration. NeurIPS.
    """
    user_count, band_count = probabilities.shape
    starts = np.unique(np.arange(min(bins, user_count)) * user_count // min(bins, user_count))
    total = np.zeros(len(weights))
    for band in range(band_count):
        order = np.argsort(probabilities[:, band], kind="stable")
        excess = probabilities[order, band] - (bands[order] == band)
        total += np.abs(np.add.reduceat(weights[:, order] * excess, starts, axis=1)).sum(axis=1)
    return divide(total / band_count, weights.sum(axis=1))


def error_if_perfect(
    probabilities: Floats, *, draws: int = 500, seed: int, bins: int = BINS
) -> Floats:
    """Calibration error that probabilities show although bands are drawn by them.

    Parameters
    ----------
    probabilities : ndarray of float, shape (n_users, n_bands)
        Of each band; rows sum to 1.
    draws : int, default=500
        Times that a band is drawn for each user.
    seed : int
        Seed of the draws.
    bins : int, default=10
        Number of bins.

    Returns
    -------
    ndarray of float, shape (draws,)
        Errors that are noise alone, sorted.
    """
    rng = np.random.default_rng(seed)
    edges = np.cumsum(probabilities, axis=1)[:, :-1]
    ones = np.ones((1, len(probabilities)))
    found = []
    for _ in range(draws):
        drawn = (rng.random(len(probabilities))[:, None] > edges).sum(axis=1)
        found.append(class_wise_error(probabilities, drawn, ones, bins=bins)[0])
    return np.sort(found)
