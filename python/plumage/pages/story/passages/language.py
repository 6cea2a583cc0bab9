"""Unusual tweets of a group, and whether the measure is any good."""

from __future__ import annotations

from plumage.pages.story import charts_language, verdicts
from plumage.pages.story.blocks import (
    Html,
    bullets,
    folded,
    grid,
    joined,
    listed,
    paragraph,
)
from plumage.pages.story.facts import Facts, within
from plumage.pages.story.results import Row

FAMILY_WORDS = {name: words for name, (words, _, _) in charts_language.FAMILIES.items()}
NO_LENGTH = 0.1
"""Rank correlation with length below which length explains next to nothing."""

HIDDEN = (
    "Their texts are not shown here: nobody who wrote them was asked. Words are named where enough "
    "people write them. Who may read the texts builds with <code>dbt build --vars "
    "'{show_texts: true}'</code>."
)


QUOTED = 3
"""Unusual tweets that everybody sees; the rest opens."""


def unusual(facts: Facts) -> Html:
    """List the most unusual tweets with what makes them so.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    rows = list(facts["unusual_tweets"])
    if not rows:
        return paragraph(
            "No tweet is listed: the group is too small to have a norm.", kind="missing"
        )
    intro = (
        "The group's most surprising tweets, for a model of its other members; in standard "
        "deviations above tweets of their length."
    )
    if all(row.tweet_text.raw is None for row in rows):
        return joined(paragraph(f"{intro} {HIDDEN}"), _scores_alone(rows))
    nearest = [
        f'{row.tweet_text} <span class="note">{row.surprisal_score:f1}</span>'
        for row in facts["typical_tweets"]
        if row.tweet_text.raw is not None
    ]
    quoted = [
        f'{charts_language.marked_text(row)} <span class="note">surprisal '
        f"{row.surprisal_score:f1}, TF-IDF {row.cosine_score:gain}</span>"
        for row in rows
    ]
    return joined(
        paragraph(f"{intro} Marked are the words that make them so."),
        bullets(quoted[:QUOTED]),
        folded("More, and the least surprising", bullets(quoted[QUOTED:] + nearest)),
    )


def _scores_alone(rows: list[Row]) -> Html:
    """List scores where words may be named; one sentence where none may."""
    named = [row for row in rows if row.marked_words.raw is not None]
    if not named:
        most, least = rows[0], rows[-1]
        return paragraph(
            "The words that make them so are of too few people to be named. Surprisal lies "
            f"{least.surprisal_score:f1} to {most.surprisal_score:f1} standard deviations above "
            "tweets of their length."
        )
    headings = [
        ("Place", True),
        ("Words that make it so", False),
        ("Tokens", True),
        ("Surprisal (standard deviations above tweets of its length)", True),
        ("Distance of vocabulary (TF-IDF, the same)", True),
    ]
    lines = [
        (
            f"{row.report_rank:n}",
            charts_language.marked_text(row),
            f"{row.token_count:n}",
            f"{row.surprisal_score:f1}",
            f"{row.cosine_score:gain}",
        )
        for row in named
    ]
    return grid(headings, lines, "Unusual tweets by scores, where words may be named")


def measure(facts: Facts) -> Html:
    """Say which measure finds planted outliers, and what the score is not.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    return joined(*[_measure(facts, group) for group in facts["language_groups"]])


