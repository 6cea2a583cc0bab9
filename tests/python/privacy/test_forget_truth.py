"""`plumage forget` looks first, says what is so, and proves what it did."""

from __future__ import annotations

import functools
import json
import subprocess
import zipfile

import duckdb
import pytest

from plumage.__main__ import main
from plumage.core.dbt import StepError
from plumage.core.paths import LIST_HEADER, PAGE_MARK, ROOT
from plumage.core.tracking import HEAD_BYTES
from plumage.pages.layout import document
from plumage.privacy import forget as forgetting
from plumage.privacy import proof, rewriting
from plumage.privacy.marks import Marks
from plumage.privacy.proof import Proof
from plumage.privacy.pseudonyms import Pseudonyms
from plumage.raw.content import RawContent
from support.held_people import GONE, HANDLE, OWN, STAYING, Place, fill
from support.raw_cases import array, lines, profile, tweet

KEY = "a key that nobody else has"


@pytest.fixture
def place(tmp_path, monkeypatch) -> Place:
    return fill(tmp_path, monkeypatch)


def test_a_mistyped_id_changes_nothing_and_is_no_success(place, capsys):
    (place.folder / "story.html").write_text(f"<head>{PAGE_MARK}</head>")
    before = place.contents()
    assert place.forget(999) == 1
    said = capsys.readouterr().out
    assert f"no record of 999 in {place.raw} (ids are those of the raw files)" in said
    assert "nothing was changed" in said
    assert place.contents() == before


def test_a_dry_run_counts_by_file_and_changes_nothing(place, capsys):
    before = place.contents()
    assert place.forget(GONE, "--dry-run") == 0
    said = capsys.readouterr().out
    assert f"{place.raw / 'age_tweets.json'}: 2 records" in said
    assert f"{place.raw / 'friends.csv'}: 2 records" in said
    assert f"{place.answers}: 1 line\n" in said
    assert "(4 rows of 4 tables are about them)" in said
    assert place.contents() == before


def test_a_list_that_somebody_else_wrote_is_named_and_is_no_success(place, capsys):
    mine = place.folder / "output" / "mine.csv"
    mine.parent.mkdir()
    mine.write_text(f"user_id,predicted_age_years\n{GONE},21\n{STAYING},30\n")
    assert place.forget(GONE, "--dry-run") == 0
    assert f"{mine}: near byte" in capsys.readouterr().out
    assert place.forget(GONE) == 1
    assert f"LEFT: {mine}: near byte" in capsys.readouterr().out


@pytest.mark.parametrize("where", ["data", "data/asked/may", "output", "kept", "mine"])
def test_wherever_an_answer_may_be_written_it_is_looked_for(place, capsys, where):
    answer = place.folder / where / f"{GONE}.json"
    answer.parent.mkdir(parents=True)
    assert place.held(GONE, "--output", answer) == 0
    assert "does not look" not in "".join(capsys.readouterr())
    assert place.forget(GONE) == 1
    assert f"LEFT: {answer}: near byte" in capsys.readouterr().out
    text, receipt = place.receipt()
    assert not receipt["is_clean"]
    assert str(GONE) not in text
    # Once it is deleted, the same command proves it.
    answer.unlink()
    assert place.forget(GONE) == 0
    assert "1 user forgotten: no id" in capsys.readouterr().out
    assert place.forget(GONE) == 1
    assert "nothing was changed" in capsys.readouterr().out


@pytest.mark.parametrize("name", [".x.csv.pending", ".ages_pred.csv.12.tmp"])
def test_what_a_killed_command_left_is_looked_for(place, capsys, name):
    left = place.folder / "data" / name
    left.parent.mkdir()
    left.write_text(f"user_id,n\n{GONE},1\n")
    assert place.forget(GONE) == 1
    assert f"LEFT: {left}: near byte" in capsys.readouterr().out


def test_a_handle_of_letters_counts_as_the_first_cell_and_as_a_whole_line():
    marks = Marks(set(), {"taylor"})
    found = [b"name,n\ntaylor,1\n", b"taylor\n", b"Taylor;vip", b"<td>Taylor</td>", b"1, taylor"]
    assert all(map(marks.stand_in, found))
    assert not any(map(marks.stand_in, [b"taylor made\n", b"a taylor,1", b"taylors\n"]))


