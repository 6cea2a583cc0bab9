"""The named models that are fitted, compared and published, and how each answers.

Every model answers with a probability of each whole year; its year is the median, its band the band
of that year. To try another model, add a line to ``CANDIDATES``; ``plumage.age.dissection`` makes
the candidates of ablation and of permutation importance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.age.cumulative import CumulativeBooster, CumulativeLogit
from plumage.age.distribution import AgeSpread
from plumage.age.first_stage import FittedScores
from plumage.age.model import DESCRIBED, AgeModel
from plumage.age.ordinal_features import ORDINAL_FEATURES, STATED_FEATURES
from plumage.age.selection import CONFIGURATIONS
from plumage.age.stacking import Setting
from plumage.core.errors import PlumageError
from plumage.encoding.facts import UserFacts
from plumage.learning.ordinal.bands import OrdinalBands
from plumage.learning.protocol import Rows
from plumage.learning.weighted import Floats

MODEL_VERSION = "age-5"
"""Changes whenever the same data would be predicted differently."""

RIDGE_STRENGTH = 1.0
"""Inverse penalty of the logits on a handful of scores, which need little."""


class Training:
    """A training set, and the published model on it, which several candidates share.

    Parameters
    ----------
    facts : UserFacts
        Labelled users.
    rows : ndarray of int, shape (n_training_users,)
        Training users among them, in order.
    ages : ndarray of int, shape (n_training_users,)
        Their ages in whole years.
    setting : Setting
        Bands, years, evidence levels and seed.

    Attributes
    ----------
    fitted_scores : dict
        Regressions of the first stage, for candidates that share them.
    kept : dict of str to (ndarray of int, object)
        What a candidate computed for the rows asked about, for the next one of its kind.
    """

    def __init__(
        self, facts: UserFacts, rows: Rows, ages: NDArray[np.int64], setting: Setting
    ) -> None:
        self.facts, self.rows, self.ages, self.setting = facts, rows, ages, setting
        self._answered: tuple[UserFacts, Rows, dict[str, Floats]] | None = None
        self.fitted_scores: FittedScores = {}
        self.kept: dict[str, tuple[Rows, object]] = {}

    @cached_property
    def model(self) -> AgeModel:
        """The published model on all blocks, fitted when first needed."""
        return AgeModel(self.setting).fit(
            self.facts, self.rows, self.ages, fitted=self.fitted_scores
        )

    @cached_property
    def spread(self) -> AgeSpread:
        """Spread of the training users' ages, on the grid of the setting."""
        return AgeSpread.of(self.ages, self.setting.grid)

    def answers(self, facts: UserFacts, rows: Rows) -> dict[str, Floats]:
        """Answers of the published model, kept for the next candidate that asks the same."""
        kept = self._answered
        if kept is None or kept[0] is not facts or not np.array_equal(kept[1], rows):
            self._answered = kept = (facts, rows, self.model.predict(facts, rows))
        return kept[2]


Answer = Callable[[Training, UserFacts, Rows], Floats]


@dataclass(frozen=True)
class Candidate:
    """A model to fit and compare.

    Attributes
    ----------
    name, title : str
        Name in tables, name for readers.
    answer : callable
        From a ``Training``, features of users and rows among them: the probability of each year,
        shape (n_rows, n_years).
    is_floor : bool
        Whether it looks at nothing but the labels.
    is_compared_only : bool
        Whether it is fitted in validation alone, and not on all labelled users.
    """

    name: str
    title: str
    # A function's address in memory would change the id of every run.
    answer: Answer = field(repr=False)
    is_floor: bool = False
    is_compared_only: bool = False

    def mass(self, training: Training, facts: UserFacts, rows: Rows) -> Floats:
        """Answer, or say which candidate could not, and why."""
        try:
            mass = self.answer(training, facts, rows)
        except PlumageError:
            raise
        except Exception as error:
            raise PlumageError(
                f"the candidate {self.name} failed ({type(error).__name__}: {error}): correct it, "
                "or take it out of CANDIDATES in python/plumage/age/candidates.py"
            ) from error
        wanted = (rows.size, training.setting.grid.size)
        if np.shape(mass) != wanted or not np.allclose(np.sum(mass, axis=1), 1):
            raise PlumageError(
                f"the candidate {self.name} must answer with probabilities of shape {wanted}, "
                f"users by years, whose rows sum to 1; it gave shape {np.shape(mass)}"
            )
        return mass


def _published(role: str, training: Training, facts: UserFacts, rows: Rows) -> Floats:
    return training.answers(facts, rows)[role]


def of_blocks(
    blocks: tuple[str, ...], role: str, training: Training, facts: UserFacts, rows: Rows
) -> Floats:
    """Answer by the published model on some feature blocks alone."""
    stacked = training.model.described
    # The second stage chosen on all blocks: only what the blocks say differs.
    chosen = CONFIGURATIONS[0] if stacked is None else stacked.choice.chosen[role]
    model = AgeModel(training.setting, blocks=blocks, configurations=(chosen,))
    model.fit(training.facts, training.rows, training.ages, fitted=training.fitted_scores)
    return model.predict(facts, rows, roles=(role,))[role]


