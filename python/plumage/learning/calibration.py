"""How far band probabilities are from what happens, beside what perfect ones would show."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from plumage.learning.weighted import Floats, divide

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
    total = np.zeros(len(weights))
    for band, order, starts in binned(probabilities, bins):
        excess = probabilities[order, band] - (bands[order] == band)
        total += np.abs(np.add.reduceat(weights[:, order] * excess, starts, axis=1)).sum(axis=1)
    return divide(total / probabilities.shape[1], weights.sum(axis=1))


def binned(
    probabilities: Floats, bins: int
) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.int64]]]:
    """Put users in bins of equal size by the probability of each band.

    Parameters
    ----------
    probabilities : ndarray of float, shape (n_users, n_bands)
        Of each band.
    bins : int
        Number of bins.

    Yields
    ------
    tuple of (int, ndarray of int, ndarray of int)
        Band, what sorts the users, and where in that order each bin starts.
    """
    user_count, band_count = probabilities.shape
    starts = np.unique(np.arange(min(bins, user_count)) * user_count // min(bins, user_count))
    for band in range(band_count):
        yield band, np.argsort(probabilities[:, band], kind="stable"), starts


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
    chances = rng.random((draws, len(probabilities)))
    drawn = sum((chances > edge).astype(np.int64) for edge in edges.T)
    total = np.zeros(draws)
    for band, order, starts in binned(probabilities, bins):
        excess = probabilities[order, band] - (drawn[:, order] == band)
        total += np.abs(np.add.reduceat(excess, starts, axis=1)).sum(axis=1)
    return np.sort(total / probabilities.size)
