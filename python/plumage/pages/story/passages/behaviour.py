"""How behaviour changes with age, without any model."""

from __future__ import annotations

from collections import Counter

from plumage.pages.story import charts_behaviour
from plumage.pages.story.blocks import (
    Html,
    grid,
    joined,
    listed,
    paragraph,
)
from plumage.pages.story.charts_behaviour import form_of
from plumage.pages.story.facts import RUN, Facts
from plumage.pages.story.results import Row

TOLD, DRAWN = 3, 6
"""Findings that are told in a sentence, and drawn."""

FEW_TWEETS = 5
"""Collected tweets a person below which hours are those of the collection."""

FEW_EMOJI = 3
"""Emoji of a band below which it is not drawn."""


def findings(facts: Facts) -> Html:
    """Tell what changes with age, each finding once, in its own unit.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    if not facts.has_ages:
        return facts.lacks("Which behaviour goes with age cannot be said.", RUN)
    counts, found = facts["behaviour_counts"]["all"], list(facts["behaviour_findings"])
    rest = (
        f"{counts.level_count:n} are alike at all ages, {counts.unknown_trend_count:n} unclear, "
        f"{counts.rare_trend_count:n} too rare to compare."
    )
    if not found:
        return paragraph(
            f"<strong>Of {counts.measure_count:n} behaviours none goes with age by more than "
            f"chance</strong>, with all of them taken together. {rest}"
        )
    older = [f"{row.older_phrase}" for row in found if row.older_phrase.raw is not None][:TOLD]
    first, lead = found[0], ""
    if older:
        lead = (
            f"<strong>The older somebody is, the likelier it is a person who {listed(older)}."
            "</strong> "
        )
    return joined(
        paragraph(
            f"{lead}{counts.trend_count:n} of {counts.measure_count:n} behaviours go with age by "
            f"more than chance. {rest} The strongest of each kind:"
        ),
        grid(
            [("Behaviour", False), ("Youngest", True), ("Oldest", True)],
            [_finding(row, first) for row in found[:DRAWN]],
            f"“{first.first_band}” and “{first.last_band}”, unless another is named, with likely "
            "ranges",
        ),
        charts_behaviour.slopes(
            facts["behaviour"],
            found[:DRAWN],
            facts.bands,
            title=f"With age: {_directions(found[:DRAWN])}",
            alt="The strongest behaviour of each kind from band to band. "
            + " ".join(
                f"“{row.title}”: {row.first_value:{form_of(row)}} at “{row.first_band}”, "
                f"{row.last_value:{form_of(row)}} at “{row.last_band}”."
                for row in found[:DRAWN]
            ),
        ),
    )


def _finding(row: Row, first: Row) -> tuple[str, str, str]:
    """Write one finding as a row of a table; bands of few people are left out at its ends."""
    form = form_of(row)
    young = "" if row.first_band.raw == first.first_band.raw else f"“{row.first_band}”: "
    old = "" if row.last_band.raw == first.last_band.raw else f"“{row.last_band}”: "
    return (
        charts_behaviour.named(row),
        f"{young}{row.first_value:{form}} ({row.first_low:{form}} to {row.first_high:{form}})",
        f"{old}{row.last_value:{form}} ({row.last_low:{form}} to {row.last_high:{form}})",
    )


def _directions(rows: list[Row]) -> str:
    """Say how many of the behaviours rise, and how many fall."""
    rising = [row for row in rows if row.direction.raw == "more with age"]
    if len(rising) == len(rows):
        return "all of these rise"
    return "some rise, some fall" if rising else "all of these fall"


def clock(facts: Facts) -> Html:
    """Tell when people of an age post.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    busiest = facts["busiest_hours"]
    if not [row for row in busiest if not row.is_small]:
        return paragraph(
            "Of too few people is the local time of tweets known: nothing can be said of hours.",
            kind="missing",
        )
    sure, people = _differing(facts, "night_share"), facts.people
    said = listed(
        [
            f"{row.value:pct} for “{row.age_band}” (others {row.other_value:pct}"
            + ("; few people)" if row.is_small.raw else ")")
            for row in sure
        ]
    )
    return joined(
        paragraph(
            f"Tweets between midnight and six: {said}."
            if sure
            else "No age posts more or less than the others at night, beyond chance."
        ),
        paragraph(
            f"With {people.tweets_per_user:f1} collected tweets a person, hours are partly those "
            "of the collection.",
            kind="note",
        )
        if people.tweets_per_user.number < FEW_TWEETS
        else "",
        charts_behaviour.hours(
            facts["hours"],
            busiest,
            facts.bands,
            title="When people post, by age: "
            + ("the night tells ages apart" if sure else "no age stands out at night"),
            alt="For each age band a line over the hours of the day. "
            + " ".join(
                f"“{row.age_band}” posts most in the hour that begins at {row.busiest_hour:n}."
                for row in busiest
                if not row.is_small
            ),
        ),
        _left_out([f"“{row.age_band}”" for row in busiest if row.is_small]),
    )


def _left_out(bands: list[str]) -> str:
    """Say which bands a picture leaves out."""
    return paragraph(f"Too few people to draw: {listed(bands)}.", kind="note") if bands else ""


def emoji(facts: Facts) -> Html:
    """Tell who uses emoji, and which.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    sure = _differing(facts, "emoji_tweet_share")
    said = listed(
        [f"{row.value:pct} for “{row.age_band}” (others {row.other_value:pct})" for row in sure]
    )
    return joined(
        paragraph(
            f"Own tweets with an emoji: {said}."
            if sure
            else "No age uses emoji more or less than the others, beyond chance."
        ),
        _favourites(facts),
    )


def _favourites(facts: Facts) -> Html:
    """Show the emoji of most users of each band that has enough of them."""
    counted = Counter(row.age_band_id.raw for row in facts["emoji"])
    rows = [row for row in facts["emoji"] if counted[row.age_band_id.raw] >= FEW_EMOJI]
    if not rows:
        return paragraph(
            "No emoji is used by enough people of one age to be shown.", kind="missing"
        )
    own: dict[str, Row] = {}
    for row in rows:
        best = own.get(row.age_band.text())
        if row.is_own and (best is None or row.lead.number > best.lead.number):
            own[row.age_band.text()] = row
    shown = {row.age_band_id.raw for row in rows}
    hidden = [f"“{row.age_band}”" for row in facts.bands if row.row_key.raw not in shown]
    return joined(
        charts_behaviour.emoji(
            facts["emoji"],
            rows,
            facts.bands,
            title="Most of its own: "
            + listed([f"{row.emoji} for “{row.age_band}”" for row in own.values()])
            if own
            else "The favourites are much the same at all ages shown",
            alt=f"Dots for each age band and its most used emoji. The first of "
            f"“{rows[0].age_band}” is {rows[0].emoji}, used by {rows[0].user_share:pct}.",
        ),
        _left_out(hidden),
    )


def _differing(facts: Facts, measure: str) -> list[Row]:
    """Find the ages in which a behaviour differs by more than chance."""
    rows = facts["behaviour"].where(measure=measure)
    return [row for row in rows if row.verdict.raw in ("more", "less")]
