"""Command lines of ``plumage forget`` and ``plumage held``."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from plumage.core.command import command
from plumage.core.paths import ROOT

HELP = """Remove users from raw files, warehouse, rejects, predictions, pages and kept models.

Ids are those of the raw files. PLUMAGE_RAW_DIR names the raw folder, PLUMAGE_DUCKDB the
warehouse. It ends with a search of all that is left, and a receipt beside the warehouse.

Exit code 0: all ids were found and removed, and nothing is left of them. 1: an id was not found,
or something is left or could not be searched; the lines printed say which."""


FIND_ID = (
    'To find the id of a handle: plumage ask "select user_id from staging.stg_twitter__profiles '
    "where lower(screen_name) = '{}'\""
)
"""A pseudonymised warehouse has no handle: there, the raw files tell."""


class UserId(click.ParamType):
    """An id of a user: a whole number from 1 on that fits 64 bits."""

    name = "id"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Read an id.

        Examples
        --------
        >>> UserId().convert(" 12345 ", None, None)
        12345
        """
        text = str(value).strip()
        if not re.fullmatch("[0-9]{1,19}", text) or not 0 < int(text) < 2**63:
            handle = re.fullmatch("@?([A-Za-z0-9_]*[A-Za-z_][A-Za-z0-9_]*)", text)
            hint = f". {FIND_ID.format(handle[1].lower())}" if handle else ""
            self.fail(f"an id must be a whole number from 1, got: {value!r}{hint}", param, ctx)
        return int(text)


@command("forget", help=HELP, stopped="the same command carries on")
@click.argument("users", nargs=-1, required=True, type=UserId(), metavar="USER_ID...")
@click.option("--predictions", type=Path, default=ROOT / "ages_pred.csv", show_default=True,
              help="File that loses their lines.")  # fmt: skip
@click.option("--vars", "variables", default="{}", metavar="JSON",
              help="Variables that the warehouse is built with.")  # fmt: skip
@click.option("--no-build", is_flag=True, help="Leave the warehouse removed.")
@click.option("--dry-run", is_flag=True, help="List what would go, and change nothing.")
def forget(
    *,
    users: tuple[int, ...],
    predictions: Path,
    variables: str,
    no_build: bool,
    dry_run: bool,
) -> int:
    """Remove users."""
    from plumage.privacy import forget as forgetting  # noqa: PLC0415 - heavy

    return forgetting.forget(
        users,
        predictions=Path(os.path.abspath(predictions)),
        variables=variables,
        build=not no_build,
        dry_run=dry_run,
    )


@command("held", stopped="nothing was changed")
@click.argument("user", type=UserId(), metavar="USER_ID")
@click.option("--predictions", type=Path, default=ROOT / "ages_pred.csv", show_default=True,
              help="File with their predictions.")  # fmt: skip
@click.option("--output", type=Path, help="Write this file instead of the terminal.")
def held(*, user: int, predictions: Path, output: Path | None) -> int:
    """Show all that Plumage holds of a person, as JSON.

    Raw records with their place, and the rows of all tables of the warehouse: features,
    predictions, drivers, lists. Ids are those of the raw files. Records that others wrote and that
    name the person (is_own: false) may name third people: look before you hand them out.

    Exit code 1: nothing is held.
    """
    from plumage.privacy.held import show_held  # noqa: PLC0415 - heavy

    return show_held(
        user,
        predictions=Path(os.path.abspath(predictions)),
        output=Path(os.path.abspath(output)) if output else None,
    )
