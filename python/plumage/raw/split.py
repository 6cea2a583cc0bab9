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
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

import orjson

from plumage.raw.csv_records import CsvRecord, CsvRun, read_csv_in_runs, read_csv_records
from plumage.raw.judging import judge_bytes
from plumage.raw.layout import InputKind
from plumage.raw.lines import BLANKS, BYTE_ORDER_MARK, iterate_lines
from plumage.raw.reasons import is_strict_object, rejection_reason, text_rejection_reason
from plumage.raw.segments import EXCERPT_BYTES, Run, Segment

SEPARATOR = b"\x1f"
# So much of a rejected line tells it from most others (macros/ingest/read_raw_records.sql).
START_CHARACTERS = 80
# Line feeds within a record are blanks between its tokens: inside strings JSON escapes them.
_ONE_LINE = bytes.maketrans(b"\r\n", b"  ")


def split_json_lines(chunks: Iterable[bytes], kind: InputKind | None = None) -> Iterator[Segment]:
    """Split newline JSON: a line that cannot be read costs exactly that line.

    Parameters
    ----------
    chunks : iterable of bytes
        The file's bytes.
    kind : InputKind, optional
        What the file should hold; without it a line is one object or none.

    Yields
    ------
    Segment
        One for each line that is not blank, or for each record in it.
    """
    for start, number, line in _numbered_lines(chunks):
        record = line.strip()
        if record:
            begin = start + line.index(record[:1])
            whole = Segment(start, start + len(line), line_number=number)
            yield from _judge_line(record, begin, kind, whole)


def _judge_line(
    record: bytes, begin: int, kind: InputKind | None, whole: Segment
) -> Iterator[Segment]:
    """Judge a line, given with the blanks around it as `whole`."""
    if kind is not None:
        yield from judge_bytes(record, begin, kind, line=whole)
    elif is_strict_object(record):
        yield replace(whole, record=record)
    else:
        yield replace(whole, reason=rejection_reason(record), excerpt=record[:EXCERPT_BYTES])


def reject_csv_records(
    chunks: Iterable[bytes], *, delimiter: str, header_line_number: int, reason: str
) -> Iterator[Segment]:
    """Reject each record of a table that should be JSON, for one reason."""
    for record in read_csv_records(chunks, delimiter=delimiter):
        if record.lines[0].number > header_line_number and (record.cells or record.reason):
            segment = _csv_segment(record)
            excerpt = record.text.strip(BLANKS)[:EXCERPT_BYTES]
            yield replace(segment, record=None, reason=reason, excerpt=excerpt)


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
        yield start + len(line) - len(content), number, content
        start += len(line)


class Written(NamedTuple):
    """What `write_segments` wrote."""

    rejected_ranges: list[tuple[int, int]]
    longest_record_bytes: int
    mended_count: int = 0


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
        Byte ranges rejected as damage, in order; at least the length of the longest record as it
        stands in the copy, but for runs of elements; and how many records were mended.
    """
    rejected_ranges = []
    longest_record_bytes = mended_count = 0
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
                mended_count += segment.is_mended
            else:
                if not segment.is_recognised:
                    rejected_ranges.append((segment.start, segment.end))
                _write_reject(rejects, segment)
    return Written(rejected_ranges, longest_record_bytes, mended_count)


def _element_line(start: int, record: bytes) -> bytes:
    if b"\n" in record or b"\r" in record:
        record = record.translate(_ONE_LINE)
    return b"bytes %d-%d%b%b\n" % (start, start + len(record), SEPARATOR, record)


def reject_lines(
    file: BinaryIO,
    broken_lines: Sequence[int],
    rejects_path: Path,
    kind: InputKind | None = None,
) -> None:
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
    kind : InputKind, optional
        As for `split_json_lines`.
    """
    with rejects_path.open("w", encoding="utf-8") as rejects:
        for number, start, end in zip(*[iter(broken_lines)] * 3, strict=True):
            file.seek(start)
            line = file.read(end - start).removesuffix(b"\n").removesuffix(b"\r")
            whole = Segment(start, end, line_number=number)
            for segment in _judge_line(line.strip(), start, kind, whole):
                if segment.record is None:
                    _write_reject(
                        rejects,
                        segment,
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
