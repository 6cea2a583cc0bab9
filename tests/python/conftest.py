"""Shared set-up: one small warehouse of made-up data, built once and copied by tests that write."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from browser import chromium, playwright_session, visit  # noqa: F401 - fixtures

# Two test processes on two cores: threads of one would wait for those of the other.
os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parents[2]
OPTIONAL_INPUTS = ("friends", "friend_profiles", "mentions", "mention_profiles")


REQUIRED = frozenset(filter(None, os.environ.get("PLUMAGE_REQUIRE", "").split(",")))
"""Marks (browser, spark) whose tests must not be skipped here, as in CI."""


LONG_FILES = ("test_story.py", "test_main_job.py", "test_faults_build.py", "test_readme.py")
"""Begun first: a long file begun last would keep one process busy while the other waits."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests of long files in front, else in the order of collection."""
    items.sort(key=lambda item: item.path.name not in LONG_FILES)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Fail a test that was skipped although PLUMAGE_REQUIRE names one of its marks."""
    report = yield
    marks = REQUIRED & {mark.name for mark in item.iter_markers()}
    if report.skipped and marks and not hasattr(report, "wasxfail"):
        _, _, reason = report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason} (PLUMAGE_REQUIRE={','.join(sorted(marks))} allows no skip)"
    return report


@dataclass(frozen=True)
class Project:
    """A place to run the project's commands in: raw folder, warehouse and dbt's own files."""

    folder: Path
    shared: bool = False
    """Whether other test processes read the warehouse meanwhile: none may open it to write."""

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse.duckdb"

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "PLUMAGE_RAW_DIR": str(self.raw),
            "PLUMAGE_DUCKDB": str(self.warehouse),
            "DBT_TARGET_PATH": str(self.folder / "target"),
            "DBT_LOG_PATH": str(self.folder / "logs"),
        }

    def run(self, command: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in the repository, as a user would."""
        program, *words = command
        # Even `dbt docs generate` opens the warehouse to write, and locks out who reads it.
        opens_to_write = program == "dbt" or "python/predict.py" in words
        assert not (self.shared and opens_to_write and "PLUMAGE_DUCKDB" not in environment), (
            "other tests read this warehouse: run the command on a copy (copy_project)"
        )
        return subprocess.run(
            [str(Path(sys.executable).with_name(program)), *words],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def dbt(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run(["dbt", "--no-use-colors", *arguments], **environment)

    def predict(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(["python", "python/predict.py", *arguments])

    def query(self, sql: str) -> list[tuple]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()


def succeed(process: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    """Fail the test with the command's own words when the command failed."""
    assert process.returncode == 0, process.stdout[-4000:] + process.stderr[-4000:]
    return process


def generate(folder: Path, *arguments: str) -> None:
    """Write made-up data of a size that builds in seconds."""
    command = [sys.executable, "-m", "plumage.sample", "--out", str(folder)]
    command += ["--users", "400", "--tweets-per-user", "6", "--seed", "3"]
    command += ["--activity-days", "30", *arguments]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Folder that the test processes of a session share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


def made_once(folder: Path, make: Callable[[Project], None]) -> Project:
    """Make a project, whichever of the test processes asks first; the others wait for it."""
    with FileLock(f"{folder}.lock"):
        done = folder / "done"
        if not done.exists():
            # What a failed attempt left would look like another error to the next who asks.
            shutil.rmtree(folder, ignore_errors=True)
            make(Project(folder))
            done.touch()
    return Project(folder, shared=True)


@pytest.fixture(scope="session")
def built(shared_folder: Path) -> Project:
    """Project after `dbt build` (all tests in it) on made-up data; tests must not change it."""

    def make(project: Project) -> None:
        generate(project.raw)
        succeed(project.dbt("build"))

    return made_once(shared_folder / "built", make)


@pytest.fixture(scope="session")
def predicted(shared_folder: Path, built: Project) -> Project:
    """The same project as after `make demo`: texts shown, ages predicted and judged by 5 folds.

    Tests must not change it.
    """

    def make(project: Project) -> None:
        shutil.copytree(built.folder, project.folder, ignore=shutil.ignore_patterns("done"))
        show_texts(project, True)
        succeed(project.predict("--output", str(project.folder / "ages_pred.csv")))

    return made_once(shared_folder / "predicted", make)


def show_texts(project: Project, shown: bool) -> None:
    """Build again what depends on the variable `show_texts`."""
    models = ("dim_warehouse", "rpt_unusual_tweets", "rpt_typical_tweets")
    succeed(project.dbt("run", "--vars", json.dumps({"show_texts": shown}), "-s", *models))


@pytest.fixture(scope="session")
def demo_raw(built: Project) -> Path:
    """Raw folder of small made-up data; tests must not change it."""
    return built.raw


@pytest.fixture
def copy_project(tmp_path: Path) -> Callable[[Project], Project]:
    """Copy a built project, for tests that change its files or tables."""

    def copy(project: Project) -> Project:
        shutil.copytree(project.folder, tmp_path / "copy")
        return Project(tmp_path / "copy")

    return copy
