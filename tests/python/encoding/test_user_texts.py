"""Texts read in blocks: no user is parted, and what is counted does not depend on the blocks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from plumage.core.errors import PlumageError
from plumage.encoding import user_texts
from plumage.encoding.parts import FACT_GROUPS
from plumage.encoding.text_ngrams import NGRAM_GROUPS, count_ngrams, learn_ngrams
from plumage.encoding.user_texts import SCHEMA, UserTexts

KINDS = ("bio", "own", "passed_on", "name_shape")
USERS = pd.Index(np.arange(1, 61))


@pytest.fixture(scope="module")
def texts() -> pd.DataFrame:
    rng = np.random.default_rng(1)
    words = ["so", "été", "haha", "work", "😀", "meeting", "lol", "x\ny"]
    rows = [
        (user, kind, " ".join(rng.choice(words, rng.integers(0, 30))))
        for user in USERS
        for kind in KINDS
        # Some users have no text at all, others not of each kind.
        if user % 7 and rng.random() < 0.8
    ]
    return pd.DataFrame(rows, columns=SCHEMA.names)


def in_blocks(texts: pd.DataFrame, batch_rows: int) -> UserTexts:
    table = pa.Table.from_pandas(texts, schema=SCHEMA, preserve_index=False)
    return UserTexts(table.to_batches(max_chunksize=batch_rows))


@pytest.mark.parametrize(("characters", "batch_rows"), [(1, 1), (50, 7), (3000, 10), (10**6, 1000)])
def test_blocks_hold_whole_users_and_every_row_once(monkeypatch, texts, characters, batch_rows):
    monkeypatch.setattr(user_texts, "CHARACTERS_PER_BLOCK", characters)
    spool = in_blocks(texts, batch_rows)
    blocks = list(spool)
    pd.testing.assert_frame_equal(pd.concat(blocks, ignore_index=True), texts)
    seen = [set(block["user_id"]) for block in blocks]
    assert sum(map(len, seen)) == len(set().union(*seen))
    assert len(blocks) > 1 or characters > 3000
    longest = texts.groupby("user_id")["prepared_text"].agg(lambda one: one.str.len().sum()).max()
    assert all(
        block["prepared_text"].str.len().sum() <= characters + 2 * longest for block in blocks
    )
    assert len(list(spool)) == len(blocks), "it can be read again"


@pytest.mark.parametrize("name", NGRAM_GROUPS)
def test_counts_do_not_depend_on_blocks(monkeypatch, texts, name):
    group = FACT_GROUPS[name]
    # The first users are not asked for, the last one has no text.
    users = pd.Index([*USERS[5:], 1000])
    results = []
    for characters in (10**6, 40):
        monkeypatch.setattr(user_texts, "CHARACTERS_PER_BLOCK", characters)
        spool = in_blocks(texts, 9)
        vocabulary = learn_ngrams(spool, group, users)
        results.append((vocabulary, count_ngrams(spool, group, users, vocabulary)))
    (one, counted), (other, counted_again) = results
    assert one.keys.size > 10
    np.testing.assert_array_equal(one.keys, other.keys)
    np.testing.assert_array_equal(one.user_counts, other.user_counts)
    assert (one.user_total, one.characters) == (other.user_total, other.characters)
    for source in group.sources:
        np.testing.assert_array_equal(counted[source].toarray(), counted_again[source].toarray())
    total = sum(counts.toarray() for counts in counted.values())
    np.testing.assert_array_equal((total > 0).sum(axis=0), one.user_counts)
    assert not total[-1].any()


def test_texts_that_find_no_room_are_told_of(monkeypatch, texts, tmp_path):
    monkeypatch.setattr(user_texts, "MEMORY_BYTES", 10)
    batches = [pa.Table.from_pandas(texts, schema=SCHEMA)]
    assert list(UserTexts(batches, tmp_path / "absent"))
    assert list((tmp_path / "absent").iterdir()) == []
    (tmp_path / "file").touch()
    with pytest.raises(PlumageError, match=r"file: .*PLUMAGE_TEMP_DIR"):
        UserTexts(batches, tmp_path / "file")
