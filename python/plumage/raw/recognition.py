"""What a parsed record is: of API v1.1, a page of records, a notice of a stream, or another format.

Nothing is read here: `judging.py` splits bytes by what is recognised, `held.py` counts by it.
"""

from __future__ import annotations

from typing import NamedTuple

import simdjson

from plumage.raw.formats import FORMATS, Record
from plumage.raw.layout import InputKind

STREAM_NOTICE = "stream_notice"
"""Code of a message that a stream sends among tweets: neither kept nor rejected."""

_NOTICES = frozenset(
    {
        "delete", "scrub_geo", "limit", "status_withheld", "user_withheld", "disconnect", "warning",
        "friends", "friends_str", "control", "user_update", "user_delete", "user_undelete",
    }
)  # fmt: skip
# Without these, a record with an id is of API v1.1 or of a format that nobody knows.
_MARKS = frozenset(
    {
        "rawContent", "renderedContent", "rawDescription", "displayname", "_type", "author_id",
        "edit_history_tweet_ids", "username",
    }
)  # fmt: skip
_EVENT_KEYS = frozenset({"event", "source", "target", "target_object", "created_at"})


class Recognised(NamedTuple):
    """What a parsed record is, if not a record of API v1.1.

    Attributes
    ----------
    reason : str or None
        Why it is not read; None for a page whose records are.
    held_key : str or None
        Key of what it holds; None when it is one record.
    """

    reason: str | None
    held_key: str | None = None


def recognise(record: Record, kind: InputKind) -> Recognised | None:
    """Tell what a parsed record is; None for one of API v1.1, or of a format that nobody knows.

    Parameters
    ----------
    record : mapping
        A JSON object.
    kind : InputKind
        What the file should hold.

    Returns
    -------
    Recognised or None
        Lists under `held_key` hold a record an element; an object there holds one a member.

    Examples
    --------
    >>> from plumage.raw.layout import INPUT_KINDS
    >>> tweets = INPUT_KINDS["age_tweets"]
    >>> recognise({"id": 1, "text": "a", "user": {"id": 2, "screen_name": "b"}}, tweets) is None
    True
    >>> recognise({"statuses": [], "search_metadata": {}}, tweets)
    Recognised(reason=None, held_key='statuses')
    >>> recognise({"delete": {"status": {"id": 5}}, "timestamp_ms": "1"}, tweets)
    Recognised(reason='stream_notice', held_key=None)
    >>> recognise({"id": "1", "text": "a", "author_id": "2"}, tweets)
    Recognised(reason='api_v2_tweet', held_key=None)
    """
    if kind.only_format is not None:
        return Recognised(kind.only_format)
    if _is_usual(record, kind):
        return None
    if kind.page_key is not None and "id" not in record:
        if isinstance(record.get(kind.page_key), list):
            return Recognised(None, kind.page_key)
        if kind.has_notices and _is_notice(record):
            return Recognised(STREAM_NOTICE)
    for format_ in FORMATS:
        if format_.matches(record):
            held = format_.held_key
            is_one = format_.code == "api_v2_page" and isinstance(record["data"], dict)
            if held == "id" and held not in record:
                held = "id_str"
            return Recognised(format_.code, None if is_one else held)
    return None


def _is_usual(record: Record, kind: InputKind) -> bool:
    """Tell what `look_at` tells of a record that is not parsed yet."""
    if kind.nested_key == "user":
        user = record.get("user")
        return isinstance(user, dict) and isinstance(user.get("screen_name"), str)
    has_nested = kind.nested_key is not None and isinstance(record.get(kind.nested_key), dict)
    return has_nested or isinstance(record.get("screen_name"), str)


def _is_notice(record: Record) -> bool:
    keys = record.keys() - {"timestamp_ms"}
    if "event" in keys:
        return keys <= _EVENT_KEYS
    return len(keys) == 1 and keys <= _NOTICES


def look_at(record: simdjson.Object, kind: InputKind) -> tuple[bool, bool]:
    """Whether a record has the nested one of its kind, and is surely of API v1.1.

    In a fraction of a microsecond: every record passes here. Where the second is False, `recognise`
    has to tell.
    """
    key = kind.nested_key
    nested = None if key is None else record.get(key)
    has_nested = type(nested) is simdjson.Object
    if key != "user":
        is_usual = has_nested or type(record.get("screen_name")) is str
    else:
        is_usual = has_nested and type(nested.get("screen_name")) is str
    is_usual = is_usual or not _has_marks(record)
    return has_nested, is_usual and kind.only_format is None


def _has_marks(record: simdjson.Object) -> bool:
    """Whether keys leave it open that a record has another format; sooner told than by values."""
    keys = set(record.keys())
    return (
        "id" not in keys
        or not _MARKS.isdisjoint(keys)
        or ("full_text" in keys and "user" not in keys)
        or type(record.get("id")) is simdjson.Object
        or "." in "".join(keys)
    )
