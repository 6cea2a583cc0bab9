"""Tables that sort: numbers as numbers, missing ones last, by keyboard, and what CSV holds."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from plumage.pages.layout import document, tables_js

pytestmark = pytest.mark.browser

TABLE = """<main><h1>Figures</h1>
<div class="scroll" tabindex="0" role="region" aria-label="Figures">
<table class="sortable"><caption>Figures of users</caption>
<thead><tr><th scope="col">Name</th><th scope="col" class="number">Value</th>
<th scope="col">Share</th><th scope="col">Day</th><th scope="col">Bar</th></tr></thead><tbody>
<tr><th scope="row">b 10</th><td>−2.5</td><td><data value="0.123456">12.3 %</data></td>
<td>2019-03-01</td><td><svg></svg></td></tr>
<tr><th scope="row">=cmd|'x'!A1</th><td>–</td><td><data value="0.12344">12.3 %</data></td>
<td>2019-01-15</td><td></td></tr>
<tr><th scope="row">b 9, "c"</th><td>1,200 [900, 1,400]</td><td>–</td><td>2020-01-01</td><td></td>
</tr><tr><th scope="row">a</th><td>30</td><td><data value="0.5">50.0 %</data></td>
<td>2018-12-31</td><td></td></tr>
</tbody></table></div></main>"""


@pytest.fixture
def visited(visit, tmp_path):
    page = tmp_path / "page.html"
    body = f"{TABLE}<script>{tables_js()}</script>"
    page.write_text(document("Figures", body, is_synthetic=False), encoding="utf-8")
    return visit(page)


def order(window) -> list[str]:
    return [text.strip()[:4] for text in window.locator("tbody th").all_text_contents()]


def test_headings_sort_by_value_and_a_third_click_brings_back_the_order(visited):
    window = visited.page
    first = order(window)
    assert window.locator("thead button").count() == 4, "a column of pictures has no order"
    expected = {
        "Value": ["b 9,", "a", "b 10", "=cmd"],
        "Share": ["a", "b 10", "=cmd", "b 9,"],
        "Day": ["a", "=cmd", "b 10", "b 9,"],
        "Name": ["=cmd", "a", "b 9,", "b 10"],
    }
    for name, rows in expected.items():
        window.get_by_role("button", name=name).click()
        assert order(window) == rows, name
    sorted_by = window.locator("th[aria-sort]")
    assert sorted_by.all_text_contents() == ["Name"]
    assert sorted_by.get_attribute("aria-sort") == "ascending"
    window.keyboard.press("Enter")
    assert sorted_by.get_attribute("aria-sort") == "descending"
    window.keyboard.press("Space")
    assert sorted_by.count() == 0
    assert order(window) == first
    assert visited.findings() == []
    visited.assert_silent()


def test_csv_has_the_rows_shown_exact_values_and_no_formula(visited):
    window = visited.page
    window.get_by_role("button", name="Share").click()
    with window.expect_download() as download:
        window.get_by_role("button", name="CSV").click()
    assert download.value.suggested_filename == "figures-of-users.csv"
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["Name", "Value", "Share", "Day", "Bar"],
        ["a", "30", "0.5", "2018-12-31", ""],
        ["b 10", "-2.5", "0.123456", "2019-03-01", ""],
        ["'=cmd|'x'!A1", "–", "0.12344", "2019-01-15", ""],
        ['b 9, "c"', "1,200 [900, 1,400]", "–", "2020-01-01", ""],
    ]
