"""Exposures name what their code reads: a list that nobody keeps would draw a wrong lineage."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from plumage.age.inputs import REQUIRED
from plumage.pages.explorer.prediction_queries import PREDICTIONS, USERS
from plumage.pages.explorer.queries import BANDS, GENERAL, TWEETS
from support.places import ROOT

PACKAGE = ROOT / "python" / "plumage"
CODE = {
    "age_story": [
        *PACKAGE.glob("pages/story/**/*.py"),
        PACKAGE / "pages/hidden.py",
        *ROOT.glob("analysis/story/*.sql"),
        ROOT / "analysis" / "age_story.py",
    ],
    "audience": [*PACKAGE.glob("audience/*.py")],
    "claims": [
        *PACKAGE.glob("claims/*.py"),
        *PACKAGE.glob("pages/claims/*.py"),
        *ROOT.glob("analysis/story/claims/*.sql"),
    ],
    "explorer": [*PACKAGE.glob("pages/explorer/*.py")],
    "language_validation": [PACKAGE / "language/data.py", PACKAGE / "language/validation.py"],
    "user_active_minutes": [*PACKAGE.glob("activity/**/*.py")],
    "run_summary": [*PACKAGE.glob("job/*.py"), PACKAGE / "warehouse/void.py"],
}
"""Exposure -> files of its own; all others of the package belong to predict.py."""

READ = re.compile(r"\b(?:from|join)\s+(marts|predictions|reference)\.([a-z_]+[a-z])\b(?!_*\{)")
NAMED = re.compile(r"\"(?:marts\.)?((?:dim|fct|feat|rpt)_[a-z_]+)\"")
"""A mart's name as a whole literal, for a query that is put together from it."""

EXPLORER_QUERIES = (GENERAL, BANDS, TWEETS, PREDICTIONS, USERS)


@pytest.fixture(scope="module")
def manifest(manifest_path) -> Mapping:
    return json.loads(manifest_path.read_text(encoding="utf-8"))


def declared(manifest: Mapping) -> dict[str, set[str]]:
    """Tables that each exposure depends on, as schema.table."""
    nodes = manifest["nodes"] | manifest["sources"]
    return {
        exposure["name"]: {
            f"{nodes[key]['schema']}.{nodes[key]['name']}"
            for key in exposure["depends_on"]["nodes"]
        }
        for exposure in manifest["exposures"].values()
    }


def reads_in(text: str) -> set[str]:
    """Tables that queries in a text read, as schema.table."""
    return {f"{schema}.{table}" for schema, table in READ.findall(text)} | {
        f"marts.{table}" for table in NAMED.findall(text)
    }


def files_of(exposure: str) -> list[Path]:
    """Files whose queries an exposure answers for."""
    if exposure in CODE:
        return CODE[exposure]
    owned = {path for paths in CODE.values() for path in paths}
    return [path for path in (ROOT / "python").rglob("*.py") if path not in owned]


def queries_of_explorer() -> set[str]:
    """Tables of the explorer's queries after their parts were put together."""
    return set().union(
        *(reads_in(query.sql) for part in EXPLORER_QUERIES for query in part.values())
    )


EXPOSURES = (*CODE, "age_predictions")


def test_every_exposure_has_code(manifest):
    assert set(declared(manifest)) == set(EXPOSURES)


@pytest.mark.parametrize("exposure", EXPOSURES)
def test_an_exposure_depends_on_what_its_code_reads(manifest, exposure):
    paths = files_of(exposure)
    assert paths
    assert all(path.exists() for path in paths)
    found = set().union(*(reads_in(path.read_text(encoding="utf-8")) for path in paths))
    if exposure == "age_predictions":
        found |= {f"{schema}.{table}" for schema, table in REQUIRED}
    if exposure == "explorer":
        found |= queries_of_explorer()
    told = declared(manifest)[exposure]
    assert found == told, (
        f"models/exposures.yml, {exposure}: add {sorted(found - told)}, "
        f"remove {sorted(told - found)}"
    )


def test_all_queries_of_the_explorer_say_what_they_read():
    for part in EXPLORER_QUERIES:
        for name, query in part.items():
            assert set(query.reads) <= reads_in(query.sql), name


def test_every_model_belongs_to_a_subject_area(manifest):
    areas = {group["name"] for group in manifest["groups"].values()}
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    without = sorted(node["name"] for node in models if node["config"].get("group") is None)
    assert not without, f"give its folder a +group in dbt_project.yml: {', '.join(without)}"
    assert areas == {node["config"]["group"] for node in models}


def test_the_overview_names_every_subject_area_and_reader(manifest):
    overview = manifest["docs"]["doc.plumage.__overview__"]["block_contents"]
    named = set(re.findall(r"`([a-z_]+)`", overview))
    areas = {group["name"] for group in manifest["groups"].values()}
    assert areas | set(EXPOSURES) <= named
    tables = {node["name"] for node in (manifest["nodes"] | manifest["sources"]).values()}
    marts = {name for name in named if re.match("(dim|fct|feat|rpt|stg|int|base)_[a-z]", name)}
    assert marts
    assert marts <= tables
