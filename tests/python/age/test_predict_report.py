"""The terminal says what the figures say, the unwelcome included."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from plumage.age.bands import AgeBands
from plumage.age.candidates import BANDS_MODEL, BY_NAME, YEARS_MODEL
from plumage.age.inner_outer import HONEST, TOO_GOOD
from plumage.age.notes import too_good_lines, unpublished_bands
from plumage.age.report import implausible_line, shuffled_line
from support.made_up_marts import BANDS

EXPLAINING_MODEL = BY_NAME["ordinal_bands"]


def shuffled_skill(years: float, bands: float, explaining: float) -> pd.DataFrame:
    """Rank correlations of the fitted models on shuffled labels of 400 users."""
    names = [model.name for model in (YEARS_MODEL, BANDS_MODEL, EXPLAINING_MODEL)]
    return pd.DataFrame({"model": names, "value": [years, bands, explaining]}).assign(
        evaluation="permuted", population="all", metric="spearman", n=400
    )


@pytest.mark.parametrize(
    ("values", "figure", "model"),
    [
        ((0.01, -0.12, 0.05), "-0.12", BANDS_MODEL),
        ((0.11, -0.01, 0.05), "0.11", YEARS_MODEL),
        ((np.nan, 0.01, -0.02), "-0.02", EXPLAINING_MODEL),
    ],
)
def test_line_on_shuffled_labels_is_about_the_worst_model(values, figure, model):
    line = shuffled_line(shuffled_skill(*values))
    assert f" {figure} ({model.title})" in line
    assert "WARNING" not in line


def test_a_leak_of_any_model_is_warned_of():
    line = shuffled_line(shuffled_skill(0.0, -0.4, 0.3))
    assert line.startswith("WARNING")
    assert f"0.30 ({EXPLAINING_MODEL.title})" in line


def test_nothing_is_said_of_shuffled_labels_when_they_were_not_tried():
    assert shuffled_line(shuffled_skill(0, 0, 0).assign(evaluation="cv")) is None


def test_error_with_implausible_labels_is_told_where_there_are_any():
    rows = [
        {"evaluation": "cv", "value": 2.4, "floor_value": 3.0, "n": 100},
        {"evaluation": "cv_with_implausible", "value": 2.9, "floor_value": 3.6, "n": 103},
    ]
    table = pd.DataFrame(rows).assign(
        model=YEARS_MODEL.name, population="all", metric="mae", ci_low=2.0, ci_high=3.0
    )
    said = implausible_line(table, "all")
    for words in ("With 3 more", "2.90 [2.00, 3.00]", "median is 3.60"):
        assert words in said
    assert implausible_line(table[table["evaluation"] == "cv"], "all") is None
    # Those of users without a profile are not spoken of.
    assert implausible_line(table.assign(n=100), "all") is None


def test_bands_that_are_learned_from_but_nobodys_year_are_named():
    bands = AgeBands.from_frame(BANDS)
    ages = pd.Series([19, 22, 27, 45])
    found = unpublished_bands(
        SimpleNamespace(ages=ages, bands=bands),
        SimpleNamespace(bands=bands.positions_of([21, 22, 20])),
    )
    # Nobody aged 30 to 39 was learned from, so no probability could find one either.
    assert found == ["'25-29'", "'40 or older'"]


def test_second_stages_that_look_too_good_inside_are_named_with_their_figures():
    table = pd.DataFrame(
        {
            "second_stage": ["logit", "trees"],
            "difference_years": [-0.1, 2.36],
            "ci_low": [-0.2, 2.1],
            "ci_high": [0.0, 2.6],
            "verdict": [HONEST, TOO_GOOD],
        }
    )
    (line,) = too_good_lines(table)
    assert line.startswith("trees looks better")
    assert "by 2.36 [2.10, 2.60] years" in line
    assert too_good_lines(pd.DataFrame()) == []
