"""A look at one raw file: what it holds, and a readable copy where the file is irregular."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from plumage.raw.blocks import count_element_blocks
from plumage.raw.content import MAX_GZIP_EXPANSION, RawContent
from plumage.raw.count import RecordCount, count_json_lines
from plumage.raw.csv_inspection import csv_facts, find_table_header, table_facts
from plumage.raw.elements import split_in_runs
from plumage.raw.encodings import name_encoding
from plumage.raw.facts import FileFacts
from plumage.raw.file_inspection import FileInspection
from plumage.raw.layout import input_name
from plumage.raw.lines import BYTE_ORDER_MARK
from plumage.raw.segments import Segment
from plumage.raw.split import split_json_lines

# How the files of an X archive begin, which are JavaScript.
_ARCHIVE_PREFIX = re.compile(rb"\s*window\.YTD\.[\w.]+\s*=\s*(?=\[)")


def inspect_raw_file(
    path: str,
    spool_dir: str,
    max_gzip_expansion: float = MAX_GZIP_EXPANSION,
    *,
    with_places: bool = False,
) -> dict[str, object]:
    """Tell what a raw file holds and how the warehouse can read it.

    Where DuckDB's readers would refuse a file or lose part of it, readable records go to a copy
    in the spool folder and the rest to a file of rejects; single broken lines are only skipped.

    Parameters
    ----------
    path : str
        The file; its name tells the input.
    spool_dir : str
        Folder for readable copies of irregular files; made when the first is needed.
    max_gzip_expansion : float, default=300
        Decompressed bytes over compressed ones from which on a file is refused.
    with_places : bool, default=False
        Make a copy with the place of each record even where only some lines are broken: slower.

    Returns
    -------
    dict
        Fields of `FileFacts`. A file that cannot be used at all has a `problem`, in words.

    Raises
    ------
    ValueError
        If the file's name is none of an input.
    """
    name = input_name(path)
    if name is None:
        raise ValueError(f"file name must be one of an input, got: {path}")
    # A pipe would be waited for without end.
    if not Path(path).is_file():
        return asdict(FileFacts(problem="is not a readable file"))
    try:
        before = _state_of(path)
        file = FileInspection(path, Path(spool_dir), name, max_gzip_expansion, with_places)
        facts = _json_facts(file) if file.kind.is_json else csv_facts(file)
        if _state_of(path) != before:
            problem = "changed while it was read: build again when it is written to its end"
            facts = FileFacts(problem=problem)
    except OSError as error:
        facts = FileFacts(problem=f"cannot be read or copied: {error.strerror or error}")
    return asdict(facts)


def _state_of(path: str) -> tuple[int, int, int]:
    """Tell one state of a file from another: what was counted must be what will be read."""
    state = Path(path).stat()
    return state.st_ino, state.st_size, state.st_mtime_ns


def _json_facts(file: FileInspection) -> FileFacts:
    """Facts about a file of JSON records."""
    head = file.content.head()
    mark = len(head) - len(head.removeprefix(BYTE_ORDER_MARK))
    if prefix := _ARCHIVE_PREFIX.match(head, mark):
        return _archive_facts(file, prefix.end())
    if header := find_table_header(head):
        return table_facts(file, header)
    return _records_facts(file, head, is_array=head[mark:].lstrip().startswith(b"["))


def _records_facts(file: FileInspection, head: bytes, *, is_array: bool) -> FileFacts:
    """Facts about an array, or about objects that follow each other."""
    content = file.content
    options = {"nested_key": file.kind.nested_key, "kind": file.kind}
    if is_array:
        count = count_element_blocks(content, **options)
    else:
        count = count_json_lines(content, **options)
    encoding = name_encoding(head)
    if count is None and (content.is_gzip or encoding):
        # Before anything is written: how far it grows, and how long it is.
        content.read_through()
    if encoding:
        reason = encoding.lower().replace("-", "_")
        return file.spooled([_whole(content, reason)], RecordCount(record_count=1))
    if count is not None and content.fault is None:
        form = "array" if is_array else "lines"
        if not count.record_count or count.is_regular:
            return file.facts(count, form=form if count.record_count else "empty")
    if count is not None and not is_array and not _spans_lines(count):
        if _is_regular_between(count) and not file.with_places and not content.is_gzip:
            return file.without_lines(count)
        return file.spooled(split_json_lines(content, file.kind), count)

    # Elements are counted with regard to what the splitter gave up.
    split = split_in_runs(
        content, record_keys=file.kind.record_keys, is_array=is_array, kind=file.kind
    )
    return file.spooled(split, None, is_array=is_array)


def _archive_facts(file: FileInspection, prefix_end: int) -> FileFacts:
    """Facts about a file of an X archive: an array behind a bit of JavaScript."""
    file.kind = replace(file.kind, only_format="x_archive")
    elements = _Blanked(file.content, prefix_end)
    if file.content.is_gzip:
        file.content.read_through()
    split = split_in_runs(elements, record_keys=frozenset(), kind=file.kind)
    return file.spooled(split, None, is_array=True, elements=elements)


class _Blanked:
    """A file's bytes with blanks in place of the first ones."""

    def __init__(self, content: RawContent, byte_count: int) -> None:
        self._content = content
        self._byte_count = byte_count

    def __iter__(self) -> Iterator[bytes]:
        left = self._byte_count
        for chunk in self._content:
            blanks = min(left, len(chunk))
            left -= blanks
            yield b" " * blanks + chunk[blanks:] if blanks else chunk


def _is_regular_between(count: RecordCount) -> bool:
    """Whether a file is regular but for broken lines whose places are known."""
    return (
        count.broken_lines is not None
        and count.line_ending in {"lf", "crlf", None}
        and not count.has_blank_lines
        and not count.has_stray_bytes
        and not count.has_wrapped
    )


def _spans_lines(count: RecordCount) -> bool:
    """Whether a file without any whole line looks like objects written over several lines.

    Or all in one: without line ends, or with the carriage returns of old Macs.
    """
    none_whole = count.record_count > 0 and count.broken_record_count == count.record_count
    return none_whole and (
        count.object_line_count * 2 <= count.record_count or count.record_count == 1
    )


def _whole(content: RawContent, reason: str) -> Segment:
    return Segment(0, content.byte_count, reason=reason)
