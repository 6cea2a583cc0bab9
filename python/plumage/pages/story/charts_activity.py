"""Pictures of active minutes: how users spread over them, and how they differ by age."""

from __future__ import annotations

import numpy as np

from plumage.pages.drawing import canvas, quiet
from plumage.pages.palette import ACCENT, FLOOR
from plumage.pages.story.blocks import Column, Html, picture
from plumage.pages.story.marks import bound, bound_ticks, from_the_top, plain_ticks
from plumage.pages.story.results import Result


def active_minutes(result: Result, log_name: str, *, title: str, alt: str) -> Html:
    """Draw how users spread over active minutes, in bins that double."""
    rows = result.where(log_name=log_name)
    with canvas(2.9) as figure:
        axes = figure.subplots()
        places = np.arange(len(rows))
        shares = np.array([row.user_share.number for row in rows])
        kinds = ["median" if row.has_median else "p90" if row.has_p90 else "" for row in rows]
        hatches = {"median": "///", "p90": "xxx", "": None}
        colours = {"median": ACCENT, "p90": FLOOR, "": "#b8c7d9"}
        for place, share, kind in zip(places, shares, kinds, strict=True):
            face = "white" if kind else colours[kind]
            axes.bar(
                place,
                share,
                width=0.92,
                color=face,
                edgecolor=colours[kind],
                hatch=hatches[kind],
                linewidth=1.2,
            )
        words = {"median": "median", "p90": "nine tenths\nreached"}
        for place, row in zip(places, rows, strict=True):
            said = [words[name] for name in ("median", "p90") if row[f"has_{name}"]]
            if said:
                # Above the neighbours too, which the words reach into.
                beside = shares[max(place - 1, 0) : place + 2].max()
                axes.annotate(
                    "\n".join(said),
                    (place, beside),
                    xytext=(0, 4),
                    textcoords="offset points",
                    ha="center",
                    fontsize=9.5,
                )
        bound_ticks(axes, [row.bin_label for row in rows], side="x")
        axes.tick_params(axis="x", labelsize=8.5)
        axes.set_xlabel("Active minutes (bins double in width)")
        axes.set_ylabel("Share of users")
        axes.set_ylim(0, shares.max() * 1.25)
        quiet(axes, grid="y")
        plain_ticks(axes, side="y", percents=True, count=5)
        return picture(
            figure,
            result,
            [
                Column("bin_label", "Active minutes"),
                Column("user_count", "Users", "n"),
                Column("user_share", "Share", "pct"),
            ],
            title=title,
            reading="Of all users of the log; median and nine tenths are of the active ones.",
            alt=alt,
            rows=rows,
        )


def active_minutes_by_band(result: Result, log_name: str, *, title: str, alt: str) -> Html:
    """Draw the median and the ninth tenth of active minutes by band."""
    rows = [row for row in result.where(log_name=log_name) if not row.is_suppressed]
    with canvas(1.0 + 0.33 * len(rows)) as figure:
        axes = figure.subplots()
        for place, row in enumerate(rows):
            ends = row.median_active_minutes.number, row.p90_active_minutes.number
            axes.hlines(place, *ends, color=ACCENT, linewidth=1.2, alpha=0.6)
            chance = row.median_low.number, row.median_high.number
            axes.hlines(place, *chance, color=ACCENT, linewidth=6, alpha=0.35)
            axes.plot(ends[0], place, "o", color=ACCENT, markersize=8)
            axes.plot(ends[1], place, "|", color=ACCENT, markersize=13, markeredgewidth=2.5)
            for end, name in zip(
                ends, ("median_active_minutes", "p90_active_minutes"), strict=True
            ):
                label = axes.annotate(
                    "",
                    (end, place),
                    xytext=(0, 7),
                    textcoords="offset points",
                    ha="center",
                    fontsize=9.5,
                )
                bound(label, row[name], "f1")
        bound_ticks(axes, [row.age_band for row in rows])
        axes.set_xlim(left=0)
        axes.set_xlabel("Active minutes: median (dot) to ninth tenth (bar)")
        plain_ticks(axes)
        from_the_top(axes, len(rows), above=0.8)
        quiet(axes)
        return picture(
            figure,
            result,
            [
                Column("age_band", "Age"),
                Column("user_count", "Active users", "n"),
                Column("inactive_user_count", "Not active", "n"),
                Column("median_active_minutes", "Median", "f1"),
                Column("median_low", "from", "n"),
                Column("median_high", "to", "n"),
                Column("p90_active_minutes", "Nine tenths at most", "f1"),
            ],
            title=title,
            reading="Dot: the median, with its likely range; upright bar: nine of ten have at most "
            "that.",
            alt=alt,
            rows=rows,
        )
