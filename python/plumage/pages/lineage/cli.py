"""Command line of ``plumage docs``."""

from __future__ import annotations

from plumage.core.command import command
from plumage.core.dbt import run_dbt
from plumage.core.terminal import announce


@command("docs", stopped="the same command starts over")
def docs() -> None:
    """Write the catalogue of models, and a page of where each column comes from."""
    from plumage.pages.lineage.documents import target_folder, write_lineage  # noqa: PLC0415

    run_dbt(["docs", "generate", "--static"])
    announce(f"open {target_folder() / 'static_index.html'}")
    write_lineage()
