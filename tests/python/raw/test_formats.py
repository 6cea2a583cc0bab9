"""Other formats, wrappers, notices and halves of characters: read, or named record by record."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plumage.raw.formats import FORMATS, advice_on
from plumage.raw.inspection import inspect_raw_file
from plumage.raw.layout import INPUT_KINDS
from plumage.raw.recognition import recognise
from plumage.raw.split import SEPARATOR
from support.raw_cases import array, lines, profile, tweet
from support.raw_fuzz import records_of

V2_USER = {"id": "1", "username": "ann", "name": "Ann", "public_metrics": {"tweet_count": 3}}
V2_TWEET = {"id": "12", "text": "a", "author_id": "1", "edit_history_tweet_ids": ["12"]}
V2_PAGE = {"data": [V2_TWEET] * 500, "includes": {"users": [V2_USER]}, "meta": {}}
SNSCRAPE = {"id": 12, "rawContent": "a", "user": {"id": 1, "username": "ann"}}
ARCHIVED = {"tweet": {"id_str": "12", "full_text": "a"}}
NOTICES = [
    {"delete": {"status": {"id": 5, "user_id": 9}}, "timestamp_ms": "1"},
    {"limit": {"track": 14}},
    {"scrub_geo": {"user_id": 9, "up_to_status_id": 12}},
    {"status_withheld": {"id": 7, "user_id": 8}},
    {"user_withheld": {"id": 7}},
    {"warning": {"code": "FALLING_BEHIND"}},
    {"disconnect": {"code": 4}},
    {"friends": [1, 2]},
    {"event": "follow", "source": {"id": 1}, "target": {"id": 2}, "created_at": "now"},
]


def look(folder: Path, name: str, content: bytes) -> tuple[dict, list[bytes], Counter]:
    """Facts about a file, the records of its copy, and its rejects by reason."""
    (folder / name).write_bytes(content)
    facts = inspect_raw_file(str(folder / name), str(folder / "test.spool"))
    spool = folder / "test.spool"
    copied = (spool / facts["copy_name"]).read_bytes().splitlines() if facts["copy_name"] else []
    rejects = (spool / facts["rejects_name"]).read_text() if facts["rejects_name"] else ""
    reasons = Counter(json.loads(line)["reason"] for line in rejects.splitlines())
    return facts, [line.split(SEPARATOR)[1] for line in copied], reasons


def page(*records: object, key: str = "statuses") -> dict[str, object]:
    return {"meta": [{"statuses": 1}], key: list(records), "search_metadata": {"count": 2}}


@pytest.mark.parametrize("name", ["age_tweets.json", "age_tweets.jsonl.gz"])
@pytest.mark.parametrize(
    "form",
    [
        lambda a, b, c: json.dumps(page(a, b, c)).encode(),
        lambda a, b, c: json.dumps(page(a, b, c), indent=1).encode(),
        lambda a, b, c: lines(page(a, b), page(), page(c)),
        lambda a, b, c: array(page(a, b), page(c)),
        lambda a, b, c: lines(a, page(b, c)),
        lambda a, b, c: lines(a, json.dumps([b, c])),
        lambda a, b, c: lines(json.dumps(a) + json.dumps(b) + " " + json.dumps(c)),
        lambda a, b, c: lines(a, json.dumps(json.dumps(b)), c),
        lambda a, b, c: json.dumps([json.dumps(a), json.dumps(b), c]).encode(),
    ],
)
def test_whatever_wraps_tweets_they_are_read_one_by_one(tmp_path, form, name):
    tweets = [tweet(text=text) for text in ('a "}]', "\U0001f600", "c")]
    content = form(*tweets)
    content = gzip.compress(content) if name.endswith("gz") else content
    facts, kept, reasons = look(tmp_path, name, content)
    assert [json.loads(record) for record in kept] == tweets
    assert (facts["record_count"], facts["nested_record_count"], not reasons) == (3, 3, True)


@pytest.mark.parametrize("name", ["age_profiles.json", "friend_profiles.json"])
def test_pages_of_profiles_are_read_as_profiles(tmp_path, name):
    users = [profile(1, status={"id": 5}), profile(2)]
    content = lines(page(*users, key="users"), page(profile(3), key="users"))
    facts, kept, _ = look(tmp_path, name, content)
    assert [json.loads(record)["id"] for record in kept] == [1, 2, 3]
    assert facts["record_count"] == 3
    assert facts["nested_record_count"] == (1 if name == "age_profiles.json" else None)


def test_records_of_a_page_have_places_of_their_own(tmp_path):
    content = lines(tweet(), page(tweet(), 7, {"delete": {}}, tweet()))
    path = tmp_path / "age_tweets.json"
    facts, kept, reasons = look(tmp_path, path.name, content)
    assert reasons == {"not_an_object": 1, "stream_notice": 1}
    places = [
        line.split(SEPARATOR)[0].decode()
        for line in (tmp_path / "test.spool" / facts["copy_name"]).read_bytes().splitlines()
    ]
    assert places[0] == "line 1"
    for place, record in zip(places[1:], kept[1:], strict=True):
        start, end = map(int, place.removeprefix("bytes ").split("-"))
        assert content[start:end] == record


@pytest.mark.parametrize("as_file", [lines, array])
def test_notices_of_a_stream_are_told_from_records(tmp_path, as_file):
    facts, _, reasons = look(tmp_path, "age_tweets.json", as_file(tweet(), *NOTICES, tweet()))
    assert reasons == {"stream_notice": len(NOTICES)}
    assert facts["record_count"] == len(NOTICES) + 2
    tweets = INPUT_KINDS["age_tweets"]
    assert recognise({"delete": {}, "limit": {}}, tweets) is None
    assert recognise({"id": 1, "warning": "x"}, tweets) is None
    assert recognise({"delete": {}}, INPUT_KINDS["age_profiles"]) is None


@pytest.mark.parametrize(
    ("name", "content", "reason", "count"),
    [
        ("age_tweets.json", lines(V2_PAGE), "api_v2_page", 500),
        ("age_tweets.json", lines(V2_PAGE, V2_PAGE), "api_v2_page", 1000),
        ("age_tweets.json", lines({"data": V2_TWEET, "includes": {}}), "api_v2_page", 1),
        ("age_profiles.json", lines({"data": [V2_USER] * 4}), "api_v2_page", 4),
        ("age_tweets.json", lines(V2_TWEET | {"author": V2_USER}, V2_TWEET), "api_v2_tweet", 2),
        ("age_profiles.json", array(V2_USER, V2_USER), "api_v2_user", 2),
        ("mention_profiles.json", lines(V2_USER), "api_v2_user", 1),
        ("age_tweets.json", array(SNSCRAPE, SNSCRAPE), "snscrape", 2),
        ("age_profiles.json", lines({"id": 1, "username": "a", "displayname": "A"}), "snscrape", 1),
        ("age_tweets.json", array(ARCHIVED, ARCHIVED), "x_archive", 2),
        ("age_tweets.json", lines(ARCHIVED["tweet"] | {"id": "12"}), "x_archive", 1),
        ("age_tweets.json", b"window.YTD.tweets.part0 = " + array(ARCHIVED, {}), "x_archive", 2),
        ("age_profiles.json", b"window.YTD.account.part0 = [ {} ]", "x_archive", 1),
        ("age_tweets.json", lines(repr(tweet()), repr(tweet())), "python_repr", 2),
        ("age_tweets.json", lines(json.dumps(json.dumps([tweet()]))), "json_in_string", 1),
        ("age_tweets.json", lines({"id": 1, "user.id": 2, "user.name": 3}), "json_normalize", 1),
        (
            "age_tweets.json",
            lines({"id": {"0": 5, "1": 6}, "text": {"0": "a", "1": "b"}}),
            "pandas_columns",
            2,
        ),
        ("age_tweets.json", lines({"id": 1, "user_id": 2, "username": "a"}), "twint", 1),
        ("age_tweets.csv", b',id,text\n0,1,"two\nlines"\n1,2,b\n', "csv_table", 2),
        ("age_tweets.json", b"\xef\xbb\xbfid;created_at\n1;2\n", "csv_table", 1),
    ],
)  # fmt: skip
def test_a_format_that_is_not_read_is_named_for_each_of_its_records(
    tmp_path, name, content, reason, count
):
    facts, kept, reasons = look(tmp_path, name, content)
    assert reasons == {reason: count}
    assert (facts["record_count"], kept, facts["problem"]) == (count, [], None)
    assert not facts["nested_record_count"]
    assert ": " in advice_on(reason)


def test_each_format_is_listed_once_with_a_way_out():
    codes = [found.code for found in FORMATS]
    assert len(set(codes)) == len(codes)
    assert all(found.way_out and not found.way_out.endswith(".") for found in FORMATS)


def test_tweets_of_another_shape_are_no_other_format(tmp_path):
    unusual = [
        tweet(user=None), tweet(user={"id": 1}), {"id": 5}, tweet(username="a"),
        tweet(rawContent="a"), tweet(author_id=7), tweet(statuses=[{}]), tweet(user=5),
    ]  # fmt: skip
    facts, _, reasons = look(tmp_path, "age_tweets.json", array(*unusual))
    assert (facts["form"], facts["record_count"], not reasons) == ("array", len(unusual), True)


@pytest.mark.parametrize("as_file", [lines, array])
def test_half_a_character_costs_nothing_but_itself(tmp_path, as_file):
    texts = ["cut \ud83d", "whole \U0001f600", "\\ud83d", "\ude00\ud83d\ud83d\ude00"]
    tweets = [tweet(text=text, user=profile(1, name=f"n{text}")) for text in texts]
    facts, kept, reasons = look(tmp_path, "age_tweets.json", as_file(*tweets))
    found = [orjson.loads(record) for record in kept]
    wanted = ["cut \ufffd", "whole \U0001f600", "\\ud83d", "\ufffd\ufffd\U0001f600"]
    assert [record["text"] for record in found] == wanted
    assert [record["user"]["name"] for record in found] == [f"n{text}" for text in wanted]
    assert (facts["mended_record_count"], facts["nested_record_count"]) == (2, 4)
    assert not reasons
    profiles = as_file(profile(1, description="\ud83d"), profile(2))
    facts, kept, _ = look(tmp_path, "age_profiles.json", profiles)
    assert [orjson.loads(record).get("description") for record in kept] == ["\ufffd", None]
    assert facts["mended_record_count"] == 1


def test_extended_tweets_are_found_again_after_damage(tmp_path):
    extended = [tweet(full_text="a") for _ in range(3)]
    for record in extended:
        del record["text"]
    content = array(*extended)
    damaged = content.replace(b'"id_str"', b'"id_str', 1)
    _, kept, _ = look(tmp_path, "age_tweets.json", damaged)
    assert [json.loads(record)["id"] for record in kept] == [one["id"] for one in extended[1:]]


records = st.sampled_from(
    [
        tweet(), tweet(user={"id": 1}), tweet(text="\ud83d"), {"id": 5, "user": {}}, V2_TWEET,
        SNSCRAPE, ARCHIVED, NOTICES[0], {}, {"id": {"0": 1}, "b": {"0": 2}}, [], 7, "x",
    ]
)  # fmt: skip
wrapped = st.recursive(
    records,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda found: {"statuses": found})
        | st.lists(inner, max_size=3)
        | inner.map(json.dumps)
    ),
    max_leaves=5,
)
texts = wrapped.map(lambda value: json.dumps(value).encode())
damage = st.sampled_from([b'{"id', b"}", b" ", b"{'a': 1}", b"{}{", b"\\ud83d"])
rows = st.lists(texts | damage, max_size=3).map(b"".join)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(rows, max_size=4), st.sampled_from([b"\n", b",", b"\n\n"]), st.booleans())
def test_wrappers_and_damage_are_counted_as_they_are_read(tmp_path, found, separator, is_array):
    content = separator.join(found)
    content = b"[" + content + b"]" if is_array else content
    (tmp_path / "age_tweets.json").write_bytes(content)
    facts, kept, reasons = look(tmp_path, "age_tweets.json", content)
    if facts["copy_name"]:
        assert len(kept) + reasons.total() == facts["record_count"], content
        nested = sum(isinstance(json.loads(one).get("user"), dict) for one in kept)
        assert nested == facts["nested_record_count"], content
        assert all(orjson.loads(one) is not None for one in kept)
    else:
        read, kept_count = records_of(tmp_path, "age_tweets.json", content)
        assert kept_count <= read
