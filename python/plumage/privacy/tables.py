"""Rows of the warehouse that are about a person, found by names and types of columns.

Nothing is listed by hand: a table of a new subject comes under access and forgetting by its column
``user_id``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from plumage.core.errors import PlumageError
from plumage.privacy.marks import Marks
from plumage.privacy.pseudonyms import Pseudonyms
from plumage.privacy.setting import IN_CLEAR, stored_setting

PERSON = re.compile(r"(^|_)(user|account)_id$")
"""Columns that hold the id of a person."""

OWN = ("user_id", "account_id")
"""Those that say whose the row is; the others name somebody who is mentioned or followed."""

THINGS = ("tweet_id", "text_id")
"""Columns of what a person wrote, in tables that do not say who it was."""

INTEGERS = frozenset({"BIGINT", "UBIGINT", "HUGEINT", "INTEGER", "UINTEGER"})


def read_hashes(warehouse: Path) -> Pseudonyms | None:
    """Find out under which key the warehouse has ids.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse, if there is one.

    Returns
    -------
    Pseudonyms or None
        None where ids are as in the raw files, or nothing is built.

    Raises
    ------
    PlumageError
        If the key is missing, or another one.
    """
    stored = stored_setting(warehouse)
    if stored in (None, IN_CLEAR):
        return None
    hashes = Pseudonyms.from_environment()
    if hashes.check() != stored:
        raise PlumageError("PLUMAGE_KEY is not the key that the warehouse was built with")
    return hashes


class Column(NamedTuple):
    """A column of a table."""

    name: str
    kind: str

    @property
    def quoted(self) -> str:
        """Its name as SQL."""
        return '"{}"'.format(self.name.replace('"', '""'))

    def is_among(self, values: Iterable[object]) -> str:
        """Write the condition that it holds one of some ids or hashes."""
        literals = ", ".join(f"'{value}'" for value in values)
        return f"cast({self.quoted} as varchar) in ({literals})" if literals else "false"


def read_columns(connection: DuckDBPyConnection) -> dict[str, list[Column]]:
    """List the columns of all tables that are made from raw files, by table.

    Views show rows of tables; the schema ``reference`` holds what the project brings along.
    """
    tables: dict[str, list[Column]] = {}
    for schema, table, name, kind in connection.execute(
        "select schema_name, table_name, column_name, data_type"
        " from duckdb_columns() join duckdb_tables() using (database_name, schema_name, table_name)"
        " where database_name = current_database() and schema_name != 'reference'"
        " order by schema_name, table_name, column_index"
    ).fetchall():
        tables.setdefault(f'{schema}."{table}"', []).append(Column(name, kind))
    return tables


def plain_name(table: str) -> str:
    """Name of a table as it is written in messages."""
    return table.replace('"', "")


def find_rows(connection: DuckDBPyConnection, ids: Iterable[int]) -> dict[str, str]:
    """Write for each table the condition of the rows that are about users.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Warehouse.
    ids : iterable of int
        Ids as the warehouse has them.

    Returns
    -------
    dict of str to str
        Condition by table, of those that have at least a column to ask.
    """
    ids, tables = list(ids), read_columns(connection)
    things = {
        name: _read_things(connection, tables, name, ids) if ids else set() for name in THINGS
    }
    conditions = {}
    for table, columns in tables.items():
        persons = [column for column in columns if PERSON.search(column.name)]
        if persons:
            conditions[table] = " or ".join(column.is_among(ids) for column in persons)
        elif keys := [column for column in columns if column.name in THINGS]:
            conditions[table] = " or ".join(key.is_among(things[key.name]) for key in keys)
    return conditions


def _read_things(
    connection: DuckDBPyConnection,
    tables: Mapping[str, Sequence[Column]],
    name: str,
    ids: Sequence[int],
) -> set[str]:
    """Read the keys of what users wrote."""
    found: set[str] = set()
    for table, columns in tables.items():
        names = {column.name for column in columns}
        own = [column.is_among(ids) for column in columns if column.name in OWN]
        if own and name in names:
            query = f"select distinct cast({name} as varchar) from {table} where {' or '.join(own)}"
            found |= {value for (value,) in connection.execute(query).fetchall() if value}
    return found


def count_rows(connection: DuckDBPyConnection, ids: Iterable[int]) -> dict[str, int]:
    """Count the rows about users, by table.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Warehouse.
    ids : iterable of int
        Ids as the warehouse has them.

    Returns
    -------
    dict of str to int
        Tables with at least one.
    """
    counts = {}
    for table, condition in find_rows(connection, ids).items():
        query = f"select count(*) from {table} where {condition}"
        counts[plain_name(table)] = connection.execute(query).fetchall()[0][0]
    return {table: count for table, count in counts.items() if count}


def read_rows(connection: DuckDBPyConnection, user: int) -> dict[str, list[dict[str, object]]]:
    """Read the rows about a user, by table.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Warehouse.
    user : int
        Id as the warehouse has it.

    Returns
    -------
    dict of str to list of dict
        Tables with at least one row; values by column.
    """
    found = {}
    for table, condition in find_rows(connection, [user]).items():
        result = connection.execute(f"select * from {table} where {condition} order by all")
        names = [column[0] for column in result.description]
        if rows := [dict(zip(names, row, strict=True)) for row in result.fetchall()]:
            found[plain_name(table)] = rows
    return found


def find_marks(connection: DuckDBPyConnection, marks: Marks) -> dict[str, int]:
    """Count the rows of each column in which marks of users stand.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Warehouse.
    marks : Marks
        Whom to look for.

    Returns
    -------
    dict of str to int
        By ``schema.table.column``; those with at least one.
    """
    found = {}
    for table, columns in read_columns(connection).items():
        asked = {column.name: _condition(column, marks) for column in columns}
        asked = {name: condition for name, condition in asked.items() if condition}
        if not asked:
            continue
        counts = ", ".join(f"count(*) filter (where {one})" for one in asked.values())
        row = connection.execute(f"select {counts} from {table}").fetchall()[0]
        for name, count in zip(asked, row, strict=True):
            if count:
                found[f"{plain_name(table)}.{name}"] = count
    return found


def _condition(column: Column, marks: Marks) -> str:
    conditions = [column.is_among(marks.ids)] if PERSON.search(column.name) else []
    if column.kind in INTEGERS and marks.long_ids:
        conditions.append(f"{column.quoted} in ({', '.join(marks.long_ids)})")
    elif "VARCHAR" in column.kind:
        part, whole = (pattern.replace("'", "''") for pattern in marks.text_patterns())
        text = f"lower(cast({column.quoted} as varchar))"
        conditions.append(f"regexp_matches({text}, '{part}')")
        conditions.append(f"regexp_full_match({text}, '{whole}')")
    return " or ".join(conditions)
