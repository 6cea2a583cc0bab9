"""``python -m plumage.spark``: dbt's commands on Spark, and the way back to a DuckDB file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from plumage.core.errors import PlumageError

USAGE = """usage: python -m plumage.spark COMMAND ...

  build | run | seed | test ... [dbt's options]   dbt's commands, on Spark
  export WAREHOUSE.duckdb                         the marts, in a file that predict.py reads

PLUMAGE_SPARK_MASTER names the master (default local[2]), PLUMAGE_SPARK_WAREHOUSE the folder of the
tables (default plumage.spark), PLUMAGE_SPARK_CONF more settings, name=value, separated by ;"""

# What is bound to a DuckDB file, and why, is told in docs/spark.md.
LEFT_OUT = ("tag:activity", "resource_type:unit_test")
# Commands that take a selection of nodes.
SELECTING = frozenset(("build", "run", "test", "compile", "ls", "list"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command of dbt, or of the launcher's own, in a Spark session.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words of the command line; by default those of the process.

    Returns
    -------
    int
        0 when all went well.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"-h", "--help"}:
        print(USAGE)
        return 0 if words else 2
    try:
        return _export(words[1:]) if words[0] == "export" else _run_dbt(words)
    except PlumageError as error:
        print(f"plumage: {error}", file=sys.stderr)
        return 1


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
            f"{error}: Spark is no part of the usual set-up. Run `make setup-spark`, then "
            "`.venv-spark/bin/python -m plumage.spark ...`"
        ) from error
    return session.start()


def _run_dbt(words: Sequence[str]) -> int:
    """Run dbt in this process: another one would not know the session and its functions."""
    session = _session()
    from dbt.cli.main import dbtRunner  # noqa: PLC0415 - its message comes after ours

    from plumage.spark import adapter  # noqa: PLC0415

    adapter.teach(session)
    try:
        result = dbtRunner().invoke(dbt_words(words))
    finally:
        session.stop()
    return 0 if result.success else 1


def _export(words: Sequence[str]) -> int:
    """Write the marts into a DuckDB file."""
    if len(words) != 1 or words[0].startswith("-"):
        raise PlumageError("export takes one file: python -m plumage.spark export FILE.duckdb")
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
