"""Features as frames: the lines of the docs run, and no target's age is among them."""

from __future__ import annotations

import re

import numpy as np
import pytest

import plumage
from plumage.core.errors import PlumageError
from support.places import ROOT

LINES = re.search(
    r"```python\n(import plumage\n.*?)```",
    (ROOT / "docs" / "age-model.md").read_text(),
    flags=re.DOTALL,
)[1]


def test_a_model_of_ones_own_is_judged_by_the_lines_of_the_docs(built, monkeypatch, capsys):
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(built.warehouse))
    exec(LINES, {})
    mine, median = map(float, re.findall(r"\d+\.\d+", capsys.readouterr().out))
    assert 0 < mine < median


def test_rows_are_the_users_whose_age_is_known_and_no_target(built):
    X, y, fold = plumage.features(built.warehouse)
    labelled = built.query(
        "select user_id, age_years, fold from marts.dim_age_users"
        " where role = 'labelled' order by user_id"
    )
    assert list(zip(X.index, y, fold, strict=True)) == labelled
    assert X.index.equals(y.index)
    assert X.index.equals(fold.index)
    assert {str(kind) for kind in X.dtypes} == {"float64"}
    for one in range(fold.max() + 1):
        assert not X[fold != one].isna().all().any()
        assert all(len(X.loc[fold != one, name].drop_duplicates()) > 1 for name in X)
    assert not {"age_years", "age_band_id", "fold"} & set(X.columns)
    one = "bio_token_count" if "bio_token_count" in X else X.columns[0]
    (stored,) = zip(
        *built.query(
            f"select {one}::double from marts.feat_users semi join"
            " (from marts.dim_age_users where role = 'labelled') using (user_id) order by user_id"
        ),
        strict=True,
    )
    np.testing.assert_array_equal(X[one].to_numpy(), np.array(stored, dtype=float))


def test_without_known_ages_one_line_says_what_to_do(tmp_path):
    with pytest.raises(PlumageError, match="dbt build"):
        plumage.features(tmp_path / "absent.duckdb")
