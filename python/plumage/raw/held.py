"""How many records a line or an element holds: counted in its parsed value, without any places.

`judging.py` cuts the same bytes into records; here only values are counted, so that a record which
got lost there shows as a difference.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

import orjson

from plumage.raw.layout import InputKind
from plumage.raw.lines import MAX_RECORD_BYTES
from plumage.raw.reasons import parse_object
from plumage.raw.recognition import recognise

_BLANKS = re.compile(r"\s*", re.ASCII)


class Held(NamedTuple):
    """What some bytes hold.

    Attributes
    ----------
    record_count : int
        Records, readable or not.
    nested_count : int
        Records that can be read and have a nested one.
    refused_count : int
        Records that cannot be read: broken ones, and those of another format.
    is_plain : bool
        Whether it is one record that can be read as it stands, or one that cannot be read.
    """

    record_count: int = 1
    nested_count: int = 0
    refused_count: int = 1
    is_plain: bool = True


BROKEN = Held()


def count_held(record: bytes, kind: InputKind) -> Held:
    r"""Count the records that the bytes of a line or of an element hold.

    Parameters
    ----------
    record : bytes
        The bytes.
    kind : InputKind
        What the file should hold.

    Returns
    -------
    Held

    Examples
    --------
    >>> from plumage.raw.layout import INPUT_KINDS
    >>> tweets = INPUT_KINDS["age_tweets"]
    >>> count_held(b'{"statuses": [{"id": 1, "user": {}}, {"id": 2}]}', tweets)
    Held(record_count=2, nested_count=1, refused_count=0, is_plain=False)
    >>> count_held(b'{"id": 1} {"id": 2, "te', tweets)
    Held(record_count=2, nested_count=0, refused_count=1, is_plain=False)
    >>> count_held(b'{"id": 1, "text": "\\ud83d"}', tweets)
    Held(record_count=1, nested_count=0, refused_count=0, is_plain=False)
    """
    if len(record) > MAX_RECORD_BYTES:
        return BROKEN
    values, broken_count = _values_in(record.strip(), kind)
    held = [_count_value(value, kind) for value in values]
    record_count = sum(one.record_count for one in held)
    total = Held(
        record_count + broken_count,
        sum(one.nested_count for one in held),
        sum(one.refused_count for one in held) + broken_count,
        is_plain=len(held) + broken_count == 1 and all(one.is_plain for one in held),
    )
    is_itself = record.lstrip()[:1] == b"{" and (broken_count or _is_strict(record))
    return total if is_itself or total == BROKEN else total._replace(is_plain=False)


def _count_value(value: object, kind: InputKind) -> Held:
    if not isinstance(value, dict):
        return BROKEN
    found = recognise(value, kind)
    if found is None:
        has_nested = kind.nested_key is not None and isinstance(value.get(kind.nested_key), dict)
        return Held(1, int(has_nested), 0)
    if found.held_key is None:
        return BROKEN
    parts = value[found.held_key]
    if found.reason is not None:
        return Held(len(parts), 0, len(parts), is_plain=False)
    held = [_count_value(part, kind) for part in parts]
    return Held(
        sum(one.record_count for one in held),
        sum(one.nested_count for one in held),
        sum(one.refused_count for one in held),
        is_plain=False,
    )


def _values_in(record: bytes, kind: InputKind) -> tuple[list[object], int]:
    """Objects that some bytes hold, and how many of them are broken."""
    opening = record[:1]
    if opening == b"{":
        whole = _parse(record)
        if whole is not None:
            return [whole], 0
        return _objects_in_a_row(record)
    value = parse_object(record)
    if isinstance(value, str) and _is_strict(record):
        inner = value.strip().encode()
        return _only_one(inner, kind) if inner[:1] == b"{" and _is_strict(inner) else ([], 1)
    if isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
        parts = [_parse(json.dumps(part).encode()) for part in value]
        return [part for part in parts if part is not None], parts.count(None)
    return [], 1


def _only_one(record: bytes, kind: InputKind) -> tuple[list[object], int]:
    """Give an object that holds one record; of several in one string none has a place."""
    value = parse_object(record) or {}
    return ([value], 0) if _count_value(value, kind).record_count == 1 else ([], 1)


def _objects_in_a_row(record: bytes) -> tuple[list[object], int]:
    """Objects that follow each other without a separator; one broken object if they are none."""
    text = record.decode("latin-1")
    decoder = json.JSONDecoder(strict=False)
    values, broken_count, at = [], 0, 0
    while text.startswith("{", at):
        try:
            _, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return values, broken_count + 1
        value = _parse(text[at:end].encode("latin-1"))
        values += [] if value is None else [value]
        broken_count += value is None
        at = _BLANKS.match(text, end).end()
    return (values, broken_count) if at == len(text) else ([], 1)


def _parse(record: bytes) -> object | None:
    """Parse an object, half characters allowed; None when it is broken otherwise."""
    if _is_strict(record):
        return parse_object(record) or {}
    try:
        value = json.loads(record.decode())
        # Half a character is all that is wrong if the rest is strict when it is written anew.
        text = json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass")
        orjson.loads(text.decode("utf-16", "replace"))
    except (ValueError, RecursionError):
        return None
    return parse_object(record)


def _is_strict(record: bytes) -> bool:
    try:
        orjson.loads(record)
    except orjson.JSONDecodeError:
        return False
    return True
