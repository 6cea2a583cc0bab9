"""Predictions of some users, and the same beside true ages, which is what metrics look at."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from plumage.age.bands import AgeBands
from plumage.age.distribution import AgeDistribution
from plumage.learning.weighted import Floats

AGE_THRESHOLDS = (25, 30)
"""Ages in years whose crossing is scored: the choices a campaign is likely to make."""


@dataclass(frozen=True)
class Answers:
    """Predictions of some users beside their true ages.

    Attributes
    ----------
    ages : ndarray of float, shape (n_users,)
        True ages in years.
    years : ndarray of float, shape (n_users,)
        Predicted ages in years, as published.
    bands, predicted_bands : ndarray of int, shape (n_users,)
        True and published band, as position from 0.
    band_count : int
        Number of bands there are.
    threshold_scores : dict of int to ndarray of float, shape (n_users,)
        For each of ``AGE_THRESHOLDS``, a score, higher for users more likely at least that old.
    probabilities : ndarray of float, shape (n_users, n_bands)
        Probability of each band.
    """

    ages: Floats
    years: Floats
    bands: NDArray[np.int64]
    predicted_bands: NDArray[np.int64]
    band_count: int
    threshold_scores: dict[int, Floats]
    probabilities: Floats

    def __len__(self) -> int:
        """Count the users."""
        return self.ages.size

    def of(self, mask: NDArray[np.bool_]) -> Answers:
        """Answers of the users in a mask."""
        return Answers(
            self.ages[mask],
            self.years[mask],
            self.bands[mask],
            self.predicted_bands[mask],
            self.band_count,
            {age: score[mask] for age, score in self.threshold_scores.items()},
            self.probabilities[mask],
        )

    def unranked(self) -> Answers:
        """Answers that order nobody: what rank metrics show without any skill."""
        alike = np.zeros(self.ages.size)
        return replace(
            self, years=alike, threshold_scores=dict.fromkeys(self.threshold_scores, alike)
        )

    def joined(self, others: Answers) -> Answers:
        """Append answers for other users, of the same bands."""
        pairs = {
            name: np.concatenate([getattr(self, name), getattr(others, name)])
            for name in ("ages", "years", "bands", "predicted_bands", "probabilities")
        }
        scores = {
            age: np.concatenate([score, others.threshold_scores[age]])
            for age, score in self.threshold_scores.items()
        }
        return Answers(**pairs, band_count=self.band_count, threshold_scores=scores)


@dataclass(frozen=True)
class Predicted:
    """What a model predicts for some users.

    Attributes
    ----------
    exact_years : ndarray of float, shape (n_users,)
        Ages in years before rounding.
    years : ndarray of int, shape (n_users,)
        Whole years as published.
    bands : ndarray of int, shape (n_users,)
        Band of the published year, position from 0.
    threshold_scores : dict of int to ndarray of float, shape (n_users,)
        For each of ``AGE_THRESHOLDS``, the probability of being at least that old.
    probabilities : ndarray of float, shape (n_users, n_bands)
        Probability of each band.
    """

    exact_years: Floats
    years: NDArray[np.int64]
    bands: NDArray[np.int64]
    threshold_scores: dict[int, Floats]
    probabilities: Floats

    @classmethod
    def of_distribution(cls, said: AgeDistribution, bands: AgeBands) -> Predicted:
        """Take the median, its band and sums over years from a distribution."""
        return cls(
            said.exact_years(),
            said.years(),
            said.bands(bands),
            {age: said.share_from(age) for age in AGE_THRESHOLDS},
            said.band_probabilities(bands),
        )

    def of(self, mask: NDArray[np.bool_]) -> Predicted:
        """Predictions of the users in a mask."""
        return Predicted(
            self.exact_years[mask],
            self.years[mask],
            self.bands[mask],
            {age: score[mask] for age, score in self.threshold_scores.items()},
            self.probabilities[mask],
        )


def answers_of(predicted: Predicted, ages: NDArray[np.int64], bands: AgeBands) -> Answers:
    """Pair predictions with true ages, for the metrics."""
    return Answers(
        ages=ages.astype(float),
        years=predicted.years.astype(float),
        bands=bands.positions_of(ages),
        predicted_bands=predicted.bands,
        band_count=len(bands),
        threshold_scores=predicted.threshold_scores,
        probabilities=predicted.probabilities,
    )
