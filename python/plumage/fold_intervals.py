"""Conformal intervals of cross-validated users, each calibrated without the fold of the user."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from plumage.conformal import ConformalYears
from plumage.validation import OuterFold


def out_of_fold_intervals(
    repeats: Sequence[Sequence[OuterFold]],
    grid: ArrayLike,
    ages: NDArray[np.int64],
    levels: Sequence[str],
    *,
    model: str,
    role: str = "years",
    cover: float = 0.8,
    min_group_users: int = 100,
) -> list[pd.DataFrame]:
    """Give each labelled user an interval that no label of the user's own fold has touched.

    In each training set, intervals are calibrated on what inner models said of training users whom
    they had not seen; then the model of the whole training set gets its intervals on the test fold.

    Parameters
    ----------
    repeats : sequence of sequence of OuterFold
        Folds of each repeat, as ``Validation.repeats``.
    grid : array-like of int, shape (n_years,)
        Whole years.
    ages : ndarray of int, shape (n_users,)
        True ages; those of a fold are not looked at for the fold.
    levels : sequence of str, shape (n_users,)
        Evidence level of each user.
    model : str
        Published candidate, key of ``OuterFold.masses``.
    role : str, default="years"
        Its role, key of ``OuterFold.inner_mass``.
    cover, min_group_users
        As for ``ConformalYears``.

    Returns
    -------
    list of pandas.DataFrame
        One frame a repeat, one row per user in order, as from ``ConformalYears.predict``.
    """
    groups = np.asarray(levels, dtype=object)
    found = []
    for folds in repeats:
        parts = []
        for fold in folds:
            intervals = ConformalYears(cover=cover, min_group_users=min_group_users)
            inner = fold.inner_mass[role]
            intervals.fit(grid, inner, ages[fold.train], groups[fold.train])
            said = intervals.predict(fold.masses[model], groups[fold.test])
            parts.append(said.set_index(fold.test))
        found.append(pd.concat(parts).sort_index())
    return found
