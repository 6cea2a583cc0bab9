"""Forgetting finds records in what wraps them: pages, lines of several, half characters."""

from __future__ import annotations

import json

import pytest

from plumage.privacy.people import People
from plumage.privacy.removal import handles_in, write_without
from support.raw_cases import array, lines, profile, tweet

GONE, STAYING = 7, 8
HALF = "half \ud83d"


def tweets() -> list[dict[str, object]]:
    return [
        tweet(user=profile(GONE, screen_name="Anna", name=HALF), text="words that go"),
        tweet(user=profile(STAYING), text=f"hi @anna {HALF}"),
        tweet(user=profile(STAYING), text="words that stay"),
    ]


@pytest.mark.parametrize(
    "form",
    [
        lambda a, b, c: lines({"statuses": [a, b, c]}),
        lambda a, b, c: array({"statuses": [a]}, {"statuses": [b, c]}),
        lines,
        array,
        lambda a, b, c: lines(json.dumps(a) + json.dumps(b), c),
        lambda a, b, c: lines(c, json.dumps(a) + json.dumps(b)),
        lambda a, b, c: lines(c, json.dumps([a, b])),
    ],
)
def test_words_of_others_stay_and_the_users_go(tmp_path, form):
    path, target = tmp_path / "age_tweets.json", tmp_path / "target"
    path.write_bytes(form(*tweets()))
    people = People(frozenset({GONE}))
    handles_in(path, people)
    assert people.handles == {"anna"}
    assert write_without(people, path, target) > 0
    left = target.read_text()
    assert "words that go" not in left
    assert "anna" not in left.lower()
    assert left.count("hi @user half ") == 1
    assert left.count("words that stay") == 1
    # What is left can be read again, and holds nobody to forget.
    path.write_text(left)
    assert write_without(people, path, target) == 0


def test_a_string_that_holds_a_record_is_looked_into(tmp_path):
    path, target = tmp_path / "age_tweets.json", tmp_path / "target"
    gone, masked, kept = (json.dumps(json.dumps(one, default=str)) for one in tweets())
    path.write_bytes(
        lines(tweets()[2], gone.replace("\\\\ud83d", ""), masked.replace("\\\\ud83d", ""), kept)
    )
    people = People(frozenset({GONE}))
    handles_in(path, people)
    write_without(people, path, target)
    left = target.read_text()
    assert ("words that go" in left, "@anna" in left) == (False, False)
    assert (left.count("words that stay"), left.count("hi @user")) == (2, 1)
