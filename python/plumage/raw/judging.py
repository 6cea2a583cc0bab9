"""What the bytes of a line or an element are: a record, several, or none; each with its place.

Pages are read as the records in them, objects that follow each other on a line one by one, JSON
inside a string as that JSON, and half a character as U+FFFD. What is recognised as another format
is rejected record by record, under the format's name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from threading import local

import orjson
import simdjson

from plumage.raw.layout import InputKind
from plumage.raw.lines import MAX_RECORD_BYTES
from plumage.raw.reasons import (
    is_strict_object,
    parse_object,
    rejection_reason,
    with_whole_characters,
)
from plumage.raw.recognition import Recognised, look_at, recognise
from plumage.raw.segments import EXCERPT_BYTES, Segment

_DECODER = json.JSONDecoder(strict=False)
# simdjson needs memory of several times a record's length, and keeps it.
_USUAL_RECORD_BYTES = 1 << 20
_PARSERS = local()
_BLANK = re.compile(r"\s*", re.ASCII)


def judge_bytes(
    record: bytes, start: int, kind: InputKind, *, line: Segment | None = None
) -> Iterator[Segment]:
    """Judge the bytes of a line or of an element.

    Parameters
    ----------
    record : bytes
        The bytes, without blanks around.
    start : int
        Where they begin in the file.
    kind : InputKind
        What the file should hold.
    line : Segment, optional
        The line they fill, which then is the place of a record that has it for itself.

    Yields
    ------
    Segment
        In the order of the file.
    """
    whole = line or Segment(start, start + len(record))
    if _is_usual(record, kind):
        yield replace(whole, record=record)
        return
    if is_strict_object(record):
        yield from _judge_object(record, start, kind, whole)
        return
    mended = _mended(record)
    if mended is not None:
        segments = judge_bytes(mended, start, kind, line=line)
        yield from (replace(part, is_mended=part.record is not None) for part in segments)
        return
    inner = read_string(record)
    if inner is not None:
        found = list(_judge_object(inner, start, kind, whole))
        # Of several records in one string none has bytes of its own.
        if len(found) == 1:
            yield replace(found[0], start=whole.start, end=whole.end)
            return
    pieces = find_pieces(record)
    if pieces:
        for begin, end in pieces:
            yield from judge_bytes(record[begin:end], start + begin, kind)
        return
    yield _rejected(whole, rejection_reason(record), record)


def _judge_object(record: bytes, start: int, kind: InputKind, whole: Segment) -> Iterator[Segment]:
    """Judge a strict object."""
    found = None if _is_usual(record, kind) else recognise_bytes(record, kind)
    if found is None:
        yield replace(whole, record=record)
    elif found.held_key is None:
        yield replace(_rejected(whole, found.reason, record), is_recognised=True)
    else:
        text = record.decode("latin-1")
        at = _find_member(text, found.held_key)
        for begin, end in _ranges_in(text, at):
            inner, place = record[begin:end], Segment(start + begin, start + end)
            if found.reason is None and inner[:1] == b"{":
                yield from (
                    replace(part, is_recognised=True)
                    for part in _judge_object(inner, start + begin, kind, place)
                )
            else:
                reason = found.reason or "not_an_object"
                yield replace(_rejected(place, reason, inner), is_recognised=True)


def recognise_bytes(record: bytes, kind: InputKind) -> Recognised | None:
    """Recognise a strict object; None for one that is nested too deep to be looked at."""
    value = parse_object(record)
    return recognise(value, kind) if isinstance(value, dict) else None


def _is_usual(record: bytes, kind: InputKind) -> bool:
    """Whether bytes are one record, told fast: the strict parser takes what simdjson takes."""
    if len(record) > _USUAL_RECORD_BYTES or record[:1] != b"{":
        return False
    if not hasattr(_PARSERS, "one"):
        _PARSERS.one = simdjson.Parser()
    try:
        return look_at(_PARSERS.one.parse(record), kind)[1]
    except (ValueError, RuntimeError):
        return False


def _mended(record: bytes) -> bytes | None:
    """Give a record with whole characters, if halves of some are all that is wrong with it."""
    if len(record) > MAX_RECORD_BYTES or record[:1] != b"{":
        return None
    mended = with_whole_characters(record)
    return mended if mended != record and is_strict_object(mended) else None


def read_string(record: bytes) -> bytes | None:
    """Give the object that a JSON string holds.

    Parameters
    ----------
    record : bytes
        Of the file.

    Returns
    -------
    bytes or None
        None when it is no string, or one that holds anything else.
    """
    if record[:1] != b'"' or len(record) > MAX_RECORD_BYTES:
        return None
    try:
        inner = orjson.loads(record).strip().encode()
    except orjson.JSONDecodeError:
        return None
    return inner if is_strict_object(inner) else None


def find_pieces(record: bytes) -> list[tuple[int, int]]:
    """Find objects that follow each other, of which the last may be broken, or that fill a list.

    Parameters
    ----------
    record : bytes
        Of the file.

    Returns
    -------
    list of tuple of int
        First byte and the one after the last, of each; empty for other bytes.
    """
    if len(record) > MAX_RECORD_BYTES:
        return []
    text = record.decode("latin-1")
    try:
        if text[:1] == "[":
            json.loads(record.decode())
            ranges = list(_ranges_in(text, 0))
            return ranges if all(text[begin] == "{" for begin, _ in ranges) else []
        return _objects_in(text)
    except (ValueError, RecursionError):
        return []


def _objects_in(text: str) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    at = 0
    while text[at : at + 1] == "{":
        try:
            _, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = len(text)
        ranges.append((at, end))
        at = _BLANK.match(text, end).end()
    return ranges if len(ranges) > 1 and at == len(text) else []


def _find_member(text: str, key: str) -> int:
    """Place of the first value under a key of an object."""
    return next(begin for name, begin, _ in _members(text, 0) if name == key)


def _ranges_in(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Ranges of the elements of a list, or of the values of an object."""
    if text[at] == "{":
        yield from ((begin, end) for _, begin, end in _members(text, at))
        return
    at = _BLANK.match(text, at + 1).end()
    while text[at] != "]":
        _, end = _DECODER.raw_decode(text, at)
        yield at, end
        at = _next(text, end)


def _members(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Keys of an object with the ranges of their values."""
    at = _BLANK.match(text, at + 1).end()
    while text[at] != "}":
        key, end = _DECODER.raw_decode(text, at)
        begin = _BLANK.match(text, _BLANK.match(text, end).end() + 1).end()
        _, end = _DECODER.raw_decode(text, begin)
        yield key, begin, end
        at = _next(text, end)


def _next(text: str, at: int) -> int:
    """Place behind blanks, a comma and blanks."""
    at = _BLANK.match(text, at).end()
    return _BLANK.match(text, at + 1).end() if text[at] == "," else at


def _rejected(place: Segment, reason: str | None, content: bytes) -> Segment:
    return replace(place, reason=reason, excerpt=content[:EXCERPT_BYTES])
