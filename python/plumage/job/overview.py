"""What there is in the folder at hand: one table over all subjects, and what to do next."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plumage.core.paths import ROOT, raw_folder, warehouse_path
from plumage.job.subjects import LOGS, SUBJECTS, Subject, find_inputs

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

START = "index.html"
NONE, CURRENT, STALE, BUSY, UNREADABLE = "none", "current", "out of date", "in use", "unreadable"
TABLES = "select table_name from information_schema.tables where table_schema = 'marts'"
HEADINGS = ("subject", "question", "inputs", "last run", "page", "next")
NARROWEST = (9, 16, 16, 11, 10, 13)
WIDEST = (9, 30, 30, 11, 12, 28)


def print_overview() -> None:
    """Print the table, and where its facts are from. Nothing is written."""
    raw, warehouse = raw_folder(), warehouse_path()
    states, told = read_states(warehouse)
    told = told or read_origin(warehouse)
    found = find_inputs(raw)
    rows = [word_row(subject, found, states[subject.name]) for subject in SUBJECTS]
    print("\n".join(lay_out(rows, shutil.get_terminal_size((100, 24)).columns)))
    print(f"\nRaw files  {raw}{'' if raw.is_dir() else ' (not there)'}")
    print(f"Warehouse  {warehouse}{f' ({told})' if told else ''}")
    print("Commands   plumage --help")


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


def read_origin(warehouse: Path) -> str:
    """Say which folder the warehouse is built from, and if pages need a newer one."""
    import duckdb  # noqa: PLC0415

    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            (folder,) = connection.sql("select raw_folder from marts.dim_warehouse").fetchone()
            tables = {name for (name,) in connection.sql(TABLES).fetchall()}
    except (duckdb.Error, TypeError):
        return ""
    # One of activity alone has none of these tables, and needs none.
    lacking = sorted(read_story_tables() - tables) if "fct_behaviour_trends" in tables else []
    newer = f" by another version, without {lacking[0]}: plumage run FOLDER" if lacking else ""
    return f"built from a folder “{folder}”{newer}"


def read_story_tables() -> set[str]:
    """Read which marts the story's queries name, from its exposure."""
    import yaml  # noqa: PLC0415

    exposures = yaml.safe_load((ROOT / "models" / "exposures.yml").read_text())["exposures"]
    (story,) = (one for one in exposures if one["name"] == "age_story")
    found = (one.partition("ref('")[2].removesuffix("')") for one in story["depends_on"])
    return {name for name in found if name.startswith(("dim_", "fct_", "feat_", "rpt_"))}


def find_built(warehouse: Path) -> set[str]:
    """Name the subjects of which the warehouse may hold results."""
    states, _ = read_states(warehouse)
    return {name for name, state in states.items() if state not in (None, NONE)}


def read_state(connection: DuckDBPyConnection, subject: Subject) -> str | None:
    """Look at one subject's last run; None where its tables are not built."""
    import duckdb  # noqa: PLC0415

    try:
        found = connection.execute(subject.run).fetchone()
    except (duckdb.CatalogException, duckdb.BinderException):
        # Built by another version, or for another subject alone.
        return None
    if found is None:
        return None
    exists, is_stale = found
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
        return f"open {START}" if has_page and (ROOT / START).is_file() else subject.show
    if state:
        return subject.command
    if not is_ready:
        return subject.demo
    # A log of actions needs no export.
    return subject.command if subject.source == LOGS else "plumage run FOLDER"


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
