"""Rules of the house, read from dbt's manifest: each failure names the models and the remedy."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pytest
import yaml

from support.places import ROOT

LAYERS = {
    "staging": {"staging"},
    "intermediate": {"staging", "intermediate"},
    "marts": {"intermediate", "marts"},
}
"""Layer of a model -> layers that it may read: its own and the one before."""

READS_THE_READING = ("marts/quality/", "intermediate/quality/")
"""Folders of models that account for the files themselves, so they read any layer."""

STARTS_FROM_MARTS = {"feat_users", "dim_age_users", "fct_behaviour_trends"}
"""Marts that steps of behaviour start from: subjects meet in marts."""

LABEL_DOOR = "int_users__labelled"
LABEL_READERS = {LABEL_DOOR, "int_age_labels__banded", "int_age_labels__implausible"}
"""Models that may read ages: one tells only that there is one, the others are for labels."""

BANDED_READERS = {"dim_age_users", "fct_held_out_labels", "int_language_users__grouped"}
FEATURE_MARTS = {
    "feat_users",
    "feat_user_accounts",
    "feat_user_texts",
    "feat_user_terms",
    "feat_user_categories",
}


@dataclass(frozen=True)
class Manifest:
    """What the rules need of dbt's manifest, by name of model."""

    content: Mapping

    def _nodes(self, resource_type: str) -> dict[str, Mapping]:
        return {
            node["name"]: node
            for node in self.content["nodes"].values()
            if node["resource_type"] == resource_type
        }

    @cached_property
    def models(self) -> dict[str, Mapping]:
        return self._nodes("model")

    @cached_property
    def seeds(self) -> dict[str, Mapping]:
        return self._nodes("seed")

    @property
    def sources(self) -> list[Mapping]:
        return list(self.content["sources"].values())

    @cached_property
    def tests_of(self) -> dict[str, list[tuple[str, str | None]]]:
        """Generic tests as (test, column) by model."""
        tests = defaultdict(list)
        for node in self.content["nodes"].values():
            if node["resource_type"] == "test" and node.get("attached_node"):
                name = node["attached_node"].split(".")[-1]
                tests[name].append((node["test_metadata"]["name"], node.get("column_name")))
        return tests

    def refs_of(self, name: str) -> list[str]:
        """Models that a model reads."""
        return [
            parent.split(".")[-1]
            for parent in self.models[name]["depends_on"]["nodes"]
            if parent.startswith("model.")
        ]

    def readers_of(self, name: str) -> set[str]:
        """Models that read a model."""
        return {reader for reader in self.models if name in self.refs_of(reader)}

    def descendants_of(self, name: str, *, not_through: str) -> set[str]:
        """All models downstream of one, by paths that avoid another."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            for reader in self.readers_of(waiting.pop()) - found - {not_through}:
                found.add(reader)
                waiting.append(reader)
        return found

    def code_of(self, name: str) -> str:
        """A model's code with that of the project's macros it calls, directly or not."""
        macros = self.content["macros"]
        pieces = [self.models[name]["raw_code"]]
        waiting = list(self.models[name]["depends_on"]["macros"])
        seen: set[str] = set()
        while waiting:
            macro = waiting.pop()
            if macro in seen or not macro.startswith("macro.plumage."):
                continue
            seen.add(macro)
            pieces.append(macros[macro]["macro_sql"])
            waiting += macros[macro]["depends_on"]["macros"]
        return "\n".join(pieces)


@pytest.fixture(scope="module")
def manifest(manifest_path) -> Manifest:
    """Manifest of the project as it stands."""
    return Manifest(json.loads(manifest_path.read_text(encoding="utf-8")))


def folder_of(node: Mapping) -> str:
    return node["path"].rpartition("/")[0] + "/"


def layer_of(node: Mapping) -> str:
    return node["path"].split("/")[0]


def without_comments(sql: str) -> str:
    return re.sub(r"{#.*?#}|--[^\n]*", "", sql, flags=re.DOTALL)


def assert_none(breaches: Iterable[object], remedy: str) -> None:
    found = sorted(map(str, breaches))
    assert not found, f"{remedy}: {', '.join(found)}"


def columns_without(nodes: Mapping[str, Mapping], wanted: str) -> Iterator[str]:
    """Columns that lack a property, as model.column."""
    for name, node in nodes.items():
        for column in node["columns"].values():
            if not column.get(wanted):
                yield f"{name}.{column['name']}"


def test_every_model_says_its_grain_first(manifest):
    breaches = [
        name
        for name, node in manifest.models.items()
        if not node["description"].startswith("One row per ")
    ]
    assert_none(breaches, "begin the description with the grain, 'One row per ...'")


def test_every_seed_says_its_grain_first(manifest):
    breaches = [
        name
        for name, node in manifest.seeds.items()
        if not node["description"].startswith("One row per ")
    ]
    assert_none(breaches, "begin the description with the grain, 'One row per ...'")


def test_every_source_says_its_grain_first(manifest):
    breaches = [
        f"{node['source_name']}.{node['name']}"
        for node in manifest.sources
        if not node["description"].startswith("One row per ")
    ]
    assert_none(breaches, "begin the description with the grain, 'One row per ...'")


def test_each_input_is_a_source_with_its_columns(manifest):
    """It is declared beside its models; dbt itself stops where a reader's source is missing."""
    variables = yaml.safe_load((ROOT / "dbt_project.yml").read_text())["vars"]
    sources = {(node["source_name"], node["name"]): node["columns"] for node in manifest.sources}
    breaches, known = [], set()
    for name, given in variables["inputs"].items():
        columns = set(sources.get((given["source"], name), ()))
        known.add((given["source"], name))
        if "csv" in given:
            # A file may have optional columns beside those that it needs.
            is_right = set(given["csv"]["columns"]) <= columns <= set(variables["input_columns"])
        else:
            is_right = columns == {given["json"]["column"]}
        breaches += [] if is_right else [name]
    assert_none(breaches, "declare the source of the input with the columns that are read")
    unknown = {key for key in sources if key[0] in {source for source, _ in known}} - known
    assert_none(
        map(".".join, unknown), "declare the input in dbt_project.yml, or remove the source"
    )


