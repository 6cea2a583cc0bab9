"""The second engine: the same models on Spark give the same rows as on DuckDB."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from support.project import Project, succeed
from support.spark_project import SparkProject
from support.spark_tables import TOLERANCE, differences, spark_table

pytestmark = pytest.mark.spark

SCHEMAS = ("reference", "staging", "intermediate", "marts")


def test_a_build_runs_its_data_tests(both: SparkProject) -> None:
    results = json.loads(both.results.read_text())["results"]
    ended = {
        kind: [row["status"] for row in results if row["unique_id"].startswith(f"{kind}.")]
        for kind in ("test", "unit_test", "model")
    }
    assert set(ended["test"]) == {"pass"}
    assert len(ended["test"]) > 40
    assert ended["unit_test"] == []
    assert set(ended["model"]) == {"success"}


def tables_of(project: Project, schema: str) -> list[str]:
    """Tables of DuckDB that Spark builds too: all but those of activity logs, and no ledgers."""
    manifest = json.loads((project.folder / "target" / "manifest.json").read_text())
    wanted = {
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] in ("model", "seed") and "activity" not in node["tags"]
    }
    found = project.query(
        "select table_name from information_schema.tables"
        f" where table_schema = '{schema}' and table_type = 'BASE TABLE' order by all"
    )
    return [name for (name,) in found if name in wanted]


def without_reading(table: pa.Table, name: str) -> pa.Table:
    """A base table without how irregular files are read: on Spark copies tell the lines' places."""
    if not name.startswith("base_") or name == "base_raw__rejected_segments":
        return table
    is_files = name == "base_raw__files"
    how = ("form", "copy_name", "line_ending", "has_places") if is_files else ("place",)
    return table.drop_columns([each for each in how if each in table.column_names])


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_table_has_the_same_rows_on_both_engines(both: SparkProject, schema: str) -> None:
    names = tables_of(both, schema)
    assert len(names) > {"reference": 10, "staging": 15, "intermediate": 70, "marts": 25}[schema]
    found = {}
    with duckdb.connect(str(both.warehouse), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for name in names:
            expected = connection.execute(f"select * from {schema}.{name}").to_arrow_table()
            tables = (expected, spark_table(both.tables, schema, name))
            found[name] = list(differences(*(without_reading(table, name) for table in tables)))
    assert {name: told for name, told in found.items() if told} == {}


@pytest.fixture(scope="session")
def exported(both: SparkProject) -> Project:
    """The marts that Spark built, in a DuckDB file under a name that needs quoting."""
    project = Project(both.folder / "from spark's")
    project.folder.mkdir()
    succeed(both.spark("export", str(project.warehouse)))
    return project


def test_views_of_the_exported_file_have_the_same_rows(
    both: SparkProject, exported: Project
) -> None:
    names = [
        name
        for (name,) in exported.query(
            "select table_name from information_schema.tables"
            " where table_schema = 'marts' order by all"
        )
    ]
    assert {"fct_age_predictions", "fct_record_reconciliation", "dim_warehouse"} <= set(names)
    # Spark builds no active minutes, so nothing of them is suppressed there.
    chosen = {"rpt_suppressed_groups": " where table_name not like '%active_minutes%'"}
    for name in names:
        tables = []
        for project in (both, exported):
            with duckdb.connect(str(project.warehouse), read_only=True) as connection:
                connection.execute("set TimeZone = 'UTC'")
                sql = f"select * from marts.{name}{chosen.get(name, '')}"
                rows = connection.execute(sql).to_arrow_table()
                tables.append(rows)
        assert list(differences(*tables)) == [], name
        assert [str(t) for t in tables[0].schema.types] == [str(t) for t in tables[1].schema.types]


def test_every_record_read_is_accounted_for(both: SparkProject, exported: Project) -> None:
    with duckdb.connect(str(exported.warehouse), read_only=True) as connection:
        rows = connection.execute("select * from marts.fct_record_reconciliation").to_arrow_table()
    rows = rows.to_pylist()
    rejected = spark_table(both.tables, "staging", "stg_raw__rejected_records").to_pylist()
    assert {row["reason"] for row in rejected} >= {
        "too_many_cells",
        "tweet_id_unreadable",
        "unclosed_quote",
    }
    assert sum(row["rejected_count"] for row in rows) == len(rejected) > 0
    for row in rows:
        kept = row["read_count"] - row["rejected_count"] - row["duplicate_count"]
        assert kept == row["kept_count"], row


def test_a_difference_beyond_the_tolerance_is_seen() -> None:
    table = duckdb.sql("select 1 as id, 0.5::double as share").to_arrow_table()
    near = duckdb.sql(f"select 1 as id, 0.5 + {TOLERANCE / 2} as share").to_arrow_table()
    far = duckdb.sql("select 1 as id, 0.5::double + 3e-9 as share").to_arrow_table()
    more = duckdb.sql("select 1 as id, 0.5::double as share union all select 2, 1").to_arrow_table()
    assert list(differences(table, near)) == []
    assert len(list(differences(table, far))) == 1
    assert list(differences(table, more)) == ["1 rows against 2 rows"]


def test_predictions_from_exported_marts_are_the_same(
    both: SparkProject, exported: Project, tmp_path: Path
) -> None:
    answers = []
    for warehouse in (both.warehouse, exported.warehouse):
        output = tmp_path / f"{len(answers)}.csv"
        succeed(
            both.run(
                ["python", "python/predict.py", "--validate", "none", "--output", str(output)],
                PLUMAGE_DUCKDB=str(warehouse),
            )
        )
        answers.append(output.read_bytes())
    assert answers[0] == answers[1]
    assert answers[0].count(b"\n") == 41
    # The view over predictions, made by dbt, shows what was predicted.
    count = "select count(*) from marts.fct_age_predictions"
    assert exported.query(count) == both.query(count) != [(0,)]


def java_of_version(folder: Path, version: str) -> str:
    """Make a folder with a `java` that says so of itself."""
    program = folder / version / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    program.chmod(0o755)
    return str(program.parent.parent)


@pytest.mark.parametrize(
    ("words", "environment", "told"),
    [
        (["export"], {}, "export takes one file"),
        (["build"], {"PLUMAGE_SPARK_MASTER": "laptop"}, "PLUMAGE_SPARK_MASTER must be local[2]"),
        (["build"], {"PLUMAGE_SPARK_MASTER": "spark://127.0.0.1:1"}, "no Spark master answers"),
        (["build"], {"PLUMAGE_SPARK_CONF": "memory=8g"}, "PLUMAGE_SPARK_CONF must hold"),
        (["build"], {"PATH": "/nowhere", "JAVA_HOME": ""}, "PATH has no `java`"),
        (["build"], {"JAVA_HOME": "/nowhere"}, "/nowhere/bin/java does not run"),
        (["build"], {"JAVA_HOME": "11.0.2"}, "needs Java 17, and "),
        (["build"], {"JAVA_HOME": "1.8.0_402"}, "is version 8"),
    ],
)
def test_the_launcher_says_in_one_line_what_it_lacks(
    tmp_path: Path, words: list[str], environment: dict[str, str], told: str
) -> None:
    home = environment.get("JAVA_HOME", "")
    if home and not home.startswith("/"):
        environment = environment | {"JAVA_HOME": java_of_version(tmp_path, home)}
    asked = SparkProject(tmp_path).spark(*words, **environment)
    assert asked.returncode == 2
    assert asked.stdout == ""
    (line,) = asked.stderr.splitlines()
    assert line.startswith("plumage: ")
    assert told in line


def test_without_pyspark_the_launcher_says_how_to_get_it(tmp_path: Path) -> None:
    block = "import sys; sys.modules['pyspark'] = None; sys.modules['py4j'] = None; "
    code = block + "from plumage.__main__ import main; sys.exit(main(['spark', 'build']))"
    asked = SparkProject(tmp_path).run(["python", "-c", code])
    assert asked.returncode == 2
    (line,) = asked.stderr.splitlines()
    assert "make setup-spark" in line
