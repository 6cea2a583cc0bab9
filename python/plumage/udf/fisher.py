"""Fisher's exact test of two shares as a SQL function: ``plumage_fisher(...)``."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from scipy.stats import hypergeom


def exact_p_values(
    first_counts: pa.Array, second_counts: pa.Array, first_sizes: pa.Array, second_sizes: pa.Array
) -> pa.Array:
    """Chance that two groups of one kind differ so much in how many of them do something.

    Parameters
    ----------
    first_counts, second_counts : pyarrow.Array or pyarrow.ChunkedArray of shape (n,)
        Members of either group who do it, whole numbers.
    first_sizes, second_sizes : pyarrow.Array or pyarrow.ChunkedArray of shape (n,)
        Members of either group.

    Returns
    -------
    pyarrow.Array of shape (n,)
        Twice the smaller tail of the hypergeometric distribution, at most 1.

    References
    ----------
    Fisher (1935). The logic of inductive inference. Journal of the Royal Statistical Society 98(1).

    Examples
    --------
    >>> exact_p_values(*(pa.array([number]) for number in (3, 0, 4, 4))).to_pylist()
    [0.14285714285714285]
    """
    first, second, first_size, second_size = (
        np.asarray(numbers.to_numpy(), dtype=np.int64)
        for numbers in (first_counts, second_counts, first_sizes, second_sizes)
    )
    tables = np.stack([first, first_size + second_size, first_size, first + second])
    # Rare terms share few tables, and SciPy's tails are sums.
    distinct, place = np.unique(tables, axis=1, return_inverse=True)
    count, total, size, doing = distinct
    smaller = np.minimum(
        hypergeom.sf(count - 1, total, size, doing), hypergeom.cdf(count, total, size, doing)
    )
    return pa.array(np.minimum(1.0, 2 * smaller)[place.ravel()])


def register(connection: DuckDBPyConnection) -> None:
    """Make ``plumage_fisher`` known to a connection."""
    connection.create_function(
        "plumage_fisher", exact_p_values, ["BIGINT"] * 4, "DOUBLE", type="arrow"
    )
