"""The people that campaigns ask for: each age band, and everybody from an age on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from plumage.age.answers import AGE_THRESHOLDS
from plumage.age.bands import AgeBands
from plumage.learning.thresholds import Target
from plumage.learning.weighted import Floats


def targets_of(
    ages: ArrayLike,
    bands: AgeBands,
    band_probabilities: Sequence[ArrayLike],
    threshold_probabilities: Mapping[int, Sequence[ArrayLike]],
) -> list[Target]:
    """Make the targets that marketing asks about: each band, and everybody from an age on.

    Parameters
    ----------
    ages : array-like of float, shape (n_users,)
        True ages in years.
    bands : AgeBands
        Age bands.
    band_probabilities : sequence of array-like of float, shape (n_users, n_bands)
        Out-of-fold probability of each band, one array for each repeat.
    threshold_probabilities : dict of int to sequence of array-like, shape (n_users,)
        For each of ``AGE_THRESHOLDS``, probability of being at least so old, for each repeat.

    Returns
    -------
    list of Target
        Bands from the youngest, then thresholds.
    """
    ages = np.asarray(ages, dtype=float)
    positions = bands.positions_of(ages)
    targets = [
        Target(
            name,
            "band",
            positions == position,
            tuple(_rounded(np.asarray(repeat)[:, position]) for repeat in band_probabilities),
        )
        for position, name in enumerate(bands.names)
    ]
    targets += [
        Target(
            f"{age}+",
            "at_least",
            ages >= age,
            tuple(_rounded(score) for score in threshold_probabilities[age]),
        )
        for age in AGE_THRESHOLDS
    ]
    return targets


def _rounded(score: ArrayLike) -> Floats:
    """Cut off the digits that differ between processors: equal scores are reached alike."""
    return np.round(np.asarray(score, dtype=float), 9)
