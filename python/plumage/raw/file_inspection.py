"""What becomes of a raw file for the readers: facts, and a copy or rejects if it is irregular."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import get_ident

from plumage.raw.blocks import count_element_blocks
from plumage.raw.content import RawContent
from plumage.raw.count import RecordCount
from plumage.raw.depth import count_json_elements
from plumage.raw.facts import FileFacts
from plumage.raw.layout import INPUT_KINDS, InputKind
from plumage.raw.segments import Run, Segment
from plumage.raw.split import Written, reject_lines, write_segments


class FileInspection:
    """One look at one file: its content, and what becomes of it for the readers.

    Parameters
    ----------
    path : str
        The file.
    spool_dir : pathlib.Path
        Folder for copies.
    name : str
        Input that the file belongs to.
    max_gzip_expansion : float
        Decompressed bytes over compressed ones from which on a file is refused.
    with_places : bool
        Whether a copy has to give the place of each record.
    """

    def __init__(
        self, path: str, spool_dir: Path, name: str, max_gzip_expansion: float, with_places: bool
    ) -> None:
        self.path = path
        self.with_places = with_places
        self.content = RawContent(path, max_expansion=max_gzip_expansion)
        self.name = name
        self.kind: InputKind = INPUT_KINDS[name]
        self._spool_dir = spool_dir

    def facts(self, count: RecordCount, *, form: str, problem: str | None = None) -> FileFacts:
        """Facts of a file that is read as it stands, or not at all."""
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

    def without_lines(self, count: RecordCount) -> FileFacts:
        """Have the broken lines rejected; the readers know them and leave them out."""
        broken_lines = count.broken_lines or ()
        with Path(self.path).open("rb") as file:
            names = self._write(
                lambda path: reject_lines(file, broken_lines, path, self.kind), "rejects"
            )
        return replace(self.facts(count, form="lines"), **names)

    def spooled(
        self,
        segments: Iterable[Segment | Run | bytes],
        count: RecordCount | None,
        *,
        is_array: bool = False,
        elements: Iterable[bytes] | None = None,
    ) -> FileFacts:
        """Write the readable copy; elements are counted now, without what was given up.

        `elements` gives the bytes to count, where they are not those of the file.
        """
        content = self.content
        if content.fault == "gzip_expands_too_far":
            return self.facts(RecordCount(), form="spooled")
        written: list[Written] = []
        names = self._write(
            lambda *paths: written.append(write_segments(_with_fault(segments, content), *paths)),
            "copy",
            "rejects",
        )
        rejected_ranges, longest_record_bytes, mended_count = written[0]
        if count is None:
            count = self._count_elements(elements or content, rejected_ranges, is_array=is_array)
            if not count.record_count and content.fault is None:
                return self.facts(count, form="empty")
        elif content.fault is not None:
            count = replace(count, record_count=count.record_count + 1)
        return replace(
            self.facts(count, form="spooled"),
            line_ending="lf",
            has_blank_lines=False,
            has_places=True,
            mended_record_count=mended_count,
            # As JSON, a CSV's record is longer.
            longest_record_bytes=max(count.longest_record_bytes, longest_record_bytes),
            **names,
        )

    def _count_elements(
        self, chunks: Iterable[bytes], skipped_ranges: list[tuple[int, int]], *, is_array: bool
    ) -> RecordCount:
        """Count elements and rejected ranges, by blocks where the file is regular between those."""
        options = {
            "nested_key": self.kind.nested_key,
            "kind": self.kind,
            "skipped_ranges": skipped_ranges,
        }
        count = count_element_blocks(chunks, **options) if is_array else None
        if count is None:
            count = count_json_elements(chunks, is_array=is_array, **options)
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


def _with_fault(
    segments: Iterable[Segment | Run | bytes], content: RawContent
) -> Iterator[Segment | Run | bytes]:
    """Segments, and one for what a damaged compression hides."""
    yield from segments
    if content.fault is not None:
        yield Segment(content.byte_count, content.byte_count, reason=content.fault)
