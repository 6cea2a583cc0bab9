"""Programs of bench/ start: nobody runs all of them often enough to see one that does not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from support.places import ROOT

BENCH = ROOT / "bench"


@pytest.mark.parametrize("name", sorted(path.stem for path in BENCH.glob("*.py")))
def test_programs_of_bench_can_be_imported(name):
    ended = subprocess.run(
        [sys.executable, "-c", f"import {name}"],
        env=os.environ | {"PYTHONPATH": str(BENCH)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
