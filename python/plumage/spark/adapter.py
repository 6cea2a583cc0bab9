"""dbt-spark's session, taught the SQL of the models."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from dbt.adapters.spark import session as dbt_session
from dbt.flags import get_flags
from dbt_common.exceptions import DbtRuntimeError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from sqlglot.errors import SqlglotError

from plumage.core.errors import PlumageError
from plumage.core.variables import check_variables
from plumage.privacy.setting import IN_CLEAR, WRITING_COMMANDS, is_whole_build, keep_setting
from plumage.spark.dialect import spark_sql, spark_type
from plumage.spark.reader import read_raw_files, reads_raw_files

_COMMENT = re.compile(r"^\s*(?:/\*.*?\*/\s*)*", re.DOTALL)
# What dbt-spark's macros write before the query of a table or view.
_CREATION = re.compile(
    r"^\s*create\s+(?:or\s+replace\s+)?(?:temporary\s+)?(?P<kind>table|view)\s+(?P<name>\S+)"
    r"(?:\s+using\s+\w+)?\s+as\s+(?=with\b|select\b|\(|--|/\*)",
    re.IGNORECASE,
)
_COLUMNS = re.compile(
    r"^\s*create\s+table\s+(?:if\s+not\s+exists\s+)?\S+\s*\((?P<columns>.*)\)\s*(?:using\s+\w+\s*)?$",
    re.IGNORECASE | re.DOTALL,
)
_QUERY = re.compile(r"^\s*(?:with\b|select\b|\()", re.IGNORECASE)
_INSERTION = re.compile(r"^\s*insert\s+into\s+(?P<name>\S+)\s+values", re.IGNORECASE)

_SAID_BY_WORKER = re.compile(r"^plumage\.errors\.PlumageError: (.*)$", re.MULTILINE)


def run_statement(session: SparkSession, sql: str, parameters: tuple[Any, ...] = ()) -> DataFrame:
    """Run a statement of dbt: queries in the models' SQL, everything else in Spark's.

    Parameters
    ----------
    session : pyspark.sql.SparkSession
        Session to run it in.
    sql : str
        Statement.
    parameters : tuple
        Values of a seed's rows, one after the other.

    Returns
    -------
    pyspark.sql.DataFrame
        Its result.
    """
    statement = _COMMENT.sub("", sql, count=1).rstrip().rstrip(";")
    insertion = _INSERTION.match(statement)
    creation = _CREATION.match(statement)
    columns = _COLUMNS.match(statement)
    if parameters and insertion:
        return _insert(session, insertion["name"], parameters)
    if creation:
        head, query = statement[: creation.end()], statement[creation.end() :]
        if reads_raw_files(query):
            rows = read_raw_files(session, query)
            rows.write.saveAsTable(creation["name"].replace("`", ""))
            return _nothing(session)
        statement = head + _translated(session, query)
    elif columns:
        start, end = columns.span("columns")
        statement = statement[:start] + _typed(columns["columns"]) + statement[end:]
    elif _QUERY.match(statement):
        if reads_raw_files(statement):
            return read_raw_files(session, statement)
        statement = _translated(session, statement)
    return session.sql(statement)


def _nothing(session: SparkSession) -> DataFrame:
    return session.sql("select 1 where false")


def _translated(session: SparkSession, query: str) -> str:
    return spark_sql(query, lambda name: session.table(name).columns)


def _typed(columns: str) -> str:
    """Columns of a seed, or of a table of predictions, with types of Spark."""
    written = []
    for column in columns.split(","):
        name, _, data_type = column.strip().partition(" ")
        written.append(f"{name} {spark_type(data_type.strip())}")
    return ", ".join(written)


def _insert(session: SparkSession, table: str, parameters: tuple[Any, ...]) -> DataFrame:
    """Insert rows whose values stand one after the other.

    dbt-spark would write them into the statement, where a quotation mark ends a text.
    """
    schema = session.table(table).schema
    readers = [_READERS[field.dataType.typeName()] for field in schema]
    rows = [
        tuple(
            None if value is None else read(value)
            for read, value in zip(readers, parameters[start : start + len(schema)], strict=True)
        )
        for start in range(0, len(parameters), len(schema))
    ]
    session.createDataFrame(rows, schema).write.insertInto(table)
    return _nothing(session)


def _whole(value: Any) -> int:
    return int(Decimal(str(value)))


def _time(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


_READERS: dict[str, Callable[[Any], Any]] = {
    "string": str,
    "integer": _whole,
    "long": _whole,
    "bigint": _whole,
    "double": float,
    "boolean": lambda value: str(value).lower() == "true",
    "date": lambda value: value,
    "timestamp_ntz": _time,
}


def _reason(error: Exception) -> str:
    """Say what went wrong: Plumage's own words from a worker without the trace around them."""
    text = str(error)
    said = _SAID_BY_WORKER.search(text)
    return f"plumage: {said[1]}" if said else text


def _check_run(session: SparkSession, left_out: Collection[str]) -> None:
    """Check variables and pseudonyms, and remove what a build from nothing replaces."""
    flags = get_flags()
    try:
        check_variables(flags.VARS)
        starts_over = flags.WHICH in WRITING_COMMANDS and keep_setting(
            stored_setting(session),
            flags.VARS,
            warehouse="the Spark warehouse",
            is_whole=is_whole_build(flags, left_out=left_out),
        )
    except PlumageError as error:
        raise DbtRuntimeError(f"plumage: {error}") from error
    if starts_over:
        for schema in ("staging", "intermediate", "marts", "predictions"):
            session.sql(f"drop database if exists {schema} cascade")


def stored_setting(session: SparkSession) -> str | None:
    """Read how the Spark warehouse names people.

    Parameters
    ----------
    session : pyspark.sql.SparkSession
        Session.

    Returns
    -------
    str or None
        As from ``plumage.privacy.setting.stored_setting``.
    """
    if not session.catalog.tableExists("marts.dim_warehouse"):
        return None
    row = session.table("marts.dim_warehouse").select("pseudonym_key_check").first()
    return (row[0] or IN_CLEAR) if row else None


def teach(session: SparkSession, *, left_out: Collection[str] = ()) -> None:
    """Have dbt's cursors run their statements in this session, through `run_statement`.

    dbt-spark has no place to plug a translation in: its cursor's `execute` is replaced. The run is
    checked before its first statement, as the plugin of dbt-duckdb does before it connects.

    Parameters
    ----------
    session : pyspark.sql.SparkSession
        The session that dbt shall work in.
    left_out : collection of str
        What a whole build excludes here.
    """

    @cache
    def check() -> None:
        _check_run(session, left_out)

    def execute(cursor: Any, sql: str, *parameters: Any) -> None:
        cursor._rows = None
        check()
        try:
            cursor._df = run_statement(session, sql, parameters)
        except (PySparkException, SqlglotError, ValueError) as error:
            raise DbtRuntimeError(_reason(error)) from error

    dbt_session.Cursor.execute = execute
    dbt_session.SessionConnectionWrapper._fix_binding = classmethod(lambda cls, value: value)
