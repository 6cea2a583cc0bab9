"""What it costs that every record is accounted for, on a clean file of 500 MB.

The fast path is one ``create table as select * from read_json(...)`` with explicit columns, which
loses what it cannot read. Plumage counts the records of the raw bytes, reads and parses each line,
and keeps or rejects it. Measured on the same file, each in a process of its own: seconds and peak
memory, on a clean file and on one with a damaged line, which is split into a readable copy first.

Usage: ``python bench/rejects.py [--megabytes 500] [--repeats 3] [--keep DIR]``. Each time is the
shortest of several, taken in turn, since other work on the machine only ever adds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMES = (
    "fast path (read_json, loses what it cannot read)",
    "every record accounted for",
    "the same with a damaged line",
)
MODELS = ("base_twitter__files", "base_twitter__rejected_segments", "base_twitter__age_tweets")
# The limits of the project's own profile, for both.
FAST_PATH = """
import sys, time
import duckdb
warehouse, path, scratch = sys.argv[1:]
with duckdb.connect(warehouse, read_only=True) as connection:
    tweets = connection.execute("select tweet from staging.base_twitter__age_tweets limit 0")
    columns = {name: str(kind) for name, kind in tweets.description[0][1].children}
with duckdb.connect(scratch, config={"storage_compatibility_version": "v1.4.0"}) as connection:
    connection.execute("set threads = 2")
    connection.execute("set enable_progress_bar = false")
    started = time.monotonic()
    connection.execute(
        f"create table tweets as select * from read_json(?, columns = {columns}, "
        "format = 'newline_delimited')", [path]
    )
    print(time.monotonic() - started)
"""


def made_up_tweet(chance: random.Random, words: list[str], number: int) -> dict[str, object]:
    """Give a tweet with the fields that the API gives, most of which nobody reads."""
    user_id = chance.randint(1, 50_000)
    user = {
        "id": user_id, "id_str": str(user_id), "screen_name": f"user{user_id}", "name": "Some One",
        "location": "Plumville", "description": " ".join(chance.choices(words, k=15)), "url": None,
        "entities": {"description": {"urls": []}}, "protected": False,
        "followers_count": chance.randint(0, 9999), "friends_count": chance.randint(0, 9999),
        "listed_count": 3, "created_at": "Fri Sep 24 16:49:37 +0000 2010", "favourites_count": 5,
        "utc_offset": -18000, "time_zone": "Central Time (US & Canada)", "geo_enabled": True,
        "verified": False, "statuses_count": chance.randint(0, 99999), "lang": "en",
        "contributors_enabled": False, "is_translator": False, "is_translation_enabled": False,
        "profile_background_color": "C0DEED", "profile_background_tile": False,
        "profile_image_url": "http://pbs.example.com/profile_images/1/normal.png",
        "profile_link_color": "0084B4", "profile_sidebar_fill_color": "DDEEF6",
        "profile_text_color": "333333", "profile_use_background_image": True,
        "default_profile": True, "default_profile_image": False, "following": None,
    }  # fmt: skip
    return {
        "created_at": "Fri Sep 26 16:49:37 +0000 2014", "id": number, "id_str": str(number),
        "text": " ".join(chance.choices(words, k=14)), "truncated": False,
        "source": '<a href="http://example.com/phone" rel="nofollow">A telephone</a>',
        "in_reply_to_status_id": None, "in_reply_to_user_id": None,
        "in_reply_to_screen_name": None, "user": user, "geo": None, "coordinates": None,
        "place": None, "contributors": None, "retweet_count": 0, "favorite_count": 0,
        "entities": {"hashtags": [], "symbols": [], "urls": [], "user_mentions": []},
        "favorited": False, "retweeted": False, "lang": "en",
    }  # fmt: skip


def write_raw(folder: Path, megabytes: int) -> Path:
    """Write the four required inputs; the tweets are one clean file of lines."""
    folder.mkdir(parents=True)
    chance = random.Random(1)
    words = [
        "".join(chance.choices("abcdefghijklmnop", k=chance.randint(2, 9))) for _ in range(5000)
    ]
    path = folder / "age_tweets.jsonl"
    number, written = 10**17, 0
    with path.open("w") as file:
        while written < megabytes * 1_000_000:
            number += 1
            written += file.write(json.dumps(made_up_tweet(chance, words, number)) + "\n")
    (folder / "age_profiles.json").write_text('[{"id": 1, "screen_name": "user1"}]')
    (folder / "ages_train.csv").write_text("ID,Age\n1,21\n")
    (folder / "ages_test.csv").write_text("2\n")
    return path


def measure(command: list[str], environment: dict[str, str]) -> tuple[str, float, float]:
    """Run a command; give its output, wall seconds and peak MiB.

    Raises
    ------
    SystemExit
        If the command fails; the end of its output is printed.
    """
    started = time.monotonic()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        output = process.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"bench: {command[1:4]} failed\n{output[-3000:]}")
    return output, time.monotonic() - started, usage.ru_maxrss / 1024


def plumage_seconds(work: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds that the three models take, and the peak MiB of the whole dbt process."""
    dbt = [str(Path(sys.executable).with_name("dbt")), "--no-use-colors"]
    _, _, peak = measure([*dbt, "run", "-s", *MODELS], environment)
    results = json.loads((work / "target" / "run_results.json").read_text())["results"]
    return sum(result["execution_time"] for result in results), peak


