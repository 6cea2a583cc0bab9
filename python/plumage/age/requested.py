"""Ids that ages_pred.csv answers, as they stand in ages_test.csv.

A warehouse under `pseudonymise` knows only hashes of them. ages_test.csv is then the one raw file
that predict.py reads: it hashes every number in it, and finds each target among these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from plumage.age.inputs import Inputs
from plumage.core.errors import PlumageError
from plumage.core.paths import raw_folder
from plumage.privacy.pseudonyms import KEY_VARIABLE, Pseudonyms
from plumage.raw.content import RawContent
from plumage.warehouse.access import connect

NUMBER = re.compile(rb"[0-9]+")


def requested_ids(path: Path, inputs: Inputs) -> pd.Series:
    """Find the ids to write into ages_pred.csv, before anything is fitted.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.
    inputs : Inputs
        What was read from it.

    Returns
    -------
    pandas.Series of int
        An id for each of ``inputs.targets``, in the same order.

    Raises
    ------
    PlumageError
        If users are pseudonymised and the key is missing or another one, or ages_test.csv is not
        the file that the warehouse was built from.
    """
    key_check = inputs.facts["pseudonym_key_check"]
    if not isinstance(key_check, str):
        return inputs.targets
    hashes = Pseudonyms.from_environment()
    if hashes.check() != key_check:
        raise PlumageError(
            f"{KEY_VARIABLE} is not the key that {path} was built with: set it to that key, or run "
            "`dbt build` with this one"
        )
    originals: dict[int, int] = {}
    for file in target_files(path):
        try:
            originals |= {hashes.of_id(number): number for number in numbers_in(file)}
        except OSError as error:
            raise PlumageError(
                f"{file} cannot be read ({error.strerror}): users are pseudonymised, so their ids "
                "come from this file. Set PLUMAGE_RAW_DIR to the folder that the warehouse was "
                "built from"
            ) from error
    found = inputs.targets.map(originals)
    if found.isna().any():
        raise PlumageError(
            f"{int(found.isna().sum())} of {len(found)} users to predict are not in ages_test.csv: "
            "it is another file than the warehouse was built from. Run `dbt build`"
        )
    return found.map(int).astype("int64")


def target_files(path: Path) -> list[Path]:
    """Find the files that the prediction targets came from.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.

    Returns
    -------
    list of pathlib.Path
        In the raw folder that ``PLUMAGE_RAW_DIR`` names.
    """
    folder = raw_folder()
    with connect(path, read_only=True) as connection:
        names = connection.execute(
            "select distinct file_path from marts.dim_prediction_targets order by all"
        ).fetchall()
    return [folder / name for (name,) in names]


def numbers_in(file: Path) -> Iterator[int]:
    """Read all whole numbers that could be ids.

    Parameters
    ----------
    file : pathlib.Path
        ages_test.csv, plain or gzip.

    Yields
    ------
    int
        1 to 2**63 - 1.
    """
    rest = b""
    for chunk in RawContent(str(file)):
        text = rest + chunk
        # A number may go on in the next chunk.
        cut = len(text.rstrip(b"0123456789"))
        rest = text[cut:]
        yield from _ids(text[:cut])
    yield from _ids(rest)


def _ids(text: bytes) -> Iterator[int]:
    for digits in NUMBER.findall(text):
        if len(digits) <= 19 and 0 < (number := int(digits)) < 2**63:
            yield number