def test_nothing_is_read_but_from_a_source(manifest):
    """In dbt's graph, whatever reads no other model begins at a source or a seed."""
    breaches = [
        name
        for name, node in manifest.models.items()
        if name.startswith("base_")
        and not any(parent.startswith("source.") for parent in node["depends_on"]["nodes"])
    ]
    assert_none(breaches, "read through read_raw_cells or read_raw_records, which name the source")


def test_every_column_in_yaml_is_described(manifest):
    sources = {f"{node['source_name']}.{node['name']}": node for node in manifest.sources}
    nodes = manifest.models | manifest.seeds | sources
    assert_none(columns_without(nodes, "description"), "describe the column")


def test_yaml_names_exactly_the_columns_of_each_table(manifest, built):
    listed = {
        name: set(node["columns"]) for name, node in (manifest.models | manifest.seeds).items()
    }
    existing = defaultdict(set)
    rows = built.query("select schema_name, table_name, column_name from duckdb_columns()")
    for schema, table, column in rows:
        if schema != "main":
            existing[table].add(column)
    breaches = [
        f"{name}.{column} ({'in YAML alone' if column in columns else 'not in YAML'})"
        for name, columns in listed.items()
        for column in columns ^ existing[name]
    ]
    assert_none(breaches, "list each column of the table in its YAML, and no other")


def test_rules_of_findings_name_columns_that_are_there(manifest):
    existing = {column for node in manifest.models.values() for column in node["columns"]}
    with (ROOT / "seeds" / "ref_finding_rules.csv").open(newline="", encoding="utf-8") as handle:
        named = {row["column_name"] for row in csv.DictReader(handle)} - {""}
    assert len(named) > 5
    assert_none(named - existing, "name a column of a model, or none")


def test_every_model_has_a_tested_key(manifest):
    breaches = [
        name
        for name, node in manifest.models.items()
        if not any(test == "key" for test, _ in manifest.tests_of[name])
        and not node["description"].startswith("One row per warehouse")
    ]
    assert_none(breaches, "test the key: `key`, on a column or with `columns`")


