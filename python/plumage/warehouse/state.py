"""What kept rows were made by: version, code and packages, as one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import yaml
from duckdb import DuckDBPyConnection
from yaml import CSafeLoader

from plumage import __version__

PACKAGE = Path(__file__).resolve().parents[1]
PROJECT = PACKAGE.parents[1]
CODE = (
    (PACKAGE / "activity", "**/*.py"),
    (PACKAGE / "raw", "**/*.py"),
    (PACKAGE / "udf", "**/*.py"),
    (PACKAGE / "privacy", "pseudonyms.py"),
    (PROJECT / "macros" / "activity", "**/*.sql"),
    (PROJECT / "macros" / "engine", "**/*.sql"),
    (PROJECT / "macros" / "privacy", "**/*.sql"),
    (PROJECT / "macros" / "ingest", "**/*.sql"),
    (PROJECT / "macros" / "state", "**/*.sql"),
    (PROJECT / "macros" / "text", "**/*.sql"),
    (PROJECT / "models" / "staging" / "activity", "**/*.sql"),
    (PROJECT / "models" / "staging" / "twitter" / "base", "**/*.sql"),
    (PROJECT / "models" / "intermediate" / "activity", "**/*.sql"),
    (PROJECT / "models" / "intermediate" / "text", "**/*.sql"),
    (PROJECT / "seeds", "ref_first_person_words.csv"),
)
"""Folders and patterns of whatever decides what kept rows say."""

DECLARING = ("inputs", "input_columns")
"""Variables of dbt_project.yml that say what raw files hold."""

CALLED_PACKAGES = ("duckdb", "emoji", "py3langid", "vaderSentiment")


def hash_of_code(paths: Iterable[Path]) -> str:
    """Hash of files, their names included.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Files.

    Returns
    -------
    str
        MD5 in hexadecimal digits; the order of the files does not matter.
    """
    digest = hashlib.md5(usedforsecurity=False)
    for path in sorted(paths):
        digest.update(f"{path.name} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def state_md5() -> str:
    """Hash of the version, the code and the packages that kept rows depend on.

    Returns
    -------
    str
        The same as long as the same file or text would give the same rows.
    """
    paths = [path for folder, pattern in CODE for path in folder.glob(pattern)]
    versions = [__version__, *map(version, CALLED_PACKAGES), hash_of_code(paths)]
    variables = yaml.load((PROJECT / "dbt_project.yml").read_text(), Loader=CSafeLoader)["vars"]
    versions += [repr(variables[name]) for name in DECLARING]
    return hashlib.md5(" ".join(versions).encode(), usedforsecurity=False).hexdigest()


def register(connection: DuckDBPyConnection) -> None:
    """Make ``plumage_state_md5()`` known to a connection."""
    connection.create_function("plumage_state_md5", state_md5, [], "VARCHAR")
