"""Users to be removed, and what is left of a parsed record without them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from plumage.privacy.marks import LONG_ID, Marks, plain_bytes

WORDS = frozenset({"text", "full_text", "content", "rawContent", "body"})
"""Keys of a post; a record with an id and without them is an account."""

AUTHOR_KEYS = ("user", "author", "author_id", "user_id", "retweeted_status", "quoted_status")
"""Keys under which formats name whose a record is, by id or as an account."""

ANY_AUTHOR = re.compile(r"(_id|_id_str|[a-z]Id)$")
"""Keys of a post that may name its author in a format that nobody knows here."""

ADDRESSED = re.compile("in_?reply|mention|recipient|quoted_user|retweeted_user", re.IGNORECASE)
"""Beginnings of keys that name somebody else than the author."""


@dataclass
class People:
    """Who is to be removed.

    Attributes
    ----------
    numbers : frozenset of int
        The users' ids.
    handles : set of str
        Their handles in lower case; `learn` adds those that records tell.
    found : set of int
        Ids that a record or a cell had so far.
    strays : set of int
        Ids of which the warehouse has rows, and no raw file a record.
    """

    numbers: frozenset[int]
    handles: set[str] = field(default_factory=set)
    found: set[int] = field(default_factory=set)
    strays: set[int] = field(default_factory=set)

    def learn(self, record: object) -> None:
        """Collect handles of the users from a parsed record."""
        if isinstance(record, dict):
            if self.have_id(record.get("id")) or self.have_id(record.get("id_str")):
                handles = (record.get("screen_name"), record.get("username"))
                words = {one.strip().lower() for one in handles if isinstance(one, str)}
                self.handles |= words - {""}
            for value in record.values():
                self.learn(value)
        elif isinstance(record, list):
            for value in record:
                self.learn(value)

    def have_id(self, value: object, *, least: int = 1) -> bool:
        """Tell whether a value is one of the ids from `least` on, as number or text; note it."""
        if isinstance(value, str):
            digits = value.strip(' \t"')
            number = int(digits) if digits.isascii() and digits.isdigit() else 0
        else:
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            number = value if is_number else 0
        if number < least or number not in self.numbers:
            return False
        self.found.add(int(number))
        return True

    def are_in(self, data: bytes) -> bool:
        """Tell whether bytes hold one of the ids or handles, also escaped or as UTF-16."""
        data = plain_bytes(data)
        return any(_stands_in(str(one), data) for one in (*self.numbers, *self.handles))

    def are_named_in(self, data: bytes) -> bool:
        """Tell whether bytes that nobody can read name one of them, and note which ids."""
        marks = [Marks({number}, ()) for number in self.numbers]
        named = {number for one in marks if one.stand_in(data) for number in one.ids}
        self.found |= named
        return bool(named) or Marks((), self.handles).stand_in(data)

    def masked(self, text: str) -> str:
        """Mask handles and ids in a text of somebody else; a short id would be any number there."""
        for handle in self.handles:
            pattern = rf"(?<![0-9A-Za-z_])@?{re.escape(handle)}(?![0-9A-Za-z_])"
            text = re.sub(pattern, "@user", text, flags=re.IGNORECASE | re.ASCII)
        for number in (one for one in self.numbers if one >= LONG_ID):
            text = re.sub(rf"(?<![0-9]){number}(?![0-9])", "0", text)
        return text


def _stands_in(word: str, data: bytes) -> bool:
    sought = word.encode()
    # A plain search first: it is many times faster than a pattern.
    return sought in data and bool(
        re.search(rb"(?<![0-9a-z_])" + re.escape(sought) + rb"(?![0-9a-z_])", data)
    )


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
    is_account = not WORDS & record.keys()
    if is_account and (people.have_id(record.get("id")) or people.have_id(record.get("id_str"))):
        return None
    for name, part in record.items():
        if is_account and name not in AUTHOR_KEYS:
            continue
        # Of a post, better too many records go than that words stay without their author's id.
        if isinstance(part, dict):
            is_own = not ADDRESSED.match(name) and record_without(people, part) is None
        else:
            may_be_author = name in AUTHOR_KEYS or ANY_AUTHOR.search(name)
            is_own = may_be_author and not ADDRESSED.match(name) and people.have_id(part)
        if is_own:
            return None
    left = {name: value_without(people, name, value) for name, value in record.items()}
    # What wrapped nothing but the user's record goes with it.
    is_empty = left != record and all(value is None for value in left.values())
    return None if is_empty else left


def value_without(people: People, name: str, value: object) -> object:
    """Take users out of a field of somebody else's record."""
    if isinstance(value, dict):
        return record_without(people, value)
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
