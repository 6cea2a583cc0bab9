"""Records of raw files with their bytes, also of files that no build reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from plumage.raw.content import RawContent
from plumage.raw.csv_records import CsvRecord, read_csv_records, split_first_record
from plumage.raw.elements import split_json_elements
from plumage.raw.judging import find_pieces, read_string
from plumage.raw.layout import (
    INPUT_KINDS,
    InputKind,
    canonical_name,
    find_csv_layout,
    input_name,
)
from plumage.raw.lines import BYTE_ORDER_MARK, iterate_lines
from plumage.raw.reasons import is_strict_object, with_whole_characters

ENDINGS = frozenset({"csv", "tsv", "txt", "log", "json", "jsonl", "ndjson"})
"""Of the names of files that hold records; `.gz` may follow."""

ANY_JSON = InputKind(
    source="", record_keys=frozenset().union(*(kind.record_keys for kind in INPUT_KINDS.values()))
)
"""JSON that no build reads, and logs of actions: their records may have any keys."""


def list_data_files(*folders: Path) -> list[Path]:
    """List the files of folders that hold records, whether a build reads them or not.

    Parameters
    ----------
    *folders : pathlib.Path
        Folders; those that are not there hold none.

    Returns
    -------
    list of pathlib.Path
        Links resolved, so that what is written goes to where the bytes are.
    """
    # `*/*` follows links to folders, as the build does; `rglob` does not.
    found = {
        path.resolve()
        for folder in folders
        for pattern in ("*/*", "**/*")
        for path in folder.glob(pattern)
        if path.is_file() and not path.name.startswith(".")
    }
    return sorted(path for path in found if _ending(path) in ENDINGS)


def kind_of(path: Path) -> InputKind | None:
    """Tell what a file holds, by its name.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    InputKind or None
        None for a CSV that is no input.
    """
    if name := input_name(str(path)):
        return INPUT_KINDS[name]
    return ANY_JSON if "json" in _ending(path) else None


def _ending(path: Path) -> str:
    return path.name.lower().removesuffix(".gz").rpartition(".")[2]


class _Tap:
    """Bytes on their way to a splitter, kept until they are asked for."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._kept = b""
        self._start = self._taken = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            # Once a chunk, not once a record: each cut copies the rest.
            self._kept = self._kept[self._taken - self._start :] + chunk
            self._start = self._taken
            yield chunk

    def take(self, start: int, end: int) -> bytes:
        self._taken = end
        return self._kept[start - self._start : end - self._start]


def parse_values(record: bytes) -> Iterator[object]:
    """Parse whatever objects some bytes hold, as the readers of raw files do."""
    whole = record if is_strict_object(record) else with_whole_characters(record)
    if is_strict_object(whole):
        yield json.loads(whole)
    elif inner := read_string(record):
        yield json.loads(inner)
    else:
        for start, end in find_pieces(record):
            yield from parse_values(record[start:end])


def read_json(path: Path, kind: InputKind) -> Iterator[tuple[bytes, bool]]:
    """Bytes of each record and of what is none, and whether they are lines with their endings."""
    content = RawContent(str(path), max_expansion=float("inf"))
    if not is_array_file(path) and _first_line_is_whole(content):
        yield from ((line, True) for line in iterate_lines(content))
        return
    tap, is_array = _Tap(content), is_array_file(path)
    for segment in split_json_elements(tap, record_keys=kind.record_keys, is_array=is_array):
        data = tap.take(segment.start, segment.end)
        yield (data if segment.record is None else segment.record), False


def _first_line_is_whole(content: RawContent) -> bool:
    head = content.head(1 << 24).removeprefix(BYTE_ORDER_MARK).lstrip()
    return is_strict_object(head.partition(b"\n")[0].strip())


def is_array_file(path: Path) -> bool:
    """Tell whether a file of JSON begins with a bracket."""
    head = RawContent(str(path)).head()
    return head.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"[")


def read_csv(path: Path, kind: InputKind | None) -> Iterator[tuple[CsvRecord, dict[str, str]]]:
    """Yield the records of a CSV, and their cells by column."""
    content = RawContent(str(path), max_expansion=float("inf"))
    head = content.head()
    layout = find_csv_layout(head, kind) if kind else None
    firsts = [] if layout else split_first_record(head)
    most = max(firsts, key=lambda first: len(first.cells), default=None)
    delimiter = layout.delimiter if layout else most.delimiter if most else ","
    columns = (
        layout.column_names if layout else list(map(canonical_name, most.cells if most else ()))
    )
    is_known = layout is not None or "user_id" in columns
    for record in read_csv_records(content, delimiter=delimiter):
        if is_known and not record.reason:
            cells, names = record.cells, columns
        else:
            # The id is the same between any marks.
            text = record.text.decode(errors="replace")
            cells = [*record.cells, *re.split(r"[,;\t|]", text)]
            names = [f"column_{at}" for at in range(len(cells))]
        yield record, {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
