"""What stands beside a predicted year: an interval, a set of bands, or no answer."""

from __future__ import annotations

from plumage.pages.story import verdicts
from plumage.pages.story.blocks import joined, listed, paragraph
from plumage.pages.story.facts import Facts, within
from plumage.pages.story.results import Row


def beside_years(facts: Facts) -> str:
    """Say what intervals and sets of bands hold, and for whom there is no answer.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    str
        Paragraphs; none where nothing was judged.
    """
    if "all" not in facts["cover"]:
        return ""
    return joined(_intervals(facts), _sets(facts), _abstaining(facts))


def _intervals(facts: Facts) -> str:
    """Say whether intervals hold what they promise on average, and to which side they miss."""
    row = facts["cover"]["all"]
    words = {
        "kept": "They keep it",
        "missed": "<strong>They do not keep it</strong>",
        "exceeded": "They keep more than that, since ages are whole years and heap on round ones",
        "unknown": "Whether they keep it is not known",
    }
    kept = verdicts.cover_words(
        promised=row.promised_cover.number, low=row.ci_low.number, high=row.ci_high.number
    )
    return paragraph(
        "<strong>Intervals.</strong> Each prediction comes with a range of years. On average over "
        f"all people, ranges promise to hold the true age in {row.promised_cover:pct} of cases. "
        f"{words[kept]}: it was held in {row.cover:pct} "
        f"({within(row.ci_low, row.ci_high, 'pct')}). Half of the ranges span at most "
        f"{row.median_width_years:n} years. {_misses(row)}"
    )


def _misses(row: Row) -> str:
    """Say to which side intervals miss."""
    sides = (
        f"{row.above_share:pct} of people are older than their range, and {row.below_share:pct} "
        "younger."
    )
    if row.missed_above_share.number >= verdicts.ONE_SIDED:
        return f"Misses lean to one side: {sides} The upper end is no limit."
    return f"Of all, {sides}"


def _sets(facts: Facts) -> str:
    """Say whom intervals leave out, and whether sets of bands hold them."""
    rows = list(facts["band_sets"])
    if not rows:
        return ""
    most = max(rows, key=lambda row: row.interval_cover.number)
    least = min(rows, key=lambda row: row.interval_cover.number)
    low = [f"“{row.age_band}”" for row in rows if row.verdict.raw == "too low"]
    kept = f"It is not kept for {listed(low)}" if low else "No band falls short beyond chance"
    shares = [
        f"{row.set_cover:pct} ({within(row.set_cover_low, row.set_cover_high, 'pct')}) for "
        f"“{row.age_band}”"
        for row in rows
    ]
    cover = facts["cover"]["all"]
    return paragraph(
        "<strong>Sets of bands.</strong> What holds on average need not hold for everybody: ranges "
        f"hold the age of {most.interval_cover:pct} of those who are “{most.age_band}”, and of "
        f"{least.interval_cover:pct} of those who are “{least.age_band}”. So each prediction also "
        "names the bands that the person may well be in, with the same promise to people of every "
        f"band. {kept}: held are {listed(shares)}. Such a set names {cover.mean_set_size:f2} bands "
        f"on average, and a single one for {cover.single_share:pct} of people."
    )


def _abstaining(facts: Facts) -> str:
    """Say for how many nothing is told, and that nothing is lost with them."""
    row, sides = facts["cover"]["all"], facts["abstaining"]
    said = (
        f"<strong>No answer.</strong> For {row.abstain_share:pct} of people the model says next to "
        "nothing: no band is much more or less probable than among all people. Count these as not "
        "answered."
    )
    if "abstains" in sides and "answers" in sides:
        none, some = sides["abstains"], sides["answers"]
        said += (
            f" Over the median age they gain {none.gain_years:f2} years "
            f"({within(none.gain_ci_low, none.gain_ci_high, 'f2')}), all others "
            f"{some.gain_years:f2} ({within(some.gain_ci_low, some.gain_ci_high, 'f2')})."
        )
    return paragraph(said)
