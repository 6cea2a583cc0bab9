"""N-grams of characters in users' texts, learned and counted block by block of users."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from plumage.encoding.ngrams import Alphabet, ngram_counts
from plumage.encoding.parts import FactGroup
from plumage.encoding.user_texts import UserTexts
from plumage.encoding.vocabulary import Counts, Vocabulary, count_users, laid_out

MAX_TEXT_CHARACTERS = 6000
"""Characters of a user's texts of one kind that are cut into n-grams; words are counted in all."""

NGRAM_SIZES = (1, 5)
"""Shortest and longest n-gram of characters."""

# Emoji, dingbats, arrows and what joins them: n-grams go without, so that leaving out the emoji
# block leaves out all that emoji say.
EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\ufe0e\ufe0f\u200d\u20e3\U000e0020-\U000e007f]+"
)

NGRAM_GROUPS = ("characters", "names")
"""Groups of facts whose terms are n-grams of characters."""

TEXT_KINDS = {
    "bio": "characters_bio",
    "own": "characters_own",
    "passed_on": "characters_passed_on",
    "name_shape": "characters_name",
}
"""Kind of text in ``marts.feat_user_texts`` -> source."""


def learn_ngrams(texts: UserTexts, group: FactGroup, users: pd.Index) -> Vocabulary:
    """Find the n-grams that enough users have.

    Parameters
    ----------
    texts : UserTexts
        ``marts.feat_user_texts``.
    group : FactGroup
        Kinds of text, and how many must have a character or n-gram.
    users : pandas.Index
        Users who count.

    Returns
    -------
    Vocabulary
        N-grams, with the alphabet that packs them.
    """
    alphabet = Alphabet.of(
        (text for block in texts for text in prepared_texts(block, group)[1]),
        min_texts=group.min_users,
    )
    merged = np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    waiting, waiting_size, user_total = [], 0, 0
    for block in texts:
        found = read_ngrams(block, group, alphabet)
        keys = np.unique(np.concatenate([counts.keys for counts in found.values()]))
        own_users = users.intersection(block["user_id"].unique())
        user_counts, block_total = count_users(
            {source: laid_out(counts, own_users, keys) for source, counts in found.items()}
        )
        user_total += block_total
        waiting.append((keys, user_counts))
        waiting_size += keys.size
        # Merging costs what there is: so it is done when that much has come again.
        if waiting_size > merged[0].size:
            merged, waiting, waiting_size = added_up([merged, *waiting]), [], 0
    keys, user_counts = added_up([merged, *waiting])
    kept = user_counts >= group.min_users
    return Vocabulary(keys[kept], user_counts[kept], user_total, alphabet.characters)


def added_up(
    counts: Sequence[tuple[NDArray[np.uint64], NDArray[np.int64]]],
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Add counts of the same keys.

    Parameters
    ----------
    counts : sequence of tuple of (ndarray of uint64, ndarray of int)
        Keys and their counts.

    Returns
    -------
    tuple of (ndarray of uint64, ndarray of int)
        Each key once, in order, and its count.
    """
    keys, places = np.unique(np.concatenate([keys for keys, _ in counts]), return_inverse=True)
    total = np.zeros(keys.size, dtype=np.int64)
    np.add.at(total, places, np.concatenate([count for _, count in counts]))
    return keys, total


def count_ngrams(
    texts: UserTexts, group: FactGroup, users: pd.Index, vocabulary: Vocabulary
) -> dict[str, sparse.csr_array]:
    """Count known n-grams.

    Parameters
    ----------
    texts : UserTexts
        ``marts.feat_user_texts``.
    group : FactGroup
        Kinds of text.
    users : pandas.Index
        Users in order: the rows.
    vocabulary : Vocabulary
        N-grams to count: the columns.

    Returns
    -------
    dict of str to scipy.sparse.csr_array
        By source: counts of shape (n_users, n_terms).
    """
    alphabet = Alphabet(vocabulary.characters)
    keys = pd.Index(vocabulary.keys)
    done: list[pd.Index] = []
    counted: dict[str, list[sparse.csr_array]] = {source: [] for source in group.sources}
    for block in texts:
        own_users = users.intersection(block["user_id"].unique())
        done.append(own_users)
        for source, counts in read_ngrams(block, group, alphabet).items():
            counted[source].append(laid_out(counts, own_users, keys))
    # One empty row, the last, for all users without a text: their place in `done` is -1.
    empty = sparse.csr_array((1, keys.size))
    places = pd.Index(np.concatenate([np.empty(0, dtype=np.int64), *done])).get_indexer(users)
    found = {}
    for source in group.sources:
        rows = sparse.vstack([*counted.pop(source), empty], format="csr")
        found[source] = rows[places]
    return found


def prepared_texts(block: pd.DataFrame, group: FactGroup) -> tuple[pd.DataFrame, list[str]]:
    """Choose the texts of a group, as they are cut into n-grams.

    Parameters
    ----------
    block : pandas.DataFrame
        Rows of ``marts.feat_user_texts``.
    group : FactGroup
        Kinds of text.

    Returns
    -------
    tuple of (pandas.DataFrame, list of str)
        ``user_id`` and ``source`` of each text, and the texts.
    """
    chosen = block.assign(source=block["text_kind"].map(TEXT_KINDS))
    chosen = chosen[chosen["source"].isin(group.sources)]
    texts = chosen["prepared_text"].str.slice(0, MAX_TEXT_CHARACTERS)
    is_name = "characters_name" in group.sources
    prepared = [text if is_name else EMOJI.sub(" ", text) for text in texts]
    return chosen[["user_id", "source"]], prepared


def read_ngrams(block: pd.DataFrame, group: FactGroup, alphabet: Alphabet) -> dict[str, Counts]:
    """Cut texts into n-grams.

    Parameters
    ----------
    block : pandas.DataFrame
        Rows of ``marts.feat_user_texts``.
    group : FactGroup
        Kinds of text.
    alphabet : Alphabet
        Characters that are told apart.

    Returns
    -------
    dict of str to Counts
        N-grams by source.
    """
    chosen, prepared = prepared_texts(block, group)
    is_name = "characters_name" in group.sources
    places, keys, counts = ngram_counts(prepared, alphabet, NGRAM_SIZES, within_words=not is_name)
    users = chosen["user_id"].to_numpy(dtype=np.int64)
    found = {}
    for wanted in group.sources:
        own = (chosen["source"] == wanted).to_numpy()[places]
        found[wanted] = Counts(users[places[own]], keys[own], counts[own].astype(float))
    return found
