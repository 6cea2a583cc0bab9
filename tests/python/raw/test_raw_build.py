"""Hostile raw files through dbt: nothing lost, one clear message where a build must stop."""

from __future__ import annotations

import csv
import gzip
import io
import os
import random
import re
import sys
from pathlib import Path

import duckdb
import pytest

from support.ledger import trying
from support.project import Project, succeed
from support.raw_cases import (
    array,
    broken_lines,
    label_cases,
    lines,
    profile_cases,
    tweet,
    tweet_cases,
    write_cases,
    write_sound_files,
)
from support.raw_nasty_cases import nasty_tweet_cases

# Input, what its own records are called, files of it.
KINDS = (
    ("age_tweets", "tweet", tweet_cases() + nasty_tweet_cases()),
    ("age_profiles", "profile", profile_cases()),
    ("ages_train", "label", label_cases()),
)

# Whole files of nothing but rejects are part of the cases.
KEEP_GOING = ("--vars", "{max_rejected_share: 1.0}")
HOLLOW_TOO = ("--vars", "{stop_on_hollow_fields: false}")
CONSERVATION = "assert_records_read_are_kept_rejected_or_duplicate"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Project built on sound files with many damaged ones beside them."""
    project = Project(tmp_path_factory.mktemp("hostile"))
    write_sound_files(project.raw)
    for input_name, _, cases in KINDS:
        write_cases(project.raw, input_name, cases)
    (project.raw / "friends.csv").write_text("ID,FriendID\n1,2,3\n1,4,\n1,5\n")
    (project.raw / "friends-named.csv").write_text("ID,FriendID,Note\n1,6,seen\n")
    (project.raw / "ages_test-wide.csv").write_text("5\n6,7\n")
    (project.raw / "ages_test-broken.csv").write_text('\n8\n"9\n"1\n0"\n\0\n7\n')
    for name, (content, _) in quoted_mentions().items():
        (project.raw / name).write_bytes(content)
    (project.raw / "later").mkdir()
    repeated = (project.raw / "age_tweets-broken-array.json").read_bytes()
    (project.raw / "later" / "age_tweets.json.gz").write_bytes(gzip.compress(repeated))
    (project.raw / "age_tweetsX.json").write_text("[no file of ours")
    tables = ("+fct_record_reconciliation", "+fct_data_quality_findings", "+dim_warehouse")
    tables += ("+dim_prediction_targets",)
    succeed(project.dbt("build", "-s", *tables, *KEEP_GOING, "--resource-type", "model", "seed"))
    return project


def quoted_mentions() -> dict[str, tuple[bytes, list[tuple[int, str]]]]:
    """Files of mentions whose handles are free text, and the line and text of each record."""
    chance = random.Random(5)
    parts = ["\n", "\r\n", '"', ",", ";", "\t", "ü", "a b", "\U0001f600", "\\", "5'", " "]
    files = {}
    for number, (mark, end) in enumerate([(",", "\n"), (";", "\r\n"), ("\t", "\n")]):
        written, expected = io.StringIO(newline=""), []
        writer = csv.writer(written, delimiter=mark, lineterminator=end)
        writer.writerow(["ID", "MentionedID", "MentionedHandle"])
        for user_id in range(1, 300):
            text = "x" + "".join(chance.choices(parts, k=chance.randrange(9))) + "x"
            expected.append((written.getvalue().count("\n") + 1, text))
            writer.writerow([user_id, 10 * number + 1, text])
        content = written.getvalue().encode()
        name = f"mentions-{number}.csv"
        files[name] = (gzip.compress(content) if number else content, expected)
    return files


def reconciliation(project: Project, record_type: str) -> dict[str, tuple[int, int, int, int]]:
    rows = project.query(
        "select file_path, read_count, kept_count, rejected_count, duplicate_count"
        f" from marts.fct_record_reconciliation where record_type = '{record_type}'"
    )
    return {path: tuple(counts) for path, *counts in rows}


@pytest.mark.trust
@pytest.mark.parametrize(("input_name", "record_type", "cases"), KINDS)
def test_each_damaged_file_gives_what_can_be_read(hostile, input_name, record_type, cases):
    found = reconciliation(hostile, record_type)
    for case in cases:
        with trying("inputs", f"{input_name}-{case.name}") as row:
            read, kept, rejected, duplicate = found[f"{input_name}-{case.name}"]
            row.records, row.lost = read, read - kept - rejected - duplicate
            row.outcome = f"kept {kept}, rejected {rejected}, duplicate {duplicate}"
            counts = (read, kept, rejected, duplicate)
            assert counts == (case.read, case.kept, case.rejected, case.duplicate), case.name


def test_rejected_records_say_why(hostile):
    for input_name, record_type, cases in KINDS:
        for case in (case for case in cases if case.reasons):
            path = f"{input_name}-{case.name}".replace("'", "''")
            rows = hostile.query(
                "select distinct reason from staging.stg_raw__rejected_records"
                f" where file_path = '{path}' and record_type = '{record_type}' order by reason"
            )
            assert tuple(row[0] for row in rows) == case.reasons, case.name


def test_lines_are_numbered_around_those_that_are_broken(hostile):
    rows = hostile.query(
        "select place, reason from staging.stg_raw__rejected_records"
        " where file_path = 'age_tweets-damaged-places.jsonl' order by place"
    )
    broken = [(f"line {number}", "not_json") for number in (1, 3, 4)]
    assert rows == [*broken, ("line 5", "tweet_id_missing")]


def test_reconciliation_adds_up_for_nested_records_too(hostile):
    off = hostile.query(
        "select * from marts.fct_record_reconciliation"
        " where read_count != kept_count + rejected_count + duplicate_count + notice_count"
    )
    assert off == []
    assert sum(read for read, *_ in reconciliation(hostile, "tweet.user").values()) > 50


def test_cells_behind_the_last_named_column_reject_the_line(hostile):
    friends = reconciliation(hostile, "friend")
    assert friends == {"friends.csv": (3, 2, 1, 0), "friends-named.csv": (1, 1, 0, 0)}
    assert reconciliation(hostile, "target")["ages_test-wide.csv"] == (2, 1, 1, 0)
    rows = hostile.query(
        "select excerpt from staging.stg_raw__rejected_records"
        " where reason = 'too_many_cells' and record_type != 'label' order by 1"
    )
    assert rows == [("1,2,3",), ("6,7",)]


def test_quoted_cells_are_those_that_were_written_wherever_their_lines_end(hostile):
    for name, (_, expected) in quoted_mentions().items():
        found = hostile.query(
            "select record_number, mentioned_handle from staging.base_twitter__mentions"
            f" where file_path = '{name}' and rejection_reason is null order by 1"
        )
        assert found == expected
        assert reconciliation(hostile, "mention")[name] == (299, 299, 0, 0)


def test_rejected_record_of_several_lines_names_them(hostile):
    rows = hostile.query(
        "select file_path, place, excerpt from staging.stg_raw__rejected_records"
        " where file_path in ('ages_train-breaks.csv', 'ages_train-open-among-quotes.csv')"
        " order by all"
    )
    assert rows == [
        ("ages_train-breaks.csv", "lines 6-7", "118,… …,…"),
        ("ages_train-open-among-quotes.csv", "line 2", '111;21;"…'),
    ]


def test_a_target_that_cannot_be_read_is_asked_about_in_its_place(hostile):
    rows = hostile.query(
        "select line_number, user_id, line_excerpt from marts.dim_prediction_targets"
        " where file_path = 'ages_test-broken.csv' order by target_position"
    )
    assert rows == [(2, 8, None), (3, None, '"9'), (4, None, "1 0"), (6, None, " "), (7, 7, None)]


def test_same_content_counts_once_whatever_its_compression(hostile):
    assert reconciliation(hostile, "tweet")["later/age_tweets.json.gz"] == (4, 0, 0, 4)


def test_excerpts_are_short_and_hold_no_handle_name_or_word_of_a_text(hostile):
    rows = hostile.query("select excerpt from staging.stg_raw__rejected_records")
    assert len(rows) > 80
    for (excerpt,) in rows:
        assert len(excerpt) <= 200
        assert not re.search(r"user\d|ann|says|hi\b|script", excerpt), excerpt
    # What helps to mend a record is shown.
    assert any('"id": 1.5' in excerpt for (excerpt,) in rows)


def test_ids_beyond_doubles_stay_exact(hostile):
    rows = hostile.query(
        "select tweet_id from staging.stg_twitter__tweets"
        " where file_path = 'age_tweets-ids.jsonl' order by 1"
    )
    assert rows == [(123456789012,), (2**53 + 1,), (2**63 - 1,)]


def test_copies_of_irregular_files_are_gone_after_the_run(hostile):
    assert not Path(f"{hostile.warehouse}.spool").exists()


def test_reconciliation_fails_when_a_kept_row_vanishes(hostile, copy_project):
    project = copy_project(hostile)
    with duckdb.connect(str(project.warehouse)) as connection:
        connection.execute(
            "delete from staging.stg_twitter__tweets"
            " where tweet_id = (select min(tweet_id) from staging.stg_twitter__tweets)"
        )
    test = project.dbt("test", "-s", CONSERVATION)
    assert test.returncode != 0
    assert "Got 1 result" in test.stdout


@pytest.mark.verify
def test_one_model_can_be_built_again_after_the_copies_went(hostile, copy_project):
    project = copy_project(hostile)
    count = "select count(*), min(record_hash) from staging.base_twitter__age_tweets"
    before = project.query(count)
    with duckdb.connect(str(project.warehouse)) as connection:
        connection.execute("update marts.dim_warehouse set project_version = '0.0.1'")
        connection.execute("delete from staging.base_twitter__age_tweets")
    run = succeed(project.dbt("run", "-s", "base_twitter__age_tweets", *KEEP_GOING))
    assert project.query(count) == before
    assert "built by version 0.0.1; rebuilding with" in run.stdout


def check_message(project: Project, *expected: str) -> str:
    run = project.dbt("run", "-s", "base_raw__*", "base_twitter__*")
    assert run.returncode != 0
    assert "Traceback" not in run.stdout + run.stderr
    for words in (*expected, "PLUMAGE_RAW_DIR"):
        assert words in run.stdout
    return run.stdout


def test_absent_folder_ends_with_one_message(tmp_path):
    check_message(Project(tmp_path), "No raw files", str(tmp_path / "raw"))


def test_unusable_files_are_named_with_what_they_need(tmp_path):
    project = Project(tmp_path)
    write_sound_files(project.raw)
    (project.raw / "ages_train.csv").write_text("Name,Years\nx,3\n")
    (project.raw / "age_tweets.json").write_text("[]")
    check_message(
        project,
        "age_tweets.json holds no record",
        "ages_train.csv must name the columns ID and Age in its first line, which reads 'Name,Y",
    )


@pytest.mark.trust
@pytest.mark.skipif(sys.platform != "linux", reason="devices and /proc are Linux's")
def test_what_is_called_as_a_file_and_is_none_is_named(tmp_path):
    """`glob` passes over them: without a word their records would be missed."""
    project = Project(tmp_path)
    write_sound_files(project.raw)
    os.mkfifo(project.raw / "age_tweets-pipe.jsonl")
    links = {"itself": "age_tweets-itself.json", "nowhere": "nowhere.json", "device": "/dev/zero"}
    for name, target in links.items():
        (project.raw / f"age_tweets-{name}.json").symlink_to(target)
    with trying("inputs", "pipe, device, links to nowhere and to themselves", tried=4) as row:
        check_message(
            project,
            *(f"age_tweets-{name}.json" for name in links),
            "age_tweets-pipe.jsonl",
            "is a link that leads nowhere, a pipe or a device",
        )
        row.outcome = "named in one message"


@pytest.mark.verify
@pytest.mark.trust
@pytest.mark.skipif(sys.platform != "linux", reason="devices and /proc are Linux's")
def test_a_file_that_the_system_refuses_to_read_is_named(tmp_path):
    project = Project(tmp_path)
    write_sound_files(project.raw)
    # For root neither.
    (project.raw / "age_tweets-memory.json").symlink_to("/proc/self/mem")
    with trying("inputs", "file that the system refuses to read") as row:
        check_message(project, "age_tweets-memory.json cannot be read or copied: Input/output")
        row.outcome = "named in one message"


@pytest.mark.verify
def test_folder_where_a_file_should_be_is_told_of(tmp_path):
    project = Project(tmp_path)
    write_sound_files(project.raw)
    (project.raw / "age_tweets.json").unlink()
    (project.raw / "age_tweets.json").mkdir()
    check_message(project, "missing", "These are folders, not files: age_tweets.json")


@pytest.mark.verify
def test_file_of_mostly_rejects_stops_the_build(tmp_path):
    project = Project(tmp_path)
    write_sound_files(project.raw)
    (project.raw / "age_tweets-2.jsonl").write_bytes(lines(tweet(), "no", "no", "no", tweet()))
    check_message(
        project,
        "age_tweets-2.jsonl: 3 of 5, most often not_json",
        "max_rejected_share",
        "plumage rejects export",
    )


@pytest.mark.verify
@pytest.mark.trust
def test_large_objects_and_many_lines_keep_their_places(tmp_path):
    """An object of 50 MB, and lines enough for several threads: a record's number is its line's.

    Some hundred of the lines are broken in all ways there are: the reader leaves those out, and
    numbers the others around them.
    """
    project = Project(tmp_path)
    write_sound_files(project.raw)
    (project.raw / "age_tweets-50-mb.jsonl").write_bytes(lines(tweet(text="x" * 50_000_000)))
    many = project.raw / "age_tweets-many.jsonl"
    # Strings and lists are read as what they hold, which takes a copy.
    broken = [line for line in broken_lines() if line[:1] not in {b"[", b'"'}]
    with many.open("wb") as file:
        for number in range(10**9, 10**9 + 400_000):
            line = f'{{"id": {number}, "text": "{"x" * 200}", "user": {{"id": 1}}}}'.encode()
            if number % 500 == 499:
                line = broken[number // 500 % len(broken)]
            file.write(line + b"\n")
    with trying("inputs", "object of 50 MB; 400,000 lines in several threads", tried=2) as row:
        models = ("base_raw__files", "base_raw__rejected_segments")
        run = project.dbt("run", "-s", *models, "base_twitter__age_tweets", *HOLLOW_TOO)
        assert "Traceback" not in run.stdout + run.stderr
        succeed(run)
        found = project.query(
            "select count(*), count(distinct record_number), max(abs(tweet_id - record_number))"
            " from staging.base_twitter__age_tweets where file_path = 'age_tweets-many.jsonl'"
        )
        assert found == [(399_200, 399_200, 10**9 - 1)]
        large = project.query(
            "select length(tweet.text) from staging.base_twitter__age_tweets"
            " where file_path = 'age_tweets-50-mb.jsonl'"
        )
        assert large == [(50_000_000,)]
        row.records, row.outcome = (
            400_001,
            "800 broken, the others whole; numbers are those of the lines",
        )


@pytest.mark.verify
def test_what_another_format_stops_the_build_with_is_its_name_and_the_way_out(tmp_path):
    project = Project(tmp_path)
    write_sound_files(project.raw)
    v2 = {"id": "5", "text": "a", "author_id": "1"}
    notices = [{"delete": {"status": {"id": number}}} for number in range(9)]
    files = {
        "age_tweets-2.jsonl": lines({"data": [v2] * 500}, *(tweet() for _ in range(9))),
        "age_tweets-3.jsonl": lines(v2, v2, "no", tweet(), *notices),
        "age_tweets-4.json": b"window.YTD.tweets.part0 = " + array({"tweet": {"id": "1"}}),
        "age_tweets-5.csv": b"id,text\n1,a\n2,b\n",
        "age_tweets-6.jsonl": lines(tweet(), *notices),
    }
    for name, content in files.items():
        (project.raw / name).write_bytes(content)
    output = check_message(
        project,
        "age_tweets-2.jsonl: 500 of 509 records are objects in pages of API v2",
        "age_tweets-3.jsonl: 3 of 4 records, 2 of which are tweets of API v2 (`author_id` instead",
        "age_tweets-4.json: 1 of 1 records are records of an X archive",
        "age_tweets-5.csv: 2 of 2 records are lines of a table (CSV): tweets and profiles must be",
    )
    assert "age_tweets-6" not in output


@pytest.mark.verify
def test_the_folder_of_an_x_archive_is_named(tmp_path):
    project = Project(tmp_path)
    (project.raw / "data").mkdir(parents=True)
    for name in ("tweets", "account", "follower"):
        (project.raw / "data" / f"{name}.js").write_text(f"window.YTD.{name}.part0 = []")
    check_message(project, "Raw files are missing", "This is an X archive", "age_tweets.json, with")
