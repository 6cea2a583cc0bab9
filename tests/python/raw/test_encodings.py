"""A CSV or log in UTF-16 or UTF-32 is named with the way out, whatever its source."""

from __future__ import annotations

import gzip
import json

import pytest

from plumage.activity.inspection import inspect_file
from plumage.raw.inspection import inspect_raw_file
from plumage.raw.layout import INPUT_KINDS

ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
CSV_INPUTS = [name for name, kind in INPUT_KINDS.items() if not kind.is_json]
TEXTS = ("ID,Age,FriendID,MentionedID,MentionedHandle\r\n", "1,21,2,3,жук\r\n", "4,34,5,6,b\r\n")
SETTINGS = json.dumps({"columns": {"user": "ID", "time": "Age"}})


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", CSV_INPUTS)
def test_encoding_of_a_csv_is_named(tmp_path, name, encoding):
    path = tmp_path / f"{name}.csv"
    content = "".join(TEXTS).encode(encoding)
    for stored in (content, gzip.compress(content)):
        path.write_bytes(stored)
        problem = inspect_raw_file(str(path), str(tmp_path / "test.spool"))["problem"]
        assert problem == f'is {encoding[:6].upper()}: save it as UTF-8 (Excel: "CSV UTF-8")'


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_encoding_of_a_log_is_named(tmp_path, ending, encoding):
    path = tmp_path / f"log.{ending}"
    path.write_bytes('{"ID": 1}\n'.encode(encoding))
    problem = inspect_file(str(path), str(tmp_path / "test.spool"), SETTINGS)["problem"]
    assert problem == f'is {encoding[:6].upper()}: save it as UTF-8 (Excel: "CSV UTF-8")'


@pytest.mark.parametrize("content", [b"ID,Age\n\0\n1,21\n", b"\xef\xbb\xbfID,Age\n1,21\n"])
def test_utf_8_is_read_though_bytes_of_it_are_not(tmp_path, content):
    path = tmp_path / "ages_train.csv"
    path.write_bytes(content)
    assert inspect_raw_file(str(path), str(tmp_path / "test.spool"))["problem"] is None
