"""Sparse rows of users: counts of terms weighted to length 1, and the products of all pairs."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from plumage.encoding.parts import FactPart
from plumage.encoding.vocabulary import Vocabulary
from plumage.learning.weighted import Floats

DENSE_SHARE = 0.05
"""Columns that a larger share of users have are multiplied as a dense block, which is faster."""

DENSE_COLUMNS = 2000
"""Columns of a dense block at a time."""


def weighted(counts: sparse.csr_array, vocabulary: Vocabulary, part: FactPart) -> sparse.csr_array:
    """Weigh counts of terms by the rule of a part, and scale non-empty rows to length 1."""
    rows = counts.copy()
    if part.weighting == "tfidf":
        rows.data = 1 + np.log(rows.data)
    elif part.weighting == "presence":
        rows.data = np.ones_like(rows.data)
    scale = np.ones(rows.shape[1])
    if part.weighting != "share":
        scale = vocabulary.inverse_frequency()
    if part.sizes is not None:
        sizes = np.strings.str_len(vocabulary.terms)
        scale = np.where((sizes >= part.sizes[0]) & (sizes <= part.sizes[1]), scale, 0.0)
    rows.data *= scale[rows.indices]
    rows.eliminate_zeros()
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    rows.data /= np.repeat(np.maximum(lengths, 1e-12), np.diff(rows.indptr))
    return rows


def row_products(rows: sparse.csr_array) -> Floats:
    """Multiply a sparse matrix by its transpose: products of all pairs of rows."""
    user_counts = np.bincount(rows.indices, minlength=rows.shape[1])
    common = user_counts > DENSE_SHARE * rows.shape[0]
    rare = rows[:, np.flatnonzero(~common)]
    products = np.asarray((rare @ rare.T).todense())
    columns = np.flatnonzero(common)
    for start in range(0, columns.size, DENSE_COLUMNS):
        dense = rows[:, columns[start : start + DENSE_COLUMNS]].toarray()
        products += dense @ dense.T
    return products
