"""A run of the main job ends at once when nothing has changed since the last good one."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from plumage.__main__ import main
from plumage.core import dbt, paths
from plumage.job import work
from plumage.privacy import setting
from plumage.raw import last_run
from support.project import Project, succeed

ONE_LINE = "plumage: nothing has changed since the last good run"


class Job:
    """A project whose steps write files at once, and count how often they were called."""

    def __init__(self, root: Path) -> None:
        self.root, self.warehouse, self.predictions = root, root / "w.duckdb", root / "ages.csv"
        self.steps: list[str] = []
        self.fails = ""
        for name in ("dbt_project.yml", "models/a.sql", "macros/b.sql", "seeds/c.csv"):
            self.write(name)
        for name in (
            "raw/age_profiles.json", "raw/age_tweets.json", "raw/ages_train.csv",
            "raw/2014/friends.csv", "raw/activity/log.csv",
        ):  # fmt: skip
            self.write(name)

    def write(self, name: str, text: str = "as it was") -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def build(self, words: list[str], _: object) -> None:
        if self.fails == "build":
            raise dbt.StepError("dbt build failed")
        # Subjects without files are left out: that is another test's matter.
        self.steps.append(re.sub(r" --exclude [^-]*(?=--|$)", " ", " ".join(words)).strip())
        self.warehouse.write_text(f"build {len(self.steps)}")

    def predict(self, command: list[str], **_: object) -> int:
        self.steps.append("predict")
        if self.fails == "predict":
            return 2
        self.warehouse.write_text(f"predictions {len(self.steps)}")
        self.predictions.write_text("ID,Age")
        return 0

    def run(self, *words: str) -> list[str]:
        """Run the main job, and name the steps that it took."""
        self.steps.clear()
        main(["run", str(self.root / "raw"), *words])
        return list(self.steps)


@pytest.fixture
def job(tmp_path, monkeypatch) -> Job:
    job = Job(tmp_path)
    for module in (last_run, paths, work):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(last_run, "PREDICTIONS", job.predictions)
    monkeypatch.setattr(work, "run_dbt", job.build)
    monkeypatch.setattr(work.subprocess, "call", job.predict)
    # Its warehouses are texts.
    monkeypatch.setattr(setting, "stored_setting", lambda warehouse: None)
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(job.warehouse))
    monkeypatch.setenv("PLUMAGE_RAW_DIR", "set by the run")
    monkeypatch.delenv("PLUMAGE_ACTIVITY_DIR", raising=False)
    assert job.run() == ["build", "predict"]
    return job


def files_below(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_a_run_with_nothing_new_says_so_in_one_line_and_writes_nothing(job, capsys):
    before = files_below(job.root)
    capsys.readouterr()
    assert job.run() == []
    said = capsys.readouterr().out
    assert said.startswith(ONE_LINE)
    assert said.count("\n") == 1
    assert files_below(job.root) == before


@pytest.mark.parametrize(
    "name",
    ["raw/age_tweets.json", "raw/2014/friends.csv", "raw/mentions.csv", "raw/activity/log.csv",
     "raw/activity/user_list.csv", "models/a.sql", "macros/new.sql", "seeds/c.csv",
     "python/new.py", "profiles.yml"],
)  # fmt: skip
def test_a_changed_or_new_file_is_built(job, name):
    times = os.stat(job.root / name) if (job.root / name).exists() else None
    # As long as before, and put back to the time that it had.
    job.write(name, "as it is ")
    if times:
        os.utime(job.root / name, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert job.run() == ["build", "predict"]
    assert job.run() == []


def test_a_required_file_that_is_missing_is_named_before_anything_is_done(job, capsys):
    (job.root / "raw/age_tweets.json").unlink()
    capsys.readouterr()
    before = files_below(job.root)
    assert job.run() == []
    said = capsys.readouterr().err
    assert "lacks age_tweets" in said
    assert said.count("\n") == 1
    assert files_below(job.root) == before


def test_without_known_ages_all_is_built_and_one_line_says_what_is_not_made(job, capsys):
    (job.root / "raw/ages_train.csv").unlink()
    capsys.readouterr()
    assert job.run() == ["build"]
    assert capsys.readouterr().out.count("no ages_train: all is built but") == 1
    assert job.run() == []


@pytest.mark.parametrize("name", ["raw/2014/friends.csv", "models/a.sql", "w.duckdb", "ages.csv"])
def test_a_missing_file_is_noticed(job, name):
    (job.root / name).unlink()
    assert job.run() == ["build", "predict"]
    assert job.run() == []


@pytest.mark.parametrize("name", ["w.duckdb", "w.duckdb.wal", "ages.csv"])
def test_a_result_that_something_else_wrote_is_made_again(job, name):
    job.write(name, "of another model")
    assert job.run() == ["build", "predict"]


@pytest.mark.parametrize("name", ["PLUMAGE_KEY", "PLUMAGE_ACTIVITY_DIR", "DBT_WARN_ERROR"])
def test_another_setting_is_built(job, monkeypatch, name):
    monkeypatch.setenv(name, "another one")
    assert job.run() == ["build", "predict"]


def test_settings_of_another_project_are_named_and_change_nothing(job, monkeypatch, capsys):
    monkeypatch.setenv("DBT_TARGET", "prod")
    assert job.run() == []
    assert capsys.readouterr().out.count("DBT_TARGET ignored") == 1


def test_other_variables_and_packages_are_another_start(job, monkeypatch):
    raw = job.root / "raw"
    start = last_run.find_start(raw, {})
    assert last_run.find_start(raw, {"show_texts": True}) != start
    monkeypatch.setattr(last_run, "installed", lambda: ["duckdb-9.0.dist-info"])
    assert last_run.find_start(raw, {}) != start


def test_variables_of_a_run_go_to_the_build_and_are_a_part_of_its_start(job):
    words = ("--vars", '{"show_texts": true}')
    assert job.run(*words) == ['build --vars {"show_texts": true}', "predict"]
    assert job.run(*words) == []
    assert job.run("--vars", "") == ["build", "predict"]


@pytest.mark.parametrize("text", ["{show_texts: true}", "[1]", "show"])
def test_variables_that_are_no_json_object_are_told_in_one_line(job, capsys, text):
    assert job.run("--vars", text) == []
    said = capsys.readouterr().err
    assert said.startswith("plumage: --vars must be a JSON object")
    assert text in said
    assert said.count("\n") == 1


def test_a_forced_run_keeps_nothing(job):
    assert job.run("--full-refresh") == ["build --full-refresh", "predict"]
    assert job.run() == []


def test_a_demo_with_nothing_new_makes_no_data(job, monkeypatch):
    made: list[object] = []
    monkeypatch.setattr("plumage.job.demos.generate", made.append)
    monkeypatch.setenv("PLUMAGE_RAW_DIR", "raw")
    job.steps.clear()
    assert main(["demo"]) == main(["demo"]) == 0
    assert job.steps == ['build --vars {"show_texts": true}', "predict"]
    assert len(made) == 1


@pytest.mark.parametrize("step", ["build", "predict"])
def test_a_run_that_fails_leaves_none_that_stands(job, step):
    job.fails = step
    job.run("--full-refresh")
    job.fails = ""
    assert job.run() == ["build", "predict"]


def test_what_changes_during_a_run_is_built_by_the_next(job, monkeypatch):
    job.write("models/a.sql", "edited before the run")
    build = job.build

    def edit_and_build(*words: object) -> None:
        build(*words)
        job.write("models/a.sql", "edited while it ran")

    monkeypatch.setattr(work, "run_dbt", edit_and_build)
    job.run()
    monkeypatch.setattr(work, "run_dbt", build)
    assert job.run() == ["build", "predict"]


def test_what_no_run_makes_may_be_added_to_a_run_that_stands(job):
    with last_run.carried_over(job.warehouse):
        job.write("w.duckdb", "with the judgement of language")
    assert job.run() == []
    job.write("w.duckdb", "of another model")
    with last_run.carried_over(job.warehouse):
        job.write("w.duckdb", "with the judgement of language, too")
    assert job.run() == ["build", "predict"]


def test_the_look_loads_nothing_that_takes_time():
    names = "{'dbt', 'pandas', 'sklearn', 'plumage.sample'}"
    code = f"import sys, plumage.job.cli; print({names} & set(sys.modules) or 'none')"
    assert succeed(Project(Path()).run(["python", "-c", code])).stdout == "none\n"
