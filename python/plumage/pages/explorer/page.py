"""The page as one file: markup, style, script and data together, and a policy that allows no more.

The policy (CSP) names the hashes of the one style sheet and the one script, so that nothing else
runs whatever the data hold, and nothing can be fetched or sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np

from plumage.core.paths import PAGE_MARK
from plumage.pages.layout import MADE_UP
from plumage.pages.palette import PAPER, SEQUENTIAL
from plumage.pages.scripts import content_policy, json_for_html, page_script, page_style

ASSETS = Path(__file__).with_name("assets")
SCRIPTS = ("bands.js", "tweets.js", "users.js", "main.js")
"""In the order in which they stand in the page, behind those of all pages."""

BLACK = "#000000"
"""Text on middle colours: the ink of texts would lie below 4.5:1 there, as white does."""

HEAT_STEPS = 10
"""Colours of the heat map of hours."""

VIEWS = {"bands": "Age bands", "tweets": "Unusual tweets", "users": "Users"}

TEMPLATE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
{mark}
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light">
<title>Plumage explorer: age bands, unusual tweets, predictions</title>
<style>{style}</style>
</head>
<body>
{banner}
<a class="skip" href="#content">Skip to the content</a>
<header class="page">
<p class="kicker">Plumage</p>
<h1>Explorer</h1>
<p>What goes with age in this data, which tweets are unusual, and what was predicted. Each figure
stands beside its interval and what anybody would guess without a model. The story
(<code>make story</code>) tells the same as a text.</p>
<div id="notes"></div>
<p id="no-script" class="missing">This page needs JavaScript, which your browser does not run. The
same figures are in the schemas marts and predictions of the warehouse.</p>
<div class="tabs" role="tablist" aria-label="Views">{tabs}</div>
</header>
<main id="content" tabindex="-1">{panels}</main>
<footer class="page"><p id="facts"></p></footer>
<p id="status" class="unseen" role="status"></p>
<script type="application/json" id="payload">{payload}</script>
<script>{script}</script>
</body>
</html>
"""


def build_page(payload: Mapping[str, Any]) -> str:
    """Put the page together.

    Parameters
    ----------
    payload : mapping of str to object
        As from ``read_payload``.

    Returns
    -------
    str
        HTML; the same for the same payload.
    """
    style = page_style(_asset("explorer.css"), heat_css())
    script = page_script(*map(_asset, SCRIPTS))
    return TEMPLATE.format(
        mark=PAGE_MARK,
        policy=content_policy(script, style),
        style=style,
        banner=MADE_UP if payload["is_synthetic"] else "",
        tabs="".join(
            f'<button type="button" role="tab" id="tab-{name}" aria-controls="view-{name}"'
            f' aria-selected="false" tabindex="-1">{title}</button>'
            for name, title in VIEWS.items()
        ),
        panels="".join(
            f'<div role="tabpanel" id="view-{name}" aria-labelledby="tab-{name}" hidden></div>'
            for name in VIEWS
        ),
        payload=json_for_html({**payload, "heat": HEAT_STEPS}),
        script=script,
    )


def heat_css() -> str:
    """Rules of the heat map's cells, each with the text colour that contrasts more.

    Returns
    -------
    str
        Style sheet of the classes ``heat-0`` to ``heat-9``.
    """
    colours = mpl.colormaps[SEQUENTIAL](np.linspace(0, 1, HEAT_STEPS))[:, :3]
    rules = []
    for step, colour in enumerate(colours):
        text = max((BLACK, PAPER), key=lambda one, ground=colour: contrast(_parts(one), ground))
        rules.append(f".heat-{step} {{ background: {mpl.colors.to_hex(colour)}; color: {text}; }}")
    return "\n".join(rules)


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    """Contrast of two colours by WCAG 2.2, from 1 to 21.

    Parameters
    ----------
    one, other : numpy.ndarray of float, shape (3,)
        Red, green and blue, 0 to 1.

    Returns
    -------
    float
        The ratio.

    Examples
    --------
    >>> round(float(contrast(np.zeros(3), np.ones(3))), 6)
    21.0
    """
    dark, light = sorted(_luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: np.ndarray) -> float:
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def _parts(colour: str) -> np.ndarray:
    return np.array(mpl.colors.to_rgb(colour))


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
