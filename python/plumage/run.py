"""The main job in one command: raw files, warehouse, predictions (``make demo``, ``make run``)."""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from plumage.core.paths import ROOT, raw_folder, warehouse_path
from plumage.raw import last_run

DEMO_ARGUMENTS = (
    "--users", "2400", "--tweets-per-user", "12", "--seed", "1", "--activity-days", "40",
)  # fmt: skip

# dbt prints two lines a node and the macros on the way to an error: a log of some hundred tests
# reads better with its models and messages alone. logs/dbt.log has all of it.
ROUTINE_LINE = re.compile(
    r"^\S+\s+\d+ of \d+ (START |PASS |SKIP |NO-OP |OK hook|OK loaded seed)"
    r"|^\s*(\S+\s*)?$|^\s+> (in|called by) |.* compiled code at "
)
# `-m dbt.cli.main` warns about its own import, and bin/dbt points to where it was installed.
DBT = (sys.executable, "-c", "from dbt.cli.main import cli; cli()", "--no-use-colors")
# Nobody wrote the texts of the demo: they can be shown.
DEMO_VARIABLES = {"show_texts": True}
EXAMPLE_QUERY = (
    "select age_band, count(*) as users, round(avg(predicted_age_years), 1) as mean_age "
    "from marts.fct_age_predictions group by age_band order by mean_age"
)


class StepError(Exception):
    """A step of the main job failed, and has already said why."""


def built_from(warehouse: Path) -> str | None:
    """Name of the raw folder that a warehouse was built from, or None when none is readable.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.

    Returns
    -------
    str or None
        Last part of the folder's path, as ``marts.dim_warehouse`` keeps it.
    """
    import duckdb  # noqa: PLC0415 - a run that has nothing to do needs none

    if not warehouse.exists():
        return None
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            row = connection.execute("select raw_folder from marts.dim_warehouse").fetchone()
    except duckdb.Error:
        return None
    return row[0] if row else None


def announce(text: str) -> None:
    """Print a line of progress at once, in logs too."""
    print(f"plumage: {text}", flush=True)


def say_how_it_ended(returncode: int) -> str:
    """Say how a step ended that did not end well.

    Parameters
    ----------
    returncode : int
        As from ``subprocess``: below zero for a signal.

    Returns
    -------
    str
        Words after the name of the step.
    """
    if returncode == -signal.SIGKILL:
        return (
            "was killed (signal 9, as a machine does that runs out of memory: close other programs "
            "or use a larger one)"
        )
    return f"was ended by signal {-returncode}" if returncode < 0 else "failed"


