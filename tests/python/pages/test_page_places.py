"""Pages are written where no other file is, and never where git would track them."""

from __future__ import annotations

import pytest

from plumage.core.errors import PlumageError
from plumage.core.paths import PAGE_MARK, ROOT
from plumage.pages.writing import write_page

PAGE = f"<!doctype html><head>{PAGE_MARK}</head>"


def test_a_page_takes_no_other_file_s_place(tmp_path, monkeypatch):
    monkeypatch.setenv("PLUMAGE_RAW_DIR", str(tmp_path / "raw"))
    (tmp_path / "raw").mkdir()
    (tmp_path / "theirs.html").write_text("<p>of somebody else</p>")
    (tmp_path / "w.duckdb").write_bytes(b"a warehouse")
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    for place, words in (
        (tmp_path / "w.duckdb", "must end in .html"),
        (tmp_path / "theirs.html", "is there already"),
        (tmp_path / "raw" / "page.html", "among the raw files"),
        (ROOT / "docs" / "page.html", "git would track personal data"),
        (tmp_path / "absent" / "page.html", "there is no folder"),
    ):
        with pytest.raises(PlumageError, match=words):
            write_page(PAGE, place, remedy="")
    assert {path: path.read_bytes() for path in before} == before
    assert not (ROOT / "docs" / "page.html").exists()


def test_an_earlier_page_is_replaced(tmp_path):
    path = tmp_path / "page.html"
    for words in ("first", "second"):
        write_page(f"{PAGE}{words}", path, remedy="")
        assert path.read_text().endswith(words)
