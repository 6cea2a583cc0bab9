"""Who may read what: held-out labels have one reader, Python reads marts and writes predictions."""

from __future__ import annotations

import ast
import re

import pytest
import yaml

from plumage.age.candidates import CANDIDATES, YEARS_MODEL
from plumage.encoding.features import (
    CATEGORY_FEATURES,
    FEATURE_BLOCKS,
    ORDINAL_FEATURES,
    STATED_FEATURES,
    number_columns_of,
)
from support.places import ROOT

PACKAGE = ROOT / "python" / "plumage"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = {path.relative_to(PACKAGE).as_posix(): path.read_text() for path in MODULES}
HELD_OUT = re.compile(r"held_?out_?(label|age)", re.IGNORECASE)
FITTING = (
    "age_distribution.py",
    "bands.py",
    "calibration.py",
    "candidates.py",
    "cumulative.py",
    "design.py",
    "fact_ngrams.py",
    "fact_parts.py",
    "fact_terms.py",
    "figures.py",
    "first_stage.py",
    "intervals.py",
    "metrics.py",
    "ngrams.py",
    "number_scale.py",
    "ordered_logit.py",
    "ordinal.py",
    "ridge_scores.py",
    "selection.py",
    "sparse_facts.py",
    "stacking.py",
    "user_texts.py",
    "validation.py",
    "vocabulary.py",
    "weighted.py",
)
PREDICTING = (
    *FITTING,
    "cli.py",
    "outputs.py",
    "prediction.py",
    "report.py",
    "scoring.py",
    "warehouse.py",
)


def imports_of(name: str) -> set[str]:
    """Modules of the package that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(SOURCES[name])):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("plumage"):
            if node.module == "plumage":
                found |= {alias.name for alias in node.names}
            else:
                found.add(node.module.removeprefix("plumage."))
    return found


@pytest.mark.parametrize("table", ["fct_held_out_labels", "fct_implausible_labels"])
def test_scoring_alone_names_the_tables_of_ages_that_nobody_learns_from(table):
    naming = {name for name, source in SOURCES.items() if table in source}
    assert naming == {"scoring.py"}
    assert table not in (ROOT / "python" / "predict.py").read_text()


def test_scoring_is_called_by_the_run_alone_and_after_the_last_fit():
    callers = {name for name in SOURCES if "scoring" in imports_of(name)}
    assert callers == {"prediction.py"}
    source = SOURCES["prediction.py"]
    first_use = source.index("scoring.", source.index("def estimate"))
    for fit in ("one.answer(", "= explain(", "cross_validate(", "validate_on_shuffled_labels("):
        assert source.rindex(fit) < first_use


def test_nothing_that_fits_imports_what_reads_the_warehouse():
    for name in FITTING:
        assert not imports_of(name) & {"warehouse", "scoring", "outputs", "cli"}, name


@pytest.mark.parametrize("name", PREDICTING)
def test_prediction_reads_marts_and_reference_only(name):
    schemas = set(re.findall(r"\b(?:from|join)\s+(\w+)\.\w+", SOURCES[name])) - {"plumage"}
    modules = {"collections", "importlib", "scipy", "sklearn", "statsmodels", "numpy"}
    assert schemas - modules <= {"marts", "reference"}


@pytest.mark.parametrize("name", PREDICTING)
def test_prediction_reads_no_raw_file_and_no_pickle(name):
    for word in ("pickle", "joblib", "PLUMAGE_RAW_DIR", "read_csv", "read_json"):
        assert word not in SOURCES[name]


def test_writing_is_done_in_one_place():
    writing = {
        name
        for name in PREDICTING
        if re.search(r"\b(insert into|delete from|create table|update \w+\.)", SOURCES[name])
    }
    assert writing == {"warehouse.py"}


def feature_columns() -> list[dict]:
    models = yaml.safe_load((ROOT / "models/marts/users/_users__models.yml").read_text())["models"]
    return next(model for model in models if model["name"] == "feat_users")["columns"]


def test_feature_blocks_are_those_of_the_mart():
    blocks: dict[str, list[str]] = {}
    for column in feature_columns():
        block = column.get("config", {}).get("meta", {}).get("block")
        if block:
            blocks.setdefault(block, []).append(column["name"])
    assert {name: list(columns) for name, columns in FEATURE_BLOCKS.items()} == blocks


def test_categories_are_the_text_columns_of_the_mart():
    texts = {
        column["name"]
        for column in feature_columns()
        if column["data_type"] == "varchar" and "config" in column
    }
    assert texts == set(CATEGORY_FEATURES)


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
