"""Pictures of claims and opinions: never by colour alone, each with its numbers behind it."""

from __future__ import annotations

from collections.abc import Sequence

from plumage.pages.drawing import canvas, quiet
from plumage.pages.palette import ACCENT, FLOOR, INK, PAPER, WARN
from plumage.pages.story.blocks import Column, Html, picture
from plumage.pages.story.marks import (
    LINE,
    bound,
    bound_ticks,
    dots,
    floors,
    from_the_top,
    key_above,
    plain_ticks,
    zero_line,
)
from plumage.pages.story.results import Result, Row

CLAIM = {"color": ACCENT, "label": "claims"}
OPINION = {"facecolor": PAPER, "edgecolor": WARN, "hatch": "////", "label": "opinions"}
"""Opinions are hatched: the two are told apart in grey, too."""

PAIR = (Column("claim_count", "Claims", "n"), Column("opinion_count", "Opinions", "n"))
RANGE = (Column("ci_low", "from", "pct"), Column("ci_high", "to", "pct"))


def groups(result: Result, *, alt: str) -> Html:
    """Draw the claims and opinions of each group as one bar, each part with its count."""
    rows = list(result)
    columns = (Column("group_name", "Group"), *PAIR, Column("claim_share", "Claims", "pct"), *RANGE)
    with canvas(0.6 + 0.3 * len(rows)) as figure:
        axes = figure.subplots()
        places = range(len(rows))
        claims = [row.claim_count.number for row in rows]
        axes.barh(places, claims, height=0.62, **CLAIM)
        axes.barh(
            places, [row.opinion_count.number for row in rows], height=0.62, left=claims, **OPINION
        )
        end = max(row.video_count.number for row in rows)
        for place, row in enumerate(rows):
            label = axes.text(row.video_count.number + 0.01 * end, place, "", va="center")
            bound(label, row.claim_share, "pct")
        axes.set_xlim(0, 1.16 * end)
        bound_ticks(axes, [row.group_name for row in rows])
        quiet(axes)
        plain_ticks(axes, count=4)
        from_the_top(axes, len(rows))
        key_above(axes)
        title = "Videos by group, with the share of claims"
        return picture(figure, result, columns, rows=rows, reading="", title=title, alt=alt)


def histogram(result: Result, *, alt: str) -> Html:
    """Draw claims and opinions in classes of a factor of ten, for each of the counts."""
    rows = list(result)
    measures = list(dict.fromkeys(row.title.text() for row in rows))
    columns = (Column("title", "Count"), Column("class_name", "Class"), *PAIR)
    with canvas(1.35 * len(measures) + 0.3) as figure:
        panels = figure.subplots(len(measures), 1, squeeze=False)[:, 0]
        for axes, measure in zip(panels, measures, strict=True):
            own = [row for row in rows if row.title.text() == measure]
            places = range(len(own))
            claims = [row.claim_count.number for row in own]
            axes.bar(places, claims, width=0.72, **CLAIM)
            axes.bar(
                places, [row.opinion_count.number for row in own], width=0.72, bottom=claims,
                **OPINION,
            )  # fmt: skip
            axes.set_title(measure, loc="left", fontsize=10.5)
            bound_ticks(axes, [row.class_name for row in own], side="x")
            quiet(axes, grid="y")
            plain_ticks(axes, side="y", count=3)
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper right", ncols=2)
        return picture(
            figure, result, columns, title="Videos by size of each count", reading="", alt=alt
        )


def differences(result: Result, rows: Sequence[Row], *, alt: str) -> Html:
    """Draw how much more others are viewed than verified users: over all, and within each kind."""
    columns = (
        Column("stratum", "Videos"),
        Column("difference", "Views more", "n"),
        Column("ci_low", "from", "n"),
        Column("ci_high", "to", "n"),
        Column("statistic", "t", "f2"),
        Column("p_value_holm", "p (Holm)", "p"),
    )
    title = "Views that others have more than verified users (hollow: may be chance)"
    return _dots(result, rows, columns, none_at=0, title=title, alt=alt)


