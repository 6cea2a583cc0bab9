"""How behaviour changes with age, without any model."""

from __future__ import annotations

from plumage.pages.story import charts_behaviour
from plumage.pages.story.blocks import Column, Html, bullets, joined, listed, paragraph, table
from plumage.pages.story.charts_behaviour import form_of
from plumage.pages.story.facts import Facts, within
from plumage.pages.story.results import Row

TABLED, TOLD, DRAWN = 12, 5, 10
"""Behaviours that are listed with their trend, told in words, and drawn."""


FEW_TWEETS = 5
"""Collected tweets a person below which hours and weekdays are those of the collection."""


def trends(facts: Facts) -> Html:
    """Tell what goes with age over all ages at once.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    counts = facts["behaviour_counts"]["all"]
    found = facts["behaviour_trends"].where(verdict="goes with age")
    intro = (
        f"{counts.measure_count:n} behaviours were held against age, each in one number: the rank "
        "correlation is one where every older person does more of it than every younger one, "
        "minus one where less, and zero where age says nothing. "
    )
    rest = (
        f"{counts.level_count:n} are alike at all ages: whatever trend there is, is small. Of "
        f"{counts.unknown_trend_count:n} neither can be said."
    )
    if not found:
        return paragraph(
            f"{intro}<strong>None goes with age by more than chance</strong>, with all of them "
            f"taken together. {rest}"
        )
    return joined(
        paragraph(
            f"{intro}<strong>{counts.trend_count:n} go with age</strong> by more than chance, with "
            f"all of them taken together. {rest}"
        ),
        table(
            found[:TABLED],
            [
                Column("title", "Behaviour"),
                Column("direction", "Direction"),
                Column("rank_correlation", "Rank correlation", "gain"),
                Column("rank_correlation_low", "from", "gain"),
                Column("rank_correlation_high", "to", "gain"),
                Column("q_value", "By chance (q)", "p"),
                Column("user_count", "Users", "n"),
            ],
            "What goes with age most. Of all rows with such a q or a smaller one, at most this "
            "share is expected to be chance.",
        ),
    )


def differences(facts: Facts) -> Html:
    """Tell in which ages behaviours differ most from all others.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    counts, strongest = facts["behaviour_counts"]["all"], list(facts["behaviour_strongest"])
    if not strongest:
        return paragraph(
            "<strong>None differs between the ages by more than chance</strong>, with all "
            "comparisons taken together."
        )
    first = strongest[0]
    return joined(
        paragraph(
            f"In {counts.differing_measure_count:n} behaviours at least one age differs from all "
            "others by more than chance, with all comparisons taken together; means are compared, "
            "without what the most extreme few would add. Where no difference is found, the age is "
            f"alike (shown in {counts.alike_count:n} comparisons), or neither can be told "
            f"({counts.unknown_count:n}). The clearest:"
        ),
        bullets(_told(row) for row in strongest[:TOLD]),
        charts_behaviour.strongest(
            facts["behaviour"],
            facts.bands,
            [row.row_key.text() for row in strongest[:DRAWN]],
            title=f"The ages differ most in this: “{first.title}”",
            alt="The behaviours that differ most in lines, with a mark for each age band at its "
            f"distance from all other bands. The largest distance is that of “{first.title}”, for "
            f"the age “{first.age_band}”.",
        ),
    )


def _told(row: Row) -> str:
    """Say one difference in words."""
    form = form_of(row)
    few = ", few people" if row.is_small else ""
    return (
        f"<strong>{row.title}</strong>, {row.unit}: {row.value:{form}} at the age "
        f"“{row.age_band}” ({within(row.value_low, row.value_high, form)}{few}), "
        f"{row.other_value:{form}} at all others."
    )


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
    if not len(busiest):
        return paragraph(
            "Of too few people is the local time of tweets known: nothing can be said of hours.",
            kind="missing",
        )
    sure, people = _differing(facts, "night_share"), facts.people
    said = listed(
        [
            f"“{row.age_band}” {row.verdict} ({row.value:pct} of tweets against "
            f"{row.other_value:pct})"
            for row in sure
        ]
    )
    return joined(
        paragraph(
            f"Between midnight and six, these ages post more or less than all others: {said}."
            if sure
            else "No age posts more or less than the others at night, beyond chance."
        ),
        paragraph(
            f"With {people.tweets_per_user:f1} collected tweets a person, the picture shows the "
            "days of the collection as much as habits: read the hours, not the weekdays.",
            kind="note",
        )
        if people.tweets_per_user.number < FEW_TWEETS
        else "",
        charts_behaviour.hours(
            facts["hours"],
            busiest,
            title="When people post, by age: "
            + ("the night tells ages apart" if sure else "no age stands out at night"),
            alt="For each age band a week as a grid of hours. "
            + " ".join(
                f"“{row.age_band}” posts most in the hour that begins at {row.busiest_hour:n}."
                for row in busiest
            ),
        ),
    )


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
        [
            f"“{row.age_band}” uses them {row.verdict} ({row.value:pct} of own tweets against "
            f"{row.other_value:pct})"
            for row in sure
        ]
    )
    return joined(
        paragraph(
            f"How often tweets hold an emoji differs with age: {said}."
            if sure
            else "No age uses emoji more or less than the others, beyond chance."
        ),
        _favourites(facts),
    )


def _favourites(facts: Facts) -> Html:
    """Show the emoji of most users."""
    rows = list(facts["emoji"])
    if not rows:
        return paragraph(
            "No emoji is used by enough people of one age to be shown.", kind="missing"
        )
    differing = [row for row in rows if row.leaves_others_out]
    shown = {row.age_band_id.raw for row in rows}
    hidden = [f"“{row.age_band}”" for row in facts.bands if row.row_key.raw not in shown]
    return joined(
        charts_behaviour.emoji(
            facts["emoji"],
            facts.bands,
            title="Which emoji are used, and by how many, differs with age"
            if 2 * len(differing) >= len(rows)
            else "The favourites are much the same at all ages shown",
            alt=f"Dots for each age band and its most used emoji. The first of "
            f"“{rows[0].age_band}” is {rows[0].emoji}, used by {rows[0].user_share:pct}.",
        ),
        paragraph(
            f"Not shown, since no single emoji is written by enough of their people: "
            f"{listed(hidden)}.",
            kind="note",
        )
        if hidden
        else "",
    )


def _differing(facts: Facts, measure: str) -> list[Row]:
    """Find the ages in which a behaviour differs by more than chance."""
    rows = facts["behaviour"].where(measure=measure)
    return [row for row in rows if row.verdict.raw in ("more", "less")]
