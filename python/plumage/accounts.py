"""What followed and mentioned accounts say about age, learned out of fold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold
from sklearn.utils.validation import check_is_fitted


class AccountScores(TransformerMixin, BaseEstimator):
    """What the accounts in a user's list speak for, by ridge regression of log age on accounts.

    Who follows what is the strongest known sign of age (Culotta, Kumar and Cutler 2015). A score
    that saw its own user's label would look far too good to the model that uses it, so
    ``fit_transform`` gives training users the score of a regression fitted without them;
    ``transform`` uses the regression on all training users.

    Parameters
    ----------
    alpha : float, default=3.0
        Ridge penalty; lists are scaled to unit length.
    min_users : int, default=2
        Accounts that fewer training users have are left out.
    folds : int, default=5
        Parts of the out-of-fold scores.
    seed : int, default=0
        Seed of those parts.
    log : bool, default=True
        Whether to regress the logarithm of what is given (ages have a long tail, bands none).

    Attributes
    ----------
    vocabulary_ : dict of int to int
        Account id -> column.
    ridge_ : sklearn.linear_model.Ridge or None
        Regression on all training users; None when no account is shared.

    References
    ----------
    Culotta, Kumar and Cutler (2015). Predicting the demographics of Twitter users from website
    traffic data. AAAI.
    """

    def __init__(
        self,
        *,
        alpha: float = 3.0,
        min_users: int = 2,
        folds: int = 5,
        seed: int = 0,
        log: bool = True,
    ) -> None:
        self.alpha = alpha
        self.min_users = min_users
        self.folds = folds
        self.seed = seed
        self.log = log

    def fit(self, X: ArrayLike, y: ArrayLike) -> AccountScores:
        """Learn what each account speaks for.

        Parameters
        ----------
        X : array-like of shape (n_users,) or (n_users, 1)
            Lists of account ids.
        y : array-like of shape (n_users,)
            Ages in years, or bands.

        Returns
        -------
        AccountScores
            Itself, fitted.
        """
        lists, target = as_lists(X), self._target(y)
        # An account counts once a user, so users with it are the length of its column.
        user_counts = Counter(chain.from_iterable(lists))
        accounts = sorted(a for a, count in user_counts.items() if count >= self.min_users)
        self.vocabulary_ = {account: column for column, account in enumerate(accounts)}
        self.prior_ = float(target.mean())
        self.ridge_ = self._regression(self._matrix(lists), target) if accounts else None
        return self

    def transform(self, X: ArrayLike) -> NDArray[np.float64]:
        """Score users.

        Parameters
        ----------
        X : array-like of shape (n_users,) or (n_users, 1)
            Lists of account ids.

        Returns
        -------
        ndarray of float, shape (n_users, 2)
            Log age that the accounts speak for (the training mean where none is known), and how
            many of the accounts are known.
        """
        check_is_fitted(self, "vocabulary_")
        matrix = self._matrix(as_lists(X))
        return self._with_support(self._predict(self.ridge_, matrix), matrix)

    def fit_transform(self, X: ArrayLike, y: ArrayLike, **_: object) -> NDArray[np.float64]:
        """Learn, and score each training user by a regression that did not see that user.

        Parameters
        ----------
        X : array-like of shape (n_users,) or (n_users, 1)
            Lists of account ids.
        y : array-like of shape (n_users,)
            Ages in years, or bands.

        Returns
        -------
        ndarray of float, shape (n_users, 2)
            As from ``transform``, out of fold.
        """
        self.fit(X, y)
        matrix, target = self._matrix(as_lists(X)), self._target(y)
        scores = np.full(target.size, self.prior_)
        if self.ridge_ is not None and target.size > self.folds:
            parts = KFold(self.folds, shuffle=True, random_state=self.seed)
            for train, test in parts.split(target):
                ridge = self._regression(matrix[train], target[train])
                scores[test] = self._predict(ridge, matrix[test])
        return self._with_support(scores, matrix)

    def get_feature_names_out(self, input_features: Sequence[str] | None = None) -> NDArray:
        """Name the two columns.

        Parameters
        ----------
        input_features : sequence of str, optional
            Name of the column of lists.

        Returns
        -------
        ndarray of str
            Names of the score and of the count.
        """
        name = "accounts" if input_features is None else input_features[0]
        return np.array([f"{name}_score", f"{name}_known_count"], dtype=object)

    def _target(self, y: ArrayLike) -> NDArray[np.float64]:
        values = np.asarray(y, dtype=float)
        return np.log(values) if self.log else values

    def _regression(self, matrix: sparse.csr_array, target: NDArray) -> Ridge:
        return Ridge(alpha=self.alpha, solver="sparse_cg", tol=1e-6).fit(matrix, target)

    def _predict(self, ridge: Ridge | None, matrix: sparse.csr_array) -> NDArray[np.float64]:
        return np.full(matrix.shape[0], self.prior_) if ridge is None else ridge.predict(matrix)

    def _with_support(self, scores: NDArray, matrix: sparse.csr_array) -> NDArray[np.float64]:
        return np.column_stack([scores, np.diff(matrix.indptr)])

    def _matrix(self, lists: list[tuple[int, ...]]) -> sparse.csr_array:
        """Lay out lists as rows of unit length over the accounts that are known."""
        columns = [
            [self.vocabulary_[account] for account in row if account in self.vocabulary_]
            for row in lists
        ]
        counts = np.array([len(row) for row in columns], dtype=np.int64)
        indices = np.fromiter(chain.from_iterable(columns), dtype=np.int64, count=counts.sum())
        values = np.repeat(1 / np.sqrt(np.maximum(counts, 1)), counts)
        starts = np.r_[0, np.cumsum(counts)]
        return sparse.csr_array(
            (values, indices, starts), shape=(len(lists), max(len(self.vocabulary_), 1))
        )


def as_lists(values: ArrayLike) -> list[tuple[int, ...]]:
    """Take lists of account ids from a column or a table of one column.

    Parameters
    ----------
    values : array-like of shape (n_users,) or (n_users, 1)
        Lists of account ids.

    Returns
    -------
    list of tuple of int
        One tuple a user.
    """
    if isinstance(values, pd.DataFrame):
        values = values.iloc[:, 0]
    return list(values)
