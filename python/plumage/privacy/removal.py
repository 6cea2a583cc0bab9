"""Raw files without some users: their records go, and mentions in those of others are masked.

What is not about them is copied byte by byte. A record that others wrote loses the mention: the
handle in its text becomes ``@user``, the id goes. A retweet of such a user is the user's own words,
so it goes. Bytes that nobody can read go when an id or a handle is among them.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from plumage.privacy.people import People, record_without, value_without
from plumage.raw.content import RawContent
from plumage.raw.csv_records import CsvRecord, read_csv_records, split_first_record
from plumage.raw.elements import split_json_elements
from plumage.raw.judging import find_pieces, read_string
from plumage.raw.layout import (
    INPUT_COLUMNS,
    INPUT_KINDS,
    InputKind,
    find_csv_layout,
    input_name,
)
from plumage.raw.lines import BYTE_ORDER_MARK, iterate_lines
from plumage.raw.reasons import is_strict_object, with_whole_characters

ID_COLUMNS = tuple(name for name, column in INPUT_COLUMNS.items() if column.is_person)


class _Tap:
    """Bytes on their way to a splitter, kept until they are asked for."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._kept = b""
        self._start = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._kept += chunk
            yield chunk

    def take(self, start: int, end: int) -> bytes:
        taken = self._kept[start - self._start : end - self._start]
        self._kept, self._start = self._kept[end - self._start :], end
        return taken


def handles_in(path: Path, people: People) -> None:
    """Collect the users' handles from a file.

    Parameters
    ----------
    path : pathlib.Path
        Raw file.
    people : People
        Whose; gets the handles.
    """
    name = input_name(str(path))
    if name is None:
        return
    if INPUT_KINDS[name].is_json:
        for record, _ in _json_pieces(path, name):
            if people.are_in(record):
                for value in _values_in(record.strip()):
                    people.learn(value)
    elif name == "mentions":
        for _, cells in _csv_records(path, name):
            if people.have_id(cells.get("mentioned_user_id")):
                handle = cells.get("mentioned_handle", "").strip(' \t"@').lower()
                people.handles |= {handle} - {""}


def write_without(people: People, path: Path, target: Path) -> int:
    """Write a raw file anew without some users.

    Parameters
    ----------
    people : People
        Who goes, with all handles.
    path : pathlib.Path
        Raw file.
    target : pathlib.Path
        File to write.

    Returns
    -------
    int
        Records that were dropped or changed; with 0 the new file is not needed.
    """
    name = input_name(str(path))
    is_json = name is not None and INPUT_KINDS[name].is_json
    with target.open("wb") as handle:
        if RawContent(str(path)).is_gzip:
            with gzip.GzipFile(fileobj=handle, mode="wb", filename="", mtime=0) as packed:
                return _write(people, path, name, packed, is_json=is_json)
        return _write(people, path, name, handle, is_json=is_json)


def _write(people: People, path: Path, name: str | None, target: BinaryIO, *, is_json: bool) -> int:
    if not is_json:
        return _write_records(people, path, name, target)
    is_array = _is_array(path)
    touched = written = 0
    target.write(b"[" if is_array else b"")
    for piece, is_line in _json_pieces(path, name or ""):
        kept = piece
        if people.are_in(piece):
            kept = _piece_without(people, piece, INPUT_KINDS[name or ""])
            touched += kept != piece
        if kept:
            target.write(b",\n" if is_array and written else b"")
            target.write(kept if is_line or is_array else kept + b"\n")
            written += 1
    target.write(b"]\n" if is_array else b"")
    return touched


def _values_in(record: bytes) -> Iterator[object]:
    """Parse whatever objects some bytes hold, as the readers of raw files do."""
    whole = record if is_strict_object(record) else with_whole_characters(record)
    if is_strict_object(whole):
        yield json.loads(whole)
    elif inner := read_string(record):
        yield json.loads(inner)
    else:
        for start, end in find_pieces(record):
            yield from _values_in(record[start:end])


def _piece_without(people: People, piece: bytes, kind: InputKind) -> bytes:
    """Take users out of the bytes of a record, or of several, or of damage."""
    record = piece.strip()
    whole = record if is_strict_object(record) else with_whole_characters(record)
    if is_strict_object(whole):
        parsed = json.loads(whole)
        left = _object_without(people, parsed, kind)
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
        if pieces and lefts == pieces:
            return piece
        is_list = record[:1] == b"["
        kept = (b"," if is_list else b"").join(left for left in lefts if left)
        kept = b"[" + kept + b"]" if kept and is_list else kept
    return kept + piece[len(piece.rstrip()) :] if kept else b""


def _object_without(
    people: People, value: dict[str, object], kind: InputKind
) -> dict[str, object] | None:
    """Take users out of a record, or out of the records of a page."""
    records = value.get(kind.page_key or "")
    if "id" in value or not isinstance(records, list):
        return record_without(people, value)
    lefts = [
        _object_without(people, record, kind) if isinstance(record, dict) else record
        for record in records
    ]
    rest = {name: value_without(people, name, inner) for name, inner in value.items()}
    return rest | {str(kind.page_key): [left for left in lefts if left is not None]}


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _json_pieces(path: Path, name: str) -> Iterator[tuple[bytes, bool]]:
    """Bytes of each record and of what is none, and whether they are lines with their endings."""
    content = RawContent(str(path), max_expansion=float("inf"))
    if not _is_array(path) and _first_line_is_whole(content):
        yield from ((line, True) for line in iterate_lines(content))
        return
    tap = _Tap(content)
    keys = INPUT_KINDS[name].record_keys
    for segment in split_json_elements(tap, record_keys=keys, is_array=_is_array(path)):
        data = tap.take(segment.start, segment.end)
        yield (data if segment.record is None else segment.record), False


def _first_line_is_whole(content: RawContent) -> bool:
    head = content.head(1 << 24).removeprefix(BYTE_ORDER_MARK).lstrip()
    return is_strict_object(head.partition(b"\n")[0].strip())


def _is_array(path: Path) -> bool:
    head = RawContent(str(path)).head()
    return head.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"[")


def _csv_records(path: Path, name: str | None) -> Iterator[tuple[CsvRecord, dict[str, str]]]:
    """Yield the records of a CSV, and their cells by column."""
    content = RawContent(str(path), max_expansion=float("inf"))
    head = content.head()
    layout = find_csv_layout(head, INPUT_KINDS[name]) if name else None
    firsts = [] if layout else split_first_record(head)
    most = max(firsts, key=lambda first: len(first.cells), default=None)
    delimiter = layout.delimiter if layout else most.delimiter if most else ","
    for record in read_csv_records(content, delimiter=delimiter):
        if layout and not record.reason:
            cells, names = record.cells, layout.column_names
        else:
            # The id is the same between any marks; where columns are unknown, any cell may hold it.
            text = record.text.decode(errors="replace")
            cells = [*record.cells, *re.split(r"[,;\t|]", text)]
            names = [f"column_{at}" for at in range(len(cells))]
        yield record, {name: cell.strip() for name, cell in zip(names, cells, strict=False)}


def _write_records(people: People, path: Path, name: str | None, target: BinaryIO) -> int:
    touched = 0
    for record, cells in _csv_records(path, name):
        ids = [cells[column] for column in ID_COLUMNS if column in cells] or cells.values()
        handle = cells.get("mentioned_handle", "").strip(' \t"@').lower()
        is_damaged = record.reason is not None or b"\0" in record.content
        if (
            any(map(people.have_id, ids))
            or handle in people.handles
            or (is_damaged and people.are_in(record.content))
        ):
            touched += 1
        else:
            target.write(record.content)
    return touched
