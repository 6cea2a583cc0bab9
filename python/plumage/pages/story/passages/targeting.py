"""Whether we would tell marketing that specific ages can be targeted, and what to do next."""

from __future__ import annotations

from plumage.pages.story import charts_worth
from plumage.pages.story.blocks import Html, bullets, folded, grid, joined, listed, paragraph
from plumage.pages.story.blocks import verdict as framed
from plumage.pages.story.facts import Facts
from plumage.pages.story.results import Row
from plumage.pages.story.verdicts import Reach

REACH_WORDS = {
    Reach.MOSTLY: "most",
    Reach.TILT: "better odds",
    Reach.CHANCE: "no better",
    Reach.UNKNOWN: "not known",
}
ANSWERS = {
    "unknown": "<strong>We cannot tell yet.</strong>",
    "no": "<strong>No.</strong> Reaching the likeliest people hits the wanted age no more often "
    "than reaching anybody. Money spent on age would be spent on nothing.",
    "tilt": "<strong>No, not specific ages. A tilt, yes.</strong> A campaign can raise the "
    "share of the wanted age above chance, and has to be worth it although most of those reached "
    "are others.",
    "some": "<strong>Not specific years. Some broad age groups, yes; the waste is shown.</strong> "
    "“Most” means that the whole likely range lies above half; for the others age only improves "
    "the odds.",
}


def answer(facts: Facts) -> Html:
    """Answer, with floor and waste for each target, the most useful first.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    rows, youngest = facts.targets_by_use(), facts.youngest_target()
    if not rows:
        return facts.no_run()
    lines = [
        (
            f"{row.target}{' (may include minors)' if row is youngest else ''}",
            f"{row.hit_share:pct} ({row.hit_share_low:percents} to {row.hit_share_high:percents})",
            f"{row.base_rate:pct}",
            f"{row.waste_share:pct}",
            REACH_WORDS[facts.reaches[row.row_key.text()]],
        )
        for row in rows
    ]
    headings = [
        ("Wanted", False),
        ("Of the age", True),
        ("At random", True),
        ("Wasted", True),
        ("Verdict", False),
    ]
    first, best = rows[0], facts.best_target()
    return joined(
        framed(ANSWERS[facts.promise], is_yes=facts.promise in ("some", "tilt")),
        grid(
            headings,
            lines,
            f"Reaching the likeliest {first.reached_share:pct} ({first.reached_user_count:n} of "
            f"{first.user_count:n} people), with likely ranges",
        ),
        charts_worth.targeting(
            facts["targeting"],
            [row.target.raw for row in rows],
            facts.reaches,
            title=f"“{best.target}” gains most over people at random"
            + (
                ", the youngest group aside"
                if youngest is not None and facts.targets_by_use()[0] is youngest
                else ""
            )
            if best is not None
            else "Taking only the likeliest does not help",
            alt="For each target, the share of the right age among those reached, as more are "
            "reached. "
            + (
                f"First “{best.target}”: {best.hit_share:pct} of the likeliest "
                f"{best.reached_share:pct}, {best.base_rate:pct} at random."
                if best is not None
                else "None is above its baseline beyond chance."
            ),
        ),
        folded("By certainty instead", _cut_offs(facts)),
    )


def advice(facts: Facts) -> Html:
    """Say what to do now, what not, and what one more delivery of data would bring.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    if not facts.is_judged or not facts["targets"]:
        return facts.no_run()
    best, youngest = facts.best_target(), facts.youngest_target()
    if best is None:
        return bullets(
            [
                "<strong>Do not</strong> pay for targeting by age on these data.",
                _more_data(facts, None),
            ]
        )
    not_worth = [
        f"“{row.target}”"
        for row in facts.targets_by_use()
        if facts.reaches[row.row_key.text()] is not Reach.MOSTLY and row is not youngest
    ]
    minors = (
        f" Not “{youngest.target}” for anything that minors must not see."
        if youngest is not None
        else ""
    )
    leave = (
        f" Leave {listed(not_worth)}: most of those reached would be others." if not_worth else ""
    )
    return bullets(
        [
            f"<strong>Do:</strong> reach the {best.reached_share:pct} likeliest to be "
            f"“{best.target}”, and as many at random beside them. "
            f"{_test(facts, best)} {_own(facts, best)}",
            f"<strong>Do not</strong> name anybody's age, and never take a predicted age as proof "
            f"that somebody is an adult.{leave}{minors}",
            _more_data(facts, best),
        ]
    )


def _test(facts: Facts, best: Row) -> str:
    """Say how large a test has to be."""
    test = facts["next_test"].get(best.row_key.raw)
    if test is None:
        return ""
    return (
        f"Asking {test.people_per_group:n} in each group for their age is enough to see the "
        "difference."
    )


def _own(facts: Facts, best: Row) -> str:
    """Say how many of one's own users that is, and how to get the list."""
    mine = facts["audience"].get(best.row_key.raw)
    if mine is None:
        return ""
    return (
        f"Of your {mine.user_count:n} users that is {mine.reached_user_count:n}; <code>plumage "
        "audience</code> writes their ids."
    )


def _more_data(facts: Facts, best: Row | None) -> str:
    """Say what one more delivery of data would bring, and what it would not."""
    people = facts.people
    rare = min(facts.bands, key=lambda row: row.user_count.number)
    widest = (
        f" (“{best.target}”: {best.hit_share_low:percents} to {best.hit_share_high:pct} now)"
        if best is not None
        else ""
    )
    return (
        f"<strong>One more delivery</strong> like this one, with {people.labelled_user_count:n} "
        f"more known ages, would narrow the likely ranges by some three tenths{widest}; it would "
        f"not bring single years into reach. Known ages of “{rare.age_band}” lack most: "
        f"{rare.user_count:n} so far."
    )


def _cut_offs(facts: Facts) -> str:
    """Say who is reached by asking for a probability, and whether it holds what it claims."""
    rows = [row for row in facts["targeting_cut_offs"] if not row.is_suppressed]
    if not rows:
        return paragraph(
            "A campaign can also ask for a probability, and reach everybody to whom the model "
            "gives at least that. Here too few people get a high one to say how often it comes "
            "true."
        )
    off = [
        (
            words,
            [f"“{row.target}” from {row.asked_probability:pct} on" for row in rows if row[name]],
        )
        for words, name in (
            ("Fewer were of the age than claimed", "is_too_bold"),
            ("More were of the age than claimed", "is_too_shy"),
        )
    ]
    said = " ".join(
        f"{words}, by more than chance: {listed(names)}." for words, names in off if names
    )
    lines = [
        (
            f"{row.target}",
            f"{row.asked_probability:pct}",
            f"{row.reached_user_count:n} ({row.reached_share:pct})",
            f"{row.claimed_share:pct}",
            f"{row.hit_share:pct} ({row.hit_share_low:percents} to {row.hit_share_high:percents})",
            f"{row.found_share:pct}",
        )
        for row in rows
    ]
    headings = [
        ("Wanted", False),
        ("Asked for", True),
        ("Reached", True),
        ("Claimed", True),
        ("Of the age", True),
        ("Of all of the age", True),
    ]
    return joined(
        paragraph(
            "A campaign can also ask for a probability, and reach everybody to whom the model "
            "gives at least that: then the certainty is chosen, and how many are reached follows. "
            "What the model claims for them (the mean of their probabilities) stands beside what "
            "was observed. " + (said or "No claim is off by more than chance.")
        ),
        grid(
            headings,
            lines,
            "Who is reached by asking for a probability, and how many of them are of the age, with "
            f"the likely range, of {rows[0].user_count:n} people",
        ),
    )
