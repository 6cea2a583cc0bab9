"""Facts about one raw file, as the warehouse stores them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FileFacts:
    """One file as the readers need to know it; columns of `base_raw__files`."""

    content_sha256: str | None = None
    byte_count: int = 0
    is_gzip: bool = False
    form: str | None = None
    copy_name: str | None = None
    rejects_name: str | None = None
    has_places: bool = False
    line_ending: str | None = None
    has_blank_lines: bool = False
    longest_record_bytes: int = 0
    record_count: int = 0
    nested_record_count: int | None = None
    mended_record_count: int = 0
    delimiter: str | None = None
    column_names: list[str] = field(default_factory=list)
    has_header: bool = False
    header_line_number: int | None = None
    problem: str | None = None

    @classmethod
    def sql_type(cls) -> str:
        """Type of the struct that the SQL function returns.

        Returns
        -------
        str
            In SQL.
        """
        types = {
            "byte_count": "BIGINT",
            "longest_record_bytes": "BIGINT",
            "record_count": "BIGINT",
            "nested_record_count": "BIGINT",
            "mended_record_count": "BIGINT",
            "header_line_number": "BIGINT",
            "is_gzip": "BOOLEAN",
            "has_places": "BOOLEAN",
            "has_header": "BOOLEAN",
            "has_blank_lines": "BOOLEAN",
            "column_names": "VARCHAR[]",
        }
        fields = [f"{name} {types.get(name, 'VARCHAR')}" for name in cls.__dataclass_fields__]
        return f"STRUCT({', '.join(fields)})"
