"""dbt-duckdb plugin: registers Plumage's functions on the warehouse connection."""

from __future__ import annotations

from importlib import import_module

from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb import DuckDBPyConnection

# Each module has a `register(connection)`.
FUNCTION_MODULES: tuple[str, ...] = (
    "plumage.raw.functions",
    "plumage.udf.sentiment",
    "plumage.udf.emoji",
)


class Plugin(BasePlugin):
    """Named in profiles.yml; dbt-duckdb calls it once for each new connection."""

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Register every function that models call."""
        for name in FUNCTION_MODULES:
            import_module(name).register(conn)
