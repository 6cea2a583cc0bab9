"""A look at one raw file: what it holds, and a readable copy where the file is irregular."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from threading import get_ident

from plumage.raw.blocks import count_element_blocks
from plumage.raw.content import MAX_GZIP_EXPANSION, RawContent
from plumage.raw.count import RecordCount, count_json_lines
from plumage.raw.csv_count import count_csv_records
from plumage.raw.depth import count_json_elements
from plumage.raw.elements import split_in_runs
from plumage.raw.encodings import describe_encoding
from plumage.raw.facts import FileFacts
from plumage.raw.layout import (
    INPUT_KINDS,
    CsvLayout,
    InputKind,
    describe_columns,
    find_csv_layout,
    input_name,
)
from plumage.raw.lines import BYTE_ORDER_MARK
from plumage.raw.split import (
    Run,
    Segment,
    Written,
    reject_lines,
    split_csv_records,
    split_json_lines,
    write_segments,
)


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
        return asdict(FileFacts(problem="is no file that can be read"))
    try:
        before = _state_of(path)
        inspection = _Inspection(path, Path(spool_dir), name, max_gzip_expansion, with_places)
        facts = inspection.json_facts() if inspection.kind.is_json else inspection.csv_facts()
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


class _Inspection:
    """One look at one file."""

    def __init__(
        self, path: str, spool_dir: Path, name: str, max_gzip_expansion: float, with_places: bool
    ) -> None:
        self.path = path
        self.with_places = with_places
        self.content = RawContent(path, max_expansion=max_gzip_expansion)
        self.name = name
        self.kind: InputKind = INPUT_KINDS[name]
        self._spool_dir = spool_dir

    def json_facts(self) -> FileFacts:
        """Facts about a file of JSON records."""
        content = self.content
        head = content.head()
        nested_key = self.kind.nested_key
        is_array = head.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"[")
        if is_array:
            count = count_element_blocks(content, nested_key=nested_key)
        else:
            count = count_json_lines(content, nested_key=nested_key)
        if count is None and (content.is_gzip or _is_utf_16(head)):
            # Before anything is written: how far it grows, and how long it is.
            content.read_through()
        if _is_utf_16(head):
            return self._spooled([_whole(content, "utf_16")], RecordCount(record_count=1))
        if count is not None and content.fault is None:
            if not count.record_count:
                return self._facts(count, form="empty")
            if count.is_regular:
                return self._facts(count, form="array" if is_array else "lines")
        if count is not None and not is_array and not _spans_lines(count):
            if _is_regular_between(count) and not self.with_places and not content.is_gzip:
                return self._without_lines(count)
            return self._spooled(split_json_lines(content), count)

        # Elements are counted with regard to what the splitter gave up.
        split = split_in_runs(content, record_keys=self.kind.record_keys, is_array=is_array)
        return self._spooled(split, None, is_array=is_array)

    def csv_facts(self) -> FileFacts:
        """Facts about a CSV."""
        content = self.content
        head = content.head()
        layout = find_csv_layout(head, self.kind)
        count = count_csv_records(content, delimiter=layout.delimiter if layout else ",")
        if problem := describe_encoding(head):
            return self._facts(count, form="csv", problem=problem)
        if b"\r" in head.strip() and b"\n" not in head:
            problem = (
                "ends its lines with carriage returns alone, as old Macs did:"
                " save it with line feeds"
            )
            return self._facts(count, form="csv", problem=problem)
        if layout is None and count.record_count:
            return self._facts(count, form="csv", problem=describe_columns(head, self.kind))
        layout = layout or CsvLayout(",", [])
        count = replace(count, record_count=count.record_count - layout.has_header)
        if not count.record_count and content.fault is None:
            facts = self._facts(count, form="empty")
        elif count.is_regular and content.fault is None:
            facts = self._facts(count, form="csv")
        else:
            split = split_csv_records(
                content,
                delimiter=layout.delimiter,
                header_line_number=layout.header_line_number,
            )
            facts = self._spooled(split, count)
        return replace(
            facts,
            delimiter=layout.delimiter,
            column_names=layout.column_names,
            has_header=layout.has_header,
            header_line_number=layout.header_line_number,
        )

    def _facts(self, count: RecordCount, *, form: str, problem: str | None = None) -> FileFacts:
        content = self.content
        if content.fault == "gzip_expands_too_far":
            problem = (
                f"grows to more than {content.max_expansion:g} times its size when unpacked, as a"
                " file built to fill a disk would: the variable max_gzip_expansion says how far a"
                " file may grow"
            )
        return FileFacts(
            content_sha256=content.sha256,
            byte_count=Path(self.path).stat().st_size,
            is_gzip=content.is_gzip,
            form=form,
            line_ending=count.line_ending,
            has_blank_lines=count.has_blank_lines,
            longest_record_bytes=count.longest_record_bytes,
            record_count=count.record_count,
            nested_record_count=count.nested_record_count if self.kind.nested_key else None,
            problem=problem,
        )

    def _without_lines(self, count: RecordCount) -> FileFacts:
        """Have the broken lines rejected; the readers know them and leave them out."""
        broken_lines = count.broken_lines or ()
        with Path(self.path).open("rb") as file:
            names = self._write(lambda path: reject_lines(file, broken_lines, path), "rejects")
        return replace(self._facts(count, form="lines"), **names)

    def _spooled(
        self,
        segments: Iterable[Segment | Run | bytes],
        count: RecordCount | None,
        *,
        is_array: bool = False,
    ) -> FileFacts:
        """Write the readable copy; elements are counted now, without what was given up."""
        content = self.content
        if content.fault == "gzip_expands_too_far":
            return self._facts(RecordCount(), form="spooled")
        written: list[Written] = []
        names = self._write(
            lambda *paths: written.append(write_segments(_with_fault(segments, content), *paths)),
            "copy",
            "rejects",
        )
        rejected_ranges, longest_record_bytes = written[0]
        if count is None:
            count = self._count_elements(rejected_ranges, is_array=is_array)
            if not count.record_count and content.fault is None:
                return self._facts(count, form="empty")
        elif content.fault is not None:
            count = replace(count, record_count=count.record_count + 1)
        return replace(
            self._facts(count, form="spooled"),
            line_ending="lf",
            has_blank_lines=False,
            has_places=True,
            # As JSON, a CSV's record is longer.
            longest_record_bytes=max(count.longest_record_bytes, longest_record_bytes),
            **names,
        )

    def _count_elements(
        self, skipped_ranges: list[tuple[int, int]], *, is_array: bool
    ) -> RecordCount:
        """Count elements and rejected ranges, by blocks where the file is regular between those."""
        ranges = {"nested_key": self.kind.nested_key, "skipped_ranges": skipped_ranges}
        count = count_element_blocks(self.content, **ranges) if is_array else None
        if count is None:
            count = count_json_elements(self.content, is_array=is_array, **ranges)
        count.record_count += len(skipped_ranges)
        return count

    def _write(self, write: Callable[..., object], *parts: str) -> dict[str, str]:
        """Have files written; named by the content, which may be known only then."""
        self._spool_dir.mkdir(parents=True, exist_ok=True)
        # Another thread may be writing the files of another file of this input.
        stem = f"{self.name}-{get_ident()}"
        unnamed = [self._spool_dir / f"{stem}.{part}.part" for part in parts]
        write(*unnamed)
        stem = f"{self.name}-{self.content.sha256}"
        endings = {"copy": "records", "rejects": "rejects.jsonl"}
        names = {f"{part}_name": f"{stem}.{endings[part]}" for part in parts}
        for path, name in zip(unnamed, names.values(), strict=True):
            path.replace(self._spool_dir / name)
        return names


def _is_utf_16(head: bytes) -> bool:
    """Whether zeros fill every other byte of the start, as they do for JSON's own marks."""
    sample = head[:64]
    zeros = max(sample[::2].count(0), sample[1::2].count(0))
    return len(sample) > 2 and zeros > len(sample) / 4


def _is_regular_between(count: RecordCount) -> bool:
    """Whether a file is regular but for broken lines whose places are known."""
    return (
        count.broken_lines is not None
        and count.line_ending in {"lf", "crlf", None}
        and not count.has_blank_lines
        and not count.has_stray_bytes
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


def _with_fault(
    segments: Iterable[Segment | Run | bytes], content: RawContent
) -> Iterator[Segment | Run | bytes]:
    """Segments, and one for what a damaged compression hides."""
    yield from segments
    if content.fault is not None:
        yield Segment(content.byte_count, content.byte_count, reason=content.fault)
