"""Reading raw files: forms, counts, splitting and layouts."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from plumage.raw.content import RawContent
from plumage.raw.count import count_json_lines
from plumage.raw.depth import count_json_elements
from plumage.raw.elements import split_json_elements
from plumage.raw.inspection import inspect_raw_file
from plumage.raw.layout import INPUT_KINDS, find_csv_layout, input_name
from plumage.raw.lines import MAX_RECORD_BYTES
from plumage.raw.split import SEPARATOR
from plumage.raw.sql_functions import clear_spool
from support.raw_cases import label_cases, lines, profile, tweet, tweet_cases
from support.raw_nasty_cases import nasty_tweet_cases

TWEET_KEYS = INPUT_KINDS["age_tweets"].record_keys


def inspect(folder: Path, name: str, content: bytes) -> dict[str, object]:
    path = folder / name
    path.write_bytes(content)
    return inspect_raw_file(str(path), str(folder / "test.spool"))


def readable_records(folder: Path, facts: dict[str, object]) -> list[dict[str, object]]:
    """Records of the readable copy, or of the lines that are left, none of which spans two."""
    if facts["copy_name"] is None:
        broken = {row["place"] for row in rejects(folder, facts)}
        whole = (folder / "age_tweets.json").read_bytes().splitlines()
        return [
            json.loads(line)
            for number, line in enumerate(whole, start=1)
            if f"line {number}" not in broken
        ]
    content = (folder / "test.spool" / str(facts["copy_name"])).read_bytes()
    return [json.loads(line.split(SEPARATOR)[-1]) for line in content.splitlines()]


def rejects(folder: Path, facts: dict[str, object]) -> list[dict[str, object]]:
    content = (folder / "test.spool" / str(facts["rejects_name"])).read_text()
    return [json.loads(line) for line in content.splitlines()]


@pytest.mark.parametrize("case", tweet_cases() + nasty_tweet_cases(), ids=lambda case: case.name)
def test_tweets_read_are_counted_from_the_raw_bytes(case, tmp_path):
    facts = inspect(tmp_path, f"age_tweets-{case.name}", case.content)
    assert facts["problem"] is None
    assert facts["record_count"] == case.read


@pytest.mark.parametrize("case", label_cases(), ids=lambda case: case.name)
def test_labels_read_are_counted_without_the_header(case, tmp_path):
    assert inspect(tmp_path, f"ages_train-{case.name}", case.content)["record_count"] == case.read


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (lines(tweet(), tweet()), "lines"),
        (lines(tweet(), tweet(), end="\r\n"), "lines"),
        (json.dumps([tweet(), tweet()]).encode(), "array"),
        (gzip.compress(lines(tweet())), "lines"),
        (b"\xef\xbb\xbf" + lines(tweet()), "spooled"),
        (lines(tweet(), "no JSON"), "lines"),
        (gzip.compress(lines(tweet(), "no JSON")), "spooled"),
        (lines(tweet(), "no\rJSON"), "spooled"),
        (b"\xef\xbb\xbf" + lines("no JSON", tweet(), tweet()), "spooled"),
        (lines(tweet()).replace(b", ", b",\r ", 1), "spooled"),
        (b"  \n", "empty"),
    ],
)
def test_only_files_that_lack_nothing_but_lines_are_read_as_they_are(content, form, tmp_path):
    assert inspect(tmp_path, "age_tweets.json", content)["form"] == form


def test_damaged_element_costs_at_most_itself_and_one_neighbour(tmp_path):
    chance = random.Random(7)
    records = [
        tweet(retweeted_status=tweet(), note='brackets ]}[{ and "quotes" \\') for _ in range(12)
    ]
    sound = json.dumps(records).encode()
    damages = [b"\0", b'"', b"{", b"}", b"[", b"]", b",", b"\xff\xfe", b"\\", b"", b"\n", b"}]x[{"]
    for number in range(300):
        at, gone = chance.randrange(1, len(sound) - 1), chance.choice([0, 1, 7, 90])
        content = sound[:at] + chance.choice(damages) + sound[at + gone :]
        facts = inspect(tmp_path, f"age_tweets-{number}.json", content)
        if facts["form"] == "array":
            continue
        kept, lost = readable_records(tmp_path, facts), rejects(tmp_path, facts)
        assert len(kept) + len(lost) == facts["record_count"], content
        ids = {record["id"] for record in records}
        assert len(ids - {record.get("id") for record in kept}) <= 2, content
        # A nested tweet must never pass for an element.
        assert len({record.get("id") for record in kept} - ids) <= 1, content


def test_after_damage_no_nested_object_passes_for_a_record():
    inner = json.dumps(tweet(retweeted_status=tweet(), contributors=[profile(3), profile(4)]))
    whole = json.dumps(tweet())
    damaged = f"[{inner[:-1]}, {whole}]".encode()
    segments = list(split_json_elements([damaged], record_keys=TWEET_KEYS))
    assert [segment.record for segment in segments if segment.record] == [whole.encode()]


def test_rejected_ranges_give_the_bytes_back(tmp_path):
    content = (
        b'[{"id": 1, "text": "a", "user": {}}, {"id": 2, "te, {"id": 3, "text": "c", "user": {}}]'
    )
    facts = inspect(tmp_path, "age_tweets.json", content)
    (reject,) = rejects(tmp_path, facts)
    assert content[reject["start_byte"] : reject["end_byte"]] == b'{"id": 2, "te'
    assert [record["id"] for record in readable_records(tmp_path, facts)] == [1, 3]


@pytest.mark.parametrize("chunk_bytes", [1, 2, 3, 7, 1000])
def test_counts_do_not_depend_on_where_chunks_end(chunk_bytes):
    chance = random.Random(chunk_bytes)
    texts = ["x{", '"]', "\\", '\\\\"', "ü[", "", "\\u005b"]
    for _ in range(60):
        elements = [
            chance.choice(
                [
                    {"a": chance.choice(texts), "user": chance.choice([None, {"id": 1}])},
                    {chance.choice(texts): [chance.choice(texts), {}, []]},
                    chance.choice(texts),
                    3,
                    None,
                    [1, {"user": {}}],
                ]
            )
            for _ in range(chance.randrange(6))
        ]
        content = json.dumps(elements, ensure_ascii=chance.random() < 0.5, indent=1).encode()
        chunks = [content[at : at + chunk_bytes] for at in range(0, len(content), chunk_bytes)]
        count = count_json_elements(chunks, nested_key="user")
        objects = [element for element in elements if isinstance(element, dict)]
        assert count.record_count == len(elements), content
        assert count.nested_record_count == sum(
            isinstance(element.get("user"), dict) for element in objects
        )
        assert count.is_regular == (len(objects) == len(elements)), content


def test_array_count_notices_a_record_that_the_splitter_lost():
    content = json.dumps([tweet() for _ in range(5)]).encode()
    assert count_json_elements([content], nested_key="user").record_count == 5
    hole = (content.index(b"{"), content.index(b"{") + len(json.dumps(tweet())))
    assert (
        count_json_elements([content], nested_key="user", skipped_ranges=[hole]).record_count == 4
    )


@pytest.mark.parametrize(
    ("line", "has_user"),
    [
        (b'{"user": {}, "user": null}', True),
        (b'{"user": null, "user": {}}', False),
        (b'{"user": [], "user": {}}', False),
        (b'{"a": {"user": 5}, "user": {"id": 1}}', True),
        (b'{"a": {"user": {}}, "user": 5}', False),
    ],
)
def test_first_value_of_a_repeated_key_counts_as_it_does_in_the_warehouse(line, has_user):
    assert count_json_lines([line], nested_key="user").nested_record_count == has_user


def test_overlong_record_is_rejected_and_its_neighbours_stay(tmp_path):
    overlong = b'{"id": 1, "text": "' + b"x" * MAX_RECORD_BYTES + b'"}\n'
    facts = inspect(tmp_path, "age_tweets.jsonl", lines(tweet()) + overlong + lines(tweet()))
    assert facts["record_count"] == 3
    assert [reject["reason"] for reject in rejects(tmp_path, facts)] == ["record_too_long"]
    assert len(readable_records(tmp_path, facts)) == 2


def test_gzip_that_breaks_off_gives_what_was_there(tmp_path):
    chance = random.Random(3)
    records = [tweet(text="".join(chance.choices("abcdefgh ", k=200))) for _ in range(200)]
    content = gzip.compress(lines(*records))
    facts = inspect(tmp_path, "age_tweets.jsonl.gz", content[: len(content) // 2])
    kept, lost = readable_records(tmp_path, facts), rejects(tmp_path, facts)
    assert len(kept) > 50
    assert kept == records[: len(kept)]
    assert lost[-1]["reason"] == "gzip_breaks_off"
    assert len(kept) + len(lost) == facts["record_count"]


def test_gzip_bomb_is_refused_before_it_fills_the_disk(tmp_path):
    facts = inspect(tmp_path, "age_tweets.json.gz", gzip.compress(b" " * (200 << 20)))
    assert "more than 300 times its size" in facts["problem"]
    assert not (tmp_path / "test.spool").exists()


def test_md5_is_that_of_the_content_not_of_its_compression(tmp_path):
    plain = inspect(tmp_path, "age_tweets.jsonl", lines(tweet(id=1)))
    packed = inspect(tmp_path, "age_tweets.jsonl.gz", gzip.compress(lines(tweet(id=1) | {})))
    same = gzip.compress((tmp_path / "age_tweets.jsonl").read_bytes())
    again = inspect(tmp_path, "age_tweets-2.jsonl.gz", same)
    assert plain["content_sha256"] == again["content_sha256"] != packed["content_sha256"]


def test_content_reads_members_and_padding(tmp_path):
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(b"one") + gzip.compress(b"two") + b"\0" * 9)
    content = RawContent(str(path), chunk_bytes=2)
    assert b"".join(content) == b"onetwo"
    assert content.fault is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("friends.csv", "friends"),
        ("friends-2014.csv.gz", "friends"),
        ("friend_profiles-x y.json", "friend_profiles"),
        ("age_profilesX.json", None),
        ("age_profiles_2.json", None),
        ("my_friends.csv", None),
        ("friends.csv.bak", None),
        ("friends.txt", None),
    ],
)
def test_name_of_a_file_tells_its_input(name, expected):
    assert input_name(f"some/folder/{name}") == expected


@pytest.mark.parametrize(
    ("first_line", "columns", "has_header"),
    [
        ("795923315", ["user_id"], False),
        ("ID", ["user_id"], True),
        ("user_id;remark", ["user_id", "remark"], True),
        ("795923315,x", ["user_id", "column_2"], False),
        ("garbage", ["user_id"], False),
    ],
)
def test_ages_test_may_have_a_header_or_none(first_line, columns, has_header):
    layout = find_csv_layout(first_line.encode(), INPUT_KINDS["ages_test"])
    assert (layout.column_names, layout.has_header) == (columns, has_header)


def test_other_csv_files_must_name_their_columns():
    assert find_csv_layout(b"123,21", INPUT_KINDS["ages_train"]) is None
    assert find_csv_layout(b"ID,Alter", INPUT_KINDS["ages_train"]) is None


def test_only_a_spool_folder_is_ever_removed(tmp_path):
    with pytest.raises(ValueError, match=r"must end with \.spool"):
        clear_spool(str(tmp_path))
    assert clear_spool(str(tmp_path / "absent.spool")) is False
