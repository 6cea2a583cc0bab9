"""The start page: each subject's question, its answer, the baseline beside it, and a link.

Numbers are cells of the story's queries, bound and compared like those of the story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import NamedTuple

from plumage import __version__
from plumage.pages.layout import document
from plumage.pages.story.blocks import Html, missing
from plumage.pages.story.facts import RUN, Facts, within
from plumage.pages.story.passages.activity import tells_nothing
from plumage.pages.story.results import Figures
from plumage.pages.story.subject_page import Answer, SubjectPage, write_answer
from plumage.pages.story.verdicts import Skill

NAME = "index.html"
EXPLORER = "explorer.html"
DEMO = "plumage demo activity"


class Card(NamedTuple):
    """A subject on the start page.

    Attributes
    ----------
    subject, question : str
        Plain text.
    answer : callable
        From the facts of a warehouse.
    anchor : str
        Section of the story.
    """

    subject: str
    question: str
    answer: Callable[[Facts], Answer]
    anchor: str


SKILL_WORDS = {
    Skill.NONE: "Age cannot be predicted from these data: predictions are",
    Skill.WORSE: "Age cannot be predicted from these data: predictions are",
    Skill.ORDER_ONLY: "Age itself cannot be predicted from these data, only who is older: "
    "predictions are",
    Skill.LITTLE: "Behaviour says a little about age: predictions are",
    Skill.SOME: "Behaviour says something about age: predictions are",
    Skill.MUCH: "Behaviour says a lot about age: predictions are",
    Skill.UNKNOWN: "How well age can be predicted is not known: predictions are",
}


def answer_age(facts: Facts) -> Answer:
    """Say how far predicted ages are off."""
    if not facts.is_judged:
        return Answer(facts.no_run())
    error = facts["accuracy"]["mae"]
    return Answer(
        f"{SKILL_WORDS[facts.skill]} off by {error.value:f1} years on average "
        f"({within(error.ci_low, error.ci_high, 'f1')}).",
        f"Guessing the median age for everyone is off by {error.floor_value:f1} years.",
    )


def answer_behaviour(facts: Facts) -> Answer:
    """Say how many behaviours go with age, and which one most."""
    if not facts.has_ages:
        return Answer(facts.lacks("Which behaviour goes with age cannot be said.", RUN))
    counts = facts["behaviour_counts"]["all"]
    found = facts["behaviour_trends"].where(verdict="goes with age")
    baseline = (
        f"Without any link the rank correlation is zero. {counts.level_count:n} are alike at all "
        f"ages; of {counts.unknown_trend_count:n} neither can be said."
    )
    if not found:
        return Answer(
            f"Of {counts.measure_count:n} behaviours none goes with age by more than chance.",
            baseline,
        )
    first = found[0]
    return Answer(
        f"{counts.trend_count:n} of {counts.measure_count:n} behaviours go with age by more than "
        f"chance, most of all “{first.title}” (rank correlation {first.rank_correlation:gain}, "
        f"{within(first.rank_correlation_low, first.rank_correlation_high, 'gain')}).",
        baseline,
    )


def answer_language(facts: Facts) -> Answer:
    """Say how well unusual tweets are found."""
    groups = list(facts["language_groups"])
    if not groups or not facts.has_ages:
        return Answer(facts.lacks("No group has a norm of language.", "dbt build"))
    group = groups[0]
    norm = (
        f"The norm of “{group.group_name}” is made of {group.tweet_count:n} tweets by "
        f"{group.user_count:n} people"
    )
    judged = [
        row
        for row in facts["language_families"].where(group_id=group.row_key.raw)
        if row.family.raw == "surprisal" and row.mean_found_chance.raw is not None
    ]
    if not judged:
        return Answer(
            missing(f"{norm}. How well it finds unusual tweets is not judged.", "plumage language")
        )
    return Answer(
        f"{norm}; a tweet that does not belong gets the higher score in "
        f"{judged[0].mean_found_chance:pct} of cases.",
        f"A coin would in half. For the hardest kind it is {judged[0].worst_found_chance:pct}.",
    )


def answer_activity(facts: Facts) -> Answer:
    """Say for how many minutes people are active."""
    logs = [row for row in facts["active_minutes"] if row.user_count]
    if not logs:
        return Answer(missing("There is no log of actions.", DEMO, how="To see one, run"))
    log = logs[0]
    if tells_nothing(log):
        return Answer(
            f"Tweets cannot tell it: of at least nine in ten of {log.user_count:n} people there is "
            "a single active minute.",
            "A log of actions would: run plumage activity ingest.",
        )
    return Answer(
        f"Over {log.day_count:n} days, half of the {log.user_count:n} active people have at most "
        f"{log.median_active_minutes:n} active minutes, nine tenths at most "
        f"{log.p90_active_minutes:n}.",
        "From tweets, a small sample of what people did: a lower bound."
        if log.is_sample
        else f"Beside them, {log.inactive_user_count:n} people in the list were not active at all.",
    )


CARDS = (
    Card("Age", "How old are users, and how far can a prediction be trusted?", answer_age,
         "how-well-age-can-be-predicted-and-by-what"),
    Card("Behaviour", "Which behaviour goes with age?", answer_behaviour,
         "how-behaviour-changes-with-age"),
    Card("Language", "How does a group write, and which of its tweets are unusual?",
         answer_language, "how-the-young-write-and-what-is-unusual-for-them"),
    Card("Activity", "For how many minutes are people active?", answer_activity,
         "how-long-people-are-active"),
)  # fmt: skip
"""Subjects of the story, in its order."""

STORY = frozenset(card.subject.lower() for card in CARDS)
"""Their names on the command line."""


class Entry(NamedTuple):
    """A subject on the start page: its answer, and the page and words of the link to it."""

    subject: str
    question: str
    answer: Answer
    link: str
    words: str


def list_story(facts: Facts, *, story: str) -> list[Entry]:
    """List the subjects of the story.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.
    story : str
        File name of the story, beside the start page.

    Returns
    -------
    list of Entry
        In the order of the page.
    """
    return [
        Entry(card.subject, card.question, card.answer(facts), f"{story}#{card.anchor}",
              f"{card.subject} in the story")
        for card in CARDS
    ]  # fmt: skip


def list_page(page: SubjectPage, figures: Figures) -> Entry:
    """List a subject with a page of its own.

    Parameters
    ----------
    page : SubjectPage
        The page.
    figures : Figures
        What its queries gave.

    Returns
    -------
    Entry
        Its place on the start page.
    """
    words = f"All that was found on {page.subject}"
    return Entry(page.subject, page.question, page.answer(figures), page.name, words)


def start_page(
    entries: Iterable[Entry], *, has_explorer: bool, is_synthetic: bool, origin: str = ""
) -> str:
    """Lay out the start page.

    Parameters
    ----------
    entries : iterable of Entry
        The subjects of the warehouse.
    has_explorer : bool
        Whether the explorer is there too.
    is_synthetic : bool
        Whether the data are made up.
    origin : str, optional
        Paragraph on the data, when the page was made, and by whom.

    Returns
    -------
    str
        HTML.
    """
    sections = "\n".join(map(_section, entries))
    explorer = (
        f'<p>To pick ages, tweets and users yourself: <a href="{EXPLORER}">the explorer</a>.</p>'
        if has_explorer
        else ""
    )
    return document(
        "Plumage: what was found",
        f"""<a class="skip" href="#subjects">Skip to the answers</a>
<header class="page"><p class="kicker">Plumage</p><h1>What was found</h1>
<p>Each subject in a sentence, with what anybody would reach without looking beside it. A figure
without its baseline says nothing.</p>
{origin}</header>
<main id="subjects">
{sections}
{explorer}
</main>
<footer class="page"><p>Made by <code>plumage story</code> of Plumage <code>{__version__}</code>
from the warehouse alone. <code>plumage story check</code> compares every number with it. Ages of
people are personal data: the limits in the story apply to whoever passes these pages on.</p>
</footer>""",
        is_synthetic=is_synthetic,
    )


def _section(entry: Entry) -> Html:
    """Lay out one subject."""
    name = entry.subject.lower()
    return Html(
        f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(entry.question)}</h2>'
        f'{write_answer(entry.answer)}<p><a href="{escape(entry.link)}">'
        f"{escape(entry.words)}</a></p></section>"
    )
