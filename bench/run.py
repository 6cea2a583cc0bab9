"""What each step takes, beside the floor and beside what people do today, on made-up data.

Usage: ``python bench/run.py [--tweets 100000] [--today] [--memory 2GB] [--out FILE]``.

Steps: (a) DuckDB scans the files and counts, (b) with ``--today``: pandas, loops and scikit-learn
(bench/today.py), (c) Plumage: `dbt build`, again with nothing new, again after 1 %
new tweets, and an empty dbt project of as many nodes. Compare within a run only: seconds, and CPU
seconds too, differ between machines and with what else they do.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from empty_project import count_kinds, write_empty_project

ROOT = Path(__file__).resolve().parents[1]
TWEETS_PER_USER = 20
HELD_BACK = 100
"""One tweet in so many comes later, as the file of the 1 % step."""

PARTS = {
    "parse": ("staging/raw/", "staging/twitter/base/"),
    "flatten and rank versions": ("staging/",),
    "clean": ("int_tweets__own_text", "int_tweets__passed_on", "int_bios__text"),
    "tokenise": ("int_tweet_tokens", "int_bio_tokens"),
    "emoji": ("int_texts__emoji_counted", "int_text_emoji"),
    "sentiment": ("int_texts__language_tagged", "int_texts__sentiment_scored"),
    "language (TF-IDF and more)": ("intermediate/language/", "marts/language/"),
    "tests": ("tests",),
    "features and the rest": ("",),
}
"""Parts of a build by the beginning of a model's path or name; the first that fits counts."""


@dataclass(frozen=True)
class Step:
    """What one process took.

    Attributes
    ----------
    name : str
        The step.
    seconds, cpu_seconds : float
        Wall time, and CPU time of the process and its children.
    peak_mib : float
        Largest resident memory of the process, in MiB.
    parts, part_seconds : dict of str to float
        CPU seconds and wall time by part of the step, where it has any.
    """

    name: str
    seconds: float
    cpu_seconds: float
    peak_mib: float
    parts: dict[str, float]
    part_seconds: dict[str, float]


