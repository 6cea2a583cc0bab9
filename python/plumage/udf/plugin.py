"""dbt-duckdb plugin: registers Plumage's functions on the warehouse connection."""

from __future__ import annotations

from importlib import import_module

from dbt.adapters.duckdb.plugins import BasePlugin
from dbt_common.exceptions import DbtRuntimeError
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
        """Register every function that models call.

        Raises
        ------
        DbtRuntimeError
            If a package is missing, which happens when dbt runs outside the environment.
        """
        for name in FUNCTION_MODULES:
            try:
                module = import_module(name)
            except ImportError as error:
                raise DbtRuntimeError(
                    f"{error}: run `make setup`, then `.venv/bin/dbt build`"
                ) from error
            module.register(conn)
