"""How a warehouse names people: by pseudonyms or in clear, and that no run mixes or swaps the two.

Checked before a run changes anything, by the plugin of dbt-duckdb, by ``plumage spark``, and by
commands that would have changed files before dbt starts.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import duckdb

from plumage.core.dbt import WHOLE_BUILD
from plumage.core.errors import PlumageError
from plumage.core.variables import project_variables
from plumage.privacy.pseudonyms import KEY_VARIABLE, Pseudonyms
from plumage.warehouse.publication import opened

IN_CLEAR = "none"
"""In place of the digits that identify a key."""

WRITING_COMMANDS = frozenset(
    ("build", "run", "seed", "snapshot", "test", "retry", "clone", "run-operation")
)
"""Commands of dbt that may write rows."""

PARTIAL = (
    "SELECT", "SELECTOR", "RESOURCE_TYPES", "EXCLUDE_RESOURCE_TYPES", "EMPTY", "SAMPLE",
)  # fmt: skip
"""Options of dbt, as its flags, with which a build is not one of everything, as with EXCLUDE."""

ON, OFF = '"pseudonymise": true', '"pseudonymise": false'
OUTRIGHT = '"start_over": true'


def stored_setting(warehouse: Path) -> str | None:
    """Read how a warehouse names people.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.

    Returns
    -------
    str or None
        ``IN_CLEAR``, or digits that identify the key; None where nothing is built.

    Raises
    ------
    PlumageError
        If the file cannot be opened.
    """
    if not warehouse.exists():
        return None
    with opened(warehouse, read_only=True) as connection:
        # The second is of a warehouse that an older version built.
        for query in (
            "select state_md5 from staging.state_ledger where model_name = 'pseudonymise'",
            f"select coalesce(pseudonym_key_check, '{IN_CLEAR}') from marts.dim_warehouse",
        ):
            try:
                row = connection.execute(query).fetchone()
            except (duckdb.CatalogException, duckdb.BinderException):
                continue
            if row is not None:
                return row[0]
    return None


def keep_setting(
    stored: str | None, given: Mapping[str, object], *, warehouse: object, is_whole: bool
) -> bool:
    """Refuse a run that would name people in another way than the warehouse does.

    Parameters
    ----------
    stored : str or None
        As from ``stored_setting``.
    given : mapping of str to object
        Variables of the run that differ from dbt_project.yml, checked.
    warehouse : object
        How messages name the warehouse.
    is_whole : bool
        Whether the run builds everything, so that it may replace the warehouse if the user says so.

    Returns
    -------
    bool
        Whether the run has another setting, and is to replace the warehouse by one from nothing.

    Raises
    ------
    PlumageError
        If the setting is another one, and ``start_over`` is not given or the run is not whole; or
        if the key is missing or too short.
    """
    is_on = bool({**project_variables(), **given}["pseudonymise"])
    wanted = Pseudonyms.from_environment().check() if is_on else IN_CLEAR
    if stored in (None, wanted):
        return False
    if stored == IN_CLEAR:
        said = f"{warehouse} holds ids and names in clear, and this run is pseudonymised"
        stay = f"--vars '{{{OFF}}}'"
    elif is_on:
        said = f"{warehouse} is pseudonymised under another {KEY_VARIABLE} than this run"
        stay = f"its own {KEY_VARIABLE}"
    else:
        said = f"{warehouse} is pseudonymised, and this run is not"
        stay = f"--vars '{{{ON}}}' and its {KEY_VARIABLE}"
    if not given.get("start_over"):
        raise PlumageError(
            f"{said}. Nothing was changed. Run with {stay} to keep it so; or replace all of it, "
            "predictions too, by a whole build with "
            f"--vars '{{{ON if is_on else OFF}, {OUTRIGHT}}}'"
        )
    if not is_whole:
        raise PlumageError(
            f"{said}. Nothing was changed. start_over replaces all of it, so it needs a whole "
            "build: `plumage run`, or `dbt build` without a selection such as --select or --exclude"
        )
    return True


def check_setting(warehouse: Path, given: Mapping[str, object], *, is_whole: bool) -> bool:
    """Refuse a run as ``keep_setting`` does, by the setting of a warehouse in a file.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.
    given : mapping of str to object
        As for ``keep_setting``.
    is_whole : bool
        As for ``keep_setting``.

    Returns
    -------
    bool
        As from ``keep_setting``.
    """
    return keep_setting(stored_setting(warehouse), given, warehouse=warehouse, is_whole=is_whole)


def is_whole_build(flags: Any, *, left_out: Collection[str] = ()) -> bool:
    """Tell whether a run of dbt builds everything.

    Parameters
    ----------
    flags : dbt.cli.flags.Flags
        Options of the run.
    left_out : collection of str
        What a whole build excludes.

    Returns
    -------
    bool
        Also True for ``plumage run``, which leaves out subjects without input.
    """
    if flags.WHICH != "build":
        return False
    if os.environ.get(WHOLE_BUILD):
        return True
    excluded = set(getattr(flags, "EXCLUDE", None) or ()) - set(left_out)
    return not excluded and not any(getattr(flags, name, None) for name in PARTIAL)
