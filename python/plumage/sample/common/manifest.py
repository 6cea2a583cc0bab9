"""What a folder of made-up data holds by its manifest, and what has changed since."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from plumage.raw.made_up import MANIFEST, read_manifest
from plumage.sample.common.output_files import UNFINISHED

README = "README-made-up-data.md"
ACTIVITY = "activity"
"""Sub-folder of the made-up activity log; it has a manifest of its own."""

IGNORED = frozenset((".gitkeep", ".gitignore", ACTIVITY))
ACTIVITY_FILES = ("activity.csv", "late.jsonl", "user_list.csv")
INPUTS = (
    "age_profiles", "age_tweets", "ages_train", "ages_test",
    "friends", "friend_profiles", "mentions", "mention_profiles",
)  # fmt: skip
PLANTED_EFFECTS, PLANTED_USERS = "planted_effects.json", "planted_users.csv"
VIDEOS, PLANTED_VIDEOS = "video_claims.csv", "planted_videos.json"
_POSSIBLE = [f"{name}.{ending}" for name in INPUTS for ending in ("json", "jsonl", "csv")]
LEFTOVERS = frozenset(
    name + UNFINISHED
    for name in (
        *_POSSIBLE,
        *ACTIVITY_FILES,
        PLANTED_EFFECTS,
        PLANTED_USERS,
        VIDEOS,
        PLANTED_VIDEOS,
        README,
        MANIFEST,
    )
)


def is_earlier_demo(folder: str | Path) -> bool:
    """Whether a folder holds made-up data just as they were written, and nothing else.

    Parameters
    ----------
    folder : str or pathlib.Path
        Folder to look at.

    Returns
    -------
    bool
        True only if the manifest lists every file of the folder and each is unchanged; what a run
        that was cut off left unfinished does not count. False for an empty or absent folder.
    """
    folder = Path(folder)
    manifest = read_manifest(folder) if folder.is_dir() else None
    if manifest is None:
        return False
    return not find_differences(folder, manifest)


def find_differences(folder: Path, manifest: dict[str, Any]) -> list[str]:
    """Say which files of a folder differ from its manifest, and how.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of made-up data.
    manifest : dict
        As `read_manifest` gives it.

    Returns
    -------
    list of str
        A phrase a file: added ones first, then missing, then changed ones, each sorted by name.
    """
    files = manifest["files"]
    found = {path.name for path in folder.iterdir()} - IGNORED - LEFTOVERS - {MANIFEST}
    changed = [name for name in found & set(files) if not is_unchanged(folder / name, files[name])]
    return [
        *(f"{name} was added" for name in sorted(found - set(files))),
        *(f"{name} is missing" for name in sorted(set(files) - found)),
        *(f"{name} has changed" for name in sorted(changed)),
    ]


def is_unchanged(path: Path, facts: dict[str, Any]) -> bool:
    """Whether a file has the size and hash of its manifest."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size != facts["bytes"]:
        return False
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest() == facts["sha256"]
