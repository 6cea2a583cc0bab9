"""Command line of ``plumage activity``: add files to a log, and show what it says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from plumage.core.command import Command
from plumage.core.dbt import run_dbt
from plumage.core.errors import PlumageError
from plumage.core.paths import activity_folder, warehouse_path
from plumage.core.terminal import announce
from plumage.core.variables import check_variables

SELECTED = ("-s", "tag:activity")
BAR_WIDTH = 40
NO_WAREHOUSE = (
    "there is no activity log in {path}: run `dbt build`, or for a log without an export "
    "`dbt run -s tag:activity`"
)


@click.group("activity")
def activity() -> None:
    """Add files to a log of actions, and show what it says."""


@activity.command("ingest", cls=Command, stopped="the next run finishes a batch that broke off")
@click.argument("files", nargs=-1, required=True, type=Path, metavar="FILE...")
@click.option("--vars", "variables", help="Variables for dbt, as YAML.")
def ingest(files: tuple[Path, ...], variables: str | None) -> None:
    """Copy log files into the folder, then run the activity models."""
    import yaml  # noqa: PLC0415 - as below

    from plumage.activity.inbox import put  # noqa: PLC0415 - heavy
    from plumage.privacy.setting import check_setting  # noqa: PLC0415 - heavy
    from plumage.privacy.shown import check_shown  # noqa: PLC0415 - heavy

    try:
        given = yaml.safe_load(variables or "{}")
    except yaml.YAMLError:
        given = None
    if not isinstance(given, dict):
        raise PlumageError(f"--vars must be such as '{{activity_zone: UTC}}', got: {variables}")
    check_variables(given)
    check_setting(warehouse_path(), given, is_whole=False)
    check_shown(warehouse_path(), given, is_whole=False)
    for path, target, is_new in put(files, activity_folder()):
        announce(f"{path} {f'copied to {target}' if is_new else f'is there already, as {target}'}")
    build(["--vars", variables] if variables else [])
    print_log()


@activity.command("show", cls=Command, stopped="nothing was changed")
def show() -> None:
    """Show the last batch, and active minutes of users as a histogram."""
    print_log()


def print_log() -> None:
    """Print what the log of the warehouse says."""
    print("\n".join(lines_of(read_tables(warehouse_path()))))


def build(dbt_arguments: Sequence[str] = ()) -> None:
    """Run the models of the activity log, and nothing else, in the warehouse itself.

    Other builds work on a copy, which would cost a batch as much as the history is long. Here each
    table of state takes a batch as a whole or not at all, and the next run finishes what broke off.

    Parameters
    ----------
    dbt_arguments : sequence of str
        Further words for dbt, such as ``--vars`` and its value.

    Raises
    ------
    StepError
        If dbt fails; its own message has been printed.
    """
    run_dbt(
        ["run", *SELECTED, *dbt_arguments],
        {"PLUMAGE_IN_PLACE": "1"},
        unharmed="The files wait in the folder",
    )


def read_tables(path: Path) -> dict[str, list[tuple]]:
    """Read what `show` prints.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.

    Returns
    -------
    dict of str to list of tuple
        ``batch``: totals of the last batch; ``logs``: a summary by log; ``bins``: the histogram on
        its logarithmic scale.

    Raises
    ------
    PlumageError
        If the warehouse has no activity log.
    """
    queries = {
        "batch": "select batch_id, count(*), sum(read_count), sum(kept_count), sum(rejected_count),"
        " sum(duplicate_count), sum(beyond_horizon_count), any_value(open_since),"
        " sum(clock_change_count)"
        " from marts.fct_activity_files"
        " where batch_id = (select max(batch_id) from marts.fct_activity_files) group by batch_id",
        "logs": "select log_name, window_start_date, window_end_date, user_count, action_count,"
        " active_minute_count, median_active_minutes, p90_active_minutes, max_active_minutes,"
        " is_sample from marts.rpt_active_minutes_summary order by log_name",
        "bins": "select log_name, bin_number, bin_start, bin_end, user_count, has_median, has_p90"
        " from marts.rpt_active_minutes_histogram where scale = 'log' order by all",
    }
    import duckdb  # noqa: PLC0415 - heavy

    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            return {name: connection.execute(sql).fetchall() for name, sql in queries.items()}
    except duckdb.CatalogException as error:
        raise PlumageError(NO_WAREHOUSE.format(path=path)) from error
    except duckdb.IOException as error:
        if not path.exists():
            raise PlumageError(NO_WAREHOUSE.format(path=path)) from error
        raise PlumageError(f"{path} cannot be opened: {error}") from error


def lines_of(tables: dict[str, list[tuple]]) -> list[str]:
    """Word what `read_tables` gives.

    Parameters
    ----------
    tables : dict of str to list of tuple
        As `read_tables` gives them.

    Returns
    -------
    list of str
        Lines for the terminal.
    """
    lines = []
    for batch, files, read, kept, rejected, duplicate, late, since, moved in tables["batch"]:
        lines.append(
            f"Batch {batch}, {files} file{'s' * (files != 1)}: {read:,} records read"
            f" = {kept:,} kept + {rejected:,} rejected + {duplicate:,} duplicate"
        )
        if late:
            lines.append(
                f"  {late:,} of the rejected came for a day before {since}, beyond the horizon: "
                "not used. `dbt run -s tag:activity --full-refresh` takes them in"
            )
        if moved:
            lines.append(
                f"  {moved:,} of the others at times that the clock of activity_zone skips or shows"
                " twice: moved forward, or taken as the first of the two"
            )
        if rejected > late:
            lines.append("  Why: staging.stg_activity__rejected_records")
    for log, start, end, users, actions, minutes, median, p90, most, is_sample in tables["logs"]:
        lines.append(
            f"\n{log}{' (a sample, no full log)' if is_sample else ''}, {start} to {end}: "
            f"{users:,} users, {actions:,} actions, {minutes:,} active minutes"
        )
        if users:
            lines.append(
                f"  active minutes of a user: median {median:g}, 90th percentile {p90:g}, "
                f"most {most:,}"
            )
        bins = [row[1:] for row in tables["bins"] if row[0] == log]
        largest = max((row[3] for row in bins), default=0)
        for number, low, high, count, has_median, has_p90 in bins:
            span = "0" if number == 0 else f"{max(low, 1)}-{high}"
            marks = " median" * has_median + " p90" * has_p90
            bar = "#" * round(BAR_WIDTH * count / max(largest, 1))
            lines.append(f"  {span:>13} {count:>9,} {bar}{marks}")
    return lines or ["No activity log has been read."]
