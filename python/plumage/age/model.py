"""The published model of age: which of its parts answers for whom, by what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from plumage.age.distribution import AgeSpread
from plumage.age.first_stage import FittedScores
from plumage.age.selection import CONFIGURATIONS, ROLES, Configuration
from plumage.age.stacking import Setting, StackedAges
from plumage.encoding.facts import UserFacts
from plumage.encoding.parts import BLOCKS
from plumage.learning.protocol import Rows
from plumage.learning.weighted import Floats

MIN_TRAINING_USERS = 20
"""With fewer users with some evidence, the prior is safer than a model."""

DESCRIBED = ("full", "profile_only", "tweets_only")
"""Evidence levels that one model answers; what such users lack is missing."""

NETWORK_CONFIGURATIONS = (Configuration("logit", "logits", ("logit",)),)
"""Second stage for users of whom only accounts are known."""


class AgeModel:
    """The published model: an answer for every user, by what is known of them.

    Users with a profile or tweets are answered by one model, in which what they lack is missing;
    users of whom only accounts are known by a model of accounts; all others by the prior.

    Parameters
    ----------
    setting : Setting
        Bands, years, evidence levels and seed.
    blocks : iterable of str
        Feature blocks that may be looked at: fewer to see what a block is worth.
    configurations : sequence of Configuration
        Second stages to choose from.

    Attributes
    ----------
    described, network : StackedAges or None
        Models of users with profile or tweets, and of accounts alone.
    prior : AgeSpread
        Ages of all training users.
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
        self.configurations = configurations

    def fit(
        self,
        facts: UserFacts,
        rows: Rows,
        ages: NDArray[np.int64],
        *,
        fitted: FittedScores | None = None,
    ) -> AgeModel:
        """Fit on labelled users; a model on other blocks of the same users shares ``fitted``."""
        self.rows, self.ages = rows, ages
        self.prior = AgeSpread.of(ages, self.setting.grid)
        levels = facts.levels[rows]
        self.described = self._fit(
            facts, np.isin(levels, DESCRIBED), self.blocks, self.configurations, fitted
        )
        self.network = None
        if "network_only" in self.setting.levels and "network" in self.blocks:
            self.network = self._fit(
                facts, levels != "none", ("network",), NETWORK_CONFIGURATIONS, fitted
            )
        return self

    def _fit(
        self,
        facts: UserFacts,
        chosen: NDArray[np.bool_],
        blocks: tuple[str, ...],
        configurations: Sequence[Configuration],
        fitted: FittedScores | None,
    ) -> StackedAges | None:
        if chosen.sum() < MIN_TRAINING_USERS or np.unique(self.ages[chosen]).size < 2:
            return None
        model = StackedAges(self.setting, blocks=blocks, configurations=configurations)
        model = model.fit(facts, self.rows[chosen], self.ages[chosen], fitted=fitted)
        return model if model.members else None

    def predict(
        self, facts: UserFacts, rows: Rows | None = None, *, roles: Sequence[str] = ROLES
    ) -> dict[str, Floats]:
        """Distributions by role, by configuration and by member; bands cost inner fits."""
        rows = np.arange(len(facts)) if rows is None else rows
        levels = facts.levels[rows]
        prior = self.prior.prior(rows.size)
        members = () if self.described is None else self.described.members
        names = dict.fromkeys((*roles, *(one.name for one in self.configurations), *members))
        answers = {name: prior.copy() for name in names}
        for model, asked in (
            (self.described, np.isin(levels, DESCRIBED)),
            (self.network, levels == "network_only"),
        ):
            if model is not None and asked.any():
                found = model.answers(model.first.design(facts, rows[asked]), roles)
                for name in names:
                    answers[name][asked] = found.get(name, found[roles[0]])
        return answers

    def inner_mass(self) -> dict[str, Floats]:
        """Distributions of training users by inner models: intervals are calibrated on them."""
        answers = {role: self.prior.prior(self.rows.size) for role in ROLES}
        for model in (self.network, self.described):
            if model is not None:
                places = np.searchsorted(self.rows, model.rows)
                for role in ROLES:
                    answers[role][places] = model.inner_mass(role)
        return answers
