"""A run that stands in the warehouse, when it is the one that is asked for: nobody waits twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from plumage.age.inputs import Inputs
from plumage.age.ordinal_features import ORDINAL_FEATURES
from plumage.age.outputs import run_id_of
from plumage.age.report import Findings
from plumage.age.validation import PROTOCOLS
from plumage.warehouse.access import connect

THOROUGHNESS = ("none", "quick", "full")
"""Keys of ``PROTOCOLS``: each asks for less than the next."""

COVERS = ("interval_cover", "age_band_set_cover")
"""How often intervals and sets held the truth."""

READ = (
    "model_runs",
    "age_predictions",
    "model_metrics",
    "model_gains",
    "age_model_coefficients",
    "age_inner_outer_errors",
    "age_label_shift",
    *COVERS,
)


@dataclass(frozen=True)
class StoredRun:
    """What the warehouse holds of a run.

    Attributes
    ----------
    row : dict of str to object
        Its row of ``model_runs``.
    years : pandas.Series of int
        Published year by ``user_id``.
    findings : Findings
        What is told of it.
    covers : dict of str to pandas.DataFrame
        Rows of the tables ``COVERS``.
    """

    row: dict[str, object]
    years: pd.Series
    findings: Findings
    covers: dict[str, pd.DataFrame]


def find_stored_run(
    path: Path, inputs: Inputs, asked: str, *, seed: int | None
) -> StoredRun | None:
    """Find the run that would be repeated.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.
    inputs : Inputs
        What is to be learned from and answered.
    asked : str
        How models are to be judged at least: key of ``PROTOCOLS``.
    seed : int or None
        Seed of the run; None for that of the run in the warehouse.

    Returns
    -------
    StoredRun or None
        None when data, settings, versions or seed were others, or models were judged less
        thoroughly.
    """
    with connect(path, read_only=True) as connection:
        found = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'predictions'"
        ).fetchall()
        if not set(READ) <= {name for (name,) in found}:
            return None
        tables = {name: read_own(connection, name) for name in READ}
    runs = tables["model_runs"]
    if len(runs) != 1 or not {"run_id", "validation", "seed"} <= set(runs.columns):
        return None
    row = runs.iloc[0].to_dict()
    validation = row["validation"]
    if validation not in THOROUGHNESS[THOROUGHNESS.index(asked) :]:
        return None
    seed = int(row["seed"]) if seed is None else seed
    if row["run_id"] != run_id_of(inputs.fingerprint(), seed, PROTOCOLS[validation]):
        return None
    years = tables["age_predictions"].set_index("user_id")["predicted_age_years"]
    if set(years.index) != set(inputs.tables.features["user_id"]):
        return None
    covers = {name: tables[name] for name in COVERS}
    return StoredRun(row, years, findings_of(inputs, tables), covers)


def read_own(connection: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    """Read the rows of a table of ``predictions`` that are about age."""
    rows = connection.execute(f"select * from predictions.{name}").df()
    return rows.query("subject == 'age'").drop(columns="subject") if "subject" in rows else rows


def findings_of(inputs: Inputs, tables: Mapping[str, pd.DataFrame]) -> Findings:
    """Take what is told of a run from its tables.

    Parameters
    ----------
    inputs : Inputs
        What it learned from.
    tables : mapping of str to pandas.DataFrame
        Tables of ``predictions`` by name.

    Returns
    -------
    Findings
        Of it.
    """
    gains, terms = tables["model_gains"], tables["age_model_coefficients"]
    names = {feature.name for feature in ORDINAL_FEATURES}
    left_out = frozenset(terms.loc[terms["left_out_because"].notna(), "term"]) & names
    return Findings(
        metrics=tables["model_metrics"],
        gains=gains,
        population=gains["population"].iloc[0] if len(gains) else "all",
        bands=inputs.bands.positions_of(tables["age_predictions"]["predicted_age_years"]),
        left_out=left_out if len(terms) else None,
        inner_outer=tables["age_inner_outer_errors"],
        label_shift=tables["age_label_shift"],
    )
