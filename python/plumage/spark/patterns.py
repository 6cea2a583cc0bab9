"""RE2 patterns, as the models write them, in the words of Java's regular expressions.

Both engines take the leftmost match and its first alternative. What the same letters mean differs:
Java's blanks hold the vertical tab, its word boundaries are Unicode's (before Java 19), its `$`
matches before a last line feed, its `(?i)` folds ASCII alone, and `[` opens a class in a class.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = "[0-9A-Za-z_]"
_BOUNDARY = f"(?:(?<={_WORD})(?!{_WORD})|(?<!{_WORD})(?={_WORD}))"
_NO_BOUNDARY = f"(?:(?<={_WORD})(?={_WORD})|(?<!{_WORD})(?!{_WORD}))"
_BLANKS = r"\t\n\f\r "
_OUTSIDE_CLASS = {
    "b": _BOUNDARY,
    "B": _NO_BOUNDARY,
    "s": f"[{_BLANKS}]",
    "S": f"[^{_BLANKS}]",
    "w": _WORD,
    "W": "[^0-9A-Za-z_]",
    "d": "[0-9]",
    "D": "[^0-9]",
}
_INSIDE_CLASS = {
    "s": _BLANKS,
    "S": f"[^{_BLANKS}]",
    "w": "0-9A-Za-z_",
    "W": "[^0-9A-Za-z_]",
    "d": "0-9",
    "D": "[^0-9]",
}
# An escape with its argument (\p{L}, \x{1F600}, \x41) is one piece, as is a group's opening.
_PIECE = re.compile(
    r"\\[pP](?:\{[^}]*\}|.)|\\x\{[0-9A-Fa-f]+\}|\\.|\(\?[a-zA-Z-]*[:)]|\[:\^?[a-z]+:\]|.",
    re.DOTALL,
)
_POSIX = re.compile(r"\[:(\^?)([a-z]+):\]")


@lru_cache(maxsize=4096)
def java_pattern(pattern: str, options: str = "") -> str:
    r"""Write an RE2 pattern so that Java matches the same texts.

    Parameters
    ----------
    pattern : str
        Pattern in RE2's syntax.
    options : str
        Letters that DuckDB's functions take: ``i`` ignores case, ``s`` lets a dot match line feeds;
        ``g`` and ``c`` change nothing in the pattern.

    Returns
    -------
    str
        Pattern in Java's syntax.

    Raises
    ------
    ValueError
        If an option has no counterpart.

    Examples
    --------
    >>> java_pattern(r"[\s(]x$")
    '(?d)[\\t\\n\\f\\r (]x\\z'
    >>> java_pattern(r"(?i)https?", "g")
    '(?d)(?iu)https?'
    """
    unknown = set(options) - set("gcis")
    if unknown:
        raise ValueError(f"option of a pattern must be one of g, c, i, s, got: {sorted(unknown)}")
    # Unix lines: a dot leaves out the line feed alone, and `^` and `$` know no other.
    written = ["(?d" + "".join(sorted(set(options) & {"s"})) + ("iu" if "i" in options else "") + ")"]
    in_class = at_class_start = False
    for piece in _PIECE.findall(pattern):
        if in_class:
            in_class = piece != "]" or at_class_start
            written.append(_inside(piece, first=at_class_start))
            at_class_start = at_class_start and piece == "^"
        elif piece == "[":
            in_class = at_class_start = True
            written.append(piece)
        elif piece == "$":
            written.append(r"\z")
        elif piece.startswith("(?"):
            written.append(_with_unicode_folding(piece))
        elif piece.startswith("\\"):
            written.append(_OUTSIDE_CLASS.get(piece[1:], piece))
        else:
            written.append(piece)
    return "".join(written)


def java_replacement(replacement: str) -> str:
    r"""Write a replacement text of RE2 (``\1``) as Java's (``$1``).

    Parameters
    ----------
    replacement : str
        Text with references to groups.

    Returns
    -------
    str
        The same for Java.

    Examples
    --------
    >>> java_replacement(r"\1 costs 2$")
    '$1 costs 2\\$'
    """
    return re.sub(
        r"\\(\d)|\\(.)|(\$)",
        lambda found: (
            f"${found[1]}" if found[1] else ("\\$" if found[3] else "\\" + found[2])
        ),
        replacement,
    )


def _inside(piece: str, *, first: bool) -> str:
    """Translate a piece of a class; `[` and `&` have a meaning there to Java alone."""
    posix = _POSIX.fullmatch(piece)
    if posix:
        return rf"\{'P' if posix[1] else 'p'}{{{posix[2].capitalize()}}}"
    if piece in {"[", "&"} or (piece == "]" and first):
        return "\\" + piece
    if piece.startswith("\\"):
        return _INSIDE_CLASS.get(piece[1:], piece)
    return piece


def _with_unicode_folding(piece: str) -> str:
    """Fold the case of all letters where flags ask for folding."""
    flags, negated, rest = piece[2:-1].partition("-")
    if "i" in flags:
        flags += "u"
    return f"(?{flags}{negated}{rest}{piece[-1]}"