def test_no_answer_lies_where_dbt_clears_or_git_tracks(place, tmp_path_factory, monkeypatch):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    target = place.folder / "target"
    target.mkdir()
    tracked = elsewhere / "tracked"
    subprocess.run(["git", "init", "-q", str(tracked)], check=True)
    (tracked / ".gitignore").write_text("/mine/\n")
    (tracked / "mine").mkdir()
    source = place.folder / "docs" / "data"
    source.mkdir(parents=True)
    link = place.folder / "link.json"
    link.symlink_to(place.folder / "docs" / "answer.json")
    for refused in (target, tracked, source):
        assert place.held(GONE, "--output", refused / "answer.json") == 2
        assert not (refused / "answer.json").exists()
    assert place.held(GONE, "--output", link) == 2
    assert link.is_symlink()
    # Also where the repository is somebody else's, as in containers.
    with monkeypatch.context() as patch:
        patch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        assert place.held(GONE, "--output", tracked / "answer.json") == 2
    assert place.held(GONE, "--output", tracked / "mine" / "answer.json") == 0


def test_an_answer_outside_the_project_is_said_to_be_nobodys_but_yours(
    place, tmp_path_factory, capsys
):
    answer = tmp_path_factory.mktemp("elsewhere") / "answer.json"
    assert place.held(GONE, "--output", answer) == 0
    assert f"plumage forget does not look at {answer}" in "".join(capsys.readouterr())


def test_who_is_found_goes_and_who_is_not_is_named(place, capsys):
    assert place.forget(GONE, 999) == 1
    said = capsys.readouterr().out
    assert "no record of 999 in" in said
    assert "1 user forgotten" in said
    assert place.has(str(GONE)) == ["raw/age_tweets.json"]
    text = (place.raw / "age_tweets.json").read_text()
    assert text.count(f'"retweet_count":{GONE}') + text.count(f'"retweet_count": {GONE}') == 1
    assert place.has(HANDLE) == place.has(OWN) == []
    assert place.answers.read_text() == f"ID,Age\n{STAYING},30\n"


def test_a_short_id_stays_a_number_in_texts_of_others(place):
    assert place.forget(GONE) == 0
    text = (place.raw / "age_tweets.json").read_text()
    assert f"hi @user, {GONE}a and 4,711 words" in text


def test_the_receipt_counts_and_names_nobody(place):
    assert place.forget(GONE) == 0
    text, receipt = place.receipt()
    assert receipt["removed"]["records"][str(place.raw / "friends.csv")] == 2
    assert (receipt["users"], receipt["is_clean"], receipt["left"]) == (1, True, [])
    assert str(GONE) not in text
    assert HANDLE not in text


V2 = {"id": "1261000000000001600", "text": OWN, "author_id": str(GONE), "lang": "en"}
V2_USER = {"id": str(GONE), "username": HANDLE, "name": "Anna"}
OWN_TWEET = tweet(user=profile(GONE, screen_name=HANDLE), text=OWN)


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("age_tweets-flat.jsonl", V2 | {"author": V2_USER}),
        ("age_tweets-page.jsonl", {"data": [V2], "includes": {"users": [V2_USER]}}),
        ("age_tweets-text.jsonl",
         tweet(user={"id_str": str(GONE), "screen_name": HANDLE}, text=OWN)),
        ("age_tweets-wrapped.jsonl", {"tweet": OWN_TWEET}),
        ("age_tweets-owner.jsonl", {"text": OWN, "owner_id": GONE}),
        ("posts.jsonl", {"content": OWN, "by": {"id": GONE, "username": HANDLE}}),
        ("posts.jsonl", {"body": OWN, "ownerId": str(GONE)}),
        ("age_tweets_2.json", OWN_TWEET),
        ("deeper/still/age_tweets.jsonl", OWN_TWEET),
    ],
)  # fmt: skip
def test_words_go_in_whatever_shape_they_come(place, name, record):
    path = place.raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    others = tweet(user=profile(STAYING), text="words that stay")
    # On one line, since what is unread was taken for damage, and went with its neighbours.
    path.write_bytes((array if path.suffix == ".json" else lines)(record, others))
    assert place.forget(GONE) == 0
    assert place.has(OWN) == place.has(HANDLE) == []
    assert "words that stay" in path.read_text()


