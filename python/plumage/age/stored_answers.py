"""Answers of a stored model for all users of a warehouse, without any fit or known age."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from threadpoolctl import threadpool_limits

from plumage import __version__
from plumage.age.answers import Predicted
from plumage.age.candidates import BANDS_MODEL, YEARS_MODEL
from plumage.age.distribution import AgeDistribution
from plumage.age.drivers import age_drivers
from plumage.age.inputs import Inputs
from plumage.age.outputs import library_versions, prediction_rows, run_id_of
from plumage.age.published import Published
from plumage.age.report import figure
from plumage.age.state import FittedModel
from plumage.encoding.coverage import known_facts, known_line
from plumage.learning.store import Card
from plumage.warehouse.access import connect

SHOWN_FEATURES = 3
"""Features named on the terminal when users have changed."""

CHANCE_SHARE = 0.02
"""Share of features that pass the limit of the drift mart although nothing has changed."""

BY_CARD = "stored_model"
"""``model_runs.validation`` of runs whose model was judged elsewhere, as its card reports."""


def model_run_row(inputs: Inputs, card: Card) -> dict[str, object]:
    """Describe a run that only answers.

    Parameters
    ----------
    inputs : Inputs
        What was answered.
    card : dict of str to object
        Card of the model.

    Returns
    -------
    dict of str to object
        Columns of ``predictions.model_runs``: of the warehouse what was answered, of the card
        what was learned from.
    """
    fingerprint = inputs.fingerprint()
    return {
        "run_id": run_id_of(fingerprint, card["file"]["sha256"]),
        "model_version": card["model_version"],
        "project_version": __version__,
        "data_fingerprint": inputs.facts["data_fingerprint"],
        "settings_fingerprint": inputs.facts["settings_fingerprint"],
        "input_fingerprint": fingerprint,
        "library_versions": library_versions(),
        "as_of": inputs.facts["as_of"],
        "seed": card["seed"],
        "years_model": YEARS_MODEL.name,
        "bands_model": BANDS_MODEL.name,
        "labelled_user_count": card["labelled_user_count"],
        "held_out_user_count": inputs.targets.nunique(),
        # Held-out ages are for judging, and nothing is judged here.
        "known_held_out_user_count": 0,
        "predicted_user_count": len(inputs.tables.features),
        "min_age_years": card["min_age_years"],
        "max_age_years": card["max_age_years"],
        "fold_count": card["protocol"]["folds"],
        "repeat_count": card["protocol"]["repeats"],
        "bootstrap_replicate_count": card["protocol"]["bootstrap_replicates"],
        "validation": BY_CARD,
    }


# One thread, as where the model was fitted: the same sums in the same order.
@threadpool_limits.wrap(limits=1)
def answer(inputs: Inputs, fitted: FittedModel, card: Card) -> dict[str, pd.DataFrame]:
    """Predict every user, and list what moved each prediction.

    Parameters
    ----------
    inputs : Inputs
        Users.
    fitted : FittedModel
        The model.
    card : dict of str to object
        Its card.

    Returns
    -------
    dict of str to pandas.DataFrame
        Rows by table of ``predictions``.
    """
    run = model_run_row(inputs, card)
    facts = fitted.encoder.encode(inputs.tables)
    masses = fitted.model.predict(facts)
    grid = fitted.model.setting.grid
    years, bands = (
        Predicted.of_distribution(AgeDistribution(grid, masses[role]), inputs.bands)
        for role in ("years", "bands")
    )
    # The model may have learned from these users, and keeps no id that would tell.
    is_known = inputs.users["user_id"].isin(inputs.ages.index)
    published = Published(
        years,
        bands,
        fitted.uncertainty.of(masses, facts.levels),
        pd.Series(years.years, dtype="Int64").where(is_known.to_numpy()),
    )
    tables = prediction_rows(run, inputs.users, inputs.bands, published)
    tables |= without_known(tables)
    tables["model_runs"] = pd.DataFrame([run])
    beside = {
        "drivers": age_drivers(fitted.model, facts),
        "training_profile": fitted.profile,
        "known_facts": known_facts(facts, inputs.tables),
    }
    return tables | {
        name: rows.assign(run_id=run["run_id"]) for name, rows in beside.items() if len(rows)
    }


def without_known(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Withhold predictions of users whose age is known, but for the year named in-sample."""
    predictions, shares = tables["age_predictions"].copy(), tables["age_band_probabilities"]
    is_known = predictions["has_known_age"]
    answers = predictions.columns[predictions.columns.get_loc("predicted_age_years") :].drop(
        ["has_known_age", "in_sample_age_years"]
    )
    predictions[answers] = predictions[answers].convert_dtypes().mask(is_known)
    is_open = ~shares["user_id"].isin(predictions.loc[is_known, "user_id"])
    return {"age_predictions": predictions, "age_band_probabilities": shares[is_open]}


