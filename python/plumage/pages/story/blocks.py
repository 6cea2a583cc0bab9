"""Parts of a page: paragraphs, tables, pictures with title, description and their table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import NamedTuple

from matplotlib.figure import Figure

from plumage.pages.drawing import inline_svg
from plumage.pages.palette import MUTED
from plumage.pages.story.results import Result, Row


class Html(str):
    """Markup that a notebook shows as such."""

    def _repr_html_(self) -> str:
        return str(self)


class Column(NamedTuple):
    """A column of a table: of the query, its heading, and how numbers are written.

    ``form`` may be a function of the row, where the unit differs from row to row; ``words`` says
    for a reader what the name in a cell means.
    """

    name: str
    heading: str
    form: str | Callable[[Row], str] = ""
    words: Callable[[str], str] | None = None


def joined(*parts: str) -> Html:
    """Put parts one below the other; empty ones are left out."""
    return Html("\n".join(part for part in parts if part))


def paragraph(text: str, *, kind: str = "") -> Html:
    """Write a paragraph; kinds of the style sheet are ``lead``, ``note`` and ``missing``."""
    return Html(f'<p class="{kind}">{text}</p>' if kind else f"<p>{text}</p>")


def bullets(items: Iterable[str]) -> Html:
    """Write a list of the items that are not empty; nothing without any."""
    lines = "".join(f"<li>{item}</li>" for item in items if item)
    return Html(f"<ul>{lines}</ul>" if lines else "")


def panels(items: Iterable[tuple[str, str, str, str]]) -> Html:
    """Show answers side by side: a question, its key figure, what it says, and a picture.

    Narrow screens have all answers first and the pictures below them.
    """
    said = "".join(
        f'<div class="panel"><div class="said"><h3>{question}</h3>'
        f'<p class="figure">{figure}</p>{text}</div>{drawn}</div>'
        for question, figure, text, drawn in items
    )
    return Html(f'<div class="panels">{said}</div>')


def folded(summary: str, content: str) -> Html:
    """Keep what few will read behind a heading that opens."""
    return Html(f"<details><summary>{summary}</summary>{content}</details>")


def verdict(text: str, *, is_yes: bool) -> Html:
    """Frame a conclusion; the frame of a no is dashed, whatever the colours."""
    return Html(f'<div class="verdict{"" if is_yes else " no"}"><p>{text}</p></div>')


def missing(text: str, command: str, *, how: str = "To get it, run") -> Html:
    """Say what is not there, and which command makes it."""
    return paragraph(f"{text} {how} <code>{escape(command)}</code>.", kind="missing")


def table(rows: Iterable[Row], columns: Sequence[Column], caption: str) -> Html:
    """Show rows of a query as a table; the first column heads its row."""
    lines = [[_written(row, column) for column in columns] for row in rows]
    return grid([(column.heading, bool(column.form)) for column in columns], lines, caption)


def _written(row: Row, column: Column) -> str:
    """Write a cell: bound to its query, or in words that say what its name means."""
    cell = row[column.name]
    if column.words is not None:
        return escape(column.words(cell.text()))
    return format(cell, column.form(row) if callable(column.form) else column.form)


def grid(
    headings: Sequence[tuple[str, bool]], lines: Iterable[Sequence[str]], caption: str
) -> Html:
    """Show markup as a table, given each heading and whether its column holds numbers."""
    kinds = [' class="number"' if is_number else "" for _, is_number in headings]
    head = "".join(
        f'<th scope="col"{kind}>{escape(words)}</th>'
        for (words, _), kind in zip(headings, kinds, strict=True)
    )
    body = []
    for line in lines:
        cells = [
            f'<th scope="row"{kind}>{cell}</th>' if place == 0 else f"<td{kind}>{cell}</td>"
            for place, (cell, kind) in enumerate(zip(line, kinds, strict=True))
        ]
        body.append(f"<tr>{''.join(cells)}</tr>")
    return Html(
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(_plain(caption))}">'
        f'<table class="sortable"><caption>'
        f"{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def picture(
    drawn: Figure,
    result: Result,
    columns: Sequence[Column],
    *,
    title: str,
    reading: str,
    alt: str,
    rows: Iterable[Row] | None = None,
    name: str = "",
) -> Html:
    """Show a picture: its finding, how to read it, a description, the table behind it.

    A query that has several pictures needs a ``name`` for each.
    """
    name = f"picture-{(name or result.name).replace('_', '-')}"
    if result.is_synthetic:
        # Within the picture, which may leave the page without its banner.
        drawn.suptitle("Made-up data", x=0.99, ha="right", size=9, color=MUTED)
    svg = inline_svg(drawn, name, labelled_by=f"{name}-title", described_by=f"{name}-text")
    behind = table(result if rows is None else rows, columns, f"Behind the picture: {title}")
    return Html(
        f'<figure id="{name}"><p class="title" id="{name}-title">{title}</p>'
        f"{paragraph(reading, kind='reading') if reading else ''}{svg}"
        f'<figcaption><p class="unseen" id="{name}-text">{alt}</p>'
        f'<details><summary>Numbers</summary>{behind}<p class="source">Source: '
        f'<a href="#query-{result.name}">query <code>{result.name}</code></a></p></details>'
        "</figcaption></figure>"
    )


def listed(words: Sequence[str], *, last: str = "and") -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _plain(markup: str) -> str:
    """Take digits and tags out of a caption, for an attribute."""
    return " ".join(re.sub(r"<[^>]*>|\d+", "", markup).split())
