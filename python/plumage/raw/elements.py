"""Splitting of JSON arrays and object streams that no strict reader takes whole.

After damage, reading goes on at the next complete object that looks like a record of the file; all
between is one rejected range. A damaged element costs at most itself and one neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import simdjson

from plumage.raw.judging import judge_bytes
from plumage.raw.layout import InputKind
from plumage.raw.reasons import is_python_text, is_strict_object, rejection_reason
from plumage.raw.recognition import look_at
from plumage.raw.segments import EXCERPT_BYTES, Run, Segment
from plumage.raw.window import Window

# How many bytes are tried at once for records that follow each other as the first two do.
_SMALLEST_RUN_BYTES = 16 << 10
_LARGEST_RUN_BYTES = 2 << 20
# Lists within a record may hold objects that begin as records do: a few are put together again.
_PIECES = 8
_SEPARATOR = re.compile(rb'(\s*,\s*)(\{\s*"[^"\\]*")')


def split_json_elements(
    chunks: Iterable[bytes], *, record_keys: frozenset[str], is_array: bool = True
) -> Iterator[Segment]:
    """Split an array, or objects that follow each other, whatever is damaged in it.

    Parameters
    ----------
    chunks : iterable of bytes
        The file's bytes.
    record_keys : frozenset of str
        Keys at the top level of a record, by which one is known after damage.
    is_array : bool, default=True
        Whether elements lie within brackets.

    Yields
    ------
    Segment
        Readable records and rejected byte ranges, in order.

    Examples
    --------
    >>> damaged = b'[{"id": 1, "text": "a"}, {"id": 2, "te, {"id": 3, "text": "c"}]'
    >>> keys = frozenset({"id", "text"})
    >>> for segment in split_json_elements([damaged], record_keys=keys):
    ...     print(segment.place, segment.reason or "kept")
    bytes 1-23 kept
    bytes 25-38 not_json
    bytes 40-62 kept
    """
    for part in split_in_runs(chunks, record_keys=record_keys, is_array=is_array):
        if isinstance(part, Segment):
            yield part
        else:
            for start, record in part:
                yield Segment(start, start + len(record), record=record)


def split_in_runs(
    chunks: Iterable[bytes],
    *,
    record_keys: frozenset[str],
    is_array: bool = True,
    kind: InputKind | None = None,
) -> Iterator[Segment | Run]:
    """Split as `split_json_elements` does, with readable records that follow each other as a list.

    Parameters
    ----------
    chunks, record_keys, is_array
        As for `split_json_elements`.
    kind : InputKind, optional
        What the file should hold: elements are then read as the records they hold.

    Yields
    ------
    Segment or list of (start, record)
        Records and rejected ranges, in order.
    """
    window = Window(chunks)
    runs = _Runs(kind)
    page_key = kind.page_key if kind else None
    is_open = not is_array
    # Where a bracket closed the array: if elements follow, that bracket was part of the damage.
    closing: tuple[int, bytes] | None = None
    while mark := window.peek():
        window.forget_before()
        if mark == "[" and not is_open:
            is_open, closing = True, None
            window.position += 1
        elif mark == "," and is_open:
            window.position += 1
        elif mark == "]" and is_open and is_array:
            is_open, closing = False, (window.offset, window.content(EXCERPT_BYTES))
            window.position += 1
        elif is_open and mark == "{" and (run := runs.take(window)):
            yield run
        elif is_open and mark != "[" and (decoded := window.decode()) is not None:
            record = window.content(decoded.end - window.position)
            if kind is not None:
                yield from judge_bytes(record, window.offset, kind)
            else:
                yield _segment(record, window.offset, is_object=isinstance(decoded.value, dict))
            window.position = decoded.end
            runs.learn(window)
        else:
            start, head = closing or (window.offset, window.content(EXCERPT_BYTES))
            end = window.skip_to_record(record_keys, page_key)
            # Of an array that was cut off, the closing bracket is not there.
            is_cut = not window.peek() and window.byte_before != "]"
            yield _damage(start, end, head, is_cut=is_cut)
            is_open, closing = True, None


def _segment(record: bytes, start: int, *, is_object: bool) -> Segment:
    end = start + len(record)
    if is_object and is_strict_object(record):
        return Segment(start, end, record=record)
    return Segment(start, end, reason=rejection_reason(record), excerpt=record[:EXCERPT_BYTES])


def _damage(start: int, end: int, head: bytes, *, is_cut: bool) -> Segment:
    """Give a rejected range its reason; only a short one can be judged by its own bytes."""
    head = head[: end - start]
    reason = "python_repr" if is_python_text(head) else "not_json"
    if end - start <= EXCERPT_BYTES:
        reason = rejection_reason(head)
    if reason == "not_json" and is_cut and head.startswith(b"{"):
        reason = "cut_off"
    if reason == "cut_off" and not is_cut:
        reason = "not_json"
    return Segment(start, end, reason=reason, excerpt=head)


class _Runs:
    """Records that are told apart by what lies between the last two: the usual case, at once.

    Each piece between two separators is parsed by itself. So a separator within a record cuts off
    nothing that would pass for one: the record is then read by the window.
    """

    def __init__(self, kind: InputKind | None) -> None:
        self._kind = kind
        self._parser = simdjson.Parser()
        self._between, self._opening = b"", b""
        self._byte_count = _SMALLEST_RUN_BYTES

    def learn(self, window: Window) -> None:
        """Note what follows a record: blanks, a comma, and the next one's first key."""
        if not self._opening:
            window.fill(_SMALLEST_RUN_BYTES)
            if match := _SEPARATOR.match(window.content(_SMALLEST_RUN_BYTES)):
                self._between, self._opening = match.groups()

    def take(self, window: Window) -> Run:
        """Take records from the reading position on, which moves behind them; maybe none."""
        if not self._opening:
            return []
        window.fill(self._byte_count)
        separator = self._between + self._opening
        # What follows the last separator may go on behind these bytes.
        pieces = window.content(self._byte_count).split(separator)[:-1]
        run: Run = []
        start, opening, taken = window.offset, b"", 0
        while taken < len(pieces):
            record, count = self._first_object(opening, separator, pieces[taken : taken + _PIECES])
            if not count:
                break
            run.append((start, record))
            start += len(record) + len(self._between)
            opening = self._opening
            taken += count
        is_whole = taken == len(pieces)
        largest = min(self._byte_count * 2, _LARGEST_RUN_BYTES)
        self._byte_count = largest if is_whole else _SMALLEST_RUN_BYTES
        if run:
            last_start, last = run[-1]
            window.position += last_start + len(last) - window.offset
        return run

    def _first_object(
        self, opening: bytes, separator: bytes, pieces: list[bytes]
    ) -> tuple[bytes, int]:
        """Give the first record in some pieces, and how many of them it takes: 0 for none."""
        record = opening + pieces[0]
        for count, following in enumerate([*pieces[1:], b""], start=1):
            if self._is_object(record):
                return record, count
            record += separator + following
        return b"", 0

    def _is_object(self, record: bytes) -> bool:
        try:
            return self._is_usual(self._parser.parse(record))
        except (ValueError, RuntimeError):
            return False

    def _is_usual(self, value: object) -> bool:
        """Whether a value is an object that holds nothing but itself, as most do."""
        if type(value) is not simdjson.Object or self._kind is None:
            return type(value) is simdjson.Object
        return look_at(value, self._kind)[1]
