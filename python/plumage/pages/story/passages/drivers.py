"""What predictions stand on, and whether sentiment and emoji help."""

from __future__ import annotations

import math

from plumage.age.candidates import YEARS_MODEL
from plumage.pages.story import charts_worth, verdicts
from plumage.pages.story.blocks import (
    Column,
    Html,
    folded,
    grid,
    joined,
    listed,
    paragraph,
    table,
    verdict,
)
from plumage.pages.story.facts import PREDICT, Facts, within
from plumage.pages.story.verdicts import Help

HELP_WORDS = {
    Help.PREDICTS: "<strong>{name} helps</strong>: without it predictions are worse, by more than "
    "chance.",
    Help.EXPLAINS: "<strong>{name} varies with age but adds nothing to the prediction</strong>: it "
    "adds to the explaining regression, but the other facts already tell the model as much.",
    Help.NOT_SHOWN: "<strong>{name} is not shown to help</strong>, neither to explain nor to "
    "predict.",
    Help.HARMS: "<strong>{name} harms</strong>: without it predictions are better, by more than "
    "chance.",
    Help.UNKNOWN: "<strong>{name}: whether it helps was not measured.</strong>",
    Help.NOT_SCORED: "<strong>{name}: whether it would help cannot be told from these "
    "data</strong>, since most tweets have no words, or none that are scored.",
}
TOLD = 4
"""Kinds of facts that are told in words."""


def by_what(facts: Facts) -> Html:
    """Show what predictions stand on and what goes with age.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    return joined(_importance(facts), _odds(facts), _blocks(facts))


def _importance(facts: Facts) -> Html:
    """Say which kinds of facts matter."""
    rows = facts["block_importance"]
    if not len(rows):
        return facts.lacks(
            "What predictions stand on takes longer to measure.", f"{PREDICT} --validate full"
        )
    useful = [row for row in rows if row.verdict.raw == "useful"]
    if not useful:
        return paragraph("<strong>No kind of facts is shown to matter to the predictions.</strong>")
    said = listed(
        [
            f"{charts_worth.words_of_block(row.row_key.text()).partition(':')[0].lower()} "
            f"({row.years_lost:gain} years, {within(row.ci_low, row.ci_high, 'gain')})"
            for row in useful[:TOLD]
        ]
    )
    return joined(
        paragraph(
            "When people are given other people's values of one kind of facts, the error grows "
            f"by so much: {said}."
        ),
        table(
            rows,
            [
                Column("row_key", "Kind of facts", words=charts_worth.words_of_block),
                Column("years_lost", "Years lost", "gain"),
                Column("ci_low", "from", "gain"),
                Column("ci_high", "to", "gain"),
                Column("verdict", "Verdict"),
            ],
            "How many years worse predictions get when one kind of facts is mixed up among people",
        ),
        folded("The single facts that matter most", _single_facts(facts)),
    )


def _single_facts(facts: Facts) -> Html:
    """List single facts by what mixing them up costs."""
    lines = [
        (
            charts_worth.words_of_term(row),
            f"<code>{row.row_key}</code>",
            f"{row.years_lost:gain}",
            f"{row.ci_low:gain} to {row.ci_high:gain}",
            str(row.verdict),
        )
        for row in facts["feature_importance"]
    ]
    headings = [
        ("Who ...", False),
        ("Column", False),
        ("Years lost", True),
        ("Likely", True),
        ("Verdict", False),
    ]
    return grid(headings, lines, "The same for single features; overlapping ones look weaker")


def _odds(facts: Facts) -> Html:
    """Show what goes with age, all else equal."""
    odds = list(facts["odds_ratios"])
    if not odds:
        return facts.lacks("The regression that explains was not fitted.", PREDICT)
    sure = [row for row in odds if row.is_beyond_chance]
    title = "Nothing goes with age by more than chance"
    if sure:
        side = "older" if sure[0].odds_ratio.number > 1 else "younger"
        title = f"All else equal, who {charts_worth.words_of_term(sure[0])} is likely {side}"
        # Of many terms some are beyond chance by chance.
        if facts.skill.is_none:
            title = "Single behaviours may seem to go with age; together they predict nothing"
    first = odds[0]
    return charts_worth.odds_ratios(
        facts["odds_ratios"],
        title=title,
        alt=f"Odds ratios of the strongest behaviours. The first: {first.odds_ratio:f2} times the "
        f"odds of being in an older band ({within(first.ci_low, first.ci_high, 'f2')}) for who "
        f"{charts_worth.words_of_term(first)}.",
    )


def _blocks(facts: Facts) -> Html:
    """Show the ablation, where it was made for more than two blocks."""
    kept = facts["blocks"].where(comparison="left_out")
    if len(kept) < 3:
        return facts.lacks(
            "What each kind of facts is worth on top of all others takes longer to measure.",
            f"{PREDICT} --validate full",
        )
    first = charts_worth.words_of_block(kept[0].block.text()).partition(":")[0]
    return charts_worth.block_worth(
        facts["blocks"],
        title=f"{first}: what it tells, nothing else tells"
        if kept[0].verdict.raw == "useful"
        else "No single kind of facts is needed: what one tells, others tell too",
        alt="Years gained by each kind of facts, on top of all others and alone. Largest on top of "
        f"all others: {first}, {kept[0].years_gained:gain} years.",
    )


def sentiment_and_emoji(facts: Facts) -> Html:
    """Answer whether sentiment and emoji help.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    if not facts.is_judged:
        return facts.no_run()
    scored = facts["sentiment_coverage"]["all"]
    coverage = (
        f"Scored are {scored.scored_tweet_count:n} of {scored.own_tweet_count:n} tweets in "
        f"people's own words ({scored.scored_tweet_share:pct}): those in English, and those of "
        "emoji and signs alone."
    )
    answers = [
        _help(
            facts,
            "sentiment",
            "Sentiment",
            coverage=coverage,
            scored_share=scored.scored_tweet_share.number,
        ),
        _help(facts, "emoji", "Emoji", scored_share=facts.text_share),
    ]
    return joined(
        *[verdict(words, is_yes=judged is Help.PREDICTS) for judged, words, _ in answers],
        *[paragraph(details) for _, _, details in answers],
    )


