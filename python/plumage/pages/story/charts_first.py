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
    return _compared(
        result,
        rows,
        [
            Column("target", "Age"),
            Column("hit_share", "Of the age", "pct"),
            Column("hit_share_low", "from", "pct"),
            Column("hit_share_high", "to", "pct"),
            Column("base_rate", "At random", "pct"),
        ],
        warned=[row is warned for row in rows],
        limit=1.0,
        title="Of the likeliest, who is of the age (cross: at random; dashed: half)",
        alt=alt,
        name="first-targets",
    )


def terms(result: Result, rows: Sequence[Row], *, alt: str) -> Html:
    """Draw who writes the terms that tell the group from the others most."""
    return _compared(
        result,
        rows,
        [
            Column("term", "Term"),
            Column("user_share", "Of the group", "pct"),
            Column("user_share_low", "from", "pct"),
            Column("user_share_high", "to", "pct"),
            Column("other_user_share", "Of the others", "pct"),
        ],
        hollow=[not row.is_beyond_chance for row in rows],
        title="Who writes it (cross: the others; hollow: may be chance)",
        alt=alt,
        name="first-terms",
    )


def audience(result: Result, rows: Sequence[Row], *, alt: str) -> Html:
    """Draw how many of one's own users are likely of an age among those reached."""
    return _compared(
        result,
        rows,
        [
            Column("audience", "Age"),
            Column("expected_user_count", "Likely of the age", "n"),
            Column("expected_low", "from", "n"),
            Column("expected_high", "to", "n"),
            Column("random_user_count", "At random", "n"),
            Column("reached_user_count", "Reached", "n"),
        ],
        warned=[bool(row.may_hold_minors) for row in rows],
        limit=max(row.reached_user_count.number for row in rows),
        title="Of your users reached, how many are of the age (cross: at random)",
        alt=alt,
        name="first-audience",
    )


def _compared(
    result: Result,
    rows: Sequence[Row],
    columns: Sequence[Column],
    *,
    warned: Sequence[bool] = (),
    hollow: Sequence[bool] | None = None,
    limit: float | None = None,
    **words: str,
) -> Html:
    """Draw a value with its range in each row, beside its baseline.

    The first columns are the name, the value, its limits, and the baseline; a limit ends the axis.
    """
    label, value, low, high, baseline, *_ = (column.name for column in columns)
    with canvas(0.5 + 0.25 * len(rows), width=WIDE) as figure:
        axes = figure.subplots()
        dots(axes, rows, (value, low, high), hollow=hollow)
        floors(axes, rows, baseline)
        bound_ticks(axes, [row[label] for row in rows])
        for text, is_warned in zip(axes.get_yticklabels(), warned, strict=False):
            text.set_color(WARN if is_warned else INK)
        is_share = columns[1].form == "pct"
        if is_share and limit is not None:
            axes.axvline(limit / 2, color=MUTED, linewidth=0.8, linestyle=(0, (4, 2)))
        axes.set_xlim(0, None if limit is None else 1.02 * limit)
        quiet(axes)
        plain_ticks(axes, percents=is_share, count=5)
        from_the_top(axes, len(rows))
        return picture(figure, result, columns, reading="", rows=rows, **words)


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
