"""The recipe of docs/adding-a-feature.md, applied to a copy of the project, reaches every place."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support.places import ROOT
from support.project import Project, generate, succeed

FEATURE = "log_friends_per_favourite"
COPIED = ("analysis", "macros", "models", "python", "seeds", "tests")


def copy_with_recipe(folder: Path) -> Path:
    """Copy what dbt and Python read, and apply the example of the page."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (*ROOT.glob("*.yml"), *ROOT.glob("pyproject.toml")):
        shutil.copy(path, folder)
    page = (ROOT / "docs" / "adding-a-feature.md").read_text()
    change = re.search(r"```diff\n(.*?)```", page, re.S)[1]
    applied = subprocess.run(
        ["git", "apply", "--unsafe-paths", f"--directory={folder}", "-"],
        input=change,
        text=True,
        cwd=folder.parent,
        capture_output=True,
        check=False,
    )
    assert applied.returncode == 0, applied.stderr
    return folder


@pytest.mark.verify
def test_a_row_and_a_column_are_all_that_a_feature_needs(tmp_path):
    copy = copy_with_recipe(tmp_path / "copy")
    project = Project(tmp_path / "project", root=copy)
    generate(project.raw)
    succeed(project.dbt("build"))
    succeed(project.predict("--validate", "none", "--output", str(tmp_path / "ages_pred.csv")))
    known = project.query(f"select count({FEATURE}), count(*) from marts.feat_users")[0]
    assert 0.5 * known[1] < known[0] <= known[1]
    learned = project.query(
        f"select count(*) from predictions.training_profile where feature = '{FEATURE}'"
    )
    assert learned[0][0] > 1
    words = {
        phrase
        for (phrase,) in project.query(
            f"select distinct phrase from predictions.drivers where feature = '{FEATURE}'"
        )
    }
    assert words & {"follows more than they like", "likes more than they follow"}
    for table in ("fct_behaviour_trends", "rpt_behaviour_by_age_band"):
        titles = project.query(f"select title from marts.{table} where measure = '{FEATURE}'")
        assert set(titles) == {("Accounts followed for each favourite",)}
