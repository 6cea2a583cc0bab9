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
    new = sorted(current_fingerprints(warehouse) - void_fingerprints(warehouse))
    with _void_path(warehouse).open("a") as file:
        file.writelines(f"{fingerprint}\n" for fingerprint in new)


def current_fingerprints(warehouse: Path) -> set[str]:
    """Read which data the warehouse was built from and which its runs learned from.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.

    Returns
    -------
    set of str
        Values of ``data_fingerprint``.
    """
    tables = ("marts.dim_warehouse", "marts.dim_subjects", "predictions.model_runs")
    return set().union(*(read_facts(warehouse, "data_fingerprint", table=name) for name in tables))


def void_fingerprints(warehouse: Path) -> set[str]:
    """Read which data somebody was removed from: models whose card names such data are refused.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.

    Returns
    -------
    set of str
        Values of ``marts.dim_subjects.data_fingerprint``.
    """
    path = _void_path(warehouse)
    return set(path.read_text().split()) if path.exists() else set()


def read_facts(warehouse: Path, name: str, *, table: str) -> set[str]:
    """Read the values of a column.

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
    set of str
        Empty where there is no warehouse, no such table, or no row.
    """
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            rows = connection.execute(f"select {name} from {table}").fetchall()
    except duckdb.Error:
        return set()
    return {value for (value,) in rows if value is not None}


def read_fact(warehouse: Path, name: str) -> str | None:
    """Read a column of ``marts.dim_warehouse``, which has one row.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.
    name : str
        The column.

    Returns
    -------
    str or None
        None where there is no warehouse, no such column, no row, or no value.
    """
    return next(iter(read_facts(warehouse, name, table="marts.dim_warehouse")), None)
