"""What a build adds to the last one is what a build of everything gives, row for row."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import duckdb
import pytest

from plumage.raw.content import MAX_GZIP_EXPANSION
from plumage.raw.layout import input_name
from plumage.raw.sql_functions import file_stamp
from support.deliveries import cut_into_deliveries, deliver
from support.project import Project, generate, succeed
from support.raw_cases import lines, profile, tweet, write_sound_files

MODELS = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
LEDGER = "staging.state_ledger"
"""It says how the kept rows came about."""

TEXTS = ("+int_texts__measured", "+int_tweet_tokens", "+int_tweets__passed_on")
WRITTEN = ("+feat_user_terms", "+feat_user_texts")
"""Tables of what each user wrote, made from kept rows."""

NORMS = ("+feat_users", "+fct_term_norms", "+fct_record_reconciliation")
FEATURES = ("-s", *WRITTEN, *NORMS, *MODELS)
SOME = ("-s", *TEXTS, *WRITTEN, "+fct_record_reconciliation", *MODELS)


def build(project: Project, *words: str) -> str:
    return succeed(project.dbt("build", *(words or MODELS))).stdout


def differing_tables(one: Project, other: Project) -> dict[str, int]:
    """Tables and views whose rows differ, with the number of rows that one of them has alone.

    The stamps of files are those of a place, and activity logs are known by theirs.
    """
    with duckdb.connect() as connection:
        for name, project in (("one", one), ("other", other)):
            connection.execute(f"attach '{project.warehouse}' as {name} (read_only)")
        listed = {
            name: connection.execute(
                "select table_schema || '.' || table_name from information_schema.tables"
                f" where table_catalog = '{name}' and table_schema != 'main'"
            ).fetchall()
            for name in ("one", "other")
        }
        names = [{row[0] for row in rows} for rows in listed.values()]
        assert names[0] == names[1]
        assert len(names[0]) > 20
        differing = {}
        for table in sorted(names[0] - {LEDGER}):
            columns = "* exclude (file_stamp)" if table == "staging.base_raw__files" else "*"
            alone = [
                f"(select {columns} from {left}.{table} except all"
                f" select {columns} from {right}.{table})"
                for left, right in (("one", "other"), ("other", "one"))
            ]
            count = connection.execute(f"select count(*) from ({' union all '.join(alone)})")
            if (rows := count.fetchone()[0]) and "activity" not in table:
                differing[table] = rows
    return differing


def compare_with_full_build(project: Project, folder: Path, *words: str) -> None:
    """Build the same raw files anew, with what was grown put aside."""
    folder.mkdir()
    grown = Project(folder)
    project.warehouse.rename(grown.warehouse)
    succeed(project.dbt("build", *(words or MODELS)))
    assert differing_tables(grown, project) == {}


def test_later_deliveries_give_what_all_at_once_give(tmp_path):
    generate(tmp_path / "export", "--users", "100", "--format", "lines")
    project = Project(tmp_path / "grown")
    sizes = []
    first, *later = cut_into_deliveries(tmp_path / "export", count=3, seed=1)
    for deliveries in ([first], later):
        for delivery in deliveries:
            deliver(project.raw, delivery)
        build(project, *FEATURES)
        sizes.append(project.query("select count(*) from staging.stg_twitter__tweets")[0][0])
    assert sizes == sorted(set(sizes))
    mended = project.query(
        "select count(*) from intermediate.int_tweets__own_text"
        " where own_text like 'I love what was mended%'"
    )
    assert mended[0][0] > 4
    build(project, *FEATURES)  # with nothing new
    compare_with_full_build(project, tmp_path / "full", *FEATURES)


@pytest.mark.verify
def test_any_order_of_deliveries_gives_what_all_at_once_give(tmp_path):
    """All tables, from six deliveries out of order, in three builds."""
    generate(tmp_path / "export", "--users", "1500", "--format", "lines", "--seed", "2")
    first, *later = cut_into_deliveries(tmp_path / "export", count=6, seed=2)
    random.Random(2).shuffle(later)
    project = Project(tmp_path / "grown")
    for deliveries in ([first], later[:2], later[2:]):
        for delivery in deliveries:
            deliver(project.raw, delivery)
        build(project)
    compare_with_full_build(project, tmp_path / "full")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Project of a few tweets and files of many forms, built; tests must not change it."""
    project = Project(tmp_path_factory.mktemp("few") / "few")
    write_sound_files(project.raw)
    texts = ["I love this :)", "so sad... sooo sad", "RT @ann: hello you", "😂😂 #tag", "."]
    first, second = ([tweet(text=f"{text} {part}") for text in texts] for part in (1, 2))
    (project.raw / "age_tweets-1.jsonl").write_bytes(lines(*first, "{broken"))
    (project.raw / "age_tweets-2.jsonl").write_bytes(lines(*second))
    (project.raw / "friends.csv").write_text("ID,FriendID\n1,2\n1,3\n")
    build(project, *SOME)
    return project


