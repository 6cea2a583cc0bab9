"""What stands beside a predicted year: an interval, a set of bands, and whether it tells anything.

All three are calibrated on labelled users whom the models had not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import rel_entr

from plumage.age.bands import AgeBands
from plumage.age.distribution import AgeDistribution, AgeSpread
from plumage.learning.conformal import ConformalYears
from plumage.learning.conformal_bands import BandSets
from plumage.learning.weighted import Floats

COVER = 0.8
"""Share of true ages that intervals promise to hold on average, and sets in every true band."""

ABSTAIN_BITS = 0.1
"""Below so much information the model abstains.

If the probabilities are right, they then give the band that comes true less than 1.072 (2 ** 0.1)
times the probability that its share of all users gives it, in the geometric mean. And no band, or
set of bands, is more than 0.19 more or less probable than its share (Pinsker's inequality).
"""


def information_bits(probabilities: ArrayLike, base_shares: ArrayLike) -> Floats:
    """Measure how far probabilities of bands are from the shares of all users.

    Parameters
    ----------
    probabilities : array-like of float, shape (n_users, n_bands)
        Of each band; rows sum to 1.
    base_shares : array-like of float, shape (n_bands,)
        Share of each band among the users learned from; sums to 1.

    Returns
    -------
    ndarray of float, shape (n_users,)
        Kullback-Leibler divergence in bits, to nine digits: 0 where probabilities are the shares.

    References
    ----------
    Kullback and Leibler (1951). On information and sufficiency. Annals of Mathematical Statistics
    22.

    Examples
    --------
    >>> information_bits([[0.5, 0.5], [1.0, 0.0], [0.6, 0.4]], [0.5, 0.5]).round(3)
    array([0.   , 1.   , 0.029])
    """
    nats = rel_entr(np.asarray(probabilities, dtype=float), base_shares).sum(axis=1)
    # A sum of rounding errors may lie below 0.
    return np.maximum(np.round(nats / np.log(2), 9), 0.0)


@dataclass(frozen=True)
class Stated:
    """What is stated of some users beside their year.

    Attributes
    ----------
    intervals : pandas.DataFrame
        As from ``ConformalYears.predict``.
    information_bits : ndarray of float, shape (n_users,)
        As from the function of this name.
    in_set : ndarray of bool, shape (n_users, n_bands)
        As from ``BandSets.predict``.
    """

    intervals: pd.DataFrame
    information_bits: Floats
    in_set: NDArray[np.bool_]

    @property
    def abstain(self) -> NDArray[np.bool_]:
        """Whether next to nothing is told of a user beyond what holds of everybody."""
        return self.information_bits < ABSTAIN_BITS

    def of(self, rows: NDArray[np.int64]) -> Stated:
        """Take what is stated of some of the users."""
        return Stated(
            self.intervals.iloc[rows].reset_index(drop=True),
            self.information_bits[rows],
            self.in_set[rows],
        )

    @classmethod
    def joined(cls, parts: Sequence[Stated], rows: Sequence[NDArray[np.int64]]) -> Stated:
        """Put parts together.

        Parameters
        ----------
        parts : sequence of Stated
            Of different users.
        rows : sequence of ndarray of int
            Place of each part's users, from 0.

        Returns
        -------
        Stated
            In the order of places.
        """
        order = np.argsort(np.concatenate(rows))
        return cls(
            pd.concat([one.intervals for one in parts], ignore_index=True)
            .iloc[order]
            .reset_index(drop=True),
            np.concatenate([one.information_bits for one in parts])[order],
            np.concatenate([one.in_set for one in parts])[order],
        )


@dataclass(frozen=True)
class Uncertainty:
    """Turns distributions into what stands beside a year.

    Attributes
    ----------
    grid : ndarray of int, shape (n_years,)
        Whole years of the distributions.
    bands : AgeBands
        Age bands.
    base_shares : ndarray of float, shape (n_bands,)
        Of the bands among the users learned from, with a little for years that nobody has.
    intervals : ConformalYears
        Of the years.
    sets : BandSets
        Of the bands.
    """

    grid: NDArray[np.int64]
    bands: AgeBands
    base_shares: Floats
    intervals: ConformalYears
    sets: BandSets

    @classmethod
    def calibrated(
        cls,
        grid: NDArray[np.int64],
        bands: AgeBands,
        inner_mass: Mapping[str, Floats],
        ages: NDArray[np.int64],
        levels: Sequence[str],
    ) -> Uncertainty:
        """Calibrate on users whom the models had not seen.

        Parameters
        ----------
        grid : ndarray of int, shape (n_years,)
            Whole years.
        bands : AgeBands
            Age bands.
        inner_mass : mapping of str to ndarray of float, shape (n_users, n_years)
            By role (``years``, ``bands``), as from ``AgeModel.inner_mass``.
        ages : ndarray of int, shape (n_users,)
            True ages in whole years.
        levels : sequence of str, shape (n_users,)
            Evidence levels.

        Returns
        -------
        Uncertainty
            For users of the same kind.
        """
        prior = AgeDistribution(grid, AgeSpread.of(ages, grid).prior(1))
        inner = AgeDistribution(grid, np.asarray(inner_mass["bands"], dtype=float))
        return cls(
            grid,
            bands,
            prior.band_probabilities(bands)[0],
            ConformalYears(cover=COVER).fit(grid, inner_mass["years"], ages, levels),
            BandSets(cover=COVER).fit(inner.band_probabilities(bands), bands.positions_of(ages)),
        )

    def of(self, masses: Mapping[str, Floats], levels: Sequence[str]) -> Stated:
        """State what stands beside the years of users.

        Parameters
        ----------
        masses : mapping of str to ndarray of float, shape (n_users, n_years)
            Their distributions by role.
        levels : sequence of str, shape (n_users,)
            Evidence levels.

        Returns
        -------
        Stated
            In the same order.
        """
        said = AgeDistribution(self.grid, np.asarray(masses["bands"], dtype=float))
        probabilities = said.band_probabilities(self.bands)
        return Stated(
            self.intervals.predict(masses["years"], levels),
            information_bits(probabilities, self.base_shares),
            self.sets.predict(probabilities),
        )