def run_dbt(arguments: Sequence[str]) -> None:
    """Run dbt in the repository and pass its lines on, without those of tests that pass.

    Parameters
    ----------
    arguments : sequence of str
        Words after ``dbt``.

    Raises
    ------
    StepError
        If dbt ends with an error; its own message has been printed.
    """
    with subprocess.Popen(
        [*DBT, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if not ROUTINE_LINE.match(line):
                print(line, end="", flush=True)
    if process.returncode != 0:
        raise StepError(
            f"dbt {arguments[0]} {say_how_it_ended(process.returncode)}; all its lines are in "
            "logs/dbt.log. The last good warehouse, if there was one, is as it was: run the same "
            "command again"
        )


def is_done(variables: Mapping[str, object]) -> bool:
    """Tell whether the last good run still stands, and say so in one line."""
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
    StepError
        If a step fails.
    """
    warehouse, predictions = warehouse_path(), last_run.PREDICTIONS
    start = last_run.find_start(raw_folder(), variables)
    last_run.void(warehouse)
    previous = built_from(warehouse)
    if previous is not None:
        announce(f"will replace the warehouse {warehouse} (built from a folder named {previous})")
    if predictions.exists():
        announce(f"will replace {predictions}")

    started = time.monotonic()
    announce(f"dbt build: {os.environ['PLUMAGE_RAW_DIR']} -> {warehouse}")
    words = ["--vars", json.dumps(variables)] if variables else []
    run_dbt(["build", *words, *(["--full-refresh"] if full_refresh else [])])
    announce(f"predict.py: {warehouse.name} -> {predictions.name}")
    command = [sys.executable, str(ROOT / "python" / "predict.py"), "--output", str(predictions)]
    if (returncode := subprocess.call(command, cwd=ROOT)) != 0:
        raise StepError(
            f"predict.py {say_how_it_ended(returncode)}; the warehouse is built, and the last good "
            "ages_pred.csv, if there was one, is as it was: run the same command again"
        )
    last_run.remember(warehouse, start)

    relative = os.path.relpath(warehouse, ROOT)
    shown = relative if not relative.startswith("..") else str(warehouse)
    print(
        f"\nDone in {time.monotonic() - started:.0f} s.\n"
        f"  Warehouse    {warehouse}\n"
        f"  Predictions  {predictions}\n\n"
        "Ask the warehouse something:\n"
        f"  .venv/bin/python -c \"import duckdb; duckdb.connect('{shown}', read_only=True)"
        f".sql('{EXAMPLE_QUERY}').show()\"\n",
        flush=True,
    )


def demo(*, full_refresh: bool) -> None:
    """Generate made-up data into an unused raw folder, then do the main job on it.

    Parameters
    ----------
    full_refresh : bool
        Whether to do so even if nothing has changed, and to keep nothing of the last build.

    Raises
    ------
    StepError
        If the folder holds anything but an earlier demo, or a step fails.
    """
    raw_dir = os.environ.setdefault("PLUMAGE_RAW_DIR", "data/raw")
    if not full_refresh and is_done(DEMO_VARIABLES):
        return
    from plumage import sample  # noqa: PLC0415 - only a run that has something to do needs it

    announce(f"made-up data -> {raw_dir}")
    if sample.main([*DEMO_ARGUMENTS, "--out", str(ROOT / raw_dir)]) != 0:
        raise StepError("no demo data were written")
    build_and_predict(DEMO_VARIABLES, full_refresh=full_refresh)


def files(raw: str, *, full_refresh: bool) -> None:
    """Do the main job on a user's own files.

    Parameters
    ----------
    raw : str
        Folder of the export.
    full_refresh : bool
        As for ``demo``.

    Raises
    ------
    StepError
        If no folder is given, it does not exist, or a step fails.
    """
    if not raw:
        raise StepError("name the folder of your export: make run RAW=path/to/folder")
    folder = Path(raw).expanduser()
    if not folder.is_dir():
        raise StepError(f"RAW={raw} is not a folder. Name the folder that holds age_profiles.json")
    os.environ["PLUMAGE_RAW_DIR"] = str(folder)
    if full_refresh or not is_done({}):
        build_and_predict({}, full_refresh=full_refresh)


def main(argv: Sequence[str] | None = None) -> int:
    """Command line of ``python -m plumage.run``.

    Parameters
    ----------
    argv : sequence of str, optional
        Words of the command line; those of the process by default.

    Returns
    -------
    int
        0 when all steps went well, 2 otherwise.
    """
    parser = argparse.ArgumentParser(prog="python -m plumage.run", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    on_demo = commands.add_parser("demo", help="made-up data first")
    on_files = commands.add_parser("files", help="own files")
    on_files.add_argument("raw", help="folder of the export")
    for command in (on_demo, on_files):
        command.add_argument(
            "--full-refresh",
            action="store_true",
            help="build even if nothing has changed, and keep nothing of the last build",
        )
    arguments = parser.parse_args(argv)
    try:
        if arguments.command == "demo":
            demo(full_refresh=arguments.full_refresh)
        else:
            files(arguments.raw, full_refresh=arguments.full_refresh)
    except StepError as error:
        print(f"plumage: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("plumage: stopped; what was finished before is kept", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
