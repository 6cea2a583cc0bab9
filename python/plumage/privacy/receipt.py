"""The receipt of forgetting: what was removed and searched, without any id or handle."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from plumage import __version__
from plumage.core.files import said_plainly, write_whole
from plumage.privacy.people import People
from plumage.privacy.proof import Proof


def counted(count: int, noun: str) -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> counted(1, "user"), counted(2000, "row")
    ('1 user', '2,000 rows')
    """
    return f"{count:,} {noun}{'s' * (count != 1)}"


def write_receipt(
    warehouse: Path, proof: Proof, found: Mapping[str, object], people: People
) -> Path:
    """Write a receipt into a folder beside the warehouse, which git ignores.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.
    proof : Proof
        What the search at the end showed.
    found : mapping of str to object
        What was removed: counts by file and table, pages, models.
    people : People
        Who was removed; names of files that hold an id or a handle are written without it.

    Returns
    -------
    pathlib.Path
        The file.
    """
    now = datetime.now(UTC)
    folder = warehouse.with_name(f"{warehouse.name}.receipts")
    with said_plainly(folder):
        folder.mkdir(exist_ok=True)
    text = json.dumps(
        {
            "forgotten_at": now.isoformat(timespec="seconds"),
            "plumage": __version__,
            "users": len(people.found),
            "removed": masked(found, people),
            "warehouse": "rebuilt" if warehouse.exists() else "removed",
            "is_clean": proof.is_clean,
            **masked(vars(proof), people),
        },
        indent=1,
        default=str,
    )
    path = folder / f"forgotten-{now:%Y-%m-%dT%H-%M-%SZ}.json"
    write_whole(f"{text}\n".encode(), path)
    return path


def masked(value: object, people: People) -> object:
    """Write ids and handles in names of files and keys as ``…``; counts stay."""
    if isinstance(value, Mapping):
        return {masked(key, people): masked(one, people) for key, one in value.items()}
    if isinstance(value, list):
        return [masked(one, people) for one in value]
    if isinstance(value, Path):
        return masked(str(value), people)
    if not isinstance(value, str):
        return value
    words = "|".join(re.escape(str(one)) for one in (*people.found, *people.handles))
    pattern = rf"(?<![0-9a-z])(?:{words})(?![0-9a-z])" if words else r"(?!)"
    return re.sub(pattern, "…", value, flags=re.IGNORECASE)
