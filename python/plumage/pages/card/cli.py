"""Command line of ``plumage card``: read the card of a kept model, write one page."""

from __future__ import annotations

import os
from pathlib import Path

import click

from plumage.core.command import command
from plumage.core.errors import PlumageError
from plumage.core.paths import CARD_FILE, KEPT, ROOT
from plumage.core.terminal import announce
from plumage.core.tracking import say_where_forget_looks

PAGE = ROOT / "card.html"


@command("card", stopped="nothing was written")
@click.argument("folder", type=Path, required=False, metavar="[DIR]")
@click.option("--output", type=Path, default=PAGE, show_default=True,
              help="File to write, counted from the current folder.")  # fmt: skip
def card(folder: Path | None, output: Path) -> None:
    """Write the card of a kept model as a page.

    What the model is for, what it was made of, how good it is beside a constant answer, for whom,
    and its limits. DIR is the folder given to `plumage predict --save`; without it, the model kept
    last in kept/.
    """
    from plumage.pages.card.page import build_page, read_model_card  # noqa: PLC0415 - heavy
    from plumage.pages.writing import write_page  # noqa: PLC0415

    chosen, output = folder or find_newest(), Path(os.path.abspath(output))
    page = build_page(read_model_card(chosen.absolute()), name=chosen.name)
    write_page(page, output, remedy="the card has more groups than a page can show")
    announce(f"open {output} (the model in {chosen}; no user is in it)")
    say_where_forget_looks(output)


def find_newest() -> Path:
    """Find the model that was kept last."""
    found = sorted(KEPT.glob(f"*/{CARD_FILE}"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise PlumageError(
            f"no model is kept in {KEPT}: run `plumage predict --save kept/NAME`, or name the "
            "folder of a model (plumage card DIR)"
        )
    return found[-1].parent
