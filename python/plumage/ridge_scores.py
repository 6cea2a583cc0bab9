"""Scores of sparse facts by ridge regression, out of fold for the users learned from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.linalg import cho_factor, cho_solve, lapack
from sklearn.linear_model import Ridge

Floats = NDArray[np.float64]
Parts = Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]

TARGET_QUANTILES = (0.25, 0.5, 0.75, 0.9)
"""Shares of training users at whose ages "older than that" is a target."""

TARGETS = ("log_age", *(f"older_than_{100 * share:.0f}_percent" for share in TARGET_QUANTILES))
"""What the scores of a block estimate."""

MAX_DUAL_USERS = 3000
"""With more users the regressions are solved by terms, not by users."""


def score_targets(ages: ArrayLike) -> Floats:
    """Lay out what the regressions learn: log age, and being older than some others.

    Parameters
    ----------
    ages : array-like of int, shape (n_users,)
        Ages of the training users in whole years.

    Returns
    -------
    ndarray of float, shape (n_users, n_targets)
        In the order of ``TARGETS``. The logarithm counts from four years before the youngest, so
        that a year counts more among the young, who are many and told apart best.
    """
    ages = np.asarray(ages, dtype=float)
    levels = np.quantile(ages, TARGET_QUANTILES, method="inverted_cdf")
    return np.column_stack([np.log(ages - ages.min() + 4), ages[:, None] > levels])


class RidgeScores:
    """Multi-target ridge regression of one block of sparse facts.

    The penalty is the one of least error out of fold. Training users get the scores of regressions
    that have not seen them: a score that saw its own user's label would look far too good to the
    model that uses it. New users get the scores of the regression on all training users.

    Parameters
    ----------
    penalties : sequence of float
        To choose from.

    Attributes
    ----------
    penalty_ : float
        The one chosen.
    out_of_fold_ : ndarray of float, shape (n_users, n_targets)
        Scores of the training users.
    dual_ : ndarray of float, shape (n_users, n_targets), or None
        Weight of each training user: a score is the product with the row of each, plus intercept;
        None when it was solved by terms.
    coefficients_ : ndarray of float, shape (n_terms, n_targets)
        Weight of each term; ``dual_`` in terms of features.
    intercept_ : ndarray of float, shape (n_targets,)
        Training means of the targets.

    References
    ----------
    Saunders, Gammerman and Vovk (1998). Ridge regression learning algorithm in dual variables.
    ICML. An, Liu and Venkatesh (2007). Fast cross-validation algorithms for least squares support
    vector machine and kernel ridge regression. Pattern Recognition 40(8).
    """

    def __init__(self, penalties: Sequence[float]) -> None:
        self.penalties = tuple(penalties)

    def fit(
        self, rows: sparse.csr_array, ages: ArrayLike, parts: Parts, gram: Floats | None = None
    ) -> RidgeScores:
        """Choose the penalty, and fit.

        Parameters
        ----------
        rows : scipy.sparse.csr_array, shape (n_users, n_terms)
            Facts of the training users.
        ages : array-like of int, shape (n_users,)
            Their ages in whole years.
        parts : sequence of tuple of (ndarray of int, ndarray of int)
            Rows to fit on and rows to score; each row is scored once.
        gram : ndarray of float, shape (n_users, n_users), optional
            ``rows @ rows.T``; without it the regression is solved by terms.

        Returns
        -------
        RidgeScores
            Itself, fitted.
        """
        targets = score_targets(ages)
        self.intercept_ = targets.mean(axis=0)
        best = np.inf
        spread = targets.var(axis=0) + 1e-12
        for penalty in self.penalties:
            if gram is not None:
                scores, solution = solve_by_user(gram, targets, parts, penalty)
            else:
                scores, solution = solve_by_term(rows, targets, parts, penalty)
            loss = (((scores - targets) ** 2).mean(axis=0) / spread).mean()
            if loss < best:
                best, self.penalty_ = loss, penalty
                self.out_of_fold_, found = scores, solution
        self.dual_ = found if gram is not None else None
        self.coefficients_ = rows.T @ found if gram is not None else found
        return self

    def scores(self, rows: sparse.csr_array) -> Floats:
        """Score users.

        Parameters
        ----------
        rows : scipy.sparse.csr_array, shape (n_users, n_terms)
            Their facts.

        Returns
        -------
        ndarray of float, shape (n_users, n_targets)
            By the regression on all training users.
        """
        return rows @ self.coefficients_ + self.intercept_


def solve_by_user(
    gram: Floats, targets: Floats, parts: Parts, penalty: float
) -> tuple[Floats, Floats]:
    """Solve a ridge regression in dual form, out of fold and on all users.

    One inverse answers for all parts: with G = (K + penalty I)^-1, the residuals of the users h
    who are left out are (G_hh)^-1 (G y)_h, exactly.

    Parameters
    ----------
    gram : ndarray of float, shape (n_users, n_users)
        Products of the users' rows.
    targets : ndarray of float, shape (n_users, n_targets)
        What to learn.
    parts : sequence of tuple of (ndarray of int, ndarray of int)
        Rows to fit on and rows to score.
    penalty : float
        Above 0.

    Returns
    -------
    tuple of (ndarray of float, ndarray of float)
        Scores out of fold, and dual coefficients on all users; of shape (n_users, n_targets).
    """
    system = gram + penalty * np.eye(len(gram))
    factor, _ = lapack.dpotrf(system, lower=1, overwrite_a=1)
    inverse, _ = lapack.dpotri(factor, lower=1, overwrite_c=1)
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    weighted, ones = inverse @ targets, inverse.sum(axis=1)[:, None]
    scores = np.empty_like(targets)
    for fitted, left_out in parts:
        mean = targets[fitted].mean(axis=0)
        factored = cho_factor(inverse[np.ix_(left_out, left_out)], lower=True)
        residuals = cho_solve(factored, weighted[left_out] - ones[left_out] * mean)
        scores[left_out] = targets[left_out] - residuals
    return scores, weighted - ones * targets.mean(axis=0)


def solve_by_term(
    rows: sparse.csr_array, targets: Floats, parts: Parts, penalty: float
) -> tuple[Floats, Floats]:
    """Solve a ridge regression by conjugate gradients, out of fold and on all users.

    Parameters
    ----------
    rows : scipy.sparse.csr_array, shape (n_users, n_terms)
        Facts.
    targets, parts, penalty
        As for ``solve_by_user``.

    Returns
    -------
    tuple of (ndarray of float, ndarray of float)
        Scores out of fold, of shape (n_users, n_targets); coefficients on all users, of shape
        (n_terms, n_targets).
    """

    def coefficients(chosen: NDArray[np.int64] | slice) -> tuple[Floats, Floats]:
        mean = targets[chosen].mean(axis=0)
        ridge = Ridge(alpha=penalty, solver="sparse_cg", tol=1e-4, fit_intercept=False)
        return ridge.fit(rows[chosen], targets[chosen] - mean).coef_.T, mean

    scores = np.empty_like(targets)
    for fitted, left_out in parts:
        found, mean = coefficients(fitted)
        scores[left_out] = rows[left_out] @ found + mean
    return scores, coefficients(slice(None))[0]
