"""What a reader in a hurry takes away."""

from __future__ import annotations

from plumage.pages.story.blocks import Html, cards, joined, missing, paragraph, verdict
from plumage.pages.story.facts import PREDICT, Facts, within
from plumage.pages.story.results import Row
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
    "one person's.</strong> Predictions are clearly nearer than giving everybody the same age.",
    Skill.MUCH: "<strong>Behaviour says a lot about age.</strong> Predictions are far nearer than "
    "giving everybody the same age. A single answer is still a guess.",
    Skill.UNKNOWN: "<strong>How well age can be predicted is not known.</strong> There are too few "
    "figures to say.",
}
PROMISE_WORDS = {
    "unknown": "",
    "no": "No age can be targeted: reaching the people whom the model finds likeliest hits no more "
    "of the wanted age than reaching anybody.",
    "tilt": "A campaign can lean towards an age, not pick it: whom it reaches is more often of the "
    "wanted age than chance would have it, but most are not.",
    "some": "For some ages a campaign can count on reaching mostly the right people, as long as it "
    "takes only the likeliest; for the others it can only lean towards them.",
}


def in_short(facts: Facts) -> Html:
    """Give the answer first: cards, verdict, and who the data are about.

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
        _cards(facts) if facts.is_judged else facts.no_run(),
        verdict(
            f"{SKILL_WORDS[facts.skill]} {PROMISE_WORDS[facts.promise]}", is_yes=facts.skill.is_any
        )
        if facts.is_judged
        else "",
        missing(
            "These predictions were made from an earlier state of the data; they may not fit what "
            "else stands here.",
            PREDICT,
        )
        if is_stale
        else "",
        _people(facts),
        paragraph(
            "“Likely” names the range in which the true figure lies nineteen times in twenty (a "
            "confidence interval). The baseline is what anybody reaches without a model; a figure "
            "without its baseline says nothing, so the two stand together. As many people are "
            "below the median age as above it.",
            kind="note",
        ),
    )


def _cards(facts: Facts) -> Html:
    """Show the three figures that everything hangs on."""
    accuracy = facts["accuracy"]
    error = accuracy["mae"]
    items = [
        (
            f"{error.value:f1} years",
            "off on average when age is predicted",
            f"Guessing the median age for everyone is off by {error.floor_value:f1}. "
            f"Ours is {within(error.ci_low, error.ci_high, 'f1')}.",
        )
    ]
    if "accuracy" in accuracy:
        right = accuracy["accuracy"]
        items.append(
            (
                f"{right.value:pct}",
                "of people are put into the right age band",
                f"Always naming the largest band is right for {right.floor_value:pct}. "
                f"Ours is {within(right.ci_low, right.ci_high, 'pct')}.",
            )
        )
    if (best := facts.best_target()) is not None:
        items.append(
            (
                f"{best.hit_share:pct}",
                f"of the {best.reached_share:pct} ranked most likely to be “{best.target}” are",
                f"Of people taken at random, {best.base_rate:pct}. "
                f"Ours is {within(best.hit_share_low, best.hit_share_high, 'pct')}. The age that "
                f"works best.{_warning(facts, best)}",
            )
        )
    return cards(items)


def _warning(facts: Facts, best: Row) -> str:
    """Warn where the age that works best is the one that may hold minors."""
    youngest = next(iter(facts.bands)).age_band.text()
    if best.target.text() != youngest:
        return ""
    return (
        " <strong>Some may be minors, and the model cannot tell who</strong>: no advertising that "
        "is not meant for them."
    )


def _people(facts: Facts) -> Html:
    """Say who is in the data."""
    people = facts.people
    if not people.labelled_user_count:
        return missing("The age of nobody is known.", "dbt build")
    return paragraph(
        f"The data: {people.user_count:n} people and {people.tweet_count:n} of their tweets, "
        f"collected up to {people.as_of_date}. Of {people.labelled_user_count:n} people the age is "
        f"known; the median is {people.median_age_years:n}, and they are between "
        f"{people.youngest_age_years:n} and {people.oldest_age_years:n}. "
        f"{people.target_count:n} users are to be predicted. All that is said here is about people "
        "<em>like those whose age is known</em>."
    )
