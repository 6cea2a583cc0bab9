"""All that Plumage holds of a person, for those who ask: ``plumage held USER_ID``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from plumage.core.command import DISAGREES
from plumage.core.errors import PlumageError
from plumage.core.files import write_whole
from plumage.core.paths import activity_folder, raw_folder, warehouse_path
from plumage.core.terminal import progress, warn
from plumage.core.tracking import check_output_place, say_where_forget_looks
from plumage.privacy.folders import use_folders
from plumage.privacy.outputs import find_lines
from plumage.privacy.people import People
from plumage.privacy.records import kind_of, list_data_files, parse_values, read_csv, read_json
from plumage.privacy.removal import Advance, is_about, object_without, piece_without
from plumage.privacy.rewriting import collect_handles
from plumage.privacy.tables import read_hashes, read_rows
from plumage.raw.layout import InputKind
from plumage.warehouse.access import connect

Found = dict[str, object]


def show_held(user: int, *, predictions: Path, output: Path | None) -> int:
    """Write all that is held of a user as JSON.

    Parameters
    ----------
    user : int
        Id as the raw files have it.
    predictions : pathlib.Path
        ages_pred.csv.
    output : pathlib.Path or None
        File to write; None for standard output.

    Returns
    -------
    int
        Exit code: 1 when nothing is held.

    Raises
    ------
    PlumageError
        If the key of a pseudonymised warehouse is missing, the raw files are not those that it was
        built from, or the file cannot be written.
    """
    if output:
        check_output_place(output, option=f"--output {output}", ending=".json")
    people = People(frozenset({user}))
    warehouse = warehouse_path()
    use_folders(warehouse)
    folder = raw_folder()
    files = list_data_files(folder, activity_folder())
    records = find_records(files, people)
    lines = find_lines(predictions, people)
    tables, pseudonym, problem = read_warehouse(warehouse, user)
    if problem:
        warn(f"{problem}. What follows is from the raw files and {predictions.name} alone")
    if tables and not records:
        warn(f"rows of the warehouse, but no record in {folder}: they came from other files")
    if not (people.found or lines or tables):
        warn(f"no record of {user} in {folder} (ids are those of the raw files); nothing is held")
        return DISAGREES
    held = {
        "user_id": user,
        "handles": sorted(people.handles),
        "pseudonym": pseudonym,
        "raw_records": records,
        "predictions": lines,
        "warehouse": {"path": str(warehouse), "not_read_because": problem, "tables": tables},
    }
    text = json.dumps(held, indent=1, ensure_ascii=False, default=str)
    if output is None:
        print(text)
    else:
        write_whole(f"{text}\n".encode(errors="surrogatepass"), output)
        counts = f"{len(records):,} raw records, {sum(map(len, tables.values())):,} rows"
        warn(f"{output}: {counts} of {len(tables)} tables. Records of others may name third people")
        say_where_forget_looks(output)
    return 0


def find_records(files: Sequence[Path], people: People) -> list[Found]:
    """Find the raw records that a user wrote, or that name the user.

    Parameters
    ----------
    files : sequence of pathlib.Path
        Files that hold records.
    people : People
        Whom to look for; gets the handles.

    Returns
    -------
    list of dict
        ``file``, ``place`` in it, ``is_own`` (False where somebody else wrote it) and ``content``.
    """
    collect_handles(files, people)
    found = []
    with progress("looking for records", sum(path.stat().st_size for path in files)) as step:
        for path in files:
            kind = kind_of(path)
            if kind is not None and kind.is_json:
                inside = _find_in_json(path, kind, people, step.advance)
            else:
                inside = _find_in_csv(path, kind, people, step.advance)
            found += [{"file": str(path)} | one for one in inside]
    return found


def _find_in_json(path: Path, kind: InputKind, people: People, advance: Advance) -> Iterator[Found]:
    for number, (piece, _) in enumerate(read_json(path, kind), start=1):
        advance(len(piece))
        if piece_without(people, piece, kind) == piece:
            continue
        place = f"record {number}"
        values = list(_split_pages(parse_values(piece.strip()), kind))
        for value in values:
            left = object_without(people, value, kind)
            if left != value:
                yield {"place": place, "is_own": left is None, "content": value}
        if not values:
            # Nobody can read it, but an id or a handle is in it.
            yield {"place": place, "is_own": True, "content": piece.decode(errors="replace")}


def _split_pages(values: Iterator[object], kind: InputKind) -> Iterator[dict[str, object]]:
    """Take the records out of pages: the others on a page are other people's."""
    for value in filter(lambda value: isinstance(value, dict), values):
        page = value.get(kind.page_key or "")
        if "id" not in value and isinstance(page, list):
            yield from _split_pages(iter(page), kind)
        else:
            yield value


def _find_in_csv(
    path: Path, kind: InputKind | None, people: People, advance: Advance
) -> Iterator[Found]:
    for record, cells in read_csv(path, kind):
        advance(len(record.content))
        if is_about(people, record, cells):
            # Only `user_id` says whose a line is; the other columns name whom it is about.
            is_own = "user_id" not in cells or people.have_id(cells["user_id"])
            content = cells if "user_id" in cells else record.text.decode(errors="replace").rstrip()
            place = f"line {record.lines[0].number}"
            yield {"place": place, "is_own": is_own, "content": content}


def read_warehouse(
    warehouse: Path, user: int
) -> tuple[dict[str, list[Found]], int | None, str | None]:
    """Read the rows about a user, the user's pseudonym if there is one, and why nothing was read.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.
    user : int
        Id as the raw files have it.

    Returns
    -------
    tables : dict of str to list of dict
        Rows by table.
    pseudonym : int or None
        What stands for the id in the warehouse.
    problem : str or None
        Why the warehouse was not read.

    Raises
    ------
    PlumageError
        If the warehouse is pseudonymised, and the key is missing or another one.
    """
    hashes = read_hashes(warehouse)
    pseudonym = hashes.of_id(user) if hashes else None
    try:
        with connect(warehouse, read_only=True) as connection:
            return read_rows(connection, pseudonym or user), pseudonym, None
    except PlumageError as error:
        return {}, pseudonym, str(error)
