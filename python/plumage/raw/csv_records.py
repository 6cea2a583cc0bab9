"""Records of a CSV and their cells, by the rules of RFC 4180.

A cell that begins with a quote is quoted: it may hold delimiters, line breaks, and quotes written
twice, and ends with a quote before a delimiter or the end of a line. Where it does not, the line on
which the record began is broken, and reading goes on with the next line: what an unclosed quote
would swallow is read as records. Anywhere else a quote is a character like any other.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from plumage.raw.lines import (
    BLANKS,
    BYTE_ORDER_MARK,
    MAX_RECORD_BYTES,
    MAX_RECORD_LINES,
    iterate_line_blocks,
)
from plumage.raw.reasons import text_rejection_reason

DELIMITERS = (",", ";", "\t", "|")
# The standard library bounds cells, at first to 128 KiB; `_Feed` bounds records.
csv.field_size_limit(2 * MAX_RECORD_BYTES)
# Stands for a carriage return within a line, where the standard library would end the record: no
# readable record holds this character.
_RETURN = "\x1c"
_BLANK_LINE = re.compile(rb"\n[ \t\r\f]*\n")


class Line(NamedTuple):
    """A line of a file with its ending, and where it starts."""

    number: int
    start: int
    content: bytes

    @property
    def text(self) -> bytes:
        """Its bytes without the mark that a file may begin with."""
        return self.content.removeprefix(BYTE_ORDER_MARK) if self.number == 1 else self.content


class CsvRecord(NamedTuple):
    """A record, a blank line between records, or a line that cannot be split.

    Attributes
    ----------
    lines : list of Line
        Its lines.
    cells : list of str
        Its cells; bytes that are no UTF-8 are lone surrogates. Empty for a blank or broken line.
    reason : str or None
        Why the line is broken: ``unclosed_quote``, or ``stray_quote`` where a cell goes on behind
        the quote that should close it.
    """

    lines: list[Line]
    cells: list[str]
    reason: str | None = None

    @property
    def content(self) -> bytes:
        """Its bytes with all line endings."""
        return b"".join([line.content for line in self.lines])

    @property
    def text(self) -> bytes:
        """Its bytes without the mark that a file may begin with."""
        return b"".join([line.text for line in self.lines])


class CsvRun(NamedTuple):
    """Lines that follow each other, each a record of plain text."""

    number: int
    start: int
    content: bytes
    rows: list[list[str]]


def read_csv_records(chunks: Iterable[bytes], *, delimiter: str) -> Iterator[CsvRecord]:
    r"""Yield the records of a CSV in order; together they hold every byte of the file.

    Parameters
    ----------
    chunks : iterable of bytes
        The file's bytes.
    delimiter : str
        What separates cells.

    Yields
    ------
    CsvRecord
        Records, the header among them, blank lines and broken lines.

    Examples
    --------
    >>> content = b'1,"a\nb"\n2,"c\n3,d\n'
    >>> [record.cells for record in read_csv_records([content], delimiter=",")]
    [['1', 'a\nb'], [], ['3', 'd']]
    """
    for part in read_csv_in_runs(chunks, delimiter=delimiter):
        if isinstance(part, CsvRecord):
            yield part
        else:
            lines = _number_lines(part.content, part.number, part.start)
            for line, cells in zip(lines, part.rows, strict=True):
                yield CsvRecord([line], cells)


def read_csv_in_runs(chunks: Iterable[bytes], *, delimiter: str) -> Iterator[CsvRecord | CsvRun]:
    """Yield records as `read_csv_records` does, but many at once where each is a plain line.

    That takes a third of the time.
    """
    # Blanks before a quote are no part of the cell.
    options = {"delimiter": delimiter, "strict": True, "skipinitialspace": delimiter != " "}
    feed = _Feed(chunks)
    reader = csv.reader(feed, **options)
    while feed.waiting or (block := feed.next_block()) is not None:
        if not feed.waiting:
            rows = _split_plain_lines(block, **options)
            if rows is not None:
                yield CsvRun(feed.line_count + 1, feed.byte_count, block, rows)
                feed.pass_over(block)
                continue
            feed.take_in(block)
        try:
            cells = next(reader)
        except (csv.Error, _TooLongError):
            is_open = feed.is_at_end or len(feed.taken) > 1
            yield CsvRecord(feed.taken[:1], [], "unclosed_quote" if is_open else "stray_quote")
            feed.waiting.extendleft(reversed(feed.taken[1:]))
        else:
            if feed.has_returns:
                cells = [cell.replace(_RETURN, "\r") for cell in cells]
            is_blank = len(feed.taken) == 1 and not feed.taken[0].text.strip(BLANKS)
            yield CsvRecord(feed.taken, [] if is_blank else cells)
        feed.start_record()


def _split_plain_lines(block: bytes, **options: object) -> list[list[str]] | None:
    """Split lines at once; None if one may be blank, broken, or no record of plain text."""
    if (
        block.startswith(BYTE_ORDER_MARK)
        or block.count(b"\r") != block.count(b"\r\n")
        or _BLANK_LINE.search(b"\n" + block)
        or text_rejection_reason(block)
    ):
        return None
    try:
        rows = list(csv.reader(io.StringIO(block.decode(), newline="\n"), **options))
    except csv.Error:
        return None
    return rows if len(rows) == block.count(b"\n") else None


def _number_lines(content: bytes, number: int, start: int) -> Iterator[Line]:
    for line in io.BytesIO(content):
        yield Line(number, start, line)
        number += 1
        start += len(line)


class _TooLongError(Exception):
    """A record spans more than can be held."""


class _Feed:
    """Lines for the standard library's reader, which goes on with them after an error."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._blocks = iterate_line_blocks(chunks)
        self.waiting: deque[Line] = deque()
        self.line_count = self.byte_count = 0
        self.start_record()

    def start_record(self) -> None:
        """Forget the lines of the record before."""
        self.taken: list[Line] = []
        self._taken_bytes = 0
        self.has_returns = self.is_at_end = False

    def next_block(self) -> bytes | None:
        """Read lines; whoever asks passes over them or takes them in."""
        return next(self._blocks, None)

    def pass_over(self, block: bytes) -> None:
        """Count lines, so that those that follow have their numbers."""
        self.line_count += block.count(b"\n")
        self.byte_count += len(block)

    def take_in(self, block: bytes) -> None:
        """Have lines wait for the reader."""
        self.waiting.extend(_number_lines(block, self.line_count + 1, self.byte_count))
        self.pass_over(block)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self.waiting:
            block = self.next_block()
            if block is None:
                self.is_at_end = True
                raise StopIteration
            self.take_in(block)
        line = self.waiting.popleft()
        self.taken.append(line)
        self._taken_bytes += len(line.content)
        if len(self.taken) > 1 and (
            self._taken_bytes > MAX_RECORD_BYTES or len(self.taken) > MAX_RECORD_LINES
        ):
            raise _TooLongError
        text = line.text.decode(errors="surrogateescape")
        if "\r" in text:
            inner = text.rstrip("\r\n")
            self.has_returns |= "\r" in inner
            text = inner.replace("\r", _RETURN) + text[len(inner) :]
        return text


