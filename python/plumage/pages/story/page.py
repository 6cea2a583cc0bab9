"""The story as one page that needs nothing else: prose, what cells showed, and all queries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape, unescape
from typing import NamedTuple

from markdown_it import MarkdownIt

from plumage import __version__
from plumage.pages.layout import document, tables_script
from plumage.pages.story.notebook import Shown
from plumage.pages.story.results import Figures

HEADING = re.compile(r"\s*<h2>(.*?)</h2>", re.DOTALL)
ANALYST = "For the analyst"
"""Heading from which on sections are closed until a reader opens them."""

SHORT = {
    "Would we tell marketing that specific ages can be targeted?": "Targeting",
    "How behaviour changes with age": "Behaviour",
    "How the young write, and what is unusual for them": "Language",
    "How long people are active": "Activity",
    "Takeaway: what to do next": "What to do",
}
"""Headings that the contents name more briefly; it is one line that stays in sight."""


class Section(NamedTuple):
    """A heading and the markup below it."""

    heading: str
    parts: list[str]


def slug(words: str) -> str:
    """Make an id of a heading.

    Examples
    --------
    >>> slug("How well, and by what?")
    'how-well-and-by-what'
    """
    return re.sub(r"[^a-z]+", "-", words.lower()).strip("-")


def page_of(shown: Sequence[Shown], figures: Figures, *, author: str = "") -> str:
    """Assemble the page.

    Parameters
    ----------
    shown : sequence of Shown
        Executed cells: the first one is prose with the title.
    figures : Figures
        Queries for the appendix.
    author : str, optional
        Who stands behind the page.

    Returns
    -------
    str
        HTML.
    """
    title, lead, sections = _sections(shown)
    last = Section("Where every number comes from", [appendix(figures)])
    headings = [section.heading for section in sections]
    first_closed = headings.index(ANALYST) + 1
    opened, closed = sections[:first_closed], [*sections[first_closed:], last]
    contents = "".join(
        f'<li><a href="#{slug(one.heading)}">{SHORT.get(one.heading, one.heading)}</a></li>'
        for one in opened
    )
    body = "\n".join([*map(_open_section, opened), *map(_closed_section, closed)])
    return document(
        unescape(title),
        f"""<a class="skip" href="#story">Skip to the story</a>
<header class="page"><h1>{title}</h1><div class="lead-in">{lead}</div>
{origin(figures, author=author)}</header>
<nav class="contents" aria-label="Contents"><ol>{contents}</ol></nav>
<main id="story">
{body}
</main>
<footer class="page"><p>Made by <code>make story</code> of Plumage <code>{__version__}</code> from
the warehouse alone. <code>plumage story check</code> runs each query again and
compares every number on this page with it. Ages of people are personal data: the limits above
apply to whoever passes this page on.</p></footer>
{tables_script()}""",
        is_synthetic=figures.is_synthetic,
    )


def _sections(shown: Sequence[Shown]) -> tuple[str, str, list[Section]]:
    """Divide what the cells show at its headings: the title, the lead, the sections."""
    markdown = MarkdownIt("commonmark", {"html": False})
    title, lead, sections = "", "", []
    for one in shown:
        if one.cell.is_code:
            # Notebooks need the style sheet in a cell; the page has it in its head.
            if sections and one.html and not one.html.startswith("<style"):
                sections[-1].parts.append(one.html)
            continue
        html = markdown.render(one.cell.source)
        if not title:
            title, lead = _title_of(html)
            continue
        if found := HEADING.match(html):
            sections.append(Section(found[1], []))
            html = html[found.end() :].strip()
        if html:
            sections[-1].parts.append(html)
    return title, lead, sections


def _open_section(section: Section) -> str:
    """Lay out a section that everybody sees."""
    name = slug(section.heading)
    parts = "\n".join(section.parts)
    return (
        f'<section aria-labelledby="{name}"><h2 id="{name}">{section.heading}</h2>{parts}</section>'
    )


def _closed_section(section: Section) -> str:
    """Lay out a section that opens: browsers open it for a link to the anchor inside."""
    parts = "\n".join(section.parts)
    return (
        f'<details class="section"><summary><h2>{section.heading}</h2></summary>'
        f'<div id="{slug(section.heading)}">{parts}</div></details>'
    )


def origin(figures: Figures, *, author: str = "") -> str:
    """Say what a page is about, when it was made, and by whom.

    Parameters
    ----------
    figures : Figures
        Of the story.
    author : str, optional
        Who stands behind it.

    Returns
    -------
    str
        A paragraph.
    """
    people = figures["people"]["all"]
    today = datetime.now(UTC).date()
    by = f"{escape(author)}, with Plumage" if author else "Plumage"
    return (
        f'<p class="note">Data: folder “{people.raw_folder}”, {people.user_count:n} users, up to '
        f"{people.as_of_date}. Made <time>{today}</time> by {by} <code>{__version__}</code>.</p>"
    )


def _title_of(html: str) -> tuple[str, str]:
    """Split the first cell into its title and the rest."""
    found = re.match(r"\s*<h1>(.*?)</h1>\s*(.*)", html, re.DOTALL)
    return (found[1], found[2]) if found else ("Story", html)


def appendix(figures: Figures, *, folder: str = "analysis/story/") -> str:
    """List all queries.

    Parameters
    ----------
    figures : Figures
        Queries.
    folder : str
        Where the queries lie.

    Returns
    -------
    str
        Markup. The anchor stands inside of what opens, so that browsers open it for a link.
    """
    queries = "".join(
        f'<details class="source"><summary><code>{result.name}</code></summary>'
        f'<pre id="query-{result.name}" tabindex="0" role="region" '
        f'aria-label="SQL of {result.name}"><code>'
        f"{escape(result.sql.strip())}</code></pre></details>"
        for result in figures
    )
    return (
        "<p>Nothing here was typed in. Each number carries the address of its query, its row "
        "and its column in the page's source, and below every picture stand the numbers behind "
        "it. These are the queries; they run in any DuckDB client on the warehouse, and lie in "
        f"<code>{folder}</code>.</p>{queries}"
    )
