"""How long people are active."""

from __future__ import annotations

from plumage.pages.story import charts_activity
from plumage.pages.story.blocks import Html, joined, listed, missing, paragraph
from plumage.pages.story.facts import Facts, within
from plumage.pages.story.results import Row

INGEST = "plumage activity ingest your-log.csv"
HOUR = 60
"""Minutes."""


def active_minutes(facts: Facts) -> Html:
    """Describe the log of actions; tweets where there is none.

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
        _too_few_tweets(log)
        if tells_nothing(log)
        else joined(_log(facts, log), _by_age(facts, log)),
    )


def tells_nothing(log: Row) -> bool:
    """Whether tweets stand for a log, and nearly all have one minute: pictures say nothing."""
    return bool(log.is_sample.raw) and log.p90_active_minutes.number <= 1


def _too_few_tweets(log: Row) -> Html:
    """Say that tweets are too few to tell how long anybody is active."""
    return paragraph(
        f"<strong>Tweets cannot tell it here.</strong> From {log.window_start_date} to "
        f"{log.window_end_date} there are tweets of {log.user_count:n} people, and of at least "
        "nine in ten of them a single active minute: what the files hold of a person is what is "
        "seen, not how long anybody was there."
    )


def _log(facts: Facts, log: Row) -> Html:
    """Show how users spread over active minutes."""
    return joined(
        paragraph(
            f"<strong>{'From tweets' if log.is_sample else 'From logs of actions'}</strong>, "
            f"{log.window_start_date} to {log.window_end_date}: half of "
            f"{log.user_count:n} active people have at most {log.median_active_minutes:n} active "
            f"minutes, nine tenths at most {log.p90_active_minutes:n}. {log.caveat} A bar may "
            "stand for few people, even for one: nothing but their minutes is told."
        ),
        charts_activity.active_minutes(
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


def _by_age(facts: Facts, log: Row) -> Html:
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
    found = facts["active_minutes_trends"].where(row_key=name)
    words = _trend_words(found)
    said = listed([f"{row.median_active_minutes:short} for “{row.age_band}”" for row in rows])
    return joined(
        charts_activity.active_minutes_by_band(
            facts["active_minutes_by_band"],
            name,
            title=f"By age: {words}",
            alt=f"Median active minutes by band: {said}.",
        ),
        *[
            paragraph(
                f"Rank correlation with age: {row.rank_correlation:gain} "
                f"({within(row.rank_correlation_low, row.rank_correlation_high, 'gain')}; p-value "
                f"{row.p_value:p}).",
                kind="note",
            )
            for row in found
            if row.rank_correlation.raw is not None
        ],
    )


def _trend_words(found: list[Row]) -> str:
    """Say what is known of a trend."""
    verdict = found[0].verdict.text() if found else "unknown"
    if verdict == "goes with age":
        longer = found[0].rank_correlation.number > 0
        return f"older people tend to be active for {'longer' if longer else 'shorter'}"
    if verdict == "unknown":
        return "neither a trend nor likeness is shown"
    return "all ages are active for about as long"