def test_logs_elsewhere_lose_the_user_too(place, tmp_path, monkeypatch):
    logs = tmp_path / "logs" / "2024"
    logs.mkdir(parents=True)
    (logs / "a.csv").write_text(f"user,time\n{GONE},1\n{STAYING},{GONE}\n")
    monkeypatch.setenv("PLUMAGE_ACTIVITY_DIR", str(tmp_path / "logs"))
    assert place.forget(GONE) == 0
    assert (logs / "a.csv").read_text() == f"user,time\n{STAYING},{GONE}\n"


def test_only_pages_of_plumage_are_deleted_and_the_rest_is_searched(place, capsys):
    pages = {
        "story.html": PAGE_MARK,
        "data/may/Story.HTML": PAGE_MARK,
        "output/may/story.html": PAGE_MARK,
        "notes.html": "mine",
        "talk.html": f"hello @{HANDLE.upper()}!",
    }
    for name, text in pages.items():
        (place.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (place.folder / name).write_text(f"<html>{text}</html>")
    assert place.forget(GONE) == 1
    found = {path.name for kind in ("html", "HTML") for path in place.folder.rglob(f"*.{kind}")}
    assert found == {"notes.html", "talk.html"}
    said = capsys.readouterr().out
    assert f"LEFT: {place.folder / 'talk.html'}: near byte 14" in said
    assert f"{place.folder / 'notes.html'} stays: it lacks Plumage's mark" in said
    assert f"LEFT: {place.folder / 'notes.html'}" not in said
    assert "1 user removed, but look at the lines above" in said


def test_whatever_writes_a_page_writes_the_mark():
    writers = {
        str(path): path.read_text(encoding="utf-8")
        for path in (ROOT / "python" / "plumage").rglob("*.py")
        if "<!doctype html>" in path.read_text(encoding="utf-8")
    }
    assert len(writers) > 2
    assert [name for name, text in writers.items() if "PAGE_MARK" not in text] == []
    assert PAGE_MARK in document("title", "", is_synthetic=False)[:HEAD_BYTES]


def test_models_of_the_same_data_go_and_others_are_named(place, capsys):
    models = (("may", "d1"), ("2014/may", "d1"), (".", "d1"), ("other", "d2"))
    for name, fingerprint in models:
        (place.folder / "kept" / name).mkdir(parents=True, exist_ok=True)
        card = json.dumps({"data_fingerprint": fingerprint})
        (place.folder / "kept" / name / "card.json").write_text(card)
    (place.folder / "plumage.spark").mkdir()
    assert place.forget(GONE) == 1
    cards = (place.folder / "kept").rglob("card.json")
    assert [path.parent.name for path in cards] == ["other"]
    said = capsys.readouterr().out
    assert f"{place.folder / 'kept' / 'other'} stays: this model learned from other data" in said
    assert f"NOT SEARCHED: {place.folder / 'plumage.spark'}" in said


def test_what_cannot_be_looked_into_is_listed(place, capsys):
    with zipfile.ZipFile(place.raw / "old.zip", "w") as packed:
        packed.writestr("x.json", OWN)
    assert place.forget(GONE) == 1
    assert "old.zip: it is a ZIP archive" in capsys.readouterr().out


def test_a_warehouse_that_cannot_be_read_stops_it_before_anything_is_changed(place, capsys):
    place.warehouse.write_bytes(b"mine" * 2000)
    before = place.contents()
    assert place.forget(GONE) == 2
    assert "is not a DuckDB file" in capsys.readouterr().err
    assert place.contents() == before


@pytest.mark.parametrize(
    ("module", "step"),
    [(rewriting, "put_in_place"), (forgetting, "remove_copies"), (forgetting, "prove")],
)
def test_a_run_that_was_cut_off_is_carried_on(place, monkeypatch, capsys, module, step):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    whole = getattr(module, step)
    monkeypatch.setattr(module, step, stop)
    assert place.forget(GONE) == 130
    monkeypatch.setattr(module, step, whole)
    assert place.forget(GONE, "--dry-run") == 2
    (place.raw / "notes.md").write_text(f"about {HANDLE}")
    assert place.forget(GONE) == 1
    said = capsys.readouterr().out
    assert "an earlier run was cut off" in said
    # The handle is known although no record tells it any more.
    assert f"LEFT: {place.raw / 'notes.md'}" in said
    assert place.receipt()[1]["removed"]["records"][str(place.raw / "friends.csv")] == 2
    (place.raw / "notes.md").unlink()
    assert place.forget(GONE) == 0
    assert not list(place.raw.glob(".*"))


def test_after_a_failed_build_the_next_one_has_the_same_variables(place, monkeypatch, capsys):
    monkeypatch.setenv("PLUMAGE_KEY", KEY)
    with duckdb.connect(str(place.warehouse)) as connection:
        check = Pseudonyms(KEY).check()
        connection.execute(f"update marts.dim_warehouse set pseudonym_key_check = '{check}'")
    asked = []

    def build(arguments: list[str]) -> None:
        asked.append(json.loads(arguments[-1]))
        if len(asked) == 1:
            raise StepError("dbt build failed")

    monkeypatch.setattr(forgetting, "run_dbt", build)
    words = ["forget", str(GONE), "--predictions", str(place.answers)]
    assert main([*words, "--vars", '{"show_texts": true}']) == 2
    assert not place.warehouse.exists()
    assert main(words) == 0
    # Without the second, the users of a pseudonymised warehouse would be in the next one by name.
    assert asked == [{"show_texts": True, "pseudonymise": True}] * 2


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("x123456789 1234567890 anna_b2", False), ("123456789", True), ("@Anna_B", True)],
)
def test_a_search_in_chunks_sees_what_one_look_sees(tmp_path, monkeypatch, words, is_found):
    path, marks = tmp_path / "notes.txt", Marks({123456789}, {HANDLE})
    path.write_text(f"{'.' * 1010} {words} {'.' * 3000}")
    for chunk_bytes in range(1000, 1050):
        content = functools.partial(RawContent, chunk_bytes=chunk_bytes)
        monkeypatch.setattr(proof, "RawContent", content)
        found = Proof()
        found.search_files([path], marks)
        assert bool(found.left) == is_found, chunk_bytes


