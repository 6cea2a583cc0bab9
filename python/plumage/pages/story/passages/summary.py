"""The first screen: four questions, each with an answer, a figure with its range, a picture."""

from __future__ import annotations

from plumage.pages.story import charts_first
from plumage.pages.story.blocks import Html, joined, missing, panels, paragraph, verdict
from plumage.pages.story.charts_behaviour import form_of, named
from plumage.pages.story.facts import ADD_AGES, PREDICT, Facts, within
from plumage.pages.story.verdicts import Skill

SKILL_WORDS = {
    Skill.NONE: "<strong>Age cannot be predicted from these data.</strong> The models do no better "
    "than giving everybody the same age, and they do not even order people by age. Do not use "
    "their answers for anything.",
    Skill.WORSE: "<strong>Age cannot be predicted from these data.</strong> The models are further "
    "off than giving everybody the same age. Do not use their answers.",
    Skill.ORDER_ONLY: "<strong>Age itself cannot be predicted from these data.</strong> Single "
    "answers are no nearer than giving everybody the same age; they only order people, the older "
    "ones rather later than the younger ones.",
    Skill.LITTLE: "<strong>Behaviour says a little about age.</strong> Predictions are nearer than "
    "giving everybody the same age, by more than chance, but not by much.",
    Skill.SOME: "<strong>Behaviour carries real information about age, but not enough to tell any "
    "one person's.</strong>",
    Skill.MUCH: "<strong>Behaviour says a lot about age.</strong> A single answer is still a "
    "guess.",
    Skill.UNKNOWN: "<strong>How well age can be predicted is not known.</strong> There are too few "
    "figures to say.",
}
TARGET_WORDS = {
    "unknown": "We cannot tell yet.",
    "no": "No.",
    "tilt": "Not an age; a tilt towards it, yes.",
    "some": "Some broad ages, yes; no single years.",
}
MINORS = (
    "<strong>Some may be minors, most of all “{age}”, and the model cannot tell who</strong>: no "
    "advertising that is not meant for them."
)
WHOM = {"with_profile": "with a profile", "all": "of known age"}
"""Population of a figure -> words for a reader."""

TARGETS, TERMS = 5, 4
"""Rows of the small pictures."""


