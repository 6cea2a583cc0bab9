"""Lines of raw files, as bytes: one by one or many at once, never more than memory holds."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

# Longer records are refused by every reader of the project: they cannot be held in bounded memory.
MAX_RECORD_BYTES = 64 << 20
# So is a record of more lines: a quote that nobody closed, as a rule.
MAX_RECORD_LINES = 100_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# What a line of text may consist of and still be blank, in the models' regular expressions too.
BLANKS = b" \t\r\n\f"
# Lines that are parsed at once: a broken one costs a second look at so many bytes.
_BLOCK_BYTES = 1 << 18


def iterate_line_blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    r"""Yield whole lines with their line feeds, many at once; an overlong one alone, cut short.

    Parameters
    ----------
    chunks : iterable of bytes
        Consecutive parts of a file.

    Yields
    ------
    bytes
        Lines of some hundred kB together, or one longer line, at most ``MAX_RECORD_BYTES + 1``
        bytes of it.

    Examples
    --------
    >>> list(iterate_line_blocks([b"a\nb", b"c\n\nd"]))
    [b'a\n', b'bc\n', b'\n', b'd']
    """
    held: list[bytes] = []
    held_bytes = 0
    for chunk in chunks:
        position = 0
        while end := _end_of_block(chunk, position, is_continued=bool(held)):
            held.append(chunk[position:end])
            yield b"".join(held)[: MAX_RECORD_BYTES + 1]
            held, held_bytes, position = [], 0, end
        if position < len(chunk) and held_bytes <= MAX_RECORD_BYTES:
            held.append(chunk[position:])
            held_bytes += len(chunk) - position
    if held:
        yield b"".join(held)[: MAX_RECORD_BYTES + 1]


def _end_of_block(chunk: bytes, position: int, *, is_continued: bool) -> int:
    """Place behind the last line feed of a block that starts here; 0 if the chunk has none."""
    # The rest of a line that another chunk began goes with that line alone.
    limit = position if is_continued else position + _BLOCK_BYTES
    return (chunk.rfind(b"\n", position, limit) + 1) or (chunk.find(b"\n", limit) + 1)


def iterate_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    r"""Yield lines with their line feed; an overlong line comes once, cut to the limit.

    Parameters
    ----------
    chunks : iterable of bytes
        Consecutive parts of a file.

    Yields
    ------
    bytes
        A line, at most ``MAX_RECORD_BYTES + 1`` bytes of it.

    Examples
    --------
    >>> list(iterate_lines([b"a\nb", b"c\n\nd"]))
    [b'a\n', b'bc\n', b'\n', b'd']
    """
    for block in iterate_line_blocks(chunks):
        yield from io.BytesIO(block)


def has_stray_bytes(line: bytes, *, is_first: bool) -> bool:
    """Whether there is a byte order mark, or a carriage return that ends no line."""
    has_mark = is_first and line.startswith(BYTE_ORDER_MARK)
    return has_mark or line.count(b"\r") > line.endswith(b"\r\n")


def line_ending(line: bytes) -> str:
    """Tell `crlf`, `lf` or `none`."""
    if line.endswith(b"\r\n"):
        return "crlf"
    return "lf" if line.endswith(b"\n") else "none"


def agree_on_ending(endings: set[str]) -> str | None:
    """Name the ending all lines share; a last line without any does not disagree."""
    found = endings - {"none"}
    if len(found) > 1:
        return "mixed"
    return found.pop() if found else None
