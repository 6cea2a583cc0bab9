"""Stored models: a folder with ``model.skops`` and ``card.json``, saved whole, read with suspicion.

The file is skops, not pickle: reading it runs no code that it brings along. Types that a model has
no use for are refused by name before anything is made of them.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from zipfile import ZIP_DEFLATED

import skops.io as sio

from plumage.core.errors import PlumageError
from plumage.core.files import sha256_of, sync_folder
from plumage.core.paths import CARD_FILE, KEPT, MODEL_FILE
from plumage.core.tracking import check_untracked

Model = TypeVar("Model")
Card = dict[str, Any]
"""What JSON holds of a model: what it was made of, how good it is, what it is for and what not."""

CARD_FORMAT = 1
"""Version of the folder's layout."""

TRAIN_ANEW = "train a new one (`--save DIR`)"


def check_savable(folder: Path) -> None:
    """Stop before any fit when a model could not be saved after it, or git would track it.

    Parameters
    ----------
    folder : pathlib.Path
        Where it shall be.

    Raises
    ------
    PlumageError
        If it is the folder of all models, git would track it, something else stands there, or
        nothing can be written beside it.
    """
    if folder.resolve() == KEPT.resolve():
        raise PlumageError(
            f"--save {folder} is the folder of all models: name it, --save kept/NAME"
        )
    check_untracked(folder / MODEL_FILE, option=f"--save {folder}", instead="--save kept/NAME")
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


def save_model(folder: Path, state: object, card: Card) -> None:
    """Store a model; whatever ends the process, an earlier one there is lost only to a whole one.

    Parameters
    ----------
    folder : pathlib.Path
        Where it shall be; made, or replaced when it holds an earlier model.
    state : object
        The model as arrays, texts and numbers, and types that ``read_model`` is told to trust.
    card : dict of str to object
        What a reader must know of it; ``format`` and ``file`` are added.

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
            sio.dump(state, waiting / MODEL_FILE, compression=ZIP_DEFLATED)
            file = {"bytes": (waiting / MODEL_FILE).stat().st_size}
            file["sha256"] = sha256_of(waiting / MODEL_FILE)
            text = json.dumps(
                {"format": CARD_FORMAT, **card, "file": file},
                indent=1,
                ensure_ascii=False,
                allow_nan=False,
            )
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


def read_card(folder: Path, needed: Iterable[str], *, subject: str = "age") -> Card:
    """Read the card of a stored model.

    Parameters
    ----------
    folder : pathlib.Path
        Where the model is.
    needed : iterable of str
        Names that the card must hold.
    subject : str
        What the model must be of; cards that name none are of age.

    Returns
    -------
    dict of str to object
        As it was saved, with ``format`` and ``file``.

    Raises
    ------
    PlumageError
        If there is none, or it is no card.
    """
    if not folder.is_dir():
        raise PlumageError(f"there is no folder {folder}: {TRAIN_ANEW}")
    for name in (CARD_FILE, MODEL_FILE):
        if not (folder / name).is_file():
            raise PlumageError(f"{folder} is not a stored model: it has no {name}; {TRAIN_ANEW}")
    try:
        card = json.loads((folder / CARD_FILE).read_text(encoding="utf-8"))
        if card["format"] != CARD_FORMAT or not isinstance(card["file"]["sha256"], str):
            raise ValueError("it has another layout")
        if (found := card.get("subject", "age")) != subject:
            raise PlumageError(
                f"{folder} holds a model of {found}, not of {subject}: its {CARD_FILE} describes it"
            )
        for name in needed:
            card[name]
    except (ValueError, KeyError, TypeError) as error:
        raise PlumageError(
            f"{folder / CARD_FILE} is not a model card of this version ({error}): {TRAIN_ANEW}"
        ) from error
    return card


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
            f"{path} has {size} bytes, its card says {expected}: it is incomplete. Copy it again, "
            f"or {TRAIN_ANEW}"
        )
    if sha256_of(path) != card["file"]["sha256"]:
        raise PlumageError(
            f"{path} is not the file that its card describes (another SHA-256): it was changed or "
            f"damaged, so it was not read. Copy it again, or {TRAIN_ANEW}"
        )


def read_model(path: Path, trusted: Sequence[str], restore: Callable[[Any], Model]) -> Model:
    """Read the file of a model, and nothing that a model has no use for.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    trusted : sequence of str
        Types beyond those that skops takes for safe.
    restore : callable
        Makes the model from the state that was saved.

    Returns
    -------
    object
        The model.

    Raises
    ------
    PlumageError
        If it holds other types, or is no model.
    """
    try:
        foreign = sorted(set(sio.get_untrusted_types(file=path)) - set(trusted))
        if not foreign:
            return restore(sio.load(path, trusted=list(trusted)))
    # Whatever a file from elsewhere makes a reader stumble over, it is no model.
    except Exception as error:
        said = " ".join(str(error).split())[:200]
        raise PlumageError(f"{path} cannot be read as a model ({said}): {TRAIN_ANEW}") from error
    raise PlumageError(
        f"{path} contains types that no model needs, so it was not read: {', '.join(foreign)}. "
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
            f"the model in {folder} could not be {done} ({error.strerror or error}): fix that, or "
            "name another folder"
        ) from error
