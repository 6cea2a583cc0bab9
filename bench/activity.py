"""User active minutes on logs larger than memory, and the cost of one day's batch.

Usage: ``python bench/activity.py [--events 100000000] [--memory 1GB] [--days 20,60,180]``.

First part: generated events as Parquet, a file a day, through the activity models under DuckDB's
memory limit; spilled bytes are watched, and the minutes of a sample of users are counted again
from the files with numpy. Second part: for several lengths of history, one more day is added; what
its models take must not grow with the history. Times are of one run on one machine: compare within
a run only.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[1]
FIRST_DAY = 1_700_006_400
"""Seconds since 1970 of the first day's start, 2023-11-15 in UTC."""

DAY_SECONDS = 86_400
WINDOW_DAYS = 30
SAMPLED_USERS = 2000
PROFILE = """
plumage:
  target: duckdb
  outputs:
    duckdb:
      type: duckdb
      path: "{path}"
      schema: main
      threads: 1
      module_paths: ["{python}"]
      plugins: [{{module: plumage.udf.plugin}}]
      config_options: {{storage_compatibility_version: "v1.4.0", temp_directory: "{spill}"}}
      settings: {{TimeZone: UTC, memory_limit: "{memory}", threads: 2}}
"""


class Bench:
    """A folder of logs and a warehouse with a memory limit.

    Parameters
    ----------
    folder : pathlib.Path
        Where everything goes.
    memory : str
        DuckDB's limit.
    """

    def __init__(self, folder: Path, memory: str) -> None:
        self.folder, self.memory = folder, memory
        self.logs, self.spill = folder / "log", folder / "spill"
        self.warehouse = folder / "activity.duckdb"
        self.logs.mkdir(parents=True)
        profile = PROFILE.format(
            path=self.warehouse, python=ROOT / "python", memory=memory, spill=self.spill
        )
        (folder / "profiles.yml").write_text(profile)

    def add_days(self, first: int, last: int, events_a_day: int, users: int) -> None:
        """Write one Parquet file a day; users are heavy-tailed and act in sessions."""
        with duckdb.connect(config={"memory_limit": self.memory, "threads": 2}) as connection:
            for day in range(first, last):
                connection.execute(
                    f"""
                    copy (
                        with draws as (
                            select
                                hash(2 * range, {day}) / 18446744073709551616.0 as user_draw,
                                hash(2 * range + 1, {day}) / 18446744073709551616.0 as time_draw
                            from range({events_a_day})
                        ),
                        users as (
                            select cast({users} * power(user_draw, 3) as bigint) as user, time_draw
                            from draws
                        )
                        select
                            user,
                            {FIRST_DAY + day * DAY_SECONDS}
                            + cast(
                                hash(user, {day}) % 72000
                                + 14400 * time_draw * time_draw as bigint
                            ) as time
                        from users
                    ) to '{self.logs}/{day:05}.parquet' (format parquet)
                    """
                )

    def run(self, *words: str) -> dict[str, float]:
        """Run the activity models; seconds, CPU seconds, peaks of memory and of spilled bytes."""
        environment = os.environ | {
            "PLUMAGE_ACTIVITY_DIR": str(self.logs),
            "PLUMAGE_DUCKDB": str(self.warehouse),
            "PLUMAGE_RAW_DIR": str(self.folder / "no-export"),
            # As `plumage activity ingest` runs it: without a copy of the warehouse.
            "PLUMAGE_IN_PLACE": "1",
            "DBT_PROFILES_DIR": str(self.folder),
            "DBT_TARGET_PATH": str(self.folder / "target"),
            "DBT_LOG_PATH": str(self.folder / "logs"),
        }
        command = [str(Path(sys.executable).with_name("dbt")), "--no-use-colors", "run"]
        started, spilled = time.monotonic(), 0
        with (self.folder / "run.log").open("wb") as log:
            process = subprocess.Popen(
                [*command, "-s", "tag:activity", *words],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
            while True:
                done, status, usage = os.wait4(process.pid, os.WNOHANG)
                if done:
                    break
                spilled = max(spilled, folder_bytes(self.spill))
                time.sleep(0.5)
        if status:
            raise SystemExit((self.folder / "run.log").read_text()[-3000:])
        return {
            "seconds": time.monotonic() - started,
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
            "peak_mib": usage.ru_maxrss / 1024,
            "spilled_mb": spilled / 1e6,
        }

    def model_seconds(self) -> dict[str, float]:
        """Seconds by model of the last run."""
        results = json.loads((self.folder / "target" / "run_results.json").read_text())["results"]
        return {
            row["unique_id"].split(".")[-1]: row["execution_time"]
            for row in results
            if row["unique_id"].startswith("model.")
        }

    def query(self, sql: str) -> list[tuple]:
        """Rows of the warehouse."""
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()


def folder_bytes(folder: Path) -> int:
    """Size of the files of a folder; those that vanish meanwhile count nothing."""
    total = 0
    for path in folder.glob("*") if folder.is_dir() else ():
        try:
            total += path.stat().st_size
        except FileNotFoundError:
            continue
    return total


def count_independently(logs: Path, users: np.ndarray) -> dict[int, int]:
    """Active minutes of some users over the last window, from the files, without any database."""
    paths = sorted(logs.glob("*.parquet"))[-WINDOW_DAYS:]
    found = []
    for path in paths:
        for batch in pq.ParquetFile(path).iter_batches(batch_size=1 << 20):
            user, seconds = (batch.column(name).to_numpy() for name in ("user", "time"))
            chosen = np.isin(user, users)
            found.append(np.stack([user[chosen], seconds[chosen] // 60], axis=1))
    pairs = np.unique(np.concatenate(found), axis=0)
    counted, minutes = np.unique(pairs[:, 0], return_counts=True)
    return dict(zip(counted.tolist(), minutes.tolist(), strict=True))


def check_sample(bench: Bench) -> int:
    """Compare users of all sizes with the independent count; the number that agree.

    Raises
    ------
    SystemExit
        If any differs.
    """
    largest = bench.query(
        "select user_id from marts.fct_user_active_minutes where log_name = 'files'"
        f" order by active_minute_count desc, user_id limit {SAMPLED_USERS // 10}"
    )
    others = bench.query(
        "select user_id from marts.fct_user_active_minutes where log_name = 'files'"
        f" order by md5(user_id) limit {SAMPLED_USERS}"
    )
    users = sorted({int(user) for (user,) in [*largest, *others]})
    expected = count_independently(bench.logs, np.array(users))
    listed = ", ".join(f"'{user}'" for user in users)
    stored = bench.query(
        "select user_id, active_minute_count from marts.fct_user_active_minutes"
        f" where log_name = 'files' and user_id in ({listed})"
    )
    found = {int(user): minutes for user, minutes in stored}
    if found != expected:
        odd = sorted(set(found.items()) ^ set(expected.items()))[:10]
        raise SystemExit(f"bench: the models and the independent count differ: {odd}")
    return len(found)


def run_large(folder: Path, options: argparse.Namespace) -> dict[str, object]:
    """First part: many events in one batch under the memory limit."""
    bench = Bench(folder / "large", options.memory)
    print(f"bench: writing {options.events:,} events ...", flush=True)
    users = max(options.events // 100, 100)
    bench.add_days(0, WINDOW_DAYS, options.events // WINDOW_DAYS, users)
    print(f"bench: dbt run under a memory limit of {options.memory} ...", flush=True)
    measured = bench.run()
    kept, minutes = bench.query(
        "select (select sum(kept_count) from marts.fct_activity_files),"
        " (select count(*) from marts.fct_active_minutes)"
    )[0]
    return {
        "events": int(kept),
        "minutes": minutes,
        "log_mb": folder_bytes(bench.logs) / 1e6,
        "warehouse_mb": bench.warehouse.stat().st_size / 1e6,
        **measured,
        "checked_users": check_sample(bench),
        "models": bench.model_seconds(),
    }


def run_histories(folder: Path, options: argparse.Namespace) -> list[dict[str, float]]:
    """Second part: one day more after histories of several lengths."""
    rows = []
    for days in options.days:
        bench = Bench(folder / f"history-{days}", options.memory)
        bench.add_days(0, days, options.day_events, options.day_events // 20)
        first = bench.run()
        idle = bench.run()
        idle_models = sum(bench.model_seconds().values())
        bench.add_days(days, days + 1, options.day_events, options.day_events // 20)
        measured = bench.run()
        models = bench.model_seconds()
        rows.append(
            {
                "days": days,
                "history_events": days * options.day_events,
                "first_cpu_seconds": first["cpu_seconds"],
                "idle_cpu_seconds": idle["cpu_seconds"],
                "batch_cpu_seconds": measured["cpu_seconds"],
                "added_cpu_seconds": measured["cpu_seconds"] - idle["cpu_seconds"],
                "added_model_seconds": sum(models.values()) - idle_models,
                "state_seconds": models["int_active_minutes__logged"]
                + models["int_active_days__logged"],
                "peak_mib": measured["peak_mib"],
            }
        )
        print(f"bench: {rows[-1]}", flush=True)
        shutil.rmtree(bench.folder)
    return rows


def slope(rows: list[dict[str, float]], name: str) -> float:
    """Exponent of the growth of a time with the history, by least squares on logarithms."""
    x = np.log([row["days"] for row in rows])
    y = np.log([max(row[name], 1e-3) for row in rows])
    return float(np.polyfit(x, y, 1)[0]) if len(rows) > 1 else math.nan


def main() -> int:
    """Measure both parts, print and store them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=100_000_000)
    parser.add_argument("--memory", default="1GB", help="DuckDB's limit; the process has more")
    parser.add_argument(
        "--days",
        type=lambda text: [int(part) for part in text.split(",") if part],
        default=[20, 60, 180],
        help="lengths of history, in days, separated by commas; empty leaves the part out",
    )
    parser.add_argument("--day-events", type=int, default=250_000, help="events of such a day")
    parser.add_argument("--keep", type=Path, help="folder for logs and warehouses, kept")
    options = parser.parse_args()
    work = options.keep or Path(tempfile.mkdtemp(prefix="plumage-bench-activity-"))
    try:
        large = run_large(work, options) if options.events else None
        histories = run_histories(work, options)
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    facts = {
        "memory_limit": options.memory,
        "day_events": options.day_events,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "machine": platform.machine(),
    }
    print(f"\n{facts}")
    if large:
        print(
            f"\n{large['events']:,} events ({large['log_mb']:.0f} MB of Parquet) -> "
            f"{large['minutes']:,} active minutes ({large['warehouse_mb']:.0f} MB warehouse): "
            f"{large['seconds']:.0f} s, {large['cpu_seconds']:.0f} CPU s, peak of the process "
            f"{large['peak_mib']:.0f} MiB, {large['spilled_mb']:.0f} MB spilled; "
            f"{large['checked_users']:,} users equal an independent count"
        )
        for name, seconds in sorted(large["models"].items(), key=lambda item: -item[1])[:6]:
            print(f"  {name:44} {seconds:8.1f} s")
    columns = ("first_cpu_seconds", "idle_cpu_seconds", "batch_cpu_seconds", "added_cpu_seconds")
    if histories:
        print("\nCPU seconds: all history at once, nothing new, one day more, and that day's part")
        print(f"{'history, days':>14}" + "".join(f"{name[:-12]:>10}" for name in columns))
        for row in histories:
            print(f"{row['days']:14}" + "".join(f"{row[name]:10.1f}" for name in columns))
    slopes = {name: slope(histories, name) for name in ("added_cpu_seconds", "state_seconds")}
    print("growth with the history (exponent; 0 is none): " + json.dumps(slopes))
    results = ROOT / "bench" / "results" / "local"
    results.mkdir(parents=True, exist_ok=True)
    stored = {"facts": facts, "large": large, "histories": histories, "slopes": slopes}
    (results / "activity.json").write_text(json.dumps(stored, indent=1))
    print(f"\nStored in {results / 'activity.json'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
