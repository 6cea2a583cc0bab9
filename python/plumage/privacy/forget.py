"""Remove users from all that Plumage holds: ``plumage forget USER_ID ...``.

It looks first, and changes nothing where nobody is found. Raw files are rewritten without them, the
warehouse is rebuilt from these (so that norms, counts and predictions do not know them either),
their lines leave ages_pred.csv and lists; pages and kept models of the same data go. Models
elsewhere are void: their data had these users in it (see ``void_fingerprints``). At the end
everything is searched for them. A run that was cut off is carried on by the same command.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from plumage.core.command import DISAGREES
from plumage.core.dbt import read_variables, run_dbt
from plumage.core.errors import PlumageError
from plumage.core.paths import activity_folder, raw_folder, warehouse_path
from plumage.core.terminal import announce
from plumage.privacy import rewriting
from plumage.privacy.findings import Findings, list_findings, say_not_found, say_why_not
from plumage.privacy.folders import drop_kept_folders, keep_folders, use_folders
from plumage.privacy.marks import Marks
from plumage.privacy.outputs import (
    find_answers,
    find_kept_models,
    find_lines,
    find_other_files,
    find_pages,
    leave_out,
    remove,
    remove_models,
    spark_warehouse,
)
from plumage.privacy.people import People
from plumage.privacy.proof import Proof
from plumage.privacy.pseudonyms import Pseudonyms
from plumage.privacy.receipt import counted, write_receipt
from plumage.privacy.records import list_data_files
from plumage.privacy.setting import IN_CLEAR, check_setting, stored_setting
from plumage.privacy.tables import count_rows, read_hashes
from plumage.warehouse.access import connect
from plumage.warehouse.lock import sole_writer
from plumage.warehouse.publication import building_folder
from plumage.warehouse.void import current_fingerprints, remember_void, void_fingerprints


def forget(
    numbers: Sequence[int], *, predictions: Path, variables: str, build: bool, dry_run: bool
) -> int:
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
    dry_run : bool
        Whether to list what would go, and change nothing.

    Returns
    -------
    int
        Exit code: 1 when an id was not found, or something is left or could not be searched.

    Raises
    ------
    PlumageError
        If the raw files cannot be written or are not those that the warehouse was built from, the
        warehouse is in use, or the key of a pseudonymised warehouse is missing.
    StepError
        If the build fails.
    """
    warehouse = warehouse_path()
    use_folders(warehouse)
    folder = raw_folder()
    if not folder.is_dir():
        raise PlumageError(f"there is no raw folder {folder}: set PLUMAGE_RAW_DIR")
    if dry_run:
        return look(numbers, warehouse, predictions, variables)
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    with sole_writer(warehouse, "plumage forget"):
        chosen = variables_of(warehouse, variables)
        journal = rewriting.read_journal(folder)
        if journal:
            announce("an earlier run was cut off, or left something; this one carries it on")
            rewriting.put_in_place(folder, journal)
            chosen = journal.variables | chosen
        else:
            journal = rewriting.Journal()
        files = list_data_files(folder, activity_folder())
        rewriting.discard(files)
        people = People(frozenset({*numbers, *journal.numbers}), set(journal.handles))
        people.found |= set(journal.numbers)
        records = rewriting.prepare(folder, files, people)
        try:
            found = look_further(records, people, warehouse, predictions)
        except BaseException:
            rewriting.discard(files)
            raise
        if say_why_not(people, "nothing was changed"):
            rewriting.discard(files)
            return DISAGREES
        journal.numbers, journal.handles = sorted(people.found), sorted(people.handles)
        journal.counts = rewriting.add_counts(journal.counts, records)
        journal.waiting, journal.variables = list(records), chosen
        journal.write(folder)
        keep_folders(warehouse)
        rewriting.put_in_place(folder, journal)
        remove_copies(found, people, warehouse, predictions)
    for path, count in sorted(journal.counts.items()):
        announce(f"{path}: {counted(count, 'record')} removed or masked")
    if build:
        announce(f"dbt build: {folder} -> {warehouse}")
        run_dbt(["build", "--vars", json.dumps(chosen)])
        drop_kept_folders(warehouse)
    proof = prove(people, warehouse, predictions, is_hashed=bool(chosen.get("pseudonymise")))
    found.records = journal.counts
    receipt = write_receipt(warehouse, proof, vars(found), people)
    rewriting.end(folder, is_done=not proof.left)
    return say_end(proof, people, warehouse, receipt)


