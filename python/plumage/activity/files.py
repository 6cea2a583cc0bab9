"""Files of an activity log: which there are, and their form by name."""

from __future__ import annotations

import os

FORMATS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".log": "csv",
    ".jsonl": "json",
    ".ndjson": "json",
    ".json": "json",
    ".parquet": "parquet",
}
"""Form of a file by the ending of its name; `.gz` may follow all but Parquet."""

NOT_LOGS = ("user_list", "readme", "demo-manifest")
"""Beginnings of names that are no logs, in lower case."""


def format_of(name: str) -> str | None:
    """Form of a file by its name; None when it is no log.

    Examples
    --------
    >>> format_of("2024-05-01.csv.gz"), format_of("part-0.parquet"), format_of("notes.md")
    ('csv', 'parquet', None)
    >>> format_of("user_list.csv"), format_of("_SUCCESS"), format_of(".part-0.csv")
    (None, None, None)
    """
    lowered = name.lower()
    if lowered.startswith((".", "_", *NOT_LOGS)):
        return None
    stem, ending = os.path.splitext(lowered)
    is_gzip = ending == ".gz"
    form = FORMATS.get(os.path.splitext(stem)[1] if is_gzip else ending)
    return None if is_gzip and form == "parquet" else form


def list_files(folder: str) -> list[dict[str, object]]:
    """List the logs of a folder and of all folders below it.

    What begins with a dot or an underscore is left out: so do those who write into folders that
    others read (Spark, Kafka Connect, editors) name what is not finished.

    Parameters
    ----------
    folder : str
        The folder; it may be absent.

    Returns
    -------
    list of dict
        ``file_path`` relative to the folder, ``byte_count``, ``modified_ns`` (nanoseconds since
        1970), sorted by path.
    """
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        for name in names:
            path = os.path.join(parent, name)
            if format_of(name) and os.path.isfile(path):
                facts = os.stat(path)
                relative = os.path.relpath(path, folder).replace(os.sep, "/")
                found.append((relative, facts.st_size, facts.st_mtime_ns))
    return [
        {"file_path": path, "byte_count": size, "modified_ns": modified}
        for path, size, modified in sorted(found)
    ]
