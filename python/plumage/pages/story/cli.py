"""Command line of ``plumage story``."""

from __future__ import annotations

from pathlib import Path

import click

from plumage.core.command import DISAGREES, Command
from plumage.core.paths import ROOT

PAGE = ROOT / "story.html"


class Story(click.Group, Command):
    """A command that writes pages, and has another one below it."""


@click.group("story", cls=Story, invoke_without_command=True, stopped="nothing was written")
@click.option("--output", type=Path, default=PAGE, show_default=True,
              help="The story; the explorer and the start page are written beside it.")  # fmt: skip
@click.option("--notebook", type=Path, help="Write the executed notebook too.")
@click.option("--as-is", is_flag=True,
              help="Write nothing to the warehouse: measures of language may then be "
              "unjudged.")  # fmt: skip
@click.option("--author", default="", help="Who stands behind the story: its head names them.")
@click.option("--subject", help="Write the page of this subject alone.")
@click.pass_context
def story(  # noqa: PLR0917 - click passes options by name
    ctx: click.Context,
    output: Path,
    notebook: Path | None,
    as_is: bool,
    author: str,
    subject: str | None,
) -> None:
    """Write all pages of the warehouse, and index.html, where to start.

    The warehouse is the file named by PLUMAGE_DUCKDB.
    """
    if ctx.invoked_subcommand is None:
        from plumage.pages.story.make import make  # noqa: PLC0415 - heavy

        make(output.absolute(), notebook, as_is=as_is, author=author, subject=subject)


@story.command("check", cls=Command, stopped="nothing was changed")
@click.argument("page", type=Path, default=PAGE)
def check(page: Path) -> int:
    """Compare every number of a story, and of the start page beside it, with the warehouse."""
    from plumage.pages.story import make  # noqa: PLC0415 - heavy

    return 0 if make.check(page) else DISAGREES
