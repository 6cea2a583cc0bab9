"""No text of the project repeats what a person of the real sample wrote."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator

import pytest

from support.places import ROOT, SHARED

RUN_WORDS = 5
RUN_CHARACTERS = 20
WORD = re.compile(r"[^\W_]+")
# Set phrases that anybody writes; each stands here with the reason that it is nobody's own.
ALLOWED: dict[str, str] = {}

TAKEHOME = SHARED / "takehome"


def runs_of(text: str, word_count: int = RUN_WORDS) -> Iterator[str]:
    """Each run of so many words that is long enough to be somebody's wording."""
    words = WORD.findall(text.lower())
    for start in range(len(words) - word_count + 1):
        run = " ".join(words[start : start + word_count])
        if len(run) >= RUN_CHARACTERS:
            yield run


def wordings_of(text: str) -> Iterator[str]:
    """What nobody else may repeat of a text: its runs, or all of it where it is shorter."""
    yield from runs_of(text, min(RUN_WORDS, max(2, len(WORD.findall(text)))))


def written_texts(record: object) -> Iterator[str]:
    """Bios and tweets anywhere in a record."""
    if isinstance(record, dict):
        for key, value in record.items():
            if key in ("text", "description") and isinstance(value, str):
                yield value
            else:
                yield from written_texts(value)
    elif isinstance(record, list):
        for item in record:
            yield from written_texts(item)


def tracked_texts() -> Iterator[tuple[str, str]]:
    """Name and content of each tracked text file."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file():
            content = path.read_bytes()
            if b"\0" not in content[:8192]:
                yield name, content.decode(errors="replace")


def test_a_run_of_five_words_or_a_whole_shorter_text_is_a_wording():
    assert list(wordings_of("One purple teapot, SIX green kettles")) == [
        "one purple teapot six green",
        "purple teapot six green kettles",
    ]
    assert list(wordings_of("Purple teapot collector")) == ["purple teapot collector"]
    assert list(wordings_of("so it is a cat")) == list(wordings_of("hello")) == []


@pytest.mark.skipif(not TAKEHOME.is_dir(), reason="the real sample is not on this machine")
def test_no_tracked_file_shares_a_wording_with_the_real_sample():
    written = {
        run
        for name in ("age_profiles.json", "age_tweets.json")
        for text in written_texts(json.loads((TAKEHOME / name).read_text(encoding="utf-8")))
        for run in wordings_of(text)
    }
    assert len(written) > 1000, "the sample was not read"
    copied = {
        (name, run)
        for name, text in tracked_texts()
        for word_count in range(2, RUN_WORDS + 1)
        for run in runs_of(text, word_count)
        if run in written and run not in ALLOWED
    }
    assert sorted(copied) == []
