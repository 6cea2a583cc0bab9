"""SQL functions over raw files."""

from __future__ import annotations

import shutil
from pathlib import Path

from duckdb import DuckDBPyConnection

from plumage import __version__
from plumage.raw.facts import FileFacts, inspect_raw_file


def clear_spool(spool_dir: str) -> bool:
    """Remove the copies of irregular files; True when there were any.

    Raises
    ------
    ValueError
        If the folder is none that Plumage makes.
    """
    if not spool_dir.endswith(".spool"):
        raise ValueError(f"spool folder must end with .spool, got: {spool_dir}")
    folder = Path(spool_dir)
    if not folder.is_dir():
        return False
    shutil.rmtree(folder, ignore_errors=True)
    return True


def register(connection: DuckDBPyConnection) -> None:
    """Register the functions that staging models call."""
    connection.create_function("plumage_version", lambda: __version__, [], "VARCHAR")
    connection.create_function(
        "plumage_inspect_raw_file",
        inspect_raw_file,
        ["VARCHAR", "VARCHAR"],
        connection.type(FileFacts.sql_type()),
        null_handling="special",
        # It reads and writes files: DuckDB must neither cache nor repeat a call.
        side_effects=True,
    )
    connection.create_function(
        "plumage_clear_spool", clear_spool, ["VARCHAR"], "BOOLEAN", side_effects=True
    )
