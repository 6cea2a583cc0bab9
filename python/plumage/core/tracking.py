"""Personal data are written outside the repository, or where git ignores them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from plumage.core.errors import PlumageError
from plumage.core.files import said_plainly
from plumage.core.paths import PAGES, ROOT, activity_folder, raw_folder
from plumage.core.terminal import announce

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


HEAD_BYTES = 4096
"""Of a file, where the mark of what Plumage wrote stands."""


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
    if place.suffix.lower() != ending:
        raise PlumageError(f"{option}: the name of the file must end in {ending}")
    if any(place.is_relative_to(folder) for folder in (raw_folder(), activity_folder())):
        raise PlumageError(f"{option} is among the raw files: use a file in output/")
    check_untracked(path, option=option, instead="a file in output/")
    if place.parent == ROOT / "output":
        place.parent.mkdir(exist_ok=True)
    if not place.parent.is_dir():
        raise PlumageError(f"{option}: there is no folder {place.parent}: make it first")
    if place.exists() and not (mark and _holds(place, mark)):
        raise PlumageError(f"{option} is there already: choose another name, or delete it first")


def say_where_forget_looks(output: Path, kinds: Iterable[str] = PAGES) -> None:
    """Say so where ``plumage forget`` would not find what was written.

    Parameters
    ----------
    output : pathlib.Path
        The file.
    kinds : iterable of str
        Where it looks for such files, from the root; by default for pages.
    """
    if not any(output.resolve() in map(Path.resolve, ROOT.glob(kind)) for kind in kinds):
        announce(f"plumage forget does not look at {output}: delete it yourself")


def _holds(place: Path, mark: str) -> bool:
    """Whether a file is empty, or has the mark in its head."""
    with said_plainly(place), place.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return not head or mark.encode() in head


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
