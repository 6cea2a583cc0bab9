"""What models said of each labelled user without having seen that user's age, user by user.

Marts set these rows beside the true ages; published predictions of labelled users cannot be, since
their model has seen them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.age.bands import AgeBands
from plumage.age.uncertainty import Stated


def out_of_fold_years(
    user_ids: Sequence[int], years: Sequence[NDArray[np.int64]], stated: Sequence[Stated]
) -> pd.DataFrame:
    """Lay out predicted years with what stands beside them.

    Parameters
    ----------
    user_ids : sequence of int, shape (n_users,)
        Labelled users.
    years : sequence of ndarray of int, shape (n_users,)
        Predicted age in years; one array a repeat of the validation.
    stated : sequence of Stated
        As from ``fold_uncertainty.out_of_fold_stated``, one a repeat.

    Returns
    -------
    pandas.DataFrame
        One row per repeat and user: ``repeat`` (from 1), ``user_id``, ``predicted_age_years``,
        ``interval_low_years``, ``interval_high_years``, ``information_bits``, ``abstain``.
    """
    parts = [
        pd.DataFrame(
            {
                "repeat": repeat,
                "user_id": np.asarray(user_ids),
                "predicted_age_years": said,
                "interval_low_years": beside.intervals["interval_low_years"].to_numpy(),
                "interval_high_years": beside.intervals["interval_high_years"].to_numpy(),
                "information_bits": beside.information_bits,
                "abstain": beside.abstain,
            }
        )
        for repeat, (said, beside) in enumerate(zip(years, stated, strict=True), start=1)
    ]
    return pd.concat(parts, ignore_index=True)


def out_of_fold_bands(
    user_ids: Sequence[int],
    probabilities: Sequence[NDArray[np.floating]],
    in_set: Sequence[NDArray[np.bool_]],
    bands: AgeBands,
) -> pd.DataFrame:
    """Lay out band probabilities and sets of bands.

    Parameters
    ----------
    user_ids : sequence of int, shape (n_users,)
        Labelled users.
    probabilities : sequence of ndarray of float, shape (n_users, n_bands)
        Probability of each band; one array a repeat.
    in_set : sequence of ndarray of bool, shape (n_users, n_bands)
        Whether the user's set holds the band; one array a repeat.
    bands : AgeBands
        Age bands.

    Returns
    -------
    pandas.DataFrame
        One row per repeat, user and band: ``repeat`` (from 1), ``user_id``, ``age_band_id``,
        ``probability``, ``is_in_set``.

    Examples
    --------
    >>> bands = AgeBands(ids=(1, 2), names=("young", "old"), edges=(30,))
    >>> in_set = [np.array([[True, False]])]
    >>> out_of_fold_bands([7], [np.array([[0.75, 0.25]])], in_set, bands)
       repeat  user_id  age_band_id  probability  is_in_set
    0       1        7            1         0.75       True
    1       1        7            2         0.25      False
    """
    parts = [
        pd.DataFrame(
            {
                "repeat": repeat,
                "user_id": np.repeat(np.asarray(user_ids), len(bands)),
                "age_band_id": np.tile(np.asarray(bands.ids), len(user_ids)),
                "probability": np.asarray(said, dtype=float).ravel(),
                "is_in_set": held.ravel(),
            }
        )
        for repeat, (said, held) in enumerate(zip(probabilities, in_set, strict=True), start=1)
    ]
    return pd.concat(parts, ignore_index=True)
