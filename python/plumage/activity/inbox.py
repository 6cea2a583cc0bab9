"""Files that are put into the folder of logs: whole, once, and never over another."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from plumage.activity.files import FORMATS, format_of, list_files
from plumage.core.errors import PlumageError
from plumage.core.files import sha256_of

UNFINISHED = ".unfinished-"
"""Beginning of the name of a copy in the making; readers of the folder skip such names."""


def find_same(path: Path, folder: Path) -> Path | None:
    """Find a log of the folder with the same bytes.

    Parameters
    ----------
    path : pathlib.Path
        A file.
    folder : pathlib.Path
        Folder of logs; it may be absent.

    Returns
    -------
    pathlib.Path or None
        The first by path; only files of the same size are opened.
    """
    size = path.stat().st_size
    same_size = [
        folder / str(facts["file_path"])
        for facts in list_files(str(folder))
        if facts["byte_count"] == size
    ]
    if not same_size:
        return None
    wanted = sha256_of(path)
    return next((candidate for candidate in same_size if sha256_of(candidate) == wanted), None)


def free_name(name: str, folder: Path) -> str:
    """Name for a new file: its own, or with a number where that is taken.

    Examples
    --------
    >>> free_name("monday.csv.gz", Path("no-such-folder"))
    'monday.csv.gz'
    """
    stem, dot, endings = name.partition(".")
    number = 1
    chosen = name
    while (folder / chosen).exists():
        number += 1
        chosen = f"{stem}-{number}{dot}{endings}"
    return chosen


def check(path: Path) -> None:
    """Make sure that a file can be a log.

    Raises
    ------
    PlumageError
        If it is no file, cannot be read, or its name does not tell its form.
    """
    if not path.is_file():
        raise PlumageError(f"{path} is not a file: name the log files to ingest")
    if not os.access(path, os.R_OK):
        raise PlumageError(f"{path} cannot be read by this user: check its permissions")
    if format_of(path.name) is None:
        raise PlumageError(
            f"{path}: the file extension must name the format, one of "
            f"{', '.join(sorted(FORMATS))}, all but .parquet also with .gz"
        )


def put(paths: list[Path], folder: Path) -> list[tuple[Path, Path, bool]]:
    """Copy files into the folder of logs; each appears there as a whole or not at all.

    Parameters
    ----------
    paths : list of pathlib.Path
        Log files anywhere; a file with the bytes of one that is there is left out.
    folder : pathlib.Path
        Folder of logs; made when absent.

    Returns
    -------
    list of (pathlib.Path, pathlib.Path, bool)
        The file, where its content lies in the folder, and whether it is new.

    Raises
    ------
    PlumageError
        If a file cannot be a log (nothing is copied then), or the folder cannot take it.
    """
    for path in paths:
        check(path)
    placed = []
    for path in paths:
        same = find_same(path, folder)
        if same is not None:
            placed.append((path, same, False))
            continue
        try:
            folder.mkdir(parents=True, exist_ok=True)
            target = folder / free_name(path.name, folder)
            unfinished = folder / (UNFINISHED + target.name)
            try:
                shutil.copyfile(path, unfinished)
                unfinished.replace(target)
            finally:
                unfinished.unlink(missing_ok=True)
        except OSError as error:
            raise PlumageError(
                f"cannot copy {path} into {folder}: {error.strerror or error}. "
                "PLUMAGE_ACTIVITY_DIR names the folder of logs"
            ) from error
        placed.append((path, target, True))
    return placed
