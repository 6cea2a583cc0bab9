"""Emoji of a text as a SQL function: ``plumage_emoji(text)``."""

from __future__ import annotations

from functools import cache

import pyarrow as pa
from duckdb import DuckDBPyConnection
from emoji import emoji_list
from emoji.unicode_codes import EMOJI_DATA, STATUS

# The package's time grows with the square of a chain of joined emoji: 38 s for 100,000 characters
# made for it. The longest tweets have 280, paid posts 25,000.
MAX_LISTED_CHARACTERS = 10_000
_JOINER_AND_SELECTOR = {"\u200d", "\ufe0f"}
_TEXT_SELECTOR = "\ufe0e"

TEXT_BY_DEFAULT = frozenset(
    emoji
    for emoji, facts in EMOJI_DATA.items()
    if len(emoji) == 1 and facts["status"] == STATUS["unqualified"]
)
"""Characters such as © that print as text unless U+FE0F asks for an emoji (Unicode's UTS #51)."""


@cache
def _collect_hints() -> frozenset[str]:
    """Characters one of which every emoji holds: all of emoji but ASCII, joiner and selector.

    A text without any of them has no emoji. Most texts have none, and that is found out ten times
    faster than by looking for emoji. (A set, since Python's regular expressions walk through a
    class of characters beyond U+FFFF one by one.)
    """
    return frozenset(
        character
        for emoji in EMOJI_DATA
        for character in emoji
        if not character.isascii() and character not in _JOINER_AND_SELECTOR
    )


def list_emoji(text: str | None) -> list[str] | None:
    """List the emoji of a text in order, repeats included, as the ``emoji`` package finds them.

    What prints as text is none: a character of ``TEXT_BY_DEFAULT`` without U+FE0F, and any with
    U+FE0E. A sequence that Unicode recommends (skin tone, flag, keycap, joined people) is one
    emoji; joined emoji that it does not recommend count each, and so does the skin tone of what has
    no skin.

    Parameters
    ----------
    text : str or None
        Any text; of a longer one, the first ``MAX_LISTED_CHARACTERS`` characters count.

    Returns
    -------
    list of str or None
        Emoji as written, with or without their variation selector; None for None.

    Examples
    --------
    >>> list_emoji("ok 👍🏽👍🏽 1️⃣ 🇹🇭")
    ['👍🏽', '👍🏽', '1️⃣', '🇹🇭']
    >>> list_emoji("© 2014, ©️ 2014")
    ['©️']
    """
    if text is None:
        return None
    text = text[:MAX_LISTED_CHARACTERS]
    if text.isascii() or _collect_hints().isdisjoint(text):
        return []
    return [
        match["emoji"]
        for match in emoji_list(text)
        if not _prints_as_text(match["emoji"], text[match["match_end"] : match["match_end"] + 1])
    ]


def _prints_as_text(emoji: str, following: str) -> bool:
    """Whether an emoji of the package, before another character, prints as text."""
    return len(emoji) == 1 and (emoji in TEXT_BY_DEFAULT or following == _TEXT_SELECTOR)


def list_emoji_of_texts(texts: pa.ChunkedArray | pa.Array) -> pa.Array:
    """List the emoji of a batch of texts.

    Parameters
    ----------
    texts : pyarrow.Array or pyarrow.ChunkedArray of shape (n_texts,)
        Strings and nulls.

    Returns
    -------
    pyarrow.Array of shape (n_texts,)
        Lists of strings, see `list_emoji`; null for null.
    """
    return pa.array([list_emoji(text) for text in texts.to_pylist()], type=pa.list_(pa.string()))


def register(connection: DuckDBPyConnection) -> None:
    """Make ``plumage_emoji`` known to a connection."""
    connection.create_function(
        "plumage_emoji",
        list_emoji_of_texts,
        ["VARCHAR"],
        "VARCHAR[]",
        type="arrow",
        null_handling="special",
    )