def _help(
    facts: Facts, block: str, name: str, *, coverage: str = "", scored_share: float = 1.0
) -> tuple[Help, str, str]:
    """Judge one block, and give the figures behind it."""
    ratios, ablated, blocks = (
        facts["likelihood_ratios"],
        facts["sentiment_and_emoji"],
        facts["blocks"],
    )
    key, alone = f"{YEARS_MODEL.name}|{block}", f"alone|{block}"
    row = ablated.get(key)
    judged = verdicts.helps(
        low=row.ci_low.number if row else math.nan,
        high=row.ci_high.number if row else math.nan,
        is_in_regression=block in ratios and ratios[block].verdict.text().startswith("adds"),
        skill=facts.skill,
        scored_share=scored_share,
    )
    details = [f"<em>{name}.</em>", *filter(None, [coverage])]
    if row:
        details.append(
            f"Years gained on top of all other facts: {row.years_gained:gain} "
            f"({within(row.ci_low, row.ci_high, 'gain')}; useless would be zero)."
        )
    if alone in blocks:
        one = blocks[alone]
        details.append(
            f"If nothing else were known: {one.years_gained:gain} "
            f"({within(one.ci_low, one.ci_high, 'gain')})."
        )
    if block in ratios:
        details.append(f"In the explaining regression: {ratios[block].verdict}.")
    trends = facts["behaviour_trends"].where(section=block, verdict="goes with age")
    if trends:
        first = trends[0]
        details.append(
            f"By itself, “{first.title}” goes with age most ({first.direction}, rank correlation "
            f"{first.rank_correlation:gain})."
        )
    elif judged is not Help.NOT_SCORED:
        details.append("By itself, none of it goes with age by more than chance.")
    return judged, HELP_WORDS[judged].format(name=name), " ".join(details)
