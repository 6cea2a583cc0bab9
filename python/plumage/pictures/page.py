"""Style of pages: one file that stands inside each page, so that nothing is fetched."""

from __future__ import annotations

from pathlib import Path

from plumage.pictures.palette import ACCENT, FLOOR, INK, MUTED, PAPER, RULE, WARN, WASH

STYLE_SHEET = Path(__file__).with_name("page.css")
COLOURS = {
    "ink": INK,
    "muted": MUTED,
    "rule": RULE,
    "paper": PAPER,
    "wash": WASH,
    "accent": ACCENT,
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
