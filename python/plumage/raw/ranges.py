"""Where rejected records lie in a raw file, as byte ranges, and copying those bytes whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from plumage.raw.elements import split_json_elements

_PLACE = re.compile(r"(line|element) (\d+)|(lines|bytes) (\d+)-(\d+)")


def find_ranges(chunks: Iterable[bytes], places: Iterable[str]) -> dict[str, tuple[int, int]]:
    r"""Turn places of one file into byte ranges of its decompressed content.

    Parameters
    ----------
    chunks : iterable of bytes
        The file's bytes, read once and only as far as needed.
    places : iterable of str
        As ``stg_raw__rejected_records`` names them.

    Returns
    -------
    dict of str to (start, end)
        Half-open ranges by place, in the order of the file; a place that the file does not have is
        left out.

    Raises
    ------
    ValueError
        If a text is no place.

    Examples
    --------
    >>> find_ranges([b"one\ntwo\nthree"], ["line 3", "line 2", "bytes 0-2"])
    {'bytes 0-2': (0, 2), 'line 2': (4, 8), 'line 3': (8, 13)}
    >>> find_ranges([b"one\ntwo\nthree"], ["lines 1-2"])
    {'lines 1-2': (0, 8)}
    """
    ranges: dict[str, tuple[int, int]] = {}
    lines: dict[str, tuple[int, int]] = {}
    elements: dict[str, tuple[int, int]] = {}
    for place in places:
        match = _PLACE.fullmatch(place)
        if match is None:
            raise ValueError(
                f"place must be 'line N', 'lines N-M', 'element N' or 'bytes A-B', got: {place!r}"
            )
        unit = match[1] or match[3]
        first, last = int(match[2] or match[4]), int(match[2] or match[5])
        {"bytes": ranges, "element": elements}.get(unit, lines)[place] = first, last
    if lines:
        ranges |= _numbered(_line_ranges(chunks), lines)
    elif elements:
        parts = split_json_elements(chunks, record_keys=frozenset())
        ranges |= _numbered(((part.start, part.end) for part in parts), elements)
    return dict(sorted(ranges.items(), key=lambda item: item[1]))


def _numbered(
    ranges: Iterable[tuple[int, int]], wanted: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Give the range of each place; one that lies behind the end is left out."""
    by_first = {first: place for place, (first, _) in wanted.items()}
    by_last = {last: place for place, (_, last) in wanted.items()}
    last_number = max(by_last)
    starts, found = {}, {}
    for number, (start, end) in enumerate(ranges, start=1):
        if number in by_first:
            starts[by_first[number]] = start
        if number in by_last:
            place = by_last[number]
            found[place] = starts[place], end
        if number == last_number:
            break
    return found


def _line_ranges(chunks: Iterable[bytes]) -> Iterator[tuple[int, int]]:
    start = offset = 0
    for chunk in chunks:
        at = chunk.find(b"\n")
        while at >= 0:
            yield start, offset + at + 1
            start = offset + at + 1
            at = chunk.find(b"\n", at + 1)
        offset += len(chunk)
    if start < offset:
        yield start, offset


def copy_ranges(
    chunks: Iterable[bytes],
    ranges: Iterable[tuple[int, int]],
    output: BinaryIO,
    *,
    between: bytes = b"",
) -> None:
    """Write the bytes of ascending ranges, never more than a chunk in memory.

    Parameters
    ----------
    chunks : iterable of bytes
        The file's bytes.
    ranges : iterable of (start, end)
        Byte ranges in ascending order that do not overlap.
    output : binary file
        Where to write.
    between : bytes, default=b""
        Written between two ranges.
    """
    waiting = iter(ranges)
    current = next(waiting, None)
    offset = 0
    for chunk in chunks:
        end = offset + len(chunk)
        while current is not None and current[0] < end:
            output.write(chunk[max(current[0] - offset, 0) : current[1] - offset])
            if current[1] > end:
                break
            current = next(waiting, None)
            if current is not None:
                output.write(between)
        offset = end
        if current is None:
            return
