"""Splitting of irregular files: readable records go to a copy, all other bytes to rejects.

A copy holds a record a line behind its place in the raw file, with a separator between that no
readable record can hold; a record of a CSV is a JSON array of its cells. Where only some whole
lines of JSON are broken, the file itself is read without those: places follow from theirs. Memory
is bounded by the longest record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

import orjson

from plumage.raw.csv_records import CsvRecord, CsvRun, read_csv_in_runs
from plumage.raw.lines import BLANKS, BYTE_ORDER_MARK, iterate_lines
from plumage.raw.reasons import is_strict_object, rejection_reason, text_rejection_reason

SEPARATOR = b"\x1f"
EXCERPT_BYTES = 400
# So much of a rejected line tells it from most others (macros/ingest/read_raw_records.sql).
START_CHARACTERS = 80
# Readable records that follow each other, each with its place in the decompressed file.
Run = list[tuple[int, bytes]]
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
        Line from 1, in files of lines; the first of a CSV's record.
    last_line_number : int or None
        The last one, where a record spans lines.
    """

    start: int
    end: int
    record: bytes | None = None
    reason: str | None = None
    excerpt: bytes = b""
    line_number: int | None = None
    last_line_number: int | None = None

    @property
    def place(self) -> str:
        """Where the record lies, for people."""
        if self.last_line_number is not None:
            return f"lines {self.line_number}-{self.last_line_number}"
        if self.line_number is not None:
            return f"line {self.line_number}"
        return f"bytes {self.start}-{self.end}"


def split_json_lines(chunks: Iterable[bytes]) -> Iterator[Segment]:
    """Split newline JSON: a line that cannot be read costs exactly that line.

    Parameters
    ----------
    chunks : iterable of bytes
        The file's bytes.

    Yields
    ------
    Segment
        One for each line that is not blank.
    """
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


def split_csv_records(
    chunks: Iterable[bytes], *, delimiter: str, header_line_number: int | None
) -> Iterator[Segment | bytes]:
    """Split a CSV into its records, each as a JSON array of its cells.

    Lines that break a rule of quotes are rejected, and records that are no plain UTF-8 text.

    Parameters
    ----------
    chunks : iterable of bytes
        The file's bytes.
    delimiter : str
        Separator of cells.
    header_line_number : int or None
        Line on which the header ends, from 1; None where there is none.

    Yields
    ------
    Segment or bytes
        Lines of the copy for a run of plain records, or one record.
    """
    first_number = (header_line_number or 0) + 1
    for part in read_csv_in_runs(chunks, delimiter=delimiter):
        if isinstance(part, CsvRun):
            rows = enumerate(part.rows, start=part.number)
            yield b"".join(
                [
                    b"line %d%b%b\n" % (number, SEPARATOR, orjson.dumps(cells))
                    for number, cells in rows
                    if number >= first_number
                ]
            )
        elif part.lines[0].number >= first_number and (part.cells or part.reason):
            yield _csv_segment(part)


def _csv_segment(record: CsvRecord) -> Segment:
    first, last = record.lines[0], record.lines[-1]
    text = record.text.strip(BLANKS)
    reason = text_rejection_reason(text) or record.reason
    return Segment(
        first.start,
        last.start + len(last.content),
        record=orjson.dumps(record.cells) if reason is None else None,
        reason=reason,
        excerpt=b"" if reason is None else text[:EXCERPT_BYTES],
        line_number=first.number,
        last_line_number=last.number if last is not first else None,
    )


def _numbered_lines(chunks: Iterable[bytes]) -> Iterator[tuple[int, int, bytes]]:
    start = 0
    for number, line in enumerate(iterate_lines(chunks), start=1):
        content = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
        yield start, number, content
        start += len(line)


class Written(NamedTuple):
    """What `write_segments` wrote."""

    rejected_ranges: list[tuple[int, int]]
    longest_record_bytes: int


def write_segments(
    segments: Iterable[Segment | Run | bytes], copy_path: Path, rejects_path: Path
) -> Written:
    """Write readable records and rejects to files of their own.

    Parameters
    ----------
    segments : iterable of Segment, list of (start, record), or bytes
        What a splitter yields; bytes are lines of the copy.
    copy_path, rejects_path : pathlib.Path
        Files to write.

    Returns
    -------
    Written
        Byte ranges rejected, in order, and at least the length of the longest record as it stands
        in the copy, but for runs of elements.
    """
    rejected_ranges = []
    longest_record_bytes = 0
    with copy_path.open("wb") as readable, rejects_path.open("w", encoding="utf-8") as rejects:
        for segment in segments:
            if isinstance(segment, list):
                readable.write(b"".join([_element_line(*element) for element in segment]))
            elif isinstance(segment, bytes):
                longest_record_bytes = max(longest_record_bytes, len(segment))
                readable.write(segment)
            elif segment.record is not None:
                place = segment.place.encode()
                readable.write(place + SEPARATOR + segment.record.translate(_ONE_LINE) + b"\n")
                longest_record_bytes = max(longest_record_bytes, len(segment.record))
            else:
                rejected_ranges.append((segment.start, segment.end))
                _write_reject(rejects, segment)
    return Written(rejected_ranges, longest_record_bytes)


def _element_line(start: int, record: bytes) -> bytes:
    if b"\n" in record or b"\r" in record:
        record = record.translate(_ONE_LINE)
    return b"bytes %d-%d%b%b\n" % (start, start + len(record), SEPARATOR, record)


def reject_lines(file: BinaryIO, broken_lines: Sequence[int], rejects_path: Path) -> None:
    """Write the broken lines of newline JSON to a file of rejects; no other line is looked at.

    Parameters
    ----------
    file : binary file
        The raw file, uncompressed.
    broken_lines : sequence of int
        Number, start and end of each line suspected to be broken, one after the other. One that
        turns out to be readable is no reject.
    rejects_path : pathlib.Path
        File to write. With each line goes what a reader knows it by: its length, the hash of its
        start and its own.
    """
    with rejects_path.open("w", encoding="utf-8") as rejects:
        for number, start, end in zip(*[iter(broken_lines)] * 3, strict=True):
            file.seek(start)
            line = file.read(end - start).removesuffix(b"\n").removesuffix(b"\r")
            record = line.strip()
            if not is_strict_object(record):
                reject = Segment(
                    start,
                    end,
                    reason=rejection_reason(record),
                    excerpt=record[:EXCERPT_BYTES],
                    line_number=number,
                )
                _write_reject(
                    rejects,
                    reject,
                    line_bytes=len(line),
                    line_start_hash=_start_hash(line),
                    line_md5=hashlib.md5(line, usedforsecurity=False).hexdigest(),
                )


def _start_hash(line: bytes) -> int:
    """Give DuckDB's ``md5_number_lower(left(line, 80))`` of a line in UTF-8."""
    # No character has more than four bytes; one that is cut is beyond the eightieth.
    start = line[: 4 * START_CHARACTERS].decode(errors="ignore")[:START_CHARACTERS]
    digest = hashlib.md5(start.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[8:], "little")


def _write_reject(file: TextIO, segment: Segment, **known_by: object) -> None:
    excerpt = segment.excerpt.decode("utf-8", errors="replace")
    row = {
        "place": segment.place,
        "start_byte": segment.start,
        "end_byte": segment.end,
        "reason": segment.reason,
        "excerpt": "".join(mark if mark.isprintable() else " " for mark in excerpt),
        **known_by,
    }
    file.write(json.dumps(row, ensure_ascii=False) + "\n")
