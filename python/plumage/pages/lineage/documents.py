"""Lineage of columns, read from what ``dbt docs generate`` left: ``plumage docs``."""

from __future__ import annotations

import json
import os
from pathlib import Path

from plumage.core.errors import PlumageError
from plumage.core.paths import ROOT
from plumage.core.terminal import announce
from plumage.pages.lineage.columns import Relation, relations_of, trace_columns
from plumage.pages.lineage.page import lineage_page, summary
from plumage.pages.writing import write_page

PAGE = "column_lineage.html"


def read_relations(folder: Path) -> list[Relation]:
    """Read what ``dbt docs generate`` left in dbt's target folder.

    Parameters
    ----------
    folder : pathlib.Path
        Of ``manifest.json`` and ``catalog.json``.

    Returns
    -------
    list of Relation
        Tables and views of the warehouse.

    Raises
    ------
    PlumageError
        If one of the two is missing or no JSON.
    """
    documents = []
    for name in ("manifest.json", "catalog.json"):
        try:
            documents.append(json.loads((folder / name).read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise PlumageError(
                f"{folder / name} cannot be read ({error}): run `make docs`, which makes it first"
            ) from error
    return relations_of(*documents)


def write_lineage() -> None:
    """Write the page of where columns come from into dbt's target folder.

    Raises
    ------
    PlumageError
        If dbt's docs are missing, or nothing can be written.
    """
    folder = target_folder()
    relations = read_relations(folder)
    origins = trace_columns(relations)
    write_page(
        lineage_page(relations, origins),
        folder / PAGE,
        remedy="generate the docs of fewer models",
        is_of_results=False,
    )
    announce(f"open {folder / PAGE}: {summary(origins)}")


def target_folder() -> Path:
    """Folder that dbt writes its docs to."""
    return ROOT / os.environ.get("DBT_TARGET_PATH", "target")