def main() -> int:
    """Measure the fast path, the clean file and the damaged one; print and store the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=500, help="size of the file of tweets")
    parser.add_argument("--repeats", type=int, default=3, help="times that each is measured")
    parser.add_argument("--keep", type=Path, help="folder for data and warehouse; kept")
    arguments = parser.parse_args()
    work = arguments.keep or Path(tempfile.mkdtemp(prefix="plumage-bench-"))
    environment = os.environ | {
        "PLUMAGE_RAW_DIR": str(work / "raw"),
        "PLUMAGE_DUCKDB": str(work / "bench.duckdb"),
        "DBT_TARGET_PATH": str(work / "target"),
        "DBT_LOG_PATH": str(work / "logs"),
    }
    try:
        tweets = work / "raw" / "age_tweets.jsonl"
        if not tweets.exists():
            print("bench: making up tweets ...", flush=True)
            write_raw(work / "raw", arguments.megabytes)
        damaged = work / "damaged" / tweets.name
        if not damaged.parent.exists():
            shutil.copytree(work / "raw", damaged.parent)
            with damaged.open("ab") as file:
                file.write(b'{"id": 5, "te\n')
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in NAMES}
        for number in range(arguments.repeats):
            print(f"bench: reading them, {number + 1} of {arguments.repeats} ...", flush=True)
            times[NAMES[1]].append(plumage_seconds(work, environment))
            fast_path = [sys.executable, "-c", FAST_PATH, str(work / "bench.duckdb"), str(tweets)]
            (work / "fast.duckdb").unlink(missing_ok=True)
            output, _, peak = measure([*fast_path, str(work / "fast.duckdb")], environment)
            times[NAMES[0]].append((float(output), peak))
            on_damaged = environment | {"PLUMAGE_RAW_DIR": str(damaged.parent)}
            times[NAMES[2]].append(plumage_seconds(work, on_damaged))
    finally:
        if not arguments.keep:
            shutil.rmtree(work, ignore_errors=True)

    rows = [
        (name, min(seconds for seconds, _ in runs), max(peak for _, peak in runs))
        for name, runs in times.items()
    ]
    fast = rows[0][1]
    title = f"tweets of {arguments.megabytes} MB"
    print(f"\n{title:50} {'seconds':>8} {'times':>6} {'peak MiB':>9}")
    for name, seconds, peak in rows:
        print(f"{name:50} {seconds:8.1f} {seconds / fast:6.2f} {peak:9.0f}")
    results = ROOT / "bench" / "results" / "local"
    results.mkdir(parents=True, exist_ok=True)
    stored = [
        {"name": name, "seconds": seconds, "times": seconds / fast, "peak_mib": peak}
        for name, seconds, peak in rows
    ]
    (results / "rejects.json").write_text(json.dumps(stored, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
