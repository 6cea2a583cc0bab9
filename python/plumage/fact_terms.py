"""From tables of facts to counts of terms: who has which word, n-gram, account or category."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from plumage.fact_parts import CATEGORIES, FACT_GROUPS, FactGroup
from plumage.ngrams import Alphabet, ngram_counts

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
    texts : pandas.DataFrame
        ``marts.feat_user_texts``: ``user_id``, ``text_kind``, ``prepared_text``.
    terms : pandas.DataFrame
        ``marts.feat_user_terms``: ``user_id``, ``term_source``, ``term_kind``, ``term``,
        ``term_count``.
    accounts : pandas.DataFrame
        ``marts.feat_user_accounts``: ``user_id``, ``account_id``, ``relation``.
    categories : pandas.DataFrame
        ``marts.feat_user_categories``: ``user_id``, ``category``, ``value``, ``value_share``.
    """

    features: pd.DataFrame
    texts: pd.DataFrame
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
    found, characters = read_group(tables, name, group, vocabulary)
    if vocabulary is None:
        keys = pd.unique(np.concatenate([counts.keys for counts in found.values()]))
        keys = np.sort(keys)
    else:
        keys = vocabulary.keys
    counted = {source: laid_out(counts, users, keys) for source, counts in found.items()}
    if vocabulary is None:
        total = sum(counted.values(), sparse.csr_array((len(users), keys.size)))
        user_counts = np.bincount(total.indices, minlength=keys.size)
        kept = np.flatnonzero(user_counts >= group.min_users)
        counted = {source: counts[:, kept] for source, counts in counted.items()}
        user_total = int((np.diff(total.indptr) > 0).sum())
        vocabulary = Vocabulary(keys[kept], user_counts[kept], user_total, characters)
    return counted, vocabulary


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
    rows = users.get_indexer(counts.users)
    columns = pd.Index(keys).get_indexer(counts.keys)
    kept = (rows >= 0) & (columns >= 0) & (counts.values > 0)
    return sparse.csr_array(
        (counts.values[kept], (rows[kept], columns[kept])), shape=(len(users), keys.size)
    )


def read_group(
    tables: FactTables, name: str, group: FactGroup, vocabulary: Vocabulary | None
) -> tuple[dict[str, Counts], str]:
    """Read the terms of a group from their table.

    Parameters
    ----------
    tables : FactTables
        The facts.
    name : str
        Key of ``FACT_GROUPS``.
    group : FactGroup
        Its sources.
    vocabulary : Vocabulary or None
        Holds the alphabet that n-grams are packed by; None to learn it.

    Returns
    -------
    tuple of (dict of str to Counts, str)
        Terms by source, and the alphabet (empty where there are no n-grams).
    """
    if name in ("characters", "names"):
        return read_characters(tables.texts, group, vocabulary)
    if name == "stated_age":
        return read_stated_ages(tables.features), ""
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
    return found, ""


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


def read_characters(
    texts: pd.DataFrame, group: FactGroup, vocabulary: Vocabulary | None
) -> tuple[dict[str, Counts], str]:
    """Cut texts into n-grams.

    Parameters
    ----------
    texts : pandas.DataFrame
        ``marts.feat_user_texts``.
    group : FactGroup
        Kinds of text, and how many must have a character.
    vocabulary : Vocabulary or None
        Holds the alphabet; None to learn it.

    Returns
    -------
    tuple of (dict of str to Counts, str)
        N-grams by source, and the alphabet.
    """
    source = texts["text_kind"].map(TEXT_KINDS)
    chosen = texts[source.isin(group.sources).to_numpy()]
    source = source.loc[chosen.index]
    is_name = "characters_name" in group.sources
    prepared = chosen["prepared_text"].str.slice(0, MAX_TEXT_CHARACTERS)
    prepared = [text if is_name else EMOJI.sub(" ", text) for text in prepared]
    if vocabulary is None:
        alphabet = Alphabet.of(prepared, min_texts=group.min_users)
    else:
        alphabet = Alphabet(vocabulary.characters)
    places, keys, counts = ngram_counts(prepared, alphabet, NGRAM_SIZES, within_words=not is_name)
    users = chosen["user_id"].to_numpy(dtype=np.int64)
    found = {}
    for wanted in group.sources:
        own = (source == wanted).to_numpy()[places]
        found[wanted] = Counts(users[places[own]], keys[own], counts[own].astype(float))
    return found, alphabet.characters
