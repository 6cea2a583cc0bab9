"""RE2 patterns, as the models write them, in the words of Java's regular expressions.

Both engines take the leftmost match and its first alternative. What the same letters mean differs:
Java's blanks hold the vertical tab, its word boundaries are Unicode's (before Java 19), its `$`
matches before a last line feed, its `(?i)` folds ASCII alone, and `[` opens a class in a class.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

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
    >>> java_pattern(r"(?i)at\.x", "g")
    '(?d)[Aa][Tt]\\.[Xx]'
    """
    unknown = set(options) - set("gcis")
    if unknown:
        raise ValueError(f"option of a pattern must be one of g, c, i, s, got: {sorted(unknown)}")
    # Unix lines: a dot leaves out the line feed alone, and `^` and `$` know no other.
    written = ["(?ds)" if "s" in options else "(?d)"]
    folding = ["i" in options]  # Whether case is ignored, in each of the groups around.
    pieces = _PIECE.findall(pattern)
    while pieces:
        piece = pieces.pop(0)
        if piece == "[":
            written.append(_class(pieces, folds=folding[-1]))
        elif piece.startswith("(?"):
            flags, folds = _without_folding(piece)
            if piece.endswith(":"):
                folding.append(folding[-1] if folds is None else folds)
                written.append(flags)
            else:
                folding[-1] = folding[-1] if folds is None else folds
                written.append("" if flags == "(?)" else flags)
        elif piece == "(":
            folding.append(folding[-1])
            written.append(piece)
        elif piece == ")":
            folding.pop()
            written.append(piece)
        elif piece == "$":
            written.append(r"\z")
        elif piece.startswith("\\"):
            written.append(_OUTSIDE_CLASS.get(piece[1:], piece))
        elif folding[-1] and len(_cases(piece)) > 1:
            written.append(f"[{_cases(piece)}]")
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
        lambda found: f"${found[1]}" if found[1] else ("\\$" if found[3] else "\\" + found[2]),
        replacement,
    )


def _class(pieces: list[str], *, folds: bool) -> str:
    """Translate a class up to its bracket; `[` and `&` have a meaning there to Java alone."""
    written = ["["]
    if pieces[0] == "^":
        written.append(pieces.pop(0))
    first = True
    while pieces:
        piece = pieces.pop(0)
        if piece == "]" and not first:
            break
        first = False
        is_range = len(pieces) > 1 and pieces[0] == "-" and pieces[1] != "]"
        if is_range and len(piece) == 1 and len(pieces[1]) == 1 and folds:
            last = pieces[1]
            del pieces[:2]
            inside = map(chr, range(ord(piece), ord(last) + 1))
            others = {other for one in inside for other in _cases(one)}
            others = {other for other in others if not piece <= other <= last}
            written.append(f"{piece}-{last}" + "".join(sorted(others)))
            continue
        posix = _POSIX.fullmatch(piece)
        if posix:
            written.append(rf"\{'P' if posix[1] else 'p'}{{{posix[2].capitalize()}}}")
        elif piece in {"[", "&", "]"}:
            written.append("\\" + piece)
        elif piece.startswith("\\"):
            written.append(_INSIDE_CLASS.get(piece[1:], piece))
        else:
            written.append(_cases(piece) if folds else piece)
    return "".join(written) + "]"


def _without_folding(piece: str) -> tuple[str, bool | None]:
    """Take `i` out of a group's flags; tell whether case is ignored in it, if the flags say so."""
    on, dash, off = piece[2:-1].partition("-")
    folds = True if "i" in on else False if "i" in off else None
    off = off.replace("i", "")
    return f"(?{on.replace('i', '')}{dash if off else ''}{off}{piece[-1]}", folds


def _cases(character: str) -> str:
    """List a character with all that differ from it in case alone.

    Java's own folding takes İ and ı for an i, RE2's takes the Kelvin sign for a k.
    """
    return _orbits().get(_folded(character), character)


def _folded(character: str) -> str:
    upper = character.upper()
    lower = upper.lower() if len(upper) == 1 else character.lower()
    return lower if len(lower) == 1 and character not in "ıİ" else character


@cache
def _orbits() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in range(0x1E944):  # Adlam, the last script with two cases, ends there.
        character = chr(code)
        if character.upper() != character.lower():
            folded = _folded(character)
            found[folded] = found.get(folded, "") + character
    return found
