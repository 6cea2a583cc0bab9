"""What reports and pages hide unless `show_texts` allows it, looked for in all that there are."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from html import unescape

import duckdb
import pytest

from plumage.pages.explorer.page import build_page
from plumage.pages.explorer.payload import read_payload
from plumage.pages.story.facts import Facts
from plumage.pages.story.make import tell
from plumage.pages.story.start import list_story, start_page
from support.explorer_pages import payload_in
from support.places import ROOT
from support.project import Project, show_texts

WORD = re.compile(r"[^\W\d_]{4,}")
ID = re.compile(r"(?<![\w.])\d{6,}(?![\w.])")
MIN_GROUP_USERS = 10


@pytest.fixture(
    params=["built", pytest.param("takehome", marks=pytest.mark.verify)], scope="module"
)
def hidden(request) -> Project:
    """A warehouse built without `show_texts`."""
    return request.getfixturevalue(request.param)


@cache
def own_words() -> frozenset[str]:
    """Words that the project itself writes; made-up vocabulary is none of them."""
    found: set[str] = set()
    for folder in ("models", "macros", "seeds", "analysis", "python/plumage"):
        for path in (ROOT / folder).rglob("*.*"):
            is_text = path.suffix in {".sql", ".yml", ".csv", ".py", ".js", ".css", ".md"}
            if is_text and "sample" not in path.parts:
                found |= set(WORD.findall(path.read_text(encoding="utf-8").lower()))
    return frozenset(found)


def rare_words(project: Project) -> frozenset[str]:
    """Words that fewer users write than a report may name."""
    users = defaultdict(set)
    for user, text in project.query("select user_id, text from staging.stg_twitter__tweets"):
        for word in WORD.findall((text or "").lower()):
            users[word].add(user)
    few = {word for word, whose in users.items() if len(whose) < MIN_GROUP_USERS}
    return frozenset(few - own_words())


def ids_of(project: Project) -> frozenset[str]:
    """Ids of users and of what they wrote."""
    rows = project.query(
        "select user_id from staging.stg_twitter__profiles union all by name"
        " select tweet_id as user_id from staging.stg_twitter__tweets"
    )
    return frozenset(str(number) for (number,) in rows)


def cells_of(project: Project) -> dict[str, str]:
    """All cells of each report as text, numbers of a few digits apart."""
    with duckdb.connect(str(project.warehouse), read_only=True) as connection:
        names = connection.execute(
            "select table_name from information_schema.tables"
            " where table_schema = 'marts' and table_name like 'rpt!_%' escape '!'"
        ).fetchall()
        return {
            name: "\n".join(
                str(cell)
                for row in connection.execute(f"select * from marts.{name}").fetchall()
                for cell in row
                if not isinstance(cell, float)
            )
            for (name,) in names
        }


def test_no_report_holds_words_of_few_users_or_ids(hidden):
    few, ids, reports = rare_words(hidden), ids_of(hidden), cells_of(hidden)
    assert len(few) > 500
    assert len(reports) > 10
    for name, text in reports.items():
        assert sorted(set(WORD.findall(text.lower())) & few) == [], name
        assert sorted(set(ID.findall(text)) & ids) == [], name
    # The lists are there, and say what they can.
    assert "words of too few users to be named" in reports["rpt_unusual_tweets"]


def test_reports_built_alone_after_texts_were_shown_hide_as_much(shown, built, copy_project):
    """What they are made from still names all words: the reports themselves apply the rule."""
    project = copy_project(shown)
    rows = "from marts.rpt_unusual_tweets union all from marts.rpt_typical_tweets order by all"
    assert project.query(rows) != built.query(rows)
    show_texts(project, False)
    assert project.query(rows) == built.query(rows)


def test_no_page_holds_words_of_few_users_or_ids(hidden, monkeypatch):
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(hidden.warehouse))
    few, ids = rare_words(hidden), ids_of(hidden)
    story, _, figures = tell(hidden.warehouse)
    entries = list_story(Facts(figures), story="story.html")
    explorer = build_page(read_payload(hidden.warehouse))
    pages = {
        "story": story,
        "start": start_page(entries, has_explorer=True, is_synthetic=False),
        "explorer": str(payload_in(explorer)),
    }
    for name, page in pages.items():
        text = unescape(page)
        assert sorted(set(WORD.findall(text.lower())) & few) == [], name
        assert sorted(set(ID.findall(text)) & ids) == [], name


LEFT_OUT = {
    ("marts.rpt_typical_terms", "terms"): (
        "from marts.fct_term_norms where user_count < 10"
        " and (log_odds_score > 0 or user_count >= 5)"
    ),
    ("marts.rpt_typical_tweets", "lists"): "from marts.dim_language_groups where user_count < 10",
    ("marts.rpt_unusual_tweets", "lists"): "from marts.dim_language_groups where user_count < 10",
    ("marts.rpt_emoji_by_age_band", "emoji"): (
        "from (select age_band_id, emoji, count(distinct user_id) as user_count"
        " from intermediate.int_user_emoji__counted inner join marts.dim_age_users using (user_id)"
        " where role = 'labelled' group by all) where user_count < 10"
    ),
}
"""What is not a row of the report itself."""
WORDS = (
    "from (select unnest(surprisal_drivers || cosine_drivers) as driver from {table})"
    " where driver.term is null"
)


def test_what_is_suppressed_is_counted_for_each_report_and_reason(predicted, built):
    """As often as the tables say, also for what a run writes after the build."""
    for project in (built, predicted):
        rows = project.query(
            "select table_name, suppressed_kind, suppressed_count from marts.rpt_suppressed_groups"
        )
        for table, kind, found in rows:
            sql = LEFT_OUT.get((table, kind))
            if kind == "words in reasons":
                sql = WORDS.format(table=table)
            elif kind == "covers of groups":
                sql = f"from {table} where cover is null"
            sql = sql or f"from {table} where is_suppressed"
            assert [(found,)] == project.query(f"select count(*) {sql}"), (table, kind)
    counts = {(table, kind): found for table, kind, found in rows}
    assert counts["marts.rpt_emoji_by_age_band", "emoji"] > 0
    assert counts["marts.rpt_unusual_tweets", "words in reasons"] == 0
    assert sum(count > 0 for count in counts.values()) >= 5


def test_every_report_that_marks_what_it_leaves_out_is_counted(built):
    counted = {
        table for (table,) in built.query("select table_name from marts.rpt_suppressed_groups")
    }
    marking = built.query(
        "select distinct table_schema || '.' || table_name from information_schema.columns"
        " where (column_name = 'is_suppressed'"
        "     or column_name like 'left!_out!_%!_count' escape '!')"
        " and (table_schema = 'predictions'"
        "     or table_schema = 'marts' and table_name like 'rpt!_%' escape '!')"
    )
    assert len(marking) > 5
    assert {table for (table,) in marking} - counted == set()


EXEMPT = {
    "marts.rpt_active_minutes_answer": "exact counts are asked for; of a user, minutes alone",
    "marts.rpt_active_minutes_histogram": "the same users by coarser minutes",
    "marts.rpt_active_minutes_summary": "one row of all users of a log",
    "marts.rpt_active_minutes_trends": "one row of all labelled users of a log",
    "marts.rpt_predicted_by_true_age": "ages are joined until there are enough users",
}
"""Reports that count users and leave nothing out, each with the reason."""


def test_every_report_that_counts_users_leaves_small_groups_out_or_is_exempt(predicted):
    counted = {
        table for (table,) in predicted.query("select table_name from marts.rpt_suppressed_groups")
    }
    counting = {
        table
        for (table,) in predicted.query(
            "select distinct 'marts.' || table_name from information_schema.columns"
            " where table_schema = 'marts' and table_name like 'rpt!_%' escape '!'"
            " and column_name = 'user_count'"
        )
    }
    assert counting - counted == set(EXEMPT)
    few = f"where user_count between 1 and {MIN_GROUP_USERS - 1}"
    joined = "marts.rpt_predicted_by_true_age"
    assert predicted.query(f"select count(*) from {joined} {few}") == [(0,)]
    docs = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert all(f"`rpt_active_minutes_{name}`" in docs for name in ("answer", "histogram"))
