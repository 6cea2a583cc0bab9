"""Pseudonyms, people who are forgotten, texts that are not shown: nothing of them stays behind."""

from __future__ import annotations

import csv
import gzip
import json
import re
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumage.privacy.people import People, record_without
from plumage.privacy.pseudonyms import Pseudonyms
from plumage.privacy.removal import write_without
from plumage.raw.inspection import inspect_raw_file
from plumage.warehouse.void import void_fingerprints
from support.made_up_marts import make_marts, write_warehouse
from support.personal_data import personal_data
from support.predict_runs import Run, run_again
from support.project import Project, succeed

KEY = "a key that nobody else has"
HASHES = Pseudonyms(KEY)
OUTRIGHT = ("--vars", "{pseudonymise: true, start_over: true}")


def tables_of(warehouse: Path) -> dict[str, str]:
    """All that a warehouse says, table by table, as text."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = connection.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name != 'reference'"
        ).fetchall()
        return {
            f"{schema}.{name}": "\n".join(
                row[0]
                for row in connection.execute(
                    f'select cast("{name}" as varchar) from {schema}."{name}"'
                ).fetchall()
            )
            for schema, name in names
        }


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@given(st.sets(st.integers(1, 2**63 - 1), min_size=2, max_size=50))
def test_pseudonyms_are_positive_distinct_and_tell_the_number_of_digits(numbers):
    hashed = {HASHES.of_id(number): number for number in numbers}
    assert len(hashed) == len(numbers)
    assert all(0 < value < 2**63 for value in hashed)
    assert all(value & 31 == len(str(number)) for value, number in hashed.items())
    other = Pseudonyms(KEY + "!")
    assert not {other.of_id(number) for number in numbers} & set(hashed)


@given(st.from_regex(r"[A-Za-z0-9_]{6,15}", fullmatch=True))
def test_a_hashed_handle_keeps_its_form_alone(handle):
    hashed = HASHES.of_handle(handle)
    kind = str.maketrans({**dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "a")})
    upper = str.maketrans({**dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A")})
    digits = str.maketrans(dict.fromkeys("0123456789", "0"))
    forms = [text.translate(kind).translate(upper).translate(digits) for text in (handle, hashed)]
    assert forms[0] == forms[1]
    assert HASHES.of_handle(handle.upper()).lower() == HASHES.of_handle(handle.lower()).lower()


def test_a_short_key_is_refused():
    with pytest.raises(Exception, match="at least 16 characters"):
        Pseudonyms("short")


@pytest.fixture
def pseudonymised(tmp_path, monkeypatch):
    """Marts of pseudonymised users, the ages_test.csv of their targets, and the key."""
    marts = make_marts(labelled=40, targets=6, others=2)
    originals = marts.dim_prediction_targets["user_id"].tolist()
    for table in vars(marts).values():
        for column in {"user_id", "account_id"} & set(table):
            table[column] = table[column].map(HASHES.of_id)
    marts.dim_warehouse["pseudonym_key_check"] = HASHES.check()
    raw = tmp_path / "raw"
    raw.mkdir()
    marts.dim_prediction_targets["file_path"] = "ages_test.csv.gz"
    lines = "ID\r\n" + "".join(f' "{number}" \r\n' for number in originals)
    (raw / "ages_test.csv.gz").write_bytes(gzip.compress(lines.encode()))
    monkeypatch.setenv("PLUMAGE_RAW_DIR", str(raw))
    monkeypatch.setenv("PLUMAGE_KEY", KEY)
    run = Run(tmp_path, status=-1)
    write_warehouse(marts, run.warehouse)
    return run, originals


def test_predictions_of_pseudonymised_users_carry_the_original_ids_in_order(pseudonymised):
    run, originals = pseudonymised
    assert run_again(run) == 0
    assert [int(row[0]) for row in run.rows()[1:]] == originals
    stored = set(run.table("age_predictions")["user_id"])
    assert not stored & set(originals)


@pytest.mark.parametrize(
    ("key", "words"),
    [(None, ("key is missing", "PLUMAGE_KEY")), (KEY[::-1], ("not the key", "dbt build"))],
)
def test_without_the_key_nothing_is_predicted(pseudonymised, monkeypatch, capsys, key, words):
    run, _ = pseudonymised
    monkeypatch.setenv("PLUMAGE_KEY", key) if key else monkeypatch.delenv("PLUMAGE_KEY")
    assert run_again(run) == 2
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert all(word in shown for word in words)
    assert not run.output.exists()


def test_another_ages_test_than_the_one_built_from_is_refused(pseudonymised, tmp_path, capsys):
    run, _ = pseudonymised
    (tmp_path / "raw" / "ages_test.csv.gz").write_bytes(gzip.compress(b"ID\n1\n2\n"))
    assert run_again(run) == 2
    assert "dbt build" in capsys.readouterr().err


ANNA = People(frozenset({4711}), {"anna_b"})


@pytest.mark.parametrize(
    ("record", "left"),
    [
        ({"id": 4711, "screen_name": "anna_b"}, None),
        ({"id": "4711", "screen_name": "x"}, None),
        ({"id": 4711.0}, None),
        ({"id": 1, "text": "a", "user": {"id": 4711}}, None),
        ({"id": 1, "text": "RT @anna_b: a", "retweeted_status": {"id": 2, "text": "a",
          "user": {"id": 4711}}, "user": {"id": 3}}, None),
        ({"id": 1, "text": "Hi @ANNA_B, anna_b2", "user": {"id": 3}},
         {"id": 1, "text": "Hi @user, anna_b2", "user": {"id": 3}}),
        ({"id": 1, "text": "a", "in_reply_to_user_id": 4711, "in_reply_to_user_id_str": "4711"},
         {"id": 1, "text": "a", "in_reply_to_user_id": None, "in_reply_to_user_id_str": None}),
        ({"id": 1, "entities": {"user_mentions": [{"id": 4711}, {"id": 5}]}, "text": "a"},
         {"id": 1, "entities": {"user_mentions": [{"id": 5}]}, "text": "a"}),
        ({"id": 3, "status": {"id": 1, "text": "a", "retweeted_status": {"user": {"id": 4711}}}},
         {"id": 3, "status": None}),
        ({"id": 4711, "text": "a tweet of that number", "user": {"id": 3}},
         {"id": None, "text": "a tweet of that number", "user": {"id": 3}}),
    ],
)  # fmt: skip
def test_records_lose_the_user_and_nothing_else(record, left):
    assert record_without(ANNA, record) == left


@pytest.mark.parametrize("form", ["array", "lines", "gzip", "damaged array", "damaged lines"])
def test_files_lose_the_user_and_keep_the_bytes_of_others(tmp_path, form):
    others = [b'{"id":1,"text":"4711a  \\u00e9","user":{"id":3}}', b'{"id":2,"text":"b","user":{}}']
    own = b'{"id":9,"text":"c","user":{"id":4711}}'
    broken = b'{"id":8,"te,"user":{"id":4711}}'
    damage = [b'{"id":7,"te'] if form == "damaged lines" else []
    records = [others[0], own, *([broken] if "damaged" in form else []), *damage, others[1]]
    text = b"\n".join(records) + b"\n" if "lines" in form else b"[" + b", ".join(records) + b"]"
    path = tmp_path / "age_tweets.json"
    path.write_bytes(gzip.compress(text) if form == "gzip" else text)
    target = tmp_path / "age_tweets-new.json"
    assert write_without(ANNA, path, target) >= 1
    written = target.read_bytes()
    written = gzip.decompress(written) if form == "gzip" else written
    assert all(record in written for record in (*others, *damage))
    assert not re.search(rb"(?<![0-9])4711(?![0-9a])", written)
    facts = inspect_raw_file(str(target), str(tmp_path / "x.spool"))
    assert facts["record_count"] == 2 + len(damage)


@pytest.mark.parametrize("name", ["ages_train", "friends", "mentions", "planted_users"])
def test_tables_lose_the_lines_of_the_user_alone(tmp_path, name):
    rows = {
        "ages_train": ("ID;Age", ['"4711";21'], ["1;4711", "14711;20"]),
        "friends": ("ID,FriendID", ["4711,1", "2,4711"], ["47110,2"]),
        "mentions": ("ID,MentionedID,MentionedHandle", ["1,4711,x", "1,2,Anna_B"], ["1,2,anna"]),
        "planted_users": ("user_id,role", ["4711,target"], ["5,target"]),
    }
    header, own, others = rows[name]
    path = tmp_path / f"{name}.csv"
    path.write_bytes("\r\n".join([header, *own, *others, ""]).encode())
    assert write_without(ANNA, path, tmp_path / "new.csv") == len(own)
    assert (tmp_path / "new.csv").read_bytes() == "\r\n".join([header, *others, ""]).encode()


@pytest.mark.parametrize("name", ["friends", "posts"])
def test_records_of_several_lines_go_as_a_whole(tmp_path, name):
    lines = {
        "header": 'ID,FriendID,"Note,\nif any"\n',
        "own": '4711,1,"two\nlines, ""of"" mine"\n',
        "others": '\n5,6,"4711 is\na number"\n7,8,never "closed\n9,10,"x\n',
        "broken": '4711,2,"never closed\n',
        "rest": "11,12,\n",
    }
    path = tmp_path / f"{name}.csv"
    path.write_text("".join(lines.values()))
    assert write_without(ANNA, path, tmp_path / "new.csv") == 2
    left = (lines[key] for key in ("header", "others", "rest"))
    assert (tmp_path / "new.csv").read_text() == "".join(left)


def pick(raw: Path) -> tuple[int, str]:
    """A user with tweets whom others mention where there is one."""
    tweets = json.loads((raw / "age_tweets.json").read_text())
    user = max(tweets, key=lambda tweet: len(tweet["user"]["screen_name"]))["user"]
    return user["id"], user["screen_name"]


def traces(folder: Path, words: tuple[str, ...]) -> list[str]:
    """Files of a folder in which a word stands by itself."""
    pattern = re.compile(
        rb"(?<![0-9A-Za-z_])(?:%s)(?![0-9A-Za-z_])" % "|".join(words).encode(), re.I
    )
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and pattern.search(path.read_bytes())
    ]


def forget(project: Project, *arguments: str):
    # Tables of Spark in the repository are the developer's, and cannot be searched.
    return project.plumage(
        "forget", *arguments, PLUMAGE_SPARK_WAREHOUSE=str(project.folder / "plumage.spark")
    )


def test_forgetting_clears_raw_files_answers_and_warehouse(built, copy_project):
    project = copy_project(built)
    number, handle = pick(project.raw)
    answers = project.folder / "ages_pred.csv"
    answers.write_text(f"ID,Age\n{number},20\n5,21\n")
    fingerprints = project.query("select data_fingerprint from marts.dim_subjects")
    assert traces(project.raw, (str(number), handle))
    succeed(forget(project, str(number), "--predictions", str(answers), "--no-build"))
    assert traces(project.raw, (str(number), handle)) == []
    assert answers.read_text() == "ID,Age\n5,21\n"
    assert not project.warehouse.exists()
    assert void_fingerprints(project.warehouse) == {name for (name,) in fingerprints}
    left = {path.name for path in project.raw.iterdir()}
    assert left == {path.name for path in built.raw.iterdir()}
    assert len(list(project.folder.glob("warehouse.duckdb.receipts/*.json"))) == 1


def test_lists_for_people_show_no_text_and_no_small_group_by_default(built):
    for name in ("rpt_typical_tweets", "rpt_unusual_tweets"):
        assert built.query(f"select count(*), count(tweet_text) from marts.{name}")[0][1] == 0
    assert built.query("select min(user_count) >= 10 from marts.rpt_typical_terms") == [(True,)]


def check_nothing_personal(project: Project) -> None:
    """Search all tables, and the bytes of the file, for what raw files tell of who somebody is."""
    people = personal_data(project.raw)
    for table, text in tables_of(project.warehouse).items():
        assert not people.found_in(text), table
    assert not people.found_in_bytes(project.warehouse.read_bytes())


@pytest.mark.verify
def test_a_pseudonymised_warehouse_holds_no_id_handle_name_or_link(built, copy_project):
    project = copy_project(built)
    missing = project.dbt("build", *OUTRIGHT)
    assert missing.returncode != 0
    assert "PLUMAGE_KEY" in missing.stdout
    before = project.query("select count(*) from marts.feat_users")
    # The file of every statement, too, holds no key.
    settings = {"PLUMAGE_KEY": KEY, "DBT_LOG_LEVEL_FILE": "debug"}
    succeed(project.dbt("build", *OUTRIGHT, **settings))
    check_nothing_personal(project)
    data = project.warehouse.read_bytes()
    assert KEY.encode() not in data
    logs = "".join(path.read_text() for path in (project.folder / "logs").glob("dbt.log*"))
    manifest = (project.folder / "target" / "manifest.json").read_text()
    assert KEY not in logs + manifest
    assert project.query("select count(*) from marts.feat_users") == before
    answers = project.folder / "ages_pred.csv"
    command = ["python", "python/predict.py", "--output", str(answers), "--validate", "none"]
    succeed(project.run(command, PLUMAGE_KEY=KEY))
    asked = (project.raw / "ages_test.csv").read_text().split()
    assert [row[0] for row in csv.reader(answers.open())][1:] == asked


@pytest.mark.verify
def test_a_forgotten_user_is_in_no_byte_of_the_new_warehouse(built, copy_project):
    project = copy_project(built)
    number, handle = pick(project.raw)
    users = project.query("select count(*) from marts.feat_users")[0][0]
    nowhere = str(project.folder / "ages_pred.csv")
    succeed(forget(project, str(number), "--predictions", nowhere))
    assert project.query("select count(*) from marts.feat_users")[0][0] == users - 1
    texts = tables_of(project.warehouse)
    assert not [name for name, text in texts.items() if {str(number), handle} & words_of(text)]
    assert traces(project.folder, (str(number), handle)) == []
