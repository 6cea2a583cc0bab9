"""Command line of ``plumage predict`` and ``python python/predict.py``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from plumage.core.command import command, run_command
from plumage.core.terminal import progress
from plumage.core.tracking import check_output_place, say_where_forget_looks

HELP = """Predict the age of every user of ages_test.csv from the warehouse.

The warehouse is the file named by PLUMAGE_DUCKDB (default: plumage.duckdb)."""

JUDGED = ("quick", "full", "none")
"""Keys of ``plumage.age.validation.PROTOCOLS``, which takes seconds to import."""


@command("predict", help=HELP, stopped="nothing was changed")
@click.option("--output", type=Path, default=Path("ages_pred.csv"), show_default=True,
              help="File to write, counted from the current folder.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="[default: 1]")
@click.option("--validate", type=click.Choice(JUDGED),
              help="How to judge the models: 5 folds once, 10 folds three times and with labels "
              "shuffled (minutes), or not at all.  [default: quick]")  # fmt: skip
@click.option("--fresh", is_flag=True,
              help="Fit and judge again even if the same run is already stored.")  # fmt: skip
@click.option(
    "--save", type=Path, metavar="DIR", help="Keep the model in this folder, such as kept/may."
)
@click.option("--model", type=Path, metavar="DIR",
              help="Answer with the model kept in this folder: no fit, no known age.")  # fmt: skip
def predict(
    *,
    output: Path,
    seed: int | None,
    validate: str | None,
    fresh: bool,
    save: Path | None,
    model: Path | None,
) -> None:
    """Check options that exclude each other, then do what they ask for."""
    if model and save:
        raise click.UsageError("--model not allowed with --save: it fits nothing to keep")
    if model and (seed is not None or validate or fresh):
        raise click.UsageError(
            "--model fits and judges nothing: leave out --seed, --validate and --fresh"
        )
    # A link stays one: predictions are written into the file that it names.
    place = output.resolve()
    check_output_place(place, option=f"--output {output}", ending=".csv", mark="ID,Age\n")
    # Seconds of imports on a slow machine belong to the fit that follows.
    with progress("fit", is_kept=False):
        from plumage.age.run import Request, run  # noqa: PLC0415 - heavy

    run(
        Request(
            output=Path(os.path.abspath(output)),
            seed=1 if seed is None else seed,
            validation=validate or "quick",
            is_fresh=fresh,
            save=save.absolute() if save else None,
            model=model.absolute() if model else None,
        )
    )
    say_where_forget_looks(output)


def main(argv: Sequence[str] | None = None) -> int:
    """Run predict.py.

    Parameters
    ----------
    argv : sequence of str, optional
        Words after the command; those of the process by default.

    Returns
    -------
    int
        0 when predictions were written, 2 when a user has to do something first, 130 when stopped
        from the keyboard.
    """
    return run_command(predict, argv, program="predict.py")
