"""The story on small made-up data: it agrees with the warehouse, and says so when it cannot say."""

from __future__ import annotations

import math
import re
import shutil

import duckdb
import nbformat
import pytest
from scipy.optimize import brentq
from scipy.stats import fisher_exact

from plumage.__main__ import main
from plumage.pages.explorer.payload import read_payload
from plumage.pages.story.facts import Facts
from plumage.pages.story.make import SOURCE
from plumage.pages.story.notebook import fingerprint_of, parse
from plumage.pages.story.passages.summary import in_short
from plumage.pages.story.results import FOLDER, read_figures
from plumage.pages.writing import MOST_BYTES
from support.explorer_pages import HOSTILE, changed
from support.places import ROOT
from support.project import succeed
from support.story_pages import Story, plain, start_of, story_of

SECTIONS = (
    "In short",
    "Would we tell marketing that specific ages can be targeted?",
    "How behaviour changes with age",
    "How the young write, and what is unusual for them",
    "How long people are active",
    "Limits",
    "Takeaway: what to do next",
    "For the analyst",
    "Why this way of modelling",
    "How well age can be predicted, and by what",
    "Do sentiment and emoji help?",
    "Behaviour by age in numbers",
    "Why this norm of language, and this measure",
    "What was hard about the data",
    "What taking it to production needs",
    "What we chose not to do, and would change",
    "Where every number comes from",
)
NOTEBOOK = ROOT / "analysis" / "age_story.ipynb"


@pytest.fixture(scope="module")
def patch():
    with pytest.MonkeyPatch.context() as found:
        yield found


