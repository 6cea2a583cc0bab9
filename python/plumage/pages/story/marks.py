"""What the pictures of the story are drawn with: dots with intervals, texts bound to queries."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator

from plumage.pages.drawing import mark
from plumage.pages.palette import ACCENT, FLOOR, INK, MUTED, PAPER, BandLook, band_looks
from plumage.pages.story.formats import MINUS
from plumage.pages.story.results import Cell, Result, Row

LINE = 0.27
"""Inches of a row with its label at the left."""

TALL = 0.46
"""Inches of a row with its label above."""


def bound(artist: Text, cell: Cell, form: str = "") -> Text:
    """Write a cell into a text of a picture and bind it.

    Parameters
    ----------
    artist : matplotlib.text.Text
        Gets the words of the cell.
    cell : Cell
        From a query.
    form : str, optional
        Format, for numbers.

    Returns
    -------
    matplotlib.text.Text
        The same.
    """
    artist.set_text(cell.text(form))
    attributes = cell.attributes(form)
    attributes.pop("value", None)
    mark(artist, attributes)
    return artist


def bound_ticks(axes: Axes, cells: Sequence[Cell], *, side: str = "y") -> None:
    """Label rows (or columns) from 0 with cells.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        To label.
    cells : sequence of Cell
        One each.
    side : {"y", "x"}
        Axis.
    """
    put = axes.set_yticks if side == "y" else axes.set_xticks
    put(range(len(cells)), [cell.text() for cell in cells])
    found = axes.get_yticklabels() if side == "y" else axes.get_xticklabels()
    for label, cell in zip(found, cells, strict=True):
        mark(label, cell.attributes())


def dots(
    axes: Axes,
    rows: Sequence[Row],
    columns: tuple[str, str, str],
    *,
    colour: str = ACCENT,
    marker: str = "o",
    shift: float = 0.0,
    hollow: Sequence[bool] | None = None,
) -> None:
    """Draw a dot with its interval in each row; the first row is at the top.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With rows from 0 downwards.
    rows : sequence of Row
        One each; a row without a value stays empty.
    columns : tuple of (str, str, str)
        Value and limits; limits may be NULL.
    colour, marker : str
        How it looks.
    shift : float, default=0
        Rows downwards.
    hollow : sequence of bool, optional
        Dots that are not filled: findings that may be chance.
    """
    value, low, high = ([row[name].number for row in rows] for name in columns)
    places = np.arange(len(rows)) + shift
    axes.hlines(places, low, high, color=colour, linewidth=2, alpha=0.55, zorder=2)
    for place, x, is_hollow in zip(places, value, hollow or [False] * len(rows), strict=True):
        axes.plot(
            x,
            place,
            marker,
            color=colour,
            markerfacecolor=PAPER if is_hollow else colour,
            markersize=7,
            zorder=3,
        )


def floors(axes: Axes, rows: Sequence[Row], column: str) -> None:
    """Draw what anybody reaches without a model, as a cross in each row.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With rows from 0 downwards.
    rows : sequence of Row
        One each.
    column : str
        The floor.
    """
    values = [row[column].number for row in rows]
    axes.plot(values, range(len(rows)), "x", color=FLOOR, markersize=8, markeredgewidth=2.2)


def from_the_top(axes: Axes, count: int, *, above: float = 0.6) -> None:
    """Order rows from the top, with room above the first.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        To order.
    count : int
        Number of rows.
    above : float, default=0.6
        Rows above the first.
    """
    axes.set_ylim(count - 0.4, -above)


def words_above(axes: Axes, texts: Sequence[str], cells: Sequence[Cell] | None = None) -> None:
    """Label rows by words above the dots, where they are too long to stand at the left.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With rows from 0 downwards.
    texts : sequence of str
        One each; without digits unless bound.
    cells : sequence of Cell, optional
        What the texts are from.
    """
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    transform = axes.get_yaxis_transform()
    for place, text in enumerate(texts):
        label = axes.text(0, place - 0.34, text, transform=transform, va="center", fontsize=10)
        if cells:
            mark(label, cells[place].attributes())


def looks_of(bands: Result) -> dict[object, BandLook]:
    """Choose how each age band is drawn, by its id.

    Parameters
    ----------
    bands : Result
        Query ``bands``.

    Returns
    -------
    dict
        Looks, from the youngest band to the oldest.
    """
    rows = list(bands)
    return {row.row_key.raw: look for row, look in zip(rows, band_looks(len(rows)), strict=True)}


def band_legend(axes: Axes, bands: Result, *, columns: int = 3, **options: object) -> Legend:
    """Say which colour and shape stands for which age band, above the axes.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Or a figure.
    bands : Result
        Query ``bands``.
    columns : int, default=3
        Of the legend.
    **options : object
        As for ``legend``.

    Returns
    -------
    matplotlib.legend.Legend
        The legend, its texts bound.
    """
    handles, rows = [], list(bands)
    owner = axes if isinstance(axes, Axes) else axes.axes[0]
    for row, look in zip(rows, band_looks(len(rows)), strict=True):
        handles += owner.plot(
            [], [], look.marker, color=look.colour, markersize=7, label=row.age_band.text()
        )
    legend = axes.legend(
        handles=handles, ncols=columns, handletextpad=0.3, columnspacing=1.2, **options
    )
    for text, row in zip(legend.get_texts(), rows, strict=True):
        bound(text, row.age_band)
    return legend


def key_above(axes: Axes, *, columns: int = 2) -> None:
    """Put the legend above the axes, at the left.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With labelled artists.
    columns : int, default=2
        Of the legend.
    """
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=columns,
        borderaxespad=0.2,
        handletextpad=0.3,
        columnspacing=1.4,
        borderpad=0,
    )


def plain_ticks(axes: Axes, *, side: str = "x", percents: bool = False, count: int = 6) -> None:
    """Write the ticks of an axis as plain numbers.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        To change.
    side : {"x", "y"}
        Axis.
    percents : bool, default=False
        Whether shares are written as percents.
    count : int, default=6
        At most so many.
    """
    axis = axes.xaxis if side == "x" else axes.yaxis
    if axis.get_scale() == "linear":
        axis.set_major_locator(MaxNLocator(count, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(plain_formatter(percents=percents))


def plain_formatter(*, percents: bool = False) -> FuncFormatter:
    """Write ticks as plain numbers.

    Parameters
    ----------
    percents : bool, default=False
        Whether shares are written as percents.

    Returns
    -------
    matplotlib.ticker.FuncFormatter
        For an axis.
    """
    factor, sign = (100, " %") if percents else (1, "")

    def write(value: float, _place: int) -> str:
        return f"{round(factor * value, 6):,g}{sign}".replace("-", MINUS)

    return FuncFormatter(write)


def zero_line(axes: Axes, at: float = 0.0) -> None:
    """Draw the line of no difference.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        To draw on.
    at : float, default=0
        Where on the x axis.
    """
    axes.axvline(at, color=INK, linewidth=1, zorder=1)


def sides(axes: Axes, left: str, right: str) -> None:
    """Say what either side of the line of no difference means.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With such a line.
    left, right : str
        Words.
    """
    options = {"transform": axes.transAxes, "va": "bottom", "fontsize": 9.5, "color": MUTED}
    axes.text(0, 1.01, f"← {left}", ha="left", **options)
    axes.text(1, 1.01, f"{right} →", ha="right", **options)
