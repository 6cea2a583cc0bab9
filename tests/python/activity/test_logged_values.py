"""Users, ids and times of logs as the base models read them, in DuckDB without dbt."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest

from support.sql_text import evaluate, evaluate_all, render

WORDS = (
    "", " ", '""', "null", "NULL", "None", "nan", "NaN", "NA", "undefined", "\\N", "N/A", "<NA>",
    "-",
)  # fmt: skip
SPELLINGS = (
    "17", " 17 ", '"17"', "17.0", "017", "0017.00", '{"id": 17}', '{"id": 17.0, "name": "x"}',
    '{"name": "y", "id_str": "17"}', '{"id": "", "user_id": "17"}',
    '{"_id": {"$numberLong": "17"}}',
)  # fmt: skip
ROUNDED = (
    "1.2e17", "1.2E+17", "1,2E+17", "1e+17", "120000000000000000.0", "9007199254740992.0", "1.5e30",
)  # fmt: skip
ZONES = (
    "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Asia/Kolkata",
)  # fmt: skip


def user_of(text: str | None) -> str | None:
    found = evaluate("first_logged_id('[text]')", text)
    return found and evaluate("id_in_one_spelling('text')", found)


@pytest.mark.parametrize("word", WORDS)
def test_words_for_nothing_are_no_value(word):
    assert user_of(word) is None
    assert user_of(json.dumps({"id": word})) is None
    assert evaluate("first_logged_value('[text]')", word) is None


@pytest.mark.parametrize("text", SPELLINGS)
def test_one_user_in_several_spellings_is_one(text):
    assert user_of(text) == "17"
    assert not evaluate("is_rounded_id('text')", user_of(text))


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("0", "0"),
        ("000", "0"),
        ("1.5", "1.5"),
        ("cafe\u0301", "caf\u00e9"),
        ("Anna", "Anna"),
        ("{3F25}", "{3F25}"),
        ("nobody", "nobody"),
        ("7e10", "7e10"),
        ("12345678901234567890123", "12345678901234567890123"),
        ('{"$oid": "5f1d7f3e"}', "5f1d7f3e"),
        ('{"name": "x"}', None),
        ("{}", None),
        (None, None),
    ],
)
def test_other_ids_stay_as_they_are(text, user):
    assert user_of(text) == user
    assert not (user and evaluate("is_rounded_id('text')", user))


@pytest.mark.parametrize("text", ROUNDED)
def test_ids_that_have_lost_digits_are_told(text):
    assert evaluate("is_rounded_id('text')", text)


@pytest.mark.parametrize("field", ["user", "time"])
def test_cells_that_need_no_cleaning_give_the_same_by_the_short_way(field):
    around = ("{}", " {}", "{}\t", "\u00a0{}", '"{}"', '{{"id": "{}"}}', '{{"$oid": "{}"}}')
    values = (*WORDS, *SPELLINGS, "a b", 'x"y', "{3F25}", "2020-05-14 01:38:56 UTC")
    texts = [form.format(value) for form in around for value in values]
    found = evaluate_all(f"first_of_cells('{field}', ['text'])", texts)
    assert found == evaluate_all(f"first_of_field('{field}', ['text'])", texts)
    assert None in found
    assert "a b" in found


def test_the_first_of_several_columns_with_a_value_counts():
    assert evaluate("first_logged_id('[null, text, chr(55)]')", "None") == "7"
    assert evaluate("first_logged_id('[null, text, chr(55)]')", "8") == "8"


def times_near_changes(zone: ZoneInfo, *, seed: int) -> list[datetime]:
    """Local times: any, and some around each change of the clock from 2005 to 2020."""
    draw = random.Random(seed)
    start = datetime(2005, 1, 1, tzinfo=UTC)
    found = [start + timedelta(seconds=draw.randrange(15 * 365 * 86400)) for _ in range(200)]
    offset = start.astimezone(zone).utcoffset()
    for hour in range(15 * 365 * 24):
        at = start + timedelta(hours=hour)
        if (there := at.astimezone(zone)).utcoffset() != offset:
            offset = there.utcoffset()
            found += [
                there.replace(tzinfo=None) + timedelta(minutes=minutes)
                for minutes in (*range(-150, 151, 10), -1500, 1500, -1439, 1439)
            ]
    return [at.replace(tzinfo=None) for at in found]


@pytest.mark.parametrize("name", ZONES)
def test_a_clock_that_changes_follows_the_rule_of_pep_495(name):
    zone = ZoneInfo(name)
    times = times_near_changes(zone, seed=3)
    before, after, instant, is_change = (
        render(call, activity_zone=name)
        for call in (
            "instant_by_offset('local_us', -1)",
            "instant_by_offset('local_us', 1)",
            "instant_of_wall_clock('local_us', 'before_us', 'after_us')",
            "is_at_clock_change('local_us', 'before_us', 'after_us')",
        )
    )
    query = f"""
        with times as (
            select
                epoch_us(unnest($times::timestamp[])) as local_us,
                generate_subscripts($times, 1) as time_number
        ),
        placed as (
            select *, {before} as before_us, {after} as after_us from times
        )
        select make_timestamp({instant}), {is_change} from placed order by time_number
    """
    found = duckdb.execute(query, {"times": times}).fetchall()
    first, second = (
        [at.replace(tzinfo=zone, fold=fold).astimezone(UTC).replace(tzinfo=None) for at in times]
        for fold in (0, 1)
    )
    assert [at for at, _ in found] == first
    changes = [one != other for one, other in zip(first, second, strict=True)]
    assert [is_told for _, is_told in found] == changes
    assert any(changes) == (name != "Asia/Kolkata")
