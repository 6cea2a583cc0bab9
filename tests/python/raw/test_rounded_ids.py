"""Ids that a spreadsheet or JavaScript rounded stop a build; whole ids of any platform do not."""

from __future__ import annotations

import re

import pytest

from support.long_ids import COUNT, MODELS, complaints, write_rounded
from support.project import Project


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    project = Project(tmp_path_factory.mktemp("rounded"))
    write_rounded(project.raw)
    build = project.dbt("run", "-s", *MODELS)
    assert build.returncode == 1, build.stdout
    return build.stdout[build.stdout.index("Done. ") :]


def test_rounded_ids_stop_the_build_and_whole_ones_do_not(said):
    found = complaints(said)
    assert set(found) == {"age_tweets.json", "ages_train.csv", "mentions.csv", "log.csv"}
    tweets = rf"\d+ of {COUNT} different values of tweet_id with 16 or more digits "
    assert re.match(tweets, found["age_tweets.json"])
    assert found["ages_train.csv"].startswith("4 of 4 different values of user_id ")
    assert "values of mentioned_user_id" in found["mentions.csv"]
    assert "values of user with" in found["log.csv"]


def test_the_stop_names_who_rounds_and_the_way_out(said):
    assert "a spreadsheet or JavaScript rounded them: export as text" in said
    assert "max_rounded_ids_chance" in said
