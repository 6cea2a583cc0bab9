"""Whether we would tell marketing that specific ages can be targeted."""

from __future__ import annotations

from plumage.story import charts_worth
from plumage.story.blocks import Html, grid, joined, paragraph, verdict
from plumage.story.facts import Facts
from plumage.story.verdicts import Reach

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
    "some": "<strong>Not specific years. Some broad ages, yes, with their waste named.</strong> "
    "Where the table says “most”, more than half of those reached are of the age, and the range of "
    "chance says so too. For the rest a campaign can only lean.",
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
            "people), with its range of chance",
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
                else "None is above its floor beyond chance."
            ),
        ),
        paragraph(
            "Why not a single year: the ranges of years told above are wider than that. Say to a "
            "client what stands here with its range, for a group. Never say the age of a person, "
            "and never treat a predicted age as proof that somebody is an adult: part of the users "
            "may be minors, and the model cannot tell who."
        ),
    )
