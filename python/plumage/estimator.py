"""Models that predict ages: the published ones, and what they are compared with.

Every model takes the matrix of ``plumage.design.model_matrix`` and ages in years. What is learned
from labels is learned in ``fit``, from the rows given.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin, TransformerMixin, clone
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

from plumage.accounts import AccountScores
from plumage.design import (
    ACCOUNT_LISTS,
    CATEGORY_FEATURES,
    EVIDENCE_BLOCKS,
    FEATURE_BLOCKS,
    columns_of,
    number_columns_of,
)

MIN_TRAINING_USERS = 20
"""Below so many users with the same evidence, the prior is safer than a model of that evidence."""


class BoostedYears(RegressorMixin, BaseEstimator):
    """Boosted trees of the age in years, on numbers, categories and scores of accounts.

    Absolute error is the loss that the published whole years are judged by; its optimum is the
    median, which the heaped labels (18, 21, 25, ...) and a few very old users do not pull about.

    Parameters
    ----------
    blocks : tuple of str
        Feature blocks to look at.
    iterations : int, default=150
        Number of trees.
    learning_rate : float, default=0.06
        Share of each tree's correction that is kept.
    max_leaf_nodes : int, default=8
        Leaves of a tree.
    min_samples_leaf : int, default=20
        Users in a leaf, at least.
    l2 : float, default=0.0
        Penalty on leaf values.
    seed : int, default=0
        Seed of the out-of-fold parts and of the trees.
    """

    def __init__(
        self,
        *,
        blocks: tuple[str, ...] = tuple(FEATURE_BLOCKS),
        iterations: int = 150,
        learning_rate: float = 0.06,
        max_leaf_nodes: int = 8,
        min_samples_leaf: int = 20,
        l2: float = 0.0,
        seed: int = 0,
    ) -> None:
        self.blocks = blocks
        self.iterations = iterations
        self.learning_rate = learning_rate
        self.max_leaf_nodes = max_leaf_nodes
        self.min_samples_leaf = min_samples_leaf
        self.l2 = l2
        self.seed = seed

    def fit(self, X: pd.DataFrame, y: ArrayLike) -> BoostedYears:
        """Fit encoders and trees.

        Parameters
        ----------
        X : pandas.DataFrame
            Rows of the model matrix.
        y : array-like of shape (n_users,)
            Ages in years.

        Returns
        -------
        BoostedYears
            Itself, fitted.
        """
        trees = HistGradientBoostingRegressor(
            loss="absolute_error",
            max_iter=self.iterations,
            learning_rate=self.learning_rate,
            max_leaf_nodes=self.max_leaf_nodes,
            min_samples_leaf=self.min_samples_leaf,
            l2_regularization=self.l2,
            early_stopping=False,
            random_state=self.seed,
        )
        encoders = feature_encoders(self.blocks, seed=self.seed)
        self.pipeline_ = Pipeline([("features", encoders), ("trees", trees)])
        self.pipeline_.fit(X, np.asarray(y, dtype=float))
        return self

    def predict(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Predict ages in years.

        Parameters
        ----------
        X : pandas.DataFrame
            Rows of the model matrix.

        Returns
        -------
        ndarray of float, shape (n_users,)
            Ages in years, not rounded.
        """
        return self.pipeline_.predict(X)


def feature_encoders(blocks: Sequence[str], *, seed: int) -> ColumnTransformer:
    """Turn the columns of some blocks into numbers; NaN stays NaN.

    Parameters
    ----------
    blocks : sequence of str
        Feature blocks.
    seed : int
        Seed of out-of-fold encodings.

    Returns
    -------
    sklearn.compose.ColumnTransformer
        Not fitted.
    """
    columns = columns_of(blocks)
    # Rare categories share a column: a language of three users says nothing that holds.
    categories = OneHotEncoder(
        min_frequency=20, handle_unknown="infrequent_if_exist", sparse_output=False
    )
    parts: list[tuple[str, object, object]] = [
        ("numbers", KnownColumns(), number_columns_of(blocks)),
        ("categories", categories, [name for name in CATEGORY_FEATURES if name in columns]),
    ]
    parts += [
        (name, AccountScores(seed=seed), [name])
        for name in ACCOUNT_LISTS.values()
        if name in columns
    ]
    return ColumnTransformer(parts, verbose_feature_names_out=False)


