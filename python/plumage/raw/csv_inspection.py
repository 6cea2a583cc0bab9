"""A look at a CSV, or at a table that should be JSON."""

from __future__ import annotations

from dataclasses import replace

from plumage.raw.csv_count import count_csv_records
from plumage.raw.csv_records import FirstRecord, split_first_record
from plumage.raw.encodings import describe_encoding
from plumage.raw.facts import FileFacts
from plumage.raw.file_inspection import FileInspection
from plumage.raw.layout import CsvLayout, describe_columns, find_csv_layout
from plumage.raw.lines import BYTE_ORDER_MARK
from plumage.raw.split import reject_csv_records, split_csv_records

# Of these, a table of tweets or of users names an id and something else.
_ID_TITLES = {"id", "id_str", "tweet_id", "user_id", "author_id", "status_id"}
_OTHER_TITLES = {
    "text", "full_text", "created_at", "screen_name", "username", "user_screen_name", "tweet",
    "content", "rawcontent", "date", "description", "name", "lang", "user",
}  # fmt: skip


def csv_facts(file: FileInspection) -> FileFacts:
    """Facts about a CSV.

    Parameters
    ----------
    file : FileInspection
        The file.

    Returns
    -------
    FileFacts
    """
    content = file.content
    head = content.head()
    layout = find_csv_layout(head, file.kind)
    count = count_csv_records(content, delimiter=layout.delimiter if layout else ",")
    if problem := describe_encoding(head):
        return file.facts(count, form="csv", problem=problem)
    if b"\r" in head.strip() and b"\n" not in head:
        problem = (
            "ends its lines with carriage returns alone, as old Macs did: save it with line feeds"
        )
        return file.facts(count, form="csv", problem=problem)
    if layout is None and count.record_count:
        problem = describe_columns(head, file.kind)
        return file.facts(count, form="csv", problem=problem)
    layout = layout or CsvLayout(",", [])
    count = replace(count, record_count=count.record_count - layout.has_header)
    if not count.record_count and content.fault is None:
        facts = file.facts(count, form="empty")
    elif count.is_regular and content.fault is None:
        facts = file.facts(count, form="csv")
    else:
        split = split_csv_records(
            content,
            delimiter=layout.delimiter,
            header_line_number=layout.header_line_number,
        )
        facts = file.spooled(split, count)
    return replace(
        facts,
        delimiter=layout.delimiter,
        column_names=layout.column_names,
        has_header=layout.has_header,
        header_line_number=layout.header_line_number,
    )


def find_table_header(head: bytes) -> FirstRecord | None:
    r"""Header of a table of tweets or users, if a file that should be JSON begins with one.

    Parameters
    ----------
    head : bytes
        Beginning of the file.

    Returns
    -------
    FirstRecord or None

    Examples
    --------
    >>> find_table_header(b",id,text\n0,1,words\n").delimiter
    ','
    >>> find_table_header(b'{"id": 1, "text": "a"}') is None
    True
    """
    if head.removeprefix(BYTE_ORDER_MARK).lstrip()[:1] in {b"{", b"["}:
        return None
    for first in split_first_record(head):
        titles = {cell.strip().lower() for cell in first.cells}
        if titles & _ID_TITLES and titles & _OTHER_TITLES:
            return first
    return None


def table_facts(file: FileInspection, header: FirstRecord) -> FileFacts:
    """Reject each record of a table that should be JSON.

    Parameters
    ----------
    file : FileInspection
        The file.
    header : FirstRecord
        Its header.

    Returns
    -------
    FileFacts
    """
    count = count_csv_records(file.content, delimiter=header.delimiter)
    count = replace(count, record_count=count.record_count - 1)
    segments = reject_csv_records(
        file.content,
        delimiter=header.delimiter,
        header_line_number=header.last_line_number,
        reason="csv_table",
    )
    return file.spooled(segments, count)
