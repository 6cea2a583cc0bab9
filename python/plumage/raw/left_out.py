"""Files of a raw folder that look like data and that no input takes in."""

from __future__ import annotations

import os
import re
from pathlib import Path

from plumage.raw.layout import INPUT_KINDS, input_name
from plumage.raw.made_up import MANIFEST

READ_DEPTH = 2
"""Parts of a path within the folder at most: the folder itself and one level below."""

_DATA = re.compile(
    r"\.(json|jsonl|ndjson|geojson|js|csv|tsv|tab|parquet|avro|sqlite|db|xls|xlsx|ods"
    r"|zip|tar|tgz|gz|bz2|xz|zst|7z|rar)$",
    re.IGNORECASE,
)
_KNOWN = frozenset((MANIFEST, "planted_effects.json", "planted_users.csv", "planted_videos.json"))
"""What `plumage sample` writes beside its inputs."""
_NEAR_NAME = re.compile(
    "|".join(name.replace("_", "[ _-]?") for name in INPUT_KINDS), re.IGNORECASE
)


def left_out_files(raw_dir: str, activity_dir: str) -> list[str]:
    """Name the files that are not read though they hold data by their names.

    Parameters
    ----------
    raw_dir : str
        Folder of the raw files.
    activity_dir : str
        Folder of activity logs, which may lie within.

    Returns
    -------
    list of str
        Paths within the folder, sorted. Hidden files and notes (`README.md`) are none.
    """
    raw, found = Path(raw_dir), []
    logs = Path(activity_dir).resolve()
    for parent, folders, names in os.walk(raw):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and Path(parent, name).resolve() != logs
        ]
        place = Path(parent).relative_to(raw)
        found += [place / name for name in names if _is_left_out(place / name)]
    return sorted(map(str, found))


def _is_left_out(path: Path) -> bool:
    name = path.name
    is_read = input_name(name) is not None and len(path.parts) <= READ_DEPTH
    if is_read or name.startswith(".") or name in _KNOWN:
        return False
    return bool(_DATA.search(name) or (_NEAR_NAME.match(name) and not name.endswith(".md")))
