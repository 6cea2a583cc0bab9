"""Whatever bytes a raw file holds: no reader crashes, and each record is accounted for."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from support.ledger import trying
from support.project import Project, succeed
from support.raw_cases import array, lines, profile, tweet, write_sound_files
from support.raw_fuzz import DAMAGES, damage, in_another_form, records_of

FUZZED_RECORDS = 12_000
KEEP_GOING = ("--vars", "{max_rejected_share: 1.0, max_gzip_expansion: 100000}")

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["{{ 1 }}", "'); --", "=1+1", "\u2028", "<script>"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
tweets = st.builds(
    lambda fields: tweet() | fields,
    st.dictionaries(
        st.sampled_from(["id", "text", "user", "entities", "retweeted_status", "created_at", "x"]),
        values,
        max_size=3,
    ),
)
pieces = st.one_of(
    tweets.map(lambda record: json.dumps(record).encode(errors="replace")),
    tweets.map(lambda record: json.dumps(record, ensure_ascii=False).encode(errors="replace")),
    values.map(lambda value: json.dumps(value).encode(errors="replace")),
    st.sampled_from(DAMAGES),
    st.binary(max_size=12),
)
contents = st.builds(
    lambda parts, separator, opening, closing: opening + separator.join(parts) + closing,
    st.lists(pieces, max_size=8),
    st.sampled_from([b"\n", b",", b", ", b"", b"\r\n", b",\n", b"\r"]),
    st.sampled_from([b"", b"[", b"\xef\xbb\xbf", b"\xef\xbb\xbf[", b"\n", b"{"]),
    st.sampled_from([b"", b"]", b"\n", b"]]", b"}", b"\0"]),
)
seeds = st.integers(0, 2**32)
RELAXED = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


def account_for(folder: Path, content: bytes, seed: int) -> int:
    """Read content as tweets, as profiles and as labels, in a form that the seed chooses."""
    content = in_another_form(content, random.Random(seed))
    names = ("age_tweets.json", "age_profiles.jsonl", "ages_train.csv", "ages_test.csv")
    total = 0
    for name in names[: 2 + seed % 3]:
        read, kept = records_of(folder, name, content)
        assert 0 <= kept <= read
        total += read
    return total


@settings(max_examples=60, **RELAXED)
@given(contents, seeds)
@example(b'[{"id": 1, "text": "a", "user": {}}, ]x[ {', 6)
@example(b"\x1f\x8b", 7)
@example(b'{"a": "\r"}\r{"b": 1}', 7)
@example(b'\xef\xbb\xbf{"id": 1, "user": {"id": 1}}{"id": 2, "user": {"id": 1}}', 0)
@example(b"ID,Age\r1,21\r", 8)
@example(b'["["["[', 6)
@example(b"\x00\n\x00", 1)
# Damaged gzip of ages_test.csv, whose one line names a column.
@example(b'{"id": []}', 14)
def test_any_bytes_are_accounted_for(tmp_path, content, seed):
    account_for(tmp_path, content, seed)


@pytest.mark.verify
@pytest.mark.trust
def test_many_more_bytes_are_accounted_for(tmp_path):
    with trying("fuzzing", "bytes by hypothesis through readers and counts", tried=0) as row:

        @settings(max_examples=2500, **RELAXED)
        @given(contents, seeds)
        def try_one(content, seed):
            row.records += account_for(tmp_path, content, seed)
            row.tried += 1

        try_one()
        row.outcome = "each byte kept, rejected or between; counts agree"


@pytest.mark.verify
@pytest.mark.trust
def test_damage_by_chance_costs_lines_one_record_and_arrays_at_most_two(tmp_path):
    """Through dbt: untouched lines all arrive, and every file adds up."""
    chance = random.Random(11)
    project = Project(tmp_path)
    write_sound_files(project.raw)
    file_count, size = 48, FUZZED_RECORDS // 48
    most_lost: dict[str, int] = {}
    for number in range(file_count):
        records = [tweet(user=profile(chance.randrange(1, 10))) for _ in range(size)]
        is_array = number % 2 == 0
        times = chance.randrange(1, 9)
        name = f"age_tweets-{number}.{'json' if is_array else 'jsonl'}"
        content = damage(array(*records) if is_array else lines(*records), chance, times=times)
        # The longest deletion spans two records, which then are one.
        most_lost[name] = times * (4 if is_array else 3)
        (project.raw / name).write_bytes(content.content)
    with trying("fuzzing", "tweets damaged by chance, through dbt build", tried=file_count) as row:
        select = ("-s", "+fct_record_reconciliation", "--resource-type", "model")
        build = project.dbt("build", *select, "--resource-type", "seed", *KEEP_GOING)
        assert "Traceback" not in build.stdout + build.stderr
        succeed(build)
        counts = project.query(
            "select file_path, read_count, kept_count, rejected_count, duplicate_count"
            " from marts.fct_record_reconciliation where record_type = 'tweet'"
        )
        row.records = sum(read for _, read, *_ in counts)
        row.lost = sum(abs(read - sum(became)) for _, read, *became in counts)
        assert row.lost == 0
        for path, _, kept, *_ in counts:
            if path in most_lost:
                assert size - kept <= most_lost[path], path
        assert row.records > 10_000
        kept_count = sum(kept for _, _, kept, *_ in counts)
        row.outcome = f"kept {kept_count:,}, all others rejected with place and reason"
