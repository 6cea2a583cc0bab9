"""The main job as users run it: raw files in, tested warehouse and ages_pred.csv out."""

from __future__ import annotations

import csv
import hashlib
import shutil
from pathlib import Path

import duckdb
import pytest

from plumage.pages.story.check import problems_of
from plumage.pages.story.make import tell
from support.project import OPTIONAL_INPUTS, Project, generate, succeed
from support.tables import fingerprint_of_tables


def ids_to_predict(raw: Path) -> list[str]:
    """Ids of a headerless ages_test.csv, read without the project's code."""
    return (raw / "ages_test.csv").read_text().split()


def predicted_rows(path: Path) -> list[list[str]]:
    with path.open(newline="") as handle:
        return list(csv.reader(handle))


def test_predictions_answer_every_requested_id_in_order(predicted):
    header, *rows = predicted_rows(predicted.folder / "ages_pred.csv")
    assert header == ["ID", "Age"]
    assert [row[0] for row in rows] == ids_to_predict(predicted.raw)
    assert all(row[1].isdigit() and 13 <= int(row[1]) <= 79 for row in rows)


def test_second_build_gives_identical_rows(built, copy_project):
    project = copy_project(built)
    # Activity logs are known by their place, which is new: they are read anew once.
    succeed(project.dbt("run", "-s", "tag:activity"))
    before = fingerprint_of_tables(project)
    # Data tests are queries of these rows: the same rows pass them again.
    succeed(project.dbt("build", "--exclude-resource-type", "test", "unit_test"))
    after = fingerprint_of_tables(project)
    assert before == after
    assert len(before) > 30


def without_inputs(raw: Path, project: Project, names: tuple[str, ...]) -> None:
    shutil.copytree(raw, project.raw)
    for name in names:
        removed = [path for path in project.raw.iterdir() if path.name.split(".")[0] == name]
        assert removed, f"the sample wrote no {name}"
        for path in removed:
            path.unlink()


def check_build_without(raw: Path, folder: Path, names: tuple[str, ...]) -> None:
    project = Project(folder)
    without_inputs(raw, project, names)
    build = succeed(project.dbt("build"))
    assert build.stdout.count("optional") == 1, "absence of optional files is said in one line"
    output = project.folder / "ages_pred.csv"
    succeed(project.predict("--validate", "none", "--output", str(output)))
    assert [row[0] for row in predicted_rows(output)[1:]] == ids_to_predict(project.raw)


@pytest.mark.verify
def test_main_job_runs_without_any_optional_file(demo_raw, tmp_path):
    check_build_without(demo_raw, tmp_path, OPTIONAL_INPUTS)


@pytest.mark.verify
def test_without_known_ages_and_ids_all_is_built_but_predictions(demo_raw, tmp_path, monkeypatch):
    project = Project(tmp_path)
    without_inputs(demo_raw, project, ("ages_train", "ages_test"))
    build = succeed(project.dbt("build"))
    assert "Without ages_train nobody's age is known" in build.stdout
    users = "select count(*) > 300 from marts.feat_users"
    assert project.query(users) == [(True,)]
    assert project.query("select count(*), count(age_years) from marts.dim_age_users")[0][1] == 0
    predicted = project.predict("--output", str(project.folder / "ages_pred.csv"))
    assert predicted.returncode == 2
    assert "ages_train.csv" in predicted.stderr
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(project.warehouse))
    page, _, figures = tell(project.warehouse)
    assert problems_of(page, figures)[0] == []


@pytest.mark.verify
@pytest.mark.parametrize(
    "names", [("friends", "mention_profiles"), ("friend_profiles", "mentions")], ids=", ".join
)
def test_main_job_runs_without_some_optional_files(demo_raw, tmp_path, names):
    """A list of accounts without their profiles, and profiles without a list, of either kind."""
    check_build_without(demo_raw, tmp_path, names)


def test_required_file_missing_is_one_clear_message(demo_raw, tmp_path):
    project = Project(tmp_path)
    without_inputs(demo_raw, project, ("age_tweets",))
    build = project.dbt("build")
    assert build.returncode != 0
    assert "age_tweets" in build.stdout
    assert "PLUMAGE_RAW_DIR" in build.stdout
    assert "Traceback" not in build.stdout + build.stderr
    # dbt's own lines with the trace of macros come before; Plumage's message ends the output.
    assert "> in macro" in build.stdout
    ending = build.stdout.rpartition("Done. PASS=")[2].split("\n", 1)[1]
    assert ending.startswith("plumage: Raw files are missing in ")
    assert "> in macro" not in ending


def test_tables_read_in_plain_duckdb_under_any_file_name(built, tmp_path):
    shutil.copy(built.warehouse, tmp_path / "export.duckdb")
    with duckdb.connect(str(tmp_path / "export.duckdb"), read_only=True) as connection:
        relations = connection.execute(
            "select schema_name, view_name from duckdb_views() where not internal"
            " union all select schema_name, table_name from duckdb_tables()"
        ).fetchall()
        assert len(relations) > 30
        for schema, name in relations:
            connection.execute(f'select * from {schema}."{name}" limit 1').fetchall()


def test_demo_never_touches_own_files_and_names_make_run(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    own = raw / "age_tweets.json"
    own.write_text("[]")
    process = Project(tmp_path).plumage("demo")
    assert process.returncode == 2
    assert "make run" in process.stderr
    assert "Traceback" not in process.stderr
    assert own.read_text() == "[]"
    assert [path.name for path in raw.iterdir()] == ["age_tweets.json"]


@pytest.mark.verify
def test_another_raw_folder_replaces_everything(built, copy_project):
    project = copy_project(built)
    shutil.rmtree(project.raw)
    generate(project.raw, "--seed", "4", "--users", "150")
    succeed(project.dbt("build"))
    fresh = Project(project.folder / "fresh")
    shutil.copytree(project.raw, fresh.raw)
    # Data tests have looked at the other warehouse, which must hold the same.
    succeed(fresh.dbt("build", "--exclude-resource-type", "test", "unit_test"))
    mixed, alone = fingerprint_of_tables(project), fingerprint_of_tables(fresh)
    # Paths of files differ between the two folders; these must not.
    for name in (
        "feat_users", "dim_age_users", "feat_user_accounts", "feat_user_terms", "fct_term_norms",
    ):  # fmt: skip
        assert mixed[f"marts.{name}"] == alone[f"marts.{name}"], name


def test_real_sample_gives_300_ages_and_adds_up(takehome):
    rows = predicted_rows(takehome.folder / "ages_pred.csv")[1:]
    requested = ids_to_predict(takehome.raw)
    assert [row[0] for row in rows] == requested
    assert len(rows) == 300
    assert takehome.query(
        "select count(*) from marts.fct_record_reconciliation"
        " where read_count != kept_count + rejected_count + duplicate_count"
    ) == [(0,)]
    assert hashlib.sha256((takehome.raw / "age_tweets.json").read_bytes()).hexdigest() in {
        row[0] for row in takehome.query("select content_sha256 from staging.base_raw__files")
    }
