"""Shared set-up: one small warehouse of made-up data, built once and copied by tests that write."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plumage.job.demos import DEMO_ARGUMENTS
from support.browser import chromium, playwright_session, visit  # noqa: F401 - fixtures
from support.claims_worlds import like_course, realistic  # noqa: F401 - fixtures
from support.places import SHARED
from support.project import Project, generate, made_once, say_folders, show_texts, succeed

# Two test processes on two cores: threads of one would wait for those of the other.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# Tests start hundreds of processes: each would compile all that it imports.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

REQUIRED = frozenset(filter(None, os.environ.get("PLUMAGE_REQUIRE", "").split(",")))
"""Marks (browser, spark) whose tests must not be skipped here, as in CI."""


LONG_FILES = (
    "test_main_job.py", "test_incremental.py", "test_language_cases.py", "test_privacy.py",
    "test_behaviour_by_age.py", "test_faults_build.py", "test_hostile_content.py",
    "test_predict_invariance.py", "test_story.py", "test_ordinal_recovery.py", "test_lineage.py",
    "test_raw_build.py", "test_fuzz_readers.py", "test_activity.py", "test_explorer_browser.py",
    "test_validation.py", "test_setting.py", "test_fuzz_targets.py", "test_text_rich.py",
    "test_fresh_users.py", "test_predict_stale.py", "test_spark.py",
)  # fmt: skip
"""Begun first, in this order: a long file begun last would keep one process busy alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests of long files in front, else in the order of collection."""
    places = {name: place for place, name in enumerate(LONG_FILES)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


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


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Folder that the test processes of a session share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def built(shared_folder: Path) -> Project:
    """Project after a build with all data and unit tests; tests must not change it."""

    def make(project: Project) -> None:
        generate(project.raw)
        succeed(project.dbt("build", "--selector", "everything"))

    return made_once(shared_folder / "built", make)


@pytest.fixture(scope="session")
def shown(shared_folder: Path, built: Project) -> Project:
    """The same project with texts shown; tests must not change it."""

    def make(project: Project) -> None:
        shutil.copytree(built.folder, project.folder, ignore=shutil.ignore_patterns("done"))
        show_texts(project, True)

    return made_once(shared_folder / "shown", make)


@pytest.fixture(scope="session")
def predicted(shared_folder: Path, shown: Project) -> Project:
    """The same project as after `make demo`: texts shown, ages predicted and judged by 5 folds.

    Tests must not change it.
    """

    def make(project: Project) -> None:
        shutil.copytree(shown.folder, project.folder, ignore=shutil.ignore_patterns("done"))
        succeed(project.predict("--output", str(project.folder / "ages_pred.csv")))

    return made_once(shared_folder / "predicted", make)


@pytest.fixture(scope="session")
def demo(shared_folder: Path) -> Project:
    """Project after `make demo`, with what predict.py printed in printed.txt; do not change it."""

    def make(project: Project) -> None:
        generate(project.raw, *DEMO_ARGUMENTS)
        succeed(project.dbt("build", "--vars", json.dumps({"show_texts": True})))
        run = succeed(project.predict("--output", str(project.folder / "ages_pred.csv")))
        (project.folder / "printed.txt").write_text(run.stdout)

    return made_once(shared_folder / "demo", make)


@pytest.fixture(scope="session")
def takehome(shared_folder: Path) -> Project:
    """Project of the real sample, built and predicted; skipped where that is not on the machine."""
    if not (SHARED / "takehome").is_dir():
        pytest.skip("the real sample is not on this machine")

    def make(project: Project) -> None:
        project.folder.mkdir()
        project.raw.symlink_to(SHARED / "takehome")
        succeed(project.dbt("build"))
        succeed(project.predict("--output", str(project.folder / "ages_pred.csv")))

    return made_once(shared_folder / "takehome", make)


@pytest.fixture(scope="session")
def manifest_path(built: Project) -> Path:
    """What dbt knows of the project: manifest.json of the built one."""
    return built.folder / "target" / "manifest.json"


@pytest.fixture(scope="session")
def demo_raw(built: Project) -> Path:
    """Raw folder of small made-up data; tests must not change it."""
    return built.raw


@pytest.fixture
def copy_project(tmp_path: Path) -> Callable[[Project], Project]:
    """Copy a built project, for tests that change its files or tables."""

    def copy(project: Project) -> Project:
        shutil.copytree(project.folder, tmp_path / "copy")
        copied = Project(tmp_path / "copy")
        say_folders(copied)
        return copied

    return copy
