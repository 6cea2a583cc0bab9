"""What is published of each user; of one whose age is known, what was said before it was seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.age.answers import Predicted
from plumage.age.bands import AgeBands
from plumage.age.candidates import BANDS_MODEL, YEARS_MODEL
from plumage.age.distribution import AgeDistribution
from plumage.age.evidence import uncertainty_of
from plumage.age.fold_intervals import out_of_fold_stated
from plumage.age.prediction import Results
from plumage.age.uncertainty import Stated

MODELS = {"years": YEARS_MODEL.name, "bands": BANDS_MODEL.name}
"""Published candidate by its role."""


@dataclass(frozen=True)
class Published:
    """Predictions of users as they stand in the warehouse.

    Attributes
    ----------
    years, probabilities : Predicted
        By the models published for years and for bands.
    stated : Stated
        Intervals, sets and abstentions.
    in_sample_years : pandas.Series of Int64, shape (n_users,)
        What the model says of users it has learned from; missing for all others.
    """

    years: Predicted
    probabilities: Predicted
    stated: Stated
    in_sample_years: pd.Series


def published_of(results: Results, bands: AgeBands) -> Published:
    """Take final answers for users whose age is unknown, and out-of-fold ones for the others.

    Out of fold means the first repeat of the validation, whose error is the one that is reported;
    without a validation, the inner models of the final fit.

    Parameters
    ----------
    results : Results
        What a run found.
    bands : AgeBands
        Age bands.

    Returns
    -------
    Published
        Of all users, in the order of ``results.facts``.
    """
    training, validation = results.training, results.validation
    grid = training.setting.grid
    rows = results.facts.user_ids.get_indexer(results.labelled.user_ids)
    final = {role: said.mass for role, said in results.distributions.items()}
    uncertainty = uncertainty_of(results)
    stated = uncertainty.of(final, results.facts.levels)
    if validation is None:
        unseen = training.model.inner_mass()
        known = uncertainty.of(unseen, results.labelled.levels)
    else:
        unseen = {role: validation.distributions(name)[0].mass for role, name in MODELS.items()}
        known = out_of_fold_stated(validation, results.labelled.levels, MODELS)[0]
    others = np.setdiff1d(np.arange(len(results.facts)), rows)
    masses = {role: with_rows(mass, rows, unseen[role]) for role, mass in final.items()}
    said = {
        role: Predicted.of_distribution(AgeDistribution(grid, mass), bands)
        for role, mass in masses.items()
    }
    fitted = pd.Series(pd.NA, index=range(len(results.facts)), dtype="Int64")
    fitted.iloc[rows] = results.predicted[YEARS_MODEL.name].years[rows]
    return Published(
        said["years"],
        said["bands"],
        Stated.joined([stated.of(others), known], [others, rows]),
        fitted,
    )


def with_rows(mass: NDArray, rows: NDArray[np.int64], other: NDArray) -> NDArray:
    """Copy distributions, some users' replaced."""
    mass = mass.copy()
    mass[rows] = other
    return mass
