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
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from plumage.raw.content import RawContent
from plumage.raw.csv_records import CsvRecord, read_csv_records, split_first_record
from plumage.raw.elements import split_json_elements
from plumage.raw.layout import INPUT_COLUMNS, INPUT_KINDS, find_csv_layout, input_name
from plumage.raw.lines import BYTE_ORDER_MARK, iterate_lines
from plumage.raw.reasons import is_strict_object

ID_COLUMNS = tuple(name for name, column in INPUT_COLUMNS.items() if column.is_person)
ESCAPE = re.compile(rb"\\u00([2-7][0-9a-f])", re.IGNORECASE)
"""ASCII written as an escape: a handle may hide in it."""


@dataclass
class People:
    """Who is to be removed.

    Attributes
    ----------
    numbers : frozenset of int
        The users' ids.
    handles : set of str
        Their handles in lower case; `learn` adds those that records tell.
    """

    numbers: frozenset[int]
    handles: set[str] = field(default_factory=set)

    def learn(self, record: object) -> None:
        """Collect handles of the users from a parsed record."""
        if isinstance(record, dict):
            handle = record.get("screen_name")
            if self.have_id(record.get("id")) and isinstance(handle, str) and handle.strip():
                self.handles.add(handle.strip().lower())
            for value in record.values():
                self.learn(value)
        elif isinstance(record, list):
            for value in record:
                self.learn(value)

    def have_id(self, value: object) -> bool:
        """Tell whether a value of a record or cell is one of the ids, as number or text."""
        if isinstance(value, str):
            digits = value.strip(' \t"')
            return digits.isascii() and digits.isdigit() and int(digits) in self.numbers
        return isinstance(value, int | float) and value in self.numbers

    def are_in(self, data: bytes) -> bool:
        """Tell whether bytes hold one of the ids or handles, also escaped or as UTF-16."""
        data = ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data).lower()
        if b"\0" in data:
            data = data.replace(b"\0", b"")
        words = [str(number).encode() for number in self.numbers]
        words += [handle.encode() for handle in self.handles]
        return any(
            word in data
            and re.search(rb"(?<![0-9a-z_])" + re.escape(word) + rb"(?![0-9a-z_])", data)
            for word in words
        )

    def masked(self, text: str) -> str:
        """Mask handles and ids in a text of somebody else."""
        for handle in self.handles:
            pattern = rf"(?<![0-9A-Za-z_])@?{re.escape(handle)}(?![0-9A-Za-z_])"
            text = re.sub(pattern, "@user", text, flags=re.IGNORECASE | re.ASCII)
        for number in self.numbers:
            text = re.sub(rf"(?<![0-9]){number}(?![0-9])", "0", text)
        return text


def record_without(people: People, record: dict[str, Any]) -> dict[str, Any] | None:
    """Take users out of a parsed record.

    Parameters
    ----------
    people : People
        Who goes.
    record : dict
        A tweet or an account.

    Returns
    -------
    dict or None
        What is left; None when the record is the user's own.

    Examples
    --------
    >>> anna = People(frozenset({7}), {"anna"})
    >>> record_without(anna, {"id": 1, "text": "hi @Anna!", "user": {"id": 8}})
    {'id': 1, 'text': 'hi @user!', 'user': {'id': 8}}
    >>> record_without(anna, {"id": 2, "text": "hi", "user": {"id": 7}}) is None
    True
    """
    if people.have_id(record.get("id")) and "text" not in record:
        return None
    for name in ("user", "retweeted_status", "quoted_status"):
        part = record.get(name)
        if isinstance(part, dict) and record_without(people, part) is None:
            return None
    left = {name: _value_without(people, name, value) for name, value in record.items()}
    status = record.get("status")
    if isinstance(status, dict) and record_without(people, status) is None:
        left["status"] = None
    return left


def _value_without(people: People, name: str, value: object) -> object:
    """Take users out of a field of somebody else's record."""
    if isinstance(value, dict):
        if people.have_id(value.get("id")) and "text" not in value:
            return None
        return {key: _value_without(people, key, inner) for key, inner in value.items()}
    if isinstance(value, list):
        kept = [_value_without(people, name, inner) for inner in value]
        return [
            inner
            for inner, old in zip(kept, value, strict=True)
            if inner is not None or old is None
        ]
    if (name.endswith(("_id", "_id_str")) or name in {"id", "id_str"}) and people.have_id(value):
        return None
    return people.masked(value) if isinstance(value, str) else value


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
            if people.are_in(record) and is_strict_object(record.strip()):
                people.learn(json.loads(record))
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
            kept = _piece_without(people, piece)
            touched += kept != piece
        if kept:
            target.write(b",\n" if is_array and written else b"")
            target.write(kept if is_line or is_array else kept + b"\n")
            written += 1
    target.write(b"]\n" if is_array else b"")
    return touched


def _piece_without(people: People, piece: bytes) -> bytes:
    """Take users out of the bytes of a record, or of damage."""
    record = piece.strip()
    if not is_strict_object(record):
        return b""
    parsed = json.loads(record)
    left = record_without(people, parsed)
    if left is None:
        return b""
    if left == parsed:
        return piece
    ending = piece[len(piece.rstrip()) :]
    return json.dumps(left, ensure_ascii=False, separators=(",", ":")).encode() + ending


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
