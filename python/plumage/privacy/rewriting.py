"""Raw files without some users, all or none: written beside their places, then renamed.

The journal in the raw folder is written when all new files are whole, and stays until everything
else is done too: a run that was cut off is carried on by the next one, whomever that one is for.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from plumage.core.files import said_plainly, write_whole
from plumage.core.terminal import progress
from plumage.privacy.people import People
from plumage.privacy.removal import handles_in, write_without

JOURNAL = ".plumage-forgetting.json"
WAITING = ".forgetting"


@dataclass
class Journal:
    """What is under way, in the raw folder until all of it is done.

    Attributes
    ----------
    numbers, handles : list
        Who is being removed.
    counts : dict of str to int
        Records dropped or changed, by file.
    waiting : list of str
        Files whose new content is whole and not in place yet.
    variables : dict of str to object
        Variables to build with: the warehouse that told them is removed before the build.
    """

    numbers: list[int] = field(default_factory=list)
    handles: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    variables: dict[str, object] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write it whole."""
        write_whole(json.dumps(vars(self)).encode(), folder / JOURNAL)


def read_journal(folder: Path) -> Journal | None:
    """Read what an earlier run left undone.

    Parameters
    ----------
    folder : pathlib.Path
        Raw folder.

    Returns
    -------
    Journal or None
        None when nothing was left.
    """
    try:
        return Journal(**json.loads((folder / JOURNAL).read_text()))
    except FileNotFoundError:
        return None


def count_records(files: Sequence[Path], people: People) -> dict[str, int]:
    """Count the records that would be dropped or changed, by file; nothing is written."""
    collect_handles(files, people)
    nowhere = Path(os.devnull)
    with progress("looking for records", _size(files)) as step:
        counts = {str(path): write_without(people, path, nowhere, step.advance) for path in files}
    return {path: count for path, count in counts.items() if count}


def collect_handles(files: Sequence[Path], people: People) -> None:
    """Collect the users' handles from all files."""
    with progress("looking for handles", _size(files)) as step:
        for path in files:
            handles_in(path, people, step.advance)


def prepare(folder: Path, files: Sequence[Path], people: People) -> dict[str, int]:
    """Write the new files beside the old ones.

    Parameters
    ----------
    folder : pathlib.Path
        Raw folder, for messages.
    files : sequence of pathlib.Path
        Files that hold records.
    people : People
        Who goes; their handles are collected first.

    Returns
    -------
    dict of str to int
        Records dropped or changed, of files with at least one.

    Raises
    ------
    PlumageError
        If there is no room or no right to write; no file is left then.
    """
    collect_handles(files, people)
    counts = {}
    try:
        with said_plainly(folder), progress("looking for records", _size(files)) as step:
            for path in files:
                if count := write_without(people, path, _waiting(path), step.advance):
                    counts[str(path)] = count
                else:
                    _waiting(path).unlink()
    except BaseException:
        discard(files)
        raise
    return counts


def discard(files: Sequence[Path]) -> None:
    """Remove new files that are not to be used."""
    for path in files:
        _waiting(path).unlink(missing_ok=True)


def put_in_place(folder: Path, journal: Journal) -> None:
    """Rename what is waiting: once the journal names them, the new files are whole.

    Parameters
    ----------
    folder : pathlib.Path
        Raw folder.
    journal : Journal
        With the names; none are left in it.
    """
    for name in journal.waiting:
        path = Path(name)
        with suppress(FileNotFoundError):
            _waiting(path).replace(path)
    journal.waiting = []
    journal.write(folder)


def end(folder: Path, *, is_done: bool) -> None:
    """Remove the journal where everything is done; else the same command carries on from it."""
    if is_done:
        (folder / JOURNAL).unlink(missing_ok=True)


def add_counts(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Add counts by name."""
    return {name: one.get(name, 0) + other.get(name, 0) for name in sorted({*one, *other})}


def _waiting(path: Path) -> Path:
    return path.with_name(f".{path.name}{WAITING}")


def _size(files: Sequence[Path]) -> int:
    return sum(path.stat().st_size for path in files)
