"""Raw files are read by the same SQL as without Spark: by a DuckDB in each of Spark's workers.

What a record is, what is rejected and why, is said once, in the `base_` models. Their SQL for Spark
is that for DuckDB, cut by `RAW_FILE` into one query a file; workers share the files.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from typing import Any

import duckdb
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from plumage.core.errors import PlumageError
from plumage.privacy import pseudonyms
from plumage.raw import sql_functions as functions
from plumage.raw.facts import FileFacts
from plumage.raw.inspection import inspect_raw_file

RAW_FILE = "/* raw file */"
NO_MORE_RAW_FILES = "/* no more raw files */"
_INSPECTION = "plumage_inspect_raw_file"
_READS_FILES = re.compile(
    rf"\b(?:glob|read_csv|read_json|read_json_objects|{_INSPECTION}|plumage_clear_spool"
    r"|plumage_folders_named_as_files|plumage_names_without_file)\s*\("
)
_BATCH_ROWS = 10_000


def reads_raw_files(sql: str) -> bool:
    """Tell whether a query reads raw files or looks into their folder.

    Parameters
    ----------
    sql : str
        Query in DuckDB's SQL.

    Returns
    -------
    bool
        Whether `read_raw_files` has to answer it.
    """
    return RAW_FILE in sql or NO_MORE_RAW_FILES in sql or bool(_READS_FILES.search(sql))


def queries_by_file(sql: str) -> list[str]:
    """Cut the query of a `base_` model into one a file.

    Parameters
    ----------
    sql : str
        Query whose parts that read a file each begin with `RAW_FILE`; `NO_MORE_RAW_FILES` stands
        before a last part without rows.

    Returns
    -------
    list of str
        Queries whose rows together are those of the query; at least one.

    Examples
    --------
    >>> queries_by_file("with x as (/* raw file */ a union all /* raw file */ b union all "
    ...                 "/* no more raw files */ c) select * from x")
    ['with x as ( a union all  c) select * from x', 'with x as ( b union all  c) select * from x']
    """
    files, _, rest = sql.partition(NO_MORE_RAW_FILES)
    before, *parts = files.split(RAW_FILE)
    return [before + part + rest for part in parts] or [before + rest]


def read_raw_files(session: SparkSession, sql: str) -> DataFrame:
    """Answer a query that reads raw files or looks into their folder.

    Parameters
    ----------
    session : pyspark.sql.SparkSession
        Session whose workers see the folder under the same path.
    sql : str
        Query in DuckDB's SQL.

    Returns
    -------
    pyspark.sql.DataFrame
        Its rows. A `record_number` that is NULL is filled with the row's number within the file.
    """
    if NO_MORE_RAW_FILES not in sql:
        return _inspect(session, sql)
    queries = queries_by_file(sql)
    with _connect() as connection:
        empty = connection.execute(f"select * from ({queries[0]}\n) limit 0").to_arrow_table()
    key_check = pseudonyms.check_key()["key_check"] if "plumage_pseudonym_of_" in sql else None
    rows = session.createDataFrame(
        [(query, key_check) for query in queries], "query string, key_check string"
    )
    # One partition a file; a worker with two files reads them one after the other.
    return rows.repartitionByRange(len(queries), "query").mapInArrow(
        _read_batches, from_arrow_schema(empty.schema)
    )


def _connect() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 1})
    connection.execute("set TimeZone = 'UTC'")
    functions.register(connection)
    pseudonyms.register(connection)
    return connection


def _read_batches(queries: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Answer each query in a worker, and number its records."""
    for batch in queries:
        for row in batch.to_pylist():
            _check_key(row["key_check"])
            with _connect() as connection:
                numbered = 0
                for rows in connection.execute(row["query"]).to_arrow_reader(_BATCH_ROWS):
                    yield _number_records(rows, numbered)
                    numbered += rows.num_rows


def _check_key(key_check: str | None) -> None:
    """Stop a worker whose key is not the launcher's: its hashes would fit to no others."""
    if key_check is not None and pseudonyms.check_key()["key_check"] != key_check:
        key = pseudonyms.KEY_VARIABLE
        raise PlumageError(
            f"users are pseudonymised, and the worker on {socket.gethostname()} has no {key} in its"
            f" environment, or another one than the launcher: set the same {key} on all machines"
        )


def _number_records(rows: pa.RecordBatch, before: int) -> pa.RecordBatch:
    place = rows.schema.get_field_index("record_number")
    if place < 0 or not rows.column(place).null_count:
        return rows
    numbers = pa.array(range(before + 1, before + rows.num_rows + 1), pa.int64())
    return rows.set_column(place, rows.schema.field(place), numbers)


def _inspect(session: SparkSession, sql: str) -> DataFrame:
    """Answer a query about files: the workers inspect them, the driver does the rest."""
    asked: list[tuple[str, str, float]] = []

    def note(path: str, spool_dir: str, max_expansion: float) -> None:
        asked.append((path, spool_dir, max_expansion))

    if _INSPECTION in sql:
        _answer(sql, note)
    found: dict[tuple[str, str, float], Any] = {}
    if asked:
        calls = session.sparkContext.parallelize(asked, len(asked))
        # With places: a worker numbers rows, and does not know which lines were left out between.
        found = dict(
            calls.map(lambda call: (call, inspect_raw_file(*call, with_places=True))).collect()
        )
    answer = _answer(sql, lambda path, spool_dir, most: found[path, spool_dir, most])
    columns = [
        column.cast(pa.string()) if pa.types.is_null(column.type) else column
        for column in answer.columns
    ]
    return session.createDataFrame(pa.table(columns, names=answer.column_names))


def _answer(sql: str, inspect: Any) -> pa.Table:
    """Answer a query in the driver, with another function in place of the inspection."""
    with _connect() as connection:
        connection.remove_function(_INSPECTION)
        connection.create_function(
            _INSPECTION,
            inspect,
            ["VARCHAR", "VARCHAR", "DOUBLE"],
            connection.type(FileFacts.sql_type()),
            null_handling="special",
            side_effects=True,
        )
        return connection.execute(sql).to_arrow_table()
