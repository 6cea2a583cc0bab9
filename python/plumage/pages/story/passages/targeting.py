"""Whether we would tell marketing that specific ages can be targeted."""

from __future__ import annotations

from plumage.pages.story import charts_worth
from plumage.pages.story.blocks import Html, grid, joined, listed, paragraph, verdict
from plumage.pages.story.facts import Facts
from plumage.pages.story.verdicts import Reach

REACH_WORDS = {
    Reach.MOSTLY: "most of those reached are of the age",
    Reach.TILT: "better than chance; most of those reached may be others",
    Reach.CHANCE: "not shown better than reaching anybody",
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
    "Where the table says “most”, more than half of those reached are of the age, and the whole "
    "likely range is above half. For the others age only improves the odds.",
}


def answer(facts: Facts) -> Html:
    """Answer, with floor and waste for each target.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    rows = list(facts["targets"])
    if not rows:
        return facts.no_run()
    lines = [
        (
            str(row.target),
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
        ("So", False),
    ]
    first, best = rows[0], facts.best_target()
    return joined(
        verdict(ANSWERS[facts.promise], is_yes=facts.promise in ("some", "tilt")),
        grid(
            headings,
            lines,
            "What a campaign hits that reaches the likeliest "
            f"{first.reached_share:pct} ({first.reached_user_count:n} of {first.user_count:n} "
            "people), with its likely range",
        ),
        charts_worth.targeting(
            facts["targeting"],
            title=f"Taking only the likeliest works best for “{best.target}”"
            if best is not None
            else "Taking only the likeliest does not help",
            alt="For each target, the share of the right age among those reached, as more are "
            "reached. "
            + (
                f"Highest for “{best.target}”: {best.hit_share:pct} of the likeliest "
                f"{best.reached_share:pct}, {best.base_rate:pct} at random."
                if best is not None
                else "None is above its baseline beyond chance."
            ),
        ),
        _cut_offs(facts),
        paragraph(
            "Why not a single year: the ranges of years told above are wider than that. Say to a "
            "client what stands here with its range, for a group. Never say the age of a person, "
            "and never treat a predicted age as proof that somebody is an adult: part of the users "
            "may be minors, and the model cannot tell who."
        ),
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
            "<strong>Choosing the certainty instead.</strong> A campaign can also ask for a "
            "probability, and reach everybody to whom the model gives at least that: then the "
            "certainty is chosen, and how many are reached follows. What the model claims for them "
            "(the mean of their probabilities) stands beside what was observed. "
            + (said or "No claim is off by more than chance.")
        ),
        grid(
            headings,
            lines,
            "Who is reached by asking for a probability, and how many of them are of the age, with "
            f"the likely range, of {rows[0].user_count:n} people",
        ),
    )