def in_short(facts: Facts) -> Html:
    """Give the four answers, and how far the predictions behind them go.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    is_stale = len(facts["run"]) and facts["run"]["run"].is_stale
    return joined(
        panels([_target(facts), _change(facts), _language(facts), _next(facts)]),
        _skill(facts),
        missing(
            "These predictions were made from an earlier state of the data; they may not fit what "
            "else stands here.",
            PREDICT,
        )
        if is_stale
        else "",
        _people(facts),
        paragraph(
            "“Likely” gives a range that holds the true figure nineteen times in twenty (a "
            "confidence interval). The baseline is what anybody reaches without a model.",
            kind="note",
        ),
    )


def _target(facts: Facts) -> tuple[str, str, str, str]:
    """Answer whether an age can be targeted."""
    question = "Can I target an age?"
    rows = list(facts["targets"])
    if not facts.is_judged or not rows:
        return question, "Not known yet", facts.no_run(), ""
    best, youngest = facts.best_target(), facts.youngest_target()
    warned = MINORS.format(age=youngest.target) if youngest is not None else ""
    ordered = facts.targets_by_use()[:TARGETS]
    drawn = charts_first.reached(
        facts["targets"],
        ordered,
        youngest,
        alt="Shares of the right age among the likeliest, beside people at random, by age. "
        f"First “{ordered[0].target}”.",
    )
    answer = TARGET_WORDS[facts.promise]
    if best is None:
        said = paragraph(
            "Reaching the likeliest people hits the wanted age no more often than reaching anybody."
        )
        return question, answer, joined(said, _note(warned)), drawn
    said = paragraph(
        f"of the {best.reached_share:pct} ranked most likely to be “{best.target}” are "
        f"({within(best.hit_share_low, best.hit_share_high, 'pct')}); at random, "
        f"{best.base_rate:pct}. <strong>{answer}</strong>"
    )
    return question, f"{best.hit_share:pct}", joined(said, _note(warned)), drawn


def _note(text: str) -> str:
    return paragraph(text, kind="warning") if text else ""


def _change(facts: Facts) -> tuple[str, str, str, str]:
    """Answer what differs between the ages."""
    question, counts = "What differs between ages?", facts["behaviour_counts"]["all"]
    found = list(facts["behaviour_findings"])
    if not facts.has_ages:
        return question, "Not known", paragraph(f"The age of nobody is known: {ADD_AGES}."), ""
    if not found:
        said = paragraph(
            f"Of {counts.measure_count:n} behaviours none goes with age by more than chance."
        )
        return question, "Nothing shown", said, ""
    first = found[0]
    form = form_of(first)
    said = paragraph(
        f"<strong>{named(first)}</strong>, from “{first.first_band}” "
        f"({within(first.first_low, first.first_high, form)}) to “{first.last_band}” "
        f"({within(first.last_low, first.last_high, form)}). In all, {counts.trend_count:n} of "
        f"{counts.measure_count:n} behaviours go with age by more than chance."
    )
    drawn = charts_first.changes(
        facts["behaviour"],
        first,
        facts.bands,
        alt=f"“{first.title}” from band to band: {first.first_value:{form}} at “"
        f"{first.first_band}”, {first.last_value:{form}} at “{first.last_band}”.",
    )
    figure = f"{first.first_value:{form}} → {first.last_value:{form}}"
    return question, figure, said, drawn


def _language(facts: Facts) -> tuple[str, str, str, str]:
    """Answer how the group writes."""
    groups = list(facts["language_groups"])
    name = f"“{groups[0].group_name}”" if groups else "the young"
    question = f"How does {name} talk?"
    rows = facts["telling_terms"].where(group_id=groups[0].row_key.raw) if groups else []
    if facts.text_share and not facts.has_ages:
        return question, "Not known", paragraph(f"Who is of that age is not known: {ADD_AGES}."), ""
    if not facts.text_share or not rows:
        return question, "Not known", paragraph("Too few words of too few people."), ""
    first = rows[0]
    shares = (
        f"({within(first.user_share_low, first.user_share_high, 'pct')}); of "
        f"the others, {first.other_user_share:pct}."
    )
    drawn = charts_first.terms(
        facts["telling_terms"],
        rows[:TERMS],
        alt="Shares that write the most telling terms. First "
        f"“{first.term}”: {first.user_share:pct} of the group {shares}",
    )
    if first.is_beyond_chance:
        said = paragraph(f"write it {shares}")
        return question, f"“{first.term}”: {first.user_share:pct}", said, drawn
    nearest = min(
        (row for row in rows if row.needed_factor.raw is not None),
        key=lambda row: row.needed_factor.number,
        default=None,
    )
    if nearest is None:
        return question, "Like everybody else", paragraph("No term leans to them."), drawn
    said = paragraph(
        f"No term sets them apart beyond chance. “{nearest.term}” comes nearest "
        f"({nearest.user_share:pct}, "
        f"{within(nearest.user_share_low, nearest.user_share_high, 'pct')}; others "
        f"{nearest.other_user_share:pct}): with {nearest.needed_factor:f1} "
        "times as many people on both sides it might be shown."
    )
    return question, "Nothing sure", said, drawn


def _next(facts: Facts) -> tuple[str, str, str, str]:
    """Answer what to do next, in numbers of one's own users."""
    question, best = "What to do next?", facts.best_target()
    if not facts.has_ages:
        said = paragraph(f"{ADD_AGES.capitalize()}: with some known ages, others can be predicted.")
        return question, "Get known ages", said, ""
    if not facts.is_judged:
        return question, "Predict, and judge it", facts.no_run(), ""
    if best is None:
        said = paragraph("Do not spend money on age: nothing here shows that it would help.")
        return question, "No targeting", said, ""
    test = facts["next_test"].get(best.row_key.raw)
    tested = (
        f"Before any budget follows, ask {test.people_per_group:n} of them and as many at random "
        "for their age."
        if test is not None
        else ""
    )
    mine = facts["audience"].get(best.row_key.raw)
    if mine is None:
        said = paragraph(f"Reach the likeliest to be “{best.target}”. {tested}")
        return question, f"Test “{best.target}”", said, ""
    found = (facts["audience"].get(row.row_key.raw) for row in facts.targets_by_use()[:TARGETS])
    rows = [row for row in found if row is not None]
    said = paragraph(
        f"of your users ranked most likely to be “{mine.audience}” are (likely "
        f"{mine.expected_low:n} to {mine.expected_high:n}); at random, {mine.random_user_count:n}. "
        f"{tested}"
    )
    drawn = charts_first.audience(
        facts["audience"],
        rows,
        alt="How many of the users reached are likely of each age. "
        f"“{mine.audience}”: {mine.expected_user_count:n} of {mine.reached_user_count:n}.",
    )
    figure = f"{mine.expected_user_count:n} of {mine.reached_user_count:n}"
    return question, figure, said, drawn


def _skill(facts: Facts) -> str:
    """Say how far off single predictions are."""
    if not facts.is_judged:
        return ""
    error = facts["accuracy"]["mae"]
    return verdict(
        f"{SKILL_WORDS[facts.skill]} A predicted age is off by {error.value:f1} years on average "
        f"({within(error.ci_low, error.ci_high, 'f1')}; {error.user_count:n} people "
        f"{WHOM[error.population.text()]}); guessing the median age for everyone, by "
        f"{error.floor_value:f1}.",
        is_yes=facts.skill.is_any,
    )


def _people(facts: Facts) -> Html:
    """Say who is in the data."""
    people = facts.people
    if not facts.has_ages:
        return paragraph(
            f"Behind it: {people.tweet_count:n} tweets of {people.user_count:n} people, none of "
            "whom has a known age."
        )
    return paragraph(
        f"Behind it: {people.tweet_count:n} tweets of {people.user_count:n} people, of whom "
        f"{people.labelled_user_count:n} have a known age (median {people.median_age_years:n}, "
        f"{people.youngest_age_years:n} to {people.oldest_age_years:n}); {people.target_count:n} "
        "users are to be predicted. All of it holds for people <em>like those with a known "
        "age</em>."
    )
