"""Command line of ``plumage rejects``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plumage.core.command import Command
from plumage.core.paths import raw_folder, warehouse_path

if TYPE_CHECKING:
    from plumage.raw.rejects import RejectedFile

STOPPED = "each file is taken in whole or not at all"


@click.group("rejects")
def rejects() -> None:
    """List, export and restore records that the last build could not read.

    PLUMAGE_DUCKDB names the warehouse, PLUMAGE_RAW_DIR the raw folder.
    """


@rejects.command("list", cls=Command, stopped=STOPPED)
def list_rejected() -> None:
    """Count them, by file and reason."""
    if not show(waiting()):
        print("No record waits for mending.")


@rejects.command("export", cls=Command, stopped=STOPPED)
@click.argument("folder", type=Path)
def export_rejected(folder: Path) -> None:
    """Write the whole bytes of each to files in FOLDER, for mending."""
    from plumage.raw.rejects import MENDED_IN_PLACE, export  # noqa: PLC0415 - heavy

    files = waiting()
    if not show(files):
        print("No record waits for mending.")
        return
    exported = export(files, raw_folder(), folder)
    written = {entry.path for entry in exported}
    for file in files:
        if file.input_name == MENDED_IN_PLACE:
            print(
                f"{file.path!r} keeps its order: mend {', '.join(file.reasons)} in the file itself."
            )
        elif file.path not in written:
            print(f"{file.path!r} breaks off within its compression: get the file again.")
    print(
        f"{len(exported)} files in {folder}. Mend them with a text editor, then:"
        f" plumage rejects restore {folder}"
    )


@rejects.command("restore", cls=Command, stopped=STOPPED)
@click.argument("folder", type=Path)
def restore_mended(folder: Path) -> None:
    """Put mended files of the export FOLDER into the raw folder."""
    from plumage.raw.mended import restore  # noqa: PLC0415 - heavy

    outcomes = list(restore(folder, raw_folder()))
    print("\n".join(outcomes))
    if any(" taken in as " in outcome for outcome in outcomes):
        print("The next `dbt build` reads what was taken in.")


def waiting() -> list[RejectedFile]:
    """Find what was rejected and not mended since."""
    from plumage.raw.rejects import read_rejected, without_mended  # noqa: PLC0415 - heavy

    return without_mended(read_rejected(warehouse_path()), raw_folder())


def show(files: Sequence[RejectedFile]) -> bool:
    """Print how many, by file and reason; tell whether there are any."""
    for line in summarise(files):
        print(line)
    return bool(files)


def summarise(files: Sequence[RejectedFile]) -> Iterator[str]:
    """Write a line a file and reason, and one for each format that is not read."""
    from plumage.raw.formats import advice_on  # noqa: PLC0415 - heavy

    counts = Counter((file.path, reason) for file in files for reason in file.reasons.values())
    for (path, reason), count in sorted(counts.items()):
        # Names of files may hold anything, line feeds too.
        yield f"{count:8,}  {reason:28}  {path!r}"
    for reason in sorted({reason for _, reason in counts}):
        if advice := advice_on(reason):
            yield f"{reason}: {advice}."
