"""What commands made from the warehouse and left elsewhere: predictions, lists, pages, models."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path

from plumage.core.files import said_plainly
from plumage.core.paths import (
    CARD_FILE,
    KEPT,
    LIST_HEADER,
    LISTS,
    MODEL_FILE,
    PAGE_MARK,
    ROOT,
)
from plumage.core.tracking import find_results, read_head
from plumage.privacy.people import People


def find_pages() -> tuple[list[Path], list[Path]]:
    """Find pages in the project.

    Returns
    -------
    tuple of list of pathlib.Path
        Those with Plumage's mark, and the others, which are somebody else's or of a version that
        wrote none.
    """
    found = sorted(page for page in find_results() if page.suffix.lower() == ".html")
    own = [page for page in found if PAGE_MARK.encode() in read_head(page)]
    return own, [page for page in found if page not in own]


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
    for card in sorted(KEPT.glob(f"**/{CARD_FILE}")):
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


def find_answers(predictions: Path) -> list[Path]:
    """Find ages_pred.csv and the lists that `plumage audience` wrote where Plumage looks for them.

    Parameters
    ----------
    predictions : pathlib.Path
        ages_pred.csv; it need not be there.

    Returns
    -------
    list of pathlib.Path
        Files whose lines begin with an id.
    """
    header = f"{LIST_HEADER}\n".encode()
    found = sorted(path for kind in LISTS for path in ROOT.glob(kind) if path.is_file())
    lists = [path for path in found if path != predictions and read_head(path).startswith(header)]
    return [predictions, *lists] if predictions.is_file() else lists


def find_other_files(predictions: Path) -> list[Path]:
    """Find tables, texts and pages in the project that are nobody knows whose.

    Parameters
    ----------
    predictions : pathlib.Path
        ages_pred.csv; it and Plumage's own lists and pages are left out.

    Returns
    -------
    list of pathlib.Path
        What `plumage ask --csv` or `plumage held --output` wrote, or other programs did.
    """
    own, others = find_pages()
    known = {path.resolve() for path in (*find_answers(predictions), *own, *others)}
    return sorted(path for path in find_results() if path.resolve() not in known)


def find_lines(predictions: Path, people: People) -> dict[str, list[str]]:
    """Find the lines of users in ages_pred.csv and in lists, by file.

    Parameters
    ----------
    predictions : pathlib.Path
        ages_pred.csv.
    people : People
        Users.

    Returns
    -------
    dict of str to list of str
        Files without such a line are left out.
    """
    found = {}
    for path in find_answers(predictions):
        with path.open(newline="") as file:
            lines = [line.strip() for line in file if people.have_id(line.partition(",")[0])]
        if lines:
            found[str(path)] = lines
    return found


def leave_out(predictions: Path, people: People) -> None:
    """Remove the lines of users from ages_pred.csv and from lists.

    Parameters
    ----------
    predictions : pathlib.Path
        ages_pred.csv; it need not be there.
    people : People
        Who goes.

    Raises
    ------
    PlumageError
        If a file cannot be written.
    """
    for path in find_answers(predictions):
        pending = path.with_name(f".{path.name}.forgetting")
        with said_plainly(path):
            with path.open(newline="") as old, pending.open("w", newline="") as new:
                new.writelines(line for line in old if not people.have_id(line.partition(",")[0]))
            pending.replace(path)
