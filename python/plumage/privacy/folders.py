"""Which folders a warehouse was built from: whoever is looked for there is looked for nowhere else.

The warehouse remembers them whole in its ledger of state, which no mart and no page shows: a path
may hold the name of a person.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import duckdb

from plumage.core.errors import PlumageError
from plumage.core.files import write_whole
from plumage.core.paths import activity_folder, raw_folder
from plumage.core.terminal import warn
from plumage.warehouse.publication import opened

FOLDERS = {
    "raw_folder": ("PLUMAGE_RAW_DIR", raw_folder),
    "activity_folder": ("PLUMAGE_ACTIVITY_DIR", activity_folder),
}
"""Name in the ledger -> setting that names the folder, and what it is for this process."""


def use_folders(warehouse: Path) -> None:
    """Let this process, and what it starts, read the folders that the warehouse was built from.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse, if there is one.

    Raises
    ------
    PlumageError
        If a setting names another folder, a folder is gone, or the warehouse does not tell it.
    """
    for name, folder in read_folders(warehouse).items():
        setting, current = FOLDERS[name]
        if os.environ.get(setting) and current() != folder:
            raise PlumageError(
                f"{warehouse} was built from {folder}, and {setting} is {current()}. Nothing was "
                f"changed. Unset {setting}, or build from that folder first (`dbt build`)"
            )
        if not folder.is_dir():
            raise PlumageError(
                f"{warehouse} was built from {folder}, which is not there. Nothing was changed. "
                f"Put it back; or let {setting} name where it is now, and run `dbt build` first"
            )
        if current() != folder:
            os.environ[setting] = str(folder)
            warn(f"{setting} is not set: looking in {folder}, which the warehouse was built from")


def read_folders(warehouse: Path) -> dict[str, Path]:
    """Read which folders the warehouse was built from, by name.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse; where forgetting has removed it, a file beside it tells.

    Returns
    -------
    dict of str to pathlib.Path
        That of activity logs only where there were any; empty where nothing was built.

    Raises
    ------
    PlumageError
        If the warehouse tells none: it is of an earlier version.
    """
    if not warehouse.exists():
        beside = _beside(warehouse)
        return _in_order(json.loads(beside.read_text()) if beside.exists() else {})
    with opened(warehouse, read_only=True) as connection:
        stored = dict(
            _ask(
                connection,
                "select model_name, file_path from staging.state_ledger"
                f" where model_name in {tuple(FOLDERS)}",
            )
        )
        is_of_export = bool(_ask(connection, "select 1 from marts.dim_warehouse"))
    if not stored or (is_of_export and "raw_folder" not in stored):
        raise PlumageError(
            f"{warehouse} does not tell which folder it was built from (an earlier version of "
            "Plumage built it, or a part of it). Nothing was changed. Run `dbt build` first, with "
            "PLUMAGE_RAW_DIR naming the folder"
        )
    return _in_order(stored)


def _ask(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple]:
    """Run a query; no rows where the warehouse lacks the table."""
    try:
        return connection.execute(query).fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        return []


def keep_folders(warehouse: Path) -> None:
    """Note the folders in use beside the warehouse, before it goes; the next run needs them."""
    current = {name: folder() for name, (_, folder) in FOLDERS.items()}
    folders = {name: str(folder) for name, folder in current.items() if folder.is_dir()}
    write_whole(json.dumps(folders).encode(), _beside(warehouse))


def drop_kept_folders(warehouse: Path) -> None:
    """Remove that note once there is a warehouse again, which tells by itself."""
    if warehouse.exists():
        _beside(warehouse).unlink(missing_ok=True)


def _in_order(stored: Mapping[str, str]) -> dict[str, Path]:
    """Raw files first: by default, logs are among them."""
    return {name: Path(stored[name]) for name in FOLDERS if name in stored}


def _beside(warehouse: Path) -> Path:
    return warehouse.with_name(f"{warehouse.name}.folders")
