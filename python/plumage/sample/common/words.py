"""Word lists of the made-up data, which are text files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def read_words(name: str) -> Mapping[str, tuple[str, ...]]:
    """Entries of ``words/<name>.txt`` by ``[heading]``, one a line; ``# `` begins a comment."""
    text = files("plumage.sample").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    entries: dict[str, list[str]] = {}
    for line in text.split("\n"):
        if line.startswith("["):
            heading = line.strip("[]")
            entries[heading] = []
        elif line and not line.startswith("# "):
            entries[heading].append(line)
    return {heading: tuple(lines) for heading, lines in entries.items()}
