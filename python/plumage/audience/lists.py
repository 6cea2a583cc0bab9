"""What ``plumage audience`` prints and writes: rows of a mart in words, and a list of ids."""

from __future__ import annotations

from pathlib import Path

import duckdb

from plumage.core.errors import PlumageError
from plumage.core.files import write_whole
from plumage.core.paths import LIST_HEADER, warehouse_path
from plumage.core.terminal import announce, warn
from plumage.core.tracking import check_output_place, say_where_forget_looks
from plumage.warehouse.access import connect
from plumage.warehouse.ask import lay_out

NOTHING = (
    "no audience to show: put ids into ages_test.csv, and run `plumage predict` (not with "
    "--validate none or --model, which judge nothing)"
)

HALF = 0.5
"""Lower limit of the share of the age above which most of those reached are of it."""

Row = dict[str, object]


def show_audience(
    audience: str | None, *, reach: float, as_csv: Path | None, minors_accepted: bool
) -> None:
    """Print how many of the users asked for are of an age group, and write who they are.

    Parameters
    ----------
    audience : str or None
        Age group as the mart has it; None for a table of all.
    reach : float
        Share of the users that is reached.
    as_csv : pathlib.Path or None
        File for the ids.
    minors_accepted : bool
        Whether ids of a group are written in which some may be minors.

    Raises
    ------
    PlumageError
        If there are no such rows, or the ids may not be written.
    """
    if as_csv:
        check_output_place(as_csv, option=f"--csv {as_csv}", ending=".csv")
    with connect(warehouse_path(), read_only=True) as connection:
        rows = read_rows(connection)
        if not rows:
            raise PlumageError(NOTHING)
        shares = sorted({row["reach_share"] for row in rows})
        if reach not in shares:
            told = ", ".join(f"{share:g}" for share in shares)
            raise PlumageError(f"--reach must be one of {told}, got: {reach:g}")
        rows = [row for row in rows if row["reach_share"] == reach]
        if audience is None:
            print(lay_out(*table_of(rows)))
        else:
            row = find_row(rows, audience)
            if as_csv:
                check_allowed(connection, row, minors_accepted=minors_accepted)
            print(say(row))
            if as_csv:
                write_list(connection, row, as_csv)
    if rows[0]["is_stale"]:
        warn("data or settings have changed since these predictions: run `plumage predict`")


def read_rows(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Read all rows of the mart, bands from the youngest before lower age limits."""
    try:
        found = connection.execute(
            "select audiences.* from marts.rpt_audience_by_age_band as audiences"
            " left join reference.ref_age_bands as bands on audiences.audience = bands.age_band"
            " order by bands.age_band_id nulls last, audience, reach_share"
        )
    except duckdb.CatalogException:
        raise PlumageError(
            "the warehouse has no marts.rpt_audience_by_age_band: run `dbt build`"
        ) from None
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def find_row(rows: list[Row], audience: str) -> Row:
    """Find the row of an age group."""
    for row in rows:
        if row["audience"] == audience:
            return row
    told = ", ".join(f'"{row["audience"]}"' for row in rows)
    raise PlumageError(f'there is no age group "{audience}": it is one of {told}')


def table_of(rows: list[Row]) -> tuple[list[str], list[tuple]]:
    """Lay out all age groups at one reach: headings and cells."""
    return ["age group", "reached", "expected", "at random", "verdict"], [
        (row["audience"], None, None, None, verdict_of(row))
        if row["is_suppressed"]
        else (
            row["audience"],
            row["reached_user_count"],
            say_expected(row),
            round(row["random_user_count"]),
            verdict_of(row),
        )
        for row in rows
    ]


def say(row: Row) -> str:
    """Say a row of the mart in words."""
    reach = f"the likeliest {percent(row['reach_share'])} of {row['user_count']:,} users asked for"
    if row["is_suppressed"]:
        return f"{row['audience']}, {reach}: {row['verdict']}"
    low, high = percent(row["labelled_hit_low"]), percent(row["labelled_hit_high"])
    lines = [
        f"{row['audience']}, {reach}: {row['reached_user_count']:,} users, of probability "
        f"{row['cut_off_probability']:.2f} or higher",
        f"expected of the age: {say_expected(row)}; of as many at random: "
        f"{row['random_user_count']:,.0f}",
        f"measured: of {row['labelled_user_count']:,} labelled users of such a probability "
        f"{percent(row['labelled_hit_share'])} ({low} to {high}); of all labelled users "
        f"{percent(row['labelled_base_share'])}",
        verdict_of(row),
    ]
    return "\n  ".join([*lines, str(row["caveat"])] if row["caveat"] else lines)


def verdict_of(row: Row) -> str:
    """Word the verdict; better than random is not yet most."""
    is_better = row["verdict"] == "better than random"
    if is_better and row["labelled_hit_low"] <= HALF:
        return "better than random; most may be others"
    return str(row["verdict"])


def say_expected(row: Row) -> str:
    """Write how many are of the age, with the interval."""
    low, high = row["expected_low"], row["expected_high"]
    return f"{row['expected_user_count']:,.0f} ({low:,} to {high:,})"


def percent(share: float) -> str:
    """Write a share as whole percents.

    Examples
    --------
    >>> percent(0.05)
    '5 %'
    """
    return f"{100 * share:.0f} %"


def check_allowed(
    connection: duckdb.DuckDBPyConnection, row: Row, *, minors_accepted: bool
) -> None:
    """Stop before a list is written that must not be, or that nobody could judge."""
    hidden = "select pseudonym_key_check is not null from marts.dim_warehouse"
    if connection.execute(hidden).fetchone() == (True,):
        raise PlumageError(
            "no list is written, since this warehouse holds pseudonyms in place of ids "
            "(pseudonymise); the counts are shown without --csv"
        )
    if row["is_suppressed"]:
        raise PlumageError(
            f'no list is written of "{row["audience"]}" at this reach: too few users to say how '
            "many are of the age. Take a larger --reach"
        )
    if row["may_hold_minors"] and not minors_accepted:
        raise PlumageError(
            f'no list is written of "{row["audience"]}", since some may be minors and the model '
            "cannot tell who: never for offers to adults only. If your purpose allows minors, say "
            "so with --may-hold-minors"
        )


def write_list(connection: duckdb.DuckDBPyConnection, row: Row, path: Path) -> None:
    """Write the ids of an audience, the likeliest first."""
    users = connection.execute(
        "select user_id, probability from marts.fct_audience_users"
        " where role = 'target' and audience = $audience and probability_rank <= $reached"
        " order by probability_rank",
        {"audience": row["audience"], "reached": row["reached_user_count"]},
    ).fetchall()
    lines = [LIST_HEADER, *(f"{user},{probability:.6f}" for user, probability in users)]
    write_whole(("\n".join(lines) + "\n").encode(), path)
    announce(
        f"{len(users):,} ids in {path}, the likeliest first; some may be minors, whom the model "
        "cannot tell; keep the file like the data"
    )
    say_where_forget_looks(path)
