"""Facts about one log file, as the warehouse stores them."""

from __future__ import annotations

from dataclasses import dataclass


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
