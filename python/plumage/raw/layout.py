"""Inputs of the warehouse and the layouts their files may have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

# Names a column may go by, as lower-case letters and digits alone: `User_ID` is `userid`.
COLUMN_ALIASES = {
    "user_id": {"id", "userid", "idstr", "user"},
    "age_years": {"age", "ageyears"},
    "followed_user_id": {"friendid", "followeduserid", "followedid"},
    "mentioned_user_id": {"mentionedid", "mentioneduserid"},
    "mentioned_handle": {"mentionedhandle", "mentionedscreenname", "handle"},
}
# How messages call them: as the files of the assignment do.
COLUMN_TITLES = {
    "user_id": "ID",
    "age_years": "Age",
    "followed_user_id": "FriendID",
    "mentioned_user_id": "MentionedID",
    "mentioned_handle": "MentionedHandle",
}
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class InputKind:
    """What files of one name hold.

    Attributes
    ----------
    record_keys : frozenset of str
        JSON keys at the top level of a record; empty for CSV.
    nested_key : str or None
        JSON key of a nested record.
    columns : tuple of str
        CSV columns needed.
    needs_header : bool
        Whether a CSV must name its columns.
    """

    record_keys: frozenset[str] = frozenset()
    nested_key: str | None = None
    columns: tuple[str, ...] = ()
    needs_header: bool = True

    @property
    def is_json(self) -> bool:
        """Whether files hold JSON records."""
        return bool(self.record_keys)


_PROFILE_KEYS = frozenset({"id", "screen_name"})
INPUT_KINDS = {
    "age_profiles": InputKind(record_keys=_PROFILE_KEYS, nested_key="status"),
    "age_tweets": InputKind(record_keys=frozenset({"id", "text", "user"}), nested_key="user"),
    "friend_profiles": InputKind(record_keys=_PROFILE_KEYS),
    "mention_profiles": InputKind(record_keys=_PROFILE_KEYS),
    "ages_train": InputKind(columns=("user_id", "age_years")),
    "ages_test": InputKind(columns=("user_id",), needs_header=False),
    "friends": InputKind(columns=("user_id", "followed_user_id")),
    "mentions": InputKind(columns=("user_id", "mentioned_user_id")),
}


def input_name(path: str) -> str | None:
    """Name of the input a file belongs to, told by its name; None when it is none of ours.

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
    return match[1] if match and match[1] in INPUT_KINDS else None


@dataclass(frozen=True)
class CsvLayout:
    """How the cells of a CSV are found.

    Attributes
    ----------
    delimiter : str
        What separates cells.
    column_names : list of str
        Columns in order, under the names the project uses where it knows them.
    has_header : bool
        Whether the first line names the columns.
    """

    delimiter: str
    column_names: list[str]
    has_header: bool


def find_csv_layout(first_line: str, kind: InputKind) -> CsvLayout | None:
    """Tell delimiter and columns from a CSV's first line that is not blank.

    Parameters
    ----------
    first_line : str
        The line.
    kind : InputKind
        What the file should hold.

    Returns
    -------
    CsvLayout or None
        None when a column that the project needs cannot be told. Without a header, where none is
        needed, the first column holds the ids.

    Examples
    --------
    >>> find_csv_layout('"Age";"ID"', INPUT_KINDS["ages_train"])
    CsvLayout(delimiter=';', column_names=['age_years', 'user_id'], has_header=True)
    >>> find_csv_layout("795923315", INPUT_KINDS["ages_test"])
    CsvLayout(delimiter=',', column_names=['user_id'], has_header=False)
    """
    # The delimiter met most often outside quotes; a comma when there is none.
    unquoted = re.sub(r'"[^"]*"', "", first_line)
    delimiter = max(DELIMITERS, key=lambda mark: (unquoted.count(mark), mark == ","))
    names = [canonical_name(cell) for cell in _split_cells(first_line, delimiter)]
    if set(kind.columns) <= set(names):
        return CsvLayout(delimiter, names, has_header=True)
    if kind.needs_header:
        return None
    unnamed = [f"column_{position}" for position in range(2, len(names) + 1)]
    return CsvLayout(delimiter, [*kind.columns, *unnamed], has_header=False)


def _split_cells(line: str, delimiter: str) -> list[str]:
    """Cells of a line, as the models split them: a delimiter between quotes separates nothing."""
    mark = re.escape(delimiter)
    return re.findall(rf'(?:^|{mark})("(?:[^"]|"")*"|[^{mark}]*)', line)


def describe_columns(first_line: str, kind: InputKind) -> str:
    """Say which columns a CSV must name, and what its first line holds instead.

    Examples
    --------
    >>> describe_columns("Name;Years", INPUT_KINDS["ages_train"])
    "must name the columns ID and Age in its first line, which reads 'Name;Years'"
    """
    needed = " and ".join(COLUMN_TITLES[name] for name in kind.columns)
    return f"must name the columns {needed} in its first line, which reads {first_line[:60]!r}"


def canonical_name(cell: str) -> str:
    """Column name of a header cell: the project's own where it is known, else as written.

    Examples
    --------
    >>> canonical_name(' "User ID" '), canonical_name("Colour")
    ('user_id', 'colour')
    """
    key = re.sub(r"[^a-z0-9]", "", cell.lower())
    for name, aliases in COLUMN_ALIASES.items():
        if key in aliases:
            return name
    return cell.strip(' \t"').lower()
