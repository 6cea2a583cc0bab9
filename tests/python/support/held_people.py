"""A small folder of raw files, outputs and a warehouse, in which user 4711 is to be found."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from plumage.__main__ import main
from plumage.core import tracking
from plumage.privacy import outputs
from support.raw_cases import array, lines, profile, tweet

GONE, STAYING = 4711, 8
HANDLE = "anna_b"
OWN = "words that must go"

TABLES = f"""
    create schema marts; create schema predictions; create schema reference;
    create table marts.dim_warehouse as
        select 'd1' as data_fingerprint, null::varchar as pseudonym_key_check;
    create table marts.feat_users as
        select unnest([{GONE}::bigint, {STAYING}]) as user_id, 3 as tweet_count;
    create table marts.fct_new_subject as select '{GONE}' as user_id, 'seen' as state;
    create table marts.fct_tweets as
        select {GONE} as user_id, 1 as tweet_id union all select {STAYING}, 2;
    create table marts.fct_tweet_scores as select unnest([1, 2]) as tweet_id, 0.5::double as score;
    create table marts.fct_counts as select {GONE} as like_count;
    create table reference.ref_words as select '{HANDLE}' as word;
"""

LEDGER = """
    create schema staging;
    create table staging.state_ledger (model_name varchar, file_path varchar, state_md5 varchar)
"""


@dataclass(frozen=True)
class Place:
    """Where Plumage's files are, and a way to call it."""

    folder: Path

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def warehouse(self) -> Path:
        return self.folder / "w.duckdb"

    @property
    def answers(self) -> Path:
        return self.folder / "ages_pred.csv"

    def forget(self, *words: object) -> int:
        fixed = ("--no-build", "--predictions", self.answers)
        return main(["forget", *map(str, (*words, *fixed))])

    def held(self, *words: object) -> int:
        return main(["held", *map(str, (*words, "--predictions", self.answers))])

    def contents(self) -> dict[str, bytes]:
        """All files but the lock, whose text names who holds it."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.suffix != ".lock"
        }

    def receipt(self) -> tuple[str, dict]:
        (path,) = self.folder.glob("w.duckdb.receipts/forgotten-*.json")
        return path.read_text(), json.loads(path.read_text())

    def has(self, word: str) -> list[str]:
        """Files of the raw folder in which a word stands."""
        pattern = re.compile(rf"(?<![0-9a-z_]){word}(?![0-9a-z_])".encode(), re.IGNORECASE)
        return [name for name, data in self.contents().items() if pattern.search(data)]


def fill(folder: Path, patch: pytest.MonkeyPatch) -> Place:
    """Write the files, and let Plumage look for everything there."""
    place = Place(folder)
    (place.raw / "activity").mkdir(parents=True)
    own = profile(GONE, screen_name=HANDLE)
    tweets = [
        tweet(user=own, text=OWN),
        tweet(user=profile(STAYING), text=f"hi @{HANDLE}, 4711a and 4,711 words"),
        tweet(user=profile(STAYING), text="words that stay", retweet_count=GONE),
    ]
    (place.raw / "age_tweets.json").write_bytes(array(*tweets))
    (place.raw / "age_profiles.json").write_bytes(lines(own, profile(STAYING)))
    (place.raw / "ages_train.csv").write_text(f"ID,Age\n{GONE},21\n{STAYING},30\n")
    (place.raw / "friends.csv").write_text(
        f"ID,FriendID\n{GONE},5\n{STAYING},{GONE}\n{STAYING},5\n"
    )
    (place.raw / "activity" / "log.jsonl").write_bytes(
        lines({"user": str(GONE), "time": 1}, {"user": str(STAYING), "time": 2})
    )
    place.answers.write_text(f"ID,Age\n{GONE},20\n{STAYING},30\n")
    with duckdb.connect(str(place.warehouse)) as connection:
        connection.execute(TABLES)
        connection.execute(LEDGER)
        connection.execute(
            "insert into staging.state_ledger values ('raw_folder', ?, null)", [str(place.raw)]
        )
    patch.setenv("PLUMAGE_RAW_DIR", str(place.raw))
    patch.setenv("PLUMAGE_DUCKDB", str(place.warehouse))
    patch.delenv("PLUMAGE_ACTIVITY_DIR", raising=False)
    patch.setattr(outputs, "ROOT", folder)
    patch.setattr(tracking, "ROOT", folder)
    patch.setattr(outputs, "KEPT", folder / "kept")
    return place
