"""Independent counts of raw records, from the raw bytes.

The warehouse promises read = kept + rejected + duplicate. `read` is counted here, by code that
shares nothing with the staging models or with the splitter of damaged files: lines are counted as
lines, array elements by the depth of brackets, and each record is parsed only to see whether it
carries a nested record.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

# Longer records are refused by every reader of the project: they cannot be held in bounded memory.
MAX_RECORD_BYTES = 64 << 20
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# What a line of text may consist of and still be blank, in the models' regular expressions too.
BLANKS = b" \t\r\n\f"


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
        Records that are no strict JSON object, or no plain text in a CSV.
    longest_record_bytes : int
        Length of the longest record.
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
    """

    record_count: int = 0
    nested_record_count: int = 0
    broken_record_count: int = 0
    longest_record_bytes: int = 0
    line_ending: str | None = None
    object_line_count: int = 0
    has_blank_lines: bool = False
    has_stray_bytes: bool = False

    @property
    def is_regular(self) -> bool:
        """Whether DuckDB's own readers read the file without losing anything."""
        return not (self.broken_record_count or self.has_stray_bytes or self.line_ending == "mixed")

    def add(self, record: bytes, *, nested_key: str | None) -> None:
        """Count one record of a JSON file."""
        self.record_count += 1
        byte_count = len(record)
        self.longest_record_bytes = max(self.longest_record_bytes, byte_count)
        try:
            value = orjson.loads(record) if byte_count <= MAX_RECORD_BYTES else None
        except orjson.JSONDecodeError:
            value = None
        if not isinstance(value, dict):
            self.broken_record_count += 1
        elif nested_key is not None:
            self.nested_record_count += _has_nested(record, value, nested_key)


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


def iterate_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    r"""Yield lines with their line feed; an overlong line comes once, cut to the limit.

    Parameters
    ----------
    chunks : iterable of bytes
        Consecutive parts of a file.

    Yields
    ------
    bytes
        A line, at most ``MAX_RECORD_BYTES + 1`` bytes of it.

    Examples
    --------
    >>> list(iterate_lines([b"a\nb", b"c\n\nd"]))
    [b'a\n', b'bc\n', b'\n', b'd']
    """
    held: list[bytes] = []
    held_bytes = 0
    for chunk in chunks:
        for piece in io.BytesIO(chunk):
            if held_bytes <= MAX_RECORD_BYTES:
                held.append(piece)
                held_bytes += len(piece)
            if piece.endswith(b"\n"):
                yield held[0] if len(held) == 1 else b"".join(held)[: MAX_RECORD_BYTES + 1]
                held, held_bytes = [], 0
    if held:
        yield b"".join(held)[: MAX_RECORD_BYTES + 1]


def count_json_lines(chunks: Iterable[bytes], *, nested_key: str | None) -> RecordCount:
    r"""Count the records of newline JSON: each line that is not blank is one.

    Parameters
    ----------
    chunks : iterable of bytes
        The file's bytes.
    nested_key : str or None
        Key of a nested record to count, such as the user of a tweet.

    Returns
    -------
    RecordCount

    Examples
    --------
    >>> lines = b'{"id": 1, "user": {"id": 2}}\n\n{"id": 3}\nbroken'
    >>> count = count_json_lines([lines], nested_key="user")
    >>> count.record_count, count.nested_record_count, count.broken_record_count
    (3, 1, 1)
    """
    count = RecordCount()
    endings: set[str] = set()
    for number, line in enumerate(iterate_lines(chunks), start=1):
        # Nearly all lines, for which nothing else has to be looked at.
        if line.startswith(b"{") and line.endswith(b"}\n") and b"\r" not in line:
            endings.add("lf")
            count.has_blank_lines |= number > count.record_count + 1
            count.object_line_count += 1
            count.add(line, nested_key=nested_key)
            continue
        endings.add(_ending(line))
        count.has_stray_bytes |= _has_stray_bytes(line, is_first=number == 1)
        record = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
        if record.strip():
            count.has_blank_lines |= number > count.record_count + 1
            count.object_line_count += record.lstrip().startswith(b"{")
            count.add(record, nested_key=nested_key)
    count.line_ending = _agreed_ending(endings)
    return count


def count_text_lines(chunks: Iterable[bytes]) -> RecordCount:
    """Count the lines of a CSV that are not blank, its header included.

    A line is broken when it is no UTF-8 or holds a control character other than a tab.
    """
    count = RecordCount()
    endings: set[str] = set()
    for number, line in enumerate(iterate_lines(chunks), start=1):
        endings.add(_ending(line))
        count.has_stray_bytes |= _has_stray_bytes(line, is_first=number == 1)
        text = (line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line).strip(BLANKS)
        if text:
            count.record_count += 1
            count.longest_record_bytes = max(count.longest_record_bytes, len(line))
            count.broken_record_count += not _is_plain_text(text)
    count.line_ending = _agreed_ending(endings)
    return count


def _is_plain_text(text: bytes) -> bool:
    if len(text) > MAX_RECORD_BYTES:
        return False
    if min(text) < 32 and min(text.replace(b"\t", b" ")) < 32:
        return False
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _has_stray_bytes(line: bytes, *, is_first: bool) -> bool:
    """Whether there is a byte order mark, or a carriage return that ends no line."""
    has_mark = is_first and line.startswith(BYTE_ORDER_MARK)
    return has_mark or line.count(b"\r") > line.endswith(b"\r\n")


def _ending(line: bytes) -> str:
    if line.endswith(b"\r\n"):
        return "crlf"
    return "lf" if line.endswith(b"\n") else "none"


def _agreed_ending(endings: set[str]) -> str | None:
    """Name the ending all lines share; a last line without any does not disagree."""
    found = endings - {"none"}
    if len(found) > 1:
        return "mixed"
    return found.pop() if found else None
