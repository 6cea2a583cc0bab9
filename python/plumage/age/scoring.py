"""Scores by ages that nobody learned from: held-out ones, and those outside the plausible range.

This is the one place that reads the known ages of users of ages_test.csv.

Nothing here is called before predictions are final, and nothing that fits imports it (tests hold
both).
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from plumage.age.answers import Answers, Predicted, answers_of
from plumage.age.bands import AgeBands
from plumage.age.figures import metric_table
from plumage.age.validation import Validation
from plumage.core.errors import PlumageError
from plumage.learning.protocol import Protocol
from plumage.warehouse.access import connect


def read_held_out_ages(path: Path) -> pd.Series:
    """Read the ages of users of ages_test.csv that are known after all.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.

    Returns
    -------
    pandas.Series of int
        Ages in whole years by ``user_id``, sorted; empty when none is known.

    Raises
    ------
    PlumageError
        If the table is missing.
    """
    return _read_ages(path, "fct_held_out_labels", "age_years")


def read_implausible_ages(path: Path) -> pd.Series:
    """Read the ages of users with a label outside the plausible range.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.

    Returns
    -------
    pandas.Series of int
        Stated ages in whole years by ``user_id``, sorted; empty when there is none.

    Raises
    ------
    PlumageError
        If the table is missing.
    """
    return _read_ages(path, "fct_implausible_labels", "stated_age_years")


def _read_ages(path: Path, name: str, column: str) -> pd.Series:
    with connect(path, read_only=True) as connection:
        found = connection.execute(
            "select count(*) from duckdb_tables() where schema_name = 'marts' and table_name = ?",
            [name],
        ).fetchone()[0]
        if not found:
            raise PlumageError(f"the warehouse has no marts.{name}: run `dbt build` to its end")
        ages = connection.execute(
            f"select user_id, cast({column} as bigint) as age_years from marts.{name}"
            f" where {column} is not null order by user_id"
        ).df()
    return ages.set_index("user_id")["age_years"]


def held_out_table(
    predictions: dict[str, Predicted],
    levels: pd.Series,
    ages: pd.Series,
    *,
    bands: AgeBands,
    protocol: Protocol,
    seed: int,
) -> pd.DataFrame:
    """Score final predictions on users whose labels no fit has seen.

    Parameters
    ----------
    predictions : dict of str to Predicted
        By model: predictions for the users of ``levels``.
    levels : pandas.Series of str
        Evidence level by ``user_id``.
    ages : pandas.Series of int
        Known ages by ``user_id``.
    bands : AgeBands
        Age bands.
    protocol : Protocol
        Replicates and smallest group.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        As from ``metric_table``; empty when no age is known.
    """
    known = levels.index.isin(ages.index)
    if not known.any():
        return pd.DataFrame()
    true = ages.loc[levels.index[known]].to_numpy()
    answers: dict[str, list[Answers]] = {}
    for model, predicted in predictions.items():
        answers[model] = [answers_of(predicted.of(known), true, bands)]
    return metric_table("held_out", answers, levels[known], protocol, seed=seed)


def with_implausible_table(
    validation: Validation,
    predictions: dict[str, Predicted],
    levels: pd.Series,
    labelled: pd.Index,
    ages: pd.Series,
    *,
    protocol: Protocol,
    seed: int,
) -> pd.DataFrame:
    """Score cross-validated answers with users whose label is implausible counted too.

    Nobody learned from those labels, so the final models answer for these users.

    Parameters
    ----------
    validation : Validation
        Answers for labelled users.
    predictions : dict of str to Predicted
        By model: final predictions for the users of ``levels``.
    levels : pandas.Series of str
        Evidence level by ``user_id``, of all users.
    labelled : pandas.Index of int
        Users of ``validation``, in its order.
    ages : pandas.Series of int
        Implausible ages by ``user_id``.
    protocol : Protocol
        Replicates and smallest group.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        As from ``metric_table``, for the models that are fitted on all labelled users; empty when
        there is no implausible age.
    """
    if ages.empty:
        return pd.DataFrame()
    asked = levels.index.isin(ages.index)
    bands, stated = validation.setting.bands, ages.loc[levels.index[asked]].to_numpy()
    answers = {}
    for model in validation.names():
        if model in predictions:
            added = answers_of(predictions[model].of(asked), stated, bands)
            answers[model] = [repeat.joined(added) for repeat in validation.answers(model)]
    counted = pd.concat([levels.loc[labelled], levels[asked]])
    return metric_table("cv_with_implausible", answers, counted, protocol, seed=seed)
