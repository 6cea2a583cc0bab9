"""Run dbt in this process and store what each node took.

Usage: ``python bench/measured_dbt.py OUT.json <dbt's words>``. CPU seconds are those of the whole
process (DuckDB's threads among them) and of those that it started, between a node's start and its
end: use one dbt thread.
Tests are one row, ``tests``.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from dbt.cli.main import dbtRunner


def cpu_seconds() -> float:
    """CPU seconds of this process and of its children, those at work among them (on Linux)."""
    ended = os.times()
    total = time.process_time() + ended.children_user + ended.children_system
    for path in Path("/proc/self/task").glob("*/children"):
        for child in path.read_text().split():
            with suppress(OSError):
                facts = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
                total += (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")
    return total


def main(out: Path, words: list[str]) -> int:
    """Run dbt; write name, path, seconds and CPU seconds of models, and of all tests together."""
    started: dict[str, tuple[float, float]] = {}
    rows: list[dict[str, object]] = []
    tests = {"name": "tests", "path": "tests", "seconds": 0.0, "cpu_seconds": 0.0}

    def watch(event: object) -> None:
        if event.info.name not in ("NodeStart", "NodeFinished"):
            return
        node = event.data.node_info.unique_id
        now = (time.monotonic(), cpu_seconds())
        if event.info.name == "NodeStart":
            started[node] = now
        elif node.startswith("model."):
            seconds, cpu = (
                after - before for after, before in zip(now, started[node], strict=True)
            )
            path = event.data.node_info.node_path
            name = node.split(".")[-1]
            rows.append({"name": name, "path": path, "seconds": seconds, "cpu_seconds": cpu})
        elif node.startswith("test."):
            tests["seconds"] += now[0] - started[node][0]
            tests["cpu_seconds"] += now[1] - started[node][1]

    result = dbtRunner(callbacks=[watch]).invoke(words)
    out.write_text(json.dumps([*rows, tests]))
    return 0 if result.success else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
