"""dbt-duckdb plugin: registers Plumage's functions, and has builds work on a copy."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin
from dbt.flags import get_flags
from dbt_common.exceptions import DbtRuntimeError
from duckdb import DuckDBPyConnection
from duckdb import Error as DuckDBError

from plumage.core.errors import PlumageError
from plumage.core.paths import ROOT
from plumage.core.terminal import say_last
from plumage.core.tracking import check_untracked
from plumage.core.variables import check_variables
from plumage.privacy.setting import WRITING_COMMANDS, check_setting, is_whole_build
from plumage.privacy.shown import check_shown
from plumage.warehouse.lock import release_lock, take_lock
from plumage.warehouse.publication import Publication

# Each module has a `register(connection)`.
FUNCTION_MODULES: tuple[str, ...] = (
    "plumage.raw.sql_functions",
    "plumage.privacy.pseudonyms",
    "plumage.warehouse.state",
    "plumage.udf.sentiment",
    "plumage.udf.emoji",
    "plumage.udf.plain_text",
    "plumage.activity.functions",
    "plumage.udf.inference",
)


BUILDING_COMMANDS = frozenset(("build", "run", "seed", "snapshot", "retry"))
"""Commands of dbt whose result is published as a whole; others read, or work in place."""

MODEL_COMMANDS = frozenset(("build", "run", "retry"))
"""Those of them that build reports."""

IN_PLACE = "PLUMAGE_IN_PLACE"
"""Set by ``plumage activity ingest``: a copy would cost each batch the whole history."""


MEMORY_LIMIT = "PLUMAGE_MEMORY_LIMIT"
"""Size that DuckDB's memory may have; without it DuckDB takes up to 80 % of the machine's."""


class Plugin(BasePlugin):
    """Named in profiles.yml; dbt-duckdb calls it once for each new connection."""

    publication: Publication | None = None

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Check a run, and direct a build to a copy, before the first connection is made.

        Raises
        ------
        DbtRuntimeError
            If a variable is impossible, or people would be named otherwise than in the warehouse,
            or a part of it would show more or less of them than the rest; if the copy cannot be
            made: another build runs, or there is no room; or if dbt would take a part of the path
            for an option.
        """
        if set("?#") & set(self.creds.path):
            raise DbtRuntimeError(
                f"plumage: the warehouse's path has a ? or a #, which dbt-duckdb takes for the end"
                f" of it: {self.creds.path}. Let PLUMAGE_DUCKDB name another place"
            )
        flags = get_flags()
        try:
            check_variables(flags.VARS)
            if flags.WHICH in WRITING_COMMANDS and ":" not in self.creds.path:
                self._begin(Path(self.creds.path).resolve(), flags)
        except PlumageError as error:
            raise DbtRuntimeError(f"plumage: {error}") from error

    def _begin(self, warehouse: Path, flags: Any) -> None:
        """Take the lock, check what people are called and shown by, and make the copy."""
        builds, in_place = flags.WHICH in BUILDING_COMMANDS, bool(os.environ.get(IN_PLACE))
        if builds and warehouse.is_relative_to(ROOT):
            check_untracked(warehouse, option="PLUMAGE_DUCKDB", instead="a file in data/")
        publication, resume = Publication(warehouse), "retry" in sys.argv
        # `dbt retry` builds only what failed: what it goes on with must have its own setting.
        goes_on = builds and resume and publication.copy.exists()
        if builds:
            take_lock(warehouse, "a batch of the activity log" if in_place else "a dbt build")
        built = publication.copy if goes_on else warehouse
        is_whole = is_whole_build(flags) and not resume
        try:
            starts_over = check_setting(built, flags.VARS, is_whole=is_whole)
            if flags.WHICH in MODEL_COMMANDS:
                check_shown(built, flags.VARS, is_whole=is_whole)
        except PlumageError:
            release_lock(warehouse)
            raise
        if builds and not in_place:
            publication.begin(resume=resume, starts_over=starts_over)
            self.publication = publication
            self.creds.path = str(publication.copy)

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Bound the memory, and register every function that models call.

        Raises
        ------
        DbtRuntimeError
            If a package is missing, which happens when dbt runs outside the environment; or if the
            memory limit is no size.
        """
        if limit := os.environ.get(MEMORY_LIMIT):
            try:
                conn.execute("set memory_limit = $limit", {"limit": limit})
            except DuckDBError as error:
                raise DbtRuntimeError(
                    f"plumage: {MEMORY_LIMIT} must be a size such as 2GB, got: {limit}"
                ) from error
        for name in FUNCTION_MODULES:
            try:
                module = import_module(name)
            except ImportError as error:
                raise DbtRuntimeError(
                    f"{error}: run `make setup`, then `.venv/bin/dbt build`"
                ) from error
            module.register(conn)
        for name, function, types in (
            ("plumage_publish_warehouse", self._publish, []),
            ("plumage_say_last", say_last, ["VARCHAR"]),
        ):
            conn.create_function(name, function, types, "BOOLEAN", side_effects=True)

    def _publish(self) -> bool:
        """Publish the copy that the build worked on, where there is one."""
        if self.publication is None:
            return False
        try:
            return self.publication.publish()
        except PlumageError as error:
            say_last(str(error))
            raise
