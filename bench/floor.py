"""The floor: DuckDB reads the same files and counts. Nothing that reads them can be cheaper.

Usage: ``python bench/floor.py RAW_FOLDER OUT.json``.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import duckdb

TWEET = "{id: 'BIGINT', text: 'VARCHAR', created_at: 'VARCHAR', \"user\": 'STRUCT(id BIGINT)'}"
PROFILE = "{id: 'BIGINT', description: 'VARCHAR'}"


def main(raw: Path, out: Path) -> int:
    """Count tweets with a text and a user, and profiles with a description."""
    started, cpu = time.monotonic(), time.process_time()
    with duckdb.connect(config={"threads": 2}) as connection:
        counts = [
            connection.execute(
                f"select {what} from read_json('{raw}/{name}*.jsonl',"
                f" format = 'newline_delimited', columns = {columns})"
            ).fetchone()
            for name, columns, what in (
                ("age_tweets", TWEET, 'count(id), count(text), count("user".id)'),
                ("age_profiles", PROFILE, "count(id), count(description)"),
                ("friend_profiles", PROFILE, "count(id), count(description)"),
                ("mention_profiles", PROFILE, "count(id), count(description)"),
            )
        ]
        for name in ("friends", "mentions"):
            query = f"select count(*) from read_csv('{raw}/{name}*.csv')"
            counts.append(connection.execute(query).fetchone())
    step = {
        "name": "scan and count",
        "seconds": time.monotonic() - started,
        "cpu_seconds": time.process_time() - cpu,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    out.write_text(json.dumps({"facts": {"tweets": counts[0][0]}, "steps": [step]}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
