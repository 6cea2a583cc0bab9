"""What tells a person in bytes and texts: ids and handles, sought so that few finds are chance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

ESCAPE = re.compile(rb"\\u00([2-7][0-9a-f])", re.IGNORECASE)
"""ASCII written as an escape: a handle may hide in it."""

LONG_ID = 10**7
"""Ids from here on are sought anywhere; a shorter one is any number, and is sought as an id."""

_NAMED_ID = rb"(?:(?<![a-z])id(?:_str)?|userid|authorid|user|author)"
"""Ends of keys that hold the id of somebody."""


class Marks:
    """Ids and handles to look for.

    An id of eight digits or more counts wherever it stands by itself. A shorter one counts as the
    value of a key that names an id, and as the first cell of a line. A handle with a digit or an
    underscore counts wherever it stands by itself; one of letters alone may be a word, and counts
    behind an at sign, and as a whole value.

    Parameters
    ----------
    ids : iterable of int
        Ids, or pseudonyms of ids.
    handles : iterable of str
        Handles, in any case.

    Examples
    --------
    >>> marks = Marks({7, 123456789}, {"anna", "bob_1"})
    >>> [bool(list(marks.find(data))) for data in (b'{"user_id": 7}', b'{"likes": 7}', b"hi @Anna")]
    [True, False, True]
    """

    def __init__(self, ids: Iterable[int], handles: Iterable[str]) -> None:
        self.ids = frozenset(ids)
        self.handles = frozenset(handle.lower() for handle in handles)
        self.long_ids = sorted(str(one) for one in self.ids if one >= LONG_ID)
        self.distinct = sorted(one for one in self.handles if re.search("[0-9_]", one))
        self.wordlike = sorted(self.handles - set(self.distinct))
        self._pattern = re.compile(b"|".join(self._alternatives()), re.MULTILINE)

    def _alternatives(self) -> Iterator[bytes]:
        short = _any_of(str(one) for one in self.ids if one < LONG_ID)
        yield rb'%s\\*"?\s*[:=]\s*\\*"?%s(?:\.0)?(?![0-9a-z_.])' % (_NAMED_ID, short)
        yield rb'^"?%s"?[ ]*(?:[,;\t|]|\r?$)' % short
        yield rb"(?<![0-9a-z_])(?<!\d\.)%s(?:\.0)?(?![0-9a-z_])(?!\.\d)" % _any_of(self.long_ids)
        yield rb'(?<![0-9a-z_])%s(?![0-9a-z_])(?!\\*"\s*:)' % _any_of(self.distinct)
        words = _any_of(self.wordlike)
        yield rb"@%s(?![0-9a-z_])" % words
        yield rb'(?<=")%s(?=\\*")(?!\\*"\s*:)' % words
        yield rb"(?:^|(?<=[,;\t|>]))[ ]*%s[ ]*(?=\r?$|[,;\t|<])" % words

    def find(self, data: bytes) -> Iterator[re.Match[bytes]]:
        """Find marks in bytes, also escaped or as UTF-16; places are those of the plain bytes."""
        return self._pattern.finditer(plain_bytes(data))

    def stand_in(self, data: bytes) -> bool:
        """Tell whether bytes hold a mark.

        Parameters
        ----------
        data : bytes
            Any.

        Returns
        -------
        bool
            Whether there is one.
        """
        return next(self.find(data), None) is not None

    def text_patterns(self) -> tuple[str, str]:
        """Patterns for a text in lower case, without lookarounds, which DuckDB's engine lacks.

        Returns
        -------
        tuple of str
            For a part of a text, and for a whole one.
        """
        parts = [*self.long_ids, *map(re.escape, self.distinct)]
        parts += [f"@{re.escape(one)}" for one in self.wordlike]
        whole = [re.escape(one) for one in self.wordlike]
        return f"(^|[^0-9a-z_])({_or_never(parts)})([^0-9a-z_]|$)", f"@?({_or_never(whole)})"


def _or_never(words: list[str]) -> str:
    """Write an alternative for DuckDB; without words, one that no text matches."""
    return "|".join(words) or r"[^\s\S]"


def plain_bytes(data: bytes) -> bytes:
    """Write bytes so that words in them can be found: lower case, no escapes, no UTF-16."""
    data = ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data).lower()
    return data.replace(b"\0", b"") if b"\0" in data else data


def _any_of(words: Iterable[str]) -> bytes:
    """Write an alternative; without words, one that is never met."""
    return b"(?:%s)" % (b"|".join(re.escape(word).encode() for word in words) or b"(?!)")
