"""What commands made from the warehouse and left elsewhere: predictions, pages, kept models."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path

from plumage.core.files import said_plainly
from plumage.core.paths import CARD_FILE, KEPT, MODEL_FILE, PAGE_MARK, PAGES, ROOT
from plumage.privacy.people import People

HEAD_BYTES = 4096
"""Of a page: the mark stands at its beginning."""


def find_pages() -> tuple[list[Path], list[Path]]:
    """Find pages where Plumage writes them.

    Returns
    -------
    tuple of list of pathlib.Path
        Those with Plumage's mark, and the others, which are somebody else's or of a version that
        wrote none.
    """
    found = sorted(page for kind in PAGES for page in ROOT.glob(kind) if page.is_file())
    own = [page for page in found if PAGE_MARK.encode() in _head(page)]
    return own, [page for page in found if page not in own]


def _head(page: Path) -> bytes:
    with page.open("rb") as file:
        return file.read(HEAD_BYTES)


def find_kept_models(fingerprints: set[str]) -> tuple[list[Path], list[Path]]:
    """Find the models in the folder for them.

    Parameters
    ----------
    fingerprints : set of str
        Data that somebody is removed from.

    Returns
    -------
    tuple of list of pathlib.Path
        Folders of models that learned from these data, and of those that learned from others.
    """
    void, others = [], []
    for card in sorted(KEPT.glob(f"*/{CARD_FILE}")):
        try:
            is_void = json.loads(card.read_bytes())["data_fingerprint"] in fingerprints
        except (ValueError, KeyError, TypeError):
            is_void = False
        (void if is_void else others).append(card.parent)
    return void, others


def remove(paths: list[Path]) -> None:
    """Remove files and folders, whole."""
    for path in paths:
        with said_plainly(path):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def remove_models(folders: list[Path]) -> None:
    """Remove kept models, and their folders unless somebody keeps something else there."""
    for folder in folders:
        remove([folder / MODEL_FILE, folder / CARD_FILE])
        with suppress(OSError):
            folder.rmdir()


def spark_warehouse() -> Path:
    """Folder of the tables that `plumage spark` writes; it need not be there."""
    return (ROOT / os.environ.get("PLUMAGE_SPARK_WAREHOUSE", "plumage.spark")).resolve()


def find_lines(path: Path, people: People) -> list[str]:
    """Find the lines of users in ages_pred.csv; none when it is not there."""
    if not path.is_file():
        return []
    with path.open(newline="") as file:
        return [line.strip() for line in file if people.have_id(line.partition(",")[0])]


def leave_out(path: Path, people: People) -> None:
    """Remove the lines of users from ages_pred.csv.

    Parameters
    ----------
    path : pathlib.Path
        The file; nothing happens when it is not there.
    people : People
        Who goes.

    Raises
    ------
    PlumageError
        If it cannot be written.
    """
    if not path.is_file():
        return
    pending = path.with_name(f".{path.name}.forgetting")
    with said_plainly(path):
        with path.open(newline="") as old, pending.open("w", newline="") as new:
            new.writelines(line for line in old if not people.have_id(line.partition(",")[0]))
        pending.replace(path)
