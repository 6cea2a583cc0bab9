"""Independent count of the elements of JSON arrays, by the depth of their brackets.

Strings are told apart by the parity of quotes, so brackets inside them do not count. numpy does
this for a chunk at once; only element bounds are walked one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from plumage.raw.count import RecordCount
from plumage.raw.layout import InputKind
from plumage.raw.lines import BYTE_ORDER_MARK, MAX_RECORD_BYTES

QUOTE, BACKSLASH, BLANK = 0x22, 0x5C, 0x20
# +1 for an opening bracket, -1 for a closing one, 0 for any other byte.
DEPTH_STEPS = np.zeros(256, dtype=np.int8)
DEPTH_STEPS[[ord("["), ord("{")]] = 1
DEPTH_STEPS[[ord("]"), ord("}")]] = -1

_SEPARATOR = re.compile(rb"\s*,\s*")
_SCALAR = re.compile(rb'"(?:[^"\\]|\\.)*"?|[^\s,\[\]"]+')


def count_json_elements(
    chunks: Iterable[bytes],
    *,
    nested_key: str | None,
    kind: InputKind | None = None,
    is_array: bool = True,
    skipped_ranges: Sequence[tuple[int, int]] = (),
) -> RecordCount:
    """Count the elements of an array, or objects that follow each other without an array.

    Parameters
    ----------
    chunks : iterable of bytes
        The file's bytes.
    nested_key : str or None
        Key of a nested record to count.
    kind : InputKind, optional
        What the file should hold; without it an element is one record.
    is_array : bool, default=True
        Whether elements lie within brackets.
    skipped_ranges : sequence of (start, end), default=()
        Byte ranges in ascending order that count as blank: what a reader gave up on. The rest of
        the file is then balanced again, and a record lost on the way shows up as a difference.

    Returns
    -------
    RecordCount

    Examples
    --------
    >>> count = count_json_elements([b'[{"a": "}]"}, {"a"', b': {}}, 7]'], nested_key="a")
    >>> count.record_count, count.nested_record_count, count.broken_record_count
    (3, 1, 1)
    """
    scan = _DepthScan(nested_key, kind, element_depth=1 if is_array else 0)
    offset = 0
    ranges = iter(skipped_ranges)
    current = next(ranges, None)
    for number, chunk in enumerate(chunks):
        codes = np.frombuffer(chunk, dtype=np.uint8)
        if number == 0 and chunk.startswith(BYTE_ORDER_MARK):
            scan.count.has_stray_bytes = True
            codes = codes.copy()
            codes[: len(BYTE_ORDER_MARK)] = BLANK
        end = offset + len(chunk)
        while current is not None and current[0] < end:
            codes = codes if codes.flags.writeable else codes.copy()
            codes[max(current[0] - offset, 0) : current[1] - offset] = BLANK
            if current[1] > end:
                break
            current = next(ranges, None)
        scan.read(codes)
        offset = end
    return scan.finish()


class _DepthScan:
    """State of the scan between chunks."""

    def __init__(
        self, nested_key: str | None, kind: InputKind | None, *, element_depth: int
    ) -> None:
        self.count = RecordCount(kind=kind)
        self._nested_key = nested_key
        self._element_depth = element_depth
        self._depth = 0
        self._in_string = False
        self._escapes_next = False
        # Bytes since the last bound: of the open element, or of the gap between two.
        self._held: list[bytes] = []
        self._held_bytes = 0
        self._gap_number = 0

    def read(self, codes: np.ndarray) -> None:
        """Take in the next chunk, as byte codes."""
        content = codes.tobytes()
        brackets, steps = self._brackets(codes)
        depths = self._depth + np.cumsum(steps)
        is_start = (steps > 0) & (depths == self._element_depth + 1)
        is_end = (steps < 0) & (depths == self._element_depth)
        position = 0
        for bound, starts in zip(
            brackets[is_start | is_end].tolist(), is_start[is_start | is_end].tolist(), strict=True
        ):
            if starts:
                self._hold(content[position:bound])
                self._close_gap()
                position = bound
            else:
                self._hold(content[position : bound + 1])
                self._close_element()
                position = bound + 1
        self._hold(content[position:])
        if len(depths):
            self._depth = int(depths[-1])

    def finish(self) -> RecordCount:
        """Return the count, with whatever the end of the file left open."""
        if self._depth > self._element_depth:
            self._close_element()
            self.count.has_stray_bytes = True
        else:
            self._close_gap(is_last=True)
        self.count.has_stray_bytes |= self._in_string or self._depth != 0
        return self.count

    def _brackets(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Positions of brackets outside strings, and their steps of depth."""
        escaped = self._escaped_positions(codes)
        quotes = np.flatnonzero(codes == QUOTE)
        if escaped.size:
            quotes = quotes[~np.isin(quotes, escaped, assume_unique=True)]
        steps = DEPTH_STEPS[codes]
        brackets = np.flatnonzero(steps)
        quotes_before = np.searchsorted(quotes, brackets) + self._in_string
        brackets = brackets[quotes_before % 2 == 0]
        self._in_string = bool((len(quotes) + self._in_string) % 2)
        return brackets, steps[brackets].astype(np.int64)

    def _escaped_positions(self, codes: np.ndarray) -> np.ndarray:
        """Positions that a backslash escapes: those after a run of an odd number of them."""
        slashes = np.flatnonzero(codes == BACKSLASH)
        first = [0] if self._escapes_next else []
        if first and slashes.size and slashes[0] == 0:
            slashes = slashes[1:]
        self._escapes_next = self._escapes_next and len(codes) == 0
        if not slashes.size:
            return np.array(first, dtype=np.int64)
        breaks = np.flatnonzero(np.diff(slashes) != 1) + 1
        starts = np.concatenate([slashes[:1], slashes[breaks]])
        lengths = np.diff(np.concatenate([[0], breaks, [len(slashes)]]))
        escaped = (starts + lengths)[lengths % 2 == 1]
        self._escapes_next |= bool(escaped.size and escaped[-1] == len(codes))
        return np.concatenate([np.array(first, dtype=np.int64), escaped])

    def _hold(self, piece: bytes) -> None:
        if piece and self._held_bytes <= MAX_RECORD_BYTES:
            self._held.append(piece)
            self._held_bytes += len(piece)

    def _release(self) -> bytes:
        content = b"".join(self._held)
        self._held, self._held_bytes = [], 0
        return content

    def _close_element(self) -> None:
        self.count.add(self._release(), nested_key=self._nested_key)

    def _close_gap(self, *, is_last: bool = False) -> None:
        """Count elements that are no objects, and notice whatever is not a plain separator."""
        gap = self._release()
        is_first, self._gap_number = self._gap_number == 0, self._gap_number + 1
        if not is_first and not is_last and _SEPARATOR.fullmatch(gap):
            return
        if self._is_regular_end(gap.strip(), is_first=is_first, is_last=is_last):
            return
        self.count.has_stray_bytes = True
        for scalar in _SCALAR.findall(gap):
            self.count.add(scalar, nested_key=self._nested_key)

    def _is_regular_end(self, gap: bytes, *, is_first: bool, is_last: bool) -> bool:
        if self._element_depth == 0:
            return not gap
        if is_first and is_last:
            return gap in {b"", b"[]"} or re.fullmatch(rb"\[\s*\]", gap) is not None
        return (is_first and gap == b"[") or (is_last and gap == b"]")