def drift_line(path: Path) -> str:
    """Report how far the users predicted differ from those that the model learned from.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse, with the answers in it.

    Returns
    -------
    str
        One line.
    """
    where = "marts.fct_age_drift"
    with connect(path, read_only=True) as connection:
        views = connection.execute(
            "select count(*) from duckdb_views()"
            " where schema_name = 'marts' and view_name = 'fct_age_drift'"
        ).fetchone()[0]
        if not views:
            return f"How far the users here are unlike those learned from: {where}."
        rows = connection.execute(
            f"select feature, verdict from {where} where population = 'all'"
            " order by stability_index desc, feature"
        ).fetchall()
    moved = [feature for feature, verdict in rows if verdict in ("some drift", "much drift")]
    if len(moved) <= CHANCE_SHARE * len(rows):
        return (
            f"Features are spread here as among the users learned from: {len(moved)} of "
            f"{len(rows)} features differ, which chance alone can bring ({where})."
        )
    return (
        f"WARNING: {len(moved)} of {len(rows)} features are spread otherwise here than among the "
        f"users learned from, most of all {', '.join(moved[:SHOWN_FEATURES])} ({where}). Intervals "
        "then hold the true age less often than they promise, and the card's figures do not hold."
    )


def told_of_model(
    folder: Path, card: Card, inputs: Inputs, path: Path, known: pd.DataFrame
) -> list[str]:
    """Report where predictions come from, and how good the model was where it was judged.

    Parameters
    ----------
    folder : pathlib.Path
        Of the model.
    card : dict of str to object
        Its card.
    inputs : Inputs
        What was answered.
    path : pathlib.Path
        File of the warehouse, with the answers in it.
    known : pandas.DataFrame
        As from ``known_facts``.

    Returns
    -------
    list of str
        Lines of text.
    """
    lines = [
        f"Answered by the model in {folder} (run {card['run_id']}, {card['labelled_user_count']:,} "
        "users learned from). Nothing was fitted or judged here.",
        judged_by_card(card),
        drift_line(path),
    ]
    if card.get("is_synthetic") and not inputs.facts["is_synthetic"]:
        lines.append(
            "WARNING: the model learned from made-up data: it says nothing about real people."
        )
    if line := known_line(known):
        lines.append(line)
    if card["settings_fingerprint"] != inputs.facts["settings_fingerprint"]:
        lines.append(
            "Note: this warehouse was built with other variables or reference seeds than the "
            "model's: features may mean something else"
        )
    return lines


def judged_by_card(card: Card) -> str:
    """Report the error that the card holds.

    Parameters
    ----------
    card : dict of str to object
        Card of a model.

    Returns
    -------
    str
        One line.
    """
    for population in ("with_profile", "all"):
        for row in card["metrics"]:
            key = (row["model"], row["evaluation"], row["population"], row["metric"])
            if key == (YEARS_MODEL.name, "cv", population, "mae"):
                whom = " with a profile" if population == "with_profile" else ""
                return (
                    f"By its card: {figure(row['value'], row['ci_low'], row['ci_high'])} years off "
                    f"on {row['n']:,} cross-validated users{whom}, where the median is "
                    f"{figure(row['floor_value'])} off."
                )
    return "Its card reports no validation: the accuracy of these predictions is unknown."
