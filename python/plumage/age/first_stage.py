"""First stage of the age model: scores of sparse facts, beside numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plumage.encoding.facts import UserFacts
from plumage.encoding.parts import (
    BLOCKS,
    FACT_PARTS,
    FACT_SOURCES,
    NUMBERS,
    SCORE_BLOCKS,
    WORDS,
    ScoreBlock,
    block_of,
)
from plumage.encoding.ridge_scores import MAX_DUAL_USERS, TARGETS, RidgeScores

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
FittedScores = dict[tuple, RidgeScores]


@dataclass(frozen=True)
class Column:
    """A column of the second stage.

    Attributes
    ----------
    name : str
        A number of ``marts.feat_users``, or ``<score block>: <target>``.
    blocks : tuple of str
        Feature blocks that it is made of.
    score : str or None
        Score block; None for numbers.
    """

    name: str
    blocks: tuple[str, ...]
    score: str | None = None


class FirstStage:
    """Numbers and scores of sparse facts, side by side.

    Parameters
    ----------
    blocks : iterable of str
        Feature blocks that may be looked at.

    Attributes
    ----------
    columns : tuple of Column
        What the design holds: numbers first, then the scores of each block.
    scores : dict of str to RidgeScores
        Fitted regressions by score block.
    out_of_fold : ndarray of float, shape (n_training_users, n_columns)
        Design of the training users, whose scores come from regressions without them.
    """

    def __init__(self, blocks: Iterable[str] = BLOCKS) -> None:
        self.blocks = tuple(block for block in BLOCKS if block in set(blocks))

    def fit(
        self,
        facts: UserFacts,
        rows: Rows,
        ages: NDArray[np.int64],
        parts: Sequence[tuple[Rows, Rows]],
        *,
        fitted: FittedScores | None = None,
    ) -> FirstStage:
        """Fit a regression for each score block that has any facts.

        Parameters
        ----------
        facts : UserFacts
            Labelled users.
        rows : ndarray of int, shape (n_training_users,)
            Training users among them.
        ages : ndarray of int, shape (n_training_users,)
            Their ages in whole years.
        parts : sequence of tuple of (ndarray of int, ndarray of int)
            Inner parts, as positions in ``rows``.
        fitted : dict, optional
            Regressions of other models on the same users and ages, by what they look at; those
            fitted here are added.

        Returns
        -------
        FirstStage
            Itself, fitted.
        """
        fitted = {} if fitted is None else fitted
        places = facts.number_columns(self.blocks)
        names = [facts.encoder.numbers[place] for place in places]
        self.columns = tuple(Column(name, (block_of(name),)) for name in names)
        self.scores: dict[str, RidgeScores] = {}
        designs = [facts.numbers[np.ix_(rows, places)]]
        for block in SCORE_BLOCKS:
            held = self._blocks_of(block)
            known = facts.score_rows(block.parts, self.blocks)[rows]
            if not held or not known.nnz:
                continue
            key = (block.name, rows.tobytes(), facts.part_keys(block.parts, self.blocks))
            if key not in fitted:
                gram = None
                if len(facts) <= MAX_DUAL_USERS:
                    gram = facts.gram(block.parts, self.blocks)[np.ix_(rows, rows)]
                fitted[key] = RidgeScores(block.penalties).fit(known, ages, parts, gram)
            self.scores[block.name] = fitted[key]
            designs.append(self.scores[block.name].out_of_fold_)
            self.columns += tuple(
                Column(f"{block.name}: {target}", held, block.name) for target in TARGETS
            )
        self.out_of_fold = np.hstack(designs)
        return self

    def design(self, facts: UserFacts, rows: Rows | slice = slice(None)) -> Floats:
        """Lay out users who were not learned from.

        Parameters
        ----------
        facts : UserFacts
            Users, by the same encoder.
        rows : ndarray of int or slice
            Which of them.

        Returns
        -------
        ndarray of float, shape (n_users, n_columns)
            Numbers (NaN where missing) and scores.
        """
        designs = [facts.numbers[:, facts.number_columns(self.blocks)][rows]]
        for block in SCORE_BLOCKS:
            if block.name in self.scores:
                known = facts.score_rows(block.parts, self.blocks)[rows]
                designs.append(self.scores[block.name].scores(known))
        return np.hstack(designs)

    def places_of(self, score: str | None) -> Rows:
        """Find the columns of a score block.

        Parameters
        ----------
        score : str or None
            Its name; None for numbers.

        Returns
        -------
        ndarray of int
            Positions in ``columns``.
        """
        return np.flatnonzero([column.score == score for column in self.columns])

    def _blocks_of(self, block: ScoreBlock) -> tuple[str, ...]:
        """Feature blocks that a score block draws on, of those that may be looked at."""
        held: set[str] = set()
        for part in block.parts:
            if part == NUMBERS:
                held.update(set(self.blocks) - {WORDS})
            else:
                held.update(FACT_SOURCES[source] for source in FACT_PARTS[part].sources)
        return tuple(name for name in self.blocks if name in held)
