"""The start page: each subject's answer beside its baseline, bound to the warehouse."""

from __future__ import annotations

import re

import pytest

from plumage.__main__ import main
from plumage.core.paths import ROOT
from plumage.pages.story.check import problems_of
from plumage.pages.story.start import CARDS
from support.browser import DESKTOP, TELEPHONE
from support.explorer_pages import HOSTILE, changed
from support.story_pages import Story, plain, start_of, story_of


@pytest.fixture(scope="module")
def story(predicted) -> Story:
    with pytest.MonkeyPatch.context() as patch:
        return story_of(predicted.warehouse, patch)


@pytest.fixture(scope="module")
def page(story) -> str:
    return start_of(story)


def sections(page: str) -> list[str]:
    return re.findall(r"<section.*?</section>", page, flags=re.DOTALL)


def test_each_subject_has_its_question_answer_baseline_and_link(page, story):
    found = sections(page)
    assert len(found) == len(CARDS) == 4
    for card, section in zip(CARDS, found, strict=True):
        words = plain(section)
        assert words.startswith(card.question)
        assert f'href="story.html#{card.anchor}"' in section
        assert f'id="{card.anchor}"' in story.page
        # The demo judges all but language, which `plumage story` judges itself.
        told = "<data" in section and "Baseline: " in words
        assert told or "To get it, run plumage language" in words, card.subject


def test_every_number_is_bound_and_agrees_with_the_warehouse(page, story):
    problems, count = problems_of(page, story.figures)
    assert problems == []
    assert count >= 12


def test_the_error_of_age_stands_beside_that_of_a_constant_and_its_interval(page, story):
    error = story.figures["accuracy"]["mae"]
    words = plain(sections(page)[0])
    for cell in (error.value, error.ci_low, error.ci_high, error.floor_value):
        assert cell.text("f1") in words


def test_before_any_prediction_it_names_the_commands(built, monkeypatch):
    bare = [plain(one) for one in sections(start_of(story_of(built.warehouse, monkeypatch)))]
    assert "python python/predict.py" in bare[0]
    assert "plumage language" in bare[2]


def test_on_a_warehouse_of_nobody_it_says_what_is_missing(built, tmp_path, monkeypatch):
    tables = (
        "rpt_active_minutes_summary", "fct_behaviour_trends", "rpt_behaviour_by_age_band",
        "dim_language_groups",
    )  # fmt: skip
    path = changed(built, tmp_path, *[f"delete from marts.{table}" for table in tables])
    empty = start_of(story_of(path, monkeypatch))
    assert problems_of(empty, story_of(path, monkeypatch).figures)[0] == []
    for words in (
        "none goes with age by more than chance",
        "No group has a norm of language",
        "plumage demo activity",
    ):
        assert words in plain(empty)


def test_hostile_words_come_out_as_words(predicted, tmp_path, monkeypatch):
    word = HOSTILE.replace("'", "''")
    path = changed(
        predicted,
        tmp_path,
        f"update marts.fct_behaviour_trends set title = '{word}' || title",
        f"update marts.dim_language_groups set group_name = '{word}' || group_name",
    )
    page = start_of(story_of(path, monkeypatch))
    assert "<script" not in page
    assert "<img" not in page


def test_a_changed_warehouse_is_noticed_on_the_start_page_too(
    story, page, predicted, tmp_path, monkeypatch, capsys
):
    (tmp_path / "story.html").write_text(story.page, encoding="utf-8")
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(predicted.warehouse))
    assert main(["story", "check", str(tmp_path / "story.html")]) == 0
    path = changed(
        predicted,
        tmp_path,
        "update marts.rpt_active_minutes_summary set user_count = user_count + 1",
    )
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(path))
    capsys.readouterr()
    assert main(["story", "check", str(tmp_path / "story.html")]) == 1
    said = capsys.readouterr().out
    assert "active_minutes[files].user_count" in said
    assert re.search(r"index\.html: \d+ values compared, [1-9]\d* problems", said)


def test_the_story_does_not_take_the_name_of_the_start_page(capsys, tmp_path):
    assert main(["story", "--output", str(tmp_path / "index.html")]) == 2
    assert "index.html is another page beside it" in capsys.readouterr().err


def test_cleaning_knows_it():
    assert "index.html" in (ROOT / "Makefile").read_text()


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESKTOP, TELEPHONE])
def test_it_is_silent_open_to_all_and_fits_the_screen(visit, page, tmp_path, size):
    path = tmp_path / "index.html"
    path.write_text(page, encoding="utf-8")
    visited = visit(path, size=size)
    visited.assert_silent()
    assert visited.findings() == []
    assert visited.overflow() == 0
    visited.picture(f"start-{size['width']}")
