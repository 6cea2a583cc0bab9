"""Models that predict ages: the published ones, and what they are compared with.

Every model takes the matrix of ``plumage.design.model_matrix`` and ages in years. What is learned
from labels is learned in ``fit``, from the rows given.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import (
    BaseEstimator,
    ClassifierMixin,
    RegressorMixin,
    TransformerMixin,
)
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

from plumage.accounts import AccountScores
from plumage.design import (
    ACCOUNT_LISTS,
    CATEGORY_FEATURES,
    FEATURE_BLOCKS,
    columns_of,
    number_columns_of,
)
from plumage.ordinal import OrdinalBands


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


class OrdinalByBlocks(ClassifierMixin, BaseEstimator):
    """Ordinal regression on those of its features that some blocks hold.

    Parameters
    ----------
    band_count : int
        Number of bands.
    features : tuple of str
        Features in order of precedence; those outside ``blocks`` are skipped.
    blocks : tuple of str
        Feature blocks to look at.
    with_accounts : bool, default=False
        Whether out-of-fold scores of followed and mentioned accounts are terms too.
    inference : bool, default=False
        Whether standard errors are wanted.
    seed : int, default=0
        Seed of the out-of-fold parts.

    Attributes
    ----------
    regression_ : OrdinalBands
        The regression.
    """

    def __init__(
        self,
        *,
        band_count: int,
        features: tuple[str, ...],
        blocks: tuple[str, ...] = tuple(FEATURE_BLOCKS),
        with_accounts: bool = False,
        inference: bool = False,
        seed: int = 0,
    ) -> None:
        self.band_count = band_count
        self.features = features
        self.blocks = blocks
        self.with_accounts = with_accounts
        self.inference = inference
        self.seed = seed

    def fit(self, X: pd.DataFrame, y: ArrayLike) -> OrdinalByBlocks:
        """Fit the scores of accounts, then the regression.

        Parameters
        ----------
        X : pandas.DataFrame
            Rows of the model matrix.
        y : array-like of int, shape (n_users,)
            Band of each user, as position from 0.

        Returns
        -------
        OrdinalByBlocks
            Itself, fitted.
        """
        available = columns_of(self.blocks)
        self.classes_ = np.arange(self.band_count)
        self.features_ = [name for name in self.features if name in available]
        lists = ACCOUNT_LISTS.values() if self.with_accounts else ()
        self.accounts_ = {
            name: AccountScores(seed=self.seed, log=False) for name in lists if name in available
        }
        scores = [
            self._frame(X, name, encoder.fit_transform(X[name], y))
            for name, encoder in self.accounts_.items()
        ]
        columns = pd.concat([X[self.features_], *scores], axis=1)
        self.regression_ = OrdinalBands(
            band_count=self.band_count, features=tuple(columns), inference=self.inference
        ).fit(columns, y)
        return self

    def predict_proba(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Probability of each band.

        Parameters
        ----------
        X : pandas.DataFrame
            Rows of the model matrix.

        Returns
        -------
        ndarray of float, shape (n_users, band_count)
            Rows sum to 1.
        """
        scores = [
            self._frame(X, name, encoder.transform(X[name]))
            for name, encoder in self.accounts_.items()
        ]
        return self.regression_.predict_proba(pd.concat([X[self.features_], *scores], axis=1))

    def _frame(self, X: pd.DataFrame, name: str, scores: NDArray[np.float64]) -> pd.DataFrame:
        """Name the columns; ten known accounts more mean less than the first ten."""
        values = np.column_stack([scores[:, 0], np.log1p(scores[:, 1])])
        return pd.DataFrame(
            values, columns=[f"{name}_score", f"log_{name}_known_count"], index=X.index
        )


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
