"""What a Parquet file of a log holds."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq

from plumage.activity.facts import LogFacts
from plumage.activity.layout import NEEDED, SEPARATOR, Settings, say_columns
from plumage.raw.content import RawContent


def inspect_parquet(path: str, settings: Settings) -> LogFacts:
    """Facts of a Parquet file; the number of records is what its footer says."""
    content = RawContent(path)
    for _ in content:
        pass
    try:
        file = pq.ParquetFile(path)
    except pa.ArrowException as error:
        first_line = str(error).splitlines()[0]
        return LogFacts(
            content_sha256=content.sha256, problem=f"is not readable as Parquet: {first_line}"
        )
    with file:
        schema, record_count = file.schema_arrow, file.metadata.num_rows
    found = {name.lower(): name for name in reversed(schema.names)}
    columns = {
        field: [found[str(name).lower()] for name in names if str(name).lower() in found]
        for field, names in settings.columns.items()
    }
    # Columns of times may differ in type: the first one counts.
    del columns["time"][1:]
    facts = LogFacts(
        content_sha256=content.sha256,
        record_count=record_count,
        **{f"{field}_column": SEPARATOR.join(names) or None for field, names in columns.items()},
    )
    if not all(columns[field] for field in NEEDED):
        return replace(
            facts,
            problem=f"must have the columns {say_columns(settings)}; it has "
            f"{', '.join(schema.names)}. Set the variable activity_columns for other names",
        )
    kind, problem = _time_kind(schema.field(facts.time_column).type, settings)
    if problem:
        problem = f"holds {problem} in the column {facts.time_column}"
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
    return None, f"values of the type {column}, which is not a time,"
