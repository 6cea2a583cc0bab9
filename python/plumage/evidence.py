"""Models by what is known of a user: nobody is predicted from features that are not there."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, clone

from plumage.design import EVIDENCE_BLOCKS

MIN_TRAINING_USERS = 20
"""Below so many users with the same evidence, the prior is safer than a model of that evidence."""


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
