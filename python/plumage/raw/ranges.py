"""Where rejected records lie in a raw file, as byte ranges, and copying those bytes whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from plumage.raw.elements import split_json_elements

_PLACE = re.compile(r"(line|element) (\d+)|bytes (\d+)-(\d+)")


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
    """
    ranges: dict[str, tuple[int, int]] = {}
    numbers: dict[str, dict[int, str]] = {"line": {}, "element": {}}
    for place in places:
        match = _PLACE.fullmatch(place)
        if match is None:
            raise ValueError(f"place must be 'line N', 'element N' or 'bytes A-B', got: {place!r}")
        if match[1]:
            numbers[match[1]][int(match[2])] = place
        else:
            ranges[place] = int(match[3]), int(match[4])
    if numbers["line"]:
        ranges |= _numbered(_line_ranges(chunks), numbers["line"])
    elif numbers["element"]:
        elements = split_json_elements(chunks, record_keys=frozenset())
        ranges |= _numbered(((part.start, part.end) for part in elements), numbers["element"])
    return dict(sorted(ranges.items(), key=lambda item: item[1]))


def _numbered(
    ranges: Iterable[tuple[int, int]], wanted: Mapping[int, str]
) -> dict[str, tuple[int, int]]:
    last = max(wanted)
    found = {}
    for number, bounds in enumerate(ranges, start=1):
        if number in wanted:
            found[wanted[number]] = bounds
        if number == last:
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
