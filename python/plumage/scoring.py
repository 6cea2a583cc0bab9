"""Held-out score: the one place that reads the known ages of users of ages_test.csv.

Nothing here is called before predictions are final, and nothing that fits imports it (tests hold
both).
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from plumage.bands import AgeBands
from plumage.candidates import Predicted
from plumage.errors import PlumageError
from plumage.figures import metric_table
from plumage.metrics import Answers
from plumage.validation import Protocol, answers_of
from plumage.warehouse import connect


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
    with connect(path, read_only=True) as connection:
        name = "fct_held_out_labels"
        found = connection.execute(
            "select count(*) from duckdb_tables() where schema_name = 'marts' and table_name = ?",
            [name],
        ).fetchone()[0]
        if not found:
            raise PlumageError(f"the warehouse has no marts.{name}: run `dbt build` to its end")
        ages = connection.execute(
            f"select user_id, cast(age_years as bigint) as age_years from marts.{name}"
            " where age_years is not null order by user_id"
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
