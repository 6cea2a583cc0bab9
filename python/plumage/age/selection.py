"""Which second stage is published: chosen among configurations by inner cross-validation.

Choices look at the users of one training set alone. The figures that a model is judged by come from
users outside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.age.cumulative import CumulativeBooster, CumulativeLogit
from plumage.age.distribution import AgeDistribution
from plumage.learning.proper_scores import ranked_probability_scores

Floats = NDArray[np.float64]

MEMBERS: Mapping[str, Callable[[tuple[int, ...], int], CumulativeBooster | CumulativeLogit]] = {
    "trees": lambda thresholds, seed: CumulativeBooster(thresholds, seed=seed),
    "tight_logit": lambda thresholds, seed: CumulativeLogit(thresholds, strength=0.003),
    "logit": lambda thresholds, seed: CumulativeLogit(thresholds, strength=0.008),
    "loose_logit": lambda thresholds, seed: CumulativeLogit(thresholds, strength=0.02),
}
"""Models of the second stage: makes one, not fitted, for thresholds and a seed."""


@dataclass(frozen=True)
class Configuration:
    """A second stage to choose from: the mean of the distributions of its members."""

    name: str
    title: str
    members: tuple[str, ...]


CONFIGURATIONS: tuple[Configuration, ...] = (
    Configuration(
        "trees_and_logits",
        "trees and two penalties of logits",
        ("trees", "tight_logit", "loose_logit"),
    ),
    Configuration("trees_and_logit", "trees and logits", ("trees", "logit")),
    Configuration("trees_and_tight_logit", "trees and tight logits", ("trees", "tight_logit")),
    Configuration("trees", "boosted trees", ("trees",)),
    Configuration("logit", "logits", ("logit",)),
    Configuration("tight_logit", "logits, strong penalty", ("tight_logit",)),
)
"""Second stages; of equal ones the first is chosen."""


def mean_absolute_error(said: AgeDistribution, ages: NDArray[np.int64]) -> float:
    """Mean distance of the published year from the true one.

    Parameters
    ----------
    said : AgeDistribution
        What a model says.
    ages : ndarray of int, shape (n_users,)
        True ages.

    Returns
    -------
    float
        Years.
    """
    return float(np.abs(said.years() - ages).mean())


def ranked_probability_score(said: AgeDistribution, ages: NDArray[np.int64]) -> float:
    """Mean ranked probability score over years.

    Parameters
    ----------
    said : AgeDistribution
        What a model says.
    ages : ndarray of int, shape (n_users,)
        True ages.

    Returns
    -------
    float
        Years; a proper score, so that honest probabilities have the least.
    """
    return float(ranked_probability_scores(said.mass, ages - said.grid[0]).mean())


@dataclass(frozen=True)
class Criterion:
    """What a published model is chosen by; lower is better."""

    name: str
    role: str
    compute: Callable[[AgeDistribution, NDArray[np.int64]], float]


CRITERIA: tuple[Criterion, ...] = (
    Criterion("mae", "years", mean_absolute_error),
    Criterion("ranked_probability_score", "bands", ranked_probability_score),
)
"""By the published years, and by the band probabilities."""

ROLES = tuple(criterion.role for criterion in CRITERIA)
"""What is published: ``years`` (with their bands) and ``bands`` (their probabilities)."""


@dataclass(frozen=True)
class Choice:
    """Configurations chosen in one training set.

    Attributes
    ----------
    chosen : dict of str to Configuration
        By role.
    log : pandas.DataFrame
        Every configuration tried: ``configuration``, ``criterion``, ``inner_score``,
        ``is_chosen``.
    """

    chosen: dict[str, Configuration]
    log: pd.DataFrame


def averaged(masses: Mapping[str, Floats], configuration: Configuration) -> Floats:
    """Average the distributions of a configuration's members.

    Parameters
    ----------
    masses : mapping of str to ndarray of float, shape (n_users, n_years)
        By member.
    configuration : Configuration
        Which members.

    Returns
    -------
    ndarray of float, shape (n_users, n_years)
        Rows sum to 1.
    """
    return np.mean([masses[member] for member in configuration.members], axis=0)


def choose(
    masses: Mapping[str, Floats],
    grid: NDArray[np.int64],
    ages: NDArray[np.int64],
    configurations: Sequence[Configuration] = CONFIGURATIONS,
) -> Choice:
    """Choose a configuration for each role.

    Parameters
    ----------
    masses : mapping of str to ndarray of float, shape (n_users, n_years)
        By member: distributions of training users by models that have not seen them.
    grid : ndarray of int, shape (n_years,)
        Ages in whole years.
    ages : ndarray of int, shape (n_users,)
        True ages of the training users.
    configurations : sequence of Configuration
        To choose from.

    Returns
    -------
    Choice
        The ones of the least inner score.
    """
    said = {one.name: AgeDistribution(grid, averaged(masses, one)) for one in configurations}
    rows, chosen = [], {}
    for criterion in CRITERIA:
        scores = [criterion.compute(said[one.name], ages) for one in configurations]
        best = int(np.argmin(scores))
        chosen[criterion.role] = configurations[best]
        for place, (one, score) in enumerate(zip(configurations, scores, strict=True)):
            rows.append(
                {
                    "configuration": one.name,
                    "criterion": criterion.name,
                    "inner_score": score,
                    "is_chosen": place == best,
                }
            )
    return Choice(chosen, pd.DataFrame(rows))
