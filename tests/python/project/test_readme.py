"""README is true: its queries run, its settings exist, its figures are what the demo prints."""

from __future__ import annotations

import re

import pytest
import yaml

from plumage import __version__
from plumage.job.demos import DEMO_ARGUMENTS
from support.places import ROOT
from support.project import Project, generate, succeed

README = (ROOT / "README.md").read_text()
FIGURE = re.compile(r"-?\d+\.\d+")


def test_queries_of_the_readme_run(built):
    queries = re.findall(r"`(select [^`]+)`", README)
    assert len(queries) > 5
    for query in queries:
        built.query(query)


def test_every_mart_is_in_the_readme_or_serves_one_that_is(built):
    served = {
        "dim_warehouse", "dim_prediction_targets", "fct_held_out_labels", "fct_implausible_labels",
        "fct_age_model_runs",
        "dim_language_groups", "fct_language_size_classes", "fct_language_tokens",
        "fct_language_tweets", "fct_language_validation",
    }  # fmt: skip
    marts = {
        row[0]
        for row in built.query("select table_name from duckdb_tables() where schema_name = 'marts'")
        + built.query("select view_name from duckdb_views() where schema_name = 'marts'")
    }
    told = set(re.findall(r"\| `marts\.(\w+)`", README))
    assert marts - served == told


def test_variables_of_the_readme_are_those_of_the_project():
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text())
    told = set(re.findall(r"^\| `([a-z_]+)` \| `?[^|]+\|", README, flags=re.MULTILINE))
    # folders are set through their environment variables
    assert set(project["vars"]) - {"raw_dir", "activity_dir"} == told


def test_version_is_the_same_in_package_and_project():
    assert yaml.safe_load((ROOT / "dbt_project.yml").read_text())["version"] == __version__


@pytest.mark.verify
def test_figures_of_the_readme_are_what_the_demo_prints(tmp_path):
    project = Project(tmp_path)
    generate(project.raw, *DEMO_ARGUMENTS)
    succeed(project.dbt("build"))
    printed = succeed(project.predict("--output", str(tmp_path / "ages_pred.csv"))).stdout
    block = README.split("<!-- demo-result", 1)[1].split("<!-- /demo-result", 1)[0]
    told = [line.strip() for line in block.splitlines() if FIGURE.search(line)]
    assert len(told) >= 4
    shown = {line.split("  ")[0]: line for line in map(str.strip, printed.splitlines())}
    for line in told:
        name = line.split("  ")[0]
        assert name in shown, f"the demo prints no line that begins with {name!r}"
        assert FIGURE.findall(line) == FIGURE.findall(shown[name])
