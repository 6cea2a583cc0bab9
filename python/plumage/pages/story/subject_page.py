"""A page of one subject, and its place on the start page: a new subject adds its row.

The queries lie in analysis/story/<subject>; every number is bound to them as in the story.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping
from html import escape
from pathlib import Path
from typing import NamedTuple

from plumage import __version__
from plumage.core.paths import warehouse_path
from plumage.pages.layout import document, tables_script
from plumage.pages.story.blocks import Html
from plumage.pages.story.page import appendix, slug
from plumage.pages.story.results import FOLDER, Figures, read_figures
from plumage.warehouse.access import connect


class Answer(NamedTuple):
    """Markup of what was found, and of what it is to be compared with; or what is missing."""

    said: str
    baseline: str = ""


class SubjectPage(NamedTuple):
    """What the page of a subject shows.

    Attributes
    ----------
    subject, question : str
        Plain text; the question is the page's title.
    table : str
        Mart without which there is nothing to show, with its schema.
    answer : callable
        From the figures to the first lines of the page, which the start page repeats.
    sections : callable
        From the figures to heading and content of each section.
    markdown : callable
        From the figures to the same as Markdown, which is written beside the page; '' for none.
    """

    subject: str
    question: str
    table: str
    answer: Callable[[Figures], Answer]
    sections: Callable[[Figures], Iterable[tuple[str, Html]]]
    markdown: Callable[[Figures], str] = lambda _: ""

    @property
    def name(self) -> str:
        """File of the page, beside the story."""
        return f"{self.subject}.html"


PAGES: Mapping[str, str] = {
    # Age, behaviour, language and activity are told of in the story.
    "claims": "plumage.pages.claims.page:PAGE",
}
"""Subjects with a page of their own, and where it is defined, as ``module:attribute``."""


def find_pages(warehouse: Path) -> list[SubjectPage]:
    """Find the subjects with a page of their own that a warehouse holds.

    Parameters
    ----------
    warehouse : pathlib.Path
        Its file.

    Returns
    -------
    list of SubjectPage
        In the order of ``PAGES``.
    """
    found = []
    with connect(warehouse, read_only=True) as connection:
        for place in PAGES.values():
            module, _, attribute = place.partition(":")
            page = getattr(importlib.import_module(module), attribute)
            if has_table(connection, page.table) and has_rows(connection, page.table):
                found.append(page)
    return found


def has_rows(connection: object, table: str) -> bool:
    """Whether a table that is there holds anything: without its input, a build leaves it empty."""
    return connection.execute(f"select 1 from {table} limit 1").fetchone() is not None


def has_table(connection: object, table: str) -> bool:
    """Whether a table or view is there, by its name with its schema."""
    schema, _, name = table.partition(".")
    found = connection.execute(
        "select 1 from information_schema.tables where table_schema = ? and table_name = ?",
        [schema, name],
    )
    return found.fetchone() is not None


def read_page_figures(page: SubjectPage, warehouse: Path | None = None) -> Figures:
    """Run the queries of a subject's page.

    Parameters
    ----------
    page : SubjectPage
        The page.
    warehouse : pathlib.Path, optional
        File of the warehouse; by default the one that ``PLUMAGE_DUCKDB`` names.

    Returns
    -------
    Figures
        What they gave.
    """
    return read_figures(warehouse or warehouse_path(), folder=FOLDER / page.subject)


def lay_out_page(page: SubjectPage, figures: Figures) -> str:
    """Lay out the page of a subject.

    Parameters
    ----------
    page : SubjectPage
        What it shows.
    figures : Figures
        As from ``read_page_figures``.

    Returns
    -------
    str
        HTML.
    """
    answer = page.answer(figures)
    sections = list(page.sections(figures))
    source = "Where every number comes from"
    contents = "".join(
        f'<li><a href="#{slug(heading)}">{escape(heading)}</a></li>'
        for heading in (*(heading for heading, _ in sections), source)
    )
    body = "\n".join(
        f'<section><h2 id="{slug(heading)}">{escape(heading)}</h2>{content}</section>'
        for heading, content in sections
    )
    return document(
        page.question,
        f"""<a class="skip" href="#page">Skip to the answer</a>
<header class="page"><p class="kicker">Plumage: {page.subject}</p><h1>{escape(page.question)}</h1>
{write_answer(answer)}</header>
<nav class="contents" aria-label="Contents"><ol>{contents}</ol></nav>
<main id="page">
{body}
<section><h2 id="{slug(source)}">{source}</h2>
{appendix(figures, folder=f"analysis/story/{page.subject}/")}</section>
</main>
<footer class="page"><p>Made by <code>plumage story</code> of Plumage <code>{__version__}</code>
from the warehouse alone. <code>plumage story check</code> runs each query again and compares every
number on this page with it.</p></footer>
{tables_script()}""",
        is_synthetic=figures.is_synthetic,
    )


def write_answer(answer: Answer) -> str:
    """Write an answer and, below it, its baseline."""
    said = answer.said if isinstance(answer.said, Html) else f'<p class="lead">{answer.said}</p>'
    baseline = f'<p class="note">Baseline: {answer.baseline}</p>' if answer.baseline else ""
    return said + baseline
