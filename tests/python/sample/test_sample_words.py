"""Word lists of made-up data are entries under headings."""

from __future__ import annotations

import pytest

from plumage.sample.common.words import read_words
from support.places import ROOT

FILES = sorted((ROOT / "python/plumage/sample/words").iterdir())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_is_an_entry_a_heading_or_a_comment(path):
    lists = read_words(path.stem)
    assert lists
    for heading, entries in lists.items():
        assert entries, heading
        assert all(entry == entry.strip() for entry in entries), heading
        assert len(set(entries)) == len(entries), heading
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = sum(line.startswith("# ") for line in lines)
    assert len(lines) == sum(map(len, lists.values())) + 2 * len(lists) + comments
