"""Splitting of JSON arrays and object streams that no strict reader takes whole.

After damage, reading goes on at the next complete object that looks like a record of the file; all
between is one rejected range. A damaged element costs at most itself and one neighbour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plumage.raw.reasons import is_strict_object, rejection_reason
from plumage.raw.split import EXCERPT_BYTES, Segment
from plumage.raw.window import Window


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
    window = Window(chunks)
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
        elif is_open and mark != "[" and (decoded := window.decode()) is not None:
            record = window.content(decoded.end - window.position)
            yield _segment(record, window.offset, is_object=isinstance(decoded.value, dict))
            window.position = decoded.end
        else:
            start, head = closing or (window.offset, window.content(EXCERPT_BYTES))
            end = window.skip_to_record(record_keys)
            yield _damage(start, end, head, ends_file=not window.peek())
            is_open, closing = True, None


def _segment(record: bytes, start: int, *, is_object: bool) -> Segment:
    end = start + len(record)
    if is_object and is_strict_object(record):
        return Segment(start, end, record=record)
    return Segment(start, end, reason=rejection_reason(record), excerpt=record[:EXCERPT_BYTES])


def _damage(start: int, end: int, head: bytes, *, ends_file: bool) -> Segment:
    """Give a rejected range its reason; only a short one can be judged by its own bytes."""
    head = head[: end - start]
    reason = rejection_reason(head) if end - start <= EXCERPT_BYTES else "not_json"
    if reason == "not_json" and ends_file and head.startswith(b"{"):
        reason = "cut_off"
    if reason == "cut_off" and not ends_file:
        reason = "not_json"
    return Segment(start, end, reason=reason, excerpt=head)
