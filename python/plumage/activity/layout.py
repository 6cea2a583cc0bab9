"""How the files of an activity log name what the warehouse reads, and how a CSV's cells lie."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plumage.raw.csv_records import DELIMITERS, split_first_record

FIELDS = ("user", "time", "action", "event")
"""What a record can tell; the first two it must."""

NEEDED = FIELDS[:2]
SEPARATOR = "\x1f"
"""Between several columns of one field."""

FIRST_LINE_SHOWN = 60


class SettingsError(ValueError):
    """A variable of the activity log cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Settings:
    """What the variables say about the files.

    Attributes
    ----------
    columns : dict of str to tuple of (str or int)
        Names that each field may go by, or its position from 1 in a CSV without header.
    delimiter : str or None
        What separates the cells of a CSV; None when it shall be found.
    zone : str or None
        Zone of times that name none.
    """

    columns: Mapping[str, tuple[str | int, ...]]
    delimiter: str | None = None
    zone: str | None = None

    @property
    def has_positions(self) -> bool:
        """Whether columns are told by their position."""
        return isinstance(self.columns["user"][0], int)

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """Read the variables as dbt hands them over.

        Parameters
        ----------
        text : str
            JSON object with ``columns``, ``delimiter`` and ``zone``.

        Returns
        -------
        Settings

        Raises
        ------
        SettingsError
            If a variable cannot be used.

        Examples
        --------
        >>> Settings.from_json('{"columns": {"user": "Source", "time": ["at"]}}').columns["time"]
        ('at',)
        """
        values = json.loads(text)
        named = values["columns"]
        if not isinstance(named, dict) or not set(NEEDED) <= set(named) <= set(FIELDS):
            raise SettingsError(
                "activity_columns must name user and time, and may name action and event, "
                f"got: {named}"
            )
        columns = {field: _alternatives(field, named.get(field)) for field in FIELDS}
        kinds = {type(name) for names in columns.values() for name in names}
        if len(kinds) > 1:
            raise SettingsError(
                f"activity_columns must be all names or all positions from 1, got: {named}"
            )
        delimiter = values.get("delimiter")
        if delimiter is not None and (
            not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n'
        ):
            raise SettingsError(
                "activity_delimiter must be one character, neither a quote nor the end of a line, "
                f"got: {delimiter!r}"
            )
        zone = values.get("zone")
        try:
            ZoneInfo(zone or "UTC")
        except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as error:
            raise SettingsError(
                f"activity_zone must be a zone such as UTC or Europe/Berlin, got: {zone!r}"
            ) from error
        return cls(columns, delimiter, zone)


def _alternatives(field: str, given: object) -> tuple[str | int, ...]:
    names = given if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    names = [name for name in names if name is not None and name != ""]
    for name in names:
        is_name = isinstance(name, str)
        is_position = isinstance(name, int) and not isinstance(name, bool) and name > 0
        if not (is_name or is_position):
            raise SettingsError(
                f"activity_columns.{field} must be a name, a list of names, or a position from 1, "
                f"got: {name!r}"
            )
    if field in NEEDED and not names:
        raise SettingsError(f"activity_columns.{field} must not be empty")
    return tuple(names)


@dataclass(frozen=True)
class CsvLayout:
    """Where a CSV's cells lie.

    Attributes
    ----------
    delimiter : str
        What separates cells.
    positions : dict of str to tuple of int
        Positions of the columns of each field that the file has, from 1, in order of preference.
    column_count : int or None
        Cells of a record; None without a header.
    header_line_number : int or None
        Line on which the header ends, from 1; None without one.
    """

    delimiter: str
    positions: Mapping[str, tuple[int, ...]]
    column_count: int | None = None
    header_line_number: int | None = None

    @property
    def has_header(self) -> bool:
        """Whether the first record names the columns."""
        return self.header_line_number is not None


def find_csv_layout(head: bytes, settings: Settings) -> CsvLayout | None:
    r"""Tell delimiter and columns from a CSV's first record.

    Parameters
    ----------
    head : bytes
        Beginning of the file.
    settings : Settings
        What columns are called.

    Returns
    -------
    CsvLayout or None
        None when no delimiter gives the columns that are needed.

    Examples
    --------
    >>> names = Settings({"user": ("source",), "time": ("at",), "action": (), "event": ()})
    >>> layout = find_csv_layout(b"Source Destination At", names)
    >>> layout.delimiter, layout.positions, layout.column_count
    (' ', {'user': (1,), 'time': (3,)}, 3)
    >>> places = Settings({"user": (2,), "time": (1,), "action": (), "event": ()})
    >>> layout = find_csv_layout(b"1082040961\t7", places)
    >>> layout.delimiter, layout.positions, layout.has_header
    ('\t', {'user': (2,), 'time': (1,)}, False)
    """
    delimiters = [settings.delimiter] if settings.delimiter else [*DELIMITERS, " "]
    for first in split_first_record(head, delimiters):
        cells = [cell.strip(' \t"').lower() for cell in first.cells]
        if settings.has_positions:
            positions = {field: names for field, names in settings.columns.items() if names}
            if max(positions[field][0] for field in NEEDED) <= len(cells) and len(cells) > 1:
                return CsvLayout(first.delimiter, positions)
            continue
        positions = {
            field: found
            for field, names in settings.columns.items()
            if (found := tuple(cells.index(n.lower()) + 1 for n in names if n.lower() in cells))
        }
        if set(NEEDED) <= set(positions):
            return CsvLayout(first.delimiter, positions, len(cells), first.last_line_number)
    return None


def say_columns(settings: Settings) -> str:
    """Name the columns that a file must have, for messages.

    Examples
    --------
    >>> say_columns(Settings({"user": ("user", "who"), "time": ("at",), "action": (), "event": ()}))
    'user (user or who) and time (at)'
    """
    parts = [f"{field} ({' or '.join(map(str, settings.columns[field]))})" for field in NEEDED]
    return " and ".join(parts)


def describe_first_line(head: bytes, settings: Settings) -> str:
    """Say which columns a CSV must have, and what its first line holds instead."""
    where = "as positions" if settings.has_positions else "in its first line"
    by = f" separated by {settings.delimiter!r}" if settings.delimiter else ""
    line = next((first.line for first in split_first_record(head)), "")
    return (
        f"must have the columns {say_columns(settings)} {where}{by}; the line reads "
        f"{line[:FIRST_LINE_SHOWN]!r}. Set the variables activity_columns and "
        "activity_delimiter for other names"
    )
