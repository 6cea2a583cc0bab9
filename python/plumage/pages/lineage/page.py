"""The lineage of columns as one offline page: a table a relation, each column with its parents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from plumage import __version__
from plumage.core.paths import PAGE_MARK
from plumage.pages.layout import page_css
from plumage.pages.lineage.columns import ColumnKey, Origin, Relation, first_origins

MOST_NAMED = 12
"""Columns named in a cell; the rest are counted."""

HEAD = ("Column", "Meaning", "Made from", "Begins as")

STYLE = """
header.page, main, footer.page, nav.contents { max-width: 78rem; }
nav.contents ul { columns: 18rem; list-style: none; padding: 0; }
table { width: 100%; border-collapse: collapse; font-size: .85rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; }
tbody tr { border-top: 1px solid var(--rule); }
tr:target { background: var(--wash); }
td:first-child { min-width: 12rem; }
.lost { color: var(--warn); }
.scrolled { overflow-x: auto; }
"""


def lineage_page(relations: Sequence[Relation], origins: Mapping[ColumnKey, Origin]) -> str:
    """Write the page.

    Parameters
    ----------
    relations : sequence of Relation
        As from ``relations_of``.
    origins : mapping of ColumnKey to Origin
        As from ``trace_columns``.

    Returns
    -------
    str
        HTML; nothing in it is fetched.
    """
    names = [relation.full_name for relation in relations]
    contents = "".join(_contents(schema, names) for schema in dict.fromkeys(map(_schema_of, names)))
    tables = "".join(_table(relation, origins) for relation in relations)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
{PAGE_MARK}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Where columns come from</title>
<style>{page_css()}{STYLE}</style>
</head>
<body>
<header class="page">
<p class="kicker">Plumage</p>
<h1>Where columns come from</h1>
<p>For each column: the columns of other relations that its value is made from, and where those
begin. Conditions, joins and groupings decide which rows there are; they are not listed. Read off
the compiled SQL, with the variables of that run: {_summary(origins)}</p>
</header>
<nav class="contents" aria-label="Relations">{contents}</nav>
<main>{tables}</main>
<footer class="page"><p>Made by <code>make docs</code> of Plumage {__version__}.</p></footer>
</body>
</html>
"""


def _summary(origins: Mapping[ColumnKey, Origin]) -> str:
    kinds = [origin.kind for origin in origins.values()]
    return (
        f"of {len(kinds):,} columns of models, {kinds.count('columns'):,} come from the columns "
        f"named, {kinds.count('made'):,} are made of none (a constant, a count of rows, a file "
        f"that is read), and {kinds.count('unknown'):,} could not be traced, as their rows say."
    )


def _schema_of(name: str) -> str:
    return name.partition(".")[0]


def _contents(schema: str, names: Iterable[str]) -> str:
    links = "".join(
        f'<li><a href="#{escape(name)}">{escape(name.partition(".")[2])}</a></li>'
        for name in names
        if _schema_of(name) == schema
    )
    is_open = " open" if schema == "marts" else ""
    return f"<details{is_open}><summary>{escape(schema)}</summary><ul>{links}</ul></details>"


def _table(relation: Relation, origins: Mapping[ColumnKey, Origin]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in HEAD)
    rows = "".join(_row(relation, name, origins) for name in relation.types)
    return f"""
<section id="{escape(relation.full_name)}">
<h2>{escape(relation.full_name)}</h2>
<p>{escape(relation.description)}</p>
<div class="scrolled" tabindex="0" role="region" aria-label="{escape(relation.full_name)}">
<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
</div>
</section>
"""


def _row(relation: Relation, name: str, origins: Mapping[ColumnKey, Origin]) -> str:
    key = relation.full_name, name
    origin = origins.get(key)
    parents = begins = ""
    if origin is None:
        parents = f"a {relation.kind}"
    elif origin.kind == "made":
        parents = "no column"
    else:
        parents = _links(origin.parents)
        begins = _links(sorted(first_origins(origins, key) - {key}))
        if origin.kind == "unknown":
            parents += f' <span class="lost">not traced: {escape(origin.reason)}</span>'
    meaning = escape(relation.descriptions.get(name, ""))
    return (
        f'<tr id="{escape(".".join(key))}"><td><code>{escape(name)}</code><br>'
        f"<small>{escape(relation.types[name])}</small></td><td>{meaning}</td>"
        f"<td>{parents}</td><td>{begins}</td></tr>"
    )


def _links(columns: Iterable[ColumnKey]) -> str:
    columns = list(columns)
    named = ", ".join(
        f'<a href="#{escape(".".join(key))}">{escape(".".join(key))}</a>'
        for key in columns[:MOST_NAMED]
    )
    more = len(columns) - MOST_NAMED
    return f"{named} and {more:,} more" if more > 0 else named
