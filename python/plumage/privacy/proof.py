"""The end of forgetting: all that Plumage holds is searched for those who were removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import duckdb

from plumage.core.terminal import progress
from plumage.privacy.marks import Marks
from plumage.privacy.tables import find_marks
from plumage.raw.content import RawContent
from plumage.warehouse.access import connect

PACKED = {
    b"PK\x03\x04": "a ZIP archive or workbook",
    b"PAR1": "Parquet",
    b"\x28\xb5\x2f\xfd": "compressed with zstd",
    b"BZh": "compressed with bzip2",
    b"\xfd7zXZ": "compressed with xz",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"%PDF": "a PDF",
}
"""First bytes of files whose words are not among their bytes."""

OVERLAP, MARGIN = 512, 64
"""Bytes of a chunk that are searched again with the next one, and how many are left to either."""


@dataclass
class Proof:
    """What was searched, and what that showed.

    Attributes
    ----------
    searched : list of str
        Files, folders and tables without a trace.
    left : list of str
        Places where an id or a handle still stands.
    unsearched : list of str
        What cannot be searched, and why.
    """

    searched: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    unsearched: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether all was searched and nothing found."""
        return not self.left and not self.unsearched

    def search_files(self, paths: Iterable[Path], marks: Marks) -> None:
        """Search files, also compressed ones, byte by byte.

        Parameters
        ----------
        paths : iterable of pathlib.Path
            Files.
        marks : Marks
            Whom to look for.
        """
        files = sorted(set(paths))
        total = sum(path.stat().st_size for path in files)
        with progress("searching what is left for traces", total) as step:
            for path in files:
                try:
                    place, problem = _search_file(path, marks, step.advance)
                except OSError as error:
                    place, problem = None, str(error.strerror or error)
                if place is not None:
                    self.left.append(f"{path}: near byte {place:,}")
                if problem:
                    self.unsearched.append(f"{path}: {problem}")
                if place is None and not problem:
                    self.searched.append(str(path))

    def search_warehouse(self, warehouse: Path, marks: Marks) -> None:
        """Search each column of each table that is made from raw files.

        Parameters
        ----------
        warehouse : pathlib.Path
            File of the warehouse.
        marks : Marks
            Whom to look for, by ids and handles, and by pseudonyms where there are some.
        """
        with connect(warehouse, read_only=True) as connection:
            try:
                found = find_marks(connection, marks)
            except duckdb.Error as error:
                self.unsearched.append(f"{warehouse}: {' '.join(str(error).split())}")
                return
        self.left += [
            f"{warehouse}: {count:,} row{'s' * (count != 1)} of {column}"
            for column, count in found.items()
        ]
        if not found:
            self.searched.append(f"{warehouse}: all tables")


def _search_file(
    path: Path, marks: Marks, advance: Callable[[int], object]
) -> tuple[int | None, str | None]:
    """Find the place of the first mark in a file, and why not all of it could be read."""
    content = RawContent(str(path), max_expansion=float("inf"))
    head = content.head(8)
    for magic, what in PACKED.items():
        if head.startswith(magic):
            return None, f"it is {what}, which is not looked into"
    kept, start = b"", 0
    for chunk in chain(content, [b""]):
        data = kept + chunk
        # What stands at the very beginning was seen with the chunk before, and what stands at the
        # end may go on in the next one.
        first, last = MARGIN if start else 0, len(data) - (MARGIN if chunk else 0)
        for found in marks.find(data):
            if first <= found.start() and found.end() <= last:
                return start + found.start() + 1, content.fault
        advance(len(chunk))
        kept = data[-OVERLAP:]
        start += len(data) - len(kept)
    return None, content.fault
