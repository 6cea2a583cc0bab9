"""Column lineage as one offline page: where a column comes from, and what hangs on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from plumage import __version__
from plumage.core.paths import PAGE_MARK
from plumage.pages.lineage.columns import ColumnKey, Origin, Relation
from plumage.pages.scripts import content_policy, json_for_html, page_script, page_style

FOLDER = Path(__file__).parent

TEMPLATE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
{mark}
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Column lineage</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="page">
<p class="kicker">Plumage</p>
<h1>Column lineage</h1>
<p>For each column: which columns its value is made from, back to the raw files, and which columns
hang on it. Conditions, joins and groupings decide which rows there are; they are not followed.</p>
<p id="no-script" class="missing">This page needs JavaScript, which your browser does not run. The
catalogue beside it (<code>static_index.html</code>) describes the same columns.</p>
<div id="search"></div>
</header>
<main id="content" tabindex="-1"></main>
<footer class="page"><p>Read off the compiled SQL: {summary} Made by <code>make docs</code> of
Plumage {version}.</p></footer>
<p id="status" class="unseen" role="status"></p>
<script type="application/json" id="payload">{payload}</script>
<script>{script}</script>
</body>
</html>
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
    style = page_style((FOLDER / "lineage.css").read_text(encoding="utf-8"))
    script = page_script((FOLDER / "lineage.js").read_text(encoding="utf-8"))
    return TEMPLATE.format(
        mark=PAGE_MARK,
        policy=content_policy(script, style),
        style=style,
        summary=summary(origins),
        version=__version__,
        payload=json_for_html(_payload(relations, origins)),
        script=script,
    )


def summary(origins: Mapping[ColumnKey, Origin]) -> str:
    """Say how many columns were traced.

    Parameters
    ----------
    origins : mapping of ColumnKey to Origin
        As from ``trace_columns``.

    Returns
    -------
    str
        One sentence.
    """
    kinds = [origin.kind for origin in origins.values()]
    return (
        f"of {len(kinds):,} columns of models, {kinds.count('columns'):,} come from other columns, "
        f"{kinds.count('made'):,} are made of none (a constant, a count of rows, a list of files), "
        f"and {kinds.count('unknown'):,} could not be traced."
    )


def _payload(relations: Sequence[Relation], origins: Mapping[ColumnKey, Origin]) -> dict[str, Any]:
    """Relations, and their columns one after the other: parents are places in that list."""
    keys = [(relation.full_name, name) for relation in relations for name in relation.types]
    places = {key: place for place, key in enumerate(keys)}
    columns = []
    for relation in relations:
        for name, kind in relation.types.items():
            origin = origins.get((relation.full_name, name), Origin(relation.kind))
            parents = [places[parent] for parent in origin.parents if parent in places]
            meaning = relation.descriptions.get(name, "")
            columns.append([name, kind, meaning, origin.kind, parents, origin.reason])
    return {
        "relations": [
            [relation.full_name, relation.kind, relation.description, len(relation.types)]
            for relation in relations
        ],
        "columns": columns,
    }
