"""The way back: what Spark built, in a DuckDB file that predict.py and the reports read."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from urllib.parse import unquote, urlparse

import duckdb
from dbt.cli.main import dbtRunner
from pyspark.sql import SparkSession

from plumage.core.errors import PlumageError
from plumage.privacy.pseudonyms import KEY_VARIABLE, Pseudonyms
from plumage.warehouse.lock import sole_writer

SCHEMAS = ("marts", "reference")
"""Schemas whose tables are written, all of them."""

STAGING_TABLES = ("base_raw__files", "stg_raw__rejected_records")
"""Of staging, what `predict.py` and `plumage rejects` read: files, and rejected lines."""

VIEWS_OVER_PREDICTIONS = "source:predictions+,config.materialized:view"
"""Selector of what dbt makes in the file from its models, since predict.py comes afterwards."""


def export_warehouse(session: SparkSession, path: Path) -> list[str]:
    """Write the tables of marts, the seeds and what else Python reads into a DuckDB file.

    The file takes the place of one of that name when it is complete. dbt makes the views over
    predictions from their models; their tables are empty until predict.py has run.

    Parameters
    ----------
    session : pyspark.sql.SparkSession
        Session in whose catalogue the tables are.
    path : pathlib.Path
        File to write.

    Returns
    -------
    list of str
        Tables written, with their schema.

    Raises
    ------
    PlumageError
        If nothing is built, its users are pseudonymised under another key than the environment's,
        the file cannot be written, or a view cannot be made.
    """
    for table in ("marts.feat_users", "marts.dim_warehouse"):
        if not session.catalog.tableExists(table):
            raise PlumageError(
                f"there is no {table} in the Spark warehouse (setting:"
                " PLUMAGE_SPARK_WAREHOUSE): run `plumage spark build` first"
            )
    # As it was built: dbt removes what was built with another setting, or another key.
    settings = ("--vars", "{pseudonymise: true}") if _is_pseudonymised(session) else ()
    path.parent.mkdir(parents=True, exist_ok=True)
    # dbt prints what it lists, which is nothing to read unless it fails.
    with redirect_stdout(io.StringIO()) as printed:
        listed = _invoke(path, "ls", *settings, "--output", "name")
    if listed is None:
        print(printed.getvalue())
        raise PlumageError(f"the views of {path} could not be listed: dbt says why above")
    over_predictions = set(listed)
    with sole_writer(path, "an export from Spark"):
        unfinished = path.with_name(f"{path.name}.exporting")
        unfinished.unlink(missing_ok=True)
        try:
            with duckdb.connect(
                str(unfinished), config={"storage_compatibility_version": "v1.4.0"}
            ) as connection:
                connection.execute("set TimeZone = 'UTC'")
                written = [
                    _write_table(session, connection, schema, name)
                    for schema, name in _tables(session, over_predictions)
                ]
            os.replace(unfinished, path)
        except (duckdb.Error, OSError) as error:
            raise PlumageError(f"{path} cannot be written: {error}") from error
        finally:
            unfinished.unlink(missing_ok=True)
    if _invoke(path, "run", *settings) is None:
        raise PlumageError(f"the views of {path} could not be made: dbt says why above")
    return written


def _is_pseudonymised(session: SparkSession) -> bool:
    """Tell how users were stored; stop on a key that is not the one of the build."""
    (built_with,) = session.table("marts.dim_warehouse").select("pseudonym_key_check").first()
    if built_with is None:
        return False
    if Pseudonyms.from_environment().check() != built_with:
        raise PlumageError(
            f"{KEY_VARIABLE} is not the key that the Spark warehouse was built with: set it to that"
            " key, or run `plumage spark build` with this one"
        )
    return True


def _tables(session: SparkSession, over_predictions: set[str]) -> Iterator[tuple[str, str]]:
    """Name what is written: tables, and views whose tables would not all be there."""
    for schema in SCHEMAS:
        names = {row.tableName for row in session.sql(f"show tables in {schema}").collect()}
        for name in sorted(names - over_predictions):
            yield schema, name
    for name in STAGING_TABLES:
        yield "staging", name


def _write_table(
    session: SparkSession, connection: duckdb.DuckDBPyConnection, schema: str, name: str
) -> str:
    """Write one table: from its files where this machine sees them, else by way of the driver."""
    table = session.table(f"{schema}.{name}")
    # Of a view, they would be the files of the tables under it.
    views = {row.viewName for row in session.sql(f"show views in {schema}").collect()}
    addresses = [] if name in views else [urlparse(address) for address in table.inputFiles()]
    connection.execute(f"create schema if not exists {schema}")
    if addresses and all(address.scheme == "file" for address in addresses):
        files = [unquote(address.path) for address in addresses]
        connection.execute(
            f"create table {schema}.{name} as select * from read_parquet(?)", [files]
        )
    else:
        connection.register("rows_of_spark", table.toArrow())
        connection.execute(f"create table {schema}.{name} as select * from rows_of_spark")
        connection.unregister("rows_of_spark")
    return f"{schema}.{name}"


def _invoke(path: Path, command: str, *options: str) -> list[str] | None:
    """Run dbt on the file, for the views over predictions; give the names that it lists.

    None when it fails.
    """
    before = os.environ.get("PLUMAGE_DUCKDB")
    os.environ["PLUMAGE_DUCKDB"] = str(path)
    try:
        result = dbtRunner().invoke(
            ["--quiet", command, "--target", "duckdb", "--select", VIEWS_OVER_PREDICTIONS, *options]
        )
    finally:
        if before is None:
            del os.environ["PLUMAGE_DUCKDB"]
        else:
            os.environ["PLUMAGE_DUCKDB"] = before
    if not result.success:
        return None
    return result.result if command == "ls" else []
