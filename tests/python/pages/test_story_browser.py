"""The story in Chromium: offline, silent, readable on a telephone and in print, open to all."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

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
    assert visited.page.locator("script").count() == 1


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


def test_four_answers_stand_on_the_first_screen(visit, page):
    inside = """() => [...document.querySelectorAll(SELECTOR)].map(
        one => one.getBoundingClientRect().bottom <= innerHeight)"""
    wide = visit(page, size={"width": 1200, "height": 850}).page
    assert wide.evaluate(inside.replace("SELECTOR", "'.panel .figure'")) == [True] * 4
    # Small made-up data may have nothing to draw for an answer.
    drawn = wide.evaluate(inside.replace("SELECTOR", "'.panel svg'"))
    assert len(drawn) >= 2
    assert all(drawn)
    narrow = visit(page, size=TELEPHONE).page
    assert narrow.evaluate(inside.replace("SELECTOR", "'.panel .said'")) == [True] * 4
    below = "Math.max(...[...document.querySelectorAll('.panel .said')].map(BOTTOM))"
    first = "Math.min(...[...document.querySelectorAll('.panel svg')].map(TOP))"
    bottom, top = (f"one => one.getBoundingClientRect().{side}" for side in ("bottom", "top"))
    assert narrow.evaluate(below.replace("BOTTOM", bottom)) < narrow.evaluate(
        first.replace("TOP", top)
    )


def test_it_is_read_in_five_minutes(visit, page):
    # Words of what nobody has to open, before the part for the analyst; numbers are not counted.
    text = visit(page).page.evaluate(
        """() => {
            const end = document.getElementById("for-the-analyst").parentNode;
            return [...document.querySelectorAll("header, #story > section")].filter(
                one => one !== end
            ).map(one => {
                const copy = one.cloneNode(true);
                copy.querySelectorAll("svg, .unseen, button.csv").forEach(part => part.remove());
                copy.querySelectorAll("details").forEach(part =>
                    part.replaceChildren(part.querySelector("summary")));
                copy.querySelectorAll("p, li, td, th, h2, h3, caption, summary").forEach(part =>
                    part.append(" "));
                return copy.textContent;
            }).join(" ");
        }"""
    )
    words = [word for word in text.split() if re.search(r"[^\W\d_]", word)]
    assert 500 < len(words) <= 1200


def test_contents_stay_in_sight_and_closed_parts_open_for_a_link(visit, page):
    window = visit(page).page
    window.evaluate("window.scrollTo(0, 4000)")
    assert window.locator("nav.contents a").first.is_visible()
    assert (
        window.evaluate("document.querySelector('nav.contents').getBoundingClientRect().top") == 0
    )
    window.evaluate("location.hash = 'why-this-way-of-modelling'")
    assert window.evaluate("document.querySelector(location.hash).closest('details').open")


def test_pictures_are_saved_as_they_stand(visit, page, tmp_path):
    window = visit(page).page
    with window.expect_download() as download:
        window.locator("figure button.csv", has_text="SVG").first.click()
    path = tmp_path / "picture.svg"
    download.value.save_as(path)
    root = ElementTree.parse(path).getroot()
    assert root.tag.endswith("svg")
    assert len(list(root.iter("{http://www.w3.org/2000/svg}text"))) > 3


def test_print_is_short_and_leaves_out_what_is_for_screens(visit, page):
    window = visit(page).page
    window.emulate_media(media="print")
    assert not window.locator("nav.contents").is_visible()
    assert not window.locator("details.source").first.is_visible()
    assert window.locator("figure").first.is_visible()
    content = window.pdf(format="A4")
    assert content.startswith(b"%PDF")
    assert 3 < len(re.findall(rb"/Type\s*/Page[^s]", content)) <= 12
