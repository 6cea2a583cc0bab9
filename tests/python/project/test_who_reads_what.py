"""Who may read what: held-out labels have one reader, Python reads marts and writes predictions."""

from __future__ import annotations

import re

import pytest
import yaml

from plumage.age.candidates import CANDIDATES, YEARS_MODEL
from plumage.age.ordinal_features import ORDINAL_FEATURES, STATED_FEATURES
from plumage.encoding.features import CATEGORY_FEATURES, FEATURE_BLOCKS, number_columns_of
from support.places import ROOT

SOURCES = {path: path.read_text() for path in (ROOT / "python").rglob("*.py")}


def files_with(pattern: str) -> set[str]:
    """Names of the project's Python files that a pattern is found in."""
    return {path.name for path, source in SOURCES.items() if re.search(pattern, source, re.M)}


@pytest.mark.parametrize("table", ["fct_held_out_labels", "fct_implausible_labels"])
def test_scoring_alone_names_the_tables_of_ages_that_nobody_learns_from(table):
    assert files_with(table) == {"scoring.py"}


def test_python_reads_no_layer_below_the_marts_but_for_rejected_records_and_the_ledger():
    reading = files_with(r"\b(from|join)\s+(staging|intermediate)\.\w+")
    # A command names a query for people to ask.
    assert reading == {"rejects.py", "setting.py", "folders.py", "shown.py", "cli.py"}


def test_tables_are_written_in_one_place():
    changing = r"\b(insert into|delete from|create table|update \w+\.)"
    # The other file hands tables from Spark to a DuckDB file.
    assert files_with(changing) == {"access.py", "export.py"}


def feature_columns() -> list[dict]:
    models = yaml.safe_load((ROOT / "models/marts/users/_users__models.yml").read_text())["models"]
    return next(model for model in models if model["name"] == "feat_users")["columns"]


def test_features_are_the_columns_of_the_mart_but_for_its_keys():
    listed = [name for names in FEATURE_BLOCKS.values() for name in names]
    columns = {column["name"]: column["data_type"] for column in feature_columns()}
    assert len(listed) == len(set(listed))
    assert set(listed) == set(columns) - {"user_id", "evidence_level"}
    assert {name for name in listed if columns[name] == "varchar"} == set(CATEGORY_FEATURES)


def test_features_of_the_explaining_model_exist_and_are_numbers_from_every_block():
    names = [feature.name for feature in ORDINAL_FEATURES]
    assert 12 <= len(names) <= 20
    assert len(set(names)) == len(names)
    for block in FEATURE_BLOCKS:
        assert set(names) & set(number_columns_of([block])), block
    numbers = set(number_columns_of(FEATURE_BLOCKS))
    assert set(names) <= numbers
    assert set(STATED_FEATURES) <= numbers - set(names)


def test_unknown_block_is_refused_by_name():
    with pytest.raises(ValueError, match="mood"):
        number_columns_of(["mood"])


def test_published_years_come_from_a_model_and_every_floor_is_a_candidate():
    names = {candidate.name for candidate in CANDIDATES}
    assert len(names) == len(CANDIDATES)
    assert not YEARS_MODEL.is_floor
    assert {"constant_median", "constant_mean", "majority_band"} <= names
