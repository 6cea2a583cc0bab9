"""Mended records on their way back into the raw folder: ``plumage rejects restore``."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from plumage.core.errors import PlumageError
from plumage.raw.inspection import inspect_raw_file

INDEX_NAME = "rejects.jsonl"
LEDGER_NAME = "plumage-mended.jsonl"


@dataclass(frozen=True)
class ExportedFile:
    """A file of rejected bytes: a line of the export's index, and of the ledger once mended.

    Attributes
    ----------
    name : str
        File in the export.
    mended_name : str
        Its name in the raw folder, once mended.
    md5 : str
        Hash of the exported bytes; the same as long as nobody mended anything.
    path, content_sha256 : str
        The raw file that the records come from.
    reasons : dict of str to str
        Reason codes by place in that file.
    """

    name: str
    mended_name: str
    md5: str
    path: str
    content_sha256: str
    reasons: dict[str, str]


def restore(source: Path, folder: Path) -> Iterator[str]:
    """Put mended files of an export into the raw folder, each whole or not at all.

    Parameters
    ----------
    source : pathlib.Path
        Folder that ``export`` wrote.
    folder : pathlib.Path
        Raw folder.

    Yields
    ------
    str
        What became of each file.

    Raises
    ------
    PlumageError
        If the folder is no export.
    """
    entries = read_entries(source / INDEX_NAME)
    if not entries:
        raise PlumageError(f"{source} is not an export of rejected records: it has no {INDEX_NAME}")
    for entry in entries:
        path = source / entry.name
        if not path.exists():
            yield f"{entry.name}: not there, left out"
        elif md5_of(path) == entry.md5:
            yield f"{entry.name}: not mended yet, left out"
        elif complaint := _complaint(path, entry.mended_name):
            yield f"{entry.name}: {complaint}. Mend or delete that record; nothing was taken in"
        else:
            pending = folder / f".{entry.mended_name}.pending"
            shutil.copyfile(path, pending)
            os.replace(pending, folder / entry.mended_name)
            known = [
                other
                for other in read_entries(folder / LEDGER_NAME)
                if other.mended_name != entry.mended_name
            ]
            write_entries(folder / LEDGER_NAME, [*known, entry])
            yield f"{entry.name}: taken in as {folder / entry.mended_name}"


def _complaint(path: Path, mended_name: str) -> str | None:
    """Say what still cannot be read in a mended file, under the name that it will have."""
    with tempfile.TemporaryDirectory() as scratch:
        copy, spool = Path(scratch) / mended_name, Path(scratch) / "mended.spool"
        shutil.copyfile(path, copy)
        facts = inspect_raw_file(str(copy), str(spool))
        if facts["problem"]:
            return str(facts["problem"])
        if facts["rejects_name"]:
            for line in (spool / str(facts["rejects_name"])).read_text().splitlines():
                reject = json.loads(line)
                return f"{reject['place']} still cannot be read ({reject['reason']})"
    return None


def md5_of(path: Path) -> str:
    """MD5 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest()


def read_entries(path: Path) -> list[ExportedFile]:
    """Read an index or a ledger; one that is absent is empty."""
    if not path.is_file():
        return []
    try:
        return [ExportedFile(**json.loads(line)) for line in path.read_text().splitlines()]
    except (ValueError, TypeError) as error:
        way_out = (
            "export the records again"
            if path.name == INDEX_NAME
            else "put it elsewhere (records mended before are then listed again) and try again"
        )
        raise PlumageError(
            f"{path} was written by another version of Plumage, or changed: {way_out}"
        ) from error


def write_entries(path: Path, entries: Sequence[ExportedFile]) -> None:
    """Write an index or a ledger, whole or not at all."""
    pending = path.with_name(f".{path.name}.pending")
    pending.write_text("".join(json.dumps(asdict(entry)) + "\n" for entry in entries))
    os.replace(pending, path)
