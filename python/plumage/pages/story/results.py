"""Named queries and what they give: every figure is a cell that knows where it is from.

A query is a file ``analysis/story/<name>.sql``. Its first column, ``row_key``, names the row. A
cell is written in an f-string, ``f"{error['mae'].value:f2}"``, and comes out as an element that
carries its address and its exact value; ``plumage.pages.story.check`` runs the query again and
compares.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

import duckdb

from plumage.core.errors import PlumageError
from plumage.core.paths import ROOT, warehouse_path
from plumage.pages.hidden import check_hidden
from plumage.pages.story.formats import FORMATS, NOTHING
from plumage.warehouse.access import connect
from plumage.warehouse.void import read_fact

FOLDER = ROOT / "analysis" / "story"
ADDRESS = re.compile(r"(?P<query>\w+)\[(?P<key>.*)\]\.(?P<column>\w+)", re.DOTALL)


class Cell:
    """One value of a query's result.

    Parameters
    ----------
    address : str
        ``query[row_key].column``.
    value : object
        As DuckDB gave it.
    """

    def __init__(self, address: str, value: object) -> None:
        self.address = address
        # NaN of an aggregate over nothing is as good as NULL.
        is_nothing = isinstance(value, float) and math.isnan(value)
        self.raw = None if is_nothing else value

    @property
    def number(self) -> float:
        """The value as a number; NaN where there is none, so that every comparison is false."""
        return math.nan if self.raw is None else float(self.raw)

    def __bool__(self) -> bool:
        """Whether there is a value that says yes; NULL does not."""
        return bool(self.raw)

    def text(self, name: str = "") -> str:
        """Write the value as the reader sees it, before escaping.

        Parameters
        ----------
        name : str, optional
            Key of ``FORMATS``, for numbers.

        Returns
        -------
        str
            Plain text.
        """
        if self.raw is None:
            return NOTHING
        if isinstance(self.raw, str | datetime.date):
            return self.raw[:] if isinstance(self.raw, str) else f"{self.raw:%Y-%m-%d}"
        if not name:
            raise PlumageError(f"{self.address} is a number: name its format, like ':f2'")
        return FORMATS[name](float(self.raw))

    def attributes(self, name: str = "") -> dict[str, str]:
        """Say where the value is from, for the checker and the reader.

        Parameters
        ----------
        name : str, optional
            Format, for numbers.

        Returns
        -------
        dict of str to str
            Attributes of an element.
        """
        found = {"data-figure": self.address}
        if name and self.raw is not None:
            found |= {"data-format": name, "value": repr(float(self.raw))}
        return found

    def __format__(self, name: str) -> str:
        """Write the value as an element bound to its query."""
        said = self.attributes(name)
        attributes = "".join(f' {key}="{escape(value)}"' for key, value in said.items())
        tag = "data" if "value" in said else "span"
        return f"<{tag}{attributes}>{escape(self.text(name))}</{tag}>"

    def __str__(self) -> str:
        """Write a text as an element bound to its query."""
        return format(self, "")


class Row:
    """One row of a result; columns are attributes."""

    def __init__(self, query: str, values: dict[str, object]) -> None:
        self._query, self._values = query, values

    def __getattr__(self, column: str) -> Cell:
        """Take a cell."""
        if column.startswith("_"):
            raise AttributeError(column)
        return self[column]

    def __getitem__(self, column: str) -> Cell:
        """Take a cell by the name of its column."""
        if column not in self._values:
            raise PlumageError(f"query {self._query} has no column {column}")
        key = self._values["row_key"]
        return Cell(f"{self._query}[{key}].{column}", self._values[column])


class Result:
    """Rows of a named query by their key, in the query's order.

    Parameters
    ----------
    name : str
        Name of the query.
    sql : str
        Its text.
    rows : list of dict
        What it gave.

    Raises
    ------
    PlumageError
        If the query has no ``row_key``, or two rows share one.
    """

    def __init__(
        self, name: str, sql: str, rows: list[dict[str, object]], *, is_synthetic: bool = False
    ) -> None:
        self.is_synthetic = is_synthetic
        self.name, self.sql = name, sql
        if any("row_key" not in row for row in rows):
            raise PlumageError(f"query {name} has no column row_key")
        self._rows = {str(row["row_key"]): Row(name, row) for row in rows}
        if len(self._rows) != len(rows):
            raise PlumageError(f"query {name} gives two rows of one row_key")

    def __iter__(self) -> Iterator[Row]:
        """Go through the rows."""
        return iter(self._rows.values())

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        """Whether there is such a row."""
        return str(key) in self._rows

    def __getitem__(self, key: object) -> Row:
        """Take a row."""
        try:
            return self._rows[str(key)]
        except KeyError:
            raise PlumageError(f"query {self.name} gives no row {key!r}") from None

    def get(self, key: object) -> Row | None:
        """Take a row where there is one.

        Parameters
        ----------
        key : object
            Value of ``row_key``.

        Returns
        -------
        Row or None
            The row.
        """
        return self._rows.get(str(key))

    def where(self, **wanted: object) -> list[Row]:
        """Take the rows of which columns have these values.

        Parameters
        ----------
        **wanted : object
            Value by column.

        Returns
        -------
        list of Row
            In the query's order.
        """
        return [
            row for row in self if all(row[name].raw == value for name, value in wanted.items())
        ]


class Figures:
    """What all named queries gave on one warehouse.

    Parameters
    ----------
    results : mapping of str to Result
        By name.
    is_synthetic : bool
        Whether the warehouse holds made-up data.
    """

    def __init__(self, results: Mapping[str, Result], *, is_synthetic: bool) -> None:
        self._results = dict(results)
        self.is_synthetic = is_synthetic

    def __getitem__(self, name: str) -> Result:
        """Take what a query gave."""
        if name not in self._results:
            raise PlumageError(f"there is no query {name}: add {FOLDER / name}.sql")
        return self._results[name]

    def __iter__(self) -> Iterator[Result]:
        """Go through the results, by name."""
        return iter(self._results[name] for name in sorted(self._results))

    def cell(self, address: str) -> Cell:
        """Find a value by its address.

        Parameters
        ----------
        address : str
            ``query[row_key].column``.

        Returns
        -------
        Cell
            The value.

        Raises
        ------
        PlumageError
            If there is no such query, row or column.
        """
        found = ADDRESS.fullmatch(address)
        if not found:
            raise PlumageError(f"no address of a value: {address!r}")
        return self[found["query"]][found["key"]][found["column"]]


def read_figures(path: Path | None = None, *, folder: Path = FOLDER) -> Figures:
    """Run all named queries on a warehouse, in one look at it.

    Parameters
    ----------
    path : pathlib.Path, optional
        File of the warehouse; by default the one that ``PLUMAGE_DUCKDB`` names.
    folder : pathlib.Path
        Where the queries are.

    Returns
    -------
    Figures
        What they gave; the warehouse is closed again.

    Raises
    ------
    PlumageError
        If the warehouse is not there, lacks a table, or holds texts that it should not.
    """
    results = {}
    path = warehouse_path() if path is None else path
    is_synthetic = bool(read_fact(path, "is_synthetic"))
    with connect(path, read_only=True) as connection:
        check_hidden(connection)
        for file in sorted(folder.glob("*.sql")):
            sql = file.read_text(encoding="utf-8")
            try:
                found = connection.execute(sql)
            except (duckdb.CatalogException, duckdb.BinderException) as error:
                said = str(error).split("\n", maxsplit=1)[0]
                raise PlumageError(
                    f"{path} lacks what the query {file.stem} asks for ({said}): it was built by "
                    "another version of Plumage, or not to its end. Run `dbt build`"
                ) from error
            columns = [column[0] for column in found.description]
            rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
            results[file.stem] = Result(file.stem, sql, rows, is_synthetic=is_synthetic)
    return Figures(results, is_synthetic=is_synthetic)
