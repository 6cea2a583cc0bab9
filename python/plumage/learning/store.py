"""Stored models: a folder with ``model.skops`` and ``card.json``, saved whole, read with suspicion.

The file is skops, not pickle: reading it runs no code that it brings along. Types that a model has
no use for are refused by name before anything is made of them.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from zipfile import ZIP_DEFLATED

import skops.io as sio

from plumage.age.candidates import MODEL_VERSION
from plumage.age.card import FORMAT, Card, bands_of
from plumage.age.inputs import Inputs
from plumage.age.state import FittedModel, fitted_of, state_of
from plumage.core.errors import PlumageError
from plumage.core.files import sha256_of, sync_folder
from plumage.encoding.features import FEATURE_BLOCKS, number_columns_of
from plumage.warehouse.void import void_fingerprints

MODEL_FILE, CARD_FILE = "model.skops", "card.json"

TRUSTED_TYPES = ("sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",)
"""Types beyond those that skops takes for safe: a tree of the boosted trees, which is arrays."""

TRAIN_ANEW = "train a new one with `python python/predict.py --save DIR`"


def check_savable(folder: Path) -> None:
    """Stop before any fit when a model could not be saved after it.

    Parameters
    ----------
    folder : pathlib.Path
        Where it shall be.

    Raises
    ------
    PlumageError
        If something else stands there, or nothing can be written beside it.
    """
    with said_plainly(folder):
        recover(folder)
        if folder.exists():
            found = {path.name for path in folder.iterdir()} if folder.is_dir() else {folder.name}
            if not folder.is_dir() or found - {MODEL_FILE, CARD_FILE}:
                raise PlumageError(
                    f"--save {folder} holds something else than a model ({sorted(found)[0]}): name "
                    "a new folder, or one of an earlier model"
                )
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(_beside(folder, "saving"), ignore_errors=True)
        _beside(folder, "saving").mkdir()
        _beside(folder, "saving").rmdir()


def save_model(folder: Path, fitted: FittedModel, card: Card) -> None:
    """Store a model; whatever ends the process, an earlier one there is lost only to a whole one.

    Parameters
    ----------
    folder : pathlib.Path
        Where it shall be; made, or replaced when it holds an earlier model.
    fitted : FittedModel
        The model.
    card : dict of str to object
        As from ``card_of``.

    Raises
    ------
    PlumageError
        If it cannot be written.
    """
    waiting, old = _beside(folder, "saving"), _beside(folder, "old")
    try:
        with said_plainly(folder):
            shutil.rmtree(waiting, ignore_errors=True)
            waiting.mkdir()
            sio.dump(state_of(fitted), waiting / MODEL_FILE, compression=ZIP_DEFLATED)
            file = {"bytes": (waiting / MODEL_FILE).stat().st_size}
            file["sha256"] = sha256_of(waiting / MODEL_FILE)
            text = json.dumps(card | {"file": file}, indent=1, ensure_ascii=False, allow_nan=False)
            (waiting / CARD_FILE).write_text(text + "\n", encoding="utf-8")
            for path in waiting.iterdir():
                with path.open("rb") as handle:
                    os.fsync(handle.fileno())
            sync_folder(waiting)
            if folder.exists():
                os.rename(folder, old)
            os.rename(waiting, folder)
            sync_folder(folder.parent)
    finally:
        with suppress(OSError):
            recover(folder)
            shutil.rmtree(waiting, ignore_errors=True)


def recover(folder: Path) -> None:
    """Put the earlier model back when a save was cut short between taking it away and the new one.

    Parameters
    ----------
    folder : pathlib.Path
        Where the model shall be.
    """
    old = _beside(folder, "old")
    if old.exists():
        if folder.exists():
            shutil.rmtree(old)
        else:
            os.rename(old, folder)


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


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
        card = read_card(folder)
        check_versions(folder, card)
        check_whole(folder / MODEL_FILE, card)
    check_fit(folder, card, inputs)
    if card["data_fingerprint"] in void_fingerprints(warehouse):
        raise PlumageError(
            f"the model in {folder} learned from users who were removed since: delete the folder, "
            f"then {TRAIN_ANEW}"
        )
    return read_model(folder / MODEL_FILE), card


def read_card(folder: Path) -> Card:
    """Read the card of a stored model.

    Parameters
    ----------
    folder : pathlib.Path
        Where the model is.

    Returns
    -------
    dict of str to object
        As from ``card_of``, with ``file``.

    Raises
    ------
    PlumageError
        If there is none, or it is no card.
    """
    if not folder.is_dir():
        raise PlumageError(f"there is no folder {folder}: {TRAIN_ANEW}")
    for name in (CARD_FILE, MODEL_FILE):
        if not (folder / name).is_file():
            raise PlumageError(f"{folder} is no stored model: it has no {name}; {TRAIN_ANEW}")
    try:
        card = json.loads((folder / CARD_FILE).read_text(encoding="utf-8"))
        if card["format"] != FORMAT or not isinstance(card["file"]["sha256"], str):
            raise ValueError("it has another layout")
        for name in ("model_version", "scikit_learn", "data_fingerprint", "features", "bands"):
            card[name]
    except (ValueError, KeyError, TypeError) as error:
        raise PlumageError(
            f"{folder / CARD_FILE} is not the card of a model of this version ({error}): "
            f"{TRAIN_ANEW}"
        ) from error
    return card


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


def check_whole(path: Path, card: Card) -> None:
    """Stop unless the model's file is the one that the card tells of.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    card : dict of str to object
        Its card.

    Raises
    ------
    PlumageError
        If it is shorter, longer or changed.
    """
    size, expected = path.stat().st_size, card["file"].get("bytes")
    if size != expected:
        raise PlumageError(
            f"{path} has {size} bytes, its card says {expected}: it is not whole. Copy it again, "
            f"or {TRAIN_ANEW}"
        )
    if sha256_of(path) != card["file"]["sha256"]:
        raise PlumageError(
            f"{path} is not the file that its card tells of (another SHA-256): it was changed or "
            f"damaged, and is not read. Copy it again, or {TRAIN_ANEW}"
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


def read_model(path: Path) -> FittedModel:
    """Read the file of a model, and nothing that a model has no use for.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    FittedModel
        The model.

    Raises
    ------
    PlumageError
        If it holds other types, or is no model.
    """
    try:
        foreign = sorted(set(sio.get_untrusted_types(file=path)) - set(TRUSTED_TYPES))
        if not foreign:
            return fitted_of(sio.load(path, trusted=list(TRUSTED_TYPES)))
    # Whatever a file from elsewhere makes a reader stumble over, it is no model.
    except Exception as error:
        said = " ".join(str(error).split())[:200]
        raise PlumageError(f"{path} cannot be read as a model ({said}): {TRAIN_ANEW}") from error
    raise PlumageError(
        f"{path} holds types that a model has no use for, and is not read: {', '.join(foreign)}. "
        "Do not use files of unknown origin"
    )


@contextmanager
def said_plainly(folder: Path, done: str = "written") -> Iterator[None]:
    """Turn an error of the file system into one line that names the folder.

    Parameters
    ----------
    folder : pathlib.Path
        Of the model.
    done : str, default="written"
        What could not be done.

    Yields
    ------
    None
        While the block runs.

    Raises
    ------
    PlumageError
        In place of an OSError.
    """
    try:
        yield
    except OSError as error:
        raise PlumageError(
            f"the model in {folder} could not be {done} ({error.strerror or error}): mend that, or "
            "name another folder"
        ) from error
