"""README and docs are true: queries run, settings exist, links lead somewhere, figures hold."""

from __future__ import annotations

import re

import pytest
import yaml

from plumage import __version__
from support.places import ROOT
from support.tools import load_tool

README = (ROOT / "README.md").read_text()
TABLES = (ROOT / "docs" / "tables.md").read_text()
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FIGURE = re.compile(r"-?\d+\.\d+")


def test_queries_of_the_page_of_tables_run(built):
    queries = re.findall(r"`(select [^`]+)`", TABLES)
    assert len(queries) > 5
    for query in queries:
        built.query(query)


def test_every_mart_is_on_the_page_of_tables_or_serves_one_that_is(built):
    served = {
        "dim_warehouse", "dim_prediction_targets", "fct_held_out_labels", "fct_implausible_labels",
        "dim_sources", "dim_subjects", "fct_model_runs", "fct_audience_reaches",
        "dim_language_groups", "fct_language_size_classes", "fct_language_tokens",
        "fct_language_tweets", "fct_language_validation",
    }  # fmt: skip
    marts = {
        row[0]
        for row in built.query("select table_name from duckdb_tables() where schema_name = 'marts'")
        + built.query("select view_name from duckdb_views() where schema_name = 'marts'")
    }
    told = set(re.findall(r"\| `marts\.(\w+)`", TABLES))
    assert marts - served == told


def test_pages_of_settings_and_inputs_are_made_from_the_project():
    writer = load_tool("write_settings")
    assert (ROOT / "docs" / "settings.md").read_text() == writer.write_page()
    assert (ROOT / "docs" / "inputs.md").read_text() == writer.write_inputs()
    commented = writer.read_comments((ROOT / "dbt_project.yml").read_text())
    assert all(commented.values()), "write a comment above each variable"


def test_readme_is_short():
    assert len(README.encode()) <= 9000


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page):
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text())
    for link in links:
        path, _, anchor = link.partition("#")
        if "://" in link:
            continue
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text(), flags=re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}
            assert anchor in slugs, link


def test_version_is_the_same_in_package_and_project():
    assert yaml.safe_load((ROOT / "dbt_project.yml").read_text())["version"] == __version__


@pytest.mark.verify
def test_figures_of_the_readme_are_what_the_demo_prints(demo):
    printed = (demo.folder / "printed.txt").read_text()
    block = README.split("<!-- demo-result", 1)[1].split("<!-- /demo-result", 1)[0]
    told = [line.strip() for line in block.splitlines() if FIGURE.search(line)]
    assert len(told) >= 3
    shown = {line.split("  ")[0]: line for line in map(str.strip, printed.splitlines())}
    for line in told:
        name = line.split("  ")[0]
        assert name in shown, f"the demo prints no line that begins with {name!r}"
        assert FIGURE.findall(line) == FIGURE.findall(shown[name])
