"""Colours that readers with any colour vision tell apart, each with a second cue.

Ages are an order, so bands get a sequential palette: ``plasma`` without its yellow end, which has
too little contrast on white. Its lightness rises steadily (Smith and van der Walt 2015), so that it
stays an order for every colour vision and in grey print. What is no order (a finding, its floor, a
warning) has colours of Okabe and Ito (2008).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

INK = "#1c2430"
"""Text and lines that carry a value."""

MUTED = "#474f5e"
"""Second-rank text; above the 7:1 of WCAG 2.2 (AAA) on paper and on wash."""

RULE = "#d8dbe2"
"""Grid and borders."""

PAPER = "#ffffff"
"""Background of pages and pictures."""

WASH = "#f4f6fa"
"""Background of tables' heads, cards and bars behind values."""

LINK = "#004f80"
"""Text that does something: darker than the accent, for the same contrast as other text."""

ACCENT = "#0072b2"
"""What a picture is about (Okabe-Ito blue)."""

FLOOR = "#8a6d00"
"""What anybody reaches without a model; darker than Okabe-Ito's yellow for contrast on white."""

WARN = "#b54708"
"""Where something is wrong or worse (Okabe-Ito vermilion, darkened for text)."""

MARKERS = "osD^vPX*"
"""Shapes of matplotlib, in the order of bands."""

SIGNS = "●■◆▲▼✚✖★"
"""The same shapes as characters, for legends in HTML."""

DASHES = ("-", (0, (5, 1.5)), (0, (3, 1.5, 1, 1.5)), (0, (1, 1.2)), (0, (7, 2, 2, 2)))
"""Strokes of lines, in the order of bands."""

SEQUENTIAL = "Blues"
"""Amounts in heat maps: one hue, light is little, so that lightness alone tells (ColorBrewer)."""

PLASMA_ANCHORS = ("#0d0887", "#5c01a6", "#9c179e", "#cc4778", "#e26561")
"""Colours of ``plasma`` at 0, 0.16, 0.32, 0.48 and 0.6, all with 3:1 on white or better."""


class BandLook(NamedTuple):
    """How a band is drawn: colour, and the shape, sign and stroke that stand for it too."""

    colour: str
    marker: str
    sign: str
    dash: object


def band_looks(count: int) -> list[BandLook]:
    """Choose looks of age bands, from the youngest to the oldest.

    Parameters
    ----------
    count : int
        Number of bands, at least 1.

    Returns
    -------
    list of BandLook
        One a band; shapes repeat after eight bands, colours never.

    Raises
    ------
    ValueError
        If there is no band.

    Examples
    --------
    >>> [look.sign for look in band_looks(3)]
    ['●', '■', '◆']
    >>> band_looks(5)[0].colour
    '#0d0887'
    """
    if count < 1:
        raise ValueError(f"Number of bands must be at least 1, got: {count}")
    anchors = np.array(
        [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in PLASMA_ANCHORS]
    )
    places = np.linspace(0, len(anchors) - 1, count)
    channels = [np.interp(places, range(len(anchors)), anchors[:, one]) for one in range(3)]
    mixed = np.round(np.column_stack(channels)).astype(int)
    return [
        BandLook(
            "#{:02x}{:02x}{:02x}".format(*(int(part) for part in colour)),
            MARKERS[place % len(MARKERS)],
            SIGNS[place % len(SIGNS)],
            DASHES[place % len(DASHES)],
        )
        for place, colour in enumerate(mixed)
    ]
