"""The recipe of docs/adding-a-feature.md, applied to a copy of the project, reaches every place."""

from __future__ import annotations

import pytest

from support.places import ROOT
from support.project import Project, copy_with_diff, generate, succeed

FEATURE = "log_friends_per_favourite"


@pytest.mark.verify
def test_a_row_and_a_column_are_all_that_a_feature_needs(tmp_path):
    copy = copy_with_diff(ROOT / "docs" / "adding-a-feature.md", tmp_path / "copy")
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
