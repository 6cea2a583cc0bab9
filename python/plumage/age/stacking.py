"""Both stages of the age model: scores of sparse features beside numbers, then P(age <= t).

Everything that is learned from labels is learned in ``fit`` from the training rows: penalties and
weights of the scores, thresholds, trees, logits, the spread of ages, the choice among second stages
and the shift of the band probabilities. The training rows themselves enter the second stage with
scores that have not seen them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.age.bands import AgeBands
from plumage.age.cumulative import (
    CumulativeBooster,
    CumulativeLogit,
    thresholds_of,
    varying_columns,
)
from plumage.age.distribution import AgeSpread
from plumage.age.first_stage import FirstStage, FittedScores
from plumage.age.selection import (
    CONFIGURATIONS,
    MEMBERS,
    ROLES,
    Choice,
    Configuration,
    averaged,
    choose,
)
from plumage.age.threshold_shift import ThresholdShift, cross_fitted
from plumage.encoding.facts import UserFacts
from plumage.encoding.parts import BLOCKS
from plumage.learning.protocol import Rows, split_stratified

Floats = NDArray[np.float64]

INNER_FOLDS = 5
"""Parts of a training set, for scores out of fold and for choices."""


@dataclass(frozen=True)
class Setting:
    """What every model is built for.

    Attributes
    ----------
    bands : AgeBands
        Age bands.
    grid : ndarray of int, shape (n_years,)
        Whole years, each with a probability in every distribution.
    levels : tuple of str
        Evidence levels that occur among the users.
    seed : int
        Seed of all random choices.
    """

    bands: AgeBands
    grid: NDArray[np.int64]
    levels: tuple[str, ...]
    seed: int = 1


class StackedAges:
    """Both stages, for users of whom something is known.

    Parameters
    ----------
    setting : Setting
        Bands, years and seed.
    blocks : iterable of str
        Feature blocks that may be looked at.
    configurations : sequence of Configuration
        Second stages to choose from.

    Attributes
    ----------
    rows, ages : ndarray of int, shape (n_training_users,)
        Training users and their ages.
    first : FirstStage
        Scores and the design.
    thresholds : tuple of int
        Ages at which P(age <= t) is learned.
    members : dict of str to CumulativeBooster or CumulativeLogit
        Second stages fitted on all training users; empty where nothing tells users apart.
    parts : list of tuple of (ndarray of int, ndarray of int)
        Inner folds, as positions in ``rows``.
    """

    def __init__(
        self,
        setting: Setting,
        *,
        blocks: Iterable[str] = BLOCKS,
        configurations: Sequence[Configuration] = CONFIGURATIONS,
    ) -> None:
        self.setting = setting
        self.blocks = tuple(blocks)
        self.configurations = tuple(configurations)

    def fit(
        self,
        facts: UserFacts,
        rows: Rows,
        ages: NDArray[np.int64],
        *,
        fitted: FittedScores | None = None,
    ) -> StackedAges:
        """Fit both stages on labelled users; ``fitted`` as for ``FirstStage.fit``."""
        setting = self.setting
        self.rows, self.ages = rows, ages
        bands = setting.bands.positions_of(ages)
        self.parts = split_stratified(bands, INNER_FOLDS, setting.seed)
        self.first = FirstStage(self.blocks).fit(facts, rows, ages, self.parts, fitted=fitted)
        self.thresholds = thresholds_of(ages, setting.bands.edges)
        self.spread = AgeSpread.of(ages, setting.grid)
        self.members: dict[str, CumulativeBooster | CumulativeLogit] = {}
        design = self.first.out_of_fold
        if self.thresholds and varying_columns(design).size:
            named = {name for one in self.configurations for name in one.members}
            for name in sorted(named):
                self.members[name] = MEMBERS[name](self.thresholds, setting.seed).fit(design, ages)
        return self

    @cached_property
    def inner_member_mass(self) -> dict[str, Floats]:
        """Distributions of training users by second stages fitted without them, by member."""
        grid, design, ages = self.setting.grid, self.first.out_of_fold, self.ages
        masses = {}
        for name in self.members:
            masses[name] = np.empty((ages.size, grid.size))
            for fitted, left_out in self.parts:
                model = MEMBERS[name](self.thresholds, self.setting.seed)
                model.fit(design[fitted], ages[fitted])
                below = model.predict_cumulative(design[left_out])
                spread = AgeSpread.of(ages[fitted], grid)
                masses[name][left_out] = spread.mass_of(below, self.thresholds)
        return masses

    @cached_property
    def choice(self) -> Choice:
        """Configurations chosen by inner cross-validation; without a score if there is one only."""
        if len(self.configurations) == 1:
            return Choice(dict.fromkeys(ROLES, self.configurations[0]), pd.DataFrame())
        return choose(self.inner_member_mass, self.setting.grid, self.ages, self.configurations)

    @cached_property
    def shift(self) -> ThresholdShift:
        """Shift that makes band probabilities of training users add up, by inner models."""
        mass = averaged(self.inner_member_mass, self.choice.chosen["bands"])
        return ThresholdShift(self.thresholds).fit(self.spread, mass, self.ages)

    def answers(self, design: Floats, roles: Sequence[str] = ROLES) -> dict[str, Floats]:
        """Distributions by role, by configuration, and by member of the second stage."""
        masses = self.member_mass(design)
        found = masses | {one.name: averaged(masses, one) for one in self.configurations}
        for role in roles:
            found[role] = found[self.choice.chosen[role].name]
        if "bands" in roles:
            found["bands"] = self.shift.apply(self.spread, found["bands"])
        return found

    def member_mass(self, design: Floats) -> dict[str, Floats]:
        """Distributions by member of the second stage, shape (n_users, n_years)."""
        return {
            name: self.spread.mass_of(model.predict_cumulative(design), self.thresholds)
            for name, model in self.members.items()
        }

    def inner_mass(self, role: str) -> Floats:
        """Distributions of training users by inner models, as chosen for a role."""
        mass = averaged(self.inner_member_mass, self.choice.chosen[role])
        if role != "bands":
            return mass
        return cross_fitted(self.spread, mass, self.ages, self.thresholds, self.parts)
