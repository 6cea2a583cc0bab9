"""Tables of two warehouses compared row by row: DuckDB's file and Spark's folder of parquet."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

# Means are rounded to nine digits: sums in another order may fall on the other side of a half.
TOLERANCE = 1e-9 * 1.001


def spark_table(folder: Path, schema: str, name: str) -> pa.Table:
    """Read a table of the Spark warehouse from its files."""
    files = sorted((folder / "tables" / f"{schema}.db" / name).glob("*.parquet"))
    with duckdb.connect() as connection:
        return connection.execute(
            "select * from read_parquet(?)", [[str(file) for file in files]]
        ).to_arrow_table()


def differences(left: pa.Table, right: pa.Table) -> Iterator[str]:
    """Say what differs between two tables, the order of rows apart; nothing when they are equal."""
    if left.column_names != right.column_names:
        yield f"columns {left.column_names} against {right.column_names}"
        return
    rows_left, rows_right = (sorted(_rows(table), key=_place) for table in (left, right))
    if len(rows_left) != len(rows_right):
        yield f"{len(rows_left)} rows against {len(rows_right)} rows"
        return
    told: set[str] = set()
    for row_left, row_right in zip(rows_left, rows_right, strict=True):
        for name, value, other in zip(left.column_names, row_left, row_right, strict=True):
            if name not in told and not equal(value, other):
                told.add(name)
                yield f"{name}: {value!r} against {other!r}"


def equal(left: Any, right: Any) -> bool:
    """Compare two values: numbers within the tolerance, relative where they are large."""
    if left is None or right is None:
        return left is right
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, float) or isinstance(right, float):
        if math.isnan(left) or math.isnan(right):
            return math.isnan(left) and math.isnan(right)
        return abs(left - right) <= TOLERANCE * max(1.0, abs(left), abs(right))
    return left == right


def _rows(table: pa.Table) -> Iterator[tuple]:
    columns = [column.to_pylist() for column in table.columns]
    return (tuple(map(_plain, row)) for row in zip(*columns, strict=True))


def _plain(value: Any) -> Any:
    """Lose what two engines may do differently without a difference: decimals, zones, dicts."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return tuple(map(_plain, value.values()))
    if isinstance(value, list):
        return tuple(map(_plain, value))
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None)
    return value


def _place(row: Sequence[Any]) -> tuple:
    """Order rows by what has no fraction; equal ones by their fractions, roughly."""
    whole = tuple(_key(value) for value in row if not isinstance(value, float))
    return whole, tuple(_key(value) for value in row if isinstance(value, float))


def _key(value: Any) -> tuple[bool, str]:
    if isinstance(value, float):
        return (False, f"{value:.5g}")
    if isinstance(value, tuple):
        return (False, repr(tuple(map(_key, value))))
    return (value is None, repr(value))
