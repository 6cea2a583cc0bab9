"""The SQL of the models, translated: the same answers on Spark as on DuckDB, on hard cases."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from plumage.core.errors import PlumageError
from support.spark_project import SETTINGS, SparkProject
from support.spark_tables import equal
from support.sql_text import render
from support.times import FORMS, MOMENT

pytestmark = pytest.mark.spark

HARD_TEXTS = [
    None,
    "",
    " \u00a0\u200b x \x0b y\u2028z\u0085 ",
    "RT @handle: their words",
    "my words RT @handle: their words\nand more",
    '"@handle: their words" mine ”',
    "“@a_b: inner “quoted” text” ok",
    "I LOVE this!!! :-) xD :P =) T_T ^_^ </3 <3333 ¯\\_(ツ)_/¯ :note (note: x) :( D:",
    "ＡＢＣ ﬁne café cafe\u0301 ΑΣ ΣΑΣ İstanbul ISTANBUL ß ẞ Ǆ Ⓜ K ſ",
    "👍🏽👍🏽 1️⃣ #⃣ 🇹🇭🇩🇪 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ☺️ ☺ 🏿 x",
    "sooooo Sooo aaAAA жжжж ﻿１１１１ 1000 2,000,000 3.5km 10:30am ٣٫٥",
    "&lt;3 &amp;lt; &quot;x&quot; don&#39;t &nbsp; &hellip;",
    "https://t.co/AbC日本 http:/… www.x.org/ä me@x.org foo.com/bar bar.net K.com",
    "@_@ @a ＠ｂ @abcdefghijklmnopqrstuvwxyz #1 #love2 ＃Ünder_score #日本",
    "don’t I'm they`ll rock'n'roll t-shirt foo--bar _x_ a_b נ״ב l·l می\u200cخواهم",
    "age 21 | class of '15 | born 1999 | 19yrs",
    "𝟐𝟏 ⚽17 2️⃣1️⃣, (19) :) <3 3.5, a.b – c— -19- 5½ ⓳ ٢١ twenty-one 8teen &#33; [x] // y/ z",
    "x" * 5000 + " " + "ab " * 2000 + "é" * 3000,
    "tab\tnew\nline\r\nfeed\f $ \\ {} [] && || %s",
    "a\U000e0001b\ue000\uffff",
    "हिन्दी ไทย 日本語テキスト ქართული ᲥᲐᲠᲗᲣᲚᲘ",
]
PIECES = [
    *"aZ09_-'.:;=)(|<>^*#@＠＃ÀßİΣςſK日本ü",
    "\u200d", "\ufe0f", "\u20e3", "\u0301", "\u00a0", "\u2028", "👍", "🏽", "🇹", "🇭", "ooo", "OOO",
    "http", "://t.co/", "RT ", "&amp;", "&lt;", "xD", " ", "  ", "\n", "”", "“", "\"", "12", "\\",
]  # fmt: skip
CALLS = [
    "clean_text('text')",
    "own_text('text', 'false')",
    "masked_own_text(clean_text('text'), 'false')",
    "starts_as_retweet('text')",
    "mask_references('text')",
    "prepared_text('text')",
    "tokenise('text')",
    "count_emoticons('text')",
    "count_elongations('text')",
    "count_characters('text', '\\\\p{Lu}')",
    "count_matches('text', '\\\\p{L}\\\\p{M}*')",
    "canonical_token('text', token_kind('text'))",
    "bio_for_patterns('text')",
    "text_parts('lower(text)')",
]
EXPRESSIONS = [
    "lower(text)",
    "upper(text)",
    "length(text)",
    "left(text, 5)",
    "substr(text, 2, 3)",
    "md5(text)",
    "string_split(text, ' ')",
    "regexp_matches(text, '\\bx\\b')",
    "regexp_matches(text, '(?i)k')",
    "regexp_matches(text, 'z$')",
    "regexp_replace(text, '(\\w)(\\W)', '\\2$\\1', 'g')",
    "regexp_extract_all(text, '[^\\s\\[&]+.')",
    "regexp_extract(text, '(\\d+)\\D*(\\d)', 2)",
    # Patterns of a table, one of them without a group.
    "regexp_extract(text, case when place % 2 = 0 then '(?i)x|[a-c]' else '(\\w)\\W' end, 1)",
    "regexp_matches(text, case when place % 2 = 0 then '(?i)k' else 'z$' end)",
    "list_filter(range(1, length(text)), lambda place: place % 2 = 0)[:3]",
    "len(list_distinct(string_split(text, 'a')))",
    "trim(text)",
    "regexp_replace(text, '[a-kſ]+', '<', 'gi')",
    "regexp_matches(text, 'É|(?i:σ|é)x?')",
    "array_to_string(list_transform(string_split(text, ''), lambda c: lower(c)), '-')",
    "cast(length(text) / 4.0 as integer)",
    "cast(length(text) / 4.0 >= 2.5 as integer)",
    "round(length(text) / 7, 3)",
    "length(text) // 7",
    "coalesce(nullif(text, ''), chr(8230))",
    "concat(text, ' ', place, ' ', place > 3, null)",
    "concat_ws(' ', text, place, null)",
    "plumage_sentiment(text, case place % 3 when 0 then true when 1 then false end)",
    "plumage_emoji(text)",
    "plumage_plain_text(text)",
    "plumage_fisher(coalesce(length(text), 0), place, 1000000, 1000)",
    "plumage_t_limit(length(text))",
    "plumage_two_sided_p(place / 7.0, length(text))",
    "plumage_correlation(place / 300.0, length(text))",
]
HARD_TIMES = [
    None,
    "",
    "Wed Oct 10 20:19:24 +0000 2018",
    "Wed Oct 10 20:19:24 +0530 2018",
    "wed oct 1 2:19:24 +0000 2018",
    "Xxx Oct 10 20:19:24 +0000 2018",
    "Mon Feb 30 00:00:00 +0000 2015",
    "2018-10-10T20:19:24.000Z",
    "2018-10-10T20:19:24Z",
    "2018-10-10T20:19:24.123456+02:00",
    "2018-10-10 20:19:24",
    "yesterday",
    "Wed Oct 10 20:19:24 +0000 0018",
]


def hard_texts() -> list[str | None]:
    """Texts found hard, and two hundred put together from hard pieces."""
    chance = random.Random(7)
    made = ["".join(chance.choices(PIECES, k=chance.randint(1, 30))) for _ in range(200)]
    return [*HARD_TEXTS, *made]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Spark session of this process with the functions of the models."""
    environment = {
        "PLUMAGE_SPARK_WAREHOUSE": str(tmp_path_factory.mktemp("session")),
        "PLUMAGE_SPARK_CONF": SETTINGS,
    }
    before = dict(os.environ)
    os.environ.update(environment)
    from plumage.spark.session import start  # noqa: PLC0415

    spark = start()
    yield spark
    spark.stop()
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB with the functions of the models."""
    from plumage.udf import emoji, inference, plain_text, sentiment  # noqa: PLC0415

    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        for module in (emoji, inference, plain_text, sentiment):
            module.register(connection)
        yield connection


def plain(value: Any) -> Any:
    """Rows and structs of either engine as tuples."""
    if isinstance(value, dict):
        return tuple(plain(part) for part in value.values())
    return tuple(plain(part) for part in value) if isinstance(value, (list, tuple)) else value


def assert_same_answers(session: Any, engine: Any, expression: str, texts: list) -> None:
    """Compare what both engines answer for each text, in the SQL of the models."""
    from plumage.spark.dialect import spark_sql  # noqa: PLC0415

    rows = list(enumerate(texts))
    engine.execute("create or replace table texts (place integer, text varchar)")
    engine.executemany("insert into texts values (?, ?)", rows)
    session.createDataFrame(rows, "place int, text string").createOrReplaceTempView("texts")
    query = f"select place, {expression} as answer from texts order by place"
    expected = engine.execute(query).fetchall()
    found = session.sql(spark_sql(query, lambda name: session.table(name).columns)).collect()
    wrong = [
        (text, want, got)
        for (_, text), (_, want), (_, got) in zip(rows, expected, found, strict=True)
        if not equal(plain(want), plain(got))
    ]
    assert wrong == []


@pytest.mark.parametrize("call", CALLS)
def test_text_macros_give_the_same_on_both_engines(session: Any, engine: Any, call: str) -> None:
    assert_same_answers(session, engine, render(call), hard_texts())


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_expressions_give_the_same_on_both_engines(
    session: Any, engine: Any, expression: str
) -> None:
    assert_same_answers(session, engine, expression, hard_texts())


def test_times_are_read_alike_on_both_engines(session: Any, engine: Any) -> None:
    from plumage.spark.functions import render_time_from_text  # noqa: PLC0415

    texts = [*HARD_TIMES, *(form(MOMENT) for form in FORMS.values())]
    read = render_time_from_text("value")
    expected = engine.execute(
        f"select {read} from (select unnest(?::varchar[]) as value)", [texts]
    ).fetchall()
    rows = session.createDataFrame([(t,) for t in texts], "value string").coalesce(1)
    rows.createOrReplaceTempView("times")
    found = session.sql("select plumage_time_from_text(value) from times").collect()
    assert [row[0] for row in found] == [row[0] for row in expected]
    assert sum(row[0] is not None for row in found) >= len(FORMS) + 6


def test_times_without_a_zone_are_told_alike_on_both_engines(session: Any, engine: Any) -> None:
    texts = [*HARD_TIMES, *(form(MOMENT) for form in FORMS.values())]
    assert_same_answers(session, engine, render("has_no_zone('text')"), texts)


AGGREGATES = [
    "list(b order by a desc, b)",
    "list(b order by b) filter (where a > 1)",
    "count(distinct a)",
    "list_sort(list(distinct a))[:2]",
    "array_to_string(list_sort(list(distinct coalesce(b, '-'))), '|')",
    "string_agg(b, '|' order by a desc, b)",
    "string_agg(distinct b, '|' order by b) filter (where a = 1)",
    "mode(b order by b)",
    "median(a)",
    "quantile_cont(a, 0.3)",
    "quantile_disc(a, [0.1, 0.5, 0.9])",
    "max_by(b, struct_pack(x := coalesce(a, 0), y := coalesce(b, '')), 2)",
    "list_sum(list(a order by b))",
    "list_transform(list_sort(list(struct_pack(place := coalesce(b, ''), item := coalesce(a, 0)))"
    " filter (where a > 1)), lambda pair: pair.item)",
    "list_stddev_samp(list(a order by b))",
    "list_dot_product(list(coalesce(a, 2)::double order by b), list(0.5::double order by b))",
    "any_value(b) filter (where a = 3)",
    "bool_or(a > 2)",
    "cast(sum(cast(a * 1e15 as hugeint)) as double) / 1e15",
]


@pytest.mark.parametrize("expression", AGGREGATES)
def test_aggregates_give_the_same_on_both_engines(
    session: Any, engine: Any, expression: str
) -> None:
    from plumage.spark.dialect import spark_sql  # noqa: PLC0415

    query = f"""
        with numbers as (
            select * from (values
                ('x', 1, 'b'), ('x', 3, 'a'), ('x', 1, null), ('x', null, 'c'), ('x', 1, 'b'),
                ('y', 2, 'z'), ('y', null, 'y'), ('z', null, null)
            ) as given (g, a, b)
        )
        select g, {expression} as answer from numbers group by g order by g
    """
    expected = engine.execute(query).fetchall()
    found = session.sql(spark_sql(query, lambda name: session.table(name).columns)).collect()
    for want, got in zip(expected, found, strict=True):
        assert equal(plain(want), plain(tuple(got))), (want, got)


QUERIES = [
    "select * from (select 1 as a, 2 as b) union all by name select 3 as b, 4 as a order by a",
    "with t as (select 1 as a, 2 as b), u as (unpivot t on columns(*) into name n value v)"
    " select * from u order by n",
    "with t as (select 1 as id, 2 as a, 3 as b) select id, n, v from t"
    " unpivot (v for n in (columns(* exclude (id)))) order by n",
    "with t as (select 1 as a, 2 as b) select columns(lambda name: name not in ('a')) from t",
    "with t as (select unnest([3, 1, 2]) as a) select a, a + 1 as c, c * 2 as d from t"
    " qualify row_number() over (order by a) <= 2 order by a",
    "with t as (select unnest([3, 1, 3]) as a)"
    " select a, sum(count(*)) over () as n from t group by a qualify count(*) > 1",
    "select unnest(l) as item, generate_subscripts(l, 1) as place from (select ['a', 'b'] as l)"
    " order by place",
    "select x from range(2, 8, 3) as numbers (x) order by x",
    "select a from (values (2), (null), (1)) as t (a) order by a",
    "select a from (values (2), (null), (1)) as t (a) order by a desc",
    "select row_number() over (order by a desc) as r, a from (values (2), (null), (1)) as t (a)"
    " order by r",
    "with t as (select 7 as a, 'x' as b) select cast(t as varchar) as row_text from t",
]


@pytest.mark.parametrize("query", QUERIES)
def test_queries_give_the_same_on_both_engines(session: Any, engine: Any, query: str) -> None:
    from plumage.spark.dialect import spark_sql  # noqa: PLC0415

    found = session.sql(spark_sql(query, lambda name: session.table(name).columns))
    expected = engine.execute(query)
    assert found.columns == [column[0] for column in expected.description]
    assert [tuple(row) for row in found.collect()] == expected.fetchall()


# --- a warehouse in which nothing is built ---


def test_an_export_of_nothing_says_what_to_do_first(session: Any, tmp_path: Path) -> None:
    from plumage.spark.export import export_warehouse  # noqa: PLC0415

    with pytest.raises(PlumageError, match=r"run `plumage spark build` first"):
        export_warehouse(session, tmp_path / "x.duckdb")
    assert list(tmp_path.iterdir()) == []


def test_a_second_command_on_the_same_catalogue_is_told_to_wait(session: Any) -> None:
    folder = Path(os.environ["PLUMAGE_SPARK_WAREHOUSE"])
    asked = SparkProject(folder).spark("ls", PLUMAGE_SPARK_WAREHOUSE=str(folder))
    assert asked.returncode == 2
    (line,) = asked.stderr.splitlines()
    assert f"is being written by plumage spark (process {os.getpid()})" in line
