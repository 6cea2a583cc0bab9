"""Command line of ``plumage explore``: read the warehouse, write one page."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from plumage.core.command import command
from plumage.core.paths import ROOT, warehouse_path
from plumage.core.terminal import announce
from plumage.core.tracking import say_where_forget_looks

PAGE = ROOT / "explorer.html"
REMEDY = (
    "name fewer users (--users ID ...), or build with fewer language_groups or language_report_rows"
)
"""What makes the page smaller."""


@command("explore", stopped="nothing was written")
@click.option("--output", type=Path, default=PAGE, show_default=True,
              help="File to write, counted from the current folder.")  # fmt: skip
@click.option("--users", is_flag=True,
              help="Show single users, those of the ids that follow or as many as fit: personal "
              "data, which only a warehouse built with show_texts shows by itself.")  # fmt: skip
@click.argument("ids", nargs=-1, type=int, metavar="[ID]...")
def explore(output: Path, users: bool, ids: tuple[int, ...]) -> None:
    """Write a page to look into age bands, unusual tweets and predictions.

    It is one file, works offline, and sends nothing. The warehouse is the file named by
    PLUMAGE_DUCKDB.
    """
    if ids and not users:
        raise click.UsageError("ids of users come after --users")
    write_explorer(Path(os.path.abspath(output)), users=ids if users else None)


def write_explorer(output: Path, *, users: Sequence[int] | None = None) -> None:
    """Write the explorer of the warehouse and say what it shows.

    Parameters
    ----------
    output : pathlib.Path
        HTML file.
    users : sequence of int, optional
        Ids of users to show; an empty one for as many as fit, None for what the warehouse allows.

    Raises
    ------
    PlumageError
        If the warehouse lacks tables, or nothing can be written.
    """
    from plumage.pages.explorer.page import build_page  # noqa: PLC0415 - heavy
    from plumage.pages.explorer.payload import read_payload  # noqa: PLC0415
    from plumage.pages.writing import check_page_place, write_page  # noqa: PLC0415

    check_page_place(output)
    payload = read_payload(warehouse_path(), users=None if users is None else list(users))
    write_page(build_page(payload), output, remedy=REMEDY)
    told = payload["users"]
    announce(f"open {output} ({output.stat().st_size / 1e6:.1f} MB, offline)")
    if told["are_shown"]:
        shown = len(payload["tables"]["users"]["rows"])
        announce(f"it shows {shown:,} of {told['total']:,} single users: keep it like the data")
    else:
        announce("single users are not in it (the warehouse was built without show_texts)")
    say_where_forget_looks(output)