@pytest.fixture
def small(few: Project, tmp_path: Path) -> Project:
    """Copy of that project, with the stamps that its files have in their new place."""
    shutil.copytree(few.folder, tmp_path / "small")
    project = Project(tmp_path / "small")
    with duckdb.connect(str(project.warehouse)) as connection:
        for path in filter(input_name, map(str, project.raw.iterdir())):
            connection.execute(
                "update staging.base_raw__files set file_stamp = ? where file_path = ?",
                (file_stamp(path, MAX_GZIP_EXPANSION), Path(path).name),
            )
    return project


def mark_rows(project: Project) -> None:
    """Write into kept rows what no build would: they stay as long as they are kept."""
    with duckdb.connect(str(project.warehouse)) as connection:
        for statement in (
            "update staging.base_twitter__age_tweets set place = 'marked'"
            " where file_path = 'age_tweets-1.jsonl' and rejection_reason is null",
            "update intermediate.int_texts__sentiment_scored set compound = 0.1234",
            "update intermediate.int_texts__emoji_counted set emoticon_count = 77",
            "update intermediate.int_texts__style_counted set word_count = 77",
            "update intermediate.int_tweet_tokens set token = 'marked'",
            "update staging.base_raw__files set byte_count = 7",
        ):
            connection.execute(statement)


def count_marked(project: Project) -> list[int]:
    """Rows still marked: records, scored, emoji, style, tokens, files."""
    row = project.query(
        "select (select count(*) from staging.base_twitter__age_tweets where place = 'marked'),"
        " (select count(*) from intermediate.int_texts__sentiment_scored where compound = 0.1234),"
        " (select count(*) from intermediate.int_texts__emoji_counted where emoticon_count = 77),"
        " (select count(*) from intermediate.int_texts__style_counted where word_count = 77),"
        " (select count(*) from intermediate.int_tweet_tokens where token = 'marked'),"
        " (select count(*) from staging.base_raw__files where byte_count = 7)"
    )
    return list(row[0])


def test_a_new_file_is_all_that_is_parsed_scored_and_tokenised(small):
    mark_rows(small)
    before = count_marked(small)
    assert min(before) >= 5
    news = [tweet(text="I love this :) 1"), tweet(text="brand new words", lang="en")]
    (small.raw / "age_tweets-0.jsonl").write_bytes(lines(news[0], "{broken", news[1]))
    build(small, *SOME)
    assert count_marked(small) == before
    numbers = small.query(
        "select record_number from staging.base_twitter__age_tweets"
        " where file_path = 'age_tweets-0.jsonl' order by all"
    )
    assert numbers == [(1,), (3,)]
    scored = small.query(
        "select compound = 0.1234, count(*) from intermediate.int_texts__sentiment_scored"
        " group by 1 order by 1"
    )
    assert scored == [(False, 1), (True, before[1])]


