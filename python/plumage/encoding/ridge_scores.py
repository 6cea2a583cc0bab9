"""Scores of sparse features by ridge regression, out of fold for the users learned from.

A score is a deviation from the training mean: 0 says nothing, in every fold and for new users. What
a user's own label, or any label of the user's fold, decides by a single bit would be read by the
trees of the second stage, so out-of-fold scores are computed from the other users' labels alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.linalg import cholesky, lapack, solve_triangular
from sklearn.linear_model import Ridge

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
Parts = Sequence[tuple[Rows, Rows]]

TARGET_QUANTILES = (0.25, 0.5, 0.75, 0.9)
"""Shares of training users at whose ages "older than that" is a target."""

TARGETS = ("log_age", *(f"older_than_{100 * share:.0f}_percent" for share in TARGET_QUANTILES))
"""What the scores of a block estimate."""

MAX_DUAL_USERS = 3000
"""With more users the regressions are solved by terms, not by users."""

DIGITS = 9
"""Decimals of a score. Further ones are rounding errors, which depend on the processor, and trees
split on any difference."""


def score_targets(ages: ArrayLike) -> Floats:
    """Compute what the regressions learn: log age, and being older than some others.

    Parameters
    ----------
    ages : array-like of int, shape (n_users,)
        Ages of the users learned from, in whole years.

    Returns
    -------
    ndarray of float, shape (n_users, n_targets)
        In the order of ``TARGETS``, as deviations from their means. The logarithm counts from four
        years before the youngest, so that a year counts more among the young, who are many and
        easiest to separate.
    """
    ages = np.asarray(ages, dtype=float)
    levels = np.quantile(ages, TARGET_QUANTILES, method="inverted_cdf")
    targets = np.column_stack([np.log(ages - ages.min() + 4), ages[:, None] > levels])
    return targets - targets.mean(axis=0)


class RidgeScores:
    """Multi-target ridge regression of one block of sparse features.

    Training users get the scores of regressions that have not seen the labels of their part: a
    score that saw its own user's label would look far too good to the model that uses it. Targets,
    means and penalty of such a regression come from the users it is fitted on, too. New users get
    the scores of the regression on all training users.

    Parameters
    ----------
    penalties : sequence of float
        To choose from.

    Attributes
    ----------
    penalty_ : float
        The one chosen for the regression on all training users.
    out_of_fold_ : ndarray of float, shape (n_users, n_targets)
        Scores of the training users.
    coefficients_ : ndarray of float, shape (n_terms, n_targets)
        Weight of each term in the regression on all training users.

    References
    ----------
    Saunders, Gammerman and Vovk (1998). Ridge regression learning algorithm in dual variables.
    ICML. Rifkin and Lippert (2007). Notes on regularized least squares. MIT-CSAIL-TR-2007-025.
    """

    def __init__(self, penalties: Sequence[float]) -> None:
        self.penalties = tuple(penalties)

    def fit(
        self, rows: sparse.csr_array, ages: ArrayLike, parts: Parts, gram: Floats | None = None
    ) -> RidgeScores:
        """Choose penalties, and fit.

        Parameters
        ----------
        rows : scipy.sparse.csr_array, shape (n_users, n_terms)
            Features of the training users.
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
        ages = np.asarray(ages)
        if gram is None:
            scores, self.coefficients_, self.penalty_ = solve_by_term(
                rows, ages, parts, self.penalties
            )
        else:
            scores, dual, self.penalty_ = solve_by_user(gram, ages, parts, self.penalties)
            self.coefficients_ = rows.T @ dual
        self.out_of_fold_ = rounded(scores)
        return self

    def scores(self, rows: sparse.csr_array) -> Floats:
        """Score users.

        Parameters
        ----------
        rows : scipy.sparse.csr_array, shape (n_users, n_terms)
            Their features.

        Returns
        -------
        ndarray of float, shape (n_users, n_targets)
            By the regression on all training users.
        """
        return rounded(rows @ self.coefficients_)


def rounded(scores: Floats) -> Floats:
    """Round scores to ``DIGITS`` decimals, without a negative zero.

    Parameters
    ----------
    scores : ndarray of float
        Of any shape.

    Returns
    -------
    ndarray of float
        Of the same shape.
    """
    return np.round(scores, DIGITS) + 0.0


