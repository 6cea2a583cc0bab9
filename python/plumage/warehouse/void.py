"""Models that must be refused: somebody was removed from the data that they learned from."""

from __future__ import annotations

from pathlib import Path

import duckdb


def _void_path(warehouse: Path) -> Path:
    return warehouse.with_name(f"{warehouse.name}.void")


def remember_void(warehouse: Path) -> None:
    """Note that models of the data so far must be refused.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.
    """
    known = {
        read_fact(warehouse, "data_fingerprint"),
        read_fact(warehouse, "data_fingerprint", table="predictions.age_model_runs"),
    }
    new = sorted(known - {None} - void_fingerprints(warehouse))
    with _void_path(warehouse).open("a") as file:
        file.writelines(f"{fingerprint}\n" for fingerprint in new)


def void_fingerprints(warehouse: Path) -> set[str]:
    """Read which data somebody was removed from: models whose card names such data are refused.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.

    Returns
    -------
    set of str
        Values of ``marts.dim_warehouse.data_fingerprint``.
    """
    path = _void_path(warehouse)
    return set(path.read_text().split()) if path.exists() else set()


def read_fact(warehouse: Path, name: str, *, table: str = "marts.dim_warehouse") -> str | None:
    """Read a column of a table of one row.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.
    name : str
        The column.
    table : str
        The table.

    Returns
    -------
    str or None
        None where there is no warehouse, no such table, or no row.
    """
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            row = connection.execute(f"select {name} from {table}").fetchone()
    except duckdb.Error:
        return None
    return row[0] if row else None
