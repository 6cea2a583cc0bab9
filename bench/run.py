"""Seconds, CPU seconds and peak memory of each step of the main job, on made-up data.

Usage: ``python bench/run.py [--tweets 100000] [--keep DIR]``. Times are of one run on one machine:
compare steps within a run, not runs on different machines.
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
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TWEETS_PER_USER = 20
SLOWEST_MODELS_SHOWN = 12


@dataclass(frozen=True)
class Step:
    """What one step took.

    Attributes
    ----------
    name : str
        The step.
    seconds, cpu_seconds : float
        Wall time, and CPU time of the process and its children.
    peak_mib : float
        Largest resident memory of the process, in MiB.
    """

    name: str
    seconds: float
    cpu_seconds: float
    peak_mib: float


def measure(name: str, command: list[str], environment: dict[str, str], log: Path) -> Step:
    """Run a command and measure it; its output goes to a log file.

    Raises
    ------
    SystemExit
        If the command fails; the end of its log is printed.
    """
    print(f"bench: {name} ...", flush=True)
    started = time.monotonic()
    with log.open("wb") as handle:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=handle, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        print(log.read_text(errors="replace")[-3000:], file=sys.stderr)
        raise SystemExit(f"bench: {name} failed (log: {log})")
    return Step(
        name=name,
        seconds=time.monotonic() - started,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_mib=usage.ru_maxrss / 1024,
    )


def model_seconds(target: Path) -> list[tuple[str, float]]:
    """Models of the last dbt run with their seconds, slowest first."""
    results = json.loads((target / "run_results.json").read_text())["results"]
    timed = [
        (result["unique_id"].split(".", 2)[2], result["execution_time"])
        for result in results
        if result["unique_id"].startswith("model.")
    ]
    return sorted(timed, key=lambda pair: -pair[1])


def main() -> int:
    """Generate, build, predict; print a table and store it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tweets", type=int, default=100_000, help="tweets to generate")
    parser.add_argument("--keep", type=Path, help="folder for data, warehouse and logs; kept")
    arguments = parser.parse_args()
    work = arguments.keep or Path(tempfile.mkdtemp(prefix="plumage-bench-"))
    work.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "PLUMAGE_RAW_DIR": str(work / "raw"),
        "PLUMAGE_DUCKDB": str(work / "bench.duckdb"),
        "DBT_TARGET_PATH": str(work / "target"),
        "DBT_LOG_PATH": str(work / "logs"),
    }
    python = sys.executable
    users = max(arguments.tweets // TWEETS_PER_USER, 1)
    generate = [python, "-m", "plumage.sample", "--users", str(users), "--seed", "1"]
    generate += ["--tweets-per-user", str(TWEETS_PER_USER), "--format", "lines"]
    generate += ["--out", str(work / "raw")]
    dbt = [str(Path(python).with_name("dbt")), "--no-use-colors"]
    steps = [
        ("generate data", generate),
        ("dbt parse (dbt's own start)", [*dbt, "parse", "--no-partial-parse"]),
        ("dbt build (models, tests)", [*dbt, "build", "--exclude-resource-type", "unit_test"]),
        (
            "predict.py (fit, validate, write)",
            [python, "python/predict.py", "--output", str(work / "ages_pred.csv")],
        ),
    ]
    try:
        measured = [
            measure(name, command, environment, work / f"step-{number}.log")
            for number, (name, command) in enumerate(steps, start=1)
        ]
        slowest = model_seconds(work / "target")[:SLOWEST_MODELS_SHOWN]
        raw_bytes = sum(path.stat().st_size for path in (work / "raw").iterdir())
    finally:
        if not arguments.keep:
            shutil.rmtree(work, ignore_errors=True)

    facts = {
        "tweets": arguments.tweets,
        "raw_megabytes": round(raw_bytes / 1e6),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
    print(f"\n{facts}\n\n{'step':36} {'seconds':>8} {'CPU s':>8} {'peak MiB':>9}")
    for step in measured:
        print(f"{step.name:36} {step.seconds:8.1f} {step.cpu_seconds:8.1f} {step.peak_mib:9.0f}")
    print(f"\n{'slowest models':52} {'seconds':>8}")
    for name, seconds in slowest:
        print(f"{name:52} {seconds:8.2f}")
    results = ROOT / "bench" / "results" / "local"
    results.mkdir(parents=True, exist_ok=True)
    stored = {"facts": facts, "steps": [asdict(step) for step in measured], "models": slowest}
    (results / "main-job.json").write_text(json.dumps(stored, indent=1))
    print(f"\nStored in {results / 'main-job.json'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
