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

from plumage.age.candidates import BANDS_MODEL, YEARS_MODEL
from plumage.age.card import card_of
from plumage.age.evidence import evidence_tables, uncertainty_of
from plumage.age.inputs import Inputs, read_inputs
from plumage.age.notes import notes_of
from plumage.age.outputs import (
    check_output,
    coefficient_rows,
    pending_csv,
    prediction_rows,
    run_row,
)
from plumage.age.prediction import Results, check_learnable, estimate
from plumage.age.profile import training_profile
from plumage.age.report import Findings, report
from plumage.age.requested import requested_ids
from plumage.age.state import FittedModel, state_of
from plumage.age.stored_answers import answer, told_of_model
from plumage.age.stored_model import load_model
from plumage.age.stored_run import COVERS, StoredRun, find_stored_run
from plumage.age.validation import PROTOCOLS
from plumage.core.errors import PlumageError
from plumage.core.paths import warehouse_path
from plumage.learning.store import check_savable, save_model
from plumage.warehouse.access import replace_predictions
from plumage.warehouse.publication import sole_writer, unfinished_build

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
        ``output``, ``seed``, ``validate``, ``fresh``, ``save``, ``model``.
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
    parser.add_argument("--seed", type=whole_number, help="default: 1")
    parser.add_argument(
        "--validate",
        choices=tuple(PROTOCOLS),
        help="how to judge the models: 5 folds once, 10 folds three times and with labels shuffled "
        "(minutes), or not at all (default: quick)",
    )
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="fit and judge again even if the same run stands in the warehouse",
    )
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--save", type=Path, metavar="DIR", help="keep the model in this folder")
    either.add_argument(
        "--model",
        type=Path,
        metavar="DIR",
        help="answer with the model kept in this folder: no fit, no known age needed",
    )
    arguments = parser.parse_args(argv)
    if arguments.model and (arguments.seed is not None or arguments.validate or arguments.fresh):
        parser.error("--model fits and judges nothing: leave out --seed, --validate and --fresh")
    arguments.seed = 1 if arguments.seed is None else arguments.seed
    arguments.validate = arguments.validate or "quick"
    return arguments


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
    masses = {role: said.mass for role, said in results.distributions.items()}
    tables = {"age_model_runs": pd.DataFrame([run])}
    tables |= prediction_rows(
        run,
        inputs.tables.features,
        inputs.bands,
        years=years,
        probabilities=results.predicted[BANDS_MODEL.name],
        stated=uncertainty_of(results).of(masses, results.facts.levels),
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
    if arguments.save:
        check_savable(arguments.save.absolute())
    inputs = read_inputs(path)
    requested = requested_ids(path, inputs)
    if arguments.model:
        run_id = predict_by_model(arguments.model.absolute(), path, output, inputs, requested)
    else:
        check_learnable(inputs)
        run_id = predict_by_fit(arguments, path, output, inputs, requested)
    print(
        f"\n{len(inputs.targets):,} rows in {output}\n"
        f"{len(inputs.tables.features):,} users in marts.fct_age_predictions of {path} "
        f"(run {run_id})"
    )


def predict_by_model(
    folder: Path, path: Path, output: Path, inputs: Inputs, requested: pd.Series
) -> str:
    """Answer with a stored model.

    Parameters
    ----------
    folder : pathlib.Path
        Of the model.
    path : pathlib.Path
        File of the warehouse.
    output : pathlib.Path
        Where ages_pred.csv shall be.
    inputs : Inputs
        What is answered.
    requested : pandas.Series of int
        The targets' ids as ages_test.csv has them.

    Returns
    -------
    str
        Id of the run.
    """
    fitted, card = load_model(folder, inputs, path)
    tables = answer(inputs, fitted, card)
    by_user = tables["age_predictions"].set_index("user_id")["predicted_age_years"]
    with pending_csv(output, requested, by_user.loc[inputs.targets]):
        replace_predictions(path, tables, emptied="age_")
    print("\n".join(told_of_model(folder, card, inputs, path, tables["age_known_facts"])))
    return str(tables["age_model_runs"].loc[0, "run_id"])


def predict_by_fit(
    arguments: argparse.Namespace,
    path: Path,
    output: Path,
    inputs: Inputs,
    requested: pd.Series,
) -> str:
    """Fit and judge, or take the same run from the warehouse; and keep the model if asked.

    Parameters
    ----------
    arguments : argparse.Namespace
        As from ``parse_arguments``.
    path, output, inputs, requested
        As for ``predict_by_model``.

    Returns
    -------
    str
        Id of the run.
    """
    print(
        f"{len(inputs.ages):,} users have an age to learn from; the {inputs.targets.nunique():,} "
        "users of ages_test.csv were held out of every fit.",
        flush=True,
    )
    seed, validation = arguments.seed, arguments.validate
    stored: StoredRun | None = None
    if not arguments.fresh:
        stored = find_stored_run(path, inputs, validation, seed=seed)
    protocol = PROTOCOLS["none" if stored else validation]
    results: Results | None = None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        if stored is None or arguments.save:
            results = estimate(inputs, protocol, seed=seed, path=path, processes=PROCESSES)
        if stored is not None:
            run, findings, covers = stored.row, stored.findings, stored.covers
            with pending_csv(output, requested, stored.years.loc[inputs.targets]):
                pass
        else:
            evidence = evidence_tables(inputs, results, protocol, seed=seed)
            run = run_row(inputs, validation, seed=seed, known_held_out=results.known_held_out)
            write(path, output, inputs, results, run, evidence=evidence, requested=requested)
            findings = Findings.of_results(results, evidence)
            covers = {name: evidence.get(name, pd.DataFrame()) for name in COVERS}
        if arguments.save:
            fitted = FittedModel(
                results.facts.encoder,
                results.training.model,
                uncertainty_of(results),
                training_profile(inputs, results),
            )
            card = card_of(inputs, run, fitted, metrics=findings.metrics, covers=covers)
            save_model(arguments.save.absolute(), state_of(fitted), card)
    if stored is not None:
        print("Nothing changed since the run in the warehouse: these are its results.")
    report(inputs, findings, PROTOCOLS[run["validation"]])
    said = dict.fromkeys(" ".join(str(warning.message).split()) for warning in caught)
    for note in [*notes_of(inputs, findings), *said]:
        print(f"Note: {note}")
    if arguments.save:
        print(f"\nThe model is in {arguments.save.absolute()}")
    return str(run["run_id"])


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
