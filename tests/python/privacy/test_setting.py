"""A warehouse with pseudonyms stays one, and so does one in clear, unless a whole build says so."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from plumage.__main__ import main
from plumage.core.errors import PlumageError
from plumage.privacy.pseudonyms import Pseudonyms
from plumage.privacy.setting import IN_CLEAR, is_whole_build, keep_setting, stored_setting
from support.held_people import LEDGER
from support.project import Project, succeed

KEY, OTHER_KEY = "a key that nobody else has", "another key that nobody has"
CHECK = Pseudonyms(KEY).check()
ON, OFF, OUTRIGHT = {"pseudonymise": True}, {"pseudonymise": False}, {"start_over": True}
LOG = "user,time\nanna.smith,2014-10-01T10:00:00Z\nbert.jones,2014-10-02T10:00:00Z\n"


def keep(stored: str | None, given: dict[str, object], *, is_whole: bool = True) -> bool:
    return keep_setting(stored, given, warehouse="w.duckdb", is_whole=is_whole)


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("PLUMAGE_KEY", KEY)


@pytest.mark.parametrize(
    ("stored", "given"),
    [(None, {}), (None, ON), (IN_CLEAR, {}), (IN_CLEAR, OFF), (CHECK, ON), (CHECK, ON | OUTRIGHT)],
)
def test_the_same_setting_goes_on_with_what_is_built(stored, given):
    assert not keep(stored, given, is_whole=False)


@pytest.mark.parametrize(
    ("stored", "given", "words"),
    [
        (CHECK, {}, ("w.duckdb is pseudonymised, and this run is not", '{"pseudonymise": true}',
                     '{"pseudonymise": false, "start_over": true}')),
        (IN_CLEAR, ON, ("holds ids and names in clear", '{"pseudonymise": false}',
                        '{"pseudonymise": true, "start_over": true}')),
        ("0" * 16, ON, ("under another PLUMAGE_KEY", "its own PLUMAGE_KEY",
                        '{"pseudonymise": true, "start_over": true}')),
    ],
)  # fmt: skip
def test_another_setting_is_refused_unless_a_whole_build_says_so(stored, given, words):
    with pytest.raises(PlumageError) as refused:
        keep(stored, given)
    assert all(word in str(refused.value) for word in (*words, "Nothing was changed"))
    with pytest.raises(PlumageError, match="needs a whole build"):
        keep(stored, given | OUTRIGHT, is_whole=False)
    assert keep(stored, given | OUTRIGHT)


@pytest.mark.parametrize("key", ["", "short"])
def test_no_setting_is_kept_without_a_key(monkeypatch, key):
    monkeypatch.setenv("PLUMAGE_KEY", key)
    with pytest.raises(PlumageError, match="PLUMAGE_KEY"):
        keep(CHECK, ON)


@pytest.mark.parametrize(
    ("options", "is_whole"),
    [
        ({}, True),
        ({"WHICH": "run"}, False),
        ({"SELECT": ("a",)}, False),
        ({"EXCLUDE": ("a",)}, False),
        ({"SELECTOR": "age"}, False),
        ({"RESOURCE_TYPES": ["model"]}, False),
        ({"EXCLUDE_RESOURCE_TYPES": ["test"]}, False),
        ({"EMPTY": True}, False),
    ],
)
def test_a_selection_is_no_whole_build(options, is_whole):
    assert is_whole_build(SimpleNamespace(**{"WHICH": "build"} | options)) is is_whole


def files_of(folder: Path) -> dict[str, str]:
    """Contents by path, as hashes; locks, which hold none, are left out."""
    return {
        str(path): hashlib.md5(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


@pytest.fixture
def project(tmp_path, monkeypatch) -> Project:
    """A pseudonymised warehouse of a log, as far as a run looks at it before it starts."""
    project = Project(tmp_path / "project")
    log = project.raw / "activity" / "log.csv"
    log.parent.mkdir(parents=True)
    log.write_text(LOG)
    with duckdb.connect(str(project.warehouse)) as connection:
        connection.execute(LEDGER)
        connection.execute(
            "insert into staging.state_ledger values"
            " ('pseudonymise', null, $check), ('activity_folder', $folder, null)",
            {"check": CHECK, "folder": str(log.parent)},
        )
    for name, value in project.environment.items():
        monkeypatch.setenv(name, value)
    return project


def test_dbt_refuses_to_go_on_in_clear_and_changes_nothing(project):
    before = files_of(project.folder)
    refused = project.dbt("run", "-s", "stg_activity__events")
    said = refused.stdout.splitlines()[-1].strip()
    assert refused.returncode == 2
    assert said.startswith(f"plumage: {project.folder}")
    assert "is pseudonymised, and this run is not. Nothing was changed." in said
    after = files_of(project.folder)
    assert {path: after[path] for path in before} == before
    assert not [name for name in after if ".building" in name]


@pytest.mark.parametrize(
    "words",
    [("run", "RAW"), ("demo", "age"), ("activity", "ingest", "RAW/log.csv"), ("forget", "1")],
)
def test_commands_refuse_it_in_the_same_words(project, monkeypatch, capsys, words):
    (project.raw / "log.csv").write_text(LOG + "carl,2014-10-03T10:00:00Z\n")
    if words[0] == "forget":  # It keeps the setting by itself, but has no key of its own.
        monkeypatch.setenv("PLUMAGE_KEY", OTHER_KEY)
    before = files_of(project.folder)
    assert main([word.replace("RAW", str(project.raw)) for word in words]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"plumage: {project.warehouse} is pseudonymised")
    assert said.count("\n") == 1
    assert files_of(project.folder) == before


@pytest.mark.verify
def test_a_log_alone_is_kept_apart_and_replaced_by_a_run_that_says_so(project):
    project.warehouse.unlink()
    succeed(project.dbt("run", "-s", "tag:activity", "--vars", "{pseudonymise: true}"))
    assert stored_setting(project.warehouse) == CHECK
    assert b"anna.smith" not in project.warehouse.read_bytes()
    outright = '{"pseudonymise": false, "start_over": true}'
    before = files_of(project.warehouse.parent)[str(project.warehouse)]
    partial = project.dbt("run", "-s", "tag:activity", "--vars", outright)
    assert "needs a whole build" in partial.stdout
    assert files_of(project.warehouse.parent)[str(project.warehouse)] == before
    # It leaves out what has no input.
    succeed(project.plumage("run", str(project.raw), "--vars", outright))
    assert stored_setting(project.warehouse) == IN_CLEAR
    users = "select distinct user_id from marts.fct_active_minutes where log_name = 'files'"
    assert {user for (user,) in project.query(users)} == {"anna.smith", "bert.jones"}


def test_what_is_no_warehouse_gets_no_lock_beside_it(tmp_path, monkeypatch, capsys):
    page = tmp_path / "README.md"
    page.write_text("# Not a warehouse")
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(page))
    monkeypatch.setenv("PLUMAGE_RAW_DIR", str(tmp_path))
    assert main(["forget", "1"]) == 2
    assert "README.md is not a DuckDB file" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


def test_a_warehouse_of_an_older_version_has_its_setting_too(tmp_path):
    path = tmp_path / "w.duckdb"
    assert stored_setting(path) is None
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.dim_warehouse (pseudonym_key_check varchar)")
    assert stored_setting(path) is None
    with duckdb.connect(str(path)) as connection:
        connection.execute("insert into marts.dim_warehouse values (null)")
    assert stored_setting(path) == IN_CLEAR
