"""Ids of 16 and more digits, as platforms make them and as programs with doubles write them."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from pathlib import Path

MACHINES, HIGHEST_COUNT = 1 << 10, 4


def snowflakes(count: int, *, seed: int = 1, whole_seconds: bool = False) -> list[int]:
    """Ids of milliseconds, a machine and a counter that is mostly 0; of all lengths since 2010."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        time = chance.randrange(10**9, 5 * 10**11)
        if whole_seconds:
            made.append(time // 1000 * 1000 << 22)
            continue
        number = chance.randrange(HIGHEST_COUNT) if chance.random() < 0.3 else 0
        made.append(time << 22 | chance.randrange(MACHINES) << 12 | number)
    return made


def from_javascript(number: int) -> int:
    """What JSON.stringify writes: the shortest text of the nearest double, filled up with zeros."""
    return int(Decimal(repr(float(number))))


def from_spreadsheet(number: int) -> int:
    """What a spreadsheet writes into a column of numbers: 15 digits, filled up with zeros."""
    zeros = max(0, len(str(number)) - 15)
    return number // 10**zeros * 10**zeros


MODELS = (
    "base_raw__files", "base_raw__rejected_segments", "base_twitter__age_profiles",
    "base_twitter__age_tweets", "base_twitter__ages_train", "base_twitter__ages_test",
    "base_twitter__friends", "base_twitter__mentions", "+stg_activity__files",
)  # fmt: skip
"""Models that stop on rounded ids."""
COUNT = 300


def csv_of(header: str, *columns: list[object]) -> str:
    rows = [",".join(map(str, row)) for row in zip(*columns, strict=True)]
    return "\n".join([header, *rows, ""])


def write_rounded(raw: Path) -> None:
    """Whole ids in some files, rounded ones in others."""
    whole, small = snowflakes(COUNT), list(range(1, COUNT + 1))
    (raw / "activity").mkdir(parents=True)
    tweets = [
        {"id": from_javascript(number), "text": "x", "user": {"id": 5, "screen_name": "a"}}
        for number in whole
    ]
    profiles = [{"id": number, "screen_name": "a"} for number in snowflakes(COUNT, seed=2)]
    (raw / "age_tweets.json").write_text(json.dumps(tweets))
    (raw / "age_profiles.json").write_text(json.dumps(profiles))
    sheet = [from_spreadsheet(number) for number in whole if number >= 10**18][:4]
    (raw / "ages_train.csv").write_text(csv_of("ID,Age", sheet, [21] * 4))
    # Scientific ids are rejected one by one; too few others are left to tell.
    shown = ["2.46677E+08", "7,95923e17", "795923315123456789.0", 3, *sheet[:2]]
    (raw / "ages_test.csv").write_text("\n".join(f'"{number}"' for number in shown))
    seconds = snowflakes(COUNT, whole_seconds=True)
    assert all(number % 10 == 0 for number in seconds)
    (raw / "friends.csv").write_text(csv_of("ID,FriendID", seconds, whole))
    half = [*map(from_javascript, whole[:200]), *whole[200:]]
    mentions = csv_of("ID,MentionedID,MentionedHandle", small, half, ["b"] * COUNT)
    (raw / "mentions.csv").write_text(mentions)
    times = ["2024-03-10T02:30:00Z"] * COUNT
    log = csv_of("user,time", [from_javascript(number) for number in whole], times)
    (raw / "activity" / "log.csv").write_text(log)
    (raw / "activity" / "whole.csv").write_text(csv_of("user,time", whole, times))


def complaints(said: str) -> dict[str, str]:
    """What is said of each file that a line names."""
    lines = [line[2:] for line in said.splitlines() if line.startswith("- ")]
    return dict(line.split(": ", 1) for line in lines)
