"""``python -m plumage.spark``: dbt's commands on Spark, and the way back to a DuckDB file."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from plumage.errors import PlumageError

USAGE = """usage: python -m plumage.spark COMMAND ...

  build | run | seed | test | compile ... [dbt's options]   dbt's commands on Spark
  export WAREHOUSE.duckdb      write the tables that predict.py reads into a DuckDB file
  drop                         remove the tables of the Spark warehouse"""


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
        if words[0] == "export":
            from plumage.spark.export import main as export  # noqa: PLC0415 - starts Spark

            return export(words[1:])
        return run_dbt(words)
    except PlumageError as error:
        print(f"plumage: {error}", file=sys.stderr)
        return 1


def run_dbt(words: Sequence[str]) -> int:
    """Run dbt with ``--target spark`` in a session of its own."""
    try:
        from plumage.spark import adapter, session  # noqa: PLC0415 - heavy
    except ImportError as error:
        raise PlumageError(
            f"{error}: Spark is not part of the usual set-up. Run `make setup-spark`, then "
            ".venv-spark/bin/python -m plumage.spark ..."
        ) from error
    from dbt.cli.main import dbtRunner  # noqa: PLC0415

    spark = session.start()
    adapter.teach(spark)
    result = dbtRunner().invoke([*words, "--target", "spark"])
    spark.stop()
    return 0 if result.success else 1
