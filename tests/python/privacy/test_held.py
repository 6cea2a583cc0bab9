"""`plumage held` shows all that is held of a person, and of nobody else."""

from __future__ import annotations

import json

import duckdb
import pytest

from plumage.core.paths import ROOT
from plumage.privacy.pseudonyms import Pseudonyms
from support.held_people import GONE, HANDLE, OWN, STAYING, Place, fill
from support.raw_cases import lines, profile, tweet

KEY = "a key that nobody else has"


@pytest.fixture
def place(tmp_path, monkeypatch) -> Place:
    return fill(tmp_path, monkeypatch)


def held(place: Place, capsys) -> dict:
    assert place.held(GONE) == 0
    return json.loads(capsys.readouterr().out)


def test_own_records_and_those_that_name_the_person_come_with_their_place(place, capsys):
    (place.raw / "age_tweets-page.jsonl").write_bytes(
        lines({"statuses": [tweet(user=profile(GONE), text=OWN), tweet(user=profile(STAYING))]})
    )
    shown = held(place, capsys)
    assert shown["handles"] == sorted([HANDLE, f"user{GONE}"])
    found = [
        (one["file"].rpartition("raw/")[2], one["place"], one["is_own"])
        for one in shown["raw_records"]
    ]
    assert found == [
        ("activity/log.jsonl", "record 1", True),
        ("age_profiles.json", "record 1", True),
        ("age_tweets-page.jsonl", "record 1", True),
        ("age_tweets.json", "record 1", True),
        ("age_tweets.json", "record 2", False),
        ("ages_train.csv", "line 2", True),
        ("friends.csv", "line 2", True),
        ("friends.csv", "line 3", False),
    ]
    assert shown["raw_records"][2]["content"]["text"] == OWN
    assert shown["raw_records"][5]["content"] == {"user_id": str(GONE), "age_years": "21"}
    assert list(shown["predictions"].values()) == [[f"{GONE},20"]]


def test_rows_come_from_every_table_that_has_users_or_what_they_wrote(place, capsys):
    tables = held(place, capsys)["warehouse"]["tables"]
    assert tables == {
        "marts.feat_users": [{"user_id": GONE, "tweet_count": 3}],
        "marts.fct_new_subject": [{"user_id": str(GONE), "state": "seen"}],
        "marts.fct_tweets": [{"user_id": GONE, "tweet_id": 1}],
        "marts.fct_tweet_scores": [{"tweet_id": 1, "score": 0.5}],
    }


def test_nothing_held_is_said_and_is_no_success(place, capsys):
    assert place.held(999) == 1
    printed = capsys.readouterr()
    assert "no record of 999 in" in printed.err
    assert printed.out == ""


def test_without_a_warehouse_the_raw_files_answer(place, capsys):
    place.warehouse.unlink()
    assert place.held(GONE) == 0
    printed = capsys.readouterr()
    assert "there is no warehouse" in printed.err
    assert json.loads(printed.out)["warehouse"]["tables"] == {}


def test_a_part_of_a_pseudonymised_warehouse_is_known_for_one(place, capsys, monkeypatch):
    """A build of `--selector activity` has no marts.dim_warehouse."""
    hashes = Pseudonyms(KEY)
    with duckdb.connect(str(place.warehouse)) as connection:
        connection.execute("drop table marts.dim_warehouse")
        connection.execute(
            f"insert into staging.state_ledger values ('pseudonymise', null, '{hashes.check()}')"
        )
        connection.execute(
            f"update marts.feat_users set user_id = {hashes.of_id(GONE)} where user_id = {GONE}"
        )
    monkeypatch.delenv("PLUMAGE_KEY", raising=False)
    assert place.held(GONE) == 2
    assert "the key is missing" in capsys.readouterr().err
    monkeypatch.setenv("PLUMAGE_KEY", KEY)
    assert place.held(GONE) == 0
    assert json.loads(capsys.readouterr().out)["pseudonym"] == hashes.of_id(GONE)


def test_a_pseudonymised_warehouse_is_asked_for_the_pseudonym(place, capsys, monkeypatch):
    hashes = Pseudonyms(KEY)
    with duckdb.connect(str(place.warehouse)) as connection:
        connection.execute(f"update marts.dim_warehouse set pseudonym_key_check='{hashes.check()}'")
        connection.execute(f"update marts.feat_users set user_id = {hashes.of_id(GONE)}"
                           f" where user_id = {GONE}")  # fmt: skip
    monkeypatch.delenv("PLUMAGE_KEY", raising=False)
    assert place.held(GONE) == 2
    assert "the key is missing" in capsys.readouterr().err
    monkeypatch.setenv("PLUMAGE_KEY", KEY)
    shown = held(place, capsys)
    assert shown["pseudonym"] == hashes.of_id(GONE)
    assert [len(rows) for rows in shown["warehouse"]["tables"].values()] == [1]


def test_the_answer_is_not_written_where_git_would_track_it(place, capsys):
    assert place.held(GONE, "--output", ROOT / "docs" / "answer.json") == 2
    assert "git would track personal data" in capsys.readouterr().err
    assert not (ROOT / "docs" / "answer.json").exists()
    assert place.held(GONE, "--output", place.folder / "answer.json") == 0
    assert json.loads((place.folder / "answer.json").read_text())["user_id"] == GONE
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("number", [2014, 100])
def test_a_number_in_texts_of_others_is_no_id(place, capsys, number):
    said = tweet(user=profile(STAYING), text=f"in {number} we were {number}")
    (place.raw / "age_tweets-more.jsonl").write_bytes(lines(said))
    assert place.held(number) == 1
    assert "nothing is held" in capsys.readouterr().err


def test_a_handle_is_refused_with_the_way_to_its_id(place, capsys):
    assert place.held("@Anna_B") == 2
    said = capsys.readouterr().err
    assert "select user_id from staging.stg_twitter__profiles" in said
    assert "where lower(screen_name) = 'anna_b'" in said
    assert place.held("x'; drop") == 2
    assert "screen_name" not in capsys.readouterr().err