def of_score(score: str | None, training: Training, facts: UserFacts, rows: Rows) -> Floats:
    """Answer by logits on one block's scores, or by trees on numbers (``None``)."""
    mass = training.spread.prior(rows.size)
    stacked = training.model.described
    asked = np.isin(facts.levels[rows], DESCRIBED)
    if stacked is None or not asked.any():
        return mass
    places = stacked.first.places_of(score)
    if places.size == 0:
        return mass
    model: CumulativeBooster | CumulativeLogit
    if score is None:
        model = CumulativeBooster(stacked.thresholds, seed=training.setting.seed)
    else:
        model = CumulativeLogit(stacked.thresholds, strength=RIDGE_STRENGTH)
    model.fit(stacked.first.out_of_fold[:, places], stacked.ages)
    below = model.predict_cumulative(stacked.first.design(facts, rows[asked])[:, places])
    mass[asked] = stacked.spread.mass_of(below, stacked.thresholds)
    return mass


def ordinal_terms(facts: UserFacts, rows: Rows) -> pd.DataFrame:
    """Numbers by name, as the ordinal regression reads them; NaN where missing."""
    return pd.DataFrame(facts.numbers[rows], columns=list(facts.encoder.numbers))


def ordinal_mass(
    names: Iterable[str],
    training: Training,
    facts: UserFacts,
    rows: Rows,
    *,
    scores: Iterable[str] = (),
) -> Floats:
    """Answer by ordinal regression on numbers, in order of precedence, and on scores."""
    mass = training.spread.prior(rows.size)
    known = np.isin(training.facts.levels[training.rows], DESCRIBED)
    asked = np.isin(facts.levels[rows], DESCRIBED)
    stacked = training.model.described
    if stacked is None or not asked.any():
        return mass
    names = list(names)
    learned, wanted = (
        ordinal_terms(training.facts, training.rows[known])[names],
        ordinal_terms(facts, rows[asked])[names],
    )
    for score in scores:
        places = stacked.first.places_of(score)
        if places.size:
            learned[score] = stacked.first.out_of_fold[:, places[0]]
            wanted[score] = stacked.first.design(facts, rows[asked])[:, places[0]]
    bands = training.setting.bands
    model = OrdinalBands(band_count=len(bands), features=tuple(learned))
    model.fit(learned, bands.positions_of(training.ages[known]))
    mass[asked] = stacked.spread.mass_of_bands(model.predict_proba(wanted), bands)
    return mass


def _ordinal(is_wide: bool, training: Training, facts: UserFacts, rows: Rows) -> Floats:
    names = [feature.name for feature in ORDINAL_FEATURES]
    if not is_wide:
        return ordinal_mass(names, training, facts, rows)
    names += STATED_FEATURES
    return ordinal_mass(names, training, facts, rows, scores=("accounts", "followed"))


def _always_prior(training: Training, facts: UserFacts, rows: Rows) -> Floats:
    return training.spread.prior(rows.size)


def _always_mean(training: Training, facts: UserFacts, rows: Rows) -> Floats:
    grid = training.setting.grid
    nearest = np.abs(grid - training.ages.mean()).argmin()
    return np.tile((np.arange(grid.size) == nearest).astype(float), (rows.size, 1))


def _always_majority(training: Training, facts: UserFacts, rows: Rows) -> Floats:
    bands = training.setting.bands
    largest = np.bincount(bands.positions_of(training.ages)).argmax()
    certain = np.zeros((rows.size, len(bands)))
    certain[:, largest] = 1
    return training.spread.mass_of_bands(certain, bands)


CANDIDATES: tuple[Candidate, ...] = (
    Candidate("stacked_years", "stacked, for years", partial(_published, "years")),
    Candidate("stacked_bands", "stacked, for bands", partial(_published, "bands")),
    Candidate("stacked_trees", "stacked, trees alone", partial(_published, "trees"), False, True),
    Candidate("stacked_logit", "stacked, logits alone", partial(_published, "logit"), False, True),
    Candidate("trees_numbers", "trees on numbers", partial(of_score, None), False, True),
    Candidate("ridge_text", "ridge on characters", partial(of_score, "text"), False, True),
    Candidate("ridge_bio", "ridge on bio words", partial(of_score, "bio_terms"), False, True),
    Candidate("ridge_words", "ridge on tweet words", partial(of_score, "own_terms"), False, True),
    Candidate("ridge_accounts", "ridge on accounts", partial(of_score, "accounts"), False, True),
    Candidate("ordinal_wide", "ordinal, with accounts", partial(_ordinal, True)),
    Candidate("ordinal_bands", "ordinal, curated features", partial(_ordinal, False)),
    Candidate(
        "profile_only",
        "stacked, profile alone",
        partial(of_blocks, ("account", "bio"), "years"),
        is_compared_only=True,
    ),
    Candidate("constant_median", "always the median", _always_prior, is_floor=True),
    Candidate("constant_mean", "always the mean", _always_mean, is_floor=True),
    Candidate("majority_band", "always the largest band", _always_majority, is_floor=True),
)
"""Every model of the validation table, in its order."""

FIRST_SCREEN = tuple(
    candidate for candidate in CANDIDATES if candidate.is_floor or not candidate.is_compared_only
)
"""Those fitted on all users, and the floors: what a run judges unless asked for all."""

FLOORS = frozenset(candidate.name for candidate in CANDIDATES if candidate.is_floor)
"""Models that give everybody the same answer."""

BY_NAME = {candidate.name: candidate for candidate in CANDIDATES}
YEARS_MODEL, BANDS_MODEL = BY_NAME["stacked_years"], BY_NAME["stacked_bands"]
"""Published years and bands; published band probabilities."""
