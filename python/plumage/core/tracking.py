"""Personal data are written outside the repository, or where git ignores them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from plumage.core.errors import PlumageError
from plumage.core.files import said_plainly
from plumage.core.paths import ROOT, activity_folder, raw_folder
from plumage.core.terminal import announce

SOURCES = (
    ".ci", "analysis", "bench", "docs", "macros", "models", "python", "seeds", "tests",
)  # fmt: skip
"""Folders of the project's own files; no place for results."""

HEAD_BYTES = 4096
"""Of a file, where the mark of what Plumage wrote stands."""

MADE_AGAIN = ("target", "logs")
"""Folders at the root that dbt fills; no place for results."""

SEARCHED = (
    ".csv", ".html", ".ipynb", ".json", ".jsonl", ".ndjson", ".tsv", ".txt",
    ".forgetting", ".pending", ".tmp",
)  # fmt: skip
"""Endings of files that `plumage forget` searches: they may hold what a warehouse answered. The
last three are of files in the making, which a command that was killed leaves behind."""


def check_untracked(path: Path, *, option: str, instead: str) -> None:
    """Stop before personal data are written where the next commit would take them along.

    Parameters
    ----------
    path : pathlib.Path
        File that shall be written.
    option : str
        How the user named the place, for the message.
    instead : str
        A place that git ignores.

    Raises
    ------
    PlumageError
        If git tracks the place or would, in whichever repository it is, or if it is among the
        project's own files.
    """
    place = path.resolve()
    is_inside = place.is_relative_to(ROOT)
    # Nothing looks for results among the project's own files, also where git ignores a name.
    is_source = is_inside and place.relative_to(ROOT).parts[0] in SOURCES
    if is_source or _is_ignored(place) is False:
        where = "inside the repository" if is_inside else "inside a repository"
        raise PlumageError(
            f"{option} is {where}, where git would track personal data: use {instead}, which git "
            f"ignores, or a place outside of {ROOT if is_inside else 'it'}"
        )


def check_output_place(path: Path, *, option: str, ending: str, mark: str = "") -> None:
    """Stop before a file of results takes another one's place, or is where it would do harm.

    Parameters
    ----------
    path : pathlib.Path
        File that shall be written.
    option : str
        How the user named the place, for the message.
    ending : str
        Of its name, such as ``.csv``.
    mark : str, optional
        What stands in the head of an earlier file of the same kind, which may be replaced; without
        it, nothing is replaced.

    Raises
    ------
    PlumageError
        If it is a folder, has another ending, is among the raw files, is where git would track it,
        its folder is not there, or another file is.
    """
    place = path.resolve()
    if place.is_dir():
        raise PlumageError(f"{option} is a folder: name a file")
    if path.is_symlink():
        raise PlumageError(f"{option} is a link: name the file itself")
    if place.suffix.lower() != ending:
        raise PlumageError(f"{option}: the name of the file must end in {ending}")
    _check_searched(place, option=option, instead="a file in output/")
    if place.parent == ROOT / "output":
        place.parent.mkdir(exist_ok=True)
    if not place.parent.is_dir():
        raise PlumageError(f"{option}: there is no folder {place.parent}: make it first")
    if place.exists() and not (mark and _holds(place, mark)):
        raise PlumageError(f"{option} is there already: choose another name, or delete it first")


def check_output_folder(folder: Path, *, option: str) -> None:
    """Stop before a folder of results is made where it would do harm.

    Parameters
    ----------
    folder : pathlib.Path
        Folder that shall be made.
    option : str
        How the user named it, for the message.

    Raises
    ------
    PlumageError
        If it is among the raw files, where git would track it, or where ``plumage forget`` does
        not look for results.
    """
    # Git's rules may be for what is in a folder, so they are asked of a file in it.
    _check_searched(folder.resolve() / "any.json", option=option, instead="a folder in output/")


def _check_searched(place: Path, *, option: str, instead: str) -> None:
    """Stop before results are where git would track them, or where nobody looks for them again."""
    if any(place.is_relative_to(folder) for folder in (raw_folder(), activity_folder())):
        raise PlumageError(f"{option} is among the raw files: use {instead}")
    check_untracked(place, option=option, instead=instead)
    if place.is_relative_to(ROOT) and _is_skipped(place.relative_to(ROOT).parts[0]):
        raise PlumageError(f"{option} is no place for results: use {instead}")


def say_where_forget_looks(output: Path) -> None:
    """Say so where ``plumage forget`` would not find what was written: outside the project.

    Parameters
    ----------
    output : pathlib.Path
        The file.
    """
    if not output.resolve().is_relative_to(ROOT):
        announce(f"plumage forget does not look at {output}: delete it yourself")


def find_results() -> Iterator[Path]:
    """Find what commands, or people, may have left in the project.

    Yields
    ------
    pathlib.Path
        All files in ``output/``, and those of the endings ``SEARCHED`` anywhere but among the
        project's own files, the raw ones and those that dbt makes again: wherever
        ``check_output_place`` lets results be written.
    """
    raw = raw_folder(), activity_folder()
    for folder, names, files in os.walk(ROOT):
        here = Path(folder)
        if here == ROOT:
            names[:] = [name for name in names if not _is_skipped(name) and name not in SOURCES]
        names[:] = [name for name in names if (here / name).resolve() not in raw]
        is_all = here.is_relative_to(ROOT / "output")
        yield from (
            here / name for name in files if is_all or Path(name).suffix.lower() in SEARCHED
        )


def _is_skipped(name: str) -> bool:
    """Whether a folder at the root is an environment, git's own, or dbt's."""
    return name.startswith(".") or name in MADE_AGAIN


def read_head(path: Path) -> bytes:
    """Read the part of a file in which the mark of what Plumage wrote stands.

    Parameters
    ----------
    path : pathlib.Path
        A file.

    Returns
    -------
    bytes
        At most ``HEAD_BYTES``.

    Raises
    ------
    PlumageError
        If it cannot be read.
    """
    with said_plainly(path), path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _holds(place: Path, mark: str) -> bool:
    """Whether a file is empty, or has the mark in its head."""
    head = read_head(place)
    return not head or mark.encode() in head


def _is_ignored(place: Path) -> bool | None:
    """Ask git whether it ignores a place; None where the place is in no work tree of git."""
    try:
        asked = subprocess.run(
            # A folder of another owner, as containers mount it, is a repository all the same.
            ["git", "-c", "safe.directory=*", "check-ignore", "--quiet", "--", str(place)],
            cwd=next(one for one in place.parents if one.is_dir()),
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    # 0: ignored, 1: not ignored, 128: no repository.
    return asked.returncode == 0 if asked.returncode in (0, 1) else None
