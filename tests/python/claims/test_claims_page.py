"""The page of claims names what the data give away, and is open to readers who see badly."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from plumage.pages.claims.page import PAGE
from plumage.pages.story.check import problems_of
from plumage.pages.story.subject_page import lay_out_page, read_page_figures
from support.browser import DESKTOP, NARROW, TELEPHONE
from support.project import Project

WARNINGS = ("One rule does it", "Texts are templates", "verified and other users vanishes")
SIZES = pytest.mark.parametrize("size", [DESKTOP, TELEPHONE, NARROW])


def page_of(project: Project) -> tuple[str, str]:
    """Page and Markdown of a warehouse."""
    figures = read_page_figures(PAGE, project.warehouse)
    html = lay_out_page(PAGE, figures)
    problems, count = problems_of(html, figures)
    assert problems == []
    assert count > 500
    return html, PAGE.markdown(figures)


def first_screen(html: str) -> str:
    """Text before the contents."""
    return re.sub(r"<[^>]+>", "", html[: html.index('<nav class="contents"')])


def test_a_world_with_the_three_artefacts_is_told_by_its_page(like_course):
    html, markdown = page_of(like_course)
    head = first_screen(html)
    assert all(words in head for words in WARNINGS)
    assert "gain over one simple rule is none" in head
    assert "None: the best single rule" in markdown
    assert "record_order</span></code> alone ranks claims above opinions" in html
    assert len(html.encode()) < 1_000_000


def test_a_realistic_world_has_none_and_a_gain_beyond_chance(realistic):
    html, markdown = page_of(realistic)
    head = first_screen(html)
    assert not any(words in head for words in WARNINGS)
    assert "percentage points more than the best single rule" in head
    ((low,),) = realistic.query(
        "select corrected_ci_low from predictions.model_gains where subject = 'claims'"
        " and model = 'forest after' and other_model = 'one_rule' and metric = 'accuracy'"
    )
    assert low > 0
    assert "alone ranks claims above opinions" not in html
    assert [line for line in markdown.splitlines() if line.startswith("## ")] == [
        "## Exploration", "## Hypothesis test", "## Regression", "## Final model"
    ]  # fmt: skip


def test_no_text_or_id_of_a_video_is_on_a_page(realistic):
    html, markdown = page_of(realistic)
    texts = realistic.query("select transcription from marts.feat_videos where transcription != ''")
    ids = realistic.query("select video_id from marts.feat_videos where video_id > 1000")
    shown = html + markdown
    assert not [text for (text,) in texts if text in shown]
    digits = set(re.findall(r"\d+", shown))
    assert not [one for (one,) in ids if str(one) in digits]


@pytest.fixture(scope="module")
def page(like_course, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("claims") / "claims.html"
    path.write_text(page_of(like_course)[0], encoding="utf-8")
    return path


@pytest.mark.browser
@SIZES
def test_axe_finds_nothing_of_any_weight(visit, page, size):
    visited = visit(page, size=size)
    visited.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert visited.findings(strict=True) == []
    assert visited.overflow() == 0
    visited.assert_silent()


@pytest.mark.browser
def test_it_works_twice_as_large_by_keyboard_and_in_forced_colours(visit, page):
    # A window of half the pixels is what a reader at 200 % has.
    visited = visit(page, size={"width": DESKTOP["width"] // 2, "height": DESKTOP["height"] // 2})
    window = visited.page
    window.emulate_media(forced_colors="active")
    assert visited.overflow() == 0
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.className") == "skip"
    levels = window.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map(one => Number(one.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    # Each picture has a table that the keyboard opens, and a description.
    for figure in window.locator("figure").all():
        summary = figure.locator("summary").first
        summary.focus()
        window.keyboard.press("Enter")
        assert figure.locator("table").first.is_visible()
        assert len(figure.locator("figcaption .unseen").inner_text()) > 40
    # Claims and opinions differ by a pattern, whatever the colours.
    assert window.evaluate("document.querySelectorAll('svg pattern').length") >= 2
