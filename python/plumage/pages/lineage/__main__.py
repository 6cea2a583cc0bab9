"""Lineage of columns, after ``dbt docs generate``: ``python -m plumage.pages.lineage``."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from plumage.core.errors import PlumageError
from plumage.core.paths import ROOT
from plumage.pages.lineage.columns import Relation, relations_of, trace_columns
from plumage.pages.lineage.page import lineage_page
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


def main() -> int:
    """Run the command.

    Returns
    -------
    int
        0 when the page was written, 2 when a user has to mend something first.
    """
    folder = ROOT / os.environ.get("DBT_TARGET_PATH", "target")
    try:
        relations = read_relations(folder)
        origins = trace_columns(relations)
        write_page(
            lineage_page(relations, origins),
            folder / PAGE,
            remedy="generate the docs of fewer models",
        )
    except PlumageError as error:
        print(f"plumage: {error}", file=sys.stderr)
        return 2
    kinds = [origin.kind for origin in origins.values()]
    print(
        f"plumage: open {folder / PAGE}: of {len(kinds):,} columns of models, "
        f"{kinds.count('columns'):,} come from columns named there, {kinds.count('made'):,} are "
        f"made of no column, {kinds.count('unknown'):,} could not be traced"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
