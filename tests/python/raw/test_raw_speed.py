"""What makes reading raw files fast must not change what is read."""

from __future__ import annotations

import hashlib
import io
import json
import random
from array import array
from dataclasses import replace
from pathlib import Path
from unittest import mock

import duckdb
import orjson
import pytest
import simdjson
from hypothesis import given
from hypothesis import strategies as st

from plumage.raw import inspection
from plumage.raw.blocks import count_element_blocks
from plumage.raw.count import MAX_BROKEN_LINES, RecordCount, count_json_lines
from plumage.raw.depth import count_json_elements
from plumage.raw.elements import split_in_runs, split_json_elements
from plumage.raw.inspection import inspect_raw_file
from plumage.raw.layout import INPUT_KINDS
from plumage.raw.split import reject_lines
from support.raw_cases import lines, tweet
from support.raw_fuzz import damage

TWEET_KEYS = INPUT_KINDS["age_tweets"].record_keys
QUOTED = st.sampled_from(['"', '"a"', '"user"', "\\", "\\ud83d", "\\udc00", "\\u0000"])
MARKS = st.sampled_from(list("{}[]:,1 \t\x0b\x00\xff\ufeff\ud800"))
WORDS = st.sampled_from(["-0", "1e999", "01", "true", "NaN", str(2**64)])


