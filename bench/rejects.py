"""What it costs that every record is accounted for, on files of 500 MB.

The fast path is one ``create table as select * from read_json(...)`` with explicit columns, which
loses what it cannot read and stops at a damaged array. Plumage counts the records of the raw bytes,
reads and parses each, and keeps or rejects it. Measured on the same tweets as newline JSON and as
one array, clean and with damaged records spread over the file (cut off, a quote or bracket gone, a
raw NUL, invalid UTF-8): seconds of clock and of processor, and peak memory. The cases take turns;
each is compared with the fast path of the same round on the clean file, and the median of the
rounds is given, since other work on the machine slows a whole round.

Usage: ``python bench/rejects.py [--megabytes 500] [--repeats 3] [--damaged 100] [--keep DIR]
[--out FILE]``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
FORMS = {"lines": "newline_delimited", "array": "array"}
FILE_NAMES = {"lines": "age_tweets.jsonl", "array": "age_tweets.json"}
FAST_NAME = "fast path"
STATES = ("clean", "damaged")
MODELS = ("base_raw__files", "base_raw__rejected_segments", "base_twitter__age_tweets")
# The limits of the project's own profile, for both.
FAST_PATH = """
import sys, time
import duckdb
warehouse, path, form, scratch = sys.argv[1:]
with duckdb.connect(warehouse, read_only=True) as connection:
    tweets = connection.execute("select tweet from staging.base_twitter__age_tweets limit 0")
    columns = {name: str(kind) for name, kind in tweets.description[0][1].children}
with duckdb.connect(scratch, config={"storage_compatibility_version": "v1.4.0"}) as connection:
    connection.execute("set threads = 2")
    connection.execute("set enable_progress_bar = false")
    clock, processor = time.monotonic(), time.process_time()
    connection.execute(
        f"create table tweets as select * from read_json(?, columns = {columns}, format = ?)",
        [path, form]
    )
    print(time.monotonic() - clock, time.process_time() - processor)
"""


@dataclass(frozen=True)
class Cost:
    """What one run took; the processor's seconds are those of all threads."""

    seconds: float
    processor_seconds: float
    peak_mib: float


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


def write_files(folder: Path, megabytes: int, damaged_count: int) -> None:
    """Write the same tweets in four folders of raw files: lines and array, clean and damaged."""
    chance = random.Random(1)
    words = [
        "".join(chance.choices("abcdefghijklmnop", k=chance.randint(2, 9))) for _ in range(5000)
    ]
    paths = {(form, state): folder / f"{form}-{state}" for form in FORMS for state in STATES}
    with ExitStack() as stack:
        files = {}
        for (form, state), path in paths.items():
            path.mkdir(parents=True)
            (path / "age_profiles.json").write_text('[{"id": 1, "screen_name": "user1"}]')
            (path / "ages_train.csv").write_text("ID,Age\n1,21\n")
            (path / "ages_test.csv").write_text("2\n")
            files[form, state] = stack.enter_context((path / FILE_NAMES[form]).open("wb"))
        written, number, next_damage = 0, 10**17, 0.5
        while written < megabytes * 1_000_000:
            number += 1
            record = json.dumps(made_up_tweet(chance, words, number)).encode()
            is_damaged = written >= next_damage * megabytes * 1_000_000 / max(damaged_count, 1)
            next_damage += is_damaged
            for (form, state), file in files.items():
                content = record
                if is_damaged and state == "damaged" and damaged_count:
                    content = damaged(record, int(next_damage))
                opening = b"[" if not written else b", "
                file.write(content + b"\n" if form == "lines" else opening + content)
            written += len(record) + 1
        for (form, _), file in files.items():
            file.write(b"]" if form == "array" else b"")


def damaged(record: bytes, number: int) -> bytes:
    """Damage a record, in one of five ways by turns."""
    half = len(record) // 2
    return (
        record[:half],
        record.replace(b'"text"', b'"text', 1),
        record[:-1],
        record[:half] + b"\0" + record[half:],
        record[:half] + b"\xff\xfe" + record[half:],
    )[number % 5]


