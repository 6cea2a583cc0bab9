"""Stated times as the base models read them, in DuckDB without dbt."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.sql_text import evaluate, evaluate_all
from support.times import FORMS, MOMENT, UNREADABLE, WITHOUT_ZONE

READ = "time_from_text('text')"
PROBLEM = "time_problem('text')"
MOMENTS = st.datetimes(datetime(1980, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))


@given(MOMENTS)
@settings(max_examples=60, deadline=None)
def test_every_form_of_a_moment_gives_that_moment(moment):
    moment = moment.replace(microsecond=0)
    names = [*FORMS, *(f"{name}, without a zone" for name in WITHOUT_ZONE)]
    texts = [form(moment) for form in (*FORMS.values(), *WITHOUT_ZONE.values())]
    wrong = {
        name: (text, found)
        for name, text, found in zip(names, texts, evaluate_all(READ, texts), strict=True)
        if found != moment.replace(tzinfo=None)
    }
    assert wrong == {}


def test_forms_have_the_problem_that_they_have():
    assert set(evaluate_all(PROBLEM, [form(MOMENT) for form in FORMS.values()])) == {None}
    found = evaluate_all(PROBLEM, [form(MOMENT) for form in WITHOUT_ZONE.values()])
    assert set(found) == {"time_without_zone"}
    assert set(evaluate_all(PROBLEM, list(UNREADABLE))) == {"time_unreadable"}
    assert set(evaluate_all(PROBLEM, [None, "", " "])) == {None}


@pytest.mark.parametrize("text", UNREADABLE)
def test_other_forms_give_no_time(text):
    assert evaluate(READ, text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2020-05-14T01:38Z", "2020-05-14 01:38:00"),
        ("2020-05-14T01:38:56.123456789Z", "2020-05-14 01:38:56.123456"),
        ("2020-05-14T01:38:59.9999999Z", "2020-05-14 01:38:59.999999"),
        ("1589420336.9999999", "2020-05-14 01:38:56.999999"),
        ("1589420339999999999", "2020-05-14 01:38:59.999999"),
        ("2016-12-31T23:59:60Z", "2016-12-31 23:59:59"),
        ("Sun Jan 01 05:29:60 +0530 2017", "2016-12-31 23:59:59"),
        ("-1", "1969-12-31 23:59:59"),
    ],
)
def test_times_are_cut_off_never_rounded(text, found):
    assert str(evaluate(READ, text)) == found
