"""Files that are written under another name, counted and hashed on the way."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

UNFINISHED = ".partial"
"""Ending of a file's name until all files are complete."""

BUFFER_BYTES = 1 << 20


class OutputFile:
    """A file that is written under another name, counted and hashed on the way.

    Parameters
    ----------
    folder : pathlib.Path
        Where it goes.
    name : str
        Its name in the end.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.path = folder / name
        self.unfinished = folder / (name + UNFINISHED)
        self.handle = self.unfinished.open("wb", buffering=0)
        self.hash = hashlib.sha256()
        self.bytes = self.rows = 0
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0

    def write(self, data: bytes) -> None:
        """Append bytes."""
        self._waiting.append(data)
        self._waiting_bytes += len(data)
        if self._waiting_bytes >= BUFFER_BYTES:
            self.flush()

    def flush(self) -> None:
        """Hand what was appended to the operating system."""
        data = b"".join(self._waiting)
        self._waiting, self._waiting_bytes = [], 0
        self.hash.update(data)
        self.bytes += len(data)
        view = memoryview(data)
        while view.nbytes:
            view = view[self.handle.write(view) :]

    def finish(self) -> dict[str, Any]:
        """Close the file, still under its other name.

        Returns
        -------
        dict
            ``rows``, ``bytes`` and ``sha256``.
        """
        self.flush()
        self.handle.close()
        return {"rows": self.rows, "bytes": self.bytes, "sha256": self.hash.hexdigest()}


class CsvOutput(OutputFile):
    """Rows of numbers and plain words, separated by commas."""

    def row(self, *values: object) -> None:
        """Append a row."""
        self.rows += 1
        self.write((",".join(map(str, values)) + "\n").encode())


class RecordOutput(OutputFile):
    """JSON records, as one array or one a line.

    Parameters
    ----------
    folder : pathlib.Path
        Where it goes.
    name : str
        Its name without ending.
    lines : bool
        Whether each record has a line of its own.
    """

    def __init__(self, folder: Path, name: str, *, lines: bool) -> None:
        super().__init__(folder, f"{name}.jsonl" if lines else f"{name}.json")
        self.lines = lines
        if not lines:
            self.write(b"[")

    def record(self, data: bytes) -> None:
        """Append a record that is JSON already."""
        self.write(data + b"\n" if self.lines else b"," + data if self.rows else data)
        self.rows += 1

    def finish(self) -> dict[str, Any]:
        """Close the array and the file."""
        if not self.lines:
            self.write(b"]")
        return super().finish()
