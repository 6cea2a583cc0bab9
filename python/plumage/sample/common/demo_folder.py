"""The folder of made-up data: whether it may be written, and files that appear as a whole."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

from plumage.core.errors import PlumageError
from plumage.raw.made_up import MANIFEST, MARK, read_manifest
from plumage.sample.common.manifest import (
    IGNORED,
    LEFTOVERS,
    find_differences,
    is_unchanged,
)
from plumage.sample.common.output_files import UNFINISHED, CsvOutput, OutputFile, RecordOutput


class FolderError(PlumageError):
    """The folder cannot take made-up data; the message says why."""


def finish_interrupted(folder: Path) -> None:
    """Carry a run to its end that was killed while it put its files in place.

    The unfinished manifest is written when all files are complete under their other names, and
    becomes the manifest when all are in place.

    Parameters
    ----------
    folder : pathlib.Path
        Any folder; nothing happens unless it holds an earlier demo's files and the new ones alone.
    """
    manifest = read_manifest(folder, MANIFEST + UNFINISHED)
    if manifest is None:
        return
    files, earlier = manifest["files"], (read_manifest(folder) or {"files": {}})["files"]
    moves = []
    for name, facts in files.items():
        path, waiting = folder / name, folder / (name + UNFINISHED)
        if waiting.exists():
            ours = not path.exists() or (name in earlier and is_unchanged(path, earlier[name]))
            moves.append((waiting, path))
        else:
            waiting, ours = path, True
        if not (ours and is_unchanged(waiting, facts)):
            return
    for waiting, path in moves:
        waiting.replace(path)
    remove(folder, set(earlier) - set(files))
    (folder / (MANIFEST + UNFINISHED)).replace(folder / MANIFEST)


def check_folder(folder: Path) -> None:
    """Make sure that writing made-up data into a folder destroys nothing else.

    Parameters
    ----------
    folder : pathlib.Path
        Folder that is absent, empty or holds an earlier demo.

    Raises
    ------
    FolderError
        If it is anything else.
    """
    if folder.exists() and not folder.is_dir():
        raise FolderError(f"{folder} is a file; name a folder with --out. Nothing was written")
    if not folder.exists():
        return
    found = sorted(path.name for path in folder.iterdir())
    found = [name for name in found if name not in IGNORED | LEFTOVERS]
    manifest = read_manifest(folder)
    if manifest:
        reasons = find_differences(folder, manifest)
    elif MANIFEST in found:
        reasons = [f"{MANIFEST} cannot be read"]
    else:
        reasons = [f"it holds {name}" for name in found]
    if reasons:
        raise FolderError(
            f"{folder} is neither empty nor an unchanged earlier demo ({say_first(reasons)}): "
            f"nothing was written. To run Plumage on your own files: make run RAW={folder}"
        )


def say_first(reasons: list[str], *, at_most: int = 3) -> str:
    """Join the first few reasons and count the rest.

    Examples
    --------
    >>> say_first(["a.csv was added", "b.csv is missing"], at_most=1)
    'a.csv was added, and 1 more'
    """
    rest = len(reasons) - at_most
    return ", ".join(reasons[:at_most]) + (f", and {rest} more" if rest > 0 else "")


class DemoFolder:
    """A folder of made-up data in the making: it appears as a whole or not at all.

    Parameters
    ----------
    folder : pathlib.Path
        Absent, empty or an earlier demo.

    Raises
    ------
    FolderError
        If the folder is anything else.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.outputs: list[OutputFile] = []
        self.is_complete = False
        self._lock: int | None = None
        if folder.is_dir():
            self._take_lock()
            finish_interrupted(folder)
        check_folder(folder)

    def __enter__(self) -> DemoFolder:
        """Make the folder, and clear away what an interrupted run left."""
        self.is_new = not self.folder.exists()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._take_lock()
        for name in sorted(LEFTOVERS):
            (self.folder / name).unlink(missing_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the files; remove those that were not published."""
        for output in self.outputs:
            output.handle.close()
            if not self.is_complete:
                output.unfinished.unlink(missing_ok=True)
        if kind is not None and self.is_new and not any(self.folder.iterdir()):
            self.folder.rmdir()
        os.close(self._lock)

    def _take_lock(self) -> None:
        """Keep a second run out; the lock goes with the process, whatever ends that."""
        if self._lock is not None:
            return
        self._lock = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise FolderError(
                f"another run is writing made-up data into {self.folder}: let it end"
            ) from error

    def csv(self, name: str) -> CsvOutput:
        """Open a file of rows."""
        self.outputs.append(output := CsvOutput(self.folder, name))
        return output

    def records(self, name: str, *, lines: bool) -> RecordOutput:
        """Open a file of JSON records."""
        self.outputs.append(output := RecordOutput(self.folder, name, lines=lines))
        return output

    def text(self, name: str, text: str) -> None:
        """Write a short file."""
        self.outputs.append(output := OutputFile(self.folder, name))
        output.write(text.encode())

    def publish(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """Put the files in place of an earlier demo's, the manifest last.

        Parameters
        ----------
        arguments : dict
            What the data were made from.

        Returns
        -------
        dict
            The manifest.
        """
        files = {output.name: output.finish() for output in self.outputs}
        manifest = {"mark": MARK, **arguments, "files": dict(sorted(files.items()))}
        earlier = read_manifest(self.folder)
        unfinished = self.folder / (MANIFEST + UNFINISHED)
        try:
            unfinished.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        # From here on a run that is cut off is carried to its end by the next one.
        self.is_complete = True
        for output in self.outputs:
            output.unfinished.replace(output.path)
        remove(self.folder, set(earlier["files"]) - set(files) if earlier else ())
        unfinished.replace(self.folder / MANIFEST)
        return manifest


def remove(folder: Path, names: Iterable[str]) -> None:
    """Remove files of an earlier demo by name."""
    for name in sorted(names):
        (folder / name).unlink(missing_ok=True)