@pytest.fixture(scope="module")
def told(predicted, tmp_path_factory, patch) -> Story:
    """The story with predictions, texts, and measures of language that were judged."""
    path = tmp_path_factory.mktemp("told") / "warehouse.duckdb"
    page = path.with_name("story.html")
    shutil.copy(predicted.warehouse, path)
    succeed(predicted.plumage("story", "--output", str(page), PLUMAGE_DUCKDB=str(path)))
    story = story_of(path, patch)
    # What the command wrote is what this process tells: the same warehouse, the same bytes.
    assert page.read_text(encoding="utf-8") == story.page
    assert page.with_name("index.html").read_text(encoding="utf-8") == start_of(story)
    assert page.with_name("explorer.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    return story


@pytest.fixture(scope="module")
def bare(built, patch) -> Story:
    """The story before any prediction, without texts, with measures of language not judged."""
    return story_of(built.warehouse, patch)


def test_it_answers_in_this_order(told):
    headings = [plain(one) for one in re.findall(r"<h2[^>]*>.*?</h2>", told.page)]
    assert headings == list(SECTIONS)
    assert told.page.count("<h1>") == 1


def test_every_number_is_bound_and_the_page_is_small(told):
    assert told.bound_count > 1000
    assert len(told.page.encode()) < MOST_BYTES


def test_nothing_is_missing_after_a_run_but_what_takes_longer(told):
    found = [plain(one) for one in re.findall(r'<p class="missing">(.*?)</p>', told.page)]
    assert all("--validate full" in one or "enough" in one or "too few" in one for one in found)


def test_all_pictures_have_title_description_and_table(told):
    pictures = re.findall(r"<figure.*?</figure>", told.page, flags=re.DOTALL)
    names = [re.search(r'id="picture-([\w-]+)"', one)[1] for one in pictures]
    assert set(names) >= {
        "predicted-by-true-age", "error-by-band", "calibration", "odds-ratios", "targeting",
        "busiest-hours", "behaviour", "models", "active-minutes-histogram", "language-validation",
        "first-targets", "first-terms",
    }  # fmt: skip
    for one in pictures:
        assert len(plain(re.search(r'class="title".*?</p>', one)[0])) > 15
        assert len(plain(re.search(r'class="unseen".*?</p>', one)[0])) > 15
        assert "<tbody><tr>" in one
        for kind in ("labelledby", "describedby"):
            target = re.search(rf'aria-{kind}="([\w-]+)"', one)[1]
            assert one.count(f'id="{target}"') == 1


def test_ids_of_the_page_are_unique_and_links_lead_to_them(told):
    ids = re.findall(r'\sid="([^"]+)"', told.page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', told.page)) <= set(ids)


def test_a_changed_warehouse_is_noticed(told, predicted, tmp_path, monkeypatch, capsys):
    page = tmp_path / "story.html"
    page.write_text(told.page, encoding="utf-8")
    path = changed(
        predicted,
        tmp_path,
        "update predictions.targeting set precision = precision / 2 where reach_rule = 'share'",
    )
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(path))
    assert main(["story", "check", str(page)]) == 1
    said = capsys.readouterr().out
    assert re.search(r"targets\[.*\]\.hit_share: the page says", said)


def test_before_any_prediction_it_names_the_command(bare):
    for start in ("In short", "Why this way", "Do sentiment", "Would we tell"):
        assert "python python/predict.py" in bare.section(start), start
    assert "plumage language" in bare.section("Why this norm")
    assert not re.search(r"years on average|can be predicted\.", bare.section("In short"))


def test_without_permission_it_quotes_nobody(bare, told, built):
    written = built.query("select tweet_text from marts.rpt_unusual_tweets where report_rank <= 8")
    assert written
    assert all(text is None for (text,) in written)
    quoted = [row.tweet_text.text() for row in told.figures["unusual_tweets"]]
    assert len(quoted) == 8
    for text in quoted:
        assert " ".join(text.split()) in told.words
        assert " ".join(text.split()) not in bare.words


def test_words_of_few_people_are_not_named_where_texts_are_hidden(bare, built):
    allowed = {
        term
        for (term,) in built.query(
            "select term from marts.fct_term_norms cross join marts.dim_warehouse"
            " where user_count + other_user_count >= min_group_users"
        )
    }
    section = bare.page.split("Unusual tweets", 1)[1].split("How long people", 1)[0]
    assert set(re.findall(r"<mark>(.*?)</mark>", section)) <= allowed


def test_with_shuffled_ages_it_says_that_age_cannot_be_predicted(built, tmp_path, monkeypatch):
    # Everybody gets the age of somebody else, so that nothing about users can tell it.
    labelled = "from marts.dim_age_users where role = 'labelled' and age_years is not null"
    path = changed(
        built,
        tmp_path,
        f"""
        create temp table pairs as
        select own.user_id, other.age_years, other.age_band_id
        from (select user_id, row_number() over (order by md5(user_id || 'a')) as place {labelled})
            as own
        inner join (
            select age_years, age_band_id, row_number() over (order by md5(user_id || 'b')) as place
            {labelled}
        ) as other on own.place = other.place
        """,
        """
        update marts.dim_age_users set age_years = pairs.age_years, age_band_id = pairs.age_band_id
        from pairs where dim_age_users.user_id = pairs.user_id
        """,
    )
    succeed(
        built.run(
            ["python", "python/predict.py", "--output", str(tmp_path / "ages_pred.csv")],
            PLUMAGE_DUCKDB=str(path),
        )
    )
    story = story_of(path, monkeypatch)
    assert "cannot be predicted from these data" in story.section("In short")
    assert "Behaviour says" not in story.section("In short")
    assert "not shown to be better" in story.section("How well age can be predicted")
    assert re.search("No model gets nearer", story.section("Why this way"))
    assert "Do not pay for targeting by age" in story.section("Takeaway")
    assert "Sentiment helps" not in story.section("Do sentiment")
    assert "Not specific years. Some broad age" not in story.section("Would we tell")


def test_what_a_probability_claims_stands_beside_what_was_observed(
    predicted, told, tmp_path, monkeypatch
):
    rows = [row for row in told.figures["targeting_cut_offs"] if not row.is_suppressed]
    section = told.section("Would we tell")
    assert rows
    for row in rows:
        reached = f"{row.reached_user_count.text('n')} ({row.reached_share.text('pct')})"
        cells = f"{reached}{row.claimed_share.text('pct')}{row.hit_share.text('pct')} ("
        assert plain(cells) in section
    first = rows[0]
    bold = changed(
        predicted,
        tmp_path,
        f"""
        update predictions.targeting set claimed_precision = precision_ci_high + 0.01
        where reach_rule = 'cut_off' and target = '{first.target.text()}'
            and reach_value = {first.asked_probability.number}
        """,
    )
    said = story_of(bold, monkeypatch).section("Would we tell")
    where = plain(f"“{first.target.text()}” from {first.asked_probability.text('pct')} on")
    assert f"Fewer were of the age than claimed, by more than chance: {where}" in said
    none = changed(
        predicted,
        tmp_path,
        "update predictions.targeting set is_suppressed = true where reach_rule = 'cut_off'",
    )
    assert "too few people get a high one" in story_of(none, monkeypatch).section("Would we tell")


def test_of_tweets_without_a_score_it_does_not_say_that_sentiment_is_of_no_use(
    predicted, told, tmp_path, monkeypatch
):
    scored = told.figures["sentiment_coverage"]["all"]
    assert scored.scored_tweet_share.number > 0.5
    share = plain(f"{scored.scored_tweet_share:pct}")
    assert f"tweets in people's own words ({share})" in told.section("Do sentiment")
    assert "have no sentiment" not in told.section("What was hard")
    no_gain = "update predictions.block_ablation set ci_low = -0.1, ci_high = 0.1"
    for name, share in (("few", "0.1"), ("none", "0")):
        folder = tmp_path / name
        folder.mkdir()
        path = changed(
            predicted,
            folder,
            no_gain,
            "update marts.fct_sentiment_coverage set scored_tweet_share = "
            f"{share}, scored_tweet_count = cast({share} * own_tweet_count as bigint)",
        )
        story = story_of(path, monkeypatch)
        section = story.section("Do sentiment")
        assert "Sentiment: whether it would help cannot be told from these data" in section
        assert "Sentiment is not shown to help" not in section
        assert "Sentiment varies with age" not in section
        assert "Emoji is not shown to help" in section or "Emoji varies with age" in section
        assert "Most tweets have no sentiment" in story.section("What was hard")


def test_hostile_words_come_out_as_words(predicted, tmp_path, monkeypatch):
    path = changed(
        predicted,
        tmp_path,
        *[
            f"update {table} set {column} = '{HOSTILE.replace(chr(39), chr(39) * 2)}' || {column}"
            for table, column in (
                ("marts.rpt_unusual_tweets", "tweet_text"),
                ("marts.rpt_typical_tweets", "tweet_text"),
                ("marts.rpt_typical_terms", "term"),
                ("marts.rpt_emoji_by_age_band", "emoji"),
                ("marts.dim_language_groups", "group_name"),
                ("marts.rpt_behaviour_by_age_band", "title"),
                ("marts.fct_data_quality_findings", "description"),
                ("reference.ref_age_bands", "age_band"),
                ("predictions.targeting", "target"),
                ("predictions.errors_by_group", "group_value"),
            )
        ],
    )
    story = story_of(path, monkeypatch)
    assert story.page.count("<script") == 1
    assert "<img" not in story.page
    assert story.words.count("window.hacked") > 20


def test_on_a_warehouse_of_nobody_it_still_says_what_is_missing(built, tmp_path, monkeypatch):
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'marts'"
            " and table_name not in ('dim_warehouse', 'fct_record_reconciliation')"
        ).fetchall()
    path = changed(built, tmp_path, *[f"delete from marts.{table}" for (table,) in tables])
    story = story_of(path, monkeypatch)
    for start, words in (
        ("In short", "The age of nobody is known"),
        ("How behaviour", "Which behaviour goes with age cannot be said"),
        ("Behaviour by age", "None differs between the ages"),
        ("How behaviour", "nothing can be said of hours"),
        ("How behaviour", "No emoji is used by enough people"),
        ("How well", "No age has been predicted"),
        ("How the young", "No group has a norm"),
        ("How the young", "No tweet is listed"),
        ("How long", "plumage activity ingest"),
    ):
        assert words in story.section(start)


