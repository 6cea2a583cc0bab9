"""Run dbt in this process and store what each model took.

Usage: ``python bench/measured_dbt.py OUT.json <dbt's words>``. CPU seconds are those of the whole
process (DuckDB's threads among them) between a model's start and its end: use one dbt thread.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from dbt.cli.main import dbtRunner


def main(out: Path, words: list[str]) -> int:
    """Run dbt; write name, seconds and CPU seconds of each model in the order in which they ran."""
    started: dict[str, tuple[float, float]] = {}
    rows: list[dict[str, object]] = []

    def watch(event: object) -> None:
        if event.info.name not in ("NodeStart", "NodeFinished"):
            return
        node = event.data.node_info.unique_id
        now = (time.monotonic(), time.process_time())
        if event.info.name == "NodeStart":
            started[node] = now
        elif node.startswith("model."):
            seconds, cpu = (
                after - before for after, before in zip(now, started[node], strict=True)
            )
            rows.append({"name": node.split(".")[-1], "seconds": seconds, "cpu_seconds": cpu})

    result = dbtRunner(callbacks=[watch]).invoke(words)
    out.write_text(json.dumps(rows))
    return 0 if result.success else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
