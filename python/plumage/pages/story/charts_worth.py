"""Pictures of what goes with age, what kinds of facts are worth, and what a campaign gets of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from matplotlib.ticker import LogLocator, NullFormatter, NullLocator

from plumage.age.driver_phrases import FEATURE_PHRASES, GROUP_PHRASES, group_of
from plumage.pages.drawing import canvas, quiet
from plumage.pages.palette import ACCENT, FLOOR, MUTED, RULE
from plumage.pages.story.blocks import Column, Html, picture
from plumage.pages.story.marks import (
    TALL,
    bound,
    dots,
    from_the_top,
    plain_ticks,
    sides,
    words_above,
    zero_line,
)
from plumage.pages.story.results import Result, Row
from plumage.pages.story.verdicts import Reach

BLOCK_WORDS: Mapping[str, str] = {
    "account": "Account: age, counts, settings, colours",
    "bio": "Bio: what people say of themselves",
    "activity": "Activity: when, what kind, from which app",
    "style": "Style: length, capitals, punctuation",
    "sentiment": "Sentiment: mood of tweets and bio",
    "emoji": "Emoji: how many, which kinds",
    "network": "Network: whom users follow and name",
    "words": "Words: what is written and shared",
}
"""Feature block -> words for a reader; others are shown by their name."""

SHOWN_TERMS = 12
"""Terms of the regression that a picture holds."""


def words_of_block(name: str) -> str:
    """Say what a block of facts is.

    Parameters
    ----------
    name : str
        Feature block.

    Returns
    -------
    str
        Words for a reader.
    """
    return BLOCK_WORDS.get(name, name.replace("_", " "))


def odds_ratios(result: Result, *, title: str, alt: str) -> Html:
    """Draw the strongest odds ratios of the ordinal regression.

    Parameters
    ----------
    result : Result
        Query ``odds_ratios``.
    title, alt : str
        Markup.

    Returns
    -------
    Html
        The picture.
    """
    rows = sorted(list(result)[:SHOWN_TERMS], key=lambda row: -row.odds_ratio.number)
    phrases = [words_of_term(row) for row in rows]
    with canvas(0.8 + TALL * len(rows)) as figure:
        axes = figure.subplots()
        dots(
            axes,
            rows,
            ("odds_ratio", "ci_low", "ci_high"),
            hollow=[not row.is_beyond_chance for row in rows],
        )
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(LogLocator(10, subs=(1, 1.5, 2, 3, 5, 7)))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_minor_formatter(NullFormatter())
        zero_line(axes, 1)
        sides(axes, "more likely younger", "more likely older")
        words_above(axes, phrases)
        for place, row in enumerate(rows):
            label = axes.annotate(
                "", (row.ci_high.number, place), xytext=(6, 0), textcoords="offset points",
                va="center", fontsize=9,
            )  # fmt: skip
            bound(label, row.odds_ratio, "f1")
        axes.set_xlabel("Odds of being in an older band, times")
        quiet(axes)
        plain_ticks(axes)
        from_the_top(axes, len(rows), above=0.75)
        return picture(
            figure,
            result,
            [
                Column("row_key", "Behaviour", words=words_of_name),
                Column("odds_ratio", "Odds ratio", "f2"),
                Column("ci_low", "from", "f2"),
                Column("ci_high", "to", "f2"),
            ],
            title=title,
            reading="What a typical step more of one behaviour (or having it) does to the odds of "
            "being in an older band, all other behaviours equal. Hollow: may be chance.",
            alt=alt,
        )


def words_of_term(row: Row) -> str:
    """Say what a term of the regression is.

    Parameters
    ----------
    row : Row
        Of a query whose rows are features.

    Returns
    -------
    str
        Words for a reader.
    """
    return words_of_name(row.row_key.text())


def words_of_name(name: str) -> str:
    """Say what a term of the regression is, by its name."""
    group = group_of(name)
    if group is not None:
        return GROUP_PHRASES[group].more
    if name in FEATURE_PHRASES:
        return FEATURE_PHRASES[name].more
    # Terms of the regression alone; pictures have no place to bind digits of a name.
    return re.sub(r"[\d_]+", " ", name)


def block_worth(result: Result, *, title: str, alt: str) -> Html:
    """Draw what blocks of facts are worth, left out and alone.

    Parameters
    ----------
    result : Result
        Query ``blocks``.
    title, alt : str
        Markup.

    Returns
    -------
    Html
        The picture.
    """
    kept = result.where(comparison="left_out")
    alone = {row.block.raw: row for row in result.where(comparison="alone")}
    with canvas(0.95 + TALL * len(kept)) as figure:
        left, right = figure.subplots(1, 2, sharey=True)
        hollow = [row.verdict.raw != "useful" for row in kept]
        columns = ("years_gained", "ci_low", "ci_high")
        dots(left, kept, columns, hollow=hollow)
        rows = [alone[row.block.raw] for row in kept if row.block.raw in alone]
        dots(right, rows, columns, marker="s", hollow=[r.verdict.raw != "useful" for r in rows])
        words_above(left, [words_of_block(row.block.text()) for row in kept])
        left.set_xlabel("on top of all others")
        right.set_xlabel("alone")
        for axes in (left, right):
            zero_line(axes)
            quiet(axes)
            plain_ticks(axes, count=4)
            from_the_top(axes, len(kept), above=0.75)
        figure.supxlabel("Years that the error falls", fontsize=10.5, color=MUTED)
        return picture(
            figure,
            result,
            [
                Column("block", "Facts", words=words_of_block),
                Column("comparison", "Compared"),
                Column("years_gained", "Years gained", "gain"),
                Column("ci_low", "from", "gain"),
                Column("ci_high", "to", "gain"),
                Column("verdict", "Verdict"),
            ],
            title=title,
            reading="Left: how much the error grows when one kind of facts is left out. Right: how "
            "much less it is than that of the constant answer when nothing else is known. Hollow: "
            "not shown useful.",
            alt=alt,
        )


def targeting(
    result: Result,
    names: Sequence[str],
    reaches: Mapping[str, Reach],
    *,
    title: str,
    alt: str,
) -> Html:
    """Draw whom a campaign reaches as it reaches more users, beside reaching at random.

    Parameters
    ----------
    result : Result
        Query ``targeting``.
    names : sequence of str
        Targets, in the order of the panels.
    reaches : mapping of str to Reach
        What each is worth.
    title, alt : str
        Markup.

    Returns
    -------
    Html
        The picture.
    """
    rows = [row for row in result if not row.is_suppressed and row.target.raw in names]
    lines = -(-len(names) // 3)
    with canvas(0.75 + 1.25 * lines) as figure:
        grid = figure.subplots(lines, 3, sharex=True, sharey=True, squeeze=False)
        for axes in grid.flat[len(names) :]:
            axes.set_visible(False)
        for axes, name in zip(grid.flat, names, strict=False):
            mine = [row for row in rows if row.target.raw == name]
            x, y, low, high = (
                [row[column].number for row in mine]
                for column in ("reached_share", "hit_share", "hit_share_low", "hit_share_high")
            )
            is_most = reaches[name] is Reach.MOSTLY
            colour = ACCENT if is_most else MUTED
            axes.axhline(0.5, color=RULE, linewidth=1.6)
            axes.fill_between(x, low, high, color=colour, alpha=0.22, linewidth=0)
            axes.plot(x, y, "o-" if is_most else "o--", color=colour, markersize=3.5)
            axes.axhline(mine[0].base_rate.number, color=FLOOR, linestyle=(0, (4, 2)))
            bound(axes.set_title("", loc="left", fontsize=10, pad=3), mine[0].target)
            axes.set_ylim(0, 1.04)
            quiet(axes, grid="y")
            plain_ticks(axes, percents=True, count=3)
            plain_ticks(axes, side="y", percents=True, count=4)
            axes.tick_params(labelsize=9)
        figure.supxlabel("Users reached, the likeliest first", fontsize=10, color=MUTED)
        figure.supylabel("Share who are of the age", fontsize=10, color=MUTED)
        return picture(
            figure,
            result,
            [
                Column("target", "Target"),
                Column("reached_share", "Reached", "pct"),
                Column("reached_user_count", "Users", "n"),
                Column("hit_share", "Of the age", "pct"),
                Column("hit_share_low", "from", "pct"),
                Column("hit_share_high", "to", "pct"),
                Column("base_rate", "At random", "pct"),
                Column("lift", "Times better", "f2"),
                Column("found_share", "Of all of the age", "pct"),
                Column("verdict", "Verdict"),
            ],
            title=title,
            reading="Solid blue: most of the likeliest are of the age. Dashed line: at random; "
            "grey line: half.",
            alt=alt,
            rows=rows,
        )
