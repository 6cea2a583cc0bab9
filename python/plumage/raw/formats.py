"""Formats that hold tweets or profiles in another shape than API v1.1, known by their keys.

`FORMATS` is the one list: a row gives the code that rejected records show, the words of messages,
and the way out. `recognition.py` applies it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

Record = Mapping[str, object]

_ARCHIVE_PARTS = frozenset(
    {"tweet", "account", "profile", "following", "follower", "like", "noteTweet", "deletedTweet"}
)
_V1 = "Plumage reads tweets and profiles of API v1.1"
_V1_TWEET = "Plumage reads tweets of API v1.1"
_V1_PROFILE = "Plumage reads profiles of API v1.1"


class Format(NamedTuple):
    """A format that is recognised, but not read.

    Attributes
    ----------
    code : str
        Reason of its rejected records.
    title : str
        What the records are, as the end of a sentence.
    way_out : str
        What to do, as a sentence without its full stop.
    matches : callable
        Whether a parsed record has the format.
    held_key : str or None
        Key of a list of records, or of a table's ids, that make one object many records.
    """

    code: str
    title: str
    way_out: str
    matches: Callable[[Record], bool] = lambda record: False
    held_key: str | None = None


def _is_archive_part(record: Record) -> bool:
    if len(record) == 1:
        ((name, value),) = record.items()
        return name in _ARCHIVE_PARTS and isinstance(value, dict)
    return "full_text" in record and "user" not in record


def _is_table_of_columns(record: Record) -> bool:
    columns = [value for value in record.values() if isinstance(value, dict)]
    ids = record.get("id", record.get("id_str"))
    return (
        isinstance(ids, dict)
        and len(columns) == len(record) > 1
        and not any(isinstance(value, dict) for value in ids.values())
        and all(value.keys() == ids.keys() for value in columns)
    )


def _is_v2_page(record: Record) -> bool:
    data = record.get("data")
    first = data[0] if isinstance(data, list) and data else data
    return (
        isinstance(first, dict)
        and "id" in first
        and bool({"text", "username", "author_id"} & first.keys())
        and "id" not in record
    )


def _is_snscrape(record: Record) -> bool:
    marks = {"rawContent", "renderedContent", "rawDescription", "displayname"}
    return bool(marks & record.keys()) or str(record.get("_type")).startswith("snscrape.")


def _is_v2_tweet(record: Record) -> bool:
    is_tweet = "author_id" in record or "edit_history_tweet_ids" in record
    return is_tweet and not isinstance(record.get("user"), dict)


def _is_v2_user(record: Record) -> bool:
    return (
        isinstance(record.get("username"), str)
        and "screen_name" not in record
        and "user" not in record
    )


FORMATS = (
    Format(
        "api_v2_page",
        "objects in pages of API v2 (`data` and `includes`)",
        f"{_V1}: write each object of `data` as one, with `user` made of the object of"
        " `includes.users` that `author_id` names (its `username` as `screen_name`), and users as"
        " objects with id, screen_name, name and description",
        _is_v2_page,
        "data",
    ),
    Format(
        "snscrape",
        "tweets or users as snscrape writes them (`rawContent`, `username`)",
        f"{_V1_TWEET}: write `rawContent` as text, `date` as created_at, `user.username` as"
        " user.screen_name and `user.followersCount` as user.followers_count; users likewise",
        _is_snscrape,
    ),
    Format(
        "api_v2_tweet",
        "tweets of API v2 (`author_id` instead of `user`)",
        f"{_V1_TWEET}: give each tweet a `user` with `author_id` as its id, and with the author's"
        " `username` as screen_name, name and description",
        _is_v2_tweet,
    ),
    Format(
        "json_normalize",
        "tables of pandas' json_normalize (keys such as `user.id`)",
        f"{_V1_TWEET}: write the objects that json_normalize was given, with"
        " `json.dump(objects, file)`",
        lambda record: any(key.startswith(("user.", "status.")) for key in record),
    ),
    Format(
        "pandas_columns",
        'rows of a table by columns, as pandas\' to_json writes it (`{"id": {"0": ...}}`)',
        'write it with `to_json(..., orient="records", lines=True)`, with `user` (or, of profiles,'
        " screen_name) among the columns",
        _is_table_of_columns,
        "id",
    ),
    Format(
        "twint",
        "tweets as twint writes them (`tweet`, `user_id`, `username`)",
        f"{_V1_TWEET}: write `tweet` as text and `user_id` and `username` as user.id and"
        " user.screen_name",
        lambda record: "user_id" in record and "username" in record and "user" not in record,
    ),
    Format(
        "api_v2_user",
        "users of API v2 (`username` instead of `screen_name`)",
        f"{_V1_PROFILE}: write `username` as screen_name, and the counts of `public_metrics` as"
        " followers_count, friends_count, statuses_count and listed_count",
        _is_v2_user,
    ),
    Format(
        "x_archive",
        "records of an X archive (objects without `user`)",
        "an X archive holds one account: write each object under `tweet` on a line of"
        ' age_tweets.json, with `"user": {"id": ..., "screen_name": ...}` from accountId and'
        " username of account.js, and that user on a line of age_profiles.json",
        _is_archive_part,
    ),
    Format(
        "python_repr",
        "Python's text of objects (`{'id': 1}`), which is not JSON",
        "write the objects with `json.dump`, or turn each line into JSON with"
        " `json.dumps(ast.literal_eval(line))`",
    ),
    Format(
        "json_in_string",
        "JSON inside a JSON string",
        "it was encoded twice: write `json.loads(text)` of each string",
    ),
    Format(
        "csv_table",
        "lines of a table (CSV)",
        "tweets and profiles must be JSON, one object of API v1.1 a line: export them again as JSON"
        " from their source",
    ),
)
"""In the order of recognition; the last three are known by their bytes alone."""

FORMAT_BY_CODE = {format_.code: format_ for format_ in FORMATS}


def advice_on(reason: str | None) -> str | None:
    """Name the format behind a reason, and the way out.

    Parameters
    ----------
    reason : str or None
        Why a record was rejected.

    Returns
    -------
    str or None
        None for a reason that is no format.

    Examples
    --------
    >>> advice_on("csv_table").partition(":")[0], advice_on("cut_off")
    ('lines of a table (CSV)', None)
    """
    found = FORMAT_BY_CODE.get(reason or "")
    return f"{found.title}: {found.way_out}" if found else None
