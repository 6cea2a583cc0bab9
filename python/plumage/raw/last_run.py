"""Whether the last good run of the main job still stands: nothing that it hangs on has changed.

A file beside the warehouse holds what the run started from and what it left behind. Whatever writes
the warehouse or the predictions later changes the second, so no other command has to know of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from plumage.core.paths import ROOT
from plumage.raw.layout import input_name

PREDICTIONS = ROOT / "ages_pred.csv"

CODE = (
    "dbt_project.yml",
    "profiles.yml",
    "selectors.yml",
    "models",
    "macros",
    "seeds",
    "tests/generic",
    "tests/singular",
    "python",
)
"""Files and folders that decide what a run does, counted from the root; known by their contents."""

LOGS = "PLUMAGE_ACTIVITY_DIR"
"""Setting of the folder of activity logs; without it, they are in the raw folder."""

SETTINGS = ("PLUMAGE_", "DBT_")
"""Beginnings of environment variables that may change a result."""


def find_start(raw: Path, variables: Mapping[str, object]) -> str:
    """Hash all that a run starts from: files, settings, code and installed packages.

    Parameters
    ----------
    raw : pathlib.Path
        Folder of the raw files.
    variables : mapping of str to object
        Variables of dbt that differ from dbt_project.yml.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    facts = {
        "files": sorted((str(path), *stamp_of(path)) for path in files_read(raw)),
        "settings": sorted(item for item in os.environ.items() if item[0].startswith(SETTINGS)),
        "variables": variables,
        "code": hash_of_code(),
        "python": sys.version,
        "packages": sorted(installed()),
    }
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def files_read(raw: Path) -> Iterator[Path]:
    """Find inputs, in a folder and one level below it, and what lies in that of activity logs."""
    for pattern in ("*", "*/*"):
        yield from (path for path in raw.glob(pattern) if input_name(path.name))
    for parent, _, names in os.walk(ROOT / (os.environ.get(LOGS) or raw / "activity")):
        yield from (Path(parent, name) for name in names)


def stamp_of(path: Path) -> tuple[int, ...]:
    """Size, time of change and of the entry's change, which no program sets back; or an error."""
    try:
        facts = path.stat()
    except OSError as error:
        return (error.errno or 0,)
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns


def hash_of_code() -> str:
    """Hash of the project's code, by paths and contents: a checkout changes times, not code."""
    digest = hashlib.sha256()
    for name in CODE:
        for path in sorted([ROOT / name, *(ROOT / name).rglob("*")]):
            if path.is_file() and path.parent.name != "__pycache__":
                content = path.read_bytes()
                digest.update(f"{path.relative_to(ROOT)} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def installed() -> Iterator[str]:
    """Names and versions of installed packages, as their folders are called."""
    for folder in sys.path:
        if os.path.isdir(folder):
            yield from (name for name in os.listdir(folder) if name.endswith(".dist-info"))


def find_end(warehouse: Path) -> list[tuple[int, ...]]:
    """Stamps of what a run left behind; DuckDB's log lies there when a writer was killed."""
    log = warehouse.with_name(f"{warehouse.name}.wal")
    return [stamp_of(path) for path in (warehouse, log, PREDICTIONS)]


def record_path(warehouse: Path) -> Path:
    """File that says what the last good run started from and left behind."""
    return warehouse.with_name(f"{warehouse.name}.last-run")


def read_start(warehouse: Path) -> str | None:
    """Read what the last good run started from, if its results lie as it left them.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.

    Returns
    -------
    str or None
        As from ``find_start``.
    """
    try:
        start, _, end = record_path(warehouse).read_text().partition(" ")
    except OSError:
        return None
    return start if warehouse.is_file() and end == str(find_end(warehouse)) else None


def remember(warehouse: Path, start: str) -> None:
    """Note that a run came to a good end.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.
    start : str
        As from ``find_start``, before the run began.
    """
    with suppress(OSError):  # A full disk costs the next run its short way, no more.
        record_path(warehouse).write_text(f"{start} {find_end(warehouse)}")


def void(warehouse: Path) -> None:
    """Note that a run began: until it comes to a good end, none stands.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.
    """
    with suppress(OSError):  # Where nothing can be removed, the build says what is wrong.
        record_path(warehouse).unlink(missing_ok=True)


@contextmanager
def carried_over(warehouse: Path) -> Iterator[None]:
    """Let a run stand although the block adds to the warehouse what no run makes.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.

    Yields
    ------
    None
        While the block writes.
    """
    start = read_start(warehouse)
    yield
    if start is not None:
        remember(warehouse, start)