def _measure(facts: Facts, group: Row) -> Html:
    """Judge the measures of one group."""
    rows = facts["language_families"].where(group_id=group.row_key.raw)
    mine = {row.family.raw: row for row in rows}
    control = f"{group.row_key.text()}|held_out|surprisal"
    main = mine.get("surprisal")
    if main is None or main.mean_found_chance.raw is None:
        return facts.lacks(
            "The measures have not been judged on this warehouse.",
            "plumage language",
        )
    is_strong = main.worst_found_chance.number >= verdicts.WEAK_CHANCE
    others = [
        f"{FAMILY_WORDS[row.family.text()]} {row.mean_found_chance:pct} (at worst "
        f"{row.worst_found_chance:pct})"
        for row in rows
        if row.family.raw != "surprisal"
    ]
    best = FAMILY_WORDS[rows[0].family.text()]
    so = (
        "Neither does better on average, so tweets are ranked by surprisal alone."
        if rows[0].family.raw == "surprisal"
        else f"On this warehouse “{best}” does better on average than the surprisal that ranks."
    )
    return joined(
        charts_language.measures_found(
            facts["language_validation"],
            group.row_key.text(),
            title="Outliers are found, nearly whatever they are"
            if is_strong
            else "Some outliers are found, others hardly",
            alt="Chances of finding planted outliers by kind and measure. Surprisal finds "
            f"{main.mean_found_chance:pct} on average, {main.worst_found_chance:pct} at worst.",
        ),
        paragraph(
            f"Surprisal gives the outlier the higher score in {main.mean_found_chance:pct} of "
            f"cases on average over the kinds, and in {main.worst_found_chance:pct} for the "
            f"hardest kind; a coin would in half. The alternatives: {listed(others)}. {so}"
        ),
        _control(facts["language_validation"][control])
        if control in facts["language_validation"]
        else "",
        _contrast(facts, group),
        paragraph(f"{_length(main)} {_steadiness(group)}"),
    )


def _contrast(facts: Facts, group: Row) -> Html:
    """Say how well it is told from words whether somebody outside the group wrote them."""
    rows = {
        (row.kind.raw, row.family.raw): row
        for row in facts["language_contrast"].where(group_id=group.row_key.raw)
    }
    tweets = rows.get(("tweets", "contrast"))
    if tweets is None:
        return ""
    chance = f"{tweets.told_chance:pct} of cases ({within(tweets.ci_low, tweets.ci_high, 'pct')})"
    users = rows.get(("users", "contrast"))
    whole = (
        f", and over all that a person wrote in {users.told_chance:pct} "
        f"({within(users.ci_low, users.ci_high, 'pct')})"
        if users
        else ""
    )
    other = rows.get(("tweets", "surprisal"))
    surprise = f" Surprisal alone reaches {other.told_chance:pct}." if other else ""
    so = (
        "That is no better than a coin: from words alone, the group is not told from the others."
        if tweets.ci_low.number <= 0.5
        else "A lean, and no proof of anybody's age."
    )
    return paragraph(
        "Unusual is not the same as unlike the group. How much likelier the others make the words "
        f"than the group does (their contrast) is higher for a tweet from outside in {chance}"
        f"{whole}; a coin would in half.{surprise} {so}"
    )


def _control(row: Row) -> Html:
    """Say whether people outside the norm look unusual for that alone."""
    sound = row.ci_low.number <= 0.5 <= row.ci_high.number
    so = (
        "So nobody is called unusual for being new."
        if sound
        else "So being new makes a small difference by itself: mind that in small groups."
    )
    return paragraph(
        "As a control, tweets of people who were left out of the norm were held against it: they "
        f"score higher in {row.found_chance:pct} of cases "
        f"({within(row.ci_low, row.ci_high, 'pct')}). {so}"
    )


def _length(row: Row) -> str:
    """Say how much of the score is length."""
    if row.length_correlation.raw is None:
        return ""
    much = "next to nothing" if abs(row.length_correlation.number) < NO_LENGTH else "a part"
    return f"Length explains {much} of the score (rank correlation {row.length_correlation:f2})."


def _steadiness(group: Row) -> str:
    """Say whether the score is a trait of a person."""
    if group.surprisal_reliability.raw is None:
        return ""
    so = (
        "so people are ranked by it too"
        if group.ranked_user_count.number
        else "too little to rank people by it: call a tweet unusual, not its author"
    )
    return (
        f"Two halves of a person's tweets agree by {group.surprisal_reliability:f2} (one at best), "
        f"{so}."
    )
