"""The card of a stored model: what it was made of, how good it is, what it is for and what not."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version

import pandas as pd

from plumage.age.candidates import BANDS_MODEL, YEARS_MODEL
from plumage.age.inputs import Inputs
from plumage.age.state import FittedModel
from plumage.age.validation import PROTOCOLS
from plumage.encoding.features import FEATURE_BLOCKS, number_columns_of
from plumage.learning.store import Card

RUN_FACTS = (
    "run_id",
    "model_version",
    "project_version",
    "data_fingerprint",
    "settings_fingerprint",
    "input_fingerprint",
    "library_versions",
    "seed",
    "labelled_user_count",
    "held_out_user_count",
    "min_age_years",
    "max_age_years",
    "validation",
)
"""Columns of ``model_runs`` that the card repeats."""

INTENDED_USE = (
    "Estimates of the age of users of the same kind as those learned from: counts and shares over "
    "many users, and ranking users for a campaign, with the errors that the metrics report.",
    "Users of a later export, while marts.fct_age_drift shows no more drift than chance brings.",
)

LIMITS = (
    "No proof of age: never decide by it who may see, buy or enter anything.",
    "The metrics hold for users like those learned from. Other languages, years, networks or ways "
    "of choosing users have other errors.",
    "Intervals too: among users unlike those learned from they hold the true age less often than "
    "promised. Where ages are known, score them; where none is, marts.fct_age_drift has to do.",
    "Intervals keep their promise on average: users at rare, older ages are held far less often, "
    "and are then older than the interval says. Sets of bands promise the same to every band.",
    "Older users are predicted too young, and users of whom little is known get the usual age.",
    "The file holds words, account ids and single feature values of the users learned from, but "
    "nobody's age, id or row. Keep it as carefully as the data, and delete it with them.",
    "The hash in this card detects damage. It is not a signature: whoever can change the file "
    "can change the card. Types other than arrays, numbers, texts and scikit-learn's trees are "
    "refused.",
)


def card_of(
    inputs: Inputs,
    run: dict[str, object],
    fitted: FittedModel,
    *,
    metrics: pd.DataFrame,
    covers: Mapping[str, pd.DataFrame],
) -> Card:
    """Write the card of a model.

    Parameters
    ----------
    inputs : Inputs
        What it learned from.
    run : dict of str to object
        Row of ``model_runs``.
    fitted : FittedModel
        The model.
    metrics : pandas.DataFrame
        Rows of ``model_metrics``; empty when nothing was judged.
    covers : mapping of str to pandas.DataFrame
        Rows of ``interval_cover`` and ``age_band_set_cover``.

    Returns
    -------
    dict of str to object
        As JSON holds it; without the hash of the model's file.
    """
    described = fitted.model.described
    chosen = {} if described is None else described.choice.chosen
    protocol = PROTOCOLS[str(run["validation"])]
    published = (YEARS_MODEL.name, BANDS_MODEL.name)
    judged = metrics[metrics["model"].isin(published)] if len(metrics) else metrics
    return {
        **{name: plain(run[name]) for name in RUN_FACTS},
        "as_of": str(run["as_of"]),
        "python": platform.python_version(),
        "scikit_learn": version("scikit-learn"),
        "skops": version("skops"),
        "pseudonym_key_check": plain(inputs.facts["pseudonym_key_check"]),
        "is_synthetic": bool(inputs.facts["is_synthetic"]),
        "features": number_columns_of(FEATURE_BLOCKS),
        "vocabulary_sizes": {
            name: int(one.keys.size) for name, one in fitted.encoder.vocabularies.items()
        },
        "bands": bands_of(inputs),
        "chosen": {role: one.title for role, one in chosen.items()},
        "protocol": {
            "folds": protocol.folds,
            "repeats": protocol.repeats,
            "bootstrap_replicates": protocol.replicates,
            "confidence": protocol.confidence,
        },
        "metrics": rows_of(judged),
        "interval_cover": rows_of(covers["interval_cover"]),
        "band_set_cover": rows_of(covers["age_band_set_cover"]),
        "intended_use": list(INTENDED_USE),
        "limits": list(LIMITS),
    }


def bands_of(inputs: Inputs) -> list[dict[str, object]]:
    """Lay out the age bands.

    Parameters
    ----------
    inputs : Inputs
        What was read.

    Returns
    -------
    list of dict
        Id, name and youngest age (None for the first) of each.
    """
    bands = inputs.bands
    edges = (None, *bands.edges)
    return [
        {"age_band_id": band, "age_band": name, "min_age_years": edge}
        for band, name, edge in zip(bands.ids, bands.names, edges, strict=True)
    ]


def rows_of(table: pd.DataFrame) -> list[dict[str, object]]:
    """Lay out rows as JSON holds them.

    Parameters
    ----------
    table : pandas.DataFrame
        Any rows; the run is said elsewhere.

    Returns
    -------
    list of dict
        None for what is not known.
    """
    kept = table.drop(columns="run_id", errors="ignore")
    return [{name: plain(value) for name, value in row.items()} for row in kept.to_dict("records")]


def plain(value: object) -> object:
    """Turn a value of a data frame into one that JSON knows.

    Parameters
    ----------
    value : object
        A number, a text or nothing.

    Returns
    -------
    object
        None for NaN; Python's own numbers.
    """
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