class Bench:
    """A folder with data, a warehouse and logs, in which steps are measured.

    Parameters
    ----------
    work : pathlib.Path
        The folder.
    memory : str or None
        DuckDB's memory limit.
    """

    def __init__(self, work: Path, memory: str | None) -> None:
        self.work, self.raw = work, work / "raw"
        self.steps: list[Step] = []
        self.environment = os.environ | {
            "PLUMAGE_RAW_DIR": str(self.raw),
            "PLUMAGE_DUCKDB": str(work / "bench.duckdb"),
            "DBT_TARGET_PATH": str(work / "target"),
            "DBT_LOG_PATH": str(work / "logs"),
        }
        if memory:
            self.environment["PLUMAGE_MEMORY_LIMIT"] = memory

    def measure(self, name: str, words: list[str], parts: Path | None = None, **place: str) -> None:
        """Run a program of Python's and measure it; its output goes to a log file.

        Raises
        ------
        SystemExit
            If it fails; the end of its log is printed.
        """
        print(f"bench: {name} ...", flush=True)
        log = self.work / f"step-{len(self.steps) + 1}.log"
        started = time.monotonic()
        with log.open("wb") as handle:
            process = subprocess.Popen(
                [sys.executable, *words],
                cwd=place.get("cwd", str(ROOT)),
                env=self.environment | {k: v for k, v in place.items() if k != "cwd"},
                stdout=handle,
                stderr=subprocess.STDOUT,
            )
            _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            print(log.read_text(errors="replace")[-3000:], file=sys.stderr)
            raise SystemExit(f"bench: {name} failed (log: {log})")
        rows = json.loads(parts.read_text()) if parts else []
        self.steps.append(
            Step(
                name=name,
                seconds=time.monotonic() - started,
                cpu_seconds=usage.ru_utime + usage.ru_stime,
                peak_mib=usage.ru_maxrss / 1024,
                parts=sum_by_part(rows, "cpu_seconds"),
                part_seconds=sum_by_part(rows, "seconds"),
            )
        )

    def generate(self, tweets: int) -> None:
        """Write an export of about so many tweets, a hundredth of them apart.

        A kept folder's export is used again.
        """
        whole, apart = self.raw / "age_tweets.jsonl", self.work / "age_tweets-new.jsonl"
        if apart.exists():
            (self.raw / apart.name).unlink(missing_ok=True)
            return
        users = max(tweets // TWEETS_PER_USER, 1)
        words = ["-m", "plumage", "sample", "--users", str(users), "--seed", "1"]
        words += ["--tweets-per-user", str(TWEETS_PER_USER), "--format", "lines"]
        self.measure("generate data", [*words, "--out", str(self.raw)])
        most = self.work / "most.jsonl"
        with whole.open("rb") as source, most.open("wb") as first, apart.open("wb") as later:
            for number, line in enumerate(source):
                (later if number % HELD_BACK == 0 else first).write(line)
        most.replace(whole)

    def build(self, name: str) -> None:
        """Measure a `dbt build` with its data tests, on one thread of dbt."""
        out = self.work / "models.json"
        words = [str(ROOT / "bench" / "measured_dbt.py"), str(out), "--no-use-colors", "build"]
        words += ["--exclude-resource-type", "unit_test", "--threads", "1"]
        self.measure(name, words, out)

    def build_empty(self) -> None:
        """Measure a build of an empty project of as many nodes as the last build had."""
        results = json.loads((self.work / "target" / "run_results.json").read_text())["results"]
        manifest = json.loads((self.work / "target" / "manifest.json").read_text())["nodes"]
        kinds = count_kinds(results, {n: x["config"]["materialized"] for n, x in manifest.items()})
        folder, out = self.work / "empty", self.work / "empty.json"
        # A kept folder holds that of an earlier run.
        shutil.rmtree(folder, ignore_errors=True)
        write_empty_project(folder, kinds)
        place = {"cwd": str(folder), "DBT_PROFILES_DIR": str(folder)}
        place |= {"DBT_TARGET_PATH": str(folder / "target")}
        words = [str(ROOT / "bench" / "measured_dbt.py"), str(out), "--no-use-colors", "build"]
        self.measure("empty dbt build, first", words, **place)
        self.measure("empty dbt build", words, **place)


def sum_by_part(rows: list[dict], kind: str) -> dict[str, float]:
    """Sum seconds of a build's models by part; empty without models."""
    seconds = dict.fromkeys(PARTS, 0.0) if rows else {}
    for row in rows:
        part = next(
            part
            for part, starts in PARTS.items()
            if any(row["path"].startswith(start) or row["name"] == start for start in starts)
        )
        seconds[part] += row[kind]
    return seconds


def main() -> int:
    """Generate, measure, print a table and store it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--tweets", type=int, default=100_000, help="tweets to generate")
    add("--today", action="store_true", help="measure what people do today at this size too")
    add("--memory", help="DuckDB's memory limit, such as 2GB")
    add("--predict", action="store_true", help="measure predict.py too")
    add("--keep", type=Path, help="folder for data, warehouse and logs; kept, its data used again")
    add("--out", type=Path, help="file of results (default: bench/results/local)")
    arguments = parser.parse_args()
    work = arguments.keep or Path(tempfile.mkdtemp(prefix="plumage-bench-"))
    work.mkdir(parents=True, exist_ok=True)
    bench = Bench(work, arguments.memory)
    detail: dict[str, dict] = {}
    try:
        bench.generate(arguments.tweets)
        raw_bytes = sum(path.stat().st_size for path in bench.raw.iterdir())
        floor = work / "floor.json"
        bench.measure("floor: scan and count", ["bench/floor.py", str(bench.raw), str(floor)])
        detail["floor"] = json.loads(floor.read_text())
        if arguments.today:
            out = work / "today.json"
            bench.measure("today: all of it", ["bench/today.py", str(bench.raw), str(out)])
            detail["today"] = json.loads(out.read_text())
        bench.measure("dbt parse (dbt's own start)", ["-m", "dbt.cli.main", "parse"])
        (work / "bench.duckdb").unlink(missing_ok=True)
        bench.build("dbt build: everything")
        warehouse_bytes = (work / "bench.duckdb").stat().st_size
        bench.build("dbt build: nothing new")
        shutil.copyfile(work / "age_tweets-new.jsonl", bench.raw / "age_tweets-new.jsonl")
        bench.build("dbt build: 1 % new")
        bench.build_empty()
        if arguments.predict:
            words = ["python/predict.py", "--output", str(work / "ages_pred.csv")]
            bench.measure("predict.py (fit, validate, write)", words)
    finally:
        if not arguments.keep:
            shutil.rmtree(work, ignore_errors=True)

    results = {
        "facts": {
            "tweets": detail["floor"]["facts"]["tweets"],
            "raw_bytes": raw_bytes,
            "warehouse_bytes": warehouse_bytes,
            "memory_limit": arguments.memory,
            "cores": os.cpu_count(),
            "machine": platform.machine(),
            "python": platform.python_version(),
            "duckdb": version("duckdb"),
            "load_average": os.getloadavg()[1],
        },
        "steps": [asdict(step) for step in bench.steps],
        "detail": detail,
    }
    print_results(results)
    out = arguments.out or ROOT / "bench" / "results" / "local" / "main-job.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(results, indent=1) + "\n")
    print(f"\nStored in {out}")
    return 0


def print_results(results: dict) -> None:
    """Print steps, parts of builds, and the ratios that count."""
    print(f"\n{results['facts']}\n\n{'step':36} {'seconds':>8} {'CPU s':>8} {'peak MiB':>9}")
    steps = {step["name"]: step for step in results["steps"]}
    for name, step in steps.items():
        figures = f"{step['seconds']:8.1f} {step['cpu_seconds']:8.1f} {step['peak_mib']:9.0f}"
        print(f"{name:36} {figures}")
    builds = [step for name, step in steps.items() if name.startswith("dbt build")]
    print(f"\n{'CPU seconds by part':30}" + "".join(f"{b['name'][11:]:>16}" for b in builds))
    for part in PARTS:
        print(f"{part:30}" + "".join(f"{build['parts'][part]:16.2f}" for build in builds))
    if today := results["detail"].get("today"):
        print(f"\n{'today':30} {'CPU s':>8} {'peak so far, MiB':>18}")
        for step in today["steps"]:
            print(f"{step['name']:30} {step['cpu_seconds']:8.1f} {step['peak_mib']:18.0f}")


if __name__ == "__main__":
    sys.exit(main())
