"""Column lineage: read off the SQL of all models, held against what is known, and its page."""

from __future__ import annotations

import json
import shutil

import pytest
import yaml

from plumage.__main__ import main
from plumage.core import tracking
from plumage.core.errors import PlumageError
from plumage.pages.lineage import documents
from plumage.pages.lineage.columns import (
    ColumnKey,
    Origin,
    Relation,
    first_origins,
    relations_of,
    trace_columns,
)
from plumage.pages.lineage.documents import read_relations
from plumage.pages.lineage.page import lineage_page
from support.explorer_pages import HOSTILE, payload_in
from support.places import ROOT
from support.project import Project, succeed

AGES = {("twitter.ages_train", "age_years")}
"""Where known ages begin."""


@pytest.fixture(scope="module")
def relations(built: Project, tmp_path_factory: pytest.TempPathFactory) -> list[Relation]:
    project = Project(tmp_path_factory.mktemp("docs"))
    shutil.copy(built.warehouse, project.warehouse)
    project.raw.symlink_to(built.raw)
    succeed(project.dbt("docs", "generate"))
    return read_relations(project.folder / "target")


@pytest.fixture(scope="module")
def origins(relations) -> dict[ColumnKey, Origin]:
    return trace_columns(relations)


def test_every_column_of_marts_is_traced(relations, origins):
    columns = [
        (relation.full_name, name)
        for relation in relations
        if relation.schema == "marts"
        for name in relation.types
    ]
    assert len(columns) > 500
    assert [key for key in columns if origins[key].kind == "unknown"] == []


def test_known_columns_come_from_where_they_do(origins):
    assert origins["marts.feat_users", "emoji_tweet_share"].parents == (
        ("intermediate.int_users__emoji", "emoji_tweet_share"),
    )
    begins = first_origins(origins, ("marts.feat_users", "emoji_tweet_share"))
    assert begins == {("twitter.age_tweets", "tweet"), ("twitter.age_profiles", "account")}
    begins = first_origins(origins, ("marts.dim_age_users", "age_years"))
    assert begins == {("twitter.ages_train", "age_years")}
    begins = first_origins(origins, ("marts.fct_active_minutes", "user_id"))
    assert ("activity.logs", "user") in begins
    assert origins["marts.fct_active_minutes", "log_name"].kind == "made"


def test_no_feature_is_made_from_an_age(origins):
    """Joins and conditions apart: those are held by a test that swaps ages and compares."""
    assert first_origins(origins, ("marts.dim_age_users", "age_years")) & AGES
    found = {
        (relation, column)
        for relation, column in origins
        if relation.startswith("marts.feat_") and first_origins(origins, (relation, column)) & AGES
    }
    assert found == set()


def test_every_column_of_a_raw_file_leads_somewhere(relations, origins):
    inputs = yaml.safe_load((ROOT / "dbt_project.yml").read_text())["vars"]["inputs"]
    raw = {
        (relation.full_name, column)
        for relation in relations
        if relation.schema in {given["source"] for given in inputs.values()} | {"activity"}
        for column in relation.types
    }
    assert len(raw) > len(inputs)
    assert raw - {parent for origin in origins.values() for parent in origin.parents} == set()


@pytest.mark.browser
def test_the_page_finds_a_column_and_shows_both_directions(relations, origins, visit, tmp_path):
    path = tmp_path / "lineage.html"
    path.write_text(lineage_page(relations, origins), encoding="utf-8")
    visited = visit(path)
    window = visited.page
    window.get_by_label("Find a column").fill("TWITTER.ages_train age")
    window.get_by_role("link", name="twitter.ages_train.age_years").click()
    content = window.locator("#content")
    assert content.locator("h2").text_content() == "twitter.ages_train.age_years"
    assert "Made from raw files" in content.inner_text()
    ages = ("marts.dim_age_users", "age_years")
    below = [key for key in origins if first_origins(origins, key) & AGES]
    assert ages in below
    rows = content.locator("tbody th").all_text_contents()
    assert sorted(rows) == sorted(".".join(key) for key in below)
    content.get_by_role("link", name=".".join(ages), exact=True).click()
    assert "Begins as twitter.ages_train.age_years" in content.inner_text()
    assert visited.findings() == []
    window.set_viewport_size({"width": 320, "height": 640})
    assert visited.overflow() <= 0
    window.get_by_label("Find a column").fill("zzzunheard")
    assert "No column or table has" in content.inner_text()
    window.get_by_role("button", name="Clear the search").click()
    assert content.locator("h2").text_content() == ".".join(ages)
    visited.assert_silent()


