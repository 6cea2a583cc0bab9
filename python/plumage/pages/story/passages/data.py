"""What was hard about the data, and what no figure can say."""

from __future__ import annotations

from plumage.pages.story.blocks import (
    Column,
    Html,
    bullets,
    folded,
    joined,
    listed,
    paragraph,
    table,
)
from plumage.pages.story.facts import Facts
from plumage.pages.story.results import Row
from plumage.pages.story.verdicts import MOSTLY_SCORED

RARE = 0.1
"""Share of the known ages below which a band is called rare."""

LANGUAGES = {
    "en": "English", "es": "Spanish", "pt": "Portuguese", "fr": "French", "de": "German",
    "it": "Italian", "nl": "Dutch", "tr": "Turkish", "ru": "Russian", "pl": "Polish",
    "ja": "Japanese", "ko": "Korean", "zh": "Chinese", "th": "Thai", "ar": "Arabic",
    "in": "Indonesian", "id": "Indonesian", "tl": "Tagalog", "hi": "Hindi", "und": "no known one",
}  # fmt: skip
"""Codes of the platform -> names of the most frequent languages."""

RECORDS = {
    "friend": "links to followed accounts", "friend_profile": "followed accounts",
    "label": "known ages", "mention_profile": "accounts named", "profile": "profiles",
    "record": "records", "target": "users to be predicted", "tweet": "tweets", "file": "files",
}  # fmt: skip
"""Records that a finding is about -> words for a reader."""

LIKE = 0.05
"""Share of facts that chance alone lets drift."""


def quality(facts: Facts) -> Html:
    """Tell where records went and what can bend results.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    records = facts["records"]["all"]
    warnings = [
        f'{row.description} <span class="note">{row.finding_count:n} of {row.row_count:n} '
        f"{RECORDS.get(row.entity.text(), row.entity.text())} ({row.finding_share:pct})</span>"
        for row in facts["quality"]
        if row.severity.raw == "warning"
    ]
    warnings += _few_scored(facts)
    rest = [row for row in facts["quality"] if row.severity.raw != "warning"]
    notices = f" {records.notice_count:n} are notices of a stream, such as deletions, not records."
    mended = " Those are listed with file and place, and can be mended."
    return joined(
        paragraph(
            "<strong>Every record is accounted for.</strong> "
            f"{records.file_count:n} files held {records.read_count:n} records: "
            f"{records.kept_count:n} were kept, {records.duplicate_count:n} repeat others, and "
            f"{records.rejected_count:n} could not be used."
            f"{mended if records.rejected_count else ''}"
            f"{notices if records.notice_count else ''}"
            if records.lost_count.raw == 0
            else f"<strong>{records.lost_count:n} records are not accounted for.</strong> Mend "
            "that before you read on."
        ),
        paragraph(
            "What can bend results, by the checks that run with every build:"
            if warnings
            else "No check found anything that bends results."
        ),
        bullets(warnings),
        folded(
            "What is only worth knowing",
            table(
                rest,
                [
                    Column("description", "Finding"),
                    Column("entity", "Records"),
                    Column("finding_count", "Found", "n"),
                    Column("row_count", "Of", "n"),
                    Column("finding_share", "Share", "pct"),
                ],
                "Findings that bend nothing by themselves",
            ),
        )
        if rest
        else "",
        _unsaid(facts),
    )


def _unsaid(facts: Facts) -> Html:
    """List the fields that files do not give, or not in full."""
    rows = [row for row in facts["fields"] if row.faulty_file_count]
    if not rows:
        return ""
    return folded(
        "What the files do not say",
        table(
            rows,
            [
                Column("record_type", "Records"),
                Column("description", "Field"),
                Column("field", "Its key"),
                Column("record_count", "Of", "n"),
                Column("given_share", "Have the key", "pct"),
                Column("filled_share", "Have a value", "pct"),
                Column("readable_share", "It can be read", "pct"),
            ],
            "Fields that some file leaves out or empty, or gives in a form that cannot be read. "
            "Nothing is concluded from what is not there",
        ),
    )


def _few_scored(facts: Facts) -> list[str]:
    """Warn where most tweets have no sentiment."""
    row = facts["sentiment_coverage"]["all"]
    if not row.scored_tweet_share.number < MOSTLY_SCORED:
        return []
    return [
        "Most tweets have no sentiment, which is scored in English alone: what is said of mood "
        f'stands on the others. <span class="note">{row.scored_tweet_count:n} of '
        f"{row.own_tweet_count:n} tweets in people's own words ({row.scored_tweet_share:pct}) are "
        "scored</span>"
    ]


def limits(facts: Facts) -> Html:
    """List limits, those that figures decide about among them.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    return bullets(
        [
            "<strong>Only people who tell their age.</strong> Those who keep it to themselves may "
            "differ.",
            _rare_ages(facts),
            _unequal_errors(facts),
            _drift(facts),
            _suppressed(facts),
            "<strong>A snapshot.</strong> Slang and apps change within a year, and who is of an "
            "age today gets older.",
            "<strong>Samples.</strong> Of each person there are a few tweets and followed "
            "accounts: rare behaviour is missed.",
        ]
    )


def _rare_ages(facts: Facts) -> str:
    """Say which ages are rare among those known."""
    rare = [row for row in facts.bands if row.user_share.number < RARE]
    if not rare:
        return ""
    said = listed([f"{row.user_share:pct} are “{row.age_band}”" for row in rare])
    return f"<strong>Rare ages.</strong> Of those whose age is known, {said}."


def _language(row: Row) -> str:
    """Name a language; a code that is not listed stands for itself."""
    return LANGUAGES.get(row.group_value.text(), f"“{row.group_value}”")


def _unequal_errors(facts: Facts) -> str:
    """Say how errors differ between languages."""
    rows = [row for row in facts["error_by_group"].where(group_kind="language")]
    if len(rows) < 2:
        return ""
    worst = max(rows, key=lambda row: row.mae.number)
    best = min(rows, key=lambda row: row.mae.number)
    return (
        "<strong>Not equally good for all.</strong> By language, the error runs from "
        f"{best.mae:f1} years for {_language(best)} (guessing the median: {best.floor_mae:f1}) to "
        f"{worst.mae:f1} for {_language(worst)} ({worst.floor_mae:f1})."
    )


def _drift(facts: Facts) -> str:
    """Say whether the people asked for are like those learned from."""
    if "target" not in facts["drift"]:
        return ""
    row = facts["drift"]["target"]
    so = (
        "The two groups look alike."
        if row.drifting_count.number <= LIKE * row.feature_count.number
        else "The two groups differ: expect larger errors than shown here."
    )
    return (
        "<strong>Drift.</strong> Distributed differently among the users to be predicted: "
        f"{row.drifting_count:n} of {row.feature_count:n} features. {so}"
    )


def _suppressed(facts: Facts) -> str:
    """Say what lists leave out."""
    left_out = [row for row in facts["suppressed"] if row.suppressed_count]
    listed_out = table(
        left_out,
        [
            Column("table_name", "Table"),
            Column("suppressed_kind", "What"),
            Column("suppressed_count", "Left out", "n"),
        ],
        "Left out because too few people stand behind it",
    )
    return (
        "<strong>Small groups are not shown.</strong> A figure that rests on fewer than "
        f"{facts.people.min_group_users:n} people is left out, even where it is right."
        f"{folded('Left out', listed_out) if left_out else ''}"
    )
