"""Seconds and peak memory of the age model: fit and predict alone, and with full validation.

Usage: ``python bench/age_model.py [--raw DIR] [--users 2400] [--keep DIR]``. Without ``--raw`` on
made-up data of about the size of a small export: 2,400 users, some 1,400 of them of known age.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from run import ROOT, Bench


def main() -> int:
    """Generate or take data, build, fit, validate; print a table and store it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raw", type=Path, help="raw folder to use; made up without")
    parser.add_argument("--users", type=int, default=2400, help="users to make up")
    parser.add_argument("--keep", type=Path, help="folder for data, warehouse and logs; kept")
    arguments = parser.parse_args()
    work = (arguments.keep or Path(tempfile.mkdtemp(prefix="plumage-bench-"))).absolute()
    work.mkdir(parents=True, exist_ok=True)
    bench = Bench(work, memory=None)
    if arguments.raw:
        bench.environment["PLUMAGE_RAW_DIR"] = str(arguments.raw.absolute())
    dbt = ["-c", "from dbt.cli.main import cli; cli()", "--no-use-colors"]
    build = [*dbt, "build", "--exclude-resource-type", "unit_test", "test"]
    predict = ["python/predict.py", "--output", str(work / "ages_pred.csv"), "--fresh"]
    steps = [
        ("build the warehouse", build),
        ("predict.py: fit + predict", [*predict, "--validate", "none"]),
        ("predict.py: validation full", [*predict, "--validate", "full"]),
        ("predict.py: the same run again", [*predict[:-1], "--validate", "full"]),
    ]
    if not arguments.raw:
        generate = ["-m", "plumage", "sample", "--users", str(arguments.users), "--seed", "1"]
        steps.insert(0, ("generate data", [*generate, "--out", str(bench.raw)]))
    try:
        for name, words in steps:
            bench.measure(name, words)
    finally:
        if not arguments.keep:
            shutil.rmtree(work, ignore_errors=True)

    facts = {
        "data": "given" if arguments.raw else f"{arguments.users} made-up users",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
    print(f"\n{facts}\n\n{'step':36} {'seconds':>8} {'CPU s':>8} {'peak MiB':>9}")
    for step in bench.steps:
        print(f"{step.name:36} {step.seconds:8.1f} {step.cpu_seconds:8.1f} {step.peak_mib:9.0f}")
    results = ROOT / "bench" / "results" / "local"
    results.mkdir(parents=True, exist_ok=True)
    stored = {"facts": facts, "steps": [asdict(step) for step in bench.steps]}
    (results / "age-model.json").write_text(json.dumps(stored, indent=1))
    print(f"\nStored in {results / 'age-model.json'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