def test_tables_are_searched_for_ids_handles_and_pseudonyms_but_not_for_numbers(tmp_path):
    warehouse, hashes = tmp_path / "w.duckdb", Pseudonyms(KEY)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            f"create schema marts; create schema reference;"
            f"create table marts.fct_counts as select {GONE} as like_count, 'at {GONE}' as said;"
            f"create table marts.a as select {{'user': {{'name': '{HANDLE}'}}}} as record;"
            f"create table marts.b as select {hashes.of_id(GONE)} as some_number;"
            f"create table marts.c as select 'anna' as word, 'hi @Anna' as said;"
            f"create table marts.d as select '{GONE}' as mentioned_user_id;"
            f"create table reference.e as select '{HANDLE}' as word"
        )
    found = Proof()
    ids = {GONE, hashes.of_id(GONE)}
    found.search_warehouse(warehouse, Marks(ids, {HANDLE, "anna"}))
    assert [line.partition(": ")[2] for line in found.left] == [
        "1 row of marts.a.record",
        "1 row of marts.b.some_number",
        "1 row of marts.c.word",
        "1 row of marts.c.said",
        "1 row of marts.d.mentioned_user_id",
    ]


def test_lists_of_an_audience_lose_the_user_and_other_tables_stay(place):
    (place.folder / "output").mkdir()
    own, other = place.folder / "output" / "young.csv", place.folder / "output" / "other.csv"
    own.write_text(f"{LIST_HEADER}\n{STAYING},0.9\n{GONE},0.8\n")
    other.write_text("name\nx\n")
    assert place.forget(GONE) == 0
    assert own.read_text() == f"{LIST_HEADER}\n{STAYING},0.9\n"
    assert other.read_text() == "name\nx\n"
    _, receipt = place.receipt()
    assert receipt["removed"]["lines"] == {str(own): 1, str(place.answers): 1}
    assert str(own) in receipt["searched"]
