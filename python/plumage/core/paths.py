"""Where the warehouse, the raw files and temporary files are; imports nothing that takes time."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
"""Root of the repository; relative settings count from it, as dbt reads them."""


PAGE_MARK = '<meta name="generator" content="Plumage">'
"""In the head of each page that Plumage writes, and of no other."""

LISTS = ("*.csv", "output/*.csv")
"""Where `plumage forget` looks for lists of users, from the root; git ignores the second."""

LIST_HEADER = "ID,Probability"
"""First line of each list of users that Plumage writes, and of no other file."""

KEPT = ROOT / "kept"
"""Where models are kept; git ignores it, since they hold words and ids of those learned from."""

MODEL_FILE, CARD_FILE = "model.skops", "card.json"
"""What the folder of a kept model holds."""


def warehouse_path() -> Path:
    """File of the warehouse: ``PLUMAGE_DUCKDB``, by default plumage.duckdb at the root.

    Returns
    -------
    pathlib.Path
        Absolute path.
    """
    return (ROOT / os.environ.get("PLUMAGE_DUCKDB", "plumage.duckdb")).resolve()


def raw_folder() -> Path:
    """Folder of the raw files: ``PLUMAGE_RAW_DIR``, by default data/raw at the root.

    Returns
    -------
    pathlib.Path
        Absolute path; it need not be there.
    """
    return (ROOT / os.environ.get("PLUMAGE_RAW_DIR", "data/raw")).resolve()


def activity_folder() -> Path:
    """Folder of logs: ``PLUMAGE_ACTIVITY_DIR``, or ``activity`` in the folder of raw files.

    Returns
    -------
    pathlib.Path
        Absolute path; a relative setting counts from the repository's root, as dbt reads it.
    """
    folder = os.environ.get("PLUMAGE_ACTIVITY_DIR")
    return (ROOT / folder if folder else raw_folder() / "activity").resolve()


def temp_folder() -> Path | None:
    """Folder for what does not fit into memory: ``PLUMAGE_TEMP_DIR``.

    Returns
    -------
    pathlib.Path or None
        Absolute path, which need not be there; None without the setting.
    """
    folder = os.environ.get("PLUMAGE_TEMP_DIR")
    return (ROOT / folder).resolve() if folder else None
