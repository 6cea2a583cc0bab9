"""Users to be removed, and what is left of a parsed record without them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

ESCAPE = re.compile(rb"\\u00([2-7][0-9a-f])", re.IGNORECASE)
"""ASCII written as an escape: a handle may hide in it."""


@dataclass
class People:
    """Who is to be removed.

    Attributes
    ----------
    numbers : frozenset of int
        The users' ids.
    handles : set of str
        Their handles in lower case; `learn` adds those that records tell.
    """

    numbers: frozenset[int]
    handles: set[str] = field(default_factory=set)

    def learn(self, record: object) -> None:
        """Collect handles of the users from a parsed record."""
        if isinstance(record, dict):
            handle = record.get("screen_name")
            if self.have_id(record.get("id")) and isinstance(handle, str) and handle.strip():
                self.handles.add(handle.strip().lower())
            for value in record.values():
                self.learn(value)
        elif isinstance(record, list):
            for value in record:
                self.learn(value)

    def have_id(self, value: object) -> bool:
        """Tell whether a value of a record or cell is one of the ids, as number or text."""
        if isinstance(value, str):
            digits = value.strip(' \t"')
            return digits.isascii() and digits.isdigit() and int(digits) in self.numbers
        return isinstance(value, int | float) and value in self.numbers

    def are_in(self, data: bytes) -> bool:
        """Tell whether bytes hold one of the ids or handles, also escaped or as UTF-16."""
        data = ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data).lower()
        if b"\0" in data:
            data = data.replace(b"\0", b"")
        words = [str(number).encode() for number in self.numbers]
        words += [handle.encode() for handle in self.handles]
        return any(
            word in data
            and re.search(rb"(?<![0-9a-z_])" + re.escape(word) + rb"(?![0-9a-z_])", data)
            for word in words
        )

    def masked(self, text: str) -> str:
        """Mask handles and ids in a text of somebody else."""
        for handle in self.handles:
            pattern = rf"(?<![0-9A-Za-z_])@?{re.escape(handle)}(?![0-9A-Za-z_])"
            text = re.sub(pattern, "@user", text, flags=re.IGNORECASE | re.ASCII)
        for number in self.numbers:
            text = re.sub(rf"(?<![0-9]){number}(?![0-9])", "0", text)
        return text


def record_without(people: People, record: dict[str, Any]) -> dict[str, Any] | None:
    """Take users out of a parsed record.

    Parameters
    ----------
    people : People
        Who goes.
    record : dict
        A tweet or an account.

    Returns
    -------
    dict or None
        What is left; None when the record is the user's own.

    Examples
    --------
    >>> anna = People(frozenset({7}), {"anna"})
    >>> record_without(anna, {"id": 1, "text": "hi @Anna!", "user": {"id": 8}})
    {'id': 1, 'text': 'hi @user!', 'user': {'id': 8}}
    >>> record_without(anna, {"id": 2, "text": "hi", "user": {"id": 7}}) is None
    True
    """
    if people.have_id(record.get("id")) and "text" not in record:
        return None
    for name in ("user", "retweeted_status", "quoted_status"):
        part = record.get(name)
        if isinstance(part, dict) and record_without(people, part) is None:
            return None
    left = {name: value_without(people, name, value) for name, value in record.items()}
    status = record.get("status")
    if isinstance(status, dict) and record_without(people, status) is None:
        left["status"] = None
    return left


def value_without(people: People, name: str, value: object) -> object:
    """Take users out of a field of somebody else's record."""
    if isinstance(value, dict):
        if people.have_id(value.get("id")) and "text" not in value:
            return None
        return {key: value_without(people, key, inner) for key, inner in value.items()}
    if isinstance(value, list):
        kept = [value_without(people, name, inner) for inner in value]
        return [
            inner
            for inner, old in zip(kept, value, strict=True)
            if inner is not None or old is None
        ]
    if (name.endswith(("_id", "_id_str")) or name in {"id", "id_str"}) and people.have_id(value):
        return None
    return people.masked(value) if isinstance(value, str) else value
