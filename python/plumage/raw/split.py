"""Splitting of irregular files: readable records go to a copy, all other bytes to rejects.

The copy holds one record a line behind its place in the raw file, with a separator between that no
readable record can hold. Memory is bounded by the longest record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from plumage.raw.count import BLANKS, BYTE_ORDER_MARK, iterate_lines
from plumage.raw.reasons import is_strict_object, rejection_reason

SEPARATOR = b"\x1f"
EXCERPT_BYTES = 400
# Line feeds within a record are blanks between its tokens: inside strings JSON escapes them.
_ONE_LINE = bytes.maketrans(b"\r\n", b"  ")


@dataclass(frozen=True)
class Segment:
    """A readable record, or bytes that are none.

    Attributes
    ----------
    start, end : int
        Byte range in the decompressed file.
    record : bytes or None
        The record; None when the bytes cannot be read.
    reason : str or None
        Why they cannot be read.
    excerpt : bytes
        First bytes of what cannot be read.
    line_number : int or None
        Line from 1, in files of lines.
    """

    start: int
    end: int
    record: bytes | None = None
    reason: str | None = None
    excerpt: bytes = b""
    line_number: int | None = None

    @property
    def place(self) -> str:
        """Where the record lies, for people."""
        if self.line_number is not None:
            return f"line {self.line_number}"
        return f"bytes {self.start}-{self.end}"


def split_json_lines(chunks: Iterable[bytes]) -> Iterator[Segment]:
    """Split newline JSON: a line that cannot be read costs exactly that line."""
    for start, number, line in _numbered_lines(chunks):
        record = line.strip()
        if not record:
            continue
        end = start + len(line)
        if is_strict_object(record):
            yield Segment(start, end, record=record, line_number=number)
        else:
            yield Segment(
                start,
                end,
                reason=rejection_reason(record),
                excerpt=record[:EXCERPT_BYTES],
                line_number=number,
            )


def split_text_lines(
    chunks: Iterable[bytes], *, header_line_number: int | None
) -> Iterator[Segment]:
    """Split a CSV into its data lines; those that are no plain UTF-8 text are rejected."""
    for start, number, line in _numbered_lines(chunks):
        record = line.strip(BLANKS)
        if not record or number == header_line_number:
            continue
        end = start + len(line)
        reason = _text_reason(record)
        if reason is None:
            yield Segment(start, end, record=record, line_number=number)
        else:
            yield Segment(
                start, end, reason=reason, excerpt=record[:EXCERPT_BYTES], line_number=number
            )


def _numbered_lines(chunks: Iterable[bytes]) -> Iterator[tuple[int, int, bytes]]:
    start = 0
    for number, line in enumerate(iterate_lines(chunks), start=1):
        content = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
        yield start, number, content
        start += len(line)


def _text_reason(line: bytes) -> str | None:
    reason = rejection_reason(line)
    return reason if reason in {"record_too_long", "invalid_utf8", "control_character"} else None


def write_segments(
    segments: Iterable[Segment], *, copy_path: Path, rejects_path: Path
) -> list[tuple[int, int]]:
    """Write readable records and rejects to files of their own.

    Parameters
    ----------
    segments : iterable of Segment
        What a splitter yields.
    copy_path, rejects_path : pathlib.Path
        Files to write.

    Returns
    -------
    list of (start, end)
        Byte ranges rejected, in order.
    """
    rejected_ranges = []
    with copy_path.open("wb") as readable, rejects_path.open("w", encoding="utf-8") as rejects:
        for segment in segments:
            if segment.record is not None:
                place = segment.place.encode()
                readable.write(place + SEPARATOR + segment.record.translate(_ONE_LINE) + b"\n")
            else:
                rejected_ranges.append((segment.start, segment.end))
                _write_reject(rejects, segment)
    return rejected_ranges


def _write_reject(file: TextIO, segment: Segment) -> None:
    excerpt = segment.excerpt.decode("utf-8", errors="replace")
    row = {
        "place": segment.place,
        "start_byte": segment.start,
        "end_byte": segment.end,
        "reason": segment.reason,
        "excerpt": "".join(mark if mark.isprintable() else " " for mark in excerpt),
    }
    file.write(json.dumps(row, ensure_ascii=False) + "\n")