def in_chunks(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


def many_tweets(count: int) -> list[dict[str, object]]:
    """Tweets with brackets, commas and whole records hidden in their texts and lists."""
    chance = random.Random(count)
    hidden = ['}, {"id": 1', '"}]', "\\", 'a"b', "ü}{", "x" * 200]
    inner = {"id": 5, "text": "t", "user": {"id": 6}}
    return [
        tweet(
            text=chance.choice(hidden), quoted=[inner, inner], user=chance.choice([None, {"id": 1}])
        )
        for _ in range(count)
    ]


@given(st.lists(QUOTED | MARKS | WORDS, max_size=12).map("".join))
def test_whatever_the_fast_parser_takes_the_strict_one_takes_too(text):
    record = b'{"a": ' + text.encode("utf-8", "surrogatepass") + b"}"
    try:
        simdjson.Parser().parse(record)
    except (ValueError, RuntimeError):
        return
    orjson.loads(record)


PARTS = st.sampled_from(['{"a": [1', "2]}", '{"a": "', '"}', "{", "}", "[[1", "", "\r", "x"])
LINES = st.sampled_from(
    [
        '{"a": 1}', ' {"user": {}}', '{"a": 1, "user": {}, "user": 5}', "[{}]", "[1], [2]",
        "{}, {}", '{"a": 1}],[{"user": {}}',
    ]
)  # fmt: skip


@given(st.lists(LINES | PARTS | QUOTED | MARKS, max_size=9), st.booleans(), st.integers(1, 40))
def test_lines_parsed_at_once_count_as_one_by_one_do(found, is_ended, chunk_bytes):
    text = "\n".join(found) + "\n" * is_ended
    chunks = in_chunks(text.encode("utf-8", "surrogatepass"), chunk_bytes)
    at_once = count_json_lines([b"".join(chunks)], nested_key="user")
    with mock.patch.object(RecordCount, "add_lines", return_value=0):
        one_by_one = count_json_lines(chunks, nested_key="user")
    assert at_once.longest_record_bytes >= one_by_one.longest_record_bytes
    unlike = {"longest_record_bytes": 0, "_parser": None}
    assert replace(at_once, **unlike) == replace(one_by_one, **unlike)


@pytest.mark.parametrize("line", ['{"a": 1}],[{"b": 2}', "{}, {}", "[{}]", '{"a": "'])
def test_a_line_that_would_pass_among_others_is_looked_at_alone(line):
    content = lines({"a": 1}, {"user": {}}) + f'{line}\n{{"b": 2}}\n'.encode()
    found = count_json_lines([content], nested_key="user")
    assert (found.record_count, found.broken_record_count) == (4, 1)
    assert list(found.broken_lines[::3]) == [3]


@pytest.mark.parametrize("chunk_bytes", [1, 7, 100_000, 10**9])
def test_blocks_count_as_brackets_do(chunk_bytes, monkeypatch):
    monkeypatch.setattr("plumage.raw.blocks._BLOCK_BYTES", 3000)
    content = json.dumps(many_tweets(40)).encode()
    chunks = in_chunks(content, chunk_bytes)
    found = count_element_blocks(chunks, nested_key="user")
    expected = count_json_elements(chunks, nested_key="user")
    assert found.record_count == expected.record_count == 40
    assert 0 < found.nested_record_count == expected.nested_record_count < 40
    assert found.longest_record_bytes >= expected.longest_record_bytes


@pytest.mark.parametrize(
    "content",
    [b"[{},]", b"[,{}]", b"[{},,{}]", b"[{}", b"{}]", b"[{}][{}]", b"[{}]x", b"[5]", b"[{} {}]"],
)
def test_blocks_take_nothing_but_a_whole_array_of_objects(content):
    assert count_element_blocks([content], nested_key=None) is None


def test_blocks_notice_a_record_that_the_splitter_lost():
    content = json.dumps(many_tweets(5)).encode()
    ranges = [
        (part.start, part.end) for part in split_json_elements([content], record_keys=TWEET_KEYS)
    ]
    found = count_element_blocks([content], nested_key="user", skipped_ranges=ranges[1:3])
    assert found.record_count == 3


@pytest.mark.parametrize("seed", range(20))
def test_runs_give_what_single_records_give(seed, monkeypatch):
    chance = random.Random(seed)
    content = damage(json.dumps(many_tweets(30)).encode(), chance, times=seed % 5).content
    chunks = in_chunks(content, chance.choice([500, 8000, 10**6]))
    fast = list(split_json_elements(chunks, record_keys=TWEET_KEYS))
    runs = [
        part for part in split_in_runs(chunks, record_keys=TWEET_KEYS) if isinstance(part, list)
    ]
    assert sum(map(len, runs)) > 5
    monkeypatch.setattr("plumage.raw.elements._Runs.take", lambda self, window: [])
    assert list(split_json_elements(chunks, record_keys=TWEET_KEYS)) == fast


def test_arrays_pasted_together_are_no_run_of_records():
    records = [tweet(id=number) for number in range(40)]
    content = b",".join(json.dumps(part).encode() for part in (records[:15], records[15:]))
    parts = list(split_json_elements([content], record_keys=TWEET_KEYS))
    assert sum(part.record is not None for part in parts) == 40 == len(parts) - 1


@pytest.mark.parametrize("chunk_bytes", [1, 13, 10**6])
def test_broken_lines_are_rejected_wherever_chunks_end(tmp_path, chunk_bytes):
    content = lines("no", "", "[]", tweet(), "x", tweet(), "y").rstrip(b"\n")
    count = count_json_lines(in_chunks(content, chunk_bytes), nested_key="user")
    assert list(count.broken_lines[::3]) == [1, 3, 5, 7]
    rejects = tmp_path / "rejects"
    reject_lines(io.BytesIO(content), count.broken_lines, rejects)
    found = [json.loads(line) for line in rejects.read_text().splitlines()]
    broken = [b"no", b"[]", b"x", b"y"]
    assert [content[row["start_byte"] : row["end_byte"]].strip() for row in found] == broken
    assert [row["line_bytes"] for row in found] == [2, 2, 1, 1]
    assert [row["line_md5"] for row in found] == [hashlib.md5(line).hexdigest() for line in broken]


def test_the_start_of_a_rejected_line_is_known_as_duckdb_knows_it(tmp_path):
    broken = ["no", "\t" + "é" * 200, "😀" * 79 + "é" + "x" * 300, '{"a\0": ' + "😀" * 90]
    content = "\n".join(broken).encode()
    count = count_json_lines([content], nested_key="user")
    reject_lines(io.BytesIO(content), count.broken_lines, tmp_path / "rejects")
    found = [json.loads(line) for line in (tmp_path / "rejects").read_text().splitlines()]
    with duckdb.connect() as connection:
        sql = "select md5_number_lower(left(?, 80))"
        wanted = [connection.execute(sql, [line]).fetchone()[0] for line in broken]
    assert [row["line_start_hash"] for row in found] == wanted


def test_a_line_suspected_without_reason_is_no_reject(tmp_path):
    content = lines(tweet(), tweet())
    end = content.index(b"\n") + 1
    reject_lines(io.BytesIO(content), array("q", [1, 0, end]), tmp_path / "rejects")
    assert (tmp_path / "rejects").read_bytes() == b""


def test_more_broken_lines_than_are_kept_apart_are_looked_at_one_by_one(tmp_path, monkeypatch):
    count = RecordCount()
    for number in range(MAX_BROKEN_LINES + 1):
        count.note_broken_line(number, 0, 1)
    assert count.broken_lines is None
    monkeypatch.setattr("plumage.raw.count.MAX_BROKEN_LINES", 2)
    facts = inspect_lines(tmp_path, lines(tweet(), "a", "b", tweet(), "c"))
    assert (facts["has_places"], facts["record_count"]) == (True, 5)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    def count_and_append(chunks, **options):
        count = count_json_lines(chunks, **options)
        with (tmp_path / "age_tweets.jsonl").open("ab") as file:
            file.write(lines(tweet()))
        return count

    monkeypatch.setattr(inspection, "count_json_lines", count_and_append)
    assert "changed while it was read" in inspect_lines(tmp_path, lines(tweet()))["problem"]


def inspect_lines(folder: Path, content: bytes) -> dict[str, object]:
    path = folder / "age_tweets.jsonl"
    path.write_bytes(content)
    return inspect_raw_file(str(path), str(folder / "test.spool"))
