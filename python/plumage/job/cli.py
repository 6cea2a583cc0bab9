"""Command lines of ``plumage demo``, ``plumage run`` and ``plumage bench``."""

from __future__ import annotations

import subprocess
import sys

import click

from plumage.core.command import command
from plumage.core.dbt import StepError, describe_end, read_variables
from plumage.core.paths import ROOT
from plumage.job.demos import DEMOS, demonstrate
from plumage.job.work import run_on_files

BENCHES = ("run", "activity", "language", "rejects", "age_model")
"""Files of bench/ that measure, in order."""

full_refresh = click.option(
    "--full-refresh",
    is_flag=True,
    help="Build even if nothing has changed, and reuse nothing of the last build.",
)


@command("demo")
@click.argument("subject", type=click.Choice(list(DEMOS)), default="age")
@full_refresh
def demo(subject: str, full_refresh: bool) -> None:
    """Make up data of a subject, build, and judge.

    Ages by default: raw files in data/raw, plumage.duckdb, ages_pred.csv, in about four minutes
    on two cores. The demos of activity and of claims have folders and warehouses of their own.
    """
    demonstrate(subject, full_refresh=full_refresh)


@command("run")
@click.argument("folder")
@click.option("--vars", "variables", default="{}", metavar="JSON",
              help="Variables of dbt that differ from dbt_project.yml.")  # fmt: skip
@full_refresh
def run(folder: str, variables: str, full_refresh: bool) -> None:
    """Build the warehouse from the export in FOLDER, and predict.

    Takes minutes (docs/scale.md); ends at once when neither files, settings nor code have changed
    since the last good run. Lines of dbt are in logs/dbt.log.
    """
    # `make run` without VARS= gives an empty word.
    run_on_files(folder, read_variables(variables or "{}"), full_refresh=full_refresh)


@command(
    "bench",
    stopped="results written before are kept",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("name", type=click.Choice(BENCHES), required=False)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[OPTIONS OF NAME]...")
def bench(name: str | None, words: tuple[str, ...]) -> None:
    """Measure seconds and memory by step: all measurements, or the one of NAME."""
    for one in [name] if name else BENCHES:
        script = ROOT / "bench" / f"{one}.py"
        if (returncode := subprocess.call([sys.executable, str(script), *words], cwd=ROOT)) != 0:
            raise StepError(f"bench/{one}.py {describe_end(returncode)}")
