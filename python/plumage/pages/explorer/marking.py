"""Where the terms that drive a tweet's scores stand in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable

VARIATION_SELECTORS = "\ufe0e\ufe0f"
PLACEHOLDERS = {"0": r"\d[\d.,:]*", "http": r"https?\b", "@user": r"@user\b"}
"""Tokens that stand for many things, as patterns of masked texts."""


def term_pattern(term: str) -> re.Pattern[str]:
    """Pattern of a term as the tokeniser would have read it from a text.

    The tokeniser folds case, drops variation selectors and cuts drawn-out letters to two; a pair is
    two tokens with anything between that is no token.

    Parameters
    ----------
    term : str
        A token, or two with a blank between.

    Returns
    -------
    re.Pattern
        Finds it anywhere but inside a longer word.

    Examples
    --------
    >>> bool(term_pattern("soo good").search("SOOOOO, good!"))
    True
    >>> bool(term_pattern("can").search("candle"))
    False
    """
    return re.compile(r"[^\w#@]+".join(map(_token_pattern, term.split(" "))), re.IGNORECASE)


def _token_pattern(token: str) -> str:
    if token in PLACEHOLDERS:
        return rf"(?<!\w){PLACEHOLDERS[token]}"
    parts = []
    for found in re.finditer(r"(.)\1*", token, flags=re.DOTALL):
        letter, length = re.escape(found[1]), len(found[0])
        # Two of a letter may have been more.
        parts.append(letter * length + (f"{letter}*" if length == 2 and found[1].isalpha() else ""))
    body = f"[{VARIATION_SELECTORS}]?".join(parts)
    before = r"(?<![\w#])" if re.match(r"\w", token) else ""
    after = r"(?!\w)" if re.search(r"\w$", token) else ""
    return f"{before}{body}{after}"


def marked_pieces(text: str, terms: Iterable[str]) -> list[list]:
    """Cut a text into pieces that are marked and pieces that are not.

    Parameters
    ----------
    text : str
        Masked text of a tweet.
    terms : iterable of str
        Terms to mark.

    Returns
    -------
    list of [str, bool]
        In order; joined they are the text. Marks that touch or overlap are one.

    Examples
    --------
    >>> marked_pieces("Lasagna with Amber", ["amber", "with amber"])
    [['Lasagna ', False], ['with Amber', True]]
    """
    is_marked = [False] * len(text)
    for term in terms:
        for found in term_pattern(term).finditer(text):
            is_marked[found.start() : found.end()] = [True] * (found.end() - found.start())
    pieces: list[list] = []
    for character, mark in zip(text, is_marked, strict=True):
        if pieces and pieces[-1][1] == mark:
            pieces[-1][0] += character
        else:
            pieces.append([character, mark])
    return pieces
