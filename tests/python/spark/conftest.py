"""What Spark tests share: one folder built on both engines, and what they are skipped for."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from support.project import Project, generate, made_once, succeed
from support.spark_project import SparkProject, damage


@pytest.fixture(autouse=True, scope="session")
def _environment_with_spark() -> None:
    """Skip where the second engine cannot run, in words that say how to have it."""
    missing = [name for name in ("pyspark", "sqlglot") if find_spec(name) is None]
    if missing:
        pytest.skip(f"no {' and '.join(missing)} here: `make test-spark` tests the second engine")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("no Java here: the second engine needs Java 17")


@pytest.fixture(scope="session")
def both(shared_folder: Path) -> SparkProject:
    """One raw folder built on both engines, data tests on Spark; tests must not change it.

    Keys and columns without NULL are left to DuckDB: the tables are compared row by row.
    """

    def make(place: Project) -> None:
        project = SparkProject(place.folder)
        generate(project.raw, "--users", "300", "--tweets-per-user", "4", "--activity-days", "0")
        damage(project.raw)
        without_tests = ("--exclude", "resource_type:test", "resource_type:unit_test")
        succeed(project.dbt("build", *without_tests))
        succeed(project.spark("build", "--exclude", "test_name:key", "test_name:never_null"))
        shutil.copy(project.folder / "target" / "run_results.json", project.results)

    return SparkProject(made_once(shared_folder / "both", make).folder, shared=True)
