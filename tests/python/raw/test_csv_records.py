"""CSV with quotes: records that span lines, cells as they were written, quotes nobody closed."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plumage.activity.inspection import inspect_file
from plumage.raw import csv_count, csv_records
from plumage.raw.csv_count import count_csv_records
from plumage.raw.csv_records import read_csv_records
from plumage.raw.inspection import inspect_raw_file
from plumage.raw.ranges import copy_ranges, find_ranges
from plumage.raw.split import SEPARATOR, split_csv_records

DELIMITERS = st.sampled_from([",", ";", "\t", "|", " ", "§"])
MARKS = st.sampled_from(
    ['"', '""', ",", ";", "\n", "\r\n", "\r", " ", "\t", "a", "ä", "§", "\0", "\x0c", '"\n', ',"']
)
LINES = st.sampled_from(
    [
        "a,b",
        '"a",b',
        'a,"b"',
        '"a,""x",b',
        "",
        " ",
        '"a\nb",c',
        '"open,c',
        '"x"y',
        "a\r",
        "\0,a",
        "ä",
    ]
)


def in_chunks(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


@given(
    st.lists(MARKS, max_size=25).map("".join)
    | st.lists(LINES, max_size=12).map("\n".join)
    | st.lists(LINES, max_size=12).map("\r\n".join),
    DELIMITERS,
    st.integers(1, 40),
)
@example('1,"\n"2,"x', ",", 9)
@example("\ufeff\t\n", ",", 9)
def test_both_counts_agree_on_any_text_and_no_byte_is_lost(text, delimiter, chunk_bytes):
    content = text.encode()
    chunks = in_chunks(content, chunk_bytes)
    records = list(read_csv_records(chunks, delimiter=delimiter))
    assert b"".join(record.content for record in records) == content
    found = [record for record in records if record.cells or record.reason]
    count = count_csv_records([content], delimiter=delimiter)
    assert count.record_count == len(found)
    with mock.patch.object(csv_count._Records, "add_block", return_value=None):
        one_by_one = count_csv_records(chunks, delimiter=delimiter)
    assert (count.record_count, count.is_regular, count.line_ending) == (
        one_by_one.record_count, one_by_one.is_regular, one_by_one.line_ending,
    )  # fmt: skip


# What a readable cell may hold.
TEXTS = st.lists(
    MARKS.filter(lambda text: text not in "\0\x0c")
    | st.characters(codec="utf-8", exclude_categories=["Cc"]),
    max_size=12,
).map("".join)


@given(
    st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(1, 40),
)
def test_cells_are_those_that_were_written(rows, delimiter, end, chunk_bytes):
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([["ID", "Text"], *rows])
    content = written.getvalue().encode()
    parts = split_csv_records(
        in_chunks(content, chunk_bytes), delimiter=delimiter, header_line_number=1
    )
    # Plain lines come many at once, as they stand in the copy.
    lines = b"".join(
        part if isinstance(part, bytes) else SEPARATOR + part.record + b"\n" for part in parts
    )
    assert [json.loads(line.split(SEPARATOR)[1]) for line in lines.splitlines()] == rows
    assert count_csv_records([content], delimiter=delimiter).record_count == len(rows) + 1


UNCLOSED, STRAY = "unclosed_quote", "stray_quote"
HOSTILE = {
    # content behind the header `ID,Age`: cells of records, places and reasons of rejects
    "break": ('1,"a\nb"\n2,c\n', [["1", "a\nb"], ["2", "c"]], []),
    "blank lines in quotes": ('1,"a\n\n \nb"\n', [["1", "a\n\n \nb"]], []),
    "break with return": ('1,"a\r\nb"\r\n2,c\r\n', [["1", "a\r\nb"], ["2", "c"]], []),
    "return within a line": ('1,"a\rb"\n2,c\rd\n', [["1", "a\rb"], ["2", "c\rd"]], []),
    "doubled quotes": ('1,"""a"" b"\n2,""\n', [["1", '"a" b'], ["2", ""]], []),
    "delimiter in quotes": ('1,"a,b\n,c"\n', [["1", "a,b\n,c"]], []),
    "quote within a cell": ('1,5" pipe\n2,a"b"\n', [["1", '5" pipe'], ["2", 'a"b"']], []),
    "blank before a quote": ('1, "a,b"\n', [["1", "a,b"]], []),
    "unclosed first": (
        '1,"a\n2,b\n3,c\n',
        [["2", "b"], ["3", "c"]],
        [("line 2", UNCLOSED)],
    ),
    "unclosed before quotes": (
        '1,"a\n2,"b"\n3,"c\nd"\n',
        [["2", "b"], ["3", "c\nd"]],
        [("line 2", UNCLOSED)],
    ),
    "unclosed in the middle": (
        '1,a\n2,"b\n3,c\n',
        [["1", "a"], ["3", "c"]],
        [("line 3", UNCLOSED)],
    ),
    "unclosed last": ('1,a\n2,"b', [["1", "a"]], [("line 3", UNCLOSED)]),
    "unclosed twice": (
        '1,"a\n2,b\n3,"c\n',
        [["2", "b"]],
        [("line 2", UNCLOSED), ("line 4", UNCLOSED)],
    ),
    "text behind a quote": ('1,"a"b\n2,c\n', [["2", "c"]], [("line 2", STRAY)]),
    "quotes not doubled": ('1,"a "b" c"\n2,c\n', [["2", "c"]], [("line 2", STRAY)]),
    "control character": ('1,"a\nb\0"\n2,c\n', [["2", "c"]], [("lines 2-3", "control_character")]),
}


