"""SQL functions over the files of an activity log."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from plumage.activity.facts import LogFacts
from plumage.activity.files import list_files
from plumage.activity.inspection import inspect_file

LISTED = "STRUCT(file_path VARCHAR, byte_count BIGINT, modified_ns BIGINT)[]"


def register(connection: DuckDBPyConnection) -> None:
    """Register the functions that staging models call."""
    # Both look at files: DuckDB must neither cache nor repeat a call.
    connection.create_function(
        "plumage_list_activity_files",
        list_files,
        ["VARCHAR"],
        connection.type(LISTED),
        side_effects=True,
    )
    connection.create_function(
        "plumage_inspect_activity_file",
        inspect_file,
        ["VARCHAR", "VARCHAR", "VARCHAR"],
        connection.type(LogFacts.sql_type()),
        null_handling="special",
        side_effects=True,
    )
