"""From tables of facts to counts of terms: who has which word, n-gram, account or category."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from plumage.encoding.parts import CATEGORIES, FACT_GROUPS, FactGroup
from plumage.encoding.text_ngrams import NGRAM_GROUPS, count_ngrams, learn_ngrams
from plumage.encoding.user_texts import UserTexts
from plumage.encoding.vocabulary import Counts, Vocabulary, count_users, laid_out


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
