"""Exact Shapley values of boosted trees: parts that add up to what the trees say about a user."""

from __future__ import annotations

from collections.abc import Mapping
from math import factorial, prod

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

Floats = NDArray[np.float64]


def tree_contributions(
    model: HistGradientBoostingClassifier | HistGradientBoostingRegressor,
    rows: ArrayLike,
    *,
    given: Mapping[int, ArrayLike] | None = None,
) -> tuple[Floats, float]:
    """Share out the raw score of each row among the columns.

    What a set of columns says alone is the trees' expectation when they are known: at a split on a
    column that is not in the set, both branches count by the training rows that went there ("tree
    path dependent"). Within one leaf that game is a product over the columns of its path, so its
    Shapley value is a sum of a few products; the trees here have so few leaves that this is faster
    than the general algorithm, and needs no compiler at run time.

    Parameters
    ----------
    model : HistGradientBoostingClassifier (two classes) or HistGradientBoostingRegressor
        Fitted trees on numbers, without categorical splits.
    rows : array-like of float, shape (n_rows, n_columns)
        What the model was asked about; NaN where missing.
    given : dict of int to array-like of float, shape (n_questions,), optional
        Columns that say what is asked, not whom about, with the values asked. They are known from
        the start and get no part; contributions are means over the questions, at the cost of one.

    Returns
    -------
    contributions : ndarray of float, shape (n_rows, n_columns)
        On the scale of the raw score: log-odds for a classifier.
    expectation : float
        Raw score when nothing is known but what is asked; with a row's contributions it adds up to
        the row's raw score, or its mean over the questions.

    Raises
    ------
    ValueError
        If the model has more than two classes or a categorical split.

    References
    ----------
    Lundberg et al. (2020). From local explanations to global understanding with explainable AI for
    trees. Nature Machine Intelligence 2, algorithm 1.

    Examples
    --------
    >>> x = np.repeat([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], 10, axis=0)
    >>> y = x.sum(axis=1)
    >>> model = HistGradientBoostingRegressor(min_samples_leaf=5, max_iter=200).fit(x, y)
    >>> parts, expectation = tree_contributions(model, [[1.0, 0.0]])
    >>> parts.round(3), round(expectation, 3)
    (array([[ 0.5, -0.5]]), 1.0)
    """
    rows = np.asarray(rows, dtype=float)
    baseline = np.asarray(model._baseline_prediction).ravel()
    if baseline.size != 1:
        raise ValueError(f"the model must give one raw score a row, got {baseline.size}")
    contributions = np.zeros(rows.shape)
    expectation = float(baseline[0])
    asked = {column: np.asarray(values, dtype=float) for column, values in (given or {}).items()}
    for (tree,) in model._predictors:
        if tree.nodes["is_categorical"].any():
            raise ValueError("the model must have no categorical splits")
        # The root of a tree without a split is its only leaf, with an empty path.
        paths = [(0, {}, {})]
        while paths:
            position, passed, shares = paths.pop()
            node = tree.nodes[position]
            if node["is_leaf"]:
                answered = [passed.pop(column) for column in list(passed) if column in asked]
                value = float(node["value"])
                if answered:
                    value *= float(np.mean(np.logical_and.reduce(answered)))
                shares = {column: shares[column] for column in passed}
                expectation += value * prod(shares.values())
                _add_leaf(contributions, value, passed, shares)
                continue
            column = int(node["feature_idx"])
            goes_left = _goes_left(asked.get(column, rows[:, column]), node)
            for child, goes in ((node["left"], goes_left), (node["right"], ~goes_left)):
                share = float(tree.nodes[child]["count"] / node["count"])
                paths.append(
                    (
                        int(child),
                        passed | {column: goes & passed[column] if column in passed else goes},
                        shares | {column: share * shares.get(column, 1.0)},
                    )
                )
    return contributions, expectation


def _goes_left(values: Floats, node: np.void) -> NDArray[np.bool_]:
    left = values <= node["num_threshold"]
    return np.where(np.isnan(values), bool(node["missing_go_to_left"]), left)


def _add_leaf(
    contributions: Floats,
    value: float,
    passed: dict[int, NDArray[np.bool_]],
    shares: dict[int, float],
) -> None:
    """Add the Shapley values of one leaf: of the game value * prod(passed in set) * prod(share)."""
    count = len(passed)
    weights = [
        factorial(size) * factorial(count - 1 - size) / factorial(count) for size in range(count)
    ]
    for column, own in passed.items():
        # Coefficient s: sum over sets of s other columns of what is left when they are known.
        by_size = [np.ones(len(contributions))]
        for other, other_passed in passed.items():
            if other != column:
                unknown = [shares[other] * term for term in by_size] + [0.0]
                known = [0.0] + [other_passed * term for term in by_size]
                by_size = [left + right for left, right in zip(unknown, known, strict=True)]
        mean = sum(weight * term for weight, term in zip(weights, by_size, strict=True))
        contributions[:, column] += value * mean * (own - shares[column])
