"""Files of an activity log: which there are, what each holds, and counts from the raw bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from plumage.activity.layout import (
    NEEDED,
    Settings,
    SettingsError,
    describe_first_line,
    find_csv_layout,
    say_columns,
)
from plumage.raw.content import RawContent
from plumage.raw.count import BYTE_ORDER_MARK, RecordCount, count_json_lines, count_text_lines
from plumage.raw.split import Segment, split_json_lines, split_text_lines, write_segments

FORMATS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".log": "csv",
    ".jsonl": "json",
    ".ndjson": "json",
    ".json": "json",
    ".parquet": "parquet",
}
"""Form of a file by the ending of its name; `.gz` may follow all but Parquet."""

NOT_LOGS = ("user_list", "readme", "demo-manifest")
"""Beginnings of names that are no logs, in lower case."""

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def format_of(name: str) -> str | None:
    """Form of a file by its name; None when it is no log.

    Examples
    --------
    >>> format_of("2024-05-01.csv.gz"), format_of("part-0.parquet"), format_of("notes.md")
    ('csv', 'parquet', None)
    >>> format_of("user_list.csv"), format_of("_SUCCESS"), format_of(".part-0.csv")
    (None, None, None)
    """
    lowered = name.lower()
    if lowered.startswith((".", "_", *NOT_LOGS)):
        return None
    stem, ending = os.path.splitext(lowered)
    is_gzip = ending == ".gz"
    form = FORMATS.get(os.path.splitext(stem)[1] if is_gzip else ending)
    return None if is_gzip and form == "parquet" else form


def list_files(folder: str) -> list[dict[str, object]]:
    """List the logs of a folder and of all folders below it.

    What begins with a dot or an underscore is left out: so do those who write into folders that
    others read (Spark, Kafka Connect, editors) name what is not finished.

    Parameters
    ----------
    folder : str
        The folder; it may be absent.

    Returns
    -------
    list of dict
        ``file_path`` relative to the folder, ``byte_count``, ``modified_ns`` (nanoseconds since
        1970), sorted by path.
    """
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        for name in names:
            path = os.path.join(parent, name)
            if format_of(name) and os.path.isfile(path):
                facts = os.stat(path)
                relative = os.path.relpath(path, folder).replace(os.sep, "/")
                found.append((relative, facts.st_size, facts.st_mtime_ns))
    return [
        {"file_path": path, "byte_count": size, "modified_ns": modified}
        for path, size, modified in sorted(found)
    ]


@dataclass(frozen=True)
class LogFacts:
    """One file as the readers need to know it; columns of `base_activity__files`."""

    content_sha256: str | None = None
    file_format: str | None = None
    is_gzip: bool = False
    copy_name: str | None = None
    rejects_name: str | None = None
    line_ending: str | None = None
    longest_record_bytes: int = 0
    record_count: int = 0
    delimiter: str | None = None
    user_column: str | None = None
    time_column: str | None = None
    action_column: str | None = None
    event_column: str | None = None
    column_count: int | None = None
    time_kind: str | None = None
    header_line_number: int | None = None
    problem: str | None = None

    @classmethod
    def sql_type(cls) -> str:
        """Type of the struct that the SQL function returns."""
        numbers = ("longest_record_bytes", "record_count", "column_count", "header_line_number")
        types = dict.fromkeys(numbers, "BIGINT") | {"is_gzip": "BOOLEAN"}
        fields = [f"{name} {types.get(name, 'VARCHAR')}" for name in cls.__dataclass_fields__]
        return f"STRUCT({', '.join(fields)})"


def inspect_file(path: str, spool_dir: str, settings_json: str) -> dict[str, object]:
    """Tell what a log file holds and how the warehouse can read it.

    Lines that DuckDB's readers would refuse, or lose something of, are split off here: readable
    ones go to a copy in the spool folder, the rest to a file of rejects beside it.

    Parameters
    ----------
    path : str
        The file; the ending of its name tells its form.
    spool_dir : str
        Folder for readable copies of irregular files; made when the first is needed.
    settings_json : str
        As `Settings.from_json` reads it.

    Returns
    -------
    dict
        Fields of `LogFacts`. A file that cannot be used at all has a `problem`, in words.
    """
    try:
        settings = Settings.from_json(settings_json)
        form = format_of(Path(path).name)
        if form == "parquet":
            facts = _parquet_facts(path, settings)
        else:
            facts = _TextFile(path, Path(spool_dir), settings).facts(form)
        facts = replace(facts, file_format=form)
    except SettingsError as error:
        facts = LogFacts(problem=f"cannot be read: {error}")
    except OSError as error:
        facts = LogFacts(problem=f"cannot be read or copied: {error.strerror or error}")
    return asdict(facts)


def _parquet_facts(path: str, settings: Settings) -> LogFacts:
    """Facts of a Parquet file; the number of records is what its footer says."""
    content = RawContent(path)
    for _ in content:
        pass
    try:
        file = pq.ParquetFile(path)
    except pa.ArrowException as error:
        first_line = str(error).splitlines()[0]
        return LogFacts(
            content_sha256=content.sha256, problem=f"is no readable Parquet: {first_line}"
        )
    with file:
        schema, record_count = file.schema_arrow, file.metadata.num_rows
    found = {name.lower(): name for name in reversed(schema.names)}
    columns = {
        field: next(
            (found[str(name).lower()] for name in names if str(name).lower() in found), None
        )
        for field, names in settings.columns.items()
    }
    facts = LogFacts(
        content_sha256=content.sha256,
        record_count=record_count,
        **{f"{field}_column": name for field, name in columns.items()},
    )
    if any(columns[field] is None for field in NEEDED):
        return replace(
            facts,
            problem=f"must have the columns {say_columns(settings)}; it has "
            f"{', '.join(schema.names)}. The variable activity_columns tells other names",
        )
    kind, problem = _time_kind(schema.field(columns["time"]).type, settings)
    if problem:
        problem = f"holds {problem} in the column {columns['time']}"
    return replace(facts, time_kind=kind, problem=problem)


def _time_kind(column: pa.DataType, settings: Settings) -> tuple[str | None, str | None]:
    """How a column of times is read, or why it cannot be."""
    types = pa.types
    if types.is_timestamp(column):
        if column.tz is None and not settings.zone:
            return None, (
                "times without a zone: if they are UTC, set the variable activity_zone to UTC, "
                "else to the zone they were noted in"
            )
        return "zoned_time" if column.tz else "local_time", None
    if types.is_integer(column):
        return "whole_number", None
    if types.is_floating(column) or types.is_decimal(column):
        return "number", None
    if types.is_string(column) or types.is_large_string(column):
        return "text", None
    return None, f"values of the type {column}, which is no time,"


class _TextFile:
    """One look at one CSV or newline JSON file."""

    def __init__(self, path: str, spool_dir: Path, settings: Settings) -> None:
        self.content = RawContent(path)
        self.spool_dir = spool_dir
        self.settings = settings

    def facts(self, form: str | None) -> LogFacts:
        """Facts of the file, and a readable copy of it where one is needed."""
        if self.head.startswith(UTF_16_MARKS):
            return self._problem("is UTF-16: save it as UTF-8")
        if form == "json":
            return self._json_facts()
        return self._csv_facts()

    @cached_property
    def head(self) -> bytes:
        """First bytes, decompressed."""
        return self.content.head()

    def _problem(self, text: str) -> LogFacts:
        for _ in self.content:
            pass
        return LogFacts(content_sha256=self.content.sha256, problem=text)

    def _json_facts(self) -> LogFacts:
        if self.head.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"["):
            return self._problem("is one JSON array: write one object a line (`jq -c '.[]'`)")
        if self.settings.has_positions:
            return self._problem(
                "has named values: the variable activity_columns must name them, not count them"
            )
        count = count_json_lines(self.content, nested_key=None)
        return self._readable(count, split_json_lines, time_kind="text")

    def _csv_facts(self) -> LogFacts:
        lines = self.head.removeprefix(BYTE_ORDER_MARK).decode(errors="replace").split("\n")
        first = next((number for number, line in enumerate(lines) if line.strip()), None)
        count = count_text_lines(self.content)
        if first is None:
            return self._readable(count, split_text_lines)
        layout = find_csv_layout(lines[first].rstrip("\r"), self.settings)
        if layout is None:
            return self._problem(describe_first_line(lines[first].rstrip("\r"), self.settings))
        header = first + 1 if layout.has_header else None
        count = replace(count, record_count=count.record_count - layout.has_header)

        def split(chunks: Iterable[bytes]) -> Iterator[Segment]:
            return split_text_lines(chunks, header_line_number=header)

        positions = {
            f"{field}_column": str(position) for field, position in layout.positions.items()
        }
        return self._readable(
            count,
            split,
            delimiter=layout.delimiter,
            column_count=layout.column_count,
            header_line_number=header,
            time_kind="text",
            **positions,
        )

    def _readable(self, count: RecordCount, split, **layout: object) -> LogFacts:
        """Facts of a file that can be read, itself or as a copy."""
        facts = LogFacts(
            content_sha256=self.content.sha256,
            is_gzip=self.content.is_gzip,
            line_ending=count.line_ending,
            longest_record_bytes=count.longest_record_bytes,
            record_count=count.record_count,
            **layout,
        )
        fault = self.content.fault
        if fault == "gzip_expands_too_far":
            return replace(facts, problem="is compressed beyond belief, as if to fill a disk")
        if fault is None and (count.is_regular or not count.record_count):
            return facts
        self.spool_dir.mkdir(parents=True, exist_ok=True)
        facts = replace(
            facts,
            # What a damaged compression hides counts as one record more.
            record_count=count.record_count + (fault is not None),
            line_ending="lf",
            copy_name=f"activity-{facts.content_sha256}.records",
            rejects_name=f"activity-{facts.content_sha256}.rejects.jsonl",
        )
        write_segments(
            self._with_fault(split),
            copy_path=self.spool_dir / facts.copy_name,
            rejects_path=self.spool_dir / facts.rejects_name,
        )
        return facts

    def _with_fault(self, split) -> Iterator[Segment]:
        yield from split(self.content)
        if self.content.fault is not None:
            end = self.content.byte_count
            yield Segment(end, end, reason=self.content.fault)
