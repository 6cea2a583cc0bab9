"""Predictions with one number permuted among users, for permutation importance."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from plumage.age.model import DESCRIBED, AgeModel
from plumage.age.selection import averaged
from plumage.age.stacking import StackedAges
from plumage.encoding.facts import UserFacts
from plumage.encoding.parts import NUMBERS, SCORE_BLOCKS
from plumage.encoding.ridge_scores import rounded
from plumage.learning.weighted import Floats


class MixedUpNumbers:
    """Predicts with one number permuted among users, without encoding the users again.

    A number enters the second stage itself, and the score that sums numbers up. Both are changed
    exactly; texts, words and accounts stay as they are. So a hundred features cost a hundred
    predictions of the second stage.

    Parameters
    ----------
    model : AgeModel
        Fitted model.
    facts : UserFacts
        Users to ask about (of a test fold), by the same encoder.
    role : str, default="years"
        Which published model.
    """

    def __init__(self, model: AgeModel, facts: UserFacts, *, role: str = "years") -> None:
        self.facts, self.role = facts, role
        self.unchanged: Floats = model.predict(facts, roles=(role,))[role]
        self._asked: list[tuple[StackedAges, NDArray[np.int64], Floats]] = []
        for stacked, asked in (
            (model.described, np.isin(facts.levels, DESCRIBED)),
            (model.network, facts.levels == "network_only"),
        ):
            if stacked is not None and asked.any():
                rows = np.flatnonzero(asked)
                self._asked.append((stacked, rows, stacked.first.design(facts, rows)))

    def mass(self, number: str, order: NDArray[np.int64]) -> Floats:
        """Answer when each user has another user's number.

        Parameters
        ----------
        number : str
            Name of the number.
        order : ndarray of int, shape (n_users,)
            Whose number each user gets.

        Returns
        -------
        ndarray of float, shape (n_users, n_years)
            Probability of each year.
        """
        mass = self.unchanged.copy()
        place = self.facts.encoder.numbers.index(number)
        for stacked, rows, design in self._asked:
            columns = [column.name for column in stacked.first.columns]
            if number not in columns:
                continue
            numbers = self.facts.numbers[rows]
            changed = numbers.copy()
            changed[:, place] = self.facts.numbers[order[rows], place]
            moved = design.copy()
            moved[:, columns.index(number)] = changed[:, place]
            for score, coefficients in self._coefficients(stacked):
                own = self.facts.number_columns(stacked.blocks)
                scale = self.facts.encoder.scale
                step = scale.rows(changed, own) - scale.rows(numbers, own)
                places = stacked.first.places_of(score)
                moved[:, places] = rounded(moved[:, places] + step @ coefficients)
            members = stacked.member_mass(moved)
            mass[rows] = averaged(members, stacked.choice.chosen[self.role])
        return mass

    def _coefficients(self, stacked: StackedAges) -> Iterator[tuple[str, Floats]]:
        """Score blocks that sum numbers up, with the weights of the numbers."""
        count = 2 * self.facts.number_columns(stacked.blocks).size
        for block in SCORE_BLOCKS:
            if NUMBERS in block.parts and block.name in stacked.first.scores:
                before = block.parts[: block.parts.index(NUMBERS)]
                start = self.facts.score_rows(before, stacked.blocks).shape[1] if before else 0
                coefficients = stacked.first.scores[block.name].coefficients_
                yield block.name, coefficients[start : start + count]
