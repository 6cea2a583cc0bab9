"""Selectors by subject: each can be built alone, and all together leave nothing out."""

from __future__ import annotations

import json

import pytest

from support.project import Project, succeed

SUBJECTS = ("age", "behaviour", "language", "activity", "claims")


@pytest.fixture(scope="module")
def manifest(manifest_path) -> dict:
    return json.loads(manifest_path.read_text())["nodes"]


@pytest.fixture(scope="module")
def selected(built, tmp_path_factory) -> dict[str, set[str]]:
    """Models, seeds and data tests by selector, as dbt lists them."""
    project = Project(tmp_path_factory.mktemp("listed"))
    kinds = ("--resource-type", "model", "seed", "test")
    return {
        name: set(
            succeed(
                project.dbt("--quiet", "ls", "--selector", name, "--output", "name", *kinds)
            ).stdout.split()
        )
        for name in SUBJECTS
    }


@pytest.mark.parametrize("subject", [name for name in SUBJECTS if name != "activity"])
def test_a_subject_can_be_built_alone(manifest, selected, subject):
    lacking = {
        (node["name"], manifest[parent]["name"])
        for node in manifest.values()
        if node["name"] in selected[subject]
        for parent in node["depends_on"].get("nodes", [])
        if parent in manifest and manifest[parent]["name"] not in selected[subject]
    }
    assert lacking == set()


def test_what_activity_reads_of_an_export_may_be_absent(manifest, selected):
    """Its models take such rows by `rows_if_built`."""
    for node in manifest.values():
        if node["resource_type"] == "model" and node["name"] in selected["activity"]:
            for parent in node["depends_on"]["nodes"]:
                if parent in manifest and manifest[parent]["name"] not in selected["activity"]:
                    assert "rows_if_built" in node["raw_code"], node["name"]


def test_every_mart_belongs_to_a_subject_or_judges_the_data(manifest, selected):
    marts = {
        node["name"]
        for node in manifest.values()
        if node["resource_type"] == "model" and node["path"].startswith("marts/")
    }
    left = marts - set().union(*selected.values())
    judging = {"fct_record_fields", "fct_record_reconciliation", "rpt_suppressed_groups"}
    assert left == judging
