"""What splitters yield: a record with its place, or bytes that are none with a reason."""

from __future__ import annotations

from dataclasses import dataclass

EXCERPT_BYTES = 400
# Readable records that follow each other, each with its place in the decompressed file.
Run = list[tuple[int, bytes]]


@dataclass(frozen=True)
class Segment:
    """A readable record, or bytes that are none.

    Attributes
    ----------
    start, end : int
        Byte range in the decompressed file.
    record : bytes or None
        The record; None when the bytes cannot be read.
    reason : str or None
        Why they cannot be read.
    excerpt : bytes
        First bytes of what cannot be read.
    line_number : int or None
        Line from 1, in files of lines; the first of a CSV's record.
    last_line_number : int or None
        The last one, where a record spans lines.
    is_mended : bool
        Whether half a character in the record was replaced.
    is_recognised : bool
        Whether whole JSON cannot be read for what it says, not for damage.
    """

    start: int
    end: int
    record: bytes | None = None
    reason: str | None = None
    excerpt: bytes = b""
    line_number: int | None = None
    last_line_number: int | None = None
    is_mended: bool = False
    is_recognised: bool = False

    @property
    def place(self) -> str:
        """Where the record lies, for people."""
        if self.last_line_number is not None:
            return f"lines {self.line_number}-{self.last_line_number}"
        if self.line_number is not None:
            return f"line {self.line_number}"
        return f"bytes {self.start}-{self.end}"