def odds(result: Result, rows: Sequence[Row], *, alt: str) -> Html:
    """Draw odds ratios on a log scale."""
    columns = (
        Column("unit", "Per"),
        Column("odds_ratio", "Odds ratio", "f2"),
        Column("ci_low", "from", "f2"),
        Column("ci_high", "to", "f2"),
        Column("p_value_holm", "p (Holm)", "p"),
    )
    title = "Odds of a verified author, all else equal (hollow: may be chance)"
    return _dots(result, rows, columns, none_at=1, title=title, alt=alt)


def accuracies(result: Result, rows: Sequence[Row], *, alt: str) -> Html:
    """Draw the share of right answers of each model beside the best answer without one."""
    columns = (
        Column("title", "Model"),
        Column("value", "Right", "pct"),
        *RANGE,
        Column("floor_value", "Majority", "pct"),
    )
    title = "Videos told right (cross: answering the same for all)"
    return _dots(result, rows, columns, none_at=None, title=title, alt=alt)


def _dots(
    result: Result,
    rows: Sequence[Row],
    columns: Sequence[Column],
    *,
    none_at: float | None,
    title: str,
    alt: str,
) -> Html:
    """Draw the second column with its interval for each row, which the first names.

    Beside the line of no difference, a ratio (no difference is 1) on a log scale; or with the floor
    of each row, where no line is given.
    """
    label, value = columns[0].name, columns[1].name
    lows, highs = ([row[name].number for row in rows] for name in ("ci_low", "ci_high"))
    hollow = None
    with canvas(0.5 + LINE * len(rows)) as figure:
        axes = figure.subplots()
        if none_at is None:
            floors(axes, rows, "floor_value")
        else:
            zero_line(axes, none_at)
            hollow = [low <= none_at <= high for low, high in zip(lows, highs, strict=True)]
        if none_at == 1:
            axes.set_xscale("log")
            axes.minorticks_off()
            axes.set_xticks([0.1, 0.2, 0.5, 1, 2, 5, 10])
            axes.set_xlim(min(0.5, 0.9 * min(lows)), max(2, 1.1 * max(highs)))
        dots(axes, rows, (value, "ci_low", "ci_high"), hollow=hollow)
        bound_ticks(axes, [row[label] for row in rows])
        quiet(axes)
        plain_ticks(axes, percents=none_at is None, count=5)
        from_the_top(axes, len(rows))
        return picture(figure, result, columns, rows=rows, reading="", title=title, alt=alt)


def yields(result: Result, rows: Sequence[Row], *, alt: str) -> Html:
    """Draw the claims found per hundred reviews for each order of the queue."""
    columns = (
        Column("queue_order", "Order"),
        Column("capacity_share", "Reviewed", "pct"),
        Column("review_count", "Reviews", "n"),
        Column("claims_per_100", "Claims per hundred", "f1"),
        Column("ci_low", "from", "f1"),
        Column("ci_high", "to", "f1"),
        Column("base_per_100", "At random", "f1"),
    )
    looks = {"probability": (ACCENT, "o", "-"), "expected_views": (INK, "s", "--"),
             "most_viewed": (WARN, "^", ":"), "random": (FLOOR, "x", "-.")}  # fmt: skip
    with canvas(2.3) as figure:
        axes = figure.subplots()
        for name, (colour, marker, dash) in looks.items():
            own = [row for row in rows if row.queue_order.raw == name]
            axes.plot(
                [row.capacity_share.number for row in own],
                [row.claims_per_100.number for row in own],
                color=colour, marker=marker, linestyle=dash, label=name.replace("_", " "),
            )  # fmt: skip
        axes.set_ylim(0, 105)
        quiet(axes, grid="y")
        plain_ticks(axes, percents=True)
        plain_ticks(axes, side="y", count=4)
        key_above(axes)
        return picture(
            figure, result, columns, rows=rows, alt=alt, reading="",
            title="Claims found per hundred reviews, by the share of videos reviewed",
        )  # fmt: skip