class FirstRecord(NamedTuple):
    """What a CSV begins with, its cells taken apart by one delimiter.

    Attributes
    ----------
    delimiter : str
        The delimiter.
    cells : list of str
        Its cells as text; of a broken line, what stands between delimiters.
    line : str
        Its first line, for messages.
    last_line_number : int
        Line on which it ends, from 1.
    """

    delimiter: str
    cells: list[str]
    line: str
    last_line_number: int


def split_first_record(head: bytes, delimiters: Sequence[str] = DELIMITERS) -> list[FirstRecord]:
    r"""Split a CSV's first record by each delimiter, for a caller who knows the columns.

    That finds a delimiter where a guess from the rows goes wrong, as that of DuckDB's ``sniff_csv``
    does when rows are short.

    Parameters
    ----------
    head : bytes
        Beginning of the file.
    delimiters : sequence of str
        Delimiters to try.

    Returns
    -------
    list of FirstRecord
        One a delimiter, in their order; none when the beginning is blank.

    Examples
    --------
    >>> [found.cells for found in split_first_record(b'\n"a;b";c\n1;2\n', ",;")]
    [['"a;b";c'], ['a;b', 'c']]
    """
    found = []
    for delimiter in delimiters:
        records = read_csv_records([head], delimiter=delimiter)
        first = next((one for one in records if one.cells or one.reason), None)
        if first is None:
            break
        line = _as_text(first.lines[0].text).rstrip("\r\n")
        cells = [_as_text(cell.encode(errors="surrogateescape")) for cell in first.cells]
        number = first.lines[-1].number
        found.append(FirstRecord(delimiter, cells or line.split(delimiter), line, number))
    return found


def _as_text(content: bytes) -> str:
    return content.decode(errors="replace")
