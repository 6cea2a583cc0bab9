"""The notebook of the story: frames to change, and cells that the page leaves out."""

from __future__ import annotations

import pandas as pd
import pytest
from test_story import SOURCE

from plumage.core.errors import PlumageError
from plumage.pages.story.facts import open_facts
from plumage.pages.story.make import tell
from plumage.pages.story.notebook import execute, parse


def test_a_frame_has_the_rows_columns_and_values_of_its_query(predicted):
    facts = open_facts(predicted.warehouse)
    filled = 0
    for result in facts.figures:
        frame = facts.frame(result.name)
        assert frame["row_key"].astype(str).tolist() == [row.row_key.text("n") for row in result]
        for name in frame.select_dtypes("number"):
            asked = pd.Series([row[name].number for row in result], dtype=float)
            pd.testing.assert_series_equal(frame[name].astype(float), asked, check_names=False)
            filled += frame[name].notna().any()
    assert filled > 100
    with pytest.raises(PlumageError, match="there is no query behavior"):
        facts.frame("behavior")


def test_cells_to_change_run_and_show_but_are_not_on_the_page(predicted, monkeypatch):
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(predicted.warehouse))
    page, shown, _ = tell(predicted.warehouse)
    extra = [one for one in shown if not one.cell.is_on_page]
    heading, table, picture = extra
    assert heading.cell.source.startswith("## Change it yourself")
    assert "Change it yourself" not in page
    assert table.html.count("<tr") == 6
    assert "<svg" in picture.html
    assert 'class="dataframe"' not in page


def test_cells_to_change_run_where_nobodys_behaviour_is_told(predicted, monkeypatch):
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(predicted.warehouse))
    cells = [cell for cell in parse(SOURCE.read_text(encoding="utf-8")) if cell.is_code]
    first, *_ = cells
    *rest, last = (cell for cell in cells if not cell.is_on_page)
    empty = type(last)(True, "frame = frame[:0]")
    assert "<svg" in execute([first, *rest, empty, last])[-1].html
