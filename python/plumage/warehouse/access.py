"""What Python reads from the warehouse, and the one place where it writes to it.

Reading goes through a read-only connection that is closed before any fit, so that a long run never
keeps others out. Writing replaces the tables of the schema ``predictions`` in one transaction.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path

import duckdb
import pandas as pd

from plumage.core.errors import PlumageError
from plumage.core.paths import temp_folder
from plumage.warehouse.lock import NO_WAREHOUSE, sole_writer

SECONDS_TO_WAIT = (1, 2, 3)
"""Pauses between tries while another process holds the file."""

LOCKED = "Could not set lock on file"
"""In the message of DuckDB when another process holds the file."""


@contextmanager
def connect(path: Path, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse, waiting a few seconds when another process holds it.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.
    read_only : bool
        Whether nothing is to be written.

    Yields
    ------
    duckdb.DuckDBPyConnection
        Open connection; closed on leaving.

    Raises
    ------
    PlumageError
        If the file is absent, locked, not writable or no DuckDB database.
    """
    if not path.is_file():
        raise PlumageError(
            f"there is no warehouse at {path} (setting: PLUMAGE_DUCKDB): run `dbt build` first"
        )
    if not read_only and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise PlumageError(f"{path} or its folder is not writable: predictions are stored in it")
    with nullcontext() if read_only else sole_writer(path, "predictions"):
        yield from _connection(path, read_only=read_only)


def _connection(path: Path, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the file, and close it when the caller is done."""
    for pause in (*SECONDS_TO_WAIT, None):
        try:
            connection = duckdb.connect(str(path), read_only=read_only)
            break
        except duckdb.Error as error:
            if pause is None or LOCKED not in str(error):
                raise PlumageError(reason_not_opened(path, error)) from error
            time.sleep(pause)
    try:
        # Timestamps are UTC everywhere, whatever the zone of the machine.
        connection.execute("set TimeZone = 'UTC'")
        bound_memory(connection)
        yield connection
    except duckdb.Error as error:
        # A full disk, a damaged file: whatever was not committed is undone when it closes.
        said = " ".join(str(error).split())
        raise PlumageError(
            f"{path} could not be {'read' if read_only else 'written'}: {said}"
        ) from error
    finally:
        connection.close()


def bound_memory(connection: duckdb.DuckDBPyConnection) -> None:
    """Apply the settings of a build to whatever reads the warehouse later.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Open connection that has not done anything yet.

    Raises
    ------
    PlumageError
        If ``PLUMAGE_MEMORY_LIMIT`` is no size.
    """
    if folder := temp_folder():
        connection.execute("set temp_directory = $folder", {"folder": str(folder)})
    if limit := os.environ.get("PLUMAGE_MEMORY_LIMIT"):
        try:
            connection.execute("set memory_limit = $limit", {"limit": limit})
        except duckdb.ParserException as error:
            raise PlumageError(
                f"PLUMAGE_MEMORY_LIMIT must be a size such as 2GB, got: {limit}"
            ) from error


def reason_not_opened(path: Path, error: Exception) -> str:
    """Say in one line why DuckDB did not open the file, and what to do.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.
    error : Exception
        The error of DuckDB.

    Returns
    -------
    str
        One line.
    """
    said = " ".join(str(error).split())
    if LOCKED in said:
        holder = said.partition("held in ")[2].partition(". See")[0] or "another process"
        return (
            f"{path} is in use by {holder}: wait until it ends, or close it (a notebook or a shell "
            "that still has the file open counts too), then run again"
        )
    if "not a valid DuckDB" in said:
        return NO_WAREHOUSE.format(path=path)
    return f"{path} cannot be opened: {said}"


def replace_predictions(path: Path, tables: Mapping[str, pd.DataFrame], *, subject: str) -> None:
    """Replace what ``predictions`` holds of a subject, all or nothing.

    Tables named after the subject are its own; the others hold rows of all subjects, told apart by
    their column ``subject``, which is filled in here.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.
    tables : mapping of str to pandas.DataFrame
        New rows by table. A table of the subject's own takes all its columns; a shared one takes
        those that the subject has, the others are NULL. Of a table that is not among them the
        subject's rows are removed.
    subject : str
        Name of the subject.

    Raises
    ------
    PlumageError
        If the warehouse cannot be written, or its tables have other columns.
    """
    with connect(path, read_only=False) as connection:
        connection.execute("begin transaction")
        columns: dict[str, dict[str, str]] = {}
        for name, column, kind in connection.execute(
            "select table_name, column_name, data_type from duckdb_columns()"
            " where schema_name = 'predictions' order by table_name, column_index"
        ).fetchall():
            columns.setdefault(name, {})[column] = kind
        for name, kinds in columns.items():
            if name.startswith(f"{subject}_"):
                connection.execute(f"delete from predictions.{name}")
            elif "subject" in kinds:
                connection.execute(f"delete from predictions.{name} where subject = ?", [subject])
        for name, rows in tables.items():
            kinds = columns.get(name, {})
            is_shared = "subject" in kinds
            new_rows = rows.assign(subject=subject) if is_shared else rows
            missing = set(kinds) - set(new_rows.columns)
            if set(new_rows.columns) - set(kinds) or (missing and not is_shared):
                raise PlumageError(
                    f"predictions.{name} has other columns than this version of Plumage writes: "
                    "run `dbt build`, which rebuilds the table"
                )
            values = ", ".join(
                f"cast({'null' if column in missing else column} as {kind})"
                for column, kind in kinds.items()
            )
            connection.register("new_rows", new_rows)
            connection.execute(f"insert into predictions.{name} select {values} from new_rows")
            connection.unregister("new_rows")
        connection.execute("commit")
