"""Pseudonyms on the second engine: the same hashes as on DuckDB, nobody in any file of Spark's."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from test_spark import tables_of, without_reading

from plumage.core.errors import PlumageError
from plumage.privacy.pseudonyms import Pseudonyms
from support.personal_data import PersonalData, personal_data
from support.project import generate, succeed
from support.spark_project import SparkProject, damage
from support.spark_tables import differences, spark_table

pytestmark = pytest.mark.spark

KEY = "a key that nobody else has"
OTHER_KEY = KEY[::-1]
ON = ("--vars", "{pseudonymise: true}")
OUTRIGHT = "{pseudonymise: true, start_over: true}"
# What hashes, masks or reads the digits of an id, marts by user, and the seeds of all these.
SELECTION = (
    "--select", "path:models/staging/raw", "path:models/staging/twitter",
    "path:models/staging/videos", "+dim_age_users",
    "+feat_user_accounts", "+int_users__account_facts", "+dim_warehouse", "ref_plausibility_rules",
    "ref_age_bands",
    "--exclude", "resource_type:test", "resource_type:unit_test",
)  # fmt: skip


def damage_records_of(raw: Path, people: PersonalData) -> None:
    """Add lines that are rejected, with people in what is kept of them."""
    damage(raw)
    who = [f"{number},{handle}" for number, handle in zip(people.ids, people.handles, strict=False)]
    with (raw / "friends.csv").open("a", encoding="utf-8") as file:
        file.write("\n".join([*who[:3], f"{who[3]},{who[4]}", ""]))
    number, handle = who[5].split(",")
    broken = f'{{"id": "x{number}", "user": {{"screen_name": "{handle}", "text": "{handle}'
    tweets = json.loads((raw / "age_tweets-2.json").read_text(encoding="utf-8"))
    lines = [*(json.dumps(tweet) for tweet in tweets), broken]
    (raw / "age_tweets-4.json").write_text("\n".join(lines), encoding="utf-8")


def stored_tables(project: SparkProject) -> dict[str, str]:
    """Values of every table that is in the Spark warehouse and not empty, as text; no seeds."""
    found = {}
    for folder in sorted(project.tables.glob("tables/*.db/*")):
        schema, name = folder.parent.stem, folder.name
        if schema != "reference" and list(folder.glob("*.parquet")):
            table = spark_table(project.tables, schema, name)
            found[f"{schema}.{name}"] = "\n".join(map(repr, table.to_pylist()))
    return found


def differing_tables(project: SparkProject, schema: str) -> dict[str, list[str]]:
    found = {}
    with duckdb.connect(str(project.warehouse), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for name in tables_of(project, schema):
            expected = connection.execute(f"select * from {schema}.{name}").to_arrow_table()
            tables = (expected, spark_table(project.tables, schema, name))
            found[name] = list(differences(*(without_reading(table, name) for table in tables)))
    return found


def built_tables(project: SparkProject) -> set[str]:
    """Models that the last build on DuckDB stored as tables, by its own report."""
    results = json.loads((project.folder / "target" / "run_results.json").read_text())["results"]
    manifest = json.loads((project.folder / "target" / "manifest.json").read_text())
    nodes = [manifest["nodes"][result["unique_id"]] for result in results]
    return {
        node["name"]
        for node in nodes
        if node["resource_type"] == "model" and node["config"]["materialized"] != "view"
    }


def test_pseudonyms_are_those_of_duckdb_and_no_file_holds_an_original(tmp_path: Path) -> None:
    project = SparkProject(tmp_path)
    generate(project.raw, "--users", "120", "--tweets-per-user", "4", "--activity-days", "0")
    people = personal_data(project.raw)
    damage_records_of(project.raw, people)
    succeed(project.dbt("build", *SELECTION, *ON, PLUMAGE_KEY=KEY))

    refused = project.spark("build", *SELECTION, *ON, PLUMAGE_KEY="")
    assert refused.returncode == 1
    assert refused.stdout.count("PLUMAGE_KEY") == 1
    assert "the key is missing: set the environment variable PLUMAGE_KEY" in refused.stdout
    assert "Traceback" not in refused.stdout + refused.stderr
    assert stored_tables(project) == {}

    succeed(project.spark("build", *SELECTION, *ON, PLUMAGE_KEY=KEY))
    schemas = ("staging", "intermediate", "marts")
    found = {schema: differing_tables(project, schema) for schema in schemas}
    assert {name for tables in found.values() for name, told in tables.items() if told} == set()
    # All tables that dbt built, but for seeds: nothing is left out by its name.
    assert {name for tables in found.values() for name in tables} == built_tables(project)
    (warehouse,) = spark_table(project.tables, "marts", "dim_warehouse").to_pylist()
    assert warehouse["pseudonym_key_check"] == Pseudonyms(KEY).check()

    stored = stored_tables(project)
    assert {name: told for name, text in stored.items() if (told := people.found_in(text))} == {}
    # Nor do files that are not compressed: the catalogue, logs, and what dbt compiled.
    for folder in (project.tables, project.folder / "target", project.folder / "logs"):
        for path in filter(Path.is_file, folder.rglob("*")):
            text = path.read_text(encoding="latin-1")
            assert KEY not in text, path
            assert people.words_in(text) == [], path

    # Another key is refused; in a whole build that says so, what was hashed under the first goes.
    one = ("build", "-s", "base_raw__files", "--vars")
    refused = project.spark(*one, ON[1], PLUMAGE_KEY=OTHER_KEY)
    partial = project.spark(*one, OUTRIGHT, PLUMAGE_KEY=OTHER_KEY)
    assert (refused.returncode, partial.returncode) == (1, 1)
    assert "pseudonymised under another PLUMAGE_KEY than this run" in refused.stdout
    assert "needs a whole build" in partial.stdout
    assert stored_tables(project) == stored
    succeed(project.spark(*one, OUTRIGHT, PLUMAGE_KEY=OTHER_KEY, PLUMAGE_WHOLE_BUILD="1"))
    assert set(stored_tables(project)) == {"staging.base_raw__files"}


@pytest.mark.parametrize("key", ["", OTHER_KEY])
def test_a_worker_without_the_key_of_the_launcher_reads_nothing(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    from plumage.spark.reader import _read_batches  # noqa: PLC0415 - needs Spark

    asked = {"query": ["select 1 as one"], "key_check": [Pseudonyms(KEY).check()]}
    batches = [pa.RecordBatch.from_pydict(asked)]
    monkeypatch.setenv("PLUMAGE_KEY", KEY)
    assert [rows.to_pylist() for rows in _read_batches(iter(batches))] == [[{"one": 1}]]
    monkeypatch.setenv("PLUMAGE_KEY", key)
    with pytest.raises(PlumageError, match="set the same PLUMAGE_KEY on all machines"):
        list(_read_batches(iter(batches)))
