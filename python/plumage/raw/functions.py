"""SQL functions over raw files."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from plumage import __version__
from plumage.raw.facts import FileFacts, inspect_raw_file


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
