"""One run of predict.py: read, fit, judge, predict, write, report."""

from __future__ import annotations

import os
import warnings
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

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
from plumage.age.published import Published, published_of
from plumage.age.report import Findings, report
from plumage.age.requested import requested_ids
from plumage.age.state import FittedModel, state_of
from plumage.age.stored_answers import answer, told_of_model
from plumage.age.stored_model import load_model
from plumage.age.stored_run import COVERS, find_stored_run
from plumage.age.validation import PROTOCOLS
from plumage.core.errors import PlumageError
from plumage.core.paths import warehouse_path
from plumage.core.terminal import progress
from plumage.learning.store import check_savable, save_model
from plumage.warehouse.access import replace_predictions
from plumage.warehouse.lock import sole_writer
from plumage.warehouse.publication import unfinished_build

PROCESSES = min(2, os.cpu_count() or 1)
"""Training sets that are validated at a time; what is found does not depend on it."""

SAME_RUN = (
    "Data, settings, code, versions and seed are those of the run in the warehouse: these are its "
    "results."
)


@dataclass(frozen=True)
class Request:
    """What a command line asks for; paths are absolute.

    Attributes
    ----------
    output : pathlib.Path
        Where ages_pred.csv shall be.
    seed : int
        Seed of everything random.
    validation : str
        Key of ``PROTOCOLS``: how models are judged.
    is_fresh : bool
        Whether to fit and judge even if the same run is stored.
    save : pathlib.Path or None
        Folder to keep the model in.
    model : pathlib.Path or None
        Folder of a kept model, which answers without a fit.
    """

    output: Path
    seed: int = 1
    validation: str = "quick"
    is_fresh: bool = False
    save: Path | None = None
    model: Path | None = None


def write(
    path: Path,
    output: Path,
    inputs: Inputs,
    published: Published,
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
    published : Published
        Predictions.
    run : dict of str to object
        As from ``run_row``.
    evidence : dict of str to pandas.DataFrame
        As from ``evidence_tables``.
    requested : pandas.Series of int
        The targets' ids as ages_test.csv has them.
    """
    tables = {"model_runs": pd.DataFrame([run])}
    tables |= prediction_rows(run, inputs.users, inputs.bands, published)
    tables |= {name: rows.assign(run_id=run["run_id"]) for name, rows in evidence.items()}
    by_user = pd.Series(published.years.years, index=inputs.tables.features["user_id"])
    with pending_csv(output, requested, by_user.loc[inputs.targets]):
        replace_predictions(path, tables, subject="age")


def predict(request: Request) -> None:
    """Do what is asked for.

    Parameters
    ----------
    request : Request
        What is asked for.

    Raises
    ------
    PlumageError
        If something is in the way that a user can fix.
    """
    path, output = warehouse_path(), request.output
    check_output(output)
    if request.save:
        check_savable(request.save)
    inputs = read_inputs(path)
    requested = requested_ids(path, inputs)
    if request.model:
        run_id = predict_by_model(request.model, path, output, inputs, requested)
    else:
        check_learnable(inputs)
        run_id = predict_by_fit(request, path, inputs, requested)
    if inputs.targets.empty:
        print("Note: no ages_test.csv asks for anybody, so the file has a header alone.")
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
        replace_predictions(path, tables, subject="age")
    print("\n".join(told_of_model(folder, card, inputs, path, tables["known_facts"])))
    return str(tables["model_runs"].loc[0, "run_id"])


def predict_by_fit(request: Request, path: Path, inputs: Inputs, requested: pd.Series) -> str:
    """Fit and judge, or take the same run from the warehouse; and keep the model if asked.

    Parameters
    ----------
    request : Request
        What is asked for.
    path, inputs, requested
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
    output, seed, validation = request.output, request.seed, request.validation
    stored = find_stored_run(path, inputs, validation, seed=seed)
    if validation == "none" and stored is None and not request.is_fresh:
        check_nothing_judged(path, inputs)
    if request.is_fresh and stored is not None:
        # What was judged on the same data by the same code would be removed by a run that is not.
        is_kept = validation == "none" and stored.row["validation"] != "none"
        stored = stored if is_kept else None
    protocol = PROTOCOLS["none" if stored else validation]
    results: Results | None = None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        if stored is None or request.save:
            results = estimate(inputs, protocol, seed=seed, path=path, processes=PROCESSES)
        if stored is not None:
            run, findings, covers = stored.row, stored.findings, stored.covers
            with pending_csv(output, requested, stored.years.loc[inputs.targets]):
                pass
        else:
            with progress("report", is_kept=False):
                evidence = evidence_tables(inputs, results, protocol, seed=seed)
            run = run_row(inputs, validation, seed=seed, known_held_out=results.known_held_out)
            published = published_of(results, inputs.bands)
            evidence |= {
                "model_metrics": results.metrics,
                "age_model_coefficients": coefficient_rows(run, results.explaining),
            }
            write(path, output, inputs, published, run, evidence=evidence, requested=requested)
            findings = Findings.of_results(results, published, evidence)
            covers = {name: evidence.get(name, pd.DataFrame()) for name in COVERS}
        if request.save:
            fitted = FittedModel(
                results.facts.encoder,
                results.training.model,
                uncertainty_of(results),
                training_profile(inputs, results),
            )
            card = card_of(inputs, run, fitted, metrics=findings.metrics, covers=covers)
            save_model(request.save, state_of(fitted), card)
    if stored is not None:
        print(SAME_RUN)
    report(inputs, findings, PROTOCOLS[run["validation"]])
    said = dict.fromkeys(" ".join(str(warning.message).split()) for warning in caught)
    for note in [*notes_of(inputs, findings), *said]:
        print(f"Note: {note}")
    if request.save:
        print(f"\nThe model is in {request.save}")
    return str(run["run_id"])


def check_nothing_judged(path: Path, inputs: Inputs) -> None:
    """Stop before a run that is not judged removes figures of the same data and code."""
    judged = find_stored_run(path, inputs, "quick", seed=None)
    if judged is not None:
        raise PlumageError(
            f"the warehouse holds a judged run on the same data (seed {judged.row['seed']}), and "
            "this one would remove its figures: leave out --validate none, or add --fresh"
        )


def run(request: Request) -> None:
    """Predict while nobody else writes the warehouse.

    Parameters
    ----------
    request : Request
        What is asked for.

    Raises
    ------
    PlumageError
        As from ``predict``, or if the warehouse is being written.
    """
    path = warehouse_path()
    if unfinished_build(path):
        print("Note: the last `dbt build` did not come to its end; this is the one before it.")
    # From the first read to the last write: the answers are about what the warehouse holds.
    with sole_writer(path, "predict.py") if path.exists() else nullcontext():
        predict(request)
