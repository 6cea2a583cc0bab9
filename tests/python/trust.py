"""Try hostile inputs and faults on Plumage and print what became of each: `make trust`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from support.ledger import LEDGER_VARIABLE, read_rows, table_of
from support.places import ROOT


def main() -> int:
    """Run the tests marked `trust`, print their ledger.

    Returns
    -------
    int
        0 when nothing was lost, crashed or failed.
    """
    with tempfile.TemporaryDirectory(prefix="plumage-trust-") as scratch:
        path = Path(scratch) / "ledger.jsonl"
        path.touch()
        tests = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-m", "trust", *sys.argv[1:]],
            cwd=ROOT,
            env=os.environ | {LEDGER_VARIABLE: str(path)},
            check=False,
        )
        rows = read_rows(path)
    print(table_of(rows))
    return tests.returncode or int(any(row.lost or row.crashes for row in rows))


if __name__ == "__main__":
    sys.exit(main())