class KnownColumns(TransformerMixin, BaseEstimator):
    """Leave out columns without any value among training users; the trees cannot bin them."""

    def fit(self, X: pd.DataFrame, y: object = None) -> KnownColumns:
        """Look which columns have values.

        Parameters
        ----------
        X : pandas.DataFrame
            Columns of numbers.
        y : object, optional
            Not looked at.

        Returns
        -------
        KnownColumns
            Itself, fitted.
        """
        self.columns_ = [name for name in X.columns if X[name].notna().any()]
        return self

    def transform(self, X: pd.DataFrame) -> pd.DataFrame:
        """Keep the columns that had values.

        Parameters
        ----------
        X : pandas.DataFrame
            The same columns.

        Returns
        -------
        pandas.DataFrame
            Some of them.
        """
        return X[self.columns_]

    def get_feature_names_out(self, input_features: object = None) -> NDArray:
        """Name the columns that are kept.

        Parameters
        ----------
        input_features : object, optional
            Not looked at.

        Returns
        -------
        ndarray of str
            Their names.
        """
        return np.array(self.columns_, dtype=object)


class ByEvidence(BaseEstimator):
    """One model for each evidence level, on the blocks that users of that level have.

    A user without tweets is predicted by a model that never saw tweets, trained on everybody who
    has at least the same blocks; a user of whom nothing is known gets the prior. Filling in whole
    missing blocks would instead ask the model about a user who does not exist.

    Parameters
    ----------
    model : estimator
        Model with a parameter ``blocks``.
    prior : estimator
        Model that needs no features, for users without evidence.
    levels : tuple of str
        Evidence levels that will be asked for.

    References
    ----------
    Saar-Tsechansky and Provost (2007). Handling missing values when applying classification models.
    JMLR 8 ("reduced models").
    """

    def __init__(
        self,
        model: BaseEstimator,
        *,
        prior: BaseEstimator,
        levels: tuple[str, ...] = tuple(EVIDENCE_BLOCKS),
    ) -> None:
        self.model = model
        self.prior = prior
        self.levels = levels

    def fit(self, X: pd.DataFrame, y: ArrayLike) -> ByEvidence:
        """Fit the prior on all users, and each level's model on users with at least its blocks.

        Parameters
        ----------
        X : pandas.DataFrame
            Rows of the model matrix.
        y : array-like of shape (n_users,)
            What the model predicts.

        Returns
        -------
        ByEvidence
            Itself, fitted.
        """
        y = np.asarray(y)
        self.prior_ = clone(self.prior).fit(X, y)
        self.models_ = {}
        for level in self.levels:
            blocks = EVIDENCE_BLOCKS[level]
            rows = X["evidence_level"].map(
                lambda own, b=blocks: set(b) <= set(EVIDENCE_BLOCKS[own])
            )
            rows = rows.to_numpy(dtype=bool)
            if blocks and rows.sum() >= MIN_TRAINING_USERS:
                model = clone(self.model).set_params(blocks=blocks)
                self.models_[level] = model.fit(X[rows], y[rows])
        return self

    def predict(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Predict by the model of each user's level.

        Parameters
        ----------
        X : pandas.DataFrame
            Rows of the model matrix.

        Returns
        -------
        ndarray of float, shape (n_users,)
            Predictions.
        """
        return self._route(X, "predict")

    def predict_proba(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Predict probabilities by the model of each user's level.

        Parameters
        ----------
        X : pandas.DataFrame
            Rows of the model matrix.

        Returns
        -------
        ndarray of float, shape (n_users, n_bands)
            Probabilities.
        """
        return self._route(X, "predict_proba")

    def _route(self, X: pd.DataFrame, method: str) -> NDArray[np.float64]:
        answers = np.array(getattr(self.prior_, method)(X), dtype=float)
        for level, model in self.models_.items():
            rows = (X["evidence_level"] == level).to_numpy()
            if rows.any():
                answers[rows] = getattr(model, method)(X[rows])
        return answers
