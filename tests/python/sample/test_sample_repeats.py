"""The same arguments give the same bytes; one user's data do not move another's."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from plumage.sample.twitter.export import export
from plumage.sample.twitter.population import Request
from support.places import ROOT

# Hash of the tweets of 40 users of seed 1. It changes when the generator is meant to give other
# data, and for no other reason: not with Python, numpy, platform, or the order of anything.
KNOWN_HASH = "f6e8f3f32919cc0608c5c37cf252d18da50b1ad70147397511df0f7e2057aed4"


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


def records(folder: Path, name: str) -> list[dict]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]


def generate(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "plumage", "sample", "--out", str(folder), *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=True
    )


def test_same_arguments_give_the_same_bytes_in_any_process(tmp_path):
    arguments = ("--users", "60", "--tweets-per-user", "5", "--seed", "4")
    generate(tmp_path / "one", *arguments, PYTHONHASHSEED="1", TZ="Asia/Kolkata")
    generate(tmp_path / "two", *arguments, PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C")
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")


def test_tweets_are_the_known_ones(tmp_path):
    export(Request(users=40, tweets_per_user=5, seed=1, lines=True), tmp_path / "raw")
    assert hashes(tmp_path / "raw")["age_tweets.jsonl"] == KNOWN_HASH


def test_another_seed_gives_other_users_and_texts(tmp_path):
    for seed in (1, 2):
        export(Request(users=30, seed=seed, lines=True), tmp_path / str(seed))
    one, two = (records(tmp_path / str(seed), "age_tweets") for seed in (1, 2))
    assert not {tweet["id"] for tweet in one} & {tweet["id"] for tweet in two}
    texts = {tweet["text"] for tweet in two}
    assert sum(tweet["text"] in texts for tweet in one) < 0.1 * len(one)


def test_more_users_leave_the_first_ones_as_they_were(tmp_path):
    for users in (50, 130):
        export(Request(users=users, seed=6, lines=True), tmp_path / str(users))
    few, many = (records(tmp_path / str(users), "age_tweets") for users in (50, 130))
    assert many[: len(few)] == few
    few, many = (records(tmp_path / str(users), "age_profiles") for users in (50, 130))
    assert many[: len(few)] == few


def test_formats_and_skipped_files_hold_the_same_records(tmp_path):
    export(Request(users=50, seed=6, lines=True, skip=("friends", "mentions")), tmp_path / "lines")
    export(Request(users=50, seed=6), tmp_path / "array")
    for name in ("age_profiles", "age_tweets", "friend_profiles", "mention_profiles"):
        array = json.loads((tmp_path / "array" / f"{name}.json").read_text())
        assert records(tmp_path / "lines", name) == array
    assert (
        hashes(tmp_path / "lines")["ages_test.csv"] == hashes(tmp_path / "array")["ages_test.csv"]
    )


@pytest.mark.verify
def test_memory_does_not_grow_with_the_number_of_tweets(tmp_path):
    peaks = []
    for users in ("500", "6000"):
        generate(tmp_path / users, "--users", users, "--tweets-per-user", "20", "--format", "lines")
        # the largest child so far, in KiB: the second run is the larger one
        peaks.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    assert peaks[1] < 1.3 * peaks[0] + 20_000
