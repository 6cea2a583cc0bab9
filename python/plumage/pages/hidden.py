"""A page shows no text that the warehouse was not built to show, whatever its lists hold."""

from __future__ import annotations

import duckdb

from plumage.core.errors import PlumageError

LISTS = ("rpt_unusual_tweets", "rpt_typical_tweets")
"""Reports with columns that are empty unless ``show_texts`` allows them."""

HIDDEN = ("tweet_text", "tweet_id", "user_id")


def check_hidden(connection: duckdb.DuckDBPyConnection) -> None:
    """Stop where lists hold texts or ids although the warehouse was built without them.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Warehouse.

    Raises
    ------
    PlumageError
        If the reports were built under another setting than the rest.
    """
    filled = " or ".join(f"{name} is not null" for name in HIDDEN)
    for table in LISTS:
        query = (
            f"select (select count(*) from marts.{table} where {filled})"
            " from marts.dim_warehouse where not show_texts"
        )
        try:
            row = connection.execute(query).fetchone()
        except (duckdb.CatalogException, duckdb.BinderException):
            continue  # What is missing, the page says itself.
        if row and row[0]:
            raise PlumageError(
                f"marts.{table} holds texts or ids, and the warehouse was built without show_texts:"
                " a part of it was built under another setting. Run `dbt build`"
            )
