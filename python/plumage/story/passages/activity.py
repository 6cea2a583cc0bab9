"""How long people are active."""

from __future__ import annotations

from plumage.story import charts_behaviour, verdicts
from plumage.story.blocks import Html, joined, listed, missing, paragraph
from plumage.story.facts import Facts
from plumage.story.results import Row

INGEST = "python -m plumage.activity ingest your-log.csv"
HOUR = 60
"""Minutes."""


def active_minutes(facts: Facts) -> Html:
    """Tell of the log of actions; of tweets where there is none.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    logs = [row for row in facts["active_minutes"] if row.user_count]
    if not logs:
        return missing("Nobody was active in the window, and there is no log of actions.", INGEST)
    # The query has full logs before samples.
    log = logs[0]
    return joined(
        missing(
            "There is no log of actions, so tweets stand for it: a small sample of what people "
            "did.",
            INGEST,
            how="To add one, run",
        )
        if log.is_sample
        else "",
        _log(facts, log),
        _by_age(facts, log),
    )


def _log(facts: Facts, log: Row) -> Html:
    """Show how users spread over active minutes."""
    return joined(
        paragraph(
            f"<strong>{'From tweets' if log.is_sample else 'From logs of actions'}</strong>, "
            f"{log.window_start_date} to {log.window_end_date}: {log.user_count:n} people were "
            f"active at all, {log.inactive_user_count:n} were not. Of the active ones half have at "
            f"most {log.median_active_minutes:n} minutes, nine tenths at most "
            f"{log.p90_active_minutes:n}, the most active {log.max_active_minutes:n}. {log.caveat}"
        ),
        charts_behaviour.active_minutes(
            facts["active_minutes_histogram"],
            log.row_key.text(),
            title="Tweets collected, not time spent: minutes are a lower bound"
            if log.is_sample
            else "Most are active for minutes, few for hours"
            if log.p90_active_minutes.number < 2 * HOUR
            else "Half are active for less than an hour, some for much longer"
            if log.median_active_minutes.number < HOUR
            else "More than half are active for an hour or longer",
            alt="Histogram of active minutes. Half of the active have at most "
            f"{log.median_active_minutes:n}, nine tenths at most {log.p90_active_minutes:n}.",
        ),
    )


def _by_age(facts: Facts, log: Row) -> str:
    """Show active minutes by band."""
    name = log.row_key.text()
    rows = [
        row for row in facts["active_minutes_by_band"].where(log_name=name) if not row.is_suppressed
    ]
    if not rows:
        return paragraph(
            "Of no age are there enough active people to compare ages.", kind="missing"
        )
    if log.max_active_minutes.number <= 1:
        return paragraph(
            "With one tweet a person, everybody has the same minutes: nothing can be said by age.",
            kind="missing",
        )
    young, old = rows[0], rows[-1]
    told_apart = (
        young.median_low.number > old.median_high.number
        or old.median_low.number > young.median_high.number
    )
    trend = verdicts.trend([row.median_active_minutes.number for row in rows])
    words = "the youngest and the oldest are not told apart"
    if told_apart:
        shorter = old.median_active_minutes.number < young.median_active_minutes.number
        words = f"the oldest are active for {'shorter' if shorter else 'longer'} than the youngest"
        if trend != "varies":
            words = f"the older, the {'shorter' if shorter else 'longer'}"
    said = listed([f"{row.median_active_minutes:n} for “{row.age_band}”" for row in rows])
    return charts_behaviour.active_minutes_by_band(
        facts["active_minutes_by_band"],
        name,
        title=f"By age: {words}",
        alt=f"Median active minutes by band: {said}.",
    )
