"""Pictures of how behaviour differs by age: trends, hours, emoji."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from textwrap import fill

import numpy as np

from plumage.pages.drawing import canvas, quiet
from plumage.pages.palette import FLOOR, INK, MUTED, band_looks
from plumage.pages.story.blocks import Column, Html, picture
from plumage.pages.story.formats import format_of
from plumage.pages.story.marks import (
    TALL,
    band_legend,
    bound,
    bound_ticks,
    dots,
    from_the_top,
    key_above,
    looks_of,
    plain_ticks,
)
from plumage.pages.story.results import Result, Row


def form_of(row: Row) -> str:
    """Choose how values of a behaviour are written: a key of ``FORMATS``, by its unit."""
    return format_of(row.unit.text())


def named(row: Row) -> str:
    """Name a behaviour, with its unit where its title does not say it."""
    title, unit = row.title.text().lower(), row.unit.text().lower()
    says_it = (
        unit.rstrip("s").split()[-1] in title
        if unit.startswith("share")
        else (title.split()[0] == unit.split()[0])
    )
    return f"{row.title}" if says_it else f"{row.title}, {row.unit}"


def strongest(
    behaviour: Result, bands: Result, measures: Sequence[str], *, title: str, alt: str
) -> Html:
    """Draw the behaviours that differ most, band by band, in standard deviations."""
    shown = [row for name in measures for row in behaviour.where(measure=name)]
    with canvas(1.35 + TALL * len(measures)) as figure:
        axes = figure.subplots()
        axes.axvline(0, color=INK, linewidth=1, zorder=1)
        for place, name in enumerate(measures):
            rows = behaviour.where(measure=name)
            values = [row.standardised_difference.number for row in rows]
            axes.hlines(place, np.nanmin(values), np.nanmax(values), color=MUTED, linewidth=0.8)
            for row, look in zip(rows, band_looks(len(bands)), strict=True):
                is_sure = row.verdict.raw in ("more", "less")
                axes.plot(
                    row.standardised_difference.number,
                    place,
                    look.marker,
                    color=look.colour,
                    markerfacecolor=look.colour if is_sure else "white",
                    markersize=7.5,
                    zorder=3,
                )
            label = axes.text(
                0, place - 0.36, "", transform=axes.get_yaxis_transform(), va="center", fontsize=10
            )
            bound(label, rows[0].title)
        axes.set_yticks([])
        quiet(axes)
        axes.set_xlabel("less than other ages  ←  standard deviations  →  more")
        plain_ticks(axes)
        from_the_top(axes, len(measures), above=0.75)
        band_legend(axes, bands, loc="lower left", bbox_to_anchor=(0, 1.0), borderpad=0)
        return picture(
            figure,
            behaviour,
            [
                Column("title", "Behaviour"),
                Column("age_band", "Age"),
                Column("value", "Mean", form_of),
                Column("value_low", "from", form_of),
                Column("value_high", "to", form_of),
                Column("other_value", "All others", form_of),
                Column("unit", "Unit"),
                Column("verdict", "Verdict"),
                Column("user_count", "Users", "n"),
            ],
            title=title,
            reading="Each line is a behaviour, each mark an age band: how far its people are from "
            "all others. Filled marks are more than chance; hollow ones are alike, or unknown.",
            alt=alt,
            rows=shown,
        )


def slopes(
    behaviour: Result, findings: Sequence[Row], bands: Result, *, title: str, alt: str
) -> Html:
    """Draw behaviours from the youngest band to the oldest, each in its own unit."""
    looks = looks_of(bands)
    lines = -(-len(findings) // 2)
    shown = []
    with canvas(0.75 + 1.3 * lines) as figure:
        grid = figure.subplots(lines, 2, squeeze=False)
        for axes in grid.flat[len(findings) :]:
            axes.set_visible(False)
        for axes, finding in zip(grid.flat, findings, strict=False):
            rows = [
                row
                for row in behaviour.where(measure=finding.measure.raw)
                if row.value.raw is not None
            ]
            shown += rows
            axes.plot(
                range(len(rows)), [row.value.number for row in rows], color=MUTED, linewidth=1
            )
            for place, row in enumerate(rows):
                look = looks[row.age_band_id.raw]
                ends = row.value_low.number, row.value_high.number
                axes.vlines(place, *ends, color=look.colour, linewidth=2, alpha=0.55)
                axes.plot(place, row.value.number, look.marker, color=look.colour, markersize=6)
            words = bound(axes.set_title("", loc="left", fontsize=9.5, pad=3), finding.title)
            words.set_text(
                fill(finding.title.text(), 28, break_long_words=False, break_on_hyphens=False)
            )
            axes.set_xticks([])
            axes.margins(x=0.12)
            quiet(axes, grid="y")
            plain_ticks(axes, side="y", percents=form_of(finding) == "pct", count=4)
            axes.tick_params(labelsize=9)
        band_legend(figure, bands, loc="outside upper left", borderpad=0)
        return picture(
            figure,
            behaviour,
            [
                Column("title", "Behaviour"),
                Column("age_band", "Age"),
                Column("value", "Mean", form_of),
                Column("value_low", "from", form_of),
                Column("value_high", "to", form_of),
                Column("unit", "Unit"),
                Column("verdict", "Against all others"),
                Column("user_count", "Users", "n"),
            ],
            title=title,
            reading="In the units of the table; bars are likely ranges.",
            alt=alt,
            rows=shown,
            name="behaviour-slopes",
        )


def hours(result: Result, busiest: Result, bands: Result, *, title: str, alt: str) -> Html:
    """Draw at which hours of the day users of each band post."""
    looks = looks_of(bands)
    drawn = [band for band in busiest if not band.is_small]
    with canvas(2.9) as figure:
        axes = figure.subplots()
        for band in drawn:
            look = looks[band.row_key.raw]
            rows = result.where(age_band_id=band.row_key.raw)
            x = [row.local_hour.number for row in rows]
            axes.fill_between(
                x,
                [row.tweet_share_low.number for row in rows],
                [row.tweet_share_high.number for row in rows],
                color=look.colour,
                alpha=0.12,
                linewidth=0,
            )
            shares = [row.tweet_share.number for row in rows]
            axes.plot(x, shares, color=look.colour, linestyle=look.dash, label=band.age_band.text())
        axes.set_xlabel("Hour of the day (local time)")
        axes.set_ylabel("Share of a band's tweets")
        axes.set_ylim(bottom=0)
        axes.set_xticks(range(0, 25, 3))
        quiet(axes, grid="y")
        plain_ticks(axes, side="y", percents=True, count=5)
        key_above(axes, columns=3)
        for text, band in zip(axes.get_legend().get_texts(), drawn, strict=True):
            bound(text, band.age_band)
        return picture(
            figure,
            busiest,
            [
                Column("age_band", "Age"),
                Column("user_count", "Users", "n"),
                Column("busiest_hour", "Busiest hour begins", "n"),
                Column("busiest_hour_share", "Its share", "pct"),
                Column("night_share", "Before six in the morning", "pct"),
            ],
            title=title,
            reading="Colour bands are likely ranges.",
            alt=alt,
        )


def emoji(result: Result, shown: Sequence[Row], bands: Result, *, title: str, alt: str) -> Html:
    """Draw the emoji of most users of each band, beside the other bands."""
    ids = list(dict.fromkeys(row.age_band_id.raw for row in shown))
    groups = [[row for row in shown if row.age_band_id.raw == one] for one in ids]
    looks = looks_of(bands)
    # The font that measures texts has no emoji; pages draw them with the reader's own.
    with canvas(0.6 + sum(0.3 + 0.27 * len(rows) for rows in groups)) as figure:
        panels = figure.subplots(
            len(groups),
            1,
            sharex=True,
            squeeze=False,
            height_ratios=[len(rows) + 0.6 for rows in groups],
        )[:, 0]
        for axes, rows in zip(panels, groups, strict=True):
            look = looks[rows[0].age_band_id.raw]
            dots(
                axes,
                rows,
                ("user_share", "user_share_low", "user_share_high"),
                colour=look.colour,
                marker=look.marker,
                hollow=[not row.leaves_others_out for row in rows],
            )
            others = [row.other_user_share.number for row in rows]
            axes.plot(others, range(len(rows)), "x", color=FLOOR, markeredgewidth=2)
            bound_ticks(axes, [row.emoji for row in rows])
            axes.tick_params(axis="y", labelsize=13)
            from_the_top(axes, len(rows))
            bound(axes.set_title("", loc="left", fontsize=10.5, pad=2), rows[0].age_band)
            quiet(axes)
            axes.set_xlim(left=0)
        plain_ticks(panels[-1], percents=True)
        panels[-1].set_xlabel("Share of the band's users who write it")
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from font")
            return picture(
                figure,
                result,
                [
                    Column("emoji", "Emoji"),
                    Column("age_band", "Age"),
                    Column("user_share", "Write it", "pct"),
                    Column("user_share_low", "from", "pct"),
                    Column("user_share_high", "to", "pct"),
                    Column("other_user_share", "Others", "pct"),
                    Column("user_count", "Users", "n"),
                ],
                title=title,
                reading="Cross: all others; hollow: within the likely range.",
                alt=alt,
                rows=shown,
            )
