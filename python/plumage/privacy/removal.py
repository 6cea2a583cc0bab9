"""Raw files without some users: their records go, and mentions in those of others are masked.

What is not about them is copied byte by byte. A record that others wrote loses the mention: the
handle in its text becomes ``@user``, the id goes. A retweet of such a user is the user's own words,
so it goes. Bytes that nobody can read go when an id or a handle is among them.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from plumage.privacy.marks import LONG_ID
from plumage.privacy.people import People, record_without, value_without
from plumage.privacy.records import (
    ANY_JSON,
    is_array_file,
    kind_of,
    parse_values,
    read_csv,
    read_json,
)
from plumage.raw.content import RawContent
from plumage.raw.csv_records import CsvRecord
from plumage.raw.judging import find_pieces, read_string
from plumage.raw.layout import INPUT_COLUMNS, InputKind, canonical_name
from plumage.raw.reasons import is_strict_object, with_whole_characters

ID_COLUMNS = tuple(name for name, column in INPUT_COLUMNS.items() if column.is_person)

Advance = Callable[[int], object]
"""Is told how many bytes were read since it was told last."""


def silent(_: int) -> None:
    """Show no progress."""


def handles_in(path: Path, people: People, advance: Advance = silent) -> None:
    """Collect the users' handles from a file."""
    kind = kind_of(path)
    if kind is not None and kind.is_json:
        for record, _ in read_json(path, kind):
            advance(len(record))
            if people.are_in(record):
                for value in parse_values(record.strip()):
                    people.learn(value)
    elif kind is not None and "mentioned_user_id" in kind.columns:
        for record, cells in read_csv(path, kind):
            advance(len(record.content))
            if people.have_id(cells.get("mentioned_user_id")):
                people.handles |= {_handle_of(cells)} - {""}


def write_without(people: People, path: Path, target: Path, advance: Advance = silent) -> int:
    """Write a raw file without some users.

    Parameters
    ----------
    people : People
        Who goes, with all handles.
    path : pathlib.Path
        Raw file.
    target : pathlib.Path
        File to write.
    advance : callable, optional
        Is told how many bytes were read since it was told last.

    Returns
    -------
    int
        Records that were dropped or changed; with 0 the new file is not needed.
    """
    with target.open("wb") as handle:
        if RawContent(str(path)).is_gzip:
            with gzip.GzipFile(fileobj=handle, mode="wb", filename="", mtime=0) as packed:
                return _write(people, path, packed, advance)
        return _write(people, path, handle, advance)


def _write(people: People, path: Path, target: BinaryIO, advance: Advance) -> int:
    kind = kind_of(path)
    if kind is None or not kind.is_json:
        return _write_table(people, path, kind, target, advance)
    is_array = is_array_file(path)
    touched = written = 0
    target.write(b"[" if is_array else b"")
    for piece, is_line in read_json(path, kind):
        advance(len(piece))
        kept = piece_without(people, piece, kind)
        touched += kept != piece
        if kept:
            target.write(b",\n" if is_array and written else b"")
            target.write(kept if is_line or is_array else kept + b"\n")
            written += 1
    target.write(b"]\n" if is_array else b"")
    return touched


def piece_without(people: People, piece: bytes, kind: InputKind) -> bytes:
    """Take users out of the bytes of a record, or of several, or of damage.

    Parameters
    ----------
    people : People
        Who goes, with all handles.
    piece : bytes
        As ``read_json`` yields them.
    kind : InputKind
        What the file holds.

    Returns
    -------
    bytes
        The same bytes where none of the users is in them; none where nothing is left.
    """
    return _piece_without(people, piece, kind) if people.are_in(piece) else piece


def _piece_without(people: People, piece: bytes, kind: InputKind) -> bytes:
    """Take users out of the bytes of a record, or of several, or of damage."""
    record = piece.strip()
    whole = record if is_strict_object(record) else with_whole_characters(record)
    if is_strict_object(whole):
        parsed = json.loads(whole)
        left = object_without(people, parsed, kind)
        if left == parsed:
            return piece
        kept = b"" if left is None else _dumped(left)
    elif inner := read_string(record):
        left = _piece_without(people, inner, kind)
        if left == inner:
            return piece
        kept = _dumped(left.decode()) if left else b""
    else:
        pieces = [record[start:end] for start, end in find_pieces(record)]
        lefts = [_piece_without(people, one, kind) for one in pieces]
        if lefts == pieces and (pieces or not people.are_named_in(record)):
            return piece
        is_list = record[:1] == b"["
        kept = (b"," if is_list else b"").join(left for left in lefts if left)
        kept = b"[" + kept + b"]" if kept and is_list else kept
    return kept + piece[len(piece.rstrip()) :] if kept else b""


def object_without(
    people: People, value: dict[str, object], kind: InputKind
) -> dict[str, object] | None:
    """Take users out of a record, or out of the records of a page.

    Parameters
    ----------
    people : People
        Who goes, with all handles.
    value : dict
        Parsed record.
    kind : InputKind
        What the file holds.

    Returns
    -------
    dict or None
        What is left; None when the record is the user's own.
    """
    if kind is ANY_JSON and any(
        people.have_id(one, least=1 if canonical_name(name) in ID_COLUMNS else LONG_ID)
        for name, one in value.items()
        if not name.startswith("in_reply_to_")
    ):
        return None
    records = value.get(kind.page_key or "")
    if "id" in value or not isinstance(records, list):
        return record_without(people, value)
    lefts = [
        object_without(people, record, kind) if isinstance(record, dict) else record
        for record in records
    ]
    rest = {name: value_without(people, name, inner) for name, inner in value.items()}
    return rest | {str(kind.page_key): [left for left in lefts if left is not None]}


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _write_table(
    people: People, path: Path, kind: InputKind | None, target: BinaryIO, advance: Advance
) -> int:
    touched = 0
    for record, cells in read_csv(path, kind):
        advance(len(record.content))
        if is_about(people, record, cells):
            touched += 1
        else:
            target.write(record.content)
    return touched


def is_about(people: People, record: CsvRecord, cells: dict[str, str]) -> bool:
    """Tell whether a record of a CSV has one of the users in a cell, or anywhere if it is damaged.

    Parameters
    ----------
    people : People
        Who is sought, with all handles.
    record : CsvRecord
        The record.
    cells : dict of str to str
        Its cells by column. Where no column is known to hold ids, the first cell may be one, and
        any cell may be one that is too long for another number.

    Returns
    -------
    bool
        Whether it goes.
    """
    # All are looked at, so that each id that is met is noted.
    ids = [people.have_id(cells[column]) for column in ID_COLUMNS if column in cells]
    if not ids:
        ids = [people.have_id(cell, least=LONG_ID) for cell in cells.values()]
        ids.append(people.have_id(next(iter(cells.values()), "")))
    is_damaged = record.reason is not None or b"\0" in record.content
    return (
        any(ids)
        or _handle_of(cells) in people.handles
        or (is_damaged and people.are_named_in(record.content))
    )


def _handle_of(cells: dict[str, str]) -> str:
    return cells.get("mentioned_handle", "").strip(' \t"@').lower()
