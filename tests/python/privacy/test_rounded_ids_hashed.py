"""Under `pseudonymise`, ids are told from rounded ones before they are hashed."""

from __future__ import annotations

from support.long_ids import MODELS, complaints, write_rounded
from support.project import Project


def test_rounded_ids_stop_a_build_that_hashes_them(tmp_path):
    project = Project(tmp_path)
    write_rounded(project.raw)
    hashed = ("--vars", "{pseudonymise: true}")
    build = project.dbt("run", "-s", *MODELS, *hashed, PLUMAGE_KEY="a key of a test, long enough")
    found = complaints(build.stdout[build.stdout.index("Done. ") :])
    assert set(found) == {"age_tweets.json", "ages_train.csv", "mentions.csv", "log.csv"}
    assert "different values of id with" in found["age_tweets.json"]