def look(numbers: Sequence[int], warehouse: Path, predictions: Path, variables: str) -> int:
    """List what would go, and change nothing."""
    folder = raw_folder()
    if rewriting.read_journal(folder):
        raise PlumageError(
            "an earlier `plumage forget` was cut off, or left something: run it again without "
            "--dry-run, which carries it on"
        )
    variables_of(warehouse, variables)
    people = People(frozenset(numbers))
    records = rewriting.count_records(list_data_files(folder, activity_folder()), people)
    found = look_further(records, people, warehouse, predictions)
    others = Proof()
    others.search_files(find_other_files(predictions), Marks(people.found, people.handles))
    return list_findings(found, people, warehouse, others)


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
        If they are no JSON object, or would name people otherwise than the warehouse does.
    """
    chosen = read_variables(variables)
    if stored_setting(warehouse) not in (None, IN_CLEAR):
        chosen.setdefault("pseudonymise", True)
    check_setting(warehouse, chosen, is_whole=True)
    return chosen


def look_further(
    records: dict[str, int], people: People, warehouse: Path, predictions: Path
) -> Findings:
    """Look for users in what was made from the raw files; note which of them are there."""
    recorded = set(people.found)
    lines = find_lines(predictions, people)
    found = Findings(records, lines={path: len(found) for path, found in lines.items()})
    found.pages, _ = find_pages()
    if warehouse.is_file():
        hashes = read_hashes(warehouse)
        with connect(warehouse, read_only=True) as connection:
            for number in sorted(people.numbers):
                stored = hashes.of_id(number) if hashes else number
                rows = count_rows(connection, [stored])
                people.found |= {number} if rows else set()
                people.strays |= {number} if rows and number not in recorded else set()
                found.rows = rewriting.add_counts(found.rows, rows)
    void = current_fingerprints(warehouse) | void_fingerprints(warehouse)
    found.models, _ = find_kept_models(void)
    return found


def remove_copies(found: Findings, people: People, warehouse: Path, predictions: Path) -> None:
    """Remove users from everything but the raw files; the journal is written before."""
    remember_void(warehouse)
    leave_out(predictions, people)
    remove(found.pages)
    remove_models(found.models)
    for path in (*found.pages, *found.models):
        announce(f"{path} removed: make it again")
    for path in find_pages()[1]:
        announce(f"{path} stays: it lacks Plumage's mark (it is yours, or of an earlier version)")
    for path in find_kept_models(set())[1]:
        announce(
            f"{path} stays: this model learned from other data; delete it if they were in those"
        )
    # The warehouse is last: as long as it is there, the users are found again.
    paths = [building_folder(warehouse)]
    paths += [warehouse.with_name(warehouse.name + end) for end in (".wal", ".tmp", ".spool", "")]
    remove([path for path in paths if path.exists()])


def prove(people: People, warehouse: Path, predictions: Path, *, is_hashed: bool) -> Proof:
    """Search all that Plumage holds for users who were removed."""
    ids, handles = set(people.found), set(people.handles)
    proof = Proof()
    plain = Marks(ids, handles)
    _, pages = find_pages()
    files = [
        path
        for folder in (raw_folder(), activity_folder(), building_folder(warehouse))
        for path in folder.rglob("*")
    ]
    files += [*warehouse.parent.glob(f"{warehouse.name}*"), *pages, *find_answers(predictions)]
    files += find_other_files(predictions)
    if spark_warehouse().exists():
        proof.unsearched.append(f"{spark_warehouse()}: a warehouse of Spark; delete it")
    journal = raw_folder() / rewriting.JOURNAL
    proof.search_files((path for path in files if path.is_file() and path != journal), plain)
    if warehouse.is_file():
        if is_hashed:
            hashes = Pseudonyms.from_environment()
            ids |= {hashes.of_id(number) for number in people.found}
            handles |= {hashes.of_handle(handle) for handle in people.handles}
        announce(f"searching the tables of {warehouse}")
        proof.search_warehouse(warehouse, Marks(ids, handles))
    return proof


def say_end(proof: Proof, people: People, warehouse: Path, receipt: Path) -> int:
    """Say what was proved, and give the exit code."""
    missing = people.numbers - people.found
    if missing:
        say_not_found(missing, "the others were removed")
    for line in proof.left:
        announce(f"LEFT: {line}")
    for line in proof.unsearched:
        announce(f"NOT SEARCHED: {line}")
    users = counted(len(people.found), "user")
    outcome = f"{users} forgotten: no id and no handle of theirs in what was searched"
    if not proof.is_clean:
        outcome = f"{users} removed, but look at the lines above"
    if proof.left:
        outcome += ", delete what is left, and run the same command again: it looks once more"
    announce(f"{outcome}. Receipt: {receipt}")
    announce(
        "Fit again: `plumage predict`; models stored elsewhere are refused. Backups, and copies "
        "that you made, are not Plumage's to find"
        + ("" if warehouse.exists() else f". {warehouse} is removed: {way_back()}")
    )
    return 0 if proof.is_clean and not missing else DISAGREES


def way_back() -> str:
    """Say how the warehouse is built again, from the same folder."""
    return f"run `dbt build` with PLUMAGE_RAW_DIR={raw_folder()}"
