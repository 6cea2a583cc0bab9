"""Answers to queries on a terminal: few rows, none of them cut."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import duckdb

from plumage.core.errors import PlumageError
from plumage.core.files import said_plainly
from plumage.core.paths import warehouse_path
from plumage.core.terminal import announce
from plumage.core.tracking import check_output_place, say_where_forget_looks
from plumage.warehouse.access import connect


def answer(question: str, *, rows: int, as_csv: Path | None) -> None:
    """Print what a query gives, or write it to a file.

    Parameters
    ----------
    question : str
        SQL that reads, or the path of a file that holds it.
    rows : int
        Rows printed at most.
    as_csv : pathlib.Path or None
        File for all rows.

    Raises
    ------
    PlumageError
        If there is no warehouse, the file cannot be read, or the query fails.
    """
    sql = read_question(question)
    if as_csv is not None:
        check_output_place(as_csv, option=f"--csv {as_csv}", ending=".csv")
    with connect(warehouse_path(), read_only=True) as connection:
        try:
            if as_csv is not None:
                count = write_rows(connection, sql, as_csv)
                announce(f"{count:,} row{'s' * (count != 1)} in {as_csv}")
                say_where_forget_looks(as_csv)
                return
            # Otherwise a query could write files, or read any of the machine.
            connection.execute("set enable_external_access = false")
            found = take(connection, sql)
            shown = found.limit(rows + 1).fetchall()
        except duckdb.Error as error:
            raise PlumageError(f"the query failed: {first_lines(error)}") from error
        print(lay_out(found.columns, shown[:rows]))
        if len(shown) > rows:
            announce(f"the first {rows} rows; --rows N shows more, --csv FILE writes all")


def take(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyRelation:
    """Ask the one query that gives rows."""
    if len(connection.extract_statements(sql)) > 1:
        raise PlumageError("that is more than one query: ask one at a time")
    found = connection.sql(sql)
    if found is None:
        raise PlumageError("the query gives no rows: ask with select, from or describe")
    return found


def write_rows(connection: duckdb.DuckDBPyConnection, sql: str, path: Path) -> int:
    """Write all rows of a query to a file, which is the only one that the query can reach."""
    pending = path.absolute().with_name(f".{path.name}.pending")
    connection.execute(f"set allowed_paths = ['{str(pending).replace(chr(39), chr(39) * 2)}']")
    connection.execute("set enable_external_access = false")
    try:
        found = take(connection, sql)
        found.to_csv(str(pending), header=True)
        with said_plainly(path):
            pending.replace(path)
    finally:
        with suppress(OSError):
            pending.unlink()
    return len(found)


def read_question(question: str) -> str:
    """Take SQL from a file where the words name one."""
    if not question.endswith(".sql"):
        return question
    try:
        return Path(question).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PlumageError(f"{question} is no text in UTF-8: save it as such") from error
    except OSError as error:
        raise PlumageError(f"{question} cannot be read: {error.strerror}") from error


def first_lines(error: duckdb.Error) -> str:
    """Say what DuckDB says, without the query and the arrow below it."""
    said = str(error).partition("\n\nLINE")[0]
    return " ".join(said.split())


def lay_out(columns: list[str], rows: list[tuple]) -> str:
    """Lay out rows side by side where they fit, else one below the other.

    Parameters
    ----------
    columns : list of str
        Headings.
    rows : list of tuple
        Cells, None where there is nothing.

    Returns
    -------
    str
        Lines for a terminal.

    Examples
    --------
    >>> print(lay_out(["user_id", "age"], [(7, 21), (12, None)]))
    user_id  age
          7   21
         12    -
    """
    if not rows:
        return f"no rows ({', '.join(columns)})"
    cells = [["-" if cell is None else shown(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    is_number = [
        all(isinstance(row[place], int | float | None) for row in rows)
        for place in range(len(columns))
    ]
    if sum(widths) + 2 * (len(widths) - 1) <= shutil.get_terminal_size().columns:
        lines = [
            "  ".join(
                cell.rjust(width) if right else cell.ljust(width)
                for cell, width, right in zip(line, widths, is_number, strict=True)
            ).rstrip()
            for line in (columns, *cells)
        ]
        return "\n".join(lines)
    width = max(map(len, columns))
    blocks = [
        "\n".join(f"{name.rjust(width)}  {cell}" for name, cell in zip(columns, row, strict=True))
        for row in cells
    ]
    return "\n\n".join(blocks)


def shown(cell: object) -> str:
    """Write a value in one line.

    Examples
    --------
    >>> shown(0.123456789), shown("a   b"), shown(20.0)
    ('0.123457', 'a b', '20.0')
    """
    text = f"{cell:.6g}" if isinstance(cell, float) and cell % 1 else str(cell)
    return " ".join(text.split())
