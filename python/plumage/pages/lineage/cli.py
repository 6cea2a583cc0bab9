"""Command line of ``plumage docs``."""

from __future__ import annotations

from pathlib import Path

from plumage.core.command import command
from plumage.core.dbt import run_dbt
from plumage.core.errors import PlumageError
from plumage.core.paths import warehouse_path
from plumage.core.terminal import announce


@command("docs", stopped="the same command starts over")
def docs() -> None:
    """Write the catalogue of models, and a page of where each column comes from."""
    from plumage.pages.lineage.documents import target_folder, write_lineage  # noqa: PLC0415

    check_built(warehouse_path())
    run_dbt(["docs", "generate", "--static"])
    announce(f"open {target_folder() / 'static_index.html'}")
    write_lineage()


def check_built(warehouse: Path) -> None:
    """Refuse a warehouse without tables: dbt would make an empty file, and docs of no column.

    Raises
    ------
    PlumageError
        If nothing is built yet.
    """
    from plumage.warehouse.access import connect  # noqa: PLC0415 - heavy

    if warehouse.is_file():
        with connect(warehouse, read_only=True) as connection:
            if connection.sql("from duckdb_tables() where schema_name = 'marts'").fetchone():
                return
    raise PlumageError(
        f"nothing is built at {warehouse} (setting: PLUMAGE_DUCKDB), so there is nothing to "
        "document: run `make demo` or `make run` first"
    )
