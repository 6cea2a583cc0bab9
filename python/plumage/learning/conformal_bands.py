"""Sets of age bands that hold the true band in as many cases at every true age.

An interval of years that is right in 80 % of cases on average may be right for nine in ten of the
young and hardly ever for the few who are old. Here each band has a level of its own, measured on
users who are truly in it: a user's set holds a band when the band is as probable as it was for 80 %
of those users. Old users are then missed no more often than others, and the price is paid in sets
that name an older band beside the likely one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plumage.learning.conformal import conformal_level
from plumage.learning.weighted import Floats

SCORE_DIGITS = 6
"""Probabilities are compared to so many digits: inner ones are kept in single precision."""


class BandSets:
    """Sets of bands by class-conditional (Mondrian) conformal prediction.

    Parameters
    ----------
    cover : float, default=0.8
        Share of the users of each true band whose sets shall hold it.

    Attributes
    ----------
    levels_ : ndarray of float, shape (n_bands,)
        A band is in the set when one minus its probability is at most its level. Infinite for a
        band of too few users to promise anything (fewer than four, for 80 %), which is in every
        set; minus infinity for a band that nobody was learned from in.

    Notes
    -----
    A set is never empty: where no band is probable enough, it holds the most probable one. It may
    lack the band of the published year, and the most probable band, when that band usually comes
    with more certainty; and it may skip a band between two others.

    References
    ----------
    Vovk, Gammerman and Shafer (2005). Algorithmic learning in a random world, section 4.5.
    Sadinle, Lei and Wasserman (2019). Least ambiguous set-valued classifiers with bounded error
    levels. Journal of the American Statistical Association 114.

    Examples
    --------
    >>> sets = BandSets(cover=0.5).fit([[0.9, 0.1], [0.7, 0.3], [0.6, 0.4]], [0, 0, 1])
    >>> sets.predict([[0.8, 0.2], [0.5, 0.5]])
    array([[ True, False],
           [False,  True]])
    """

    def __init__(self, *, cover: float = 0.8) -> None:
        if not 0 < cover < 1:
            raise ValueError(f"cover must lie between 0 and 1, got: {cover}")
        self.cover = cover

    def fit(self, probabilities: ArrayLike, positions: ArrayLike) -> BandSets:
        """Find how probable each band was for users who are in it.

        Parameters
        ----------
        probabilities : array-like of float, shape (n_users, n_bands)
            Of each band, from models that had not seen the user.
        positions : array-like of int, shape (n_users,)
            True band of each user, from 0.

        Returns
        -------
        BandSets
            Itself, calibrated.
        """
        scores, positions = _scores(probabilities), np.asarray(positions)
        levels = []
        for band, column in enumerate(scores.T):
            own = column[positions == band]
            levels.append(conformal_level(own, cover=self.cover) if own.size else -np.inf)
        self.levels_ = np.array(levels)
        return self

    def predict(self, probabilities: ArrayLike) -> NDArray[np.bool_]:
        """Give each user a set.

        Parameters
        ----------
        probabilities : array-like of float, shape (n_users, n_bands)
            Of each band.

        Returns
        -------
        ndarray of bool, shape (n_users, n_bands)
            Whether the set holds the band; at least one in each row.
        """
        scores = _scores(probabilities)
        held = scores <= self.levels_
        empty = ~held.any(axis=1)
        held[empty, scores[empty].argmin(axis=1)] = True
        return held


def _scores(probabilities: ArrayLike) -> Floats:
    """How improbable each band is."""
    return np.round(1 - np.asarray(probabilities, dtype=float), SCORE_DIGITS)