def solve_by_user(
    gram: Floats, ages: NDArray[np.int64], parts: Parts, penalties: Sequence[float]
) -> tuple[Floats, Floats, float]:
    """Solve ridge regressions in dual form, out of fold and on all users.

    One inverse a penalty answers for all parts. With G = (K + penalty I)^-1, users f learned from
    and users h left out, the inverse of the users learned from is G_ff - G_fh G_hh^-1 G_hf, and the
    scores of those left out are -G_hh^-1 G_hf y_f: no label of theirs is in it.

    Parameters
    ----------
    gram : ndarray of float, shape (n_users, n_users)
        Products of the users' rows.
    ages : ndarray of int, shape (n_users,)
        Ages in whole years.
    parts : sequence of tuple of (ndarray of int, ndarray of int)
        Rows to fit on and rows to score, without a row in common.
    penalties : sequence of float
        Above 0. Each regression takes the one of least leave-one-out error among the users it is
        fitted on.

    Returns
    -------
    scores : ndarray of float, shape (n_users, n_targets)
        Out of fold.
    dual : ndarray of float, shape (n_users, n_targets)
        Dual coefficients on all users.
    penalty : float
        Of the regression on all users.
    """
    targets = score_targets(ages)
    part_targets = [score_targets(ages[fitted]) for fitted, _ in parts]
    scores, dual, chosen = np.zeros_like(targets), np.zeros_like(targets), float(penalties[0])
    least, least_of_part = np.inf, np.full(len(parts), np.inf)
    for penalty in penalties:
        inverse = inverse_of(gram + penalty * np.eye(len(gram)))
        solved = inverse @ targets
        loss = leave_one_out_error(solved, np.diag(inverse), targets)
        if loss < least:
            least, dual, chosen = loss, solved, float(penalty)
        for place, (fitted, left_out) in enumerate(parts):
            learned = part_targets[place]
            factor = cholesky(inverse[np.ix_(left_out, left_out)], lower=True)
            across = solve_triangular(factor, inverse[np.ix_(left_out, fitted)], lower=True)
            projected = across @ learned
            loss = leave_one_out_error(
                inverse[np.ix_(fitted, fitted)] @ learned - across.T @ projected,
                np.diag(inverse)[fitted] - (across**2).sum(axis=0),
                learned,
            )
            if loss < least_of_part[place]:
                least_of_part[place] = loss
                scores[left_out] = -solve_triangular(factor, projected, lower=True, trans="T")
    return scores, dual, chosen


def inverse_of(system: Floats) -> Floats:
    """Invert a positive definite matrix."""
    factor, _ = lapack.dpotrf(system, lower=1, overwrite_a=1)
    inverse, _ = lapack.dpotri(factor, lower=1, overwrite_c=1)
    return np.tril(inverse) + np.tril(inverse, -1).T


def leave_one_out_error(solved: Floats, diagonal: Floats, targets: Floats) -> float:
    """Mean squared error of each user without that user, as a share of the targets' variance.

    Parameters
    ----------
    solved : ndarray of float, shape (n_users, n_targets)
        ``G @ targets``, with G the inverse of the regression's system.
    diagonal : ndarray of float, shape (n_users,)
        Of G.
    targets : ndarray of float, shape (n_users, n_targets)
        As from ``score_targets``.

    Returns
    -------
    float
        Mean over targets; about 1 for scores without any skill.
    """
    errors = ((solved / diagonal[:, None]) ** 2).mean(axis=0)
    return float((errors / (targets.var(axis=0) + 1e-12)).mean())


def solve_by_term(
    rows: sparse.csr_array, ages: NDArray[np.int64], parts: Parts, penalties: Sequence[float]
) -> tuple[Floats, Floats, float]:
    """Solve ridge regressions by conjugate gradients, out of fold and on all users.

    Parameters
    ----------
    rows : scipy.sparse.csr_array, shape (n_users, n_terms)
        Features.
    ages, parts, penalties
        As for ``solve_by_user``. Leaving out one user at a time is too dear here: each regression
        takes the penalty of least error on one further part that it holds out.

    Returns
    -------
    scores : ndarray of float, shape (n_users, n_targets)
        Out of fold.
    coefficients : ndarray of float, shape (n_terms, n_targets)
        On all users.
    penalty : float
        Of the regression on all users.
    """

    def coefficients(chosen: Rows, penalty: float) -> Floats:
        ridge = Ridge(alpha=penalty, solver="sparse_cg", tol=1e-4, fit_intercept=False)
        return ridge.fit(rows[chosen], score_targets(ages[chosen])).coef_.T

    def best(fitted: Rows, held_out: Rows) -> float:
        if len(penalties) == 1:
            return float(penalties[0])
        learned = np.setdiff1d(fitted, held_out)
        targets = score_targets(ages[fitted])[np.searchsorted(fitted, held_out)]
        errors = [
            ((rows[held_out] @ coefficients(learned, penalty) - targets) ** 2).mean(axis=0)
            for penalty in penalties
        ]
        losses = [(error / (targets.var(axis=0) + 1e-12)).mean() for error in errors]
        return float(penalties[int(np.argmin(losses))])

    scores = np.zeros((len(ages), len(TARGETS)))
    for (fitted, left_out), held_out in zip(parts, next_parts(parts), strict=True):
        penalty = best(fitted, held_out)
        scores[left_out] = rows[left_out] @ coefficients(fitted, penalty)
    everybody = np.arange(len(ages))
    chosen = best(everybody, parts[0][1])
    return scores, coefficients(everybody, chosen), chosen


def next_parts(parts: Parts) -> Iterator[Rows]:
    """Name for each part the rows that the one after it leaves out."""
    for place in range(len(parts)):
        yield parts[(place + 1) % len(parts)][1]
