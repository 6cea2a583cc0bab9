"""Features and ages as frames, for whoever fits a model of their own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from plumage.age.inputs import read_table
from plumage.core.errors import PlumageError
from plumage.core.paths import warehouse_path
from plumage.encoding.features import FEATURE_BLOCKS, number_columns_of
from plumage.warehouse.access import connect


class Frames(NamedTuple):
    """What ``plumage.features`` gives; rows are users whose age is known, by ``user_id``.

    Attributes
    ----------
    X : pandas.DataFrame of float, shape (n_users, n_features)
        Numbers of ``marts.feat_users``; NaN where missing.
    y : pandas.Series of int, shape (n_users,)
        Ages in whole years.
    fold : pandas.Series of int, shape (n_users,)
        Fold of each user, from 0, stratified by age band.
    """

    X: pd.DataFrame
    y: pd.Series
    fold: pd.Series


def features(warehouse: str | Path | None = None) -> Frames:
    """Read features, ages and folds of the users whose age is known.

    Columns that are unknown or the same for all users of some training set are left out, since
    models of scikit-learn stop at them. No age of a user of ages_test.csv is among the ages.

    Parameters
    ----------
    warehouse : str or pathlib.Path, optional
        File of the warehouse; by default the one that ``PLUMAGE_DUCKDB`` names.

    Returns
    -------
    Frames
        ``X``, ``y`` and ``fold``.

    Raises
    ------
    PlumageError
        If there is no warehouse, or nobody's age is known in it.
    """
    path = warehouse_path() if warehouse is None else Path(os.path.abspath(warehouse))
    numbers = number_columns_of(FEATURE_BLOCKS)
    columns = ", ".join(f"cast({name} as double) as {name}" for name in numbers)
    with connect(path, read_only=True) as connection:
        rows = read_table(
            connection,
            f"select user_id, cast(age_years as bigint) as age_years, fold, {columns}"
            " from marts.feat_users inner join marts.dim_age_users using (user_id)"
            " where age_years is not null order by user_id",
        )
    if rows.empty:
        raise PlumageError(f"nobody's age is known in {path}: add ages_train.csv, then `dbt build`")
    rows = rows.set_index("user_id")
    known = rows[numbers].astype(float)
    fold = rows["fold"].astype("int64")
    # What is known in one fold alone would stop a fit on the others.
    training = [known[fold != one] for one in fold.unique()]
    telling = [name for name in numbers if all(is_telling(part[name]) for part in training)]
    return Frames(known[telling], rows["age_years"].astype("int64"), fold)


def is_telling(column: pd.Series) -> bool:
    """Whether a column is known of somebody, and not the same of everybody."""
    return bool(column.notna().any()) and len(column.drop_duplicates()) > 1
