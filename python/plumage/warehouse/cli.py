"""Command line of ``plumage ask``."""

from __future__ import annotations

from pathlib import Path

import click

from plumage.core.command import command

HELP = """Ask the warehouse a question in SQL: a query, or a file that holds one.

Only reads. Shows at most 20 rows; a row that is wider than the terminal is turned, a line for each
column."""


@command("ask", help=HELP, stopped="nothing was changed")
@click.argument("question", metavar="SQL|FILE.sql")
@click.option("--rows", type=click.IntRange(1, 10_000), default=20, show_default=True,
              help="Rows shown at most.")  # fmt: skip
@click.option("--csv", "as_csv", type=Path, metavar="FILE", help="Write all rows here instead.")
def ask(question: str, rows: int, as_csv: Path | None) -> None:
    """Answer a question."""
    from plumage.warehouse.ask import answer  # noqa: PLC0415 - imports a database

    answer(question, rows=rows, as_csv=as_csv)