def run_measured(command: list[str], environment: dict[str, str]) -> tuple[str, Cost]:
    """Run a command; give its output and what the process took.

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
    seconds, processor_seconds = time.monotonic() - started, usage.ru_utime + usage.ru_stime
    return output, Cost(seconds, processor_seconds, usage.ru_maxrss / 1024)


class Bench:
    """The commands to measure, in a folder of their own."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self._environment = os.environ | {
            "PLUMAGE_DUCKDB": str(work / "bench.duckdb"),
            "DBT_TARGET_PATH": str(work / "target"),
            "DBT_LOG_PATH": str(work / "logs"),
        }

    def fast_path(self, form: str) -> Cost:
        """Cost of the statement alone, on the clean file."""
        path = self.work / f"{form}-clean" / FILE_NAMES[form]
        scratch = self.work / "fast.duckdb"
        scratch.unlink(missing_ok=True)
        command = [sys.executable, "-c", FAST_PATH, str(self.work / "bench.duckdb"), str(path)]
        output, cost = run_measured([*command, FORMS[form], str(scratch)], self._environment)
        seconds, processor_seconds = map(float, output.split())
        return Cost(seconds, processor_seconds, cost.peak_mib)

    def plumage(self, folder: Path) -> Cost:
        """Cost of the three models, and the peak memory of the whole dbt process."""
        out = self.work / "models.json"
        dbt = [sys.executable, str(ROOT / "bench" / "measured_dbt.py"), str(out)]
        environment = self._environment | {"PLUMAGE_RAW_DIR": str(folder)}
        # A warehouse of its own each time: one that exists would first be copied.
        (self.work / "bench.duckdb").unlink(missing_ok=True)
        _, cost = run_measured([*dbt, "run", "--threads", "1", "-s", *MODELS], environment)
        models = json.loads(out.read_text())
        return Cost(
            sum(model["seconds"] for model in models),
            sum(model["cpu_seconds"] for model in models),
            cost.peak_mib,
        )


def measure_rounds(bench: Bench, repeats: int) -> dict[str, list[Cost]]:
    """Measure every case once a round, so that all see the same machine."""
    costs: dict[str, list[Cost]] = {}
    for number in range(repeats):
        print(f"bench: round {number + 1} of {repeats} ...", flush=True)
        for form in FORMS:
            for state in STATES:
                cost = bench.plumage(bench.work / f"{form}-{state}")
                costs.setdefault(f"{form}: Plumage, {state}", []).append(cost)
                if state == STATES[0]:
                    costs.setdefault(f"{form}: {FAST_NAME}", []).append(bench.fast_path(form))
    return costs


def as_rows(costs: dict[str, list[Cost]]) -> list[dict[str, object]]:
    """Medians over the rounds, of costs and of their ratios to the fast path's of the round."""
    rows = []
    for name, runs in costs.items():
        fast = costs[f"{name.split(':')[0]}: {FAST_NAME}"]
        pairs = list(zip(runs, fast, strict=True))
        times = [run.seconds / base.seconds for run, base in pairs]
        processor_times = [run.processor_seconds / base.processor_seconds for run, base in pairs]
        rows.append(
            {
                "name": name,
                "seconds": median(run.seconds for run in runs),
                "times": median(times),
                "times_range": [min(times), max(times)],
                "processor_seconds": median(run.processor_seconds for run in runs),
                "processor_times": median(processor_times),
                "processor_times_range": [min(processor_times), max(processor_times)],
                "peak_mib": max(run.peak_mib for run in runs),
            }
        )
    return sorted(rows, key=lambda row: (row["name"].split(":")[0] != "lines", row["times"]))


def main() -> int:
    """Measure every case, print and store the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=500, help="size of each file of tweets")
    parser.add_argument("--repeats", type=int, default=3, help="rounds")
    parser.add_argument("--damaged", type=int, default=100, help="damaged records in a file")
    parser.add_argument("--keep", type=Path, help="folder for data and warehouse; kept")
    parser.add_argument("--out", type=Path, help="file of results (default: bench/results/local)")
    arguments = parser.parse_args()
    work = arguments.keep or Path(tempfile.mkdtemp(prefix="plumage-bench-"))
    try:
        if not (work / "array-damaged").exists():
            print("bench: making up tweets ...", flush=True)
            write_files(work, arguments.megabytes, arguments.damaged)
        rows = as_rows(measure_rounds(Bench(work), arguments.repeats))
    finally:
        if not arguments.keep:
            shutil.rmtree(work, ignore_errors=True)

    title = f"tweets of {arguments.megabytes} MB, {arguments.damaged} of them damaged"
    print(f"\n{title:44} {'clock s':>8} {'times':>6} {'CPU s':>8} {'times':>6} {'peak MiB':>9}")
    for row in rows:
        print(
            f"{row['name']:44} {row['seconds']:8.1f} {row['times']:6.2f}"
            f" {row['processor_seconds']:8.1f} {row['processor_times']:6.2f}"
            f" {row['peak_mib']:9.0f}"
        )
    results = {
        "facts": {
            "megabytes": arguments.megabytes,
            "damaged": arguments.damaged,
            "repeats": arguments.repeats,
            "cores": os.cpu_count(),
            "machine": platform.machine(),
            "python": platform.python_version(),
            "duckdb": version("duckdb"),
            "load_average": os.getloadavg()[1],
        },
        "rows": rows,
    }
    out = arguments.out or ROOT / "bench" / "results" / "local" / "rejects.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(results, indent=1) + "\n")
    print(f"\nStored in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
