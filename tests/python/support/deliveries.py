"""An export cut into deliveries: shuffled, late, repeated and corrected records."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

Delivery = dict[str, bytes]
"""Files of one delivery: path in the raw folder, content."""


def cut_into_deliveries(raw: Path, *, count: int, seed: int) -> list[Delivery]:
    """Cut an export of newline JSON into deliveries that together tell what it tells, and more.

    Parameters
    ----------
    raw : pathlib.Path
        Folder of the export.
    count : int
        Number of deliveries, at least 3.
    seed : int
        Of the shuffles.

    Returns
    -------
    list of Delivery
        The first holds what a build needs. Each later one repeats records of all of them; there is
        a file a day in a folder of its own, a packed one, and one whose content comes again under a
        name that sorts before the first. The last but one corrects profiles and tweets.
    """
    chance = random.Random(seed)
    deliveries: list[Delivery] = [
        {
            path.name: path.read_bytes()
            for path in sorted(raw.iterdir())
            if path.name.startswith(("ages_", "friend_", "mention", "friends"))
        },
        *({} for _ in range(count - 1)),
    ]
    tweets = (raw / "age_tweets.jsonl").read_bytes().splitlines(keepends=True)
    chance.shuffle(tweets)
    for number, delivery in enumerate(deliveries):
        records = tweets[number::count]
        if number:
            records += chance.sample(tweets, len(tweets) // 10)
            chance.shuffle(records)
        delivery[f"day-{number}/age_tweets.jsonl"] = b"".join(records)
    profiles = (raw / "age_profiles.jsonl").read_bytes().splitlines(keepends=True)
    known = len(profiles) * 4 // 5
    deliveries[0]["age_profiles.jsonl"] = b"".join(profiles[:known])
    deliveries[1]["age_profiles-more.jsonl.gz"] = gzip.compress(b"".join(profiles[known:]), mtime=0)

    corrected = [corrected_profile(line) for line in profiles[:9]]
    deliveries[-2]["age_profiles-corrected.jsonl"] = b"".join(corrected)
    renewed = [corrected_tweet(line) for line in tweets[:9]]
    deliveries[-2]["age_tweets-corrected.jsonl"] = b"".join(renewed)
    deliveries[-1]["a/age_tweets.jsonl.gz"] = gzip.compress(deliveries[0]["day-0/age_tweets.jsonl"])
    follows = deliveries[0].pop("friends.csv").splitlines(keepends=True)
    deliveries[0]["friends.csv"] = b"".join(follows[: len(follows) // 2])
    deliveries[-1]["friends-late.csv"] = b"".join([follows[0], *follows[len(follows) // 3 :]])
    return deliveries


def corrected_profile(line: bytes) -> bytes:
    """Write a profile as it is one tweet later, with another bio."""
    record = json.loads(line)
    status = record.get("status") or {}
    status["created_at"] = "Tue Jun 30 23:59:01 +0000 2015"
    record |= {"description": "I changed my mind about this bio", "statuses_count": 10**6}
    if "id" in status:
        record["status"] = status
    return json.dumps(record).encode() + b"\n"


def corrected_tweet(line: bytes) -> bytes:
    """Write a tweet with other words; the later count of tweets says that they are newer."""
    record = json.loads(line)
    record["text"] = f"I love what was mended :) {record['text'][:60]}"
    record["user"]["statuses_count"] = 10**6
    return json.dumps(record).encode() + b"\n"


def deliver(folder: Path, delivery: Delivery) -> None:
    """Put the files of a delivery into a raw folder."""
    for name, content in delivery.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
