"""Pages of the explorer for tests: made from copies of a warehouse that SQL changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb

from plumage.pages.explorer.page import build_page
from plumage.pages.explorer.payload import read_payload
from support.project import Project

HOSTILE = """</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">\
<!--<script> ]]> &lt;b&gt; \u2028 \u202e "quoted" 'too' ${1} {0}"""
"""What a tweet or a name may hold: ends of elements, handlers, comments, turned writing."""


class Elements(HTMLParser):
    """Elements of a page with attributes and, for scripts and styles, their content."""

    def __init__(self, page: str):
        super().__init__(convert_charrefs=False)
        self.found: list[dict[str, Any]] = []
        self.is_open = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append({"tag": tag, "attributes": dict(attrs), "content": ""})
        self.is_open = tag in ("script", "style")

    def handle_endtag(self, tag):
        self.is_open = False

    def handle_data(self, data):
        if self.is_open:
            self.found[-1]["content"] += data

    def of(self, tag: str) -> Iterator[dict[str, Any]]:
        return (element for element in self.found if element["tag"] == tag)


def changed(project: Project, folder: Path, *statements: str) -> Path:
    """Copy of a project's warehouse after statements of SQL."""
    path = folder / "changed.duckdb"
    shutil.copy(project.warehouse, path)
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def hide_texts(built: Project) -> list[str]:
    """Statements that put the reports of a build without `show_texts` in place."""
    tables = ("dim_warehouse", "rpt_unusual_tweets", "rpt_typical_tweets")
    moved = [
        statement
        for table in tables
        for statement in (
            f"delete from marts.{table}",
            f"insert into marts.{table} by name from hidden.marts.{table}",
        )
    ]
    return [f"attach '{built.warehouse}' as hidden (read_only)", *moved]


def page_of(warehouse: Path, folder: Path, users: Sequence[int] | None = None) -> Path:
    """Page of a warehouse as a file."""
    path = folder / "explorer.html"
    path.write_text(build_page(read_payload(warehouse, users=users)), encoding="utf-8")
    return path


def payload_in(page: str) -> dict[str, Any]:
    """What a page holds, as a browser would read it."""
    (element,) = (
        one for one in Elements(page).of("script") if one["attributes"].get("id") == "payload"
    )
    return json.loads(element["content"])


def rows_of(payload: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Rows of a table of the page by column."""
    table = payload["tables"][name]
    return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
