"""Stories for tests: made in this process on a warehouse, and checked against it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from plumage.pages.story.check import problems_of
from plumage.pages.story.facts import Facts
from plumage.pages.story.make import tell
from plumage.pages.story.page import origin
from plumage.pages.story.results import Figures
from plumage.pages.story.start import list_story, start_page


@dataclass(frozen=True)
class Story:
    """A story as a page, and as a reader's plain words by section."""

    page: str
    figures: Figures
    bound_count: int

    @property
    def words(self) -> str:
        """Text of the story without the appendix."""
        told = self.page.partition('<main id="story">')[2]
        return plain(told.partition('<details class="source">')[0])

    def section(self, start: str) -> str:
        """Words from a heading of the second rank to the next."""
        found = [part for part in self.page.split("<h2")[1:] if f">{start}" in part[:200]]
        assert len(found) == 1, start
        return plain(f"<h2{found[0]}")


def start_of(story: Story) -> str:
    """Lay out the start page of the same warehouse."""
    return start_page(
        list_story(Facts(story.figures), story="story.html"),
        has_explorer=True,
        is_synthetic=story.figures.is_synthetic,
        origin=origin(story.figures),
    )


def plain(markup: str) -> str:
    """Words of markup, as a reader sees them."""
    without = re.sub(r"<(style|pre)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", without)).split())


def story_of(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """Tell the story of a warehouse; each of its numbers must agree with it."""
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(warehouse))
    page, _, figures = tell(warehouse)
    problems, count = problems_of(page, figures)
    assert problems == []
    return Story(page, figures, count)
