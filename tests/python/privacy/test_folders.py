"""Who is looked for is looked for in the folders that the warehouse was built from."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from plumage.privacy import folders
from plumage.privacy import forget as forgetting
from plumage.privacy.folders import read_folders
from support.held_people import GONE, STAYING, Place, fill
from support.raw_cases import lines, profile


@pytest.fixture
def place(tmp_path, monkeypatch) -> Place:
    return fill(tmp_path, monkeypatch)


@pytest.fixture
def demo(place, monkeypatch) -> Path:
    """Another raw folder, which the project takes where no setting names one."""
    folder = place.folder / "data" / "raw"
    folder.mkdir(parents=True)
    (folder / "age_profiles.json").write_bytes(lines(profile(STAYING)))
    setting, _ = folders.FOLDERS["raw_folder"]
    monkeypatch.delenv(setting)
    return folder


def remember(place: Place, name: str, folder: Path) -> None:
    with duckdb.connect(str(place.warehouse)) as connection:
        connection.execute("delete from staging.state_ledger where model_name = ?", [name])
        connection.execute(
            "insert into staging.state_ledger values (?, ?, null)", [name, str(folder)]
        )


@pytest.mark.parametrize("words", [(), ("--dry-run",)])
def test_another_folder_is_refused_before_anything_changes(place, demo, monkeypatch, capsys, words):
    monkeypatch.setenv("PLUMAGE_RAW_DIR", str(demo))
    before = place.contents()
    assert place.forget(GONE, *words) == 2
    said = capsys.readouterr().err
    assert f"w.duckdb was built from {place.raw}, and PLUMAGE_RAW_DIR is {demo}" in said
    assert place.held(GONE) == 2
    assert place.contents() == before


def test_without_a_setting_the_folder_of_the_warehouse_is_taken(place, demo, capsys):
    assert place.held(GONE) == 0
    printed = capsys.readouterr()
    assert f"PLUMAGE_RAW_DIR is not set: looking in {place.raw}" in printed.err
    assert len(json.loads(printed.out)["raw_records"]) == 7


def test_what_forgets_takes_it_too_also_when_cut_off(place, demo, monkeypatch, capsys):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    whole = forgetting.prove
    monkeypatch.setattr(forgetting, "prove", stop)
    assert place.forget(GONE) == 130
    assert not place.warehouse.exists()
    monkeypatch.delenv("PLUMAGE_RAW_DIR")
    monkeypatch.setattr(forgetting, "prove", whole)
    assert place.forget(GONE) == 0
    said = capsys.readouterr().out
    assert "an earlier run was cut off" in said
    assert f"run `dbt build` with PLUMAGE_RAW_DIR={place.raw}" in said
    assert "age_tweets.json" not in " ".join(place.has("words that must go"))


@pytest.mark.parametrize("name", ["raw_folder", "activity_folder"])
def test_a_folder_that_is_gone_stops_it(place, monkeypatch, capsys, name):
    gone = place.folder / "gone"
    remember(place, name, gone)
    for setting, _ in folders.FOLDERS.values():
        monkeypatch.delenv(setting, raising=False)
    assert place.forget(GONE) == 2
    assert f"was built from {gone}, which is not there" in capsys.readouterr().err


def test_logs_elsewhere_are_remembered_too(place, tmp_path_factory, monkeypatch, capsys):
    logs = tmp_path_factory.mktemp("logs")
    (logs / "a.csv").write_text(f"user,time\n{GONE},1\n{STAYING},2\n")
    remember(place, "activity_folder", logs)
    monkeypatch.setenv("PLUMAGE_ACTIVITY_DIR", str(place.folder))
    assert place.forget(GONE) == 2
    assert f"PLUMAGE_ACTIVITY_DIR is {place.folder}" in capsys.readouterr().err
    monkeypatch.delenv("PLUMAGE_ACTIVITY_DIR")
    assert place.forget(GONE) == 0
    assert (logs / "a.csv").read_text() == f"user,time\n{STAYING},2\n"


def test_a_warehouse_that_does_not_tell_has_to_be_built_again(place, capsys):
    with duckdb.connect(str(place.warehouse)) as connection:
        connection.execute("drop schema staging cascade")
    before = place.contents()
    assert place.forget(GONE) == 2
    assert place.held(GONE) == 2
    assert "Run `dbt build` first" in capsys.readouterr().err
    assert place.contents() == before


def test_a_folder_of_logs_does_not_stand_for_that_of_an_export(place, capsys):
    """An earlier version built the warehouse, and this one the activity log in it."""
    remember(place, "activity_folder", place.raw / "activity")
    with duckdb.connect(str(place.warehouse)) as connection:
        connection.execute("delete from staging.state_ledger where model_name = 'raw_folder'")
    assert place.forget(GONE) == 2
    assert "does not tell which folder" in capsys.readouterr().err


@pytest.mark.parametrize("words", [(), ("--dry-run",)])
def test_rows_without_a_record_change_nothing(place, capsys, words):
    for path in place.raw.rglob("*"):
        if path.is_file():
            path.write_text("")
    before = place.contents()
    assert place.forget(GONE, *words) == 1
    assert f"the warehouse has rows about {GONE}, and no file" in capsys.readouterr().out
    assert place.contents() == before
    assert place.held(GONE) == 0
    assert "rows of the warehouse, but no record in" in capsys.readouterr().err


def test_a_build_remembers_its_folders_whole_where_no_mart_has_them(built):
    assert read_folders(built.warehouse) == {
        "raw_folder": built.raw,
        "activity_folder": built.raw / "activity",
    }
    assert built.query("select raw_folder from marts.dim_warehouse") == [("raw",)]
