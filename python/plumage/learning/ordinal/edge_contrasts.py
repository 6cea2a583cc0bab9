"""How far the coefficients of separate logits at the edges between bands lie apart.

Brant's test compares such logits. Where few users are beyond an edge they do not exist, or cross:
then their covariance is that of no distribution, and the statistic can be negative. Here each of
them is one Newton step away from the ordinal regression. That always exists, and estimates the same
coefficients; all covariances are those of the regression's own distribution; and the p-value is
counted on bands drawn from it, since chi-squared is far off with many terms and a rare band.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, cholesky, solve_triangular
from statsmodels.tools.tools import add_constant

from plumage.learning.intervals import CELLS_AT_ONCE
from plumage.learning.weighted import Floats

DRAWS = 1999
"""Sets of bands drawn: with the observed one 2,000, so that p-values are multiples of .0005."""


@dataclass(frozen=True)
class WaldTest:
    """A test that some coefficients are equal at all edges.

    Attributes
    ----------
    statistic : float
        At least 0; NaN where there is nothing to test.
    degrees_of_freedom : int
        Differences tested.
    p_value : float
        Share of outcomes under proportional odds with a statistic at least as large.
    """

    statistic: float
    degrees_of_freedom: int
    p_value: float


NOT_TESTED = WaldTest(float("nan"), 0, float("nan"))


class EdgeContrasts:
    """How far coefficients at the edges lie apart: as observed, and under proportional odds.

    Parameters
    ----------
    terms : ndarray of float, shape (n_users, n_terms)
        Standardised terms.
    positions : ndarray of int, shape (n_users,)
        Bands from 0 on, none empty, three or more.
    above : ndarray of float, shape (n_users, n_edges)
        Probability of being beyond each edge by the ordinal regression of these users.
    draws : int, default=1999
        Sets of bands drawn from the regression.
    seed : int
        Seed of the draws.

    Raises
    ------
    LinAlgError
        If the terms do not determine a logit at some edge.

    References
    ----------
    Brant (1990). Assessing proportionality in the proportional odds model for ordinal logistic
    regression. Biometrics 46(4). One step: Le Cam (1956); Davison and Hinkley (1997), Bootstrap
    methods and their application, section 4.2.3, for the p-value.
    """

    def __init__(
        self,
        terms: Floats,
        positions: NDArray[np.int64],
        above: Floats,
        *,
        draws: int = DRAWS,
        seed: int,
    ) -> None:
        design = add_constant(terms, has_constant="add")
        count, edges = terms.shape[1], above.shape[1]
        # What a user moves a coefficient by, a residual of 1 beyond the edge.
        moves = [
            cho_solve(cho_factor(design.T @ (design * (p * (1 - p))[:, None])), design.T)[1:]
            for p in above.T
        ]
        # Slopes of the regression itself are the same at all edges and fall out of differences.
        self.apart = self._differences(moves, (positions[:, None] > np.arange(edges)) - above)
        covariance = np.empty((edges, count, edges, count))
        for low in range(edges):
            for high in range(low, edges):
                # Whoever is above the upper edge is above the lower one: E[low * up] = P(up).
                joint = above[:, high] * (1 - above[:, low])
                covariance[low, :, high] = (moves[low] * joint) @ moves[high].T
                covariance[high, :, low] = covariance[low, :, high].T
        step = np.column_stack([-np.ones(edges - 1), np.eye(edges - 1)])
        self.covariance = np.einsum("ae,eifj,bf->aibj", step, covariance, step)
        self.drawn = np.empty((draws, edges - 1, count))
        rng, portion = np.random.default_rng(seed), max(1, CELLS_AT_ONCE // len(terms))
        for start in range(0, draws, portion):
            chance = rng.random((min(portion, draws - start), len(terms), 1))
            self.drawn[start : start + portion] = self._differences(moves, (chance < above) - above)

    @staticmethod
    def _differences(moves: Sequence[Floats], residuals: Floats) -> Floats:
        """Differences of all edges' coefficients to the first edge's."""
        steps = np.stack(
            [residuals[..., edge] @ move.T for edge, move in enumerate(moves)], axis=-2
        )
        return steps[..., 1:, :] - steps[..., :1, :]

    def test(self, chosen: Sequence[int]) -> WaldTest:
        """Test some of the terms for equal coefficients at all edges.

        Parameters
        ----------
        chosen : sequence of int
            Positions of the terms.

        Returns
        -------
        WaldTest
            Its p-value is at least ``1 / (1 + draws)``.

        Raises
        ------
        LinAlgError
            If some difference has no spread of its own.
        """
        chosen = list(chosen)
        freedom = self.covariance.shape[0] * len(chosen)
        spread = self.covariance[:, chosen][:, :, :, chosen].reshape(freedom, freedom)
        # A sum of squares: no statistic can be negative.
        root = cholesky(spread, lower=True)
        both = np.concatenate([self.apart[None], self.drawn])[:, :, chosen].reshape(-1, freedom)
        statistics = (solve_triangular(root, both.T, lower=True) ** 2).sum(axis=0)
        # Rounded, so that equal outcomes are equal on every machine.
        observed, *drawn = np.round(statistics, 9)
        exceeding = np.count_nonzero(np.array(drawn) >= observed)
        return WaldTest(float(observed), freedom, float((1 + exceeding) / (1 + len(drawn))))
