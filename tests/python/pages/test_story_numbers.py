"""Numbers of the story are bound to queries, and the checker notices every one that is not."""

from __future__ import annotations

import re

import pytest

from plumage.core.errors import PlumageError
from plumage.pages.story.blocks import Column, Html, table
from plumage.pages.story.check import problems_of
from plumage.pages.story.formats import FORMATS
from plumage.pages.story.notebook import parse
from plumage.pages.story.page import slug
from plumage.pages.story.results import FOLDER, Cell, Figures, Result
from support.places import ROOT

SOURCE = (ROOT / "analysis" / "age_story.py").read_text()


@pytest.fixture
def figures() -> Figures:
    """Two queries of made-up answers."""
    rows = [
        {"row_key": "a", "share": 0.25, "count": 12, "words": "21-24 <b>", "nothing": None},
        {"row_key": "b]|.c", "share": 1.0, "count": 3, "words": "x", "nothing": float("nan")},
    ]
    return Figures({"made_up": Result("made_up", "select 1", rows)}, is_synthetic=False)


def problems(markup: str, figures: Figures) -> list[str]:
    return problems_of(markup, figures)[0]


def test_a_cell_comes_out_as_an_element_that_names_query_row_and_column(figures):
    row = figures["made_up"]["a"]
    assert f"{row.count:n}" == (
        '<data data-figure="made_up[a].count" data-format="n" value="12.0">12</data>'
    )
    assert str(row.words) == ('<span data-figure="made_up[a].words">21-24 &lt;b&gt;</span>')


def test_null_and_nan_are_a_dash_that_no_comparison_calls_shown(figures):
    for key in ("a", "b]|.c"):
        cell = figures["made_up"][key].nothing
        assert cell.text("f2") == "–"
        assert not cell
        assert not cell.number > 0
        assert not cell.number <= 0


def test_every_cell_of_a_table_is_found_again_whatever_its_key(figures):
    columns = [
        Column("words", "Words"),
        Column("share", "Share", "pct"),
        Column("nothing", "N", "n"),
    ]
    markup = table(figures["made_up"], columns, "made up")
    found, count = problems_of(markup, figures)
    assert found == []
    assert count == 6


@pytest.mark.parametrize(
    "markup",
    [
        "<p>12 people</p>",
        "<p>a ٣ b</p>",
        '<p title="12 people">x</p>',
        "<svg><g><text>12</text></g></svg>",
        '<svg><g data-axis="x"><text>12 people</text></g></svg>',
        '<p data-axis="x">12</p>',
        '<data data-figure="made_up[a].count" data-format="n" value="12.0">13</data>',
        '<data data-figure="made_up[a].count" data-format="n" value="13.0">12</data>',
        '<data data-figure="made_up[a].absent" data-format="n" value="12.0">12</data>',
        '<data data-figure="absent[a].count" data-format="n" value="12.0">12</data>',
        '<data data-figure="made_up[z].count" data-format="n" value="12.0">12</data>',
        '<data data-figure="12" data-format="n" value="12.0">12</data>',
        '<span data-figure="made_up[a].words">21-25 &lt;b&gt;</span>',
        '<img src="https://example.org/x.png" alt="">',
        '<p style="background: url(//example.org/x)">x</p>',
        "<style>@import 'https://example.org/x.css';</style>",
        '<p onclick="x()">x</p>',
        "<p>x</div>",
        "<p>x",
    ],
)
def test_the_checker_notices(markup, figures):
    assert len(problems(markup, figures)) >= 1


@pytest.mark.parametrize(
    "markup",
    [
        "<p>no digits</p>",
        "<code>12</code>",
        "<time>2014-09-30</time>",
        '<svg><g data-axis="x"><text>−0.5</text></g><g data-axis="y"><text>12 %</text></g></svg>',
        '<svg><g data-figure="made_up[a].words"><text>21-24 &lt;b&gt;</text></g></svg>',
        '<span data-figure="made_up[a].words">21-24 <mark>&lt;b&gt;</mark></span>',
        '<code data-figure="made_up[a].words">21-24 &lt;b&gt;</code>',
    ],
)
def test_the_checker_lets_pass(markup, figures):
    assert problems(markup, figures) == []


def test_a_number_without_a_format_and_a_doubled_key_are_refused(figures):
    with pytest.raises(PlumageError, match="name its format"):
        figures["made_up"]["a"].count.text()
    rows = [{"row_key": "a"}, {"row_key": "a"}]
    with pytest.raises(PlumageError, match="two rows of one row_key"):
        Result("twice", "select 1", rows)


@pytest.mark.parametrize("name", sorted({*FORMATS} - {"p"}))
@pytest.mark.parametrize("value", [0.0, 0.00042, 0.0042, 0.118, 0.997, 1.0, -0.5, 1234.5])
def test_formats_write_a_number_that_reads_back_to_the_digits_shown(name, value):
    said = FORMATS[name](value)
    assert re.fullmatch(r"[+−]?[\d,]+(\.\d+)?(\u202f%)?", said)
    digits = said.removesuffix("\u202f%").lstrip("+−").replace(",", "")
    decimals = len(digits.partition(".")[2])
    scale = 100 if name in ("pct", "percents") else 1
    assert float(digits) == pytest.approx(abs(scale * value), abs=0.500001 * 10**-decimals)
    assert said.startswith("−") <= (value < 0)


def test_probabilities_too_small_to_show_are_said_to_be_below_what_is_shown():
    assert [FORMATS["p"](value) for value in (0.0, 0.00042, 0.0042, 0.118, 1.0)] == [
        "below 0.001", "below 0.001", "0.004", "0.118", "1.000",
    ]  # fmt: skip


def test_no_number_is_typed_into_the_prose_of_the_notebook():
    for cell in parse(SOURCE):
        if not cell.is_code:
            assert not re.search(r"\d", re.sub(r"`[^`]*`", "", cell.source)), cell.source[:80]


def test_all_queries_are_read_by_the_story():
    package = ROOT / "python" / "plumage" / "pages" / "story"
    code = "\n".join(path.read_text() for path in sorted(package.rglob("*.py")))
    names = {path.stem for path in FOLDER.glob("*.sql")}
    assert len(names) > 30
    assert {name for name in names if f'["{name}"]' not in code} == set()


def test_headings_of_the_notebook_have_ids_of_their_own():
    headings = re.findall(r"^# ##? (.+)$", SOURCE, flags=re.MULTILINE)
    assert len(headings) > 10
    assert len({slug(one) for one in headings}) == len(headings)


def test_hostile_words_are_escaped_wherever_a_cell_is_written():
    hostile = "<script>alert(1)</script>\"' & <img src=x onerror=x()>"
    cell = Cell('q[<x>"].t', hostile)
    assert "<script" not in str(cell)
    assert "<img" not in str(cell)
    assert '[<x>"]' not in str(cell)
    assert isinstance(Html("x")._repr_html_(), str)
