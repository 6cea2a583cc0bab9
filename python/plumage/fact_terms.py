"""From tables of facts to counts of terms: who has which word, n-gram, account or category."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from plumage.fact_parts import CATEGORIES, FACT_GROUPS, FactGroup
from plumage.ngrams import Alphabet, ngram_counts
from plumage.user_texts import UserTexts

Floats = NDArray[np.float64]

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


@dataclass(frozen=True)
class FactTables:
    """What the marts say of users, without labels.

    Attributes
    ----------
    features : pandas.DataFrame
        ``marts.feat_users``: ``user_id``, ``evidence_level``, numbers.
    texts : UserTexts
        ``marts.feat_user_texts``: ``user_id``, ``text_kind``, ``prepared_text``, of which
        ``MAX_TEXT_CHARACTERS`` are enough.
    terms : pandas.DataFrame
        ``marts.feat_user_terms``: ``user_id``, ``term_source``, ``term_kind``, ``term``,
        ``term_count``.
    accounts : pandas.DataFrame
        ``marts.feat_user_accounts``: ``user_id``, ``account_id``, ``relation``.
    categories : pandas.DataFrame
        ``marts.feat_user_categories``: ``user_id``, ``category``, ``value``, ``value_share``.
    """

    features: pd.DataFrame
    texts: UserTexts
    terms: pd.DataFrame
    accounts: pd.DataFrame
    categories: pd.DataFrame


@dataclass(frozen=True)
class Vocabulary:
    """Terms of a group of sources, and how many users have each.

    Attributes
    ----------
    keys : ndarray of str or int, shape (n_terms,)
        Words, categories, account ids, or n-grams packed into integers; in order.
    user_counts : ndarray of int, shape (n_terms,)
        Users with the term in any source of the group.
    user_total : int
        Users with any term of the group.
    characters : str
        Alphabet of packed n-grams; empty otherwise.
    """

    keys: NDArray
    user_counts: NDArray[np.int64]
    user_total: int
    characters: str = ""

    @property
    def terms(self) -> NDArray[np.str_]:
        """Terms as texts.

        Returns
        -------
        ndarray of str, shape (n_terms,)
            In the order of the columns.
        """
        if self.characters:
            return Alphabet(self.characters).ngrams_of(self.keys)
        return self.keys.astype(str)

    def inverse_frequency(self) -> Floats:
        """Weight of each term: the rarer, the larger.

        Returns
        -------
        ndarray of float, shape (n_terms,)
            Smoothed as scikit-learn does: as if one user more had every term.
        """
        return np.log((1 + self.user_total) / (1 + self.user_counts)) + 1


@dataclass(frozen=True)
class Counts:
    """Terms of users, as three columns of equal length.

    Attributes
    ----------
    users, keys, values : ndarray
        User id, term, how often (or which share).
    """

    users: NDArray[np.int64]
    keys: NDArray
    values: Floats


def count_terms(
    tables: FactTables, name: str, users: pd.Index, vocabulary: Vocabulary | None = None
) -> tuple[dict[str, sparse.csr_array], Vocabulary]:
    """Count the terms of a group of sources.

    Parameters
    ----------
    tables : FactTables
        The facts.
    name : str
        Key of ``FACT_GROUPS``.
    users : pandas.Index
        Users in order: the rows.
    vocabulary : Vocabulary, optional
        Terms to count; learned from these users when absent.

    Returns
    -------
    tuple of (dict of str to scipy.sparse.csr_array, Vocabulary)
        By source: counts of shape (n_users, n_terms); and the terms.
    """
    group = FACT_GROUPS[name]
    if name in NGRAM_GROUPS:
        if vocabulary is None:
            vocabulary = learn_ngrams(tables.texts, group, users)
        return count_ngrams(tables.texts, group, users, vocabulary), vocabulary
    found = read_group(tables, name, group)
    if vocabulary is None:
        keys = pd.unique(np.concatenate([counts.keys for counts in found.values()]))
        keys = np.sort(keys)
    else:
        keys = vocabulary.keys
    counted = {source: laid_out(counts, users, keys) for source, counts in found.items()}
    if vocabulary is None:
        user_counts, user_total = count_users(counted)
        kept = np.flatnonzero(user_counts >= group.min_users)
        counted = {source: counts[:, kept] for source, counts in counted.items()}
        vocabulary = Vocabulary(keys[kept], user_counts[kept], user_total)
    return counted, vocabulary


def count_users(counted: Mapping[str, sparse.csr_array]) -> tuple[NDArray[np.int64], int]:
    """Count the users of each term, and those of any.

    Parameters
    ----------
    counted : mapping of str to scipy.sparse.csr_array
        By source: counts of shape (n_users, n_terms).

    Returns
    -------
    tuple of (ndarray of int, shape (n_terms,), int)
        Users with the term in any source, and users with any term.
    """
    total = sum(counted.values())
    user_counts = np.bincount(total.indices, minlength=total.shape[1])
    return user_counts, int((np.diff(total.indptr) > 0).sum())


def laid_out(counts: Counts, users: pd.Index, keys: NDArray) -> sparse.csr_array:
    """Write counts as a matrix.

    Parameters
    ----------
    counts : Counts
        Terms of users.
    users : pandas.Index
        Rows; others are left out.
    keys : ndarray
        Columns; others are left out.

    Returns
    -------
    scipy.sparse.csr_array, shape (n_users, n_keys)
        Values of the same user and term added up.
    """
    # Half the room of what pandas gives; no table has more rows or columns than that counts.
    rows = users.get_indexer(counts.users).astype(np.int32)
    columns = pd.Index(keys).get_indexer(counts.keys).astype(np.int32)
    kept = (rows >= 0) & (columns >= 0) & (counts.values > 0)
    return sparse.csr_array(
        (counts.values[kept], (rows[kept], columns[kept])), shape=(len(users), keys.size)
    )


def read_group(tables: FactTables, name: str, group: FactGroup) -> dict[str, Counts]:
    """Read the terms of a group from their table.

    Parameters
    ----------
    tables : FactTables
        The facts.
    name : str
        Key of ``FACT_GROUPS``.
    group : FactGroup
        Its sources.

    Returns
    -------
    dict of str to Counts
        Terms by source.
    """
    if name == "stated_age":
        return read_stated_ages(tables.features)
    if name == "accounts":
        rows, keys, values = tables.accounts, "account_id", None
        source = rows["relation"]
    elif name == "categories":
        rows, keys, values = tables.categories, "value", "value_share"
        source = rows["category"]
    else:
        rows, keys, values = tables.terms, "term", "term_count"
        kind = np.where(rows["term_kind"] == "emoji", "emoji_", "terms_")
        source = pd.Series(kind, index=rows.index, dtype=object) + rows["term_source"].astype(
            object
        )
    found = {}
    for wanted in group.sources:
        chosen = rows[(source == wanted).to_numpy(dtype=bool)]
        terms = chosen[keys]
        if name == "accounts":
            terms = terms.to_numpy(dtype=np.int64)
        else:
            terms = terms.to_numpy(dtype=object)
            if wanted in CATEGORIES:
                terms = np.array([f"{wanted}={term}" for term in terms], dtype=object)
        sizes = np.ones(len(chosen)) if values is None else chosen[values].to_numpy(dtype=float)
        found[wanted] = Counts(chosen["user_id"].to_numpy(dtype=np.int64), terms, sizes)
    return found


def read_stated_ages(features: pd.DataFrame) -> dict[str, Counts]:
    """Name the age that a user states, and its five years: each speaks for an age of its own.

    Parameters
    ----------
    features : pandas.DataFrame
        ``marts.feat_users``: ``user_id``, ``stated_age_years``.

    Returns
    -------
    dict of str to Counts
        Two terms for each user who states an age.
    """
    stated = features[["user_id", "stated_age_years"]].dropna().astype(np.int64)
    users, ages = stated["user_id"].to_numpy(), stated["stated_age_years"].to_numpy()
    names = [f"states age {age}" for age in ages]
    names += [f"states age {age - age % 5} to {age - age % 5 + 4}" for age in ages]
    keys = np.array(names, dtype=object)
    return {"stated_age": Counts(np.tile(users, 2), keys, np.ones(keys.size))}


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
