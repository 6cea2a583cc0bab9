"""Runs of dbt in one process, each after new files: a start of dbt costs more than a batch.

Usage: ``python activity_replay.py STEPS``, where STEPS is a JSON file with a list of
``{"put": {name: path}, "move": {name: name}, "remove": [name], "version": version, "dbt": [words],
"copy": folder}``: from a version on the code calls itself that; the copy is of the warehouse as the
step leaves it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from dbt.cli.main import dbtRunner

from plumage.warehouse import state


def copy_warehouse(folder: Path) -> None:
    """Copy the warehouse, with what its log holds beside it: dbt keeps the file open."""
    warehouse = Path(os.environ["PLUMAGE_DUCKDB"])
    folder.mkdir(parents=True)
    for path in (warehouse, warehouse.with_name(warehouse.name + ".wal")):
        if path.exists():
            shutil.copyfile(path, folder / path.name)


def main(steps_path: str) -> int:
    """Do the steps; the exit code is the number of steps that failed."""
    folder = Path(os.environ["PLUMAGE_ACTIVITY_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for step in json.loads(Path(steps_path).read_text()):
        for name in step.get("remove", []):
            (folder / name).unlink()
        for name, target in step.get("move", {}).items():
            (folder / name).rename(folder / target)
        for name, path in step.get("put", {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)
        if "version" in step:
            state.__version__ = step["version"]
            state.state_md5.cache_clear()
        result = dbtRunner().invoke(["--no-use-colors", *step["dbt"]])
        failed += not result.success
        if "copy" in step:
            copy_warehouse(Path(step["copy"]))
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
