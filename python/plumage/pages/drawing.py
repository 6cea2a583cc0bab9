"""Pictures as inline SVG: small, the same bytes for the same data, with real text.

Texts stay texts: readers can select, search and enlarge them, and a checker compares them with the
tables that they come from. What a text stands for goes through the artist's group id (``mark``)
into attributes of the SVG.
"""

from __future__ import annotations

import io
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from plumage.pages.palette import INK, MUTED, PAPER, RULE

WIDTH = 5.0
"""Inches, 360 units: about the pixels of a telephone; the style sheet enlarges by half at most."""

SVG = "http://www.w3.org/2000/svg"
LINK = "http://www.w3.org/1999/xlink"

SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "plumage",
    # Only to measure texts: pages use the reader's own sans serif, which is no wider.
    "font.family": "DejaVu Sans",
    "font.size": 10.5,
    "axes.labelsize": 10.5,
    "axes.labelcolor": MUTED,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": RULE,
    "grid.linewidth": 0.8,
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "text.color": INK,
    "lines.linewidth": 1.8,
    "hatch.linewidth": 0.8,
    "legend.frameon": False,
    "legend.fontsize": 10,
    "figure.facecolor": PAPER,
    "text.parse_math": False,
}


@contextmanager
def canvas(height: float, *, width: float = WIDTH) -> Iterator[Figure]:
    """Open a figure in the house's style.

    Parameters
    ----------
    height : float
        Inches.
    width : float, default=WIDTH
        Inches.

    Yields
    ------
    matplotlib.figure.Figure
        To draw in and to pass to ``inline_svg`` before the end of the block: settings hold until
        then. It is known to no global state, so that nothing has to be closed.
    """
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasSVG(figure)
        yield figure


def mark(artist: Artist, attributes: Mapping[str, str]) -> None:
    """Give a text attributes that its group in the SVG will carry.

    Parameters
    ----------
    artist : matplotlib.artist.Artist
        A text.
    attributes : mapping of str to str
        By name, such as ``data-figure``.
    """
    artist.set_gid(json.dumps(dict(attributes), sort_keys=True))


def quiet(axes: Axes, *, grid: str | None = "x") -> None:
    """Keep of an axes' furniture what helps to read values.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        To change.
    grid : {"x", "y", None}
        Direction in which values are read.
    """
    axes.grid(visible=False)
    if grid:
        axes.grid(visible=True, axis=grid)
    axes.spines["left"].set_visible(grid != "x")


def inline_svg(figure: Figure, name: str, *, labelled_by: str, described_by: str) -> str:
    """Draw a figure as an element for a page.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        From ``canvas``.
    name : str
        Unique in the page: ids inside begin with it.
    labelled_by, described_by : str
        Ids of elements of the page that hold title and description.

    Returns
    -------
    str
        An ``svg`` element without prolog, date, style sheet or reference to the outside.
    """
    stream = io.StringIO()
    with warnings.catch_warnings():
        # Labels may leave no room, as hostile names of bands do: such a picture is ugly, not wrong.
        warnings.filterwarnings("ignore", message="constrained_layout not applied")
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    root = ElementTree.fromstring(stream.getvalue())
    for child in list(root):
        if child.tag == f"{{{SVG}}}metadata":
            root.remove(child)
    for defs in root.iter(f"{{{SVG}}}defs"):
        for child in list(defs):
            # Its rule for all elements would reach the page; the root carries the same.
            if child.tag == f"{{{SVG}}}style":
                defs.remove(child)
    _mark_axes(root)
    _rename_ids(root, name)
    _tidy(root)
    width, height = (root.attrib.pop(side).removesuffix("pt") for side in ("width", "height"))
    root.attrib.clear()
    root.attrib |= {
        "viewBox": f"0 0 {width} {height}",
        "role": "img",
        "aria-labelledby": labelled_by,
        "aria-describedby": described_by,
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
    }
    ElementTree.register_namespace("", SVG)
    text = ElementTree.tostring(root, encoding="unicode")
    return re.sub(r">\s+<", "><", text)


def _mark_axes(root: ElementTree.Element) -> None:
    """Say of the numbers at an axis that they are its ticks."""
    for group in root.iter(f"{{{SVG}}}g"):
        found = re.fullmatch(r"([xy])tick_\d+", group.get("id", ""))
        if found:
            group.set("data-axis", found[1])


def _rename_ids(root: ElementTree.Element, name: str) -> None:
    """Unfold marks, drop ids that nothing refers to, make the others unique in the page."""
    reference = re.compile(r"url\(#([^)]+)\)")
    used = set()
    for element in root.iter():
        for key, value in element.attrib.items():
            if key in ("href", f"{{{LINK}}}href"):
                if not value.startswith("#"):
                    raise ValueError("Pictures must be drawn as vectors, got: an embedded image")
                used.add(value.removeprefix("#"))
            used.update(reference.findall(value))
    numbers = {old: f"{name}-{number}" for number, old in enumerate(sorted(used))}
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if old is not None and old.startswith("{"):
            element.attrib |= json.loads(old)
        elif old in numbers:
            element.set("id", numbers[old])
        for key, value in list(element.attrib.items()):
            if key in ("href", f"{{{LINK}}}href"):
                del element.attrib[key]
                element.set("href", f"#{numbers[value.removeprefix('#')]}")
            else:
                element.set(key, reference.sub(lambda at: f"url(#{numbers[at[1]]})", value))


def _tidy(root: ElementTree.Element) -> None:
    """Leave fonts to the page, and numbers with two decimals."""
    for element in root.iter():
        if style := element.get("style"):
            kept = [part.strip() for part in style.split(";")]
            kept = [part for part in kept if part and not part.startswith("font-family")]
            kept = [re.sub(r"^font: ([\d.]+px).*", r"font-size: \1", part) for part in kept]
            element.set("style", "; ".join(kept))
        if element.get("transform", "").startswith("rotate(-0 "):
            del element.attrib["transform"]
        for key in ("d", "x", "y", "transform", "points", "width", "height"):
            if value := element.get(key):
                element.set(key, re.sub(r"-?\d+\.\d{3,}", _rounded, " ".join(value.split())))


def _rounded(found: re.Match[str]) -> str:
    return f"{float(found[0]):.2f}".rstrip("0").rstrip(".")
