"""What a run leaves behind: rows for the schema ``predictions``, and ages_pred.csv."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd

from plumage import __version__
from plumage.age.bands import AgeBands
from plumage.age.candidates import BANDS_MODEL, MODEL_VERSION, YEARS_MODEL
from plumage.age.inputs import Inputs
from plumage.age.published import Published
from plumage.age.uncertainty import COVER
from plumage.age.validation import PROTOCOLS
from plumage.core.errors import PlumageError
from plumage.core.files import is_running, said_plainly, sync_folder
from plumage.learning.ordinal.bands import OrdinalBands
from plumage.warehouse.state import hash_of_code

LIBRARIES = ("numpy", "scipy", "pandas", "scikit-learn", "statsmodels")
"""Libraries whose version can change a figure."""

FITTING = ("age", "encoding", "learning")
"""Packages whose code decides what a run finds."""


def library_versions() -> str:
    """Versions of the libraries that estimate.

    Returns
    -------
    str
        ``name=version`` words.
    """
    return " ".join(f"{name}={version(name)}" for name in LIBRARIES)


@cache
def fitting_code_md5() -> str:
    """Hash of the code that fits and judges: a changed model is another run."""
    package = Path(__file__).resolve().parents[1]
    return hash_of_code(path for name in FITTING for path in (package / name).rglob("*.py"))


def run_id_of(input_fingerprint: str, *details: object) -> str:
    """Name a run by all that decides what it finds.

    Parameters
    ----------
    input_fingerprint : str
        As from ``Inputs.fingerprint``.
    *details : object
        Seed and protocol; or what a stored model is.

    Returns
    -------
    str
        16 hexadecimal digits; the same for the same run repeated.
    """
    made_by = (MODEL_VERSION, __version__, fitting_code_md5(), library_versions())
    identity = repr((input_fingerprint, *made_by, *details))
    return hashlib.md5(identity.encode()).hexdigest()[:16]


def run_row(
    inputs: Inputs, validation: str, *, seed: int, known_held_out: int
) -> dict[str, object]:
    """Describe a run; the same run repeated gives the same row.

    Parameters
    ----------
    inputs : Inputs
        What was learned from and answered.
    validation : str
        Key of ``PROTOCOLS``: how models were judged.
    seed : int
        Seed of the run.
    known_held_out : int
        Users of ages_test.csv whose age is known after all.

    Returns
    -------
    dict of str to object
        Columns of ``predictions.model_runs``.
    """
    protocol = PROTOCOLS[validation]
    fingerprint = inputs.fingerprint()
    return {
        "run_id": run_id_of(fingerprint, seed, protocol),
        "model_version": MODEL_VERSION,
        "project_version": __version__,
        "data_fingerprint": inputs.facts["data_fingerprint"],
        "settings_fingerprint": inputs.facts["settings_fingerprint"],
        "input_fingerprint": fingerprint,
        "library_versions": library_versions(),
        "as_of": inputs.facts["as_of"],
        "seed": seed,
        "years_model": YEARS_MODEL.name,
        "bands_model": BANDS_MODEL.name,
        "labelled_user_count": len(inputs.ages),
        "held_out_user_count": inputs.targets.nunique(),
        "known_held_out_user_count": known_held_out,
        "predicted_user_count": len(inputs.tables.features),
        "min_age_years": int(inputs.ages.min()),
        "max_age_years": int(inputs.ages.max()),
        "fold_count": protocol.folds,
        "repeat_count": protocol.repeats,
        "bootstrap_replicate_count": protocol.replicates,
        "validation": validation,
    }


def prediction_rows(
    run: dict[str, object],
    users: pd.DataFrame,
    bands: AgeBands,
    published: Published,
) -> dict[str, pd.DataFrame]:
    """Write predictions as rows of ``age_predictions`` and ``age_band_probabilities``.

    Parameters
    ----------
    run : dict of str to object
        As from ``run_row``.
    users : pandas.DataFrame
        ``user_id``, ``role``, ``evidence_level`` of the users predicted.
    bands : AgeBands
        Age bands.
    published : Published
        Predictions for these users, in the same order.

    Returns
    -------
    dict of str to pandas.DataFrame
        Rows by table.
    """
    years, stated = published.years, published.stated
    ids, names = np.array(bands.ids), np.array(bands.names, dtype=object)
    predictions = pd.DataFrame(
        {
            "run_id": run["run_id"],
            "model_version": run["model_version"],
            "data_fingerprint": run["data_fingerprint"],
            "user_id": users["user_id"].to_numpy(),
            "role": users["role"].to_numpy(),
            "evidence_level": users["evidence_level"].to_numpy(),
            "predicted_age_years": years.years,
            "predicted_age_exact": years.exact_years,
            "age_band_id": ids[years.bands],
            "age_band": names[years.bands],
            "interval_low_years": stated.intervals["interval_low_years"].to_numpy(),
            "interval_high_years": stated.intervals["interval_high_years"].to_numpy(),
            "interval_cover": COVER,
            "age_band_set": [", ".join(names[held]) for held in stated.in_set],
            "age_band_set_size": stated.in_set.sum(axis=1),
            "information_bits": stated.information_bits,
            "has_known_age": published.in_sample_years.notna().to_numpy(),
            "abstain": stated.abstain,
            "in_sample_age_years": published.in_sample_years.to_numpy(),
        }
    )
    shares = pd.DataFrame(
        {
            "run_id": run["run_id"],
            "user_id": np.repeat(users["user_id"].to_numpy(), len(bands)),
            "age_band_id": np.tile(ids, len(users)),
            "age_band": np.tile(names, len(users)),
            "probability": published.probabilities.probabilities.ravel(),
            "is_in_set": stated.in_set.ravel(),
        }
    )
    return {"age_predictions": predictions, "age_band_probabilities": shares}


def coefficient_rows(run: dict[str, object], model: OrdinalBands | None) -> pd.DataFrame:
    """Write the explaining model as rows of ``age_model_coefficients``.

    Parameters
    ----------
    run : dict of str to object
        As from ``run_row``.
    model : OrdinalBands or None
        The model of users with full evidence; None when there were too few of them.

    Returns
    -------
    pandas.DataFrame
        Estimated terms first, then those left out with the reason.
    """
    columns = ["term", "coefficient", "standard_error", "odds_ratio", "ci_low", "ci_high"]
    table = pd.DataFrame(columns=columns) if model is None else model.coefficient_table()
    left_out = {} if model is None else model.left_out_
    absent = pd.DataFrame({"term": list(left_out)}, columns=columns)
    rows = pd.DataFrame([*table.to_dict("records"), *absent.to_dict("records")], columns=columns)
    reasons = [None] * len(table) + list(left_out.values())
    return rows.assign(
        run_id=run["run_id"],
        term_position=np.arange(1, len(rows) + 1),
        left_out_because=pd.Series(reasons, dtype=object),
    )


@contextmanager
def pending_csv(path: Path, users: Iterable[int], ages: Iterable[int]) -> Iterator[None]:
    """Write ages_pred.csv beside its place, and move it there when the block ends well.

    Parameters
    ----------
    path : pathlib.Path
        File to write; an earlier one stays whole until then, and if anything fails.
    users : iterable of int
        Ids in the order of ages_test.csv.
    ages : iterable of int
        Whole years, in the same order.

    Yields
    ------
    None
        While the file waits under its temporary name.

    Raises
    ------
    PlumageError
        If the folder cannot be written.
    """
    path = Path(os.path.realpath(path))
    waiting = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with said_plainly(path), waiting.open("w", encoding="utf-8", newline="") as handle:
            handle.write("ID,Age\n")
            handle.writelines(f"{user},{age}\n" for user, age in zip(users, ages, strict=True))
            handle.flush()
            os.fsync(handle.fileno())
        yield
        with said_plainly(path):
            os.replace(waiting, path)
        sync_folder(path.parent)
    finally:
        with suppress(OSError):
            waiting.unlink(missing_ok=True)


def check_output(path: Path) -> None:
    """Stop before any fit when ages_pred.csv could not be written after it.

    Files that a killed run left under a temporary name are removed.

    Parameters
    ----------
    path : pathlib.Path
        Where the file shall be.

    Raises
    ------
    PlumageError
        If the folder is absent or not writable, or the path is a folder.
    """
    path = Path(os.path.realpath(path))
    if path.is_dir():
        raise PlumageError(f"--output {path} is a folder: name a file in it, like ages_pred.csv")
    if not path.parent.is_dir():
        raise PlumageError(f"there is no folder {path.parent} for --output: make it first")
    for left in path.parent.glob(f".{path.name}.*.tmp"):
        if not is_running(left.name.split(".")[-2]):
            with suppress(OSError):
                left.unlink()
    probe = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        # A trial finds a full or read-only disk too; permission bits do not.
        with said_plainly(path):
            probe.write_bytes(b"ID,Age\n")
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
