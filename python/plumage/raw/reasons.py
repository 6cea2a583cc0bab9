"""Why a record cannot be read, as codes that `stg_raw__rejected_records` shows."""

from __future__ import annotations

import json
import math
import re

import orjson

from plumage.raw.lines import MAX_RECORD_BYTES

_CONTROL_CHARACTERS = bytes(set(range(32)) - set(b"\t\n\r"))


def is_strict_object(record: bytes) -> bool:
    """Whether a record is one JSON object by the letter of RFC 8259, in UTF-8.

    Parameters
    ----------
    record : bytes
        The record.

    Returns
    -------
    bool
        False for records that are too long, too.
    """
    if len(record) > MAX_RECORD_BYTES or not record.lstrip().startswith(b"{"):
        return False
    try:
        orjson.loads(record)
    except orjson.JSONDecodeError:
        return False
    return True


_PYTHON = re.compile(rb"\s*+(?:\[\s*+)?\{\s*'")
_ESCAPES = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
"""Both halves of a character, one half, or any other escape."""


def with_whole_characters(record: bytes) -> bytes:
    r"""Put U+FFFD, of the same length, where an escape gives half a character.

    Parameters
    ----------
    record : bytes
        JSON.

    Returns
    -------
    bytes
        The same with whole characters.

    Examples
    --------
    >>> with_whole_characters(rb'"\ud83d\ude00 \ud83d \\ud83d"')
    b'"\\ud83d\\ude00 \\ufffd \\\\ud83d"'
    """
    return _ESCAPES.sub(lambda found: rb"\ufffd" if found[1] else found[0], record)


def is_python_text(record: bytes) -> bool:
    """Whether bytes begin as Python writes a dict, or a list of some."""
    return _PYTHON.match(record) is not None


def parse_object(record: bytes) -> object:
    """Value of a strict JSON text; of a repeated key the first counts, as it does in DuckDB.

    None for what is nested deeper, or has longer numbers, than Python takes.
    """
    try:
        return json.loads(record.decode(), object_pairs_hook=_first_values)
    except (ValueError, RecursionError):
        return None


def _first_values(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else dict(reversed(pairs))


def rejection_reason(record: bytes) -> str:
    r"""Name the first reason that keeps a record from being a strict JSON object.

    Examples
    --------
    >>> rejection_reason(b'{"id": 1, "te'), rejection_reason(b"7"), rejection_reason(b'{"a": NaN}')
    ('cut_off', 'not_an_object', 'number_not_json')
    >>> rejection_reason(b'{"a": "\xff"}'), rejection_reason(b'{"a": "\\ud83d"}')
    ('invalid_utf8', 'lone_surrogate')
    >>> rejection_reason(b"{'id': 1}"), rejection_reason(b'"[{}]"')
    ('python_repr', 'json_in_string')
    """
    return text_rejection_reason(record) or _json_reason(record.decode().strip())


def text_rejection_reason(record: bytes) -> str | None:
    """Name the first reason that keeps bytes from being text; None if nothing does."""
    if len(record) > MAX_RECORD_BYTES:
        return "record_too_long"
    try:
        record.decode()
    except UnicodeDecodeError:
        return "invalid_utf8"
    is_plain = len(record.translate(None, _CONTROL_CHARACTERS)) == len(record)
    return None if is_plain else "control_character"


def _json_reason(text: str) -> str:
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        is_at_end = error.pos >= len(text) or error.msg.startswith("Unterminated string")
        reason = "cut_off" if is_at_end and text.startswith("{") else "not_json"
        if is_python_text(text.encode()):
            reason = "python_repr"
    except _NoJsonNumber:
        reason = "number_not_json"
    except RecursionError:
        reason = "nested_too_deep"
    else:
        # The standard library reads what a strict parser does not.
        if not isinstance(value, dict):
            holds_json = isinstance(value, str) and value.lstrip()[:1] in {"{", "["}
            reason = "json_in_string" if holds_json else "not_an_object"
        elif re.search(r"\\u[dD][89a-fA-F]", text):
            reason = "lone_surrogate"
        else:
            reason = "number_too_large" if _holds_infinity(text) else "nested_too_deep"
    return reason


def _holds_infinity(text: str) -> bool:
    """Whether a number is larger than any that doubles can hold, as 1e999 is."""
    found: list[float] = []
    json.loads(text, parse_float=lambda number: found.append(float(number)))
    return math.inf in found or -math.inf in found


class _NoJsonNumber(ValueError):
    """`NaN` or an infinity."""


def _refuse_constant(name: str) -> None:
    raise _NoJsonNumber(name)
