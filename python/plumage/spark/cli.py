"""``plumage spark``: dbt's commands on Spark, and the way back to a DuckDB file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from plumage.core.command import command
from plumage.core.dbt import ignore_other_project
from plumage.core.errors import PlumageError

HELP = """Run dbt's commands on Spark, or write what they made into a DuckDB file.

\b
  build | run | seed | test ... [dbt's options]   dbt's commands, on Spark
  export WAREHOUSE.duckdb                         the marts, in a file that predict.py reads

PLUMAGE_SPARK_MASTER names the master (default local[2]), PLUMAGE_SPARK_WAREHOUSE the folder of the
tables (default plumage.spark), PLUMAGE_SPARK_CONF more settings, name=value, separated by ;"""

# What is bound to a DuckDB file, and why, is told in docs/spark.md.
LEFT_OUT = ("tag:activity", "resource_type:unit_test")
# Commands that take a selection of nodes.
SELECTING = frozenset(("build", "run", "test", "compile", "ls", "list"))


@command(
    "spark",
    help=HELP,
    stopped="a table is made whole or not at all",
    no_args_is_help=True,
    # Options after the first word are dbt's.
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED, metavar="COMMAND ...")
def spark(words: tuple[str, ...]) -> int:
    """Run a command of dbt, or of the launcher's own, in a Spark session."""
    return _export(words[1:]) if words[0] == "export" else _run_dbt(words)


def dbt_words(words: Sequence[str]) -> list[str]:
    """Complete a command of dbt: its target, and what it leaves out on Spark.

    Parameters
    ----------
    words : sequence of str
        Command and options.

    Returns
    -------
    list of str
        What dbt is called with. Exclusions that the user names are kept beside Plumage's.

    Examples
    --------
    >>> dbt_words(["seed", "--full-refresh"])
    ['seed', '--full-refresh', '--target', 'spark']
    """
    completed = [*words, "--target", "spark"]
    if not SELECTING.intersection(words):
        return completed
    if "--exclude" not in words:
        return [*completed, "--exclude", *LEFT_OUT]
    place = words.index("--exclude") + 1
    return [*completed[:place], *LEFT_OUT, *completed[place:]]


def _session() -> object:
    """Start Spark, or say how to get it."""
    try:
        from plumage.spark import session  # noqa: PLC0415 - heavy, and not in every set-up
    except ImportError as error:
        raise PlumageError(
            f"{error}: Spark is not part of the default set-up. Run `make setup-spark`, then "
            "`.venv-spark/bin/plumage spark ...`"
        ) from error
    return session.start()


def _run_dbt(words: Sequence[str]) -> int:
    """Run dbt in this process: another one would not know the session and its functions."""
    ignore_other_project()
    session = _session()
    from dbt.cli.main import dbtRunner  # noqa: PLC0415 - its message comes after ours

    from plumage.spark import adapter  # noqa: PLC0415

    adapter.teach(session, left_out=LEFT_OUT)
    try:
        result = dbtRunner().invoke(dbt_words(words))
    finally:
        session.stop()
    return 0 if result.success else 1


def _export(words: Sequence[str]) -> int:
    """Write the marts into a DuckDB file."""
    if len(words) != 1 or words[0].startswith("-"):
        raise PlumageError("export takes one file: plumage spark export FILE.duckdb")
    session = _session()
    from plumage.spark.export import export_warehouse  # noqa: PLC0415

    path = Path(words[0]).resolve()
    try:
        written = export_warehouse(session, path)
    finally:
        session.stop()
    print(f"plumage: {len(written)} tables written to {path}. Predict with", flush=True)
    print(f"  PLUMAGE_DUCKDB={path} python python/predict.py")
    return 0
