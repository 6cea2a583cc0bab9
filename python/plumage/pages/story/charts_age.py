"""Pictures of how well age is predicted, by what, and what that is worth to a campaign."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from plumage.age.candidates import CANDIDATES
from plumage.pages.drawing import canvas, quiet
from plumage.pages.palette import ACCENT, FLOOR, INK, MUTED, WARN
from plumage.pages.story.blocks import Column, Html, picture
from plumage.pages.story.marks import (
    LINE,
    bound,
    bound_ticks,
    dots,
    floors,
    from_the_top,
    key_above,
    looks_of,
    plain_ticks,
    sides,
    zero_line,
)
from plumage.pages.story.results import Result

MODEL_WORDS: Mapping[str, str] = {candidate.name: candidate.title for candidate in CANDIDATES} | {
    "constant_median": "always the median age",
    "constant_mean": "always the mean age",
    "majority_band": "always the largest band",
}
"""Candidate -> words for a reader."""


def predicted_against_true(result: Result, *, title: str, alt: str) -> Html:
    """Draw predicted against true age, with what predictions and their intervals span.

    Parameters
    ----------
    result : Result
        Query ``predicted_by_true_age``.
    title, alt : str
        Markup.

    Returns
    -------
    Html
        The picture.
    """
    rows = list(result)
    age, said, p10, p90, low, high = (
        np.array([row[name].number for row in rows])
        for name in (
            "mean_age_years",
            "mean_predicted_years",
            "predicted_p10_years",
            "predicted_p90_years",
            "mean_interval_low_years",
            "mean_interval_high_years",
        )
    )
    with canvas(4.3) as figure:
        axes = figure.subplots()
        ends = [min(age.min(), low.min()) - 1, max(age.max(), high.max()) + 1]
        axes.plot(ends, ends, color=MUTED, linewidth=1, linestyle=(0, (4, 2)))
        axes.text(ends[1], ends[1], "right on the spot ", ha="right", va="bottom", color=MUTED)
        axes.vlines(age, low, high, color=ACCENT, alpha=0.28, linewidth=2, label="mean interval")
        axes.vlines(age, p10, p90, color=ACCENT, linewidth=4.5, label="most predictions")
        axes.plot(age, said, "D", color=INK, markersize=4.5, label="mean prediction")
        for row in rows:
            if row.interval_cover.number < 0.5:
                at = row.mean_age_years.number
                axes.axvspan(at - 0.5, at + 0.5, color=WARN, alpha=0.1, linewidth=0)
        axes.set_xlabel("True age (years)")
        axes.set_ylabel("Predicted age (years)")
        quiet(axes, grid="y")
        plain_ticks(axes, count=8)
        plain_ticks(axes, side="y", count=8)
        key_above(axes)
        return picture(
            figure,
            result,
            [
                Column("min_age_years", "Ages from", "n"),
                Column("max_age_years", "to", "n"),
                Column("user_count", "Users", "n"),
                Column("mean_predicted_years", "Mean prediction", "f1"),
                Column("predicted_p10_years", "A tenth is at most", "n"),
                Column("predicted_p90_years", "Nine tenths are at most", "n"),
                Column("mean_interval_low_years", "Mean interval from", "f1"),
                Column("mean_interval_high_years", "to", "f1"),
                Column("interval_cover", "Intervals that hold the age", "pct"),
            ],
            title=title,
            reading="One mark for each true age (neighbouring ages are joined until enough people "
            "stand behind it). On the dashed line a prediction would be right. Shaded: the "
            "interval misses most people of that age. By models that had not seen them.",
            alt=alt,
        )


def error_by_band(result: Result, *, title: str, alt: str) -> Html:
    """Draw error and bias of each band beside what the constant answer has.

    Parameters
    ----------
    result : Result
        Query ``error_by_band``.
    title, alt : str
        Markup.

    Returns
    -------
    Html
        The picture.
    """
    rows = [row for row in result if not row.is_suppressed]
    with canvas(1.35 + 0.36 * len(rows)) as figure:
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=(1.15, 1))
        dots(left, rows, ("mae", "mae_ci_low", "mae_ci_high"))
        floors(left, rows, "floor_mae")
        bound_ticks(left, [row.age_band for row in rows])
        for place, row in enumerate(rows):
            label = left.annotate(
                "", (row.mae_ci_high.number, place), xytext=(5, 0), textcoords="offset points",
                va="center", fontsize=9,
            )  # fmt: skip
            bound(label, row.mae, "f1")
        left.set_xlabel("Mean error (years)")
        left.set_xlim(left=0)
        dots(right, rows, ("bias_years", "bias_ci_low", "bias_ci_high"))
        zero_line(right)
        sides(right, "too young", "too old")
        right.set_xlabel("Mean deviation (years)")
        for axes in (left, right):
            quiet(axes)
            plain_ticks(axes, count=4)
            from_the_top(axes, len(rows))
        return picture(
            figure,
            result,
            [
                Column("age_band", "True age"),
                Column("user_count", "Users", "n"),
                Column("mae", "Error (years)", "f2"),
                Column("mae_ci_low", "from", "f2"),
                Column("mae_ci_high", "to", "f2"),
                Column("floor_mae", "Median age for all", "f2"),
                Column("bias_years", "Deviation", "gain"),
                Column("bias_ci_low", "from", "gain"),
                Column("bias_ci_high", "to", "gain"),
                Column("bias_verdict", "Verdict"),
            ],
            title=title,
            reading="Left: how far off predictions are for people of each true age (dot); the "
            "cross is what the median age for everyone gives. Right: to which side "
            "they are off.",
            alt=alt,
        )


def model_errors(result: Result, *, title: str, alt: str) -> Html:
    """Draw the published model, the best simpler one and answering without a model.

    The table behind has all that were tried.

    Parameters
    ----------
    result : Result
        Query ``models``.
    title, alt : str
        Markup.

    Returns
    -------
    Html
        The picture.
    """
    simple = [row for row in result if not row.is_published and not row.is_floor]
    shown = [row for row in result if row.is_published]
    shown += [*simple[:1], *[row for row in result if row.is_floor][:1]]
    rows = sorted(shown, key=lambda row: row.error_years.number)
    with canvas(0.75 + LINE * len(rows)) as figure:
        axes = figure.subplots()
        for place, row in enumerate(rows):
            colour, marker = (FLOOR, "x") if row.is_floor else (MUTED, "o")
            if row.is_published:
                colour, marker = ACCENT, "D"
            ends = [row.ci_low.number, row.ci_high.number]
            axes.hlines(place, *ends, color=colour, linewidth=2, alpha=0.55)
            axes.plot(row.error_years.number, place, marker, color=colour, markeredgewidth=2)
            label = axes.text(
                1.01, place, "", transform=axes.get_yaxis_transform(), va="center", fontsize=10
            )
            bound(label, row.error_years, "f2")
        names = [MODEL_WORDS.get(row.row_key.text(), row.row_key.text()) for row in rows]
        axes.set_yticks(range(len(rows)), names)
        axes.set_xlabel("Mean error (years)")
        axes.set_xlim(left=0)
        quiet(axes)
        plain_ticks(axes)
        from_the_top(axes, len(rows))
        return picture(
            figure,
            result,
            [
                Column("row_key", "Model", words=lambda name: MODEL_WORDS.get(name, name)),
                Column("error_years", "Error (years)", "f2"),
                Column("ci_low", "from", "f2"),
                Column("ci_high", "to", "f2"),
            ],
            title=title,
            reading="On the same people, whom no model had seen. Diamond: the published model; "
            "dot: the best of the simpler ones; cross: no model. The table has all.",
            alt=alt,
        )


def calibration(result: Result, bands: Result, *, title: str, alt: str) -> Html:
    """Draw how often bands came true beside the probability they were given.

    Parameters
    ----------
    result, bands : Result
        Queries ``calibration`` and ``bands``.
    title, alt : str
        Markup.

    Returns
    -------
    Html
        The picture.
    """
    shown = [band for band in bands if result.where(age_band_id=band.row_key.raw)]
    looks, lines = looks_of(bands), -(-len(shown) // 3)
    with canvas(0.6 + 1.5 * lines) as figure:
        grid = figure.subplots(lines, 3, sharex=True, sharey=True, squeeze=False)
        for axes in grid.flat[len(shown) :]:
            axes.set_visible(False)
        for axes, band in zip(grid.flat, shown, strict=False):
            look, rows = looks[band.row_key.raw], result.where(age_band_id=band.row_key.raw)
            x, y, low, high = (
                [row[name].number for row in rows]
                for name in (
                    "claimed_probability",
                    "observed_share",
                    "observed_low",
                    "observed_high",
                )
            )
            axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1, linestyle=(0, (4, 2)))
            axes.vlines(x, low, high, color=look.colour, alpha=0.45, linewidth=1.6)
            axes.plot(x, y, look.marker, color=look.colour, markersize=4.5)
            bound(axes.set_title("", loc="left", fontsize=10, pad=3), band.age_band)
            axes.set_xlim(0, 1)
            axes.set_ylim(0, 1)
            quiet(axes, grid="y")
            plain_ticks(axes, percents=True, count=3)
            plain_ticks(axes, side="y", percents=True, count=3)
        figure.supxlabel("Probability that was given", fontsize=10, color=MUTED)
        figure.supylabel("Share that came true", fontsize=10, color=MUTED)
        return picture(
            figure,
            result,
            [
                Column("age_band", "Band"),
                Column("claimed_probability", "Given", "pct"),
                Column("observed_share", "Came true", "pct"),
                Column("observed_low", "from", "pct"),
                Column("observed_high", "to", "pct"),
                Column("user_count", "Users", "n"),
            ],
            title=title,
            reading="On the dashed line, what is given three chances in ten happens three times in "
            "ten. Bars are likely ranges; steps with too few people are left out.",
            alt=alt,
        )