def read_copy(spool: Path, facts: dict[str, object]) -> tuple[list[list[str]], list[tuple]]:
    lines = (spool / str(facts["copy_name"])).read_bytes().splitlines()
    rejects = (spool / str(facts["rejects_name"])).read_text().splitlines()
    return [json.loads(line.split(SEPARATOR)[1]) for line in lines], [
        (row["place"], row["reason"]) for row in map(json.loads, rejects)
    ]


@pytest.mark.parametrize("form", ["plain", "mark", "gzip", "semicolons", "tabs"])
@pytest.mark.parametrize("name", HOSTILE)
def test_quotes_cost_at_most_the_line_that_breaks_a_rule(tmp_path, name, form):
    text, cells, rejects = HOSTILE[name]
    content = f'ID,"Age"\n{text}'
    marks = {"semicolons": ";", "tabs": "\t"}
    if mark := marks.get(form):
        content = content.replace(",", mark)
        cells = [[cell.replace(",", mark) for cell in row] for row in cells]
    data = content.encode("utf-8-sig" if form == "mark" else "utf-8")
    data = gzip.compress(data) if form == "gzip" else data
    (tmp_path / "ages_train.csv").write_bytes(data)
    (tmp_path / "log.csv").write_bytes(data)
    spool = tmp_path / "test.spool"
    settings = json.dumps({"columns": {"user": "id", "time": "age"}})
    found = (
        inspect_raw_file(str(tmp_path / "ages_train.csv"), str(spool)),
        inspect_file(str(tmp_path / "log.csv"), str(spool), settings),
    )
    for facts in found:
        assert facts["problem"] is None
        assert facts["record_count"] == len(cells) + len(rejects)
        assert read_copy(spool, facts) == (cells, rejects)


def test_header_may_span_lines(tmp_path):
    path = tmp_path / "ages_train.csv"
    path.write_text('\n"Name,\nfirst; or last","ID","Age"\nx,1,21\n"y\nz",2,22\n')
    facts = inspect_raw_file(str(path), str(tmp_path / "test.spool"))
    assert facts["column_names"] == ["name,\nfirst; or last", "user_id", "age_years"]
    assert (facts["header_line_number"], facts["record_count"]) == (3, 2)
    cells, _ = read_copy(tmp_path / "test.spool", facts)
    assert cells == [["x", "1", "21"], ["y\nz", "2", "22"]]


def test_place_of_a_record_gives_all_its_lines_back():
    content = b'ID,Text\n1,"a\n\nb"\n2,c\n'
    segments = list(split_csv_records([content], delimiter=",", header_line_number=1))
    assert [segment.place for segment in segments] == ["lines 2-4", "line 5"]
    output = io.BytesIO()
    copy_ranges([content], find_ranges([content], ["lines 2-4"]).values(), output)
    assert output.getvalue() == b'1,"a\n\nb"\n'
    assert content[segments[0].start : segments[0].end] == output.getvalue()


@pytest.mark.parametrize("limit", ["MAX_RECORD_LINES", "MAX_RECORD_BYTES"])
def test_quote_is_given_up_when_its_record_grows_too_long(monkeypatch, limit):
    content = b'1,"a\n' + b"2,b\n" * 20 + b'3,"c"\n'
    for module in (csv_records, csv_count):
        monkeypatch.setattr(module, limit, 10 if limit == "MAX_RECORD_LINES" else 50)
    records = list(read_csv_records([content], delimiter=","))
    assert [record.reason for record in records] == ["unclosed_quote"] + [None] * 21
    assert count_csv_records([content], delimiter=",").record_count == 22


def test_cell_beyond_the_standard_limit_is_read():
    text = ("x" * 1000 + "\n") * 300
    (record,) = read_csv_records([f'1,"{text}"\n'.encode()], delimiter=",")
    assert record.cells == ["1", text]
