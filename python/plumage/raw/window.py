"""A window on the text of a large JSON file, and the values in it."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from plumage.raw.lines import BYTE_ORDER_MARK, MAX_RECORD_BYTES

# Control characters within strings must not keep us from finding where the value ends.
_DECODER = json.JSONDecoder(strict=False)
_NOT_BLANK = re.compile(r"\S", re.ASCII)
_OPENING = re.compile(r"[{\[]")
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[{}\[\]]', re.DOTALL)
_SEPARATORS = " \t\r\n\f\v,"
_DROP_BYTES = 4 << 20
_USUAL_RECORD_BYTES = 16 << 10
# How far back the byte before an object is looked for, blanks skipped.
_LOOKBACK_BYTES = 4096
# Python's decoder gives up at its recursion limit, which is lower.
_MAX_DEPTH = 1000
# A failure sooner than this is cheaper to repeat than to learn from.
_CHEAP_FAILURE_BYTES = 256


@dataclass(frozen=True)
class Decoded:
    """A JSON value and the position after it."""

    value: object
    end: int


class Window:
    """Part of a file's text with a reading position, moved along the file.

    Bytes are decoded as Latin-1, so that a position in the text is a byte offset; JSON's own marks
    are ASCII, and only they matter here.

    Parameters
    ----------
    chunks : iterable of bytes
        The file's bytes.
    """

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._text = ""
        self._start = 0
        self._is_complete = False
        # Places in the window from which no value can be read, as found out on the way.
        self._hopeless = bytearray()
        self.position = 0
        self._read_more()
        mark = BYTE_ORDER_MARK.decode("latin-1")
        if self._text.startswith(mark):
            self._text = " " * len(mark) + self._text[len(mark) :]

    @property
    def offset(self) -> int:
        """Byte offset of the reading position in the file."""
        return self._start + self.position

    @property
    def byte_before(self) -> str:
        """The last byte before the reading position that is not blank."""
        return self._text[max(self.position - _LOOKBACK_BYTES, 0) : self.position].rstrip()[-1:]

    def peek(self) -> str:
        """Move to the next byte that is not blank and return it; empty at the end of the file."""
        self.position = self._next_match(_NOT_BLANK, self.position)
        return self._text[self.position : self.position + 1]

    def content(self, byte_count: int) -> bytes:
        """Bytes from the reading position on, at most so many."""
        return self._text[self.position : self.position + byte_count].encode("latin-1")

    def fill(self, byte_count: int) -> None:
        """Read on until so many bytes lie before the reading position, or the file ends."""
        while len(self._text) - self.position < byte_count and not self._is_complete:
            self._read_more()

    def decode(self, position: int | None = None) -> Decoded | None:
        """Value at a position (default: the reading position); None when it is damaged."""
        at = self.position if position is None else position
        if at < len(self._hopeless) and self._hopeless[at]:
            return None
        byte_count = _USUAL_RECORD_BYTES
        while True:
            # Pieces, since an error counts the lines before it: all of a large file, each time.
            piece = self._text[at : at + byte_count]
            is_last = self._is_complete and at + byte_count >= len(self._text)
            try:
                value, end = _DECODER.raw_decode(piece)
            except json.JSONDecodeError as error:
                failed_at = error.pos
                could_go_on = failed_at > len(piece) - 16 or "Unterminated" in error.msg
            except RecursionError:
                self._note_too_deep(at)
                return None
            else:
                # A number at the end of the piece may have further digits.
                if end < len(piece) or is_last:
                    return Decoded(value, at + end)
                failed_at, could_go_on = len(piece), True
            if is_last or len(piece) > MAX_RECORD_BYTES or not could_go_on:
                if failed_at > _CHEAP_FAILURE_BYTES:
                    self._note_hopeless(self._open_brackets(at, at + failed_at))
                return None
            byte_count *= 4
            while len(self._text) - at < byte_count and not self._is_complete:
                self._read_more()

    def _open_brackets(self, start: int, end: int) -> array[int]:
        """Brackets between two places that are still open at the second: where one fails, all do.

        Without this, each of them would be tried up to the same place: hours for a hostile file.
        """
        opened: array[int] = array("q")
        for match in _STRING_OR_BRACKET.finditer(self._text, start, end):
            mark = self._text[match.start()]
            if mark in "{[":
                opened.append(match.start())
            elif mark != '"' and opened:
                opened.pop()
        return opened

    def _note_too_deep(self, start: int) -> None:
        """Note the brackets with so many others open in them that no decoder goes down there."""
        while not self._is_complete and len(self._text) - start <= MAX_RECORD_BYTES:
            self._read_more()
        opened: array[int] = array("q")
        deepest = 0
        too_deep: array[int] = array("q")
        for match in _STRING_OR_BRACKET.finditer(self._text, start):
            mark = self._text[match.start()]
            if mark in "{[":
                opened.append(match.start())
                deepest = max(deepest, len(opened))
            elif mark != '"' and opened:
                opening = opened.pop()
                if deepest - len(opened) > _MAX_DEPTH:
                    too_deep.append(opening)
                if not opened:
                    break
        self._note_hopeless(too_deep)
        self._note_hopeless(opened)

    def _note_hopeless(self, positions: array[int]) -> None:
        self._hopeless.extend(bytes(max(len(self._text) - len(self._hopeless), 0)))
        for position in positions:
            self._hopeless[position] = 1

    def skip_to_record(self, record_keys: frozenset[str], page_key: str | None = None) -> int:
        """Move to the next complete object that has a record's keys and is no part of another.

        Parameters
        ----------
        record_keys : frozenset of str
            Keys at the top level of a record.
        page_key : str, optional
            Key of the list in a page of records, which is gone to as well.

        Returns
        -------
        int
            Byte offset after the last byte skipped that separates nothing.
        """
        at = self.position + 1
        while True:
            at = self._next_match(_OPENING, at)
            if at >= len(self._text):
                self.position = len(self._text)
                break
            before = self._text[max(at - _LOOKBACK_BYTES, 0) : at].rstrip(_SEPARATORS[:-1])[-1:]
            decoded = self._decode_candidate(at, before)
            if decoded is None:
                at += 1
            elif before not in {":", '"'} and _is_record(decoded.value, record_keys, page_key):
                self.position = at
                break
            else:
                at = decoded.end
        skipped = self._text[max(self.position - _LOOKBACK_BYTES, 0) : self.position]
        return self.offset - (len(skipped) - len(skipped.rstrip(_SEPARATORS)))

    def _decode_candidate(self, at: int, before: str) -> Decoded | None:
        """Decode what may be a record, or a member that hides objects which are none."""
        if self._text[at] == "[" and before != ":":
            return None
        return self.decode(at)

    def _next_match(self, pattern: re.Pattern[str], position: int) -> int:
        """Position of the next match; the end of the text when the file has none."""
        while (match := pattern.search(self._text, position)) is None:
            position = len(self._text)
            if self._is_complete:
                return position
            self._read_more()
        return match.start()

    def forget_before(self) -> None:
        """Let go of text that was read, but for what a look back needs."""
        cut = self.position - _LOOKBACK_BYTES
        if cut > _DROP_BYTES:
            self._text = self._text[cut:]
            del self._hopeless[:cut]
            self._start += cut
            self.position -= cut

    def _read_more(self) -> None:
        """Double the window, or learn that the file ends here."""
        pieces, wanted = [], max(len(self._text), 1)
        while wanted > 0 and not self._is_complete:
            chunk = next(self._chunks, None)
            if chunk is None:
                self._is_complete = True
            else:
                pieces.append(chunk.decode("latin-1"))
                wanted -= len(chunk)
        self._text += "".join(pieces)


def _is_record(value: object, record_keys: frozenset[str], page_key: str | None) -> bool:
    if not isinstance(value, dict):
        return False
    # The accounts a tweet mentions look like profiles, but carry their place in the text.
    is_record = record_keys <= value.keys() and "indices" not in value
    return is_record or (page_key is not None and isinstance(value.get(page_key), list))
