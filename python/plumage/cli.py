"""Command line of ``python python/predict.py``: read, fit, judge, predict, write, report."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import pandas as pd

from plumage.candidates import BANDS_MODEL, YEARS_MODEL
from plumage.errors import PlumageError
from plumage.evidence_tables import evidence_tables, intervals_of
from plumage.outputs import (
    check_output,
    coefficient_rows,
    pending_csv,
    prediction_rows,
    run_row,
)
from plumage.prediction import Results, check_learnable, estimate
from plumage.publication import sole_writer, unfinished_build
from plumage.report import notes_of, report
from plumage.requested import requested_ids
from plumage.validation import PROTOCOLS
from plumage.warehouse import Inputs, read_inputs, replace_predictions, warehouse_path

PROCESSES = min(2, os.cpu_count() or 1)
"""Training sets that are validated at a time; what is found does not depend on it."""


def parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line.

    Parameters
    ----------
    argv : sequence of str or None
        Words after the command; those of the process when None.

    Returns
    -------
    argparse.Namespace
        ``output``, ``seed``, ``validate``.
    """
    parser = argparse.ArgumentParser(
        prog="predict.py",
        description="Predict the age of every user of ages_test.csv from the warehouse.",
        epilog="The warehouse is the file named by PLUMAGE_DUCKDB (default: plumage.duckdb).",
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("ages_pred.csv"),
        help="file to write, counted from the current folder (default: %(default)s)",
    )
    parser.add_argument("--seed", type=whole_number, default=1, help="default: %(default)s")
    parser.add_argument(
        "--validate",
        choices=tuple(PROTOCOLS),
        default="quick",
        help="how to judge the models: 5 folds once, 10 folds three times and with labels shuffled "
        "(minutes), or not at all (default: %(default)s)",
    )
    return parser.parse_args(argv)


def whole_number(text: str) -> int:
    """Read a whole number from 0 to 2**31 - 1, as random generators take it.

    Parameters
    ----------
    text : str
        Word of the command line.

    Returns
    -------
    int
        The number.

    Raises
    ------
    argparse.ArgumentTypeError
        If it is out of range.
    ValueError
        If it is no whole number.
    """
    number = int(text)
    if not 0 <= number < 2**31:
        raise argparse.ArgumentTypeError(f"must be from 0 to {2**31 - 1}, got {number}")
    return number


def write(
    path: Path,
    output: Path,
    inputs: Inputs,
    results: Results,
    run: dict,
    *,
    evidence: dict[str, pd.DataFrame],
    requested: pd.Series,
) -> None:
    """Store predictions and figures, then put ages_pred.csv in its place.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.
    output : pathlib.Path
        Where ages_pred.csv shall be.
    inputs : Inputs
        What was answered.
    results : Results
        What was found.
    run : dict of str to object
        As from ``run_row``.
    evidence : dict of str to pandas.DataFrame
        As from ``evidence_tables``.
    requested : pandas.Series of int
        The targets' ids as ages_test.csv has them.
    """
    years = results.predicted[YEARS_MODEL.name]
    tables = {"age_model_runs": pd.DataFrame([run])}
    tables |= prediction_rows(
        run,
        inputs.tables.features,
        inputs.bands,
        years=years,
        probabilities=results.predicted[BANDS_MODEL.name],
        intervals=intervals_of(results),
    )
    tables["age_model_metrics"] = results.metrics.assign(run_id=run["run_id"])
    tables["age_model_coefficients"] = coefficient_rows(run, results.explaining)
    tables |= {name: rows.assign(run_id=run["run_id"]) for name, rows in evidence.items()}
    by_user = pd.Series(years.years, index=inputs.tables.features["user_id"])
    with pending_csv(output, requested, by_user.loc[inputs.targets]):
        replace_predictions(path, tables, emptied="age_")


def predict(arguments: argparse.Namespace) -> None:
    """Do what the command line asks for.

    Parameters
    ----------
    arguments : argparse.Namespace
        As from ``parse_arguments``.

    Raises
    ------
    PlumageError
        If something stands in the way that a user can mend.
    """
    path, output = warehouse_path(), Path(os.path.abspath(arguments.output))
    check_output(output)
    inputs = read_inputs(path)
    requested = requested_ids(path, inputs)
    check_learnable(inputs)
    protocol = PROTOCOLS[arguments.validate]
    print(
        f"{len(inputs.ages):,} users have an age to learn from; the {inputs.targets.nunique():,} "
        "users of ages_test.csv were held out of every fit.",
        flush=True,
    )
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        results = estimate(inputs, protocol, seed=arguments.seed, path=path, processes=PROCESSES)
        evidence = evidence_tables(inputs, results, protocol, seed=arguments.seed)
        run = run_row(
            inputs,
            arguments.validate,
            seed=arguments.seed,
            known_held_out=results.known_held_out,
        )
        write(path, output, inputs, results, run, evidence=evidence, requested=requested)
    report(inputs, results, protocol)
    said = dict.fromkeys(" ".join(str(warning.message).split()) for warning in caught)
    for note in [*notes_of(inputs, results), *said]:
        print(f"Note: {note}")
    print(
        f"\n{len(inputs.targets):,} rows in {output}\n"
        f"{len(inputs.tables.features):,} users in marts.fct_age_predictions of {path} "
        f"(run {run['run_id']})"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run predict.py.

    Parameters
    ----------
    argv : sequence of str, optional
        Words after the command; those of the process by default.

    Returns
    -------
    int
        0 when predictions were written, 2 when a user has to mend something first, 130 when
        stopped from the keyboard.
    """
    arguments = parse_arguments(argv)
    try:
        path = warehouse_path()
        if unfinished_build(path):
            print("Note: the last `dbt build` did not come to its end; this is the one before it.")
        # From the first look to the last word: what is answered is what stands in the warehouse.
        with sole_writer(path, "predict.py") if path.exists() else nullcontext():
            predict(arguments)
    except PlumageError as error:
        print(f"predict.py: {error}", file=sys.stderr)
        return 2
    except MemoryError:
        print(
            "predict.py: out of memory; nothing was changed. Close other programs, or use a larger "
            "machine, then run again",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        print("predict.py: stopped; nothing was changed", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read the report has read enough (`| head`): the results are written by then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
