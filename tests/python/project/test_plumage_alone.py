"""`plumage` alone: one table of what there is, whatever there is, and nothing is written."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from plumage.__main__ import main
from plumage.core.paths import ROOT
from plumage.job import overview
from plumage.job.subjects import SUBJECTS, find_work

TABLES = """
    create schema marts;
    create table marts.fct_model_runs (subject varchar, is_stale boolean);
    create table marts.dim_age_users as select 1 as user_id;
    create table marts.fct_behaviour_trends as select 1 as measure;
    create table marts.fct_language_validation (is_stale boolean);
    create table marts.fct_activity_files (batch_id integer);
"""
HOLD = (
    "import duckdb, sys, time; held = duckdb.connect(sys.argv[1]); print('held', flush=True);"
    " time.sleep(60)"
)


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("PLUMAGE_RAW_DIR", str(tmp_path / "raw"))
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(tmp_path / "w.duckdb"))
    monkeypatch.delenv("PLUMAGE_ACTIVITY_DIR", raising=False)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setattr(overview, "ROOT", tmp_path)
    return tmp_path


def export(place: Path) -> None:
    (place / "raw").mkdir()
    for name in SUBJECTS[0].inputs:
        (place / "raw" / f"{name}.json").touch()


def build(place: Path, *statements: str) -> None:
    with duckdb.connect(str(place / "w.duckdb")) as connection:
        for statement in (TABLES, *statements):
            connection.execute(statement)


def table(capsys) -> dict[str, list[str]]:
    """Cells by subject, wrapped lines put together."""
    capsys.readouterr()
    assert main([]) == 0
    lines = capsys.readouterr().out.split("\n\n")[0].splitlines()
    places = [match.start() for match in re.finditer(r"last run|\S+", lines[0])]
    rows: dict[str, list[str]] = {}
    name = ""
    for line in lines[1:]:
        cells = [line[a:b].strip() for a, b in zip(places, [*places[1:], None], strict=True)]
        name = cells[0] or name
        known = rows.setdefault(name, [""] * len(cells))
        rows[name] = [f"{old} {new}".strip() for old, new in zip(known, cells, strict=True)]
    return rows


def test_in_an_empty_folder_it_names_what_is_missing_and_the_demo(place, capsys):
    rows = table(capsys)
    assert list(rows) == [subject.name for subject in SUBJECTS]
    assert rows["age"] == [
        "age", "How old are users, and how sure is that?",
        "missing: age_profiles, age_tweets", "none", "-", "plumage demo",
    ]  # fmt: skip
    assert rows["activity"][-1] == "plumage demo activity"
    assert list(place.iterdir()) == []


def test_with_an_export_and_no_warehouse_it_names_the_run(place, capsys):
    export(place)
    rows = table(capsys)
    assert rows["age"][2:] == ["found", "none", "-", "plumage run FOLDER"]
    assert rows["activity"][2] == "missing: activity"


def test_after_a_build_it_names_what_makes_the_next_result(place, capsys):
    export(place)
    build(place, "insert into marts.fct_language_validation values (true)")
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    rows = table(capsys)
    assert rows["age"][3:] == ["none", "-", "plumage predict"]
    assert rows["behaviour"][3:] == ["current", "-", "plumage story"]
    assert rows["language"][3:] == ["out of date", "-", "plumage language"]
    assert rows["activity"][3:] == ["none", "-", "plumage activity ingest FILE"]
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == before


def test_after_a_run_and_its_pages_it_names_the_page_to_open(place, capsys):
    export(place)
    build(place, "insert into marts.fct_model_runs values ('age', false)")
    for name in ("story.html", "index.html"):
        (place / name).touch()
    rows = table(capsys)
    assert rows["age"][2:] == ["found", "current", "story.html", "open index.html"]


def test_a_warehouse_of_one_subject_says_nothing_of_the_others(place, capsys):
    with duckdb.connect(str(place / "w.duckdb")) as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.fct_activity_files as select 1 as batch_id")
    rows = table(capsys)
    assert rows["activity"][3:] == ["current", "-", "plumage activity show"]
    assert rows["age"][3:] == ["none", "-", "plumage demo"]


def test_a_warehouse_that_pages_cannot_be_made_of_is_said_to_be_older(place, capsys):
    build(place, "create table marts.dim_warehouse as select 'may' as raw_folder")
    (place / "models").mkdir()
    shutil.copy(ROOT / "models" / "exposures.yml", place / "models")
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "(built from a folder “may” by another version, without dim_" in said
    assert "plumage run FOLDER)" in said


def test_a_locked_warehouse_is_said_to_be_in_use_and_not_waited_for(place, capsys):
    build(place)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(place / "w.duckdb")], stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        started = time.monotonic()
        rows = table(capsys)
        assert time.monotonic() - started < 5
    finally:
        holder.kill()
        holder.wait()
    assert {row[3] for row in rows.values()} == {"in use"}
    assert {row[5] for row in rows.values()} == {"wait until it is written"}


def test_a_file_that_is_no_warehouse_is_said_to_be_none(place, capsys):
    (place / "w.duckdb").write_bytes(b"mine" * 2000)
    rows = table(capsys)
    assert {row[3] for row in rows.values()} == {"unreadable"}
    assert "PLUMAGE_DUCKDB" in rows["age"][5]


@pytest.mark.parametrize("columns", [40, 80, 100, 200])
def test_the_table_fits_its_terminal(place, capsys, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main([]) == 0
    lines = capsys.readouterr().out.split("\n\n")[0].splitlines()
    assert max(map(len, lines)) <= max(columns, 85)


def test_a_run_builds_what_pages_of_its_export_tell_of_without_logs_too():
    """Tweets stand for a log of actions: story and explorer read active minutes of either."""
    subjects, excluded = find_work({"age_profiles", "age_tweets"}, set())
    told = {subject.name for subject in SUBJECTS if subject.page == "story.html"}
    assert {subject.name for subject in subjects} == told
    assert all("claims" in words or "moderation" in words for words in excluded)
    subjects, excluded = find_work({"activity"}, set())
    assert [subject.name for subject in subjects] == ["activity"]
    assert "path:models/marts/users" in excluded
    assert not any("activity" in words for words in excluded)
