"""Personal data are written outside the repository, or where git ignores them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from plumage.core.errors import PlumageError
from plumage.core.paths import ROOT, activity_folder, raw_folder

SOURCES = (
    ".ci", "analysis", "bench", "docs", "macros", "models", "python", "seeds", "tests",
)  # fmt: skip
"""Folders of the project's own files, for copies of it that git knows nothing of."""


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
        If git tracks the place or would; without git, if it is among the project's own files.
    """
    place = path.resolve()
    if not place.is_relative_to(ROOT):
        return
    is_ignored = _is_ignored(place)
    if is_ignored is None:
        is_ignored = place.relative_to(ROOT).parts[0] not in SOURCES
    if not is_ignored:
        raise PlumageError(
            f"{option} is inside the repository, where git would track personal data: use "
            f"{instead}, which git ignores, or a place outside of {ROOT}"
        )


def check_data_folders(path: Path, *, option: str) -> None:
    """Stop before a file is written among raw files or logs.

    Parameters
    ----------
    path : pathlib.Path
        File that shall be written.
    option : str
        How the user named the place, for the message.

    Raises
    ------
    PlumageError
        If it is in one of these folders.
    """
    if any(path.resolve().is_relative_to(one) for one in (raw_folder(), activity_folder())):
        raise PlumageError(f"{option} is among the raw files: use a file in output/")


def check_list_place(path: Path, *, option: str) -> None:
    """Stop before a list of users is written where it would harm: over other files, or among them.

    Parameters
    ----------
    path : pathlib.Path
        File that shall be written.
    option : str
        How the user named the place, for the message.

    Raises
    ------
    PlumageError
        If its name does not end in ``.csv``, it is there already, its folder is not there, it is
        among the raw files, or git would track it.
    """
    place = path.resolve()
    if place.suffix.lower() != ".csv":
        raise PlumageError(f"{option}: the name of the file must end in .csv")
    check_data_folders(path, option=option)
    check_untracked(path, option=option, instead="a file in output/")
    if place.parent == ROOT / "output":
        place.parent.mkdir(exist_ok=True)
    if not place.parent.is_dir():
        raise PlumageError(f"{option}: there is no folder {place.parent}: make it first")
    if place.exists():
        raise PlumageError(f"{option} is there already: choose another name, or delete it first")


def _is_ignored(place: Path) -> bool | None:
    """Ask git whether it ignores a place; None where the project is no work tree of git."""
    try:
        asked = subprocess.run(
            ["git", "check-ignore", "--quiet", "--", str(place)],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    # 0: ignored, 1: not ignored, 128: no repository, or one that git does not trust.
    return asked.returncode == 0 if asked.returncode in (0, 1) else None
