"""SQL functions over raw files."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from duckdb import DuckDBPyConnection

from plumage import __version__
from plumage.raw.facts import FileFacts
from plumage.raw.formats import advice_on
from plumage.raw.inspection import inspect_raw_file
from plumage.raw.layout import input_name
from plumage.raw.left_out import left_out_files
from plumage.raw.made_up import is_made_up
from plumage.warehouse.state import state_md5


def absolute_path(folder: str) -> str:
    """Say where a folder is, whatever the working folder of who asks later; links are resolved."""
    return str(Path(folder).resolve())


def clear_spool(spool_dir: str) -> bool:
    """Remove the copies of irregular files; True when there were any.

    Raises
    ------
    ValueError
        If the folder is none that Plumage makes.
    """
    if not spool_dir.endswith(".spool"):
        raise ValueError(f"spool folder must end with .spool, got: {spool_dir}")
    folder = Path(spool_dir)
    if not folder.is_dir():
        return False
    shutil.rmtree(folder, ignore_errors=True)
    return True


def folders_named_as_files(raw_dir: str) -> str:
    """Name the sub-folders that are called as an input's file should be, separated by commas."""
    try:
        names = [path.name for path in Path(raw_dir).iterdir() if path.is_dir()]
    except OSError:
        return ""
    return ", ".join(sorted(name for name in names if input_name(name)))


def file_stamp(path: str, max_gzip_expansion: float) -> str:
    """Tell a file that is as it was from one that must be looked at again, without reading it.

    Parameters
    ----------
    path : str
        The file.
    max_gzip_expansion : float
        Setting that the look depends on.

    Returns
    -------
    str
        Hash of size, times of change (of the content, and of the file's entry, which no program
        sets back), the setting, and the code that looks.
    """
    try:
        facts = Path(path).stat()
    except OSError as error:
        seen = (error.errno,)
    else:
        seen = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)
    words = " ".join(map(str, (*seen, float(max_gzip_expansion), state_md5())))
    return hashlib.md5(words.encode(), usedforsecurity=False).hexdigest()


def fact_names() -> str:
    """Columns of `FileFacts`, separated by blanks."""
    return " ".join(FileFacts.__dataclass_fields__)


def names_without_file(raw_dir: str) -> list[str]:
    """Paths that are called as an input's file should be, but are neither file nor folder.

    A link that leads nowhere or to itself, a pipe, a device: `glob` passes over them, and whoever
    put them there would miss their records.
    """
    folder = Path(raw_dir)
    try:
        entries = list(folder.iterdir())
        entries += [below for path in entries if path.is_dir() for below in path.iterdir()]
    except OSError:
        return []
    return sorted(
        str(path.relative_to(folder))
        for path in entries
        if input_name(path.name) and not path.is_file() and not path.is_dir()
    )


def inspect_for_sql(path: str, spool_dir: str, max_gzip_expansion: float) -> dict[str, object]:
    """Call `inspect_raw_file` as SQL does: DuckDB would count its options among the parameters."""
    return inspect_raw_file(path, spool_dir, max_gzip_expansion)


def register(connection: DuckDBPyConnection) -> None:
    """Register the functions that staging models call.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Where models run.
    """
    connection.create_function("plumage_version", lambda: __version__, [], "VARCHAR")
    connection.create_function(
        "plumage_is_made_up", is_made_up, ["VARCHAR", "VARCHAR"], "BOOLEAN", side_effects=True
    )
    connection.create_function(
        "plumage_inspect_raw_file",
        inspect_for_sql,
        ["VARCHAR", "VARCHAR", "DOUBLE"],
        connection.type(FileFacts.sql_type()),
        null_handling="special",
        # It reads and writes files: DuckDB must neither cache nor repeat a call.
        side_effects=True,
    )
    connection.create_function(
        "plumage_raw_file_stamp",
        file_stamp,
        ["VARCHAR", "DOUBLE"],
        "VARCHAR",
        side_effects=True,
    )
    connection.create_function(
        "plumage_format_advice", advice_on, ["VARCHAR"], "VARCHAR", null_handling="special"
    )
    connection.create_function(
        "plumage_absolute_path", absolute_path, ["VARCHAR"], "VARCHAR", side_effects=True
    )
    connection.create_function("plumage_raw_file_fact_names", fact_names, [], "VARCHAR")
    connection.create_function(
        "plumage_folders_named_as_files", folders_named_as_files, ["VARCHAR"], "VARCHAR"
    )
    connection.create_function(
        "plumage_names_without_file",
        names_without_file,
        ["VARCHAR"],
        "VARCHAR[]",
        side_effects=True,
    )
    connection.create_function(
        "plumage_left_out_files",
        left_out_files,
        ["VARCHAR", "VARCHAR"],
        "VARCHAR[]",
        side_effects=True,
    )
    connection.create_function(
        "plumage_clear_spool", clear_spool, ["VARCHAR"], "BOOLEAN", side_effects=True
    )
