"""Independent counts of raw records, from the raw bytes.

The warehouse promises read = kept + rejected + duplicate. `read` is counted here, by code that
shares nothing with the staging models or with the splitters of damaged files: lines are counted as
lines, array elements by the parser or by the depth of brackets, and each record is parsed only to
see whether it is whole and carries a nested record. A splitter is told which lines looked broken,
so that it need not look at all: it judges those itself, and what it lost would lack in `kept`.
"""

from __future__ import annotations

import io
import json
import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson
import simdjson

from plumage.raw.held import count_held
from plumage.raw.layout import InputKind
from plumage.raw.lines import (
    BYTE_ORDER_MARK,
    MAX_RECORD_BYTES,
    agree_on_ending,
    has_stray_bytes,
    iterate_line_blocks,
    line_ending,
)
from plumage.raw.recognition import look_at

# simdjson needs memory of several times a record's length, and keeps it.
_USUAL_RECORD_BYTES = 1 << 20
# Readers can leave out so many lines that they know; of a file with more a copy is made.
MAX_BROKEN_LINES = 1000


@dataclass
class RecordCount:
    """What a pass over the raw bytes found.

    Attributes
    ----------
    record_count : int
        Records, readable or not.
    nested_record_count : int
        Records that carry a nested object under the key asked for.
    broken_record_count : int
        Records that are no strict JSON object, or of another format, or no plain text in a CSV.
    longest_record_bytes : int
        At least the length of the longest record, or of the longest line when that is blank; where
        records were parsed a block at once, the length of the block.
    line_ending : str or None
        `lf` or `crlf` when all lines agree, `mixed` when they do not, None without any.
    object_line_count : int
        Lines that start with a brace.
    has_blank_lines : bool
        Whether a blank line stands before a record, so that records and lines are not numbered
        alike.
    has_stray_bytes : bool
        Whether there are bytes that belong to no record and to no regular structure: a byte order
        mark, a carriage return within a line, garbage between the elements of an array.
    has_wrapped : bool
        Whether a line or an element holds several records, or one in another form than its own:
        only a copy gives those.
    has_quotes : bool
        Whether there are quotes in a CSV: a record may span lines then.
    kind : InputKind or None
        What the file should hold; without it a record is one object or none.
    broken_lines : array of int or None
        Number, start and end of each broken line, one after the other; the byte range includes the
        line feed. None when there are too many, or when one is too long to keep on counting bytes.
    """

    record_count: int = 0
    nested_record_count: int = 0
    broken_record_count: int = 0
    longest_record_bytes: int = 0
    line_ending: str | None = None
    object_line_count: int = 0
    has_blank_lines: bool = False
    has_stray_bytes: bool = False
    has_quotes: bool = False
    has_wrapped: bool = False
    kind: InputKind | None = None
    broken_lines: array[int] | None = field(default_factory=lambda: array("q"))
    _parser: simdjson.Parser = field(default_factory=simdjson.Parser, repr=False)

    @property
    def is_regular(self) -> bool:
        """Whether DuckDB's own readers read the file without losing anything."""
        return not (
            self.broken_record_count
            or self.has_stray_bytes
            or self.has_quotes
            or self.has_wrapped
            or self.line_ending == "mixed"
        )

    def add(self, record: bytes, *, nested_key: str | None) -> bool:
        """Count what one record of a JSON file holds; True unless it is broken."""
        self.longest_record_bytes = max(self.longest_record_bytes, len(record))
        has_nested = is_broken = False
        is_usual = self.kind is None
        try:
            has_nested, is_usual = self._judge(record, nested_key)
        except ValueError:
            is_broken = True
        if not is_usual and self.kind is not None:
            held = count_held(record, self.kind)
            if not held.is_plain:
                self.record_count += held.record_count
                self.nested_record_count += held.nested_count
                self.broken_record_count += held.refused_count
                self.has_wrapped = True
                return True
            is_broken = held.refused_count > 0
        self.record_count += 1
        self.broken_record_count += is_broken
        self.nested_record_count += has_nested and not is_broken
        return not is_broken

    def add_lines(self, block: bytes, *, nested_key: str | None) -> int:
        """Count lines, parsed at once, and give their number; 0 if not each holds a whole record.

        That asks less of Python than line by line, a quarter of the time.
        """
        # Carriage returns are for those to judge who look at each line.
        if len(block) > _USUAL_RECORD_BYTES or block[-1:] != b"\n" or b"\r" in block:
            return 0
        try:
            line_count, nested_count = _count_objects(self._parser, block, nested_key, self.kind)
        except (ValueError, RuntimeError):
            return 0
        self.record_count += line_count
        self.object_line_count += line_count
        self.nested_record_count += nested_count
        self.longest_record_bytes = max(self.longest_record_bytes, len(block))
        return line_count

    def note_broken_line(self, number: int, start: int, end: int) -> None:
        """Keep the place of a broken line, as long as they are few and of a bounded length."""
        if end - start > MAX_RECORD_BYTES or len(self.broken_lines or ()) >= 3 * MAX_BROKEN_LINES:
            self.broken_lines = None
        if self.broken_lines is not None:
            self.broken_lines.extend((number, start, end))

    def _judge(self, record: bytes, nested_key: str | None) -> tuple[bool, bool]:
        """Whether a record has a nested object, and is usual; ValueError if it is no strict object.

        simdjson takes a third of orjson's time, but refuses integers beyond 64 bits: what it does
        not take is orjson's to judge.
        """
        if record[:1] == b"{" and len(record) <= _USUAL_RECORD_BYTES:
            try:
                # Of a repeated key the first value counts, as it does in DuckDB.
                parsed = self._parser.parse(record)
                return look_at(parsed, self.kind) if self.kind else _has_object(parsed, nested_key)
            except (ValueError, RuntimeError):
                pass
        if len(record) > MAX_RECORD_BYTES:
            raise ValueError("record is too long")
        value = orjson.loads(record)
        if not isinstance(value, dict):
            raise ValueError("record is no object")
        has_nested = nested_key is not None and _has_nested(record, value, nested_key)
        return has_nested, self.kind is None


