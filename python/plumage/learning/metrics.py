"""What a metric is: a formula, a name, and the trivial answer that it has to beat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, Self

from plumage.learning.weighted import Floats, Mask

PERFECT_CALIBRATION = "perfect_calibration"
"""Floor of the calibration error, simulated from the probabilities."""

BASE_RATE = "base_rate"
"""Floor of the average precision: the share of the items searched for."""


class Scored(Protocol):
    """Predictions of some items beside the truth, as a subject defines them.

    Attributes
    ----------
    probabilities : ndarray of float, shape (n_items, n_classes)
        Probability of each class.
    """

    probabilities: Floats

    def __len__(self) -> int:
        """Count the items."""

    def of(self, mask: Mask) -> Self:
        """Keep some of the items."""

    def unranked(self) -> Self:
        """Answer so that no item comes before another."""


@dataclass(frozen=True)
class Metric:
    """A metric with its name in tables, and the trivial answer it has to beat.

    Attributes
    ----------
    name, title : str
        Name in tables, name for readers.
    compute : callable
        Function of answers and of weights of shape (n_replicates, n_items).
    floor_name : str
        Baseline whose value stands beside it; ``chance`` and ``no_ranking`` are constants,
        ``base_rate`` is the share of the items searched for, ``perfect_calibration`` the error of
        probabilities that classes are drawn by.
    floor_value : float or None
        The constant, where the floor is one by definition.
    skips_constants : bool
        Whether it asks what a constant answer does not have: an order of users, probabilities.
    lower_is_better : bool
        Whether it is an error.
    is_raised_by_noise : bool
        Whether it sums distances, so that drawing items again raises it.
    """

    name: str
    title: str
    compute: Callable[..., Floats]
    floor_name: str
    floor_value: float | None = None
    skips_constants: bool = False
    lower_is_better: bool = False
    is_raised_by_noise: bool = False