def test_every_mart_has_an_enforced_contract_with_types(manifest):
    marts = {n: node for n, node in manifest.models.items() if layer_of(node) == "marts"}
    assert_none(
        (n for n, node in marts.items() if not node["config"]["contract"]["enforced"]),
        "enforce the contract of the mart",
    )
    assert_none(columns_without(marts, "data_type"), "give the column its data_type")


def test_every_seed_column_has_a_type(manifest):
    breaches = [
        f"{name}.{column}"
        for name, node in manifest.seeds.items()
        for column in node["columns"]
        if column not in node["config"]["column_types"]
    ]
    assert_none(breaches, "type the column under `column_types`")


def test_no_view_calls_a_python_function(manifest):
    breaches = [
        name
        for name, node in manifest.models.items()
        if node["config"]["materialized"] == "view"
        and re.search(r"\bplumage_[a-z_]+\(", without_comments(manifest.code_of(name)))
    ]
    assert_none(breaches, "make it a table: a view would need the function to be read")


def test_models_read_their_own_layer_or_the_one_before(manifest):
    breaches = [
        f"{name} reads {parent}"
        for name, node in manifest.models.items()
        for parent in manifest.refs_of(name)
        if layer_of(manifest.models[parent]) not in LAYERS[layer_of(node)]
        and not folder_of(node).startswith(READS_THE_READING)
        and not (folder_of(node) == "intermediate/behaviour/" and parent in STARTS_FROM_MARTS)
    ]
    assert_none(breaches, "read the model of the layer before")


def test_nothing_but_staging_reads_base_models(manifest):
    breaches = [
        f"{name} reads {parent}"
        for name, node in manifest.models.items()
        for parent in manifest.refs_of(name)
        if parent.startswith("base_")
        and layer_of(node) != "staging"
        and not folder_of(node).startswith(READS_THE_READING)
    ]
    assert_none(breaches, "read the stg_ model instead")


def test_nothing_but_staging_names_a_json_field_or_a_file(manifest):
    pattern = re.compile(r"->>?'|\bjson_[a-z]+\(|\bread_(?:csv|json|text|blob)[a-z_]*\(")
    breaches = [
        name
        for name, node in manifest.models.items()
        if layer_of(node) != "staging"
        and pattern.search(without_comments(node["raw_code"]))
        and not folder_of(node).startswith(READS_THE_READING)
    ]
    assert_none(breaches, "parse in staging and read the column")


def test_models_are_short_enough_to_read(manifest):
    breaches = [
        f"{name} ({node['raw_code'].count(chr(10)) + 1} lines)"
        for name, node in manifest.models.items()
        if node["raw_code"].count("\n") >= 120
    ]
    assert_none(breaches, "split the model at 120 lines")


def test_ages_are_read_by_label_models_alone(manifest):
    readers = {
        reader
        for reader in manifest.readers_of("stg_twitter__age_labels")
        if not folder_of(manifest.models[reader]).startswith(READS_THE_READING)
    }
    assert readers == LABEL_READERS
    assert manifest.readers_of("int_age_labels__banded") == BANDED_READERS
    assert manifest.readers_of("int_age_labels__implausible") == {"fct_implausible_labels"}


@pytest.mark.parametrize("name", ["fct_held_out_labels", "fct_implausible_labels"])
def test_ages_for_scoring_alone_are_read_by_no_model(manifest, name):
    assert manifest.readers_of(name) == set()


def test_features_know_of_a_label_only_that_it_exists(manifest):
    reached = manifest.descendants_of("base_twitter__ages_train", not_through=LABEL_DOOR)
    assert "fct_held_out_labels" in reached
    assert not reached & FEATURE_MARTS
    door = manifest.models[LABEL_DOOR]
    assert door["config"]["contract"]["enforced"]
    assert set(door["columns"]) == {"user_id"}


def test_no_feature_reads_labelled_data_of_another_mart(manifest):
    labelled = {"dim_age_users", "int_age_labels__banded"}
    reached = set().union(*(manifest.readers_of(name) for name in labelled))
    assert not reached & FEATURE_MARTS
