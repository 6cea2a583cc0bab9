"""A look at one log file: what it holds, and counts from the raw bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import cached_property, partial
from pathlib import Path

from plumage.activity.facts import LogFacts
from plumage.activity.files import format_of
from plumage.activity.layout import (
    SEPARATOR,
    CsvLayout,
    Settings,
    SettingsError,
    describe_first_line,
    find_csv_layout,
)
from plumage.activity.parquet import inspect_parquet
from plumage.raw.content import RawContent
from plumage.raw.count import RecordCount, count_json_lines
from plumage.raw.csv_count import count_csv_records
from plumage.raw.encodings import describe_encoding
from plumage.raw.lines import BYTE_ORDER_MARK
from plumage.raw.split import Segment, split_csv_records, split_json_lines, write_segments


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
            facts = inspect_parquet(path, settings)
        else:
            facts = _TextFile(path, Path(spool_dir), settings).facts(form)
        facts = replace(facts, file_format=form)
    except SettingsError as error:
        facts = LogFacts(problem=f"cannot be read: {error}")
    except OSError as error:
        facts = LogFacts(problem=f"cannot be read or copied: {error.strerror or error}")
    return asdict(facts)


class _TextFile:
    """One look at one CSV or newline JSON file."""

    def __init__(self, path: str, spool_dir: Path, settings: Settings) -> None:
        self.content = RawContent(path)
        self.spool_dir = spool_dir
        self.settings = settings

    def facts(self, form: str | None) -> LogFacts:
        """Facts of the file, and a readable copy of it where one is needed."""
        if problem := describe_encoding(self.head):
            return self._problem(problem)
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
        layout = find_csv_layout(self.head, self.settings)
        delimiter = layout.delimiter if layout else ","
        count = count_csv_records(self.content, delimiter=delimiter)
        if layout is None and count.record_count:
            return self._problem(describe_first_line(self.head, self.settings))
        layout = layout or CsvLayout(delimiter, {})
        count = replace(count, record_count=count.record_count - layout.has_header)
        split = partial(
            split_csv_records,
            delimiter=delimiter,
            header_line_number=layout.header_line_number,
        )
        positions = {
            f"{field}_column": SEPARATOR.join(map(str, places))
            for field, places in layout.positions.items()
        }
        return self._readable(
            count,
            split,
            delimiter=delimiter,
            column_count=layout.column_count,
            header_line_number=layout.header_line_number,
            time_kind="text" if layout.positions else None,
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
        written = write_segments(
            self._with_fault(split),
            copy_path=self.spool_dir / facts.copy_name,
            rejects_path=self.spool_dir / facts.rejects_name,
        )
        longest = max(count.longest_record_bytes, written.longest_record_bytes)
        return replace(facts, longest_record_bytes=longest)

    def _with_fault(self, split) -> Iterator[Segment | bytes]:
        yield from split(self.content)
        if self.content.fault is not None:
            end = self.content.byte_count
            yield Segment(end, end, reason=self.content.fault)
