"""Whether raw files are made up: what `plumage sample` writes carries a manifest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from plumage.raw.layout import input_name

MANIFEST = "demo-manifest.json"
MARK = "plumage made-up data"
LOG_NAMES = ("activity", "late")
"""Beginnings of the names of made-up logs of actions."""


def read_manifest(folder: Path, name: str = MANIFEST) -> dict[str, Any] | None:
    """Read the manifest of a folder of made-up data.

    Parameters
    ----------
    folder : pathlib.Path
        Folder to look into.
    name : str
        Name of the file.

    Returns
    -------
    dict or None
        None when there is none that can be trusted.
    """
    try:
        manifest = json.loads((folder / name).read_text(encoding="utf-8"))
        names = [
            (name, facts["bytes"], facts["sha256"]) for name, facts in manifest["files"].items()
        ]
        plain = all(Path(name).name == name for name, _, _ in names)
        return manifest if manifest["mark"] == MARK and plain else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def holds_made_up(folder: str) -> bool:
    """Whether an input of a folder has the name and size that its manifest lists.

    One is enough: made-up users beside real ones make all figures made up. A manifest whose files
    were all replaced by somebody's own says nothing.
    """
    manifest = read_manifest(Path(folder))
    return manifest is not None and any(
        (input_name(name) or name.startswith(LOG_NAMES))
        and (path := Path(folder, name)).is_file()
        and path.stat().st_size == facts["bytes"]
        for name, facts in manifest["files"].items()
    )


def is_made_up(raw_dir: str, activity_dir: str) -> bool:
    """Whether raw files or logs of actions are made up, at least in part.

    Parameters
    ----------
    raw_dir : str
        Folder of raw files.
    activity_dir : str
        Folder of logs.

    Returns
    -------
    bool
        False for folders that are not there.
    """
    return holds_made_up(raw_dir) or holds_made_up(activity_dir)
