"""The committed notebook tells what the demo finds, figure by figure."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import nbformat
import pytest
from test_story import NOTEBOOK

from plumage.job.demos import DEMO_ARGUMENTS
from plumage.language import validation as language_validation
from plumage.pages.story.results import read_figures
from support.project import Project, generate, succeed

pytestmark = pytest.mark.verify


class Values(HTMLParser):
    """Values by address, as a page holds them."""

    def __init__(self, page: str):
        super().__init__()
        self.found: dict[str, float] = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if attributes.get("value") and "data-figure" in attributes:
            self.found[attributes["data-figure"]] = float(attributes["value"])


def test_figures_of_the_committed_notebook_are_those_of_the_demo(tmp_path):
    project = Project(tmp_path)
    generate(project.raw, *DEMO_ARGUMENTS)
    variables = json.dumps({"show_texts": True})
    succeed(project.dbt("build", "--exclude-resource-type", "unit_test", "--vars", variables))
    succeed(project.predict("--output", str(tmp_path / "ages_pred.csv")))
    language_validation.validate(project.warehouse)
    figures = read_figures(project.warehouse)

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    shown = [
        output["data"]["text/html"]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]
    told = Values("".join(shown)).found
    assert len(told) > 1000
    # other processors round the fits in other last digits
    different = {
        address: (value, figures.cell(address).number)
        for address, value in told.items()
        if figures.cell(address).number != pytest.approx(value, rel=0.05, abs=0.03)
    }
    assert different == {}
