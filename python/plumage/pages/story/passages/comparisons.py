"""Behaviour by age in numbers: trends with their tests, and bands against all others."""

from __future__ import annotations

from plumage.pages.story import charts_behaviour
from plumage.pages.story.blocks import Column, Html, bullets, joined, paragraph, table
from plumage.pages.story.charts_behaviour import form_of
from plumage.pages.story.facts import Facts, within
from plumage.pages.story.results import Row

TABLED, TOLD, DRAWN = 12, 5, 10
"""Behaviours that are listed with their trend, told in words, and drawn."""


def trends(facts: Facts) -> Html:
    """List all behaviours that go with age most, with their rank correlation.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    found = facts["behaviour_trends"].where(verdict="goes with age")
    if not found:
        return paragraph("None goes with age by more than chance.")
    return joined(
        paragraph(
            "Each behaviour was held against age in one number: the rank correlation is one where "
            "every older person does more of it than every younger one, minus one where less, and "
            "zero where age says nothing."
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
            "others by more than chance (corrected for multiple comparisons); means are compared, "
            "without what the most extreme few would add. Where no difference is found, the age is "
            f"alike (shown in {counts.alike_count:n} comparisons), or neither can be told "
            f"({counts.unknown_count:n}). The clearest:"
        ),
        bullets(_told(row) for row in strongest[:TOLD]),
        charts_behaviour.strongest(
            facts["behaviour"],
            facts.bands,
            [row.row_key.text() for row in strongest[:DRAWN]],
            title=f"“{first.title}”: the clearest difference between ages",
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
        f"<strong>{row.title}</strong>, {row.unit}: {row.value:{form}} among "
        f"“{row.age_band}” ({within(row.value_low, row.value_high, form)}{few}), "
        f"{row.other_value:{form}} among all others."
    )
