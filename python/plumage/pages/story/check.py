"""Does every number of a page stand in the warehouse? Runs each query again and compares.

A group of digits has to stand in an element that names its query (``data-figure``), or be the
number of a tick at an axis (``data-axis``, which only pictures have), or stand in code or a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from plumage.core.errors import PlumageError
from plumage.pages.story.results import Figures

FREE = frozenset({"code", "pre", "time", "script", "style"})
"""Elements whose digits are no figures of the story."""

VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "wbr"})
READ_ALOUD = frozenset({"alt", "title", "aria-label", "placeholder", "content"})
"""Attributes that reach a reader; they hold no digits, since nothing could bind them."""

TICK = re.compile(r"[−-]?[\d,. ]+\s?%?")
OUTSIDE = re.compile(r"(https?:)?//|^(ftp|file):", re.IGNORECASE)
"""What a page would fetch."""


@dataclass
class Open:
    """An element that is open."""

    tag: str
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)


class PageChecker(HTMLParser):
    """Reads a page and collects what is wrong with it.

    Parameters
    ----------
    figures : Figures
        Queries on the warehouse that the page is about.

    Attributes
    ----------
    problems : list of str
        One line each.
    bound_count : int
        Values compared.
    """

    def __init__(self, figures: Figures) -> None:
        super().__init__(convert_charrefs=True)
        self.figures, self.problems, self.bound_count = figures, [], 0
        self._open: list[Open] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        attributes = {name: value or "" for name, value in attrs}
        for name, value in attributes.items():
            readable = name in READ_ALOUD and attributes.get("name") != "viewport"
            if readable and re.search(r"\d", value):
                self.problems.append(f"digits in the attribute {name}: {value!r}")
            fetches = name in ("src", "href", "srcset", "poster", "action", "style", "data")
            if fetches and OUTSIDE.search(value):
                self.problems.append(f"{tag} {name} leads outside the page: {value[:80]!r}")
            if name.startswith("on"):
                self.problems.append(f"{tag} runs code: {name}={value[:80]!r}")
        if tag not in VOID:
            self._open.append(Open(tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element; compare it when it is bound."""
        if not self._open or self._open[-1].tag != tag:
            self.problems.append(f"</{tag}> closes nothing that is open")
            return
        closed = self._open.pop()
        if "data-figure" in closed.attributes:
            self._compare(closed)
        elif tag == "text":
            # A text of a picture that is wrapped has one element for each line.
            for element in self._open[-1:]:
                element.text.append(" ")

    def handle_data(self, data: str) -> None:
        """Read text."""
        if any(element.tag == "style" for element in self._open) and OUTSIDE.search(data):
            self.problems.append("the style sheet leads outside the page")
        bound = [element for element in self._open if "data-figure" in element.attributes]
        if bound:
            bound[-1].text.append(data)
            return
        if any(element.tag in FREE for element in self._open) or not re.search(r"\d", data):
            return
        in_picture = any(element.tag == "svg" for element in self._open)
        on_axis = any("data-axis" in element.attributes for element in self._open)
        if not (in_picture and on_axis and TICK.fullmatch(data.strip())):
            self.problems.append(f"not bound to a query: {' '.join(data.split())[:120]!r}")

    def _compare(self, element: Open) -> None:
        """Hold an element against what its query gives now."""
        address, name = element.attributes["data-figure"], element.attributes.get("data-format", "")
        shown = "".join(element.text)
        self.bound_count += 1
        try:
            cell = self.figures.cell(address)
            expected = cell.text(name)
        except (PlumageError, KeyError) as error:
            self.problems.append(f"{address}: {error}")
            return
        # Pictures and long texts may wrap; words and digits may not differ.
        if shown.split() != expected.split():
            self.problems.append(f"{address}: the page says {shown!r}, the query {expected!r}")
        value = element.attributes.get("value")
        if value is not None and value != repr(cell.number):
            self.problems.append(f"{address}: the page holds {value}, the query {cell.number!r}")


def problems_of(page: str, figures: Figures) -> tuple[list[str], int]:
    """Check a page.

    Parameters
    ----------
    page : str
        HTML.
    figures : Figures
        Queries on the warehouse that it is about.

    Returns
    -------
    tuple of (list of str, int)
        What is wrong, one line each, and how many values agree or not.
    """
    checker = PageChecker(figures)
    checker.feed(page)
    checker.close()
    left = [element.tag for element in checker._open]
    if left:
        checker.problems.append(f"never closed: {', '.join(left)}")
    return checker.problems, checker.bound_count
