"""The story in Chromium: offline, silent, readable on a telephone and in print, open to all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plumage.pages.story.make import validate_language
from support.browser import DESKTOP, NARROW, TELEPHONE
from support.story_pages import story_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(predicted, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("story")
    warehouse = folder / "warehouse.duckdb"
    shutil.copy(predicted.warehouse, warehouse)
    validate_language(warehouse)
    with pytest.MonkeyPatch.context() as patch:
        story = story_of(warehouse, patch)
    path = folder / "story.html"
    path.write_text(story.page, encoding="utf-8")
    return path


def test_it_asks_nobody_and_complains_of_nothing(visit, page):
    visited = visit(page)
    # Whatever can be opened is opened: nothing may be fetched late.
    visited.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    visited.page.wait_for_load_state("networkidle")
    visited.assert_silent()
    assert visited.page.locator("script").count() == 0


@pytest.mark.parametrize("size", [DESKTOP, TELEPHONE, NARROW])
def test_axe_finds_nothing_and_nothing_overflows(visit, page, size):
    visited = visit(page, size=size)
    assert visited.findings() == []
    assert visited.overflow() == 0
    visited.picture(f"story-{size['width']}")
    visited.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert visited.findings() == []
    assert visited.overflow() == 0


def test_texts_of_pictures_stay_in_their_pictures(visit, page):
    visited = visit(page, size=TELEPHONE)
    outside = visited.page.evaluate(
        """() => [...document.querySelectorAll('svg')].flatMap(svg => {
            const box = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(text => {
                const one = text.getBoundingClientRect();
                return one.left < box.left - 1 || one.right > box.right + 1
                    || one.top < box.top - 1 || one.bottom > box.bottom + 1;
            }).map(text => svg.getAttribute('aria-labelledby') + ': ' + text.textContent);
        })"""
    )
    assert outside == []


def test_letters_of_pictures_can_be_read_on_a_telephone(visit, page):
    visited = visit(page, size=TELEPHONE)
    smallest = visited.page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('svg text')].map(text =>
            parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a
        ).filter(size => size > 0))"""
    )
    assert smallest >= 7.5


def test_the_keyboard_skips_to_the_story_and_opens_the_numbers(visit, page):
    window = visit(page).page
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.className") == "skip"
    window.keyboard.press("Enter")
    assert window.evaluate("location.hash") == "#story"
    summary = window.locator("figure summary").first
    summary.focus()
    window.keyboard.press("Enter")
    assert window.locator("figure details").first.get_attribute("open") is not None


def test_a_source_leads_to_its_query_and_opens_it(visit, page):
    window = visit(page).page
    window.locator("figure summary").first.click()
    window.locator("figure details a").first.click()
    assert window.evaluate("document.querySelector(location.hash).closest('details').open")
    assert "select" in window.evaluate("document.querySelector(location.hash).textContent")


def test_print_shows_the_numbers_and_leaves_out_what_is_for_screens(visit, page):
    window = visit(page).page
    window.emulate_media(media="print")
    assert not window.locator("nav.contents").is_visible()
    assert not window.locator("details.source").first.is_visible()
    assert window.locator("figure").first.is_visible()
    content = window.pdf(format="A4")
    assert content.startswith(b"%PDF")
    assert len(content) > 100_000
