"""Contributions of boosted trees, against the definition of the Shapley value."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from plumage.learning.shapley import tree_contributions


def expected_score(model, row, known):
    """Raw score when only some columns are known, by walking the trees as the definition says."""

    def walk(nodes, position):
        node = nodes[position]
        if node["is_leaf"]:
            return node["value"]
        left, right = nodes[node["left"]], nodes[node["right"]]
        column = node["feature_idx"]
        if column in known:
            value = row[column]
            goes_left = (
                node["missing_go_to_left"] if np.isnan(value) else value <= node["num_threshold"]
            )
            return walk(nodes, node["left"] if goes_left else node["right"])
        parts = left["count"] * walk(nodes, node["left"]) + right["count"] * walk(
            nodes, node["right"]
        )
        return parts / node["count"]

    return model._baseline_prediction.item() + sum(
        walk(tree.nodes, 0) for (tree,) in model._predictors
    )


def shapley_values(model, row):
    """Average marginal contribution over all orders in which columns become known."""
    columns = range(len(row))
    orders = list(permutations(columns))
    values = np.zeros(len(row))
    for order in orders:
        for position, column in enumerate(order):
            before = set(order[:position])
            values[column] += expected_score(model, row, before | {column})
            values[column] -= expected_score(model, row, before)
    return values / len(orders)


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(300, 4))
    x[rng.random(x.shape) < 0.1] = np.nan
    filled = np.nan_to_num(x)
    y = filled[:, 0] * filled[:, 1] + np.abs(filled[:, 2]) + rng.normal(scale=0.1, size=300)
    return x, y


def test_parts_are_the_shapley_values(data):
    x, y = data
    model = HistGradientBoostingRegressor(max_iter=4, max_leaf_nodes=8, learning_rate=0.5)
    model.fit(x, y)
    parts, _ = tree_contributions(model, x[:10])
    by_definition = np.array([shapley_values(model, row) for row in x[:10]])
    np.testing.assert_allclose(parts, by_definition, atol=1e-10)


def test_parts_of_several_questions_are_means_of_games_in_which_the_question_is_known(data):
    x, y = data
    model = HistGradientBoostingRegressor(max_iter=4, max_leaf_nodes=8, learning_rate=0.5)
    model.fit(x, y)
    questions = np.array([-1.0, 0.2, 0.9])
    parts, start = tree_contributions(model, x[:10], given={0: questions})
    orders = list(permutations([1, 2, 3]))
    for row, own in zip(x[:10], parts, strict=True):
        values, starts = np.zeros(4), []
        for question in questions:
            asked = np.r_[question, row[1:]]
            starts.append(expected_score(model, asked, {0}))
            for order in orders:
                for position, column in enumerate(order):
                    before = {0, *order[:position]}
                    values[column] += expected_score(model, asked, before | {column})
                    values[column] -= expected_score(model, asked, before)
        np.testing.assert_allclose(own, values / len(orders) / len(questions), atol=1e-10)
        assert start == pytest.approx(np.mean(starts))


def test_parts_add_up_to_the_log_odds(data):
    x, y = data
    model = HistGradientBoostingClassifier(
        max_iter=50, monotonic_cst=[0, 0, 1, 0], max_features=0.5
    )
    model.fit(x, y > 0.5)
    parts, expectation = tree_contributions(model, x)
    np.testing.assert_allclose(
        expectation + parts.sum(axis=1), model.decision_function(x), atol=1e-9
    )


def test_more_than_two_classes_are_refused(data):
    x, y = data
    model = HistGradientBoostingClassifier(max_iter=2).fit(x, np.digitize(y, [0, 1]))
    with pytest.raises(ValueError, match="one raw score"):
        tree_contributions(model, x)
