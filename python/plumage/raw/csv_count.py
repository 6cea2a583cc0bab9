"""Independent count of the records of a CSV, from the raw bytes.

The rules are those of `plumage.raw.csv_records`, the code is not: patterns tell whether a line ends
a record, breaks a rule or leaves a quote open, and no cell is taken out.
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterable

from plumage.raw.count import RecordCount
from plumage.raw.lines import (
    BLANKS,
    BYTE_ORDER_MARK,
    MAX_RECORD_BYTES,
    MAX_RECORD_LINES,
    agree_on_ending,
    has_stray_bytes,
    iterate_line_blocks,
    line_ending,
)

_CONTROL_CHARACTERS = bytes(set(range(32)) - set(b"\t\r\n"))
_BLANK_LINE = re.compile(rb"\n[ \t\r]*\n")


def count_csv_records(chunks: Iterable[bytes], *, delimiter: str) -> RecordCount:
    r"""Count the records of a CSV, its header and broken lines included.

    Parameters
    ----------
    chunks : iterable of bytes
        The file's bytes.
    delimiter : str
        What separates cells.

    Returns
    -------
    RecordCount
        Broken are lines that are no UTF-8 or hold a control character other than a tab; those that
        break a rule of quotes only count as records.

    Examples
    --------
    >>> count_csv_records([b'1,"a\nb"\n\n2,"c\n3,d\n'], delimiter=",").record_count
    3
    """
    count = RecordCount()
    endings: set[str] = set()
    records = _Records(delimiter)
    is_first = True
    for block in iterate_line_blocks(chunks):
        count.has_quotes |= b'"' in block
        if ending := records.add_block(block):
            endings.add(ending)
            count.longest_record_bytes = max(count.longest_record_bytes, len(block))
            is_first = False
            continue
        for line in io.BytesIO(block):
            endings.add(line_ending(line))
            count.has_stray_bytes |= has_stray_bytes(line, is_first=is_first)
            content = line.removeprefix(BYTE_ORDER_MARK) if is_first else line
            count.longest_record_bytes = max(count.longest_record_bytes, len(line))
            count.broken_record_count += not _is_plain_text(content.strip(BLANKS))
            records.add(content)
            is_first = False
    records.add_end()
    count.record_count += records.record_count
    count.line_ending = agree_on_ending(endings)
    return count


def _is_plain_text(text: bytes) -> bool:
    if len(text) > MAX_RECORD_BYTES:
        return False
    if len(text.translate(None, _CONTROL_CHARACTERS)) != len(text):
        return False
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _agreed_ending(block: bytes) -> str | None:
    """Tell the ending of a block's lines; None if one may be blank, broken, or end otherwise."""
    return_count = block.count(b"\r")
    is_odd = (
        block[-1:] != b"\n"
        or return_count not in {0, block.count(b"\n")}
        or return_count != block.count(b"\r\n")
        or block.startswith(BYTE_ORDER_MARK)
        or not _is_plain_text(block)
        or _BLANK_LINE.search(block)
        or not block[: block.index(b"\n")].strip(BLANKS)
    )
    return None if is_odd else "crlf" if return_count else "lf"


def _compile_patterns(delimiter: str) -> tuple[re.Pattern[bytes], ...]:
    """Compile patterns of a line, of one that begins within quotes, and of lines that are records.

    Where a line leaves a quote open, a group matches.
    """
    mark = re.escape(delimiter.encode())
    blanks = b"" if delimiter == " " else b" *+"
    # A class is faster than to look ahead, and right for a delimiter of one byte.
    unquoted = rb"[^%b\n]" % mark if delimiter.isascii() else rb"(?:(?!%b)[^\n])" % mark
    plain = rb'%b(?!")%b*+' % (blanks, unquoted)
    opened = rb'%b"(?:[^"]++|"")*+' % blanks
    cell = rb'(?:%b"(?=%b|\r*\n?\Z)|%b)' % (opened, mark, plain)
    line = rb"(?:%b%b)*+(?:%b\r*\n?\Z|%b(\Z))" % (cell, mark, cell, opened)
    line_in_quotes = rb'(?:[^"]++|"")*+(?:(\Z)|"(?:\r*\n?\Z|%b%b))' % (mark, line)
    cell_of_line = rb'(?:%b"(?:[^"\n]++|"")*+"(?=%b|\r?\n)|%b)' % (blanks, mark, plain)
    whole_lines = rb"(?:(?:%b%b)*+%b\r?\n)*+" % (cell_of_line, mark, cell_of_line)
    return re.compile(line), re.compile(line_in_quotes), re.compile(whole_lines)


class _Records:
    """Records counted line by line, with regard to quotes.

    A line is looked at twice at most: one that neither closes a quote nor breaks a rule within it
    holds its quotes in pairs, and so leaves none open when it is read again by itself.
    """

    def __init__(self, delimiter: str) -> None:
        self._line, self._line_in_quotes, self._whole_lines = _compile_patterns(delimiter)
        self.record_count = 0
        self.open_lines: list[bytes] = []
        self._open_bytes = 0

    def add_block(self, block: bytes) -> str | None:
        """Count lines at once, each a record, and tell their ending; None if one may be none.

        That takes a tenth of the time of a look at each line.
        """
        if self.open_lines or (ending := _agreed_ending(block)) is None:
            return None
        if b'"' in block and not self._whole_lines.fullmatch(block):
            return None
        self.record_count += block.count(b"\n")
        return ending

    def add(self, line: bytes) -> None:
        """Count the record that a line ends, or what a quote that it breaks had swallowed."""
        waiting = deque([line])
        while waiting:
            line = waiting.popleft()
            if not self.open_lines and not line.strip(BLANKS):
                continue
            pattern = self._line_in_quotes if self.open_lines else self._line
            match = pattern.match(line)
            self.open_lines.append(line)
            self._open_bytes += len(line)
            if match is None or self._is_too_long():
                waiting.extendleft(reversed(self._break()))
            elif match.lastindex is None:
                self._break()

    def add_end(self) -> None:
        """Count what a quote swallowed that is open at the end."""
        while self.open_lines:
            for line in self._break():
                self.add(line)

    def _break(self) -> list[bytes]:
        """Count a record or its first line; give its other lines."""
        self.record_count += 1
        rest = self.open_lines[1:]
        self.open_lines, self._open_bytes = [], 0
        return rest

    def _is_too_long(self) -> bool:
        return len(self.open_lines) > 1 and (
            self._open_bytes > MAX_RECORD_BYTES or len(self.open_lines) > MAX_RECORD_LINES
        )
