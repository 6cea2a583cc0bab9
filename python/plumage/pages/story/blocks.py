"""Parts of a page: paragraphs, tables, pictures with title, description and their table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import NamedTuple

from matplotlib.figure import Figure

from plumage.pages.drawing import inline_svg
from plumage.pages.story.results import Result, Row


class Html(str):
    """Markup that a notebook shows as such."""

    def _repr_html_(self) -> str:
        return str(self)


class Column(NamedTuple):
    """A column of a table: of the query, its heading, and how numbers are written.

    ``form`` may be a function of the row, where the unit differs from row to row.
    """

    name: str
    heading: str
    form: str | Callable[[Row], str] = ""


def joined(*parts: str) -> Html:
    """Put parts one below the other.

    Parameters
    ----------
    *parts : str
        Markup; empty ones are left out.

    Returns
    -------
    Html
        All of it.
    """
    return Html("\n".join(part for part in parts if part))


def paragraph(text: str, *, kind: str = "") -> Html:
    """Write a paragraph.

    Parameters
    ----------
    text : str
        Markup.
    kind : str, optional
        Class of the style sheet: ``lead``, ``note``, ``missing``.

    Returns
    -------
    Html
        A ``p`` element.
    """
    return Html(f'<p class="{kind}">{text}</p>' if kind else f"<p>{text}</p>")


def bullets(items: Iterable[str]) -> Html:
    """Write a list.

    Parameters
    ----------
    items : iterable of str
        Markup of each; empty ones are left out.

    Returns
    -------
    Html
        A ``ul`` element; nothing without items.
    """
    lines = "".join(f"<li>{item}</li>" for item in items if item)
    return Html(f"<ul>{lines}</ul>" if lines else "")


def cards(items: Iterable[tuple[str, str, str]]) -> Html:
    """Show the few figures that everything hangs on, each with its floor below.

    Parameters
    ----------
    items : iterable of tuple of (str, str, str)
        Markup of the figure, what it is, and what it is to be compared with.

    Returns
    -------
    Html
        A list.
    """
    said = "".join(
        f'<li class="card"><span class="figure">{figure}</span>{what}'
        f'<span class="floor">{floor}</span></li>'
        for figure, what, floor in items
    )
    return Html(f'<ul class="cards">{said}</ul>')


def folded(summary: str, content: str) -> Html:
    """Keep what few will read behind a heading that opens.

    Parameters
    ----------
    summary : str
        Markup of the heading.
    content : str
        Markup.

    Returns
    -------
    Html
        A ``details`` element.
    """
    return Html(f"<details><summary>{summary}</summary>{content}</details>")


def verdict(text: str, *, is_yes: bool) -> Html:
    """Frame a conclusion; the frame of a no is dashed, whatever the colours.

    Parameters
    ----------
    text : str
        Markup.
    is_yes : bool
        Whether it is good news.

    Returns
    -------
    Html
        A ``div`` element.
    """
    return Html(f'<div class="verdict{"" if is_yes else " no"}"><p>{text}</p></div>')


def missing(text: str, command: str, *, how: str = "To get it, run") -> Html:
    """Say what is not there, and which command makes it.

    Parameters
    ----------
    text : str
        What is missing.
    command : str
        For a terminal.
    how : str
        Words before the command.

    Returns
    -------
    Html
        A paragraph.
    """
    return paragraph(f"{text} {how} <code>{escape(command)}</code>.", kind="missing")


def table(rows: Iterable[Row], columns: Sequence[Column], caption: str) -> Html:
    """Lay out rows of a query.

    Parameters
    ----------
    rows : iterable of Row
        Rows.
    columns : sequence of Column
        What is shown of them; the first heads its row.
    caption : str
        Markup.

    Returns
    -------
    Html
        A ``table`` element that scrolls on narrow screens.
    """
    lines = [
        [
            format(row[column.name], column.form(row) if callable(column.form) else column.form)
            for column in columns
        ]
        for row in rows
    ]
    return grid([(column.heading, bool(column.form)) for column in columns], lines, caption)


def grid(
    headings: Sequence[tuple[str, bool]], lines: Iterable[Sequence[str]], caption: str
) -> Html:
    """Lay out cells of markup.

    Parameters
    ----------
    headings : sequence of tuple of (str, bool)
        Heading of each column, and whether it holds numbers.
    lines : iterable of sequence of str
        Markup of the cells; the first of a line heads it.
    caption : str
        Markup.

    Returns
    -------
    Html
        A ``table`` element that scrolls on narrow screens.
    """
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
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
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
) -> Html:
    """Show a picture: its finding as title, how to read it, a description, the table behind it.

    Parameters
    ----------
    drawn : matplotlib.figure.Figure
        Inside its canvas.
    result : Result
        Where it comes from.
    columns : sequence of Column
        Of the table behind it.
    title : str
        Markup: what the picture shows, in a sentence.
    reading : str
        Markup: what marks, bars and axes are.
    alt : str
        Markup: what a reader who cannot see it should know.
    rows : iterable of Row, optional
        Rows of the table, where not all of the result are drawn.

    Returns
    -------
    Html
        A ``figure`` element.
    """
    name = f"picture-{result.name.replace('_', '-')}"
    svg = inline_svg(drawn, name, labelled_by=f"{name}-title", described_by=f"{name}-text")
    behind = table(
        result if rows is None else rows, columns, f"Behind the picture: query {result.name}"
    )
    return Html(
        f'<figure id="{name}"><p class="title" id="{name}-title">{title}</p>'
        f'<p class="reading">{reading}</p>{svg}'
        f'<figcaption><p class="unseen" id="{name}-text">{alt}</p>'
        f'<details><summary>The numbers behind it</summary>{behind}<p class="source">Source: '
        f'<a href="#query-{result.name}">query <code>{result.name}</code></a></p></details>'
        "</figcaption></figure>"
    )


def listed(words: Sequence[str], *, last: str = "and") -> str:
    """Join words as a sentence does.

    Parameters
    ----------
    words : sequence of str
        Words or markup.
    last : str, default="and"
        Before the last one.

    Returns
    -------
    str
        Like ``a, b and c``.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _plain(markup: str) -> str:
    """Take the digits and the tags out of a caption, for an attribute."""
    return " ".join(re.sub(r"<[^>]*>|\d+", "", markup).split())
