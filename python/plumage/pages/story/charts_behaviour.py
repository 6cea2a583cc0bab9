"""Pictures of how behaviour differs by age: trends, hours, emoji."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
from matplotlib.colors import BoundaryNorm
from matplotlib.ticker import MaxNLocator

from plumage.pages.drawing import canvas, quiet
from plumage.pages.palette import FLOOR, INK, MUTED, SEQUENTIAL, band_looks
from plumage.pages.story.blocks import Column, Html, picture
from plumage.pages.story.formats import format_of
from plumage.pages.story.marks import (
    TALL,
    band_legend,
    bound,
    bound_ticks,
    dots,
    from_the_top,
    plain_formatter,
    plain_ticks,
)
from plumage.pages.story.results import Result, Row

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def form_of(row: Row) -> str:
    """Choose how values of a behaviour are written: a key of ``FORMATS``, by its unit."""
    return format_of(row.unit.text())


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
        axes.set_xlabel("Standard deviations from all other ages")
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


def hours(result: Result, busiest: Result, *, title: str, alt: str) -> Html:
    """Draw when users of each band post, by hour and weekday."""
    bands = list(busiest)
    # Single hours of small bands stand far out: the darkest step takes in all beyond.
    top = float(np.quantile([row.tweet_share.number for row in result], 0.98)) or 1.0
    steps = MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]).tick_values(0, top)
    scale = BoundaryNorm(steps, 256, extend="max")
    with canvas(0.55 + 1.12 * len(bands)) as figure:
        panels = figure.subplots(len(bands), 1, sharex=True, squeeze=False)[:, 0]
        image = None
        for axes, band in zip(panels, bands, strict=True):
            week = np.zeros((7, 24))
            for row in result.where(age_band_id=band.row_key.raw):
                week[row.local_weekday.raw - 1, row.local_hour.raw] = row.tweet_share.number
            image = axes.pcolormesh(np.arange(25), np.arange(8), week, cmap=SEQUENTIAL, norm=scale)
            axes.invert_yaxis()
            axes.set_yticks([0.5, 2.5, 4.5, 6.5], [DAYS[day] for day in (0, 2, 4, 6)], fontsize=8.5)
            axes.grid(visible=False)
            axes.spines[:].set_visible(False)
            axes.set_xticks(range(0, 25, 3))
            bound(axes.set_title("", loc="left", fontsize=10.5, pad=2), band.age_band)
        plain_ticks(panels[-1], count=9)
        panels[-1].set_xticks(range(0, 25, 3))
        panels[-1].set_xlabel("Hour of the day (local time)")
        bar = figure.colorbar(image, ax=panels, shrink=0.5, aspect=24, pad=0.015)
        bar.solids.set_rasterized(False)
        bar.outline.set_visible(False)
        bar.set_label("Share of a band's tweets", color=MUTED)
        bar.set_ticks(steps)
        bar.ax.minorticks_off()
        bar.ax.yaxis.set_major_formatter(plain_formatter(percents=True))
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
            reading="Dark: many tweets of the band fall into the hour. People count equally, "
            "however much they post; single hours of small bands hold few tweets.",
            alt=alt,
        )


def emoji(result: Result, bands: Result, *, title: str, alt: str) -> Html:
    """Draw the emoji of most users of each band, beside the other bands."""
    ids = list(dict.fromkeys(row.age_band_id.raw for row in result))
    groups = [result.where(age_band_id=one) for one in ids]
    looks = {
        band.row_key.raw: look for band, look in zip(bands, band_looks(len(bands)), strict=True)
    }
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
                reading="For each age the emoji that most of its people write, with the range of "
                "chance; the cross is the share among all other ages. Hollow: the others lie "
                "within that range.",
                alt=alt,
            )
