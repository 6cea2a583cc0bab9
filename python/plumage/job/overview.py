"""What there is in the folder at hand: one table over all subjects, and what to do next."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from plumage.core.paths import ROOT, activity_folder, raw_folder, warehouse_path
from plumage.raw.layout import INPUT_KINDS, input_name

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

REQUIRED = tuple(name for name, kind in INPUT_KINDS.items() if kind.is_required)
LOGS = "activity"
START = "index.html"


class Subject(NamedTuple):
    """A row of the table.

    Attributes
    ----------
    name, question : str
        For people.
    inputs : tuple of str
        Names of inputs that it needs; ``activity`` for logs of actions.
    run : str
        Query for one row: whether there are results, and whether they are out of date.
    page : str
        File at the root.
    command : str
        What makes the results in a warehouse that is built.
    demo : str
        What shows it without data of one's own.
    """

    name: str
    question: str
    inputs: tuple[str, ...]
    run: str
    page: str
    command: str
    demo: str = "plumage demo"


SUBJECTS = (
    Subject(
        "age",
        "How old are users, and how sure is that?",
        REQUIRED,
        "select count(*) > 0, coalesce(bool_or(is_stale), false) from marts.fct_model_runs"
        " where subject = 'age'",
        "story.html",
        "plumage predict",
    ),
    Subject(
        "behaviour",
        "Which behaviour goes with age?",
        REQUIRED,
        "select count(*) > 0, false from marts.fct_behaviour_trends",
        "story.html",
        "plumage run FOLDER",
    ),
    Subject(
        "language",
        "How does a group write, and what is unusual for it?",
        REQUIRED,
        "select count(*) > 0, coalesce(bool_or(is_stale), false)"
        " from marts.fct_language_validation",
        "story.html",
        "plumage language",
    ),
    Subject(
        "activity",
        "For how many minutes are people active?",
        (LOGS,),
        "select count(*) > 0, false from marts.fct_activity_files",
        "story.html",
        "plumage activity ingest FILE",
        "plumage demo activity",
    ),
)
"""A new subject adds its row."""

NONE, CURRENT, STALE, BUSY, UNREADABLE = "none", "current", "out of date", "in use", "unreadable"
HEADINGS = ("subject", "question", "inputs", "last run", "page", "next")
NARROWEST = (9, 16, 16, 11, 10, 13)
WIDEST = (9, 30, 30, 11, 12, 28)


def print_overview() -> None:
    """Print the table, and where its facts are from. Nothing is written."""
    raw, warehouse = raw_folder(), warehouse_path()
    states, told = read_states(warehouse)
    found = find_inputs(raw)
    rows = [word_row(subject, found, states[subject.name]) for subject in SUBJECTS]
    print("\n".join(lay_out(rows, shutil.get_terminal_size((100, 24)).columns)))
    print(f"\nRaw files  {raw}{'' if raw.is_dir() else ' (not there)'}")
    print(f"Warehouse  {warehouse}{f' ({told})' if told else ''}")
    print("Commands   plumage --help")


def find_inputs(raw: Path) -> set[str]:
    """Name the inputs that are there; ``activity`` stands for logs of actions."""
    found = {input_name(path.name) for kind in ("*", "*/*") for path in raw.glob(kind)}
    # A large folder of logs is not walked through: one file is enough.
    if any(files for _, _, files in os.walk(activity_folder())):
        found.add(LOGS)
    return {name for name in found if name}


def read_states(warehouse: Path) -> tuple[dict[str, str | None], str]:
    """Look at each subject's last run, and say what is wrong with the warehouse, if anything is.

    Nothing waits here: a warehouse that is in use is said to be. None stands for one that is not
    built.
    """

    def of_all(state: str | None) -> dict[str, str | None]:
        return dict.fromkeys((subject.name for subject in SUBJECTS), state)

    if not warehouse.is_file():
        return of_all(None), "not built yet"
    import duckdb  # noqa: PLC0415 - not without a warehouse

    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            return {subject.name: read_state(connection, subject) for subject in SUBJECTS}, ""
    except duckdb.Error as error:
        if "Could not set lock" in str(error):
            return of_all(BUSY), "another process is writing it"
        return of_all(UNREADABLE), "not a DuckDB file that can be read"


def read_state(connection: DuckDBPyConnection, subject: Subject) -> str | None:
    """Look at one subject's last run; None where its tables are not built."""
    import duckdb  # noqa: PLC0415

    try:
        exists, is_stale = connection.execute(subject.run).fetchone()
    except (duckdb.CatalogException, duckdb.BinderException):
        # Built by another version, or for another subject alone.
        return None
    return (STALE if is_stale else CURRENT) if exists else NONE


def word_row(subject: Subject, found: set[str], state: str | None) -> tuple[str, ...]:
    """Word one row of the table."""
    lacking = [name for name in subject.inputs if name not in found]
    has_page = (ROOT / subject.page).is_file()
    return (
        subject.name,
        subject.question,
        f"missing: {', '.join(lacking)}" if lacking else "found",
        state or NONE,
        subject.page if has_page else "-",
        next_step(subject, state, is_ready=not lacking, has_page=has_page),
    )


def next_step(subject: Subject, state: str | None, *, is_ready: bool, has_page: bool) -> str:
    """Choose what to do next for a subject."""
    if state == BUSY:
        return "wait until it is written"
    if state == UNREADABLE:
        return "move it away, or set PLUMAGE_DUCKDB"
    if state == CURRENT:
        return f"open {START}" if has_page and (ROOT / START).is_file() else "plumage story"
    if state:
        return subject.command
    if not is_ready:
        return subject.demo
    # A log of actions needs no export.
    return subject.command if subject.inputs == (LOGS,) else "plumage run FOLDER"


def lay_out(rows: Sequence[Sequence[str]], columns: int) -> Iterator[str]:
    """Lay out the table for a terminal so wide; cells wrap."""
    spare = max(0, columns - sum(NARROWEST) - 2 * (len(NARROWEST) - 1))
    room = sum(WIDEST) - sum(NARROWEST)
    widths = [
        low + min(high - low, spare * (high - low) // room)
        for low, high in zip(NARROWEST, WIDEST, strict=True)
    ]
    for row in (HEADINGS, *rows):
        cells = [
            textwrap.wrap(cell, width, break_on_hyphens=False) or [""]
            for cell, width in zip(row, widths, strict=True)
        ]
        for number in range(max(map(len, cells))):
            parts = [
                (cell[number] if number < len(cell) else "").ljust(width)
                for cell, width in zip(cells, widths, strict=True)
            ]
            yield "  ".join(parts).rstrip()