@pytest.mark.browser
def test_descriptions_are_texts_whose_code_alone_is_set_off(visit, tmp_path):
    told = Relation(
        "marts", "dim", "model", f"{HOSTILE}\n\n- a `b`\n- c", {"a": "INTEGER"}, {"a": HOSTILE},
        "select 1 as a",
    )  # fmt: skip
    page = lineage_page([told], trace_columns([told]))
    assert payload_in(page)["relations"][0][2] == told.description
    path = tmp_path / "lineage.html"
    path.write_text(page, encoding="utf-8")
    visited = visit(path, place="#marts.dim")
    content = visited.page.locator("#content")
    assert HOSTILE.split(" ")[0] in content.inner_text()
    assert content.locator("li code").all_text_contents() == ["b"]
    assert content.locator("img").count() == 0
    visited.assert_silent()


def test_the_page_lies_where_dbt_writes_its_own(tmp_path, monkeypatch):
    """No place for results: the page holds what the code says of itself."""
    columns = {"user_id": {"name": "user_id", "type": "BIGINT", "index": 1}}
    (tmp_path / "target").mkdir()
    key = "model.plumage.feat_users"
    node = {
        "name": "feat_users", "schema": "marts", "alias": "feat_users", "resource_type": "model",
        "columns": {}, "description": "", "compiled_code": "select 1 as user_id",
        "depends_on": {"nodes": []}, "config": {"materialized": "table"},
    }  # fmt: skip
    manifest = {"nodes": {key: node}, "sources": {}}
    catalog = {"nodes": {key: {"metadata": {"type": "BASE TABLE"}, "columns": columns}}}
    catalog["sources"] = {}
    for name, document in (("manifest", manifest), ("catalog", catalog)):
        (tmp_path / "target" / f"{name}.json").write_text(json.dumps(document))
    monkeypatch.setattr(documents, "ROOT", tmp_path)
    monkeypatch.setattr(tracking, "ROOT", tmp_path)
    monkeypatch.delenv("DBT_TARGET_PATH", raising=False)
    documents.write_lineage()
    assert (tmp_path / "target" / documents.PAGE).is_file()


def test_what_cannot_be_parsed_is_said_of_its_columns():
    broken = Relation("marts", "dim", "model", "", {"a": "INTEGER"}, {}, "select from from")
    origin = trace_columns([broken])["marts.dim", "a"]
    assert origin.kind == "unknown"
    assert origin.reason
    page = lineage_page([broken], {("marts.dim", "a"): origin})
    assert payload_in(page)["columns"][0][3:] == ["unknown", [], origin.reason]


def test_without_docs_the_command_to_make_them_is_named(tmp_path):
    with pytest.raises(PlumageError, match="make docs"):
        read_relations(tmp_path)
    assert relations_of({"nodes": {}, "sources": {}}, {"nodes": {}, "sources": {}}) == []


def test_docs_of_nothing_are_refused_and_help_writes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(tmp_path / "w.duckdb"))
    monkeypatch.setenv("DBT_TARGET_PATH", str(tmp_path / "target"))
    assert main(["docs", "--help"]) == 0
    assert main(["docs"]) == 2
    said = capsys.readouterr().err
    assert "make demo" in said
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
