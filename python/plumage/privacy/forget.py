"""Remove users from all that Plumage holds: ``plumage forget USER_ID ...``.

Raw files are rewritten without them, the warehouse is rebuilt from these (so that norms, counts
and predictions do not know them either), their lines leave ages_pred.csv. Models fitted before are
void: their data had these users in it (see ``void_fingerprints``). A run that was cut off is
carried on by the same command.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from plumage.core.dbt import read_variables, run_dbt
from plumage.core.errors import PlumageError
from plumage.core.files import said_plainly
from plumage.core.paths import PAGES, ROOT, raw_folder, warehouse_path
from plumage.core.terminal import announce
from plumage.privacy.pseudonyms import Pseudonyms
from plumage.privacy.removal import People, handles_in, write_without
from plumage.warehouse.lock import sole_writer
from plumage.warehouse.publication import building_folder
from plumage.warehouse.void import read_fact, remember_void

JOURNAL = ".plumage-forgetting.json"
WAITING = ".forgetting"


def forget(numbers: Sequence[int], *, predictions: Path, variables: str, build: bool) -> None:
    """Remove users by their ids.

    Parameters
    ----------
    numbers : sequence of int
        Ids as the raw files have them.
    predictions : pathlib.Path
        ages_pred.csv.
    variables : str
        Variables of dbt as JSON, those that the warehouse was built with.
    build : bool
        Whether to build the warehouse again.

    Raises
    ------
    PlumageError
        If the raw files cannot be written, or the key of a pseudonymised warehouse is missing.
    StepError
        If the build fails.
    """
    folder = raw_folder()
    if not folder.is_dir():
        raise PlumageError(f"there is no raw folder {folder}: set PLUMAGE_RAW_DIR")
    warehouse = warehouse_path()
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    with sole_writer(warehouse, "plumage forget"):
        chosen = variables_of(warehouse, variables)
        finish_interrupted(folder)
        people = People(frozenset(numbers))
        touched = rewrite_raw(folder, people)
        announce(f"{touched} records of the raw files in {folder} removed or masked")
        remember_void(warehouse)
        for path in stored_copies(warehouse):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        leave_out(predictions, people)
        for page in (page for kind in PAGES for page in ROOT.glob(kind)):
            page.unlink()
            announce(f"{page} removed, since it may show what is forgotten: make it again")
    if build:
        announce(f"dbt build: {folder} -> {warehouse}")
        run_dbt(["build", "--vars", json.dumps(chosen)])
    announce(
        f"{len(set(numbers))} users forgotten. Fit again: `python python/predict.py`; models "
        "stored before are refused. Backups, and copies that you made, are not Plumage's to find"
        + ("" if build else f". {warehouse} is removed: run `dbt build`")
    )


def variables_of(warehouse: Path, variables: str) -> dict[str, object]:
    """Variables to build with again: those given, and `pseudonymise` where it was on.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse, if there is one.
    variables : str
        JSON.

    Returns
    -------
    dict of str to object
        As for ``dbt build --vars``.

    Raises
    ------
    PlumageError
        If they are no JSON object, or the key is missing or another one.
    """
    chosen = read_variables(variables)
    stored = read_fact(warehouse, "pseudonym_key_check")
    if stored is not None:
        if Pseudonyms.from_environment().check() != stored:
            raise PlumageError("PLUMAGE_KEY is not the key that the warehouse was built with")
        chosen.setdefault("pseudonymise", True)
    return chosen


def rewrite_raw(folder: Path, people: People) -> int:
    """Rewrite the raw files that speak of these users, all or none.

    Parameters
    ----------
    folder : pathlib.Path
        Raw folder.
    people : People
        Who goes; their handles are collected first.

    Returns
    -------
    int
        Records dropped or changed.

    Raises
    ------
    PlumageError
        If there is no room or no right to write; the files are as they were then.
    """
    files = sorted(path for path in (*folder.glob("*"), *folder.glob("*/*")) if _is_data(path))
    for path in files:
        handles_in(path, people)
    waiting, touched = [], 0
    try:
        with said_plainly(folder):
            for path in files:
                count = write_without(people, path, _waiting(path))
                if count:
                    waiting.append(str(path.relative_to(folder)))
                    touched += count
                else:
                    _waiting(path).unlink()
            (folder / JOURNAL).write_text(json.dumps(waiting))
    except PlumageError:
        for path in files:
            _waiting(path).unlink(missing_ok=True)
        raise
    finish_interrupted(folder)
    return touched


def _waiting(path: Path) -> Path:
    return path.with_name(f".{path.name}{WAITING}")


def _is_data(path: Path) -> bool:
    endings = path.name.removesuffix(".gz").rpartition(".")[2]
    return path.is_file() and endings in {"csv", "json", "jsonl"} and not path.name.startswith(".")


def finish_interrupted(folder: Path) -> None:
    """Put rewritten raw files in place: all of them are complete once the journal is there.

    Parameters
    ----------
    folder : pathlib.Path
        Raw folder.
    """
    journal = folder / JOURNAL
    try:
        names = json.loads(journal.read_text())
    except (OSError, ValueError):
        names = []
    for name in names:
        path = folder / name
        with suppress(FileNotFoundError):
            _waiting(path).replace(path)
    journal.unlink(missing_ok=True)
    for left in (*folder.glob(f".*{WAITING}"), *folder.glob(f"*/.*{WAITING}")):
        left.unlink()


def stored_copies(warehouse: Path) -> list[Path]:
    """Files that hold the warehouse or parts of it.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.

    Returns
    -------
    list of pathlib.Path
        Those that exist.
    """
    paths = [warehouse, building_folder(warehouse)]
    paths += [warehouse.with_name(warehouse.name + end) for end in (".wal", ".tmp", ".spool")]
    return [path for path in paths if path.exists()]


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
    pending = path.with_name(f".{path.name}{WAITING}")
    with said_plainly(path):
        with path.open(newline="") as old, pending.open("w", newline="") as new:
            new.writelines(line for line in old if not people.have_id(line.partition(",")[0]))
        pending.replace(path)
