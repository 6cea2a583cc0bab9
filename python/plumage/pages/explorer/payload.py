"""What the page holds: tables of the warehouse, read only, and the rule of who may be shown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from plumage.core.errors import PlumageError
from plumage.pages.explorer.marking import marked_pieces
from plumage.pages.explorer.prediction_queries import CHOSEN, PREDICTIONS, USER_ROWS, USERS
from plumage.pages.explorer.queries import ADD_AGES, BANDS, GENERAL, PREDICT, TWEETS, Query
from plumage.pages.hidden import check_hidden
from plumage.pages.palette import band_looks
from plumage.warehouse.access import connect

SIGNIFICANT_DIGITS = 6
"""Of numbers in the page; none is shown with more."""

Table = dict[str, list]


def read_payload(warehouse: Path, *, users: Sequence[int] | None = None) -> dict[str, Any]:
    """Read all that the page shows.

    Single users are personal data, so they are in it only when the warehouse was built with
    ``show_texts`` (as the demo is, with synthetic people) or when whoever runs the command asks
    for them.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse; it is opened read-only and closed.
    users : sequence of int, optional
        Ids of users to show, as the warehouse holds them; empty for as many as the page takes, the
        users of ages_test.csv first. None asks for nobody.

    Returns
    -------
    dict of str to object
        ``tables`` (name -> columns and rows), ``remedies`` (what to run for an empty table),
        ``looks`` (a band's sign and colour), ``users`` (whether and why they are shown).

    Raises
    ------
    PlumageError
        If there is no warehouse, it lacks a table, it cannot be read, a user is not in it, or it
        holds texts that it should not.
    """
    with connect(warehouse, read_only=True) as connection:
        queries = GENERAL | BANDS | TWEETS | PREDICTIONS
        check_tables(connection, queries | USERS)
        check_hidden(connection)
        tables = {name: table_of(connection, query.sql) for name, query in queries.items()}
        if not tables["warehouse"]["rows"]:
            raise PlumageError("marts.dim_warehouse is empty: run `dbt build` to its end")
        shown_texts = bool(value_of(tables["warehouse"], "show_texts"))
        told = {
            "are_shown": shown_texts or users is not None,
            "because": "asked for" if users is not None else "show_texts",
            "total": connection.execute(
                "select count(predicted_age_years) from marts.fct_age_predictions"
            ).fetchall()[0][0],
        }
        has_ages = connection.execute(
            "select count(age_years) > 0 from marts.dim_age_users where role = 'labelled'"
        ).fetchall()[0][0]
        if told["are_shown"]:
            tables |= users_tables(connection, users or ())
    mark_tweets(tables["tweets"])
    looks = band_looks(max(1, len(tables["bands"]["rows"])))
    return {
        "tables": tables,
        "remedies": {
            name: query.remedy if has_ages or query.remedy != PREDICT else ADD_AGES
            for name, query in (queries | USERS).items()
        },
        "looks": [{"sign": look.sign, "colour": look.colour} for look in looks],
        "users": told,
        "is_synthetic": bool(value_of(tables["warehouse"], "is_synthetic")),
    }


def check_tables(connection: duckdb.DuckDBPyConnection, queries: Mapping[str, Query]) -> None:
    """Stop unless the build made all tables that are read.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Open connection.
    queries : mapping of str to Query
        What is going to be read.

    Raises
    ------
    PlumageError
        If a table is missing, or ``dim_warehouse`` is of an earlier version.
    """
    found = {
        f"{schema}.{table}"
        for schema, table in connection.execute(
            "select distinct schema_name, table_name from duckdb_columns()"
        ).fetchall()
    }
    missing = sorted({name for query in queries.values() for name in query.reads} - found)
    if missing:
        raise PlumageError(f"the warehouse has no {', '.join(missing)}: run `dbt build` to its end")
    for table, column in (
        ("dim_warehouse", "show_texts"),
        ("rpt_active_minutes_by_age_band", "median_low"),
    ):
        if not connection.execute(
            "select 1 from duckdb_columns() where schema_name = 'marts'"
            " and table_name = ? and column_name = ?",
            [table, column],
        ).fetchall():
            raise PlumageError(
                f"marts.{table} has no column {column} (it was built by another version of "
                "Plumage): run `dbt build`"
            )


def table_of(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None
) -> Table:
    """Run a query.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Open connection.
    sql : str
        A select.
    parameters : mapping of str to object, optional
        Named parameters of it.

    Returns
    -------
    dict of str to list
        ``columns`` (names) and ``rows`` (lists of plain values, as JSON takes them).
    """
    cursor = connection.execute(sql, dict(parameters)) if parameters else connection.execute(sql)
    columns = [column[0] for column in cursor.description]
    return {"columns": columns, "rows": [list(map(plain, row)) for row in cursor.fetchall()]}


def plain(value: Any) -> Any:
    """Make a value one of JSON, numbers shortened to the digits that are shown.

    Examples
    --------
    >>> plain(0.123456789), plain(float("nan")), plain([{"share": 1 / 3}])
    (0.123457, None, [{'share': 0.333333}])
    """
    if isinstance(value, float):
        return float(f"{value:.{SIGNIFICANT_DIGITS}g}") if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value


def value_of(table: Table, column: str) -> Any:
    """Value of a column in the only row of a table."""
    return table["rows"][0][table["columns"].index(column)]


def users_tables(connection: duckdb.DuckDBPyConnection, ids: Sequence[int]) -> dict[str, Table]:
    """Read what is known of single users.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Open connection.
    ids : sequence of int
        Whom to show; everybody up to the page's limit when empty.

    Returns
    -------
    dict of str to dict
        Tables by name. Phrases of drivers repeat from user to user: they stand once, in
        ``phrases``, and rows of ``drivers`` hold their place there.

    Raises
    ------
    PlumageError
        If somebody is not in the warehouse, or more are asked for than the page takes.
    """
    if len(ids) > USER_ROWS:
        raise PlumageError(f"{len(ids)} users are too many for a page: at most {USER_ROWS}")
    if ids:
        known = connection.execute(
            "select user_id from marts.fct_age_predictions"
            " where predicted_age_years is not null and list_contains($ids, user_id)",
            {"ids": list(ids)},
        ).fetchall()
        if unknown := sorted(set(ids) - {row[0] for row in known}):
            raise PlumageError(
                f"no prediction for user {', '.join(map(str, unknown))}: ids are those of "
                f"marts.fct_age_predictions, which `{USERS['users'].remedy}` fills"
            )
    chosen = CHOSEN.format(rows=USER_ROWS)
    tables = {
        name: table_of(connection, chosen + query.sql, {"ids": [int(one) for one in ids]})
        for name, query in USERS.items()
    }
    drivers = tables["drivers"]
    at = drivers["columns"].index("phrase")
    phrases = sorted({row[at] for row in drivers["rows"] if row[at] is not None})
    places = {phrase: place for place, phrase in enumerate(phrases)}
    for row in drivers["rows"]:
        row[at] = places.get(row[at])
    tables["phrases"] = {"columns": ["phrase"], "rows": [[phrase] for phrase in phrases]}
    return tables


def mark_tweets(tweets: Table) -> None:
    """Add to each tweet its text in pieces, with the terms that drive its scores marked.

    Parameters
    ----------
    tweets : dict of str to list
        Gains the column ``pieces``: lists of [text, is_marked], NULL where no text is shown.
    """
    columns = tweets["columns"]
    text, cosine, surprisal = (
        columns.index(name) for name in ("tweet_text", "cosine_drivers", "surprisal_drivers")
    )
    columns.append("pieces")
    for row in tweets["rows"]:
        terms = {part["term"] for name in (cosine, surprisal) for part in row[name] or ()}
        row.append(None if row[text] is None else marked_pieces(row[text], terms))
