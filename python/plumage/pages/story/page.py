"""The story as one page that needs nothing else: prose, what cells showed, and all queries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape

from markdown_it import MarkdownIt

from plumage import __version__
from plumage.pages.layout import document
from plumage.pages.story.notebook import Shown
from plumage.pages.story.results import Figures

HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


def slug(words: str) -> str:
    """Make an id of a heading.

    Examples
    --------
    >>> slug("How well, and by what?")
    'how-well-and-by-what'
    """
    return re.sub(r"[^a-z]+", "-", words.lower()).strip("-")


def page_of(shown: Sequence[Shown], figures: Figures) -> str:
    """Assemble the page.

    Parameters
    ----------
    shown : sequence of Shown
        Executed cells: the first one is prose with the title.
    figures : Figures
        Queries for the appendix.

    Returns
    -------
    str
        HTML.
    """
    markdown = MarkdownIt("commonmark", {"html": False})
    parts, headings = [], []
    title = ""
    for one in shown:
        if one.cell.is_code:
            # Notebooks need the style sheet in a cell; the page has it in its head.
            parts.append("" if one.html.startswith("<style") else one.html)
            continue
        html = markdown.render(one.cell.source)
        if not title:
            title, html = _title_of(html)
            lead = html
            continue
        for words in HEADING.findall(html):
            headings.append(words)
            html = html.replace(f"<h2>{words}</h2>", f'<h2 id="{slug(words)}">{words}</h2>')
        parts.append(html)
    headings.append("Where every number comes from")
    contents = "".join(f'<li><a href="#{slug(one)}">{one}</a></li>' for one in headings)
    body = "\n".join(part for part in parts if part)
    return document(
        unescape(title),
        f"""<a class="skip" href="#story">Skip to the story</a>
<header class="page"><p class="kicker">Plumage</p><h1>{title}</h1>{lead}</header>
<nav class="contents" aria-label="Contents"><ol>{contents}</ol></nav>
<main id="story">
{body}
{appendix(figures, headings[-1])}
</main>
<footer class="page"><p>Made by <code>make story</code> of Plumage <code>{__version__}</code> from
the warehouse alone. <code>plumage story check</code> runs each query again and
compares every number on this page with it. Ages of people are personal data: the limits above
apply to whoever passes this page on.</p></footer>""",
        is_synthetic=figures.is_synthetic,
    )


def _title_of(html: str) -> tuple[str, str]:
    """Split the first cell into its title and the rest."""
    found = re.match(r"\s*<h1>(.*?)</h1>\s*(.*)", html, re.DOTALL)
    return (found[1], found[2]) if found else ("Story", html)


def appendix(figures: Figures, heading: str, *, folder: str = "analysis/story/") -> str:
    """List all queries.

    Parameters
    ----------
    figures : Figures
        Queries.
    heading : str
        Of the section.
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
        f'<section><h2 id="{slug(heading)}">{heading}</h2>'
        "<p>Nothing here was typed in. Each number carries the address of its query, its row "
        "and its column in the page's source, and below every picture stand the numbers behind "
        "it. These are the queries; they run in any DuckDB client on the warehouse, and lie in "
        f"<code>{folder}</code>.</p>{queries}</section>"
    )