@pytest.mark.verify
def test_another_version_of_the_code_makes_everything_anew(small, tmp_path):
    mark_rows(small)
    with duckdb.connect(str(small.warehouse)) as connection:
        connection.execute(
            "update staging.state_ledger set state_md5 = 'of another version'"
            " where model_name not in ('pseudonymise', 'show_texts', 'min_group_users')"
        )
        connection.execute("update staging.base_raw__files set file_stamp = 'of another one'")
    build(small, *SOME)
    assert not any(count_marked(small))
    compare_with_full_build(small, tmp_path / "full", *SOME)


@pytest.mark.verify
def test_a_full_refresh_makes_everything_anew(small):
    mark_rows(small)
    build(small, *SOME, "--full-refresh")
    assert not any(count_marked(small))


@pytest.mark.verify
def test_changed_moved_and_removed_files_leave_nothing_behind(small, tmp_path):
    path = small.raw / "age_tweets-1.jsonl"
    content = path.read_bytes()
    times = path.stat()
    # As long as before, and put back to the time that it had.
    path.write_bytes(content.replace(b"I love this :) 1", b"I hate this :( 1"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    (small.raw / "age_tweets-2.jsonl").unlink()
    (small.raw / "friends.csv").rename(small.raw / "friends-moved.csv")
    build(small, *SOME)
    texts = {
        row[0] for row in small.query("select own_text from intermediate.int_tweets__own_text")
    }
    assert "I hate this :( 1" in texts
    assert not any(text and text.endswith(" 2") for text in texts)
    compare_with_full_build(small, tmp_path / "full", *SOME)


@pytest.mark.verify
def test_another_folder_and_another_setting_leave_nothing_behind(small, tmp_path):
    other = tmp_path / "other"
    write_sound_files(other)
    (other / "age_profiles-more.jsonl").write_bytes(lines(profile(33, description="I love cats")))
    words = (*SOME, "--vars", "{plausible_age_years: [20, 30]}")
    place = {"PLUMAGE_RAW_DIR": str(other)}
    succeed(small.dbt("build", *words, **place))
    full = Project(tmp_path / "full")
    succeed(full.dbt("build", *words, **place))
    assert differing_tables(small, full) == {}


@pytest.mark.verify
def test_rows_that_went_missing_are_made_again(small, tmp_path):
    with duckdb.connect(str(small.warehouse)) as connection:
        for table, number in (
            ("staging.base_twitter__age_tweets", 3),
            ("staging.stg_twitter__tweets", 2),
            ("intermediate.int_texts__sentiment_scored", 4),
            ("intermediate.int_tweets__own_text", 2),
        ):
            connection.execute(f"delete from {table} where rowid < {number}")
    build(small, *SOME)
    compare_with_full_build(small, tmp_path / "full", *SOME)


def count_terms(project: Project, *user_ids: int) -> list[int]:
    return [
        project.query(
            f"select count(*) from intermediate.int_user_terms__counted where user_id = {user_id}"
        )[0][0]
        for user_id in user_ids
    ]


@pytest.mark.verify
def test_users_who_wrote_something_else_or_nothing_any_more_are_counted_anew(small, tmp_path):
    tweets, profiles = (small.raw / name for name in ("age_tweets-3.jsonl", "age_profiles-3.jsonl"))
    bios = {22: "Baker, 21 years old", 23: "Born in 1990, tuba player"}
    last = lines(tweet(text="my only tweet", user=profile(21)))
    tweets.write_bytes(last)
    profiles.write_bytes(lines(*(profile(user_id, description=bios[user_id]) for user_id in bios)))
    build(small, *SOME)
    before = count_terms(small, 21, 22, 23)
    assert min(before) >= 5

    tweets.unlink()
    profiles.write_bytes(lines(profile(22, description="Baker")))
    build(small, *SOME)
    assert count_terms(small, 21, 22, 23) == [0, 1, 0]

    tweets.write_bytes(last)
    build(small, *SOME)
    assert count_terms(small, 21, 22, 23) == [before[0], 1, 0]
    compare_with_full_build(small, tmp_path / "full", *SOME)
