"""SQL functions that answer with SciPy: Student's t, correlations, Fisher's exact test.

Not in the folder ``udf``: kept rows hang on what stands there (``plumage.warehouse.state``).
"""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

CONFIDENCE = 0.95
"""Of all intervals."""

CORRELATION_TYPE = pa.struct(
    [("p_value", pa.float64()), ("low", pa.float64()), ("high", pa.float64())]
)
_SQL_TYPE = f"STRUCT({', '.join(f'{field.name} DOUBLE' for field in CORRELATION_TYPE)})"


def _stats() -> ModuleType:
    """Import scipy.stats when it is needed: that takes longer than most commands of dbt."""
    from scipy import stats  # noqa: PLC0415

    return stats


def _numbers(values: pa.ChunkedArray | pa.Array) -> np.ndarray:
    """Numbers of a column, NaN for null."""
    return values.cast(pa.float64()).to_numpy(zero_copy_only=False)


def two_sided_p(
    t_values: pa.ChunkedArray | pa.Array, degrees: pa.ChunkedArray | pa.Array
) -> pa.Array:
    """Tell how often chance alone gives a t value so far from 0, either way.

    Parameters
    ----------
    t_values, degrees : pyarrow.Array or pyarrow.ChunkedArray of shape (n_tests,)
        Values of Student's t, and their degrees of freedom.

    Returns
    -------
    pyarrow.Array of shape (n_tests,)
        Probabilities from 0 to 1; null where either is null, or below one degree of freedom.

    Examples
    --------
    >>> two_sided_p(pa.array([0.0, None]), pa.array([10, 10])).to_pylist()
    [1.0, None]
    """
    degrees_known = _numbers(degrees)
    p_values = 2 * _stats().t.sf(np.abs(_numbers(t_values)), degrees_known)
    return pa.array(np.where(degrees_known < 1, np.nan, p_values), from_pandas=True)


def t_limit(degrees: pa.ChunkedArray | pa.Array) -> pa.Array:
    """Find the t value that chance exceeds, on either side, in 5 of 100 cases.

    Parameters
    ----------
    degrees : pyarrow.Array or pyarrow.ChunkedArray of shape (n_tests,)
        Degrees of freedom.

    Returns
    -------
    pyarrow.Array of shape (n_tests,)
        Limits; null where the degrees are, or below one of them.
    """
    degrees_known = _numbers(degrees)
    limits = _stats().t.isf((1 - CONFIDENCE) / 2, degrees_known)
    return pa.array(np.where(degrees_known < 1, np.nan, limits), from_pandas=True)


def assess_correlations(
    correlations: pa.ChunkedArray | pa.Array, counts: pa.ChunkedArray | pa.Array
) -> pa.Array:
    """Test rank correlations against 0, and bound them.

    Parameters
    ----------
    correlations, counts : pyarrow.Array or pyarrow.ChunkedArray of shape (n_correlations,)
        Spearman's coefficients, and the number of pairs behind each.

    Returns
    -------
    pyarrow.Array of shape (n_correlations,)
        ``p_value``, two-sided by Student's t as in ``scipy.stats.spearmanr``; ``low`` and ``high``
        of the 95 % interval by Fisher's z with the standard error of Bonett and Wright. Their parts
        are null where the correlation is, p below three pairs, limits below four.

    References
    ----------
    Bonett and Wright (2000). Sample size requirements for estimating Pearson, Kendall and Spearman
    correlations. Psychometrika 65.
    """
    rho, pairs = _numbers(correlations), _numbers(counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        p_values = 2 * _stats().t.sf(
            np.abs(rho) * np.sqrt((pairs - 2) / ((1 - rho) * (1 + rho))), pairs - 2
        )
        errors = np.sqrt((1 + rho**2 / 2) / (pairs - 3))
        margins = np.where(pairs > 3, _stats().norm.isf((1 - CONFIDENCE) / 2) * errors, np.nan)
        centres = np.arctanh(rho)
        limits = np.tanh(centres - margins), np.tanh(centres + margins)
    columns = [pa.array(column, from_pandas=True) for column in (p_values, *limits)]
    return pa.StructArray.from_arrays(columns, fields=list(CORRELATION_TYPE))


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
    >>> p_values = exact_p_values(*(pa.array([number]) for number in (3, 0, 4, 4)))
    >>> round(p_values[0].as_py(), 9)
    0.142857143
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
        _stats().hypergeom.sf(count - 1, total, size, doing),
        _stats().hypergeom.cdf(count, total, size, doing),
    )
    return pa.array(np.minimum(1.0, 2 * smaller)[place.ravel()])


def register(connection: DuckDBPyConnection) -> None:
    """Make the functions known to a connection."""
    for name, function, given, returned in (
        ("plumage_two_sided_p", two_sided_p, ["DOUBLE", "BIGINT"], "DOUBLE"),
        ("plumage_t_limit", t_limit, ["BIGINT"], "DOUBLE"),
        (
            "plumage_correlation",
            assess_correlations,
            ["DOUBLE", "BIGINT"],
            connection.type(_SQL_TYPE),
        ),
    ):
        connection.create_function(
            name, function, given, returned, type="arrow", null_handling="special"
        )
    connection.create_function(
        "plumage_fisher", exact_p_values, ["BIGINT"] * 4, "DOUBLE", type="arrow"
    )
