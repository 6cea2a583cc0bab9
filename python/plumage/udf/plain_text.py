"""Texts in plain letters and digits as a SQL function: ``plumage_plain_text(text)``."""

from __future__ import annotations

import re
import unicodedata

import pyarrow as pa
from duckdb import DuckDBPyConnection

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("thir", "four", "fif", "six", "seven", "eigh", "nine")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = (
    {f"{name}teen": 13 + place for place, name in enumerate(_TEENS)}
    | {"ninteen": 19}
    | {f"{digit}teen": 10 + digit for digit in range(3, 10)}
    | {name: 20 + 10 * place for place, name in enumerate(_TENS)}
    | {
        f"{name}{one}": 20 + 10 * place + 1 + more
        for place, name in enumerate(_TENS)
        for more, one in enumerate(_ONES)
    }
)
_NUMBER_WORD = re.compile(
    rf"\b(?:(?:{'|'.join(_TENS)})(?:[ -]?(?:{'|'.join(_ONES)}))?"
    rf"|(?:{'|'.join(_TEENS)}|nin)teen|[3-9]-?teen)\b",
    re.IGNORECASE | re.ASCII,
)
_KEYCAP = re.compile("\ufe0f?\u20e3")


class _PlainCharacters(dict[int, str]):
    """Table for ``str.translate`` that looks up each character once."""

    def __missing__(self, code_point: int) -> str:
        character = chr(code_point)
        plain = unicodedata.normalize("NFKC", character)
        if not plain.isascii():
            plain = character
            # Digits of other scripts, and white numbers in black circles, have no compatible form.
            value = unicodedata.numeric(character, None)
            is_digit = character.isdecimal() or "CIRCLED" in unicodedata.name(character, "")
            if is_digit and value is not None:
                plain = f"{value:.0f}"
        self[code_point] = plain
        return plain


_PLAIN_CHARACTERS = _PlainCharacters()


def write_plainly(text: str | None) -> str | None:
    """Write letters and digits of any style, and English number words, in ASCII.

    Characters whose compatible form (NFKC) is ASCII become that form; digits of all scripts,
    circled numbers and keycaps become ASCII digits, number words from thirteen to ninety-nine two
    digits.

    Parameters
    ----------
    text : str or None
        Any text.

    Returns
    -------
    str or None
        The text; other characters stay. None for None.

    Examples
    --------
    >>> write_plainly("𝟐𝟏 | １９ | ٢١ | ⑲ | 2️⃣1️⃣ | Twenty-one | 8teen | 東京")
    '21 | 19 | 21 | 19 | 21 | 21 | 18 | 東京'
    """
    if text is None:
        return None
    if not text.isascii():
        text = _KEYCAP.sub("", text).translate(_PLAIN_CHARACTERS)
    return _NUMBER_WORD.sub(lambda found: str(_NUMBERS[re.sub("[ -]", "", found[0].lower())]), text)


def write_texts_plainly(texts: pa.ChunkedArray | pa.Array) -> pa.Array:
    """Write a batch of texts plainly.

    Parameters
    ----------
    texts : pyarrow.Array or pyarrow.ChunkedArray of shape (n_texts,)
        Strings and nulls.

    Returns
    -------
    pyarrow.Array of shape (n_texts,)
        Strings, see `write_plainly`; null for null.
    """
    return pa.array([write_plainly(text) for text in texts.to_pylist()], type=pa.string())


def register(connection: DuckDBPyConnection) -> None:
    """Make ``plumage_plain_text`` known to a connection."""
    connection.create_function(
        "plumage_plain_text",
        write_texts_plainly,
        ["VARCHAR"],
        "VARCHAR",
        type="arrow",
        null_handling="special",
    )
