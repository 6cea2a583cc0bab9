"""Pictures of a group's language: typical terms, unusual tweets, how good the measures are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from plumage.pages.drawing import canvas, quiet
from plumage.pages.palette import ACCENT, FLOOR, INK, WARN
from plumage.pages.story.blocks import Column, Html, picture
from plumage.pages.story.marks import (
    TALL,
    band_legend,
    bound_ticks,
    from_the_top,
    key_above,
    looks_of,
    plain_ticks,
    words_above,
)
from plumage.pages.story.results import Result, Row

FAMILIES: Mapping[str, tuple[str, str, str]] = {
    "surprisal": ("surprisal", "D", INK),
    "cosine": ("vocabulary (TF-IDF)", "o", ACCENT),
    "mean": ("mean of both", "s", WARN),
}
"""Measure of deviation -> words, shape, colour."""

KINDS: Mapping[str, str] = {
    "other_language": "Planted: another language",
    "other_language_observed": "Found in the data: tagged as another language",
    "news": "Planted: news prose",
    "old_prose": "Planted: old prose",
    "swapped_25": "Planted: a quarter of the words strange",
    "swapped_50": "Planted: half of the words strange",
    "swapped_100": "Planted: all words strange",
    "shuffled": "Planted: own words, shuffled",
    "group_frequencies": "Planted: usual words, drawn at random",
    "held_out": "Control: the group's own, nothing to find",
}
"""What was planted -> words for a reader."""

SEPARATOR = "\x1f"
"""Between the words of ``unusual_tweets.marked_words``."""


def term_use(result: Result, bands: Result, *, title: str, alt: str) -> Html:
    """Draw which share of each band writes the most typical terms.

    Parameters
    ----------
    result, bands : Result
        Queries ``term_use_by_band`` and ``bands``.
    title, alt : str
        Markup.

    Returns
    -------
    Html
        The picture.
    """
    places = sorted({row.place.raw for row in result})
    looks = looks_of(bands)
    with canvas(1.2 + 0.32 * len(places)) as figure:
        axes = figure.subplots()
        firsts = []
        for line, place in enumerate(places):
            rows = result.where(place=place)
            firsts.append(rows[0].term)
            shares = [row.user_share.number for row in rows]
            axes.hlines(line, min(shares), max(shares), color="#9aa3b2", linewidth=0.8)
            for row in rows:
                look = looks[row.age_band_id.raw]
                axes.plot(row.user_share.number, line, look.marker, color=look.colour, markersize=7)
        bound_ticks(axes, firsts)
        axes.set_xlabel("Share of the band's users who write it")
        axes.set_xlim(left=-0.005)
        quiet(axes)
        plain_ticks(axes, percents=True)
        from_the_top(axes, len(places))
        band_legend(axes, bands, loc="lower left", bbox_to_anchor=(0, 1.0), borderpad=0)
        return picture(
            figure,
            result,
            [
                Column("term", "Term"),
                Column("age_band", "Age"),
                Column("user_share", "Write it", "pct"),
                Column("user_count", "Users of the band", "n"),
            ],
            title=title,
            reading="Each line is a term that leans most to the group; each mark the share of "
            "an age band that writes it in own tweets.",
            alt=alt,
        )


def measures_found(result: Result, group_id: str, *, title: str, alt: str) -> Html:
    """Draw how well each measure tells planted outliers from the group's own tweets.

    Parameters
    ----------
    result : Result
        Query ``language_validation``.
    group_id : str
        Group with a norm.
    title, alt : str
        Markup.

    Returns
    -------
    Html
        The picture.
    """
    rows = [row for row in result.where(group_id=group_id) if row.family.raw in FAMILIES]
    present = {row.kind.raw for row in rows}
    kinds = [kind for kind in KINDS if kind in present]
    with canvas(1.15 + TALL * len(kinds)) as figure:
        axes = figure.subplots()
        axes.axvline(0.5, color=FLOOR, linewidth=1.5, linestyle=(0, (4, 2)), label="coin toss")
        for family, (word, marker, colour) in FAMILIES.items():
            for row in rows:
                if row.family.raw == family:
                    axes.plot(
                        row.found_chance.number,
                        kinds.index(row.kind.raw),
                        marker,
                        color=colour,
                        markersize=7.5,
                        markerfacecolor="none" if family == "surprisal" else colour,
                        markeredgewidth=1.8 if family == "surprisal" else 1,
                        zorder=4 if family == "surprisal" else 3,
                    )
            axes.plot(
                [],
                [],
                marker,
                color=colour,
                markerfacecolor="none" if family == "surprisal" else colour,
                label=word,
            )
        words_above(axes, [KINDS[kind] for kind in kinds])
        axes.set_xlabel("Chance that the outlier gets the higher score")
        quiet(axes)
        plain_ticks(axes, percents=True)
        from_the_top(axes, len(kinds), above=0.75)
        key_above(axes, columns=3)
        return picture(
            figure,
            result,
            [
                Column("kind", "Kind", words=lambda name: KINDS.get(name, name)),
                Column("family", "Measure", words=lambda name: FAMILIES[name][0]),
                Column("found_chance", "Found", "pct"),
                Column("ci_low", "from", "pct"),
                Column("ci_high", "to", "pct"),
                Column("n_planted", "Tweets", "n"),
            ],
            title=title,
            reading="An outlier and a tweet of the group are laid side by side: how often does the "
            "outlier get the higher score? At the dashed line a coin would do as well; that is "
            "where the control belongs.",
            alt=alt,
            rows=rows,
        )


def marked_text(row: Row) -> str:
    """Write a tweet with the words marked that make it unusual.

    Parameters
    ----------
    row : Row
        Of query ``unusual_tweets``.

    Returns
    -------
    str
        Markup; where texts are not shown, the words alone, and where few users write these, a
        sentence that says so.
    """
    found = row.marked_words.text() if row.marked_words.raw else ""
    words = [word for word in found.split(SEPARATOR) if word]
    if row.tweet_text.raw is None:
        if not words:
            return "words of too few users to be named"
        # The separator is white space to the checker, and no character of HTML.
        marks = " ".join(f"<mark>{escape(word)}</mark>" for word in words)
        return f'<span data-figure="{escape(row.marked_words.address)}">{marks}</span>'
    text = row.tweet_text.text()
    if words:
        pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        parts = re.split(rf"(?i)(?<![\w#@])({pattern})(?!\w)", text)
    else:
        parts = [text]
    marked = "".join(
        f"<mark>{escape(part)}</mark>" if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )
    return f'<span data-figure="{escape(row.tweet_text.address)}">{marked}</span>'
