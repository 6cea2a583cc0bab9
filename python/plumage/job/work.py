"""The main job: raw files, warehouse, predictions (``plumage run``, ``plumage demo``)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from plumage.core.dbt import (
    WHOLE_BUILD,
    StepError,
    describe_end,
    describe_way_on,
    ignore_other_project,
    run_dbt,
)
from plumage.core.paths import ROOT, raw_folder, warehouse_path
from plumage.core.terminal import announce
from plumage.job.overview import find_built
from plumage.job.subjects import SUBJECTS, Subject, find_inputs, find_missing, find_work
from plumage.raw import last_run


def built_from(warehouse: Path) -> str | None:
    """Name of the raw folder that a warehouse was built from, or None when none is readable."""
    from plumage.warehouse.void import read_fact  # noqa: PLC0415 - only a run with work needs it

    return read_fact(warehouse, "raw_folder")


def is_done(variables: Mapping[str, object]) -> bool:
    """Tell whether the last run gave what a run would give, and say so in one line.

    Parameters
    ----------
    variables : mapping of str to object
        As for ``build_and_predict``.

    Returns
    -------
    bool
        False when files, settings or code have changed, or a result is missing.
    """
    # First, since a run hangs on dbt's variables too.
    ignore_other_project()
    start = last_run.find_start(raw_folder(), variables)
    if last_run.read_start(warehouse_path()) != start:
        return False
    announce("nothing has changed since the last good run; --full-refresh builds anyway")
    return True


def build_and_predict(variables: Mapping[str, object], *, full_refresh: bool) -> None:
    """Build the warehouse from the raw folder, predict, and say where the results are.

    Parameters
    ----------
    variables : mapping of str to object
        Variables of dbt that differ from dbt_project.yml.
    full_refresh : bool
        Whether the build keeps nothing of the last one.

    Raises
    ------
    PlumageError
        If people are named otherwise in the warehouse that is there.
    StepError
        If a step fails.
    """
    from plumage.privacy.setting import check_setting  # noqa: PLC0415 - as above

    warehouse = warehouse_path()
    check_setting(warehouse, variables, is_whole=True)
    ignore_other_project()
    start = last_run.find_start(raw_folder(), variables)
    last_run.void(warehouse)
    found = find_inputs(raw_folder())
    subjects, excluded = find_work(found, find_built(warehouse))
    finished = [one for one in subjects if one.finish and found.issuperset(one.finish_needs)]
    outputs = [ROOT / subject.output for subject in finished if subject.output]
    previous = built_from(warehouse) if warehouse.exists() else None
    if previous is not None:
        announce(f"will replace the warehouse {warehouse} (built from a folder named {previous})")
    for output in filter(Path.exists, outputs):
        announce(f"will replace {output}")

    started = time.monotonic()
    words = ["build"]
    if variables:
        words += ["--vars", json.dumps(dict(variables))]
    if excluded:
        absent = ", ".join(one.name for one in SUBJECTS if one not in subjects)
        announce(f"no files of {absent}: left out")
        words += ["--exclude", "resource_type:unit_test", *excluded]
    run_dbt([*words, *(["--full-refresh"] if full_refresh else [])], {WHOLE_BUILD: "1"})
    for subject in finished:
        finish(subject, warehouse)
    for subject in subjects:
        if subject.finish and subject not in finished:
            announce(
                f"no {' and '.join(sorted(set(subject.finish_needs) - found))}: all is built but "
                f"what `plumage {subject.finish[0]}` makes; a kept model needs none (--model DIR)"
            )
    last_run.remember(warehouse, start)

    setting = "" if warehouse == ROOT / "plumage.duckdb" else f"PLUMAGE_DUCKDB={warehouse} "
    tried = next((one for one in subjects if found.issuperset(one.example_needs)), subjects[0])
    said = [
        f"\nDone in {time.monotonic() - started:.0f} s.",
        f"  Warehouse    {warehouse}",
        *(f"  Predictions  {output}" for output in outputs),
        "\nNext, pages to read (from index.html on), then a question to the warehouse:",
        f"  {setting}.venv/bin/plumage story",
        f'  {setting}.venv/bin/plumage ask "{tried.example}"\n',
    ]
    print("\n".join(said), flush=True)


def finish(subject: Subject, warehouse: Path) -> None:
    """Run what follows a build, in a process of its own: a build's memory is not its own."""
    command, *_ = subject.finish
    words = [sys.executable, "-m", "plumage", *subject.finish]
    if (returncode := subprocess.call(words, cwd=ROOT)) != 0:
        raise StepError(
            f"plumage {command} {describe_end(returncode)}; the warehouse is built, and the last "
            f"good results, if there were any, are as they were{describe_way_on(returncode)}"
        )


def run_on_files(raw: str, variables: Mapping[str, object], *, full_refresh: bool) -> None:
    """Do the main job on a user's own files.

    Parameters
    ----------
    raw : str
        Folder of the export.
    variables : mapping of str to object
        Variables of dbt that differ from dbt_project.yml.
    full_refresh : bool
        Whether to build even if nothing has changed, and to keep nothing of the last build.

    Raises
    ------
    StepError
        If no folder is given, it does not exist, or a step fails.
    """
    if not raw:
        raise StepError("name the folder of your export: make run RAW=path/to/folder")
    folder = Path(raw).expanduser()
    if not folder.is_dir():
        raise StepError(f"{raw} is not a folder. Name the folder that holds age_profiles.json")
    if missing := find_missing(find_inputs(folder)):
        raise StepError(
            f"{raw} lacks {' and '.join(missing)} (.json or .jsonl, plain or .gz): docs/inputs.md "
            "says what each file holds. Nothing was changed"
        )
    os.environ["PLUMAGE_RAW_DIR"] = str(folder.absolute())
    if full_refresh or not is_done(variables):
        build_and_predict(variables, full_refresh=full_refresh)