def test_tweets_stand_for_a_log_that_is_not_there(built, tmp_path, monkeypatch):
    path = changed(
        built,
        tmp_path,
        *[
            f"delete from marts.{table} where log_name != 'tweets'"
            for table in (
                "rpt_active_minutes_summary",
                "rpt_active_minutes_histogram",
                "rpt_active_minutes_by_age_band",
            )
        ],
    )
    section = story_of(path, monkeypatch).section("How long people are active")
    assert "There is no log of actions" in section
    assert "lower bound" in section


def test_an_old_warehouse_or_none_is_told_in_a_line(built, tmp_path, monkeypatch, capsys):
    path = changed(built, tmp_path, "drop table marts.rpt_emoji_by_age_band")
    for warehouse, words in ((path, "Run `dbt build`"), (tmp_path / "absent", "no warehouse at")):
        monkeypatch.setenv("PLUMAGE_DUCKDB", str(warehouse))
        assert main(["story", "--as-is", "--output", str(tmp_path / "story.html")]) == 2
        said = capsys.readouterr().err
        assert words in said
        assert said.count("\n") == 1
    assert not (tmp_path / "story.html").exists()


def test_the_committed_notebook_is_made_from_the_text_and_its_queries():
    assert NOTEBOOK.stat().st_size < 1_000_000
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    way_out = "out of date: make demo && .venv/bin/plumage story --notebook " + str(
        NOTEBOOK.relative_to(ROOT)
    )
    assert notebook.metadata["plumage"]["fingerprint"] == fingerprint_of(SOURCE, FOLDER), way_out
    assert [cell.source for cell in notebook.cells] == [
        cell.source for cell in parse(SOURCE.read_text(encoding="utf-8"))
    ]
    shown = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
    assert len(shown) > 10


