"""Independent count of the elements of large JSON arrays, by parsing blocks of them at once.

A block begins and ends where an element does, or it would be no array when brackets are put
around it. So the parser's own count of its elements is that of the file, at a tenth of the time
that a scan for brackets takes (`depth.py`, for what is less regular).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

import simdjson

from plumage.raw.count import RecordCount
from plumage.raw.layout import InputKind
from plumage.raw.lines import BYTE_ORDER_MARK
from plumage.raw.recognition import look_at, recognise

_BLOCK_BYTES = 1 << 20
# An element beyond this is left to the scan for brackets.
_MAX_HELD_BYTES = 24 << 20
# Ends of a block that are tried, the last one first.
_TRIES = 8
_HEAD_BYTES = 256 << 10
_BLANKS = b" \t\r\n"
# Between two elements, with the first key of the second: between members of a record there is
# hardly ever the same, and if there is, the block is not valid.
_SEPARATOR = re.compile(rb'\s*,\s*\{\s*"[^"\\]*"')


def count_element_blocks(
    chunks: Iterable[bytes],
    *,
    nested_key: str | None,
    kind: InputKind | None = None,
    skipped_ranges: Sequence[tuple[int, int]] | None = None,
) -> RecordCount | None:
    """Count the elements of an array in which all are objects.

    Parameters
    ----------
    chunks : iterable of bytes
        The file's bytes.
    nested_key : str or None
        Key of a nested record to count.
    kind : InputKind, optional
        What the file should hold; without it an element is one record.
    skipped_ranges : sequence of (start, end), optional
        Byte ranges in ascending order that a reader gave up: they are left out, with whatever
        separates them from elements. Without them the array must be whole.

    Returns
    -------
    RecordCount or None
        None when the array is not regular, holds other formats, or is too unusual to be sure. The
        longest record is known only to be no longer than the longest block.

    Examples
    --------
    >>> chunks = [b'[{"a": "}]"}, {"a"', b': {}}]']
    >>> count_element_blocks(chunks, nested_key="a").nested_record_count
    1
    >>> count_element_blocks([b'[{"a": 1}, {"a": 2, {"a": 3}]'], nested_key="a") is None
    True
    """
    blocks = _Blocks(nested_key, kind)
    try:
        if skipped_ranges is not None:
            for stretch in _stretches(chunks, skipped_ranges):
                blocks.count_stretch(stretch)
        else:
            blocks.count_array(iter(chunks))
    except (ValueError, RuntimeError):
        return None
    return blocks.count


class _Blocks:
    """Elements counted so far."""

    def __init__(self, nested_key: str | None, kind: InputKind | None) -> None:
        self.count = RecordCount(kind=kind)
        self._kind = kind
        self._nested_key = nested_key
        self._parser = simdjson.Parser()
        self._separator = b""

    def count_array(self, chunks: Iterator[bytes]) -> None:
        """Count all between the brackets of an array; ValueError when it is not regular."""
        held = next(chunks, b"").lstrip(_BLANKS)
        if held[:1] != b"[":
            raise ValueError("array does not begin with a bracket")
        rest = self._count_whole_blocks(held[1:], chunks).rstrip(_BLANKS)
        if rest[-1:] != b"]":
            raise ValueError("array does not end with a bracket")
        self._count_last_block(rest[:-1])

    def count_stretch(self, chunks: Iterator[bytes]) -> None:
        """Count the elements between two ranges left out, whatever separates them from those."""
        rest = self._count_whole_blocks(next(chunks, b"").lstrip(_BLANKS + b",["), chunks)
        self._count_last_block(rest.rstrip(_BLANKS + b",]"))

    def _count_whole_blocks(self, held: bytes, chunks: Iterator[bytes]) -> bytes:
        """Count block after block; give what is left."""
        while True:
            position = 0
            while len(held) - position > _BLOCK_BYTES:
                end = self._count_first_block(held, position)
                if end < 0:
                    break
                position = held.index(b",", end) + 1
            held = held[position:]
            if len(held) > _MAX_HELD_BYTES:
                raise ValueError("element is very long")
            chunk = next(chunks, None)
            if chunk is None:
                return held
            held += chunk

    def _count_first_block(self, held: bytes, start: int) -> int:
        """Count a block and give its end; -1 when no end of an element can be seen.

        A separator may stand between objects within an element: then an earlier one is tried.
        """
        self._separator = self._separator or _separator_of(held[start : start + _HEAD_BYTES])
        if not self._separator:
            return -1
        limit = start + _BLOCK_BYTES
        end = held.rfind(self._separator, start, limit)
        if end < 0:
            end = held.find(self._separator, limit)
        for _ in range(_TRIES):
            if end < 0 or self._is_counted(held[start:end]):
                return end
            end = held.rfind(self._separator, start, end + len(self._separator) - 1)
        raise ValueError("block is no array")

    def _is_counted(self, elements: bytes) -> bool:
        """Count elements with commas between; False when they are no such thing."""
        try:
            block = self._parser.parse(b"[" + elements + b"]")
        except (ValueError, RuntimeError):
            return False
        self.count.longest_record_bytes = max(self.count.longest_record_bytes, len(elements))
        kind, nested_count = self._kind, 0
        for element in block:
            if type(element) is not simdjson.Object:
                raise ValueError("element is no object")
            self.count.record_count += 1
            if kind is None:
                nested_count += self._has_nested(element)
                continue
            has_nested, is_usual = look_at(element, kind)
            if not is_usual and recognise(element.as_dict(), kind) is not None:
                raise ValueError("element has another format")
            nested_count += has_nested
        self.count.nested_record_count += nested_count
        return True

    def _has_nested(self, element: simdjson.Object) -> bool:
        key = self._nested_key
        return key is not None and type(element.get(key)) is simdjson.Object

    def _count_last_block(self, elements: bytes) -> None:
        if not self._is_counted(elements):
            raise ValueError("rest is no array")


def _separator_of(head: bytes) -> bytes:
    """Bytes between the first two elements and the first key of the second; empty if not seen."""
    try:
        _, end = json.JSONDecoder(strict=False).raw_decode(head.decode("latin-1").lstrip())
    except (ValueError, RecursionError):
        return b""
    match = _SEPARATOR.match(head, end + len(head) - len(head.lstrip(_BLANKS)))
    return match[0] if match else b""


def _stretches(
    chunks: Iterable[bytes], skipped_ranges: Sequence[tuple[int, int]]
) -> Iterator[Iterator[bytes]]:
    """Yield the file's bytes before, between and after the ranges, each as chunks."""
    source = iter(chunks)
    chunk = next(source, b"")
    position = len(BYTE_ORDER_MARK) if chunk.startswith(BYTE_ORDER_MARK) else 0
    chunk_start = 0

    def until(end: int | None) -> Iterator[bytes]:
        nonlocal chunk, position, chunk_start
        while chunk and (end is None or chunk_start + position < end):
            stop = len(chunk) if end is None else min(end - chunk_start, len(chunk))
            piece, position = chunk[position:stop], stop
            if stop == len(chunk):
                chunk_start += len(chunk)
                chunk, position = next(source, b""), 0
            if piece:
                yield piece

    for start, end in skipped_ranges:
        yield until(start)
        for _ in until(end):
            pass
    yield until(None)
