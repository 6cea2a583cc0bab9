"""The example of docs/adding-a-subject.md, applied to a copy, goes from a file to its page."""

from __future__ import annotations

import math
import random
import re
from pathlib import Path

import pytest

from support.places import ROOT
from support.project import Project, copy_with_diff, succeed

PAGE = ROOT / "docs" / "adding-a-subject.md"
OWN_FOLDER = re.compile(r"/toys?/|/pages/toy\.py$")
TOYS = 400


def write_toys(folder: Path) -> int:
    """Write toys of which heavy ones break more often; how many lines are no toy."""
    folder.mkdir()
    draw = random.Random(3)
    lines = ["ToyID,Grams,Broken"]
    for toy in range(1, TOYS + 1):
        grams = round(math.exp(draw.gauss(4.6, 1)), 1)
        breaks = draw.random() < 1 / (1 + math.exp(-1.5 * (math.log(grams) - 4.6)))
        # Of a tenth, nobody says.
        lines.append(f"{toy},{grams},{'' if draw.random() < 0.1 else int(breaks)}")
    lines += [lines[1], "x,10,1", "401,heavy,0"]
    (folder / "toys.csv").write_text("\n".join(lines))
    return 2


def test_the_example_edits_nothing_but_its_folders_and_registries():
    diff = re.search(r"```diff\n(.*?)```", PAGE.read_text(), re.S)[1]
    text, _, _ = PAGE.read_text().partition("## Rules")
    registries = set(re.findall(r"`((?:[\w.]+/)*[\w.]+\.(?:yml|csv|py|toml|md))`", text))
    assert len(registries) > 10
    changed: dict[str, list[str]] = {}
    for part in re.split(r"^diff --git ", diff, flags=re.M)[1:]:
        path = re.search(r"^\+\+\+ b/(.*)$", part, re.M)[1]
        changed[path] = re.findall(r"^-(?!-- ).*$", part, re.M)
    shared = {path for path in changed if not OWN_FOLDER.search(f"/{path}")}
    assert shared <= registries
    # A list in one line is the only line that a row takes the place of.
    removed = {path: lines for path, lines in changed.items() if lines}
    assert set(removed) <= {"pyproject.toml"}


@pytest.mark.verify
def test_a_folder_of_toys_alone_ends_in_a_page_about_toys(tmp_path):
    copy = copy_with_diff(PAGE, tmp_path / "copy")
    project = Project(tmp_path / "project", root=copy)
    project.folder.mkdir()
    rejected = write_toys(project.raw)
    shown = succeed(project.plumage("run", str(project.raw))).stdout
    assert "no files of age, behaviour, language, activity, claims: left out" in shown

    counts = dict(
        project.query(
            "select outcome, sum(record_count) from intermediate.int_records__counted"
            " where record_type = 'toy' group by all"
        )
    )
    assert counts["kept"] == TOYS
    assert counts["rejected"] == rejected
    assert counts["read"] == TOYS + rejected + counts["duplicate"] == TOYS + rejected + 1
    assert project.query("select count(*), count(probability) from marts.fct_toy_scores") == [
        (TOYS, TOYS)
    ]
    metrics = project.query(
        "select model, value, ci_low, floor_value from marts.fct_model_metrics"
        " where subject = 'toy' and metric = 'auc'"
    )
    ((model, value, low, floor),) = metrics
    assert model == "weight"
    assert floor == 0.5 < low < value < 1
    assert project.query("select is_stale from marts.fct_model_runs where subject = 'toy'") == [
        (False,)
    ]

    again = succeed(project.plumage("run", str(project.raw))).stdout
    assert "nothing has changed since the last good run" in again
    succeed(project.plumage("story"))
    succeed(project.plumage("story", "check", str(copy / "toy.html")))
    start = (copy / "index.html").read_text()
    assert 'href="toy.html"' in start
    assert f'value="{value!r}"' in start
    assert "story.html" not in start
    overview = succeed(project.plumage()).stdout
    assert re.search(r"^toy .*current .*toy\.html", overview, re.M)
