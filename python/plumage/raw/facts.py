"""Facts about one raw file, as the warehouse stores them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from plumage.raw.content import RawContent
from plumage.raw.count import count_json_array, count_json_lines, count_text_lines
from plumage.raw.layout import INPUT_KINDS, find_csv_layout, input_name

BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class FileFacts:
    """One file as the readers need to know it; columns of `base_twitter__files`."""

    content_md5: str | None = None
    byte_count: int = 0
    is_gzip: bool = False
    form: str | None = None
    readable_path: str | None = None
    line_ending: str | None = None
    longest_record_bytes: int = 0
    record_count: int = 0
    nested_record_count: int | None = None
    delimiter: str | None = None
    column_names: list[str] = field(default_factory=list)
    has_header: bool = False
    header_line_number: int | None = None
    rejected_path: str | None = None
    problem: str | None = None

    @classmethod
    def sql_type(cls) -> str:
        """Type of the struct that the SQL function returns."""
        types = {
            "byte_count": "BIGINT",
            "longest_record_bytes": "BIGINT",
            "record_count": "BIGINT",
            "header_line_number": "BIGINT",
            "nested_record_count": "BIGINT",
            "is_gzip": "BOOLEAN",
            "has_header": "BOOLEAN",
            "column_names": "VARCHAR[]",
        }
        fields = [f"{name} {types.get(name, 'VARCHAR')}" for name in cls.__dataclass_fields__]
        return f"STRUCT({', '.join(fields)})"


def inspect_raw_file(path: str, spool_dir: str) -> dict[str, object]:
    """Tell what a raw file holds and how the warehouse can read it.

    Parameters
    ----------
    path : str
        The file; its name tells the input.
    spool_dir : str
        Folder for readable copies of irregular files.

    Returns
    -------
    dict
        Fields of `FileFacts`. A file that cannot be used at all has a `problem`, in words.
    """
    try:
        facts = _inspect_json(path) if INPUT_KINDS[input_name(path)].is_json else _inspect_csv(path)
    except OSError as error:
        facts = FileFacts(problem=f"cannot be opened: {error.strerror or error}")
    return asdict(facts)


def _inspect_json(path: str) -> FileFacts:
    nested_key = INPUT_KINDS[input_name(path)].nested_key
    content = RawContent(path)
    head = content.head().lstrip()
    count_records = count_json_array if head.startswith(b"[") else count_json_lines
    count = count_records(content, nested_key=nested_key)
    form = "array" if head.startswith(b"[") else "lines"
    return FileFacts(
        content_md5=content.md5,
        byte_count=Path(path).stat().st_size,
        is_gzip=content.is_gzip,
        form=form if count.record_count else "empty",
        readable_path=path,
        line_ending=count.line_ending,
        longest_record_bytes=count.longest_record_bytes,
        record_count=count.record_count,
        nested_record_count=count.nested_record_count if nested_key else None,
    )


def _inspect_csv(path: str) -> FileFacts:
    kind = INPUT_KINDS[input_name(path)]
    content = RawContent(path)
    count = count_text_lines(content)
    facts = FileFacts(
        content_md5=content.md5,
        byte_count=Path(path).stat().st_size,
        is_gzip=content.is_gzip,
        form="csv" if count.record_count else "empty",
        readable_path=path,
        line_ending=count.line_ending,
        longest_record_bytes=count.longest_record_bytes,
    )
    if not count.record_count:
        return facts
    head_lines = content.head().decode().splitlines()
    first = next(number for number, line in enumerate(head_lines) if line.strip())
    layout = find_csv_layout(head_lines[first], kind)
    if layout is None:
        return replace(facts, problem="unknown columns")
    return replace(
        facts,
        delimiter=layout.delimiter,
        column_names=layout.column_names,
        has_header=layout.has_header,
        header_line_number=first + 1 if layout.has_header else None,
        record_count=count.record_count - layout.has_header,
    )
