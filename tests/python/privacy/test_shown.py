"""All reports of a warehouse show as much of single people: no part is built to show more."""

from __future__ import annotations

import duckdb
import pytest

from plumage.__main__ import main
from plumage.core.errors import PlumageError
from plumage.privacy.shown import check_shown, stored_shown
from support.held_people import LEDGER
from support.places import ROOT
from support.project import Project

HIDE, SHOW, FEW = {"show_texts": False}, {"show_texts": True}, {"min_group_users": 2}


@pytest.fixture
def project(tmp_path, monkeypatch) -> Project:
    """A warehouse as far as a run looks at it before it starts."""
    project = Project(tmp_path / "project")
    (project.raw / "activity").mkdir(parents=True)
    with duckdb.connect(str(project.warehouse)) as connection:
        connection.execute(LEDGER)
        connection.execute(
            "insert into staging.state_ledger values"
            " ('show_texts', null, 'false'), ('min_group_users', null, '10')"
        )
    for name, value in project.environment.items():
        monkeypatch.setenv(name, value)
    return project


@pytest.mark.parametrize("given", [SHOW, FEW])
def test_a_part_under_another_value_is_refused_and_a_whole_build_is_not(project, given):
    with pytest.raises(PlumageError) as refused:
        check_shown(project.warehouse, given, is_whole=False)
    said = str(refused.value)
    assert "builds a part of it with {" in said
    assert "Nothing was changed" in said
    check_shown(project.warehouse, given, is_whole=True)


@pytest.mark.parametrize("given", [{}, HIDE, {"min_group_users": 10}, {"behaviour_replicates": 3}])
def test_a_part_under_the_same_values_goes_on(project, given):
    check_shown(project.warehouse, given, is_whole=False)


def test_dbt_refuses_it_and_changes_nothing(project):
    before = project.warehouse.read_bytes()
    refused = project.dbt("run", "-s", "rpt_unusual_tweets", "--vars", "{show_texts: true}")
    assert refused.returncode == 2
    assert 'was built with {"show_texts": false}' in refused.stdout
    assert project.warehouse.read_bytes() == before
    assert not list(project.folder.glob("*.building"))


@pytest.mark.parametrize("name", ["may.db", "docs/may.duckdb"])
def test_a_warehouse_is_not_built_where_git_would_track_it(project, name):
    refused = project.dbt("seed", "-s", "ref_age_bands", PLUMAGE_DUCKDB=str(ROOT / name))
    assert refused.returncode == 2
    assert "PLUMAGE_DUCKDB is inside the repository" in refused.stdout
    assert not list(ROOT.glob(f"{name}*"))


def test_a_batch_of_logs_refuses_it_before_it_copies_a_file(project, tmp_path, capsys):
    log = tmp_path / "log.csv"
    log.write_text("user,time\nanna,2014-10-01T10:00:00Z\n")
    assert main(["activity", "ingest", str(log), "--vars", "{min_group_users: 1}"]) == 2
    assert 'was built with {"min_group_users": 10}' in capsys.readouterr().err
    assert list((project.raw / "activity").iterdir()) == []


def test_a_warehouse_of_an_older_version_has_its_values_too(tmp_path):
    path = tmp_path / "w.duckdb"
    assert stored_shown(path) == {}
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.dim_warehouse as select true as show_texts, 5 as min_group_users"
        )
    assert stored_shown(path) == {"show_texts": True, "min_group_users": 5}


def test_a_build_says_what_it_shows(built, shown):
    assert stored_shown(built.warehouse) == {"show_texts": False, "min_group_users": 10}
    assert stored_shown(shown.warehouse) == {"show_texts": True, "min_group_users": 10}
