"""What reports show of single people, and that all reports of a warehouse were built to show it.

Checked before a run changes anything, as ``plumage.privacy.setting`` does for names: a part built
to show more would stand beside a warehouse that says it shows less.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import duckdb

from plumage.core.errors import PlumageError
from plumage.core.variables import project_variables
from plumage.warehouse.publication import opened

SHOWN = ("show_texts", "min_group_users")
"""Variables; the ledger has a row for each (macros/state/state_ledger.sql)."""


def stored_shown(warehouse: Path) -> dict[str, object]:
    """Read what the reports of a warehouse were built to show.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.

    Returns
    -------
    dict of str to object
        Value by variable; empty where nothing is built.

    Raises
    ------
    PlumageError
        If the file cannot be opened.
    """
    if not warehouse.exists():
        return {}
    with opened(warehouse, read_only=True) as connection:
        # The second is of a warehouse that an older version built.
        for query in (
            f"select model_name, state_md5 from staging.state_ledger where model_name in {SHOWN}",
            "unpivot (select show_texts::varchar as show_texts,"
            " min_group_users::varchar as min_group_users from marts.dim_warehouse)"
            " on show_texts, min_group_users",
        ):
            try:
                rows = connection.execute(query).fetchall()
            except (duckdb.CatalogException, duckdb.BinderException):
                continue
            if rows:
                return {name: json.loads(value) for name, value in rows}
    return {}


def check_shown(warehouse: Path, given: Mapping[str, object], *, is_whole: bool) -> None:
    """Refuse to build a part of a warehouse that would show more or less than the rest.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.
    given : mapping of str to object
        Variables of the run that differ from dbt_project.yml, checked.
    is_whole : bool
        Whether the run builds everything.

    Raises
    ------
    PlumageError
        If it does not, and has another value.
    """
    if is_whole:
        return
    wanted = {**project_variables(), **given}
    for name, stored in stored_shown(warehouse).items():
        if wanted[name] != stored:
            old, new = (json.dumps({name: value}) for value in (stored, wanted[name]))
            raise PlumageError(
                f"{warehouse} was built with {old}, and this run builds a part of it with {new}. "
                f"Nothing was changed. Add --vars '{old}' to keep it so, or build all of it: "
                f"`dbt build` without a selection, with --vars '{new}'"
            )
