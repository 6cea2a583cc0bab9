"""How a group talks: the terms that tell it from the others."""

from __future__ import annotations

from plumage.pages.story import charts_language, verdicts
from plumage.pages.story.blocks import Html, grid, joined, listed, paragraph
from plumage.pages.story.facts import Facts
from plumage.pages.story.results import Row

JUST = 1.05
"""Times the people below which a term falls just short of being shown."""

LISTED = 8
"""Terms that everybody sees."""


def typical(facts: Facts) -> Html:
    """Tell what is typical of each group's language.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    if not facts.text_share:
        return paragraph(
            "<strong>The tweets have no words</strong>, so nothing can be said of language: the "
            "chapter on the data shows what the files leave out."
        )
    groups = list(facts["language_groups"])
    if not groups or not facts.has_ages:
        return facts.lacks("No group has a norm of language.", "dbt build")
    return joined(*[_group(facts, group) for group in groups])


def _group(facts: Facts, group: Row) -> Html:
    """Tell of one group's language."""
    rows = facts["telling_terms"].where(group_id=group.row_key.raw)[:LISTED]
    sure = [row for row in rows if row.is_beyond_chance]
    norm = (
        f"{group.tweet_count:n} tweets by {group.user_count:n} people “{group.group_name}”, beside "
        f"those of {group.other_user_count:n} others. "
    )
    said = "<strong>No term sets the group apart by more than chance.</strong> "
    if sure:
        said = (
            f"<strong>{sure[0].typical_count:n} terms set the group apart</strong> by more than "
            f"chance, most of all “{sure[0].term}”. "
            if sure[0].typical_count.number > 1
            else f"<strong>“{sure[0].term}”</strong> alone sets the group apart by more than "
            "chance. "
        )
    near = [row for row in rows if row.needed_factor.raw is not None]
    if near:
        needed = min(near, key=lambda row: row.needed_factor.number)
        said += (
            f"“{needed.term}” falls just short of it."
            if needed.needed_factor.number < JUST
            else f"Next is “{needed.term}”: some {needed.needed_outside_user_count:n} people "
            f"outside the group instead of {needed.outside_user_count:n}, and as many times more "
            "inside, would show it, if shares stay as they are."
        )
    lines = [
        (
            f"{row.term}",
            f"{row.user_share:pct} ({row.user_share_low:percents} to "
            f"{row.user_share_high:percents})",
            f"{row.other_user_share:pct} (up to {row.other_user_share_high:percents})",
            "yes" if row.is_beyond_chance else "no",
            f"{row.contexts}",
        )
        for row in rows
    ]
    headings = [
        ("Term", False),
        ("Group", True),
        ("Others", True),
        ("Beyond chance", False),
        ("Mostly in", False),
    ]
    return joined(
        paragraph(norm + said),
        grid(
            headings, lines, "Who writes it, with likely ranges, and the pairs it mostly stands in"
        )
        if lines
        else "",
    )


def vocabulary(facts: Facts) -> Html:
    """List the most common terms of each group, and show the use of the telling ones by band.

    Parameters
    ----------
    facts : Facts
        Of the warehouse.

    Returns
    -------
    Html
        The passage.
    """
    return joined(
        *[
            _terms(
                facts,
                group,
                "central",
                f"The most common of “{group.group_name}” that it writes more than the others:",
            )
            for group in facts["language_groups"]
        ],
        _use(facts),
    )


def _terms(facts: Facts, group: Row, name: str, words: str) -> str:
    """List the first terms of one kind, without those that the others write as much."""
    said = [
        f"<strong>{row.term}</strong> ({row.user_share:pct} against {row.other_user_share:pct})"
        for row in facts["typical_terms"].where(group_id=group.row_key.raw, list_name=name)
        if row.user_share.number > row.other_user_share.number
    ]
    return paragraph(f"{words} {', '.join(said)}.") if said else ""


def _use(facts: Facts) -> str:
    """Show the use of the most typical terms by band."""
    use = list(facts["term_use_by_band"])
    if not use:
        return ""
    first = use[0]
    mine = facts["term_use_by_band"].where(place=first.place.raw)
    words = {
        "rises": "is written by more the older people are",
        "falls": "fades with age",
        "varies": "is no simple matter of age",
    }[verdicts.trend([row.user_share.number for row in mine])]
    said = listed([f"{row.user_share:pct} of “{row.age_band}”" for row in mine])
    return charts_language.term_use(
        facts["term_use_by_band"],
        facts.bands,
        title=f"“{first.term}” {words}",
        alt=f"Shares of age bands that write the most typical terms. “{first.term}”: {said}.",
    )