def _count_objects(
    parser: simdjson.Parser, block: bytes, nested_key: str | None, kind: InputKind | None
) -> tuple[int, int]:
    """Count lines, and those with a nested object.

    ValueError if one is no object, not whole, or not surely a record.

    Each line is put into an array of its own. What spans lines does not fit there: a string may not
    hold a line feed, an object no array without a key, and in an array it makes an element that is
    no array of one object. What closes the array within a line makes one too many.
    """
    line_count = nested_count = 0
    for (record,) in parser.parse(b"[[" + block[:-1].replace(b"\n", b"],\n[") + b"]]"):
        if type(record) is not simdjson.Object:
            raise ValueError("line holds no object")
        line_count += 1
        has_nested, is_usual = look_at(record, kind) if kind else _has_object(record, nested_key)
        if not is_usual:
            raise ValueError("line may hold another format")
        nested_count += has_nested
    if line_count != block.count(b"\n"):
        raise ValueError("line holds more than an object")
    return line_count, nested_count


def _has_object(value: simdjson.Object, key: str | None) -> tuple[bool, bool]:
    # A function of its own: the parser takes the next record when nothing points at this one.
    return key is not None and type(value.get(key)) is simdjson.Object, True


def _has_nested(record: bytes, value: dict, nested_key: str) -> bool:
    """Whether a record carries a nested object; of a repeated key the first value counts.

    orjson keeps the last value, DuckDB the first. Only a key that occurs where its last value does
    not say it all needs the slow look at all pairs.
    """
    is_object = isinstance(value.get(nested_key), dict)
    name = b'"%b"' % nested_key.encode()
    if record.count(name) <= is_object:
        return is_object
    other_kind = rb"\s*:\s*[^\s{]" if is_object else rb"\s*:\s*\{"
    if not re.search(re.escape(name) + other_kind, record):
        return is_object
    # The hook turns objects, and nothing else, into tuples.
    pairs = json.loads(record, object_pairs_hook=tuple)
    first = next((content for key, content in pairs if key == nested_key), None)
    return isinstance(first, tuple)


def count_json_lines(
    chunks: Iterable[bytes], *, nested_key: str | None, kind: InputKind | None = None
) -> RecordCount:
    r"""Count the records of newline JSON: each line that is not blank is one, or what it holds.

    Parameters
    ----------
    chunks : iterable of bytes
        The file's bytes.
    nested_key : str or None
        Key of a nested record to count, such as the user of a tweet.
    kind : InputKind, optional
        What the file should hold; without it a line is one object or none.

    Returns
    -------
    RecordCount
        Over the whole file.

    Examples
    --------
    >>> lines = b'{"id": 1, "user": {"id": 2}}\n\n{"id": 3}\nbroken'
    >>> count = count_json_lines([lines], nested_key="user")
    >>> count.record_count, count.nested_record_count, count.broken_record_count
    (3, 1, 1)
    """
    count = RecordCount(kind=kind)
    endings: set[str] = set()
    number = start = 0
    for block in iterate_line_blocks(chunks):
        has_blank_lines = number > count.record_count
        if line_count := count.add_lines(block, nested_key=nested_key):
            count.has_blank_lines |= has_blank_lines
            endings.add("lf")
            number += line_count
            start += len(block)
            continue
        for line in io.BytesIO(block):
            number, end = number + 1, start + len(line)
            endings.add(line_ending(line))
            record = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
            is_whole = True
            if record.strip():
                count.has_blank_lines |= number > count.record_count + 1
                count.object_line_count += record.lstrip().startswith(b"{")
                is_whole = count.add(record, nested_key=nested_key)
            else:
                # Blank or not: the readers have to take the longest line.
                count.longest_record_bytes = max(count.longest_record_bytes, len(line))
            if not is_whole:
                count.note_broken_line(number, start, end)
            count.has_stray_bytes |= has_stray_bytes(line, is_first=number == 1)
            start = end
    count.line_ending = agree_on_ending(endings)
    return count
