"""Independent count of the records of a CSV, from the raw bytes."""

from __future__ import annotations

from collections.abc import Iterable

from plumage.raw.count import RecordCount
from plumage.raw.lines import (
    BLANKS,
    BYTE_ORDER_MARK,
    MAX_RECORD_BYTES,
    agree_on_ending,
    has_stray_bytes,
    iterate_lines,
    line_ending,
)


def count_text_lines(chunks: Iterable[bytes]) -> RecordCount:
    """Count the lines of a CSV that are not blank, its header included.

    A line is broken when it is no UTF-8 or holds a control character other than a tab.
    """
    count = RecordCount()
    endings: set[str] = set()
    for number, line in enumerate(iterate_lines(chunks), start=1):
        endings.add(line_ending(line))
        count.has_stray_bytes |= has_stray_bytes(line, is_first=number == 1)
        text = (line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line).strip(BLANKS)
        count.longest_record_bytes = max(count.longest_record_bytes, len(line))
        if text:
            count.record_count += 1
            count.broken_record_count += not _is_plain_text(text)
    count.line_ending = agree_on_ending(endings)
    return count


def _is_plain_text(text: bytes) -> bool:
    if len(text) > MAX_RECORD_BYTES:
        return False
    if min(text) < 32 and min(text.replace(b"\t", b" ")) < 32:
        return False
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