def test_what_would_set_a_term_apart_agrees_with_the_exact_test(told):
    rows = [row for row in told.figures["telling_terms"] if row.needed_factor.number > 1]
    assert rows
    norms = told.figures["language_groups"]
    for row in rows:
        group = norms[row.group_id.raw]
        totals = group.user_count.number, group.other_user_count.number
        users = row.user_share.number * totals[0], row.other_user_share.number * totals[1]

        needed = row.false_discovery_rate.number / row.test_count.number

        def beyond(factor, users=users, totals=totals, needed=needed):
            a, b = (round(factor * one) for one in users)
            n, m = (round(factor * one) for one in totals)
            return math.log(fisher_exact([[a, n - a], [b, m - b]]).pvalue / needed)

        found = brentq(beyond, 0.5, 60, xtol=0.01)
        assert row.needed_factor.number == pytest.approx(found, rel=0.25)


def test_queries_of_the_story_give_the_same_when_asked_again(predicted):
    first, second = read_figures(predicted.warehouse), read_figures(predicted.warehouse)
    for result in first:
        assert [row._values for row in result] == [row._values for row in second[result.name]]


def words_of_start(path) -> str:
    return plain(in_short(Facts(read_figures(path), path)))


def test_without_known_ages_it_says_what_to_add(built, tmp_path):
    path = changed(built, tmp_path, "update marts.dim_age_users set age_years = null")
    said = words_of_start(path)
    assert said.count("add ages_train.csv to the raw files") == 3
    assert "Get known ages" in said
    for wrong in ("Do not spend", "by more than chance", "dbt build", "predict.py"):
        assert wrong not in said
    remedies = read_payload(path)["remedies"].values()
    assert "python python/predict.py" not in remedies


def test_before_any_prediction_nobody_advises_against_targeting(built):
    said = words_of_start(built.warehouse)
    assert "Do not spend" not in said
    assert "Predict, and judge it" in said
    assert "python python/predict.py" in said
