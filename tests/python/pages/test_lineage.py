"""Where columns come from: read off the SQL of all models, and held against what is known."""

from __future__ import annotations

import re
import shutil

import pytest

from plumage.core.errors import PlumageError
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
from support.project import Project, succeed

AGES = {("staging.base_twitter__ages_train", "stated_age_years")}
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
    assert begins == {
        ("staging.base_twitter__age_tweets", "tweet"),
        ("staging.base_twitter__age_profiles", "account"),
    }
    begins = first_origins(origins, ("marts.dim_age_users", "age_years"))
    assert begins == {("staging.base_twitter__ages_train", "stated_age_years")}
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


def test_the_page_links_to_what_it_holds_and_shows_texts_as_texts(relations, origins):
    hostile = "<img src=x onerror=alert(1)>"
    told = Relation(
        "marts", "dim_told", "model", hostile, {"a": "INTEGER"}, {"a": hostile}, "select 1 as a"
    )
    page = lineage_page([*relations, told], origins | trace_columns([told]))
    assert "<img" not in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert not re.search(r'(?:src|href)="(?!#)', page)


def test_what_cannot_be_parsed_is_said_of_its_columns():
    broken = Relation("marts", "dim", "model", "", {"a": "INTEGER"}, {}, "select from from")
    origin = trace_columns([broken])["marts.dim", "a"]
    assert origin.kind == "unknown"
    assert origin.reason
    assert "not traced" in lineage_page([broken], {("marts.dim", "a"): origin})


def test_without_docs_the_command_to_make_them_is_named(tmp_path):
    with pytest.raises(PlumageError, match="make docs"):
        read_relations(tmp_path)
    assert relations_of({"nodes": {}, "sources": {}}, {"nodes": {}, "sources": {}}) == []
