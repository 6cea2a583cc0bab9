"""Whether a stored model of age fits the warehouse: version, features, bands, pseudonyms."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from plumage.age.candidates import MODEL_VERSION
from plumage.age.card import bands_of
from plumage.age.inputs import Inputs
from plumage.age.state import FittedModel, fitted_of
from plumage.core.errors import PlumageError
from plumage.encoding.features import FEATURE_BLOCKS, number_columns_of
from plumage.learning.store import (
    MODEL_FILE,
    TRAIN_ANEW,
    Card,
    check_whole,
    read_card,
    read_model,
    recover,
    said_plainly,
)
from plumage.warehouse.void import void_fingerprints

TRUSTED_TYPES = ("sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",)
"""Types beyond those that skops takes for safe: a tree of the boosted trees, which is arrays."""

NEEDED = ("model_version", "scikit_learn", "data_fingerprint", "features", "bands")
"""What a card must hold to be compared."""


def load_model(folder: Path, inputs: Inputs, warehouse: Path) -> tuple[FittedModel, Card]:
    """Read a stored model that fits the warehouse.

    Parameters
    ----------
    folder : pathlib.Path
        Where it is.
    inputs : Inputs
        What shall be answered.
    warehouse : pathlib.Path
        File of the warehouse; beside it stands which data somebody was removed from.

    Returns
    -------
    tuple of (FittedModel, dict)
        The model and its card.

    Raises
    ------
    PlumageError
        If it is absent, damaged, of another version, of other features or bands, holds types that
        a model has no use for, or learned from a user who was removed since.
    """
    with said_plainly(folder, "read"):
        recover(folder)
        card = read_card(folder, NEEDED)
        check_versions(folder, card)
        check_whole(folder / MODEL_FILE, card)
    check_fit(folder, card, inputs)
    if card["data_fingerprint"] in void_fingerprints(warehouse):
        raise PlumageError(
            f"the model in {folder} learned from users who were removed since: delete the folder, "
            f"then {TRAIN_ANEW}"
        )
    return read_model(folder / MODEL_FILE, TRUSTED_TYPES, fitted_of), card


def check_versions(folder: Path, card: Card) -> None:
    """Stop unless this version of Plumage and of scikit-learn can use a model.

    Parameters
    ----------
    folder : pathlib.Path
        Where it is.
    card : dict of str to object
        Its card.

    Raises
    ------
    PlumageError
        If it is of another version.
    """
    if card["model_version"] != MODEL_VERSION:
        raise PlumageError(
            f"the model in {folder} is of version {card['model_version']}, this Plumage has "
            f"{MODEL_VERSION}: {TRAIN_ANEW}"
        )
    here, there = version("scikit-learn"), str(card["scikit_learn"])
    # What trees are made of is scikit-learn's own business, and may change with each minor version.
    if here.split(".")[:2] != there.split(".")[:2]:
        raise PlumageError(
            f"the model in {folder} was made with scikit-learn {there}, here is {here}: install "
            f"that version, or {TRAIN_ANEW}"
        )


def check_fit(folder: Path, card: Card, inputs: Inputs) -> None:
    """Stop unless the warehouse has what a model asks for.

    Parameters
    ----------
    folder : pathlib.Path
        Where the model is.
    card : dict of str to object
        Its card.
    inputs : Inputs
        What shall be answered.

    Raises
    ------
    PlumageError
        If features, age bands or pseudonyms are others.
    """
    features = number_columns_of(FEATURE_BLOCKS)
    if card["features"] != features:
        other = sorted(set(card["features"]) ^ set(features)) or ["another order"]
        raise PlumageError(
            f"the model in {folder} knows other features than the warehouse has ({other[0]}"
            f"{' and others' if len(other) > 1 else ''}): {TRAIN_ANEW}"
        )
    if card["bands"] != bands_of(inputs):
        raise PlumageError(
            f"the model in {folder} has other age bands than seeds/ref_age_bands.csv: build with "
            f"those of its card, or {TRAIN_ANEW}"
        )
    key = inputs.facts["pseudonym_key_check"]
    if card.get("pseudonym_key_check") != (key if isinstance(key, str) else None):
        raise PlumageError(
            f"the model in {folder} knows accounts by other pseudonyms than the warehouse: build "
            f"with the key (or without one) that it was trained with, or {TRAIN_ANEW}"
        )
