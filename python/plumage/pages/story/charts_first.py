"""The four small pictures of the first screen; the chapters have the large ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from plumage.pages.drawing import canvas, quiet
from plumage.pages.palette import INK, MUTED, WARN
from plumage.pages.story.blocks import Column, Html, picture
from plumage.pages.story.charts_behaviour import named
from plumage.pages.story.formats import format_of
from plumage.pages.story.marks import (
    bound_ticks,
    dots,
    floors,
    from_the_top,
    looks_of,
    plain_ticks,
)
from plumage.pages.story.results import Result, Row

WIDE, LOW = 4.1, 1.75
"""Inches; half a screen wide, so that four stand on the first one."""


def reached(result: Result, rows: Sequence[Row], warned: Row | None, *, alt: str) -> Html:
    """Draw who is of the age among the likeliest, beside people at random."""
    with canvas(0.5 + 0.25 * len(rows), width=WIDE) as figure:
        axes = figure.subplots()
        dots(axes, rows, ("hit_share", "hit_share_low", "hit_share_high"))
        floors(axes, rows, "base_rate")
        bound_ticks(axes, [row.target for row in rows])
        for label, row in zip(axes.get_yticklabels(), rows, strict=True):
            label.set_color(WARN if row is warned else INK)
        axes.axvline(0.5, color=MUTED, linewidth=0.8, linestyle=(0, (4, 2)))
        axes.set_xlim(0, 1.02)
        quiet(axes)
        plain_ticks(axes, percents=True, count=5)
        from_the_top(axes, len(rows))
        return picture(
            figure,
            result,
            [
                Column("target", "Age"),
                Column("hit_share", "Of the age", "pct"),
                Column("hit_share_low", "from", "pct"),
                Column("hit_share_high", "to", "pct"),
                Column("base_rate", "At random", "pct"),
            ],
            title="Of the likeliest, who is of the age (cross: at random)",
            reading="",
            alt=alt,
            rows=rows,
            name="first-targets",
        )


def changes(result: Result, finding: Row, bands: Result, *, alt: str) -> Html:
    """Draw the behaviour that goes with age most, in its unit, from band to band."""
    looks = looks_of(bands)
    rows = [row for row in result.where(measure=finding.measure.raw) if row.value.raw is not None]
    form = format_of(rows[0].unit.text())
    with canvas(LOW, width=WIDE) as figure:
        axes = figure.subplots()
        places = np.arange(len(rows))
        axes.plot(places, [row.value.number for row in rows], color=MUTED, linewidth=1)
        for place, row in enumerate(rows):
            look = looks[row.age_band_id.raw]
            axes.vlines(place, row.value_low.number, row.value_high.number, color=look.colour,
                        linewidth=2, alpha=0.55)  # fmt: skip
            axes.plot(place, row.value.number, look.marker, color=look.colour, markersize=7)
        bound_ticks(axes, [row.age_band for row in rows], side="x")
        axes.tick_params(axis="x", labelsize=8.5)
        axes.margins(x=0.12)
        quiet(axes, grid="y")
        plain_ticks(axes, side="y", percents=form == "pct", count=4)
        return picture(
            figure,
            result,
            [
                Column("age_band", "Age"),
                Column("value", "Mean", form),
                Column("value_low", "from", form),
                Column("value_high", "to", form),
                Column("unit", "Unit"),
            ],
            title=named(finding),
            reading="",
            alt=alt,
            rows=rows,
            name="first-behaviour",
        )


def terms(result: Result, rows: Sequence[Row], *, alt: str) -> Html:
    """Draw who writes the terms that tell the group from the others most."""
    with canvas(0.5 + 0.25 * len(rows), width=WIDE) as figure:
        axes = figure.subplots()
        dots(
            axes,
            rows,
            ("user_share", "user_share_low", "user_share_high"),
            hollow=[not row.is_beyond_chance for row in rows],
        )
        floors(axes, rows, "other_user_share")
        bound_ticks(axes, [row.term for row in rows])
        axes.set_xlim(left=0)
        quiet(axes)
        plain_ticks(axes, percents=True, count=5)
        from_the_top(axes, len(rows))
        return picture(
            figure,
            result,
            [
                Column("term", "Term"),
                Column("user_share", "Of the group", "pct"),
                Column("user_share_low", "from", "pct"),
                Column("user_share_high", "to", "pct"),
                Column("other_user_share", "Of the others", "pct"),
            ],
            title="Who writes it (cross: the others; hollow: may be chance)",
            reading="",
            alt=alt,
            rows=rows,
            name="first-terms",
        )


def audience(result: Result, rows: Sequence[Row], *, alt: str) -> Html:
    """Draw how many of one's own users are likely of an age among those reached."""
    with canvas(0.5 + 0.25 * len(rows), width=WIDE) as figure:
        axes = figure.subplots()
        dots(axes, rows, ("expected_user_count", "expected_low", "expected_high"))
        floors(axes, rows, "random_user_count")
        bound_ticks(axes, [row.audience for row in rows])
        for label, row in zip(axes.get_yticklabels(), rows, strict=True):
            label.set_color(WARN if row.may_hold_minors else INK)
        axes.set_xlim(0, max(row.reached_user_count.number for row in rows) * 1.02)
        quiet(axes)
        plain_ticks(axes, count=5)
        from_the_top(axes, len(rows))
        return picture(
            figure,
            result,
            [
                Column("audience", "Age"),
                Column("reached_user_count", "Reached", "n"),
                Column("expected_user_count", "Likely of the age", "n"),
                Column("expected_low", "from", "n"),
                Column("expected_high", "to", "n"),
                Column("random_user_count", "At random", "n"),
            ],
            title="Of your users reached, how many are of the age (cross: at random)",
            reading="",
            alt=alt,
            rows=rows,
            name="first-audience",
        )
