"""Numbers of users, as the models read them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.encoding.features import EVIDENCE_BLOCKS, FEATURE_BLOCKS, number_columns_of

Floats = NDArray[np.float64]

MAX_DEVIATIONS = 4.0
"""Standardised numbers are cut there: one odd profile must not decide a linear sum."""


@dataclass(frozen=True)
class NumberScale:
    """How numbers are spread among users: fills gaps and standardises.

    Attributes
    ----------
    medians, means, scales : ndarray of float
        By number; means and scales after filling gaps.
    """

    medians: Floats
    means: Floats
    scales: Floats

    @classmethod
    def of(cls, numbers: Floats) -> NumberScale:
        """Learn medians, means and standard deviations.

        Parameters
        ----------
        numbers : ndarray of float, shape (n_users, n_numbers)
            NaN where missing.

        Returns
        -------
        NumberScale
            Numbers that never vary get an infinite scale.
        """
        known = ~np.isnan(numbers).all(axis=0)
        medians = np.zeros(numbers.shape[1])
        medians[known] = np.nanmedian(numbers[:, known], axis=0)
        filled = np.where(np.isnan(numbers), medians, numbers)
        scales = filled.std(axis=0)
        return cls(medians, filled.mean(axis=0), np.where(scales > 1e-9, scales, np.inf))

    def rows(self, numbers: Floats, columns: NDArray[np.int64]) -> Floats:
        """Standardised numbers and indicators of gaps, rows about as long as a TF-IDF row.

        Parameters
        ----------
        numbers : ndarray of float, shape (n_users, n_numbers)
            NaN where missing.
        columns : ndarray of int
            Numbers to take.

        Returns
        -------
        ndarray of float, shape (n_users, 2 * n_columns)
            Mean square 1 / n_columns where the number varies.
        """
        chosen = numbers[:, columns]
        missing = np.isnan(chosen)
        filled = np.where(missing, self.medians[columns], chosen)
        standardised = (filled - self.means[columns]) / self.scales[columns]
        rows = np.hstack([np.clip(standardised, -MAX_DEVIATIONS, MAX_DEVIATIONS), missing])
        return rows / np.sqrt(max(columns.size, 1))


def user_frame(features: pd.DataFrame) -> pd.DataFrame:
    """Lay out numbers of users, in order of user id.

    Parameters
    ----------
    features : pandas.DataFrame
        ``marts.feat_users``.

    Returns
    -------
    pandas.DataFrame
        Index ``user_id``; ``evidence_level``, then numbers as float, NaN where missing or where
        the evidence level has nothing of the block.
    """
    features = features.sort_values("user_id").set_index("user_id")
    levels = features["evidence_level"].astype(object)
    columns: dict[str, object] = {"evidence_level": levels}
    for block in FEATURE_BLOCKS:
        lacking = levels.map(
            {level: block not in known for level, known in EVIDENCE_BLOCKS.items()}
        )
        for name in number_columns_of([block]):
            values = pd.to_numeric(features[name]).to_numpy(dtype=float, na_value=np.nan)
            columns[name] = np.where(lacking.to_numpy(dtype=bool), np.nan, values)
    return pd.DataFrame(columns, index=features.index)
