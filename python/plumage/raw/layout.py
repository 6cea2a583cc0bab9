"""Inputs of the warehouse and the layouts their files may have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePath

import yaml
from yaml import CSafeLoader

from plumage.core.paths import ROOT
from plumage.raw.csv_records import split_first_record
from plumage.raw.lines import BYTE_ORDER_MARK


@dataclass(frozen=True)
class InputKind:
    """What files of one name hold.

    Attributes
    ----------
    source : str
        Source that the input belongs to.
    is_required : bool
        Whether a build cannot do without it.
    record_keys : frozenset of str
        JSON keys at the top level of a record; empty for CSV.
    nested_key : str or None
        JSON key of a nested record.
    page_key : str or None
        JSON key under which pages of an API list records.
    has_notices : bool
        Whether notices of a stream may stand among the records.
    only_format : str or None
        Code of a format of `formats.py` that a file as a whole has, as its first bytes tell.
    columns : tuple of str
        CSV columns needed.
    needs_header : bool
        Whether a CSV must name its columns.
    other_names : tuple of str
        Names that its files may have beside the input's own.
    """

    source: str
    is_required: bool = False
    record_keys: frozenset[str] = frozenset()
    nested_key: str | None = None
    page_key: str | None = None
    has_notices: bool = False
    only_format: str | None = None
    columns: tuple[str, ...] = ()
    needs_header: bool = True
    other_names: tuple[str, ...] = ()

    @property
    def is_json(self) -> bool:
        """Whether files hold JSON records."""
        return bool(self.record_keys)


@dataclass(frozen=True)
class InputColumn:
    """A column of CSV inputs.

    Attributes
    ----------
    title : str
        How messages call it, as the files of the assignment do.
    aliases : frozenset of str
        Names it may go by in a header, as lower-case letters and digits: `User_ID` is `userid`.
    is_person : bool
        Whether it holds the id of a person.
    """

    title: str
    aliases: frozenset[str]
    is_person: bool = False


def read_registry(path: Path) -> tuple[dict[str, InputKind], dict[str, InputColumn]]:
    """Read inputs and their columns from dbt_project.yml, where they are declared once."""
    variables = yaml.load(path.read_text(encoding="utf-8"), Loader=CSafeLoader)["vars"]
    kinds = {}
    for name, declared in variables["inputs"].items():
        records, cells = declared.get("json", {}), declared.get("csv", {})
        kinds[name] = InputKind(
            source=declared["source"],
            is_required=declared.get("is_required", False),
            record_keys=frozenset(records.get("keys", ())),
            nested_key=records.get("nested"),
            page_key=records.get("pages"),
            has_notices=records.get("has_notices", False),
            columns=tuple(cells.get("columns", ())),
            needs_header=cells.get("needs_header", True),
            other_names=tuple(declared.get("other_names", ())),
        )
    columns = {
        name: InputColumn(
            declared["title"], frozenset(declared["aliases"]), declared.get("is_person", False)
        )
        for name, declared in variables["input_columns"].items()
    }
    return kinds, columns


INPUT_KINDS, INPUT_COLUMNS = read_registry(ROOT / "dbt_project.yml")
"""By name."""

FILE_NAMES = {name: kind for kind, one in INPUT_KINDS.items() for name in (kind, *one.other_names)}
"""Input by each name that its files may begin with."""


def input_name(path: str) -> str | None:
    """Name of the input that a file belongs to, by the file's name.

    Parameters
    ----------
    path : str
        The file.

    Returns
    -------
    str or None
        None when it belongs to no input.

    Examples
    --------
    >>> input_name("data/raw/age_tweets-2014-10.json.gz")
    'age_tweets'
    >>> input_name("data/raw/friend_profiles.json"), input_name("data/raw/friendship.csv")
    ('friend_profiles', None)
    """
    match = re.fullmatch(
        r"([a-z_]+)(-.*)?\.(json|jsonl|csv)(\.gz)?", PurePath(path).name, re.DOTALL
    )
    return FILE_NAMES.get(match[1]) if match else None


@dataclass(frozen=True)
class CsvLayout:
    """How the cells of a CSV are found.

    Attributes
    ----------
    delimiter : str
        What separates cells.
    column_names : list of str
        Columns in order, under the names the project uses where it knows them.
    header_line_number : int or None
        Line on which the header ends, from 1; None without one.
    """

    delimiter: str
    column_names: list[str]
    header_line_number: int | None = None

    @property
    def has_header(self) -> bool:
        """Whether the first record names the columns."""
        return self.header_line_number is not None


def find_csv_layout(head: bytes, kind: InputKind) -> CsvLayout | None:
    """Tell delimiter and columns from a CSV's first record.

    Parameters
    ----------
    head : bytes
        Beginning of the file.
    kind : InputKind
        What the file should hold.

    Returns
    -------
    CsvLayout or None
        None when a column that the project needs cannot be told. Without a header, where none is
        needed, the first column holds the ids.

    Examples
    --------
    >>> find_csv_layout(b'"Age";"ID"', INPUT_KINDS["ages_train"])
    CsvLayout(delimiter=';', column_names=['age_years', 'user_id'], header_line_number=1)
    >>> find_csv_layout(b"795923315", INPUT_KINDS["ages_test"])
    CsvLayout(delimiter=',', column_names=['user_id'], header_line_number=None)
    """
    found = split_first_record(head)
    for first in found:
        names = [canonical_name(cell) for cell in first.cells]
        if set(kind.columns) <= set(names):
            return CsvLayout(first.delimiter, names, first.last_line_number)
    if kind.needs_header or not found:
        return None
    # The delimiter that separates most; a comma when there is none.
    first = max(found, key=lambda first: len(first.cells))
    unnamed = [f"column_{position}" for position in range(2, len(first.cells) + 1)]
    return CsvLayout(first.delimiter, [*kind.columns, *unnamed])


def describe_columns(head: bytes, kind: InputKind) -> str:
    """Say which columns a CSV lacks, and what its first line holds instead.

    Examples
    --------
    >>> describe_columns(b"Name;Years", INPUT_KINDS["ages_train"])
    "must name the columns ID and Age in its first line, which reads 'Name;Years'"
    >>> describe_columns(b"ID;Years", INPUT_KINDS["ages_train"])
    "names no column Age in its first line, which reads 'ID;Years'"
    >>> describe_columns(b'{"cells": [', INPUT_KINDS["ages_train"])
    'holds JSON, as a saved notebook does, and not a table: export the table itself as CSV'
    """
    if head.removeprefix(BYTE_ORDER_MARK).lstrip()[:1] in {b"{", b"["}:
        return (
            "holds JSON, as a saved notebook does, and not a table: export the table itself as CSV"
        )
    found = split_first_record(head)
    names = max(
        ({canonical_name(cell) for cell in first.cells} for first in found),
        key=lambda names: len(names & set(kind.columns)),
        default=set(),
    )
    missing = [name for name in kind.columns if name not in names]
    titles = " and ".join(INPUT_COLUMNS[name].title for name in missing)
    line = next((first.line for first in found), "")
    said = "must name the columns" if len(missing) == len(kind.columns) else "names no column"
    return f"{said} {titles} in its first line, which reads {line[:60]!r}"


def canonical_name(cell: str) -> str:
    """Column name of a header cell: the project's own where it is known, else as written.

    Parameters
    ----------
    cell : str
        As the file has it.

    Returns
    -------
    str
        In lower case.

    Examples
    --------
    >>> canonical_name(' "User ID" '), canonical_name("Colour")
    ('user_id', 'colour')
    """
    key = re.sub(r"[^a-z0-9]", "", cell.lower())
    for name, column in INPUT_COLUMNS.items():
        if key in column.aliases:
            return name
    return cell.strip(' \t"').lower()
