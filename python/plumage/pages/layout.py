"""Style of pages: one file that stands inside each page, so that nothing is fetched."""

from __future__ import annotations

from html import escape
from pathlib import Path

from plumage.core.paths import PAGE_MARK
from plumage.pages.palette import ACCENT, FLOOR, INK, LINK, MUTED, PAPER, RULE, WARN, WASH

STYLE_SHEET = Path(__file__).with_name("layout.css")
TABLES = Path(__file__).with_name("tables.js")
PICTURES = Path(__file__).with_name("pictures.js")
COLOURS = {
    "ink": INK,
    "muted": MUTED,
    "rule": RULE,
    "paper": PAPER,
    "wash": WASH,
    "accent": ACCENT,
    "link": LINK,
    "floor": FLOOR,
    "warn": WARN,
}


def page_css() -> str:
    """Style sheet of pages, with the palette as custom properties.

    Returns
    -------
    str
        For a ``style`` element.

    Examples
    --------
    >>> "--accent: #0072b2;" in page_css()
    True
    """
    names = "".join(f"  --{name}: {colour};\n" for name, colour in COLOURS.items())
    return f":root {{\n{names}}}\n{STYLE_SHEET.read_text(encoding='utf-8')}"


def tables_js() -> str:
    """Script that makes each ``<table class="sortable">`` sort and offer its rows as CSV.

    Returns
    -------
    str
        For a ``script`` element behind the tables; it fetches nothing.
    """
    return TABLES.read_text(encoding="utf-8")


def tables_script() -> str:
    """Script of a page whose tables sort and save as CSV, and whose pictures save as SVG.

    Returns
    -------
    str
        A ``script`` element for the end of the body; it fetches nothing.
    """
    return f"<script>\n{tables_js()}{PICTURES.read_text(encoding='utf-8')}</script>"


MADE_UP = (
    '<aside class="made-up" aria-label="About these data"><p><strong>Made-up data.</strong> '
    "<code>plumage sample</code> generated the people, posts and logs on this page. Nothing here "
    "is a finding about anybody.</p></aside>"
)
"""Banner of pages and notebooks that tell of generated data."""


def document(title: str, body: str, *, is_synthetic: bool) -> str:
    """Write a whole page around its body.

    Parameters
    ----------
    title : str
        Plain text.
    body : str
        Markup.
    is_synthetic : bool
        Whether the data are made up, at least in part; the page then says so first.

    Returns
    -------
    str
        HTML; nothing of it is fetched.
    """
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
{PAGE_MARK}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(title, quote=False)}</title>
<link rel="icon" href="data:,">
<style>
{page_css()}</style>
</head>
<body>
{MADE_UP if is_synthetic else ""}
{body}
</body>
</html>
"""


class _Style(str):
    """A style sheet that a notebook applies and a page leaves out, since it has it in its head."""

    is_synthetic = False

    def _repr_html_(self) -> str:
        return f"<style>\n{self}</style>{MADE_UP if self.is_synthetic else ''}"


def notebook_style(*, is_synthetic: bool) -> _Style:
    """Style sheet for a notebook's first cell, and the banner where the data are made up.

    Parameters
    ----------
    is_synthetic : bool
        Whether they are.

    Returns
    -------
    str
        Shown as a ``style`` element.
    """
    style = _Style(page_css())
    style.is_synthetic = is_synthetic
    return style
