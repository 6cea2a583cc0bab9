"""Terms of users as columns of a matrix: which there are, and how many users have each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from plumage.encoding.ngrams import Alphabet

Floats = NDArray[np.float64]


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
