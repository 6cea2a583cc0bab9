"""The protocol by which every model is judged: fixed here, the same for all.

Repeated stratified cross-validation on labelled users. Each model is fitted, and chosen, on the
users outside a fold and predicts those in it. The same is done with labels permuted among users,
where no model may show any skill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.utils.parallel import Parallel, delayed
from threadpoolctl import threadpool_limits

from plumage.age.answers import Answers, Predicted, answers_of
from plumage.age.candidates import CANDIDATES, FIRST_SCREEN, Candidate, Training
from plumage.age.distribution import AgeDistribution
from plumage.age.inner_outer import stage_errors
from plumage.age.stacking import Setting
from plumage.encoding.facts import UserFacts
from plumage.encoding.parts import BLOCKS
from plumage.learning.protocol import Protocol, Rows, split_stratified
from plumage.learning.weighted import Floats

MIN_USERS_FOR_PROCESSES = 400
"""With fewer labelled users, starting processes takes longer than they save."""


@dataclass(frozen=True)
class AgeProtocol(Protocol):
    """How models of age are judged.

    Attributes
    ----------
    candidates : tuple of Candidate
        Models to judge.
    ablated : tuple of str
        Feature blocks that models are also fitted without, in the first repeat.
    isolates : bool
        Whether they are fitted on each of these blocks alone, too.
    permutes : bool
        Whether each feature is also permuted among the users tested, in the first repeat.
    learning_shares : tuple of float
        Shares of each training set that the published model also learns from, in the first repeat;
        halves of each other, so that the gain from doubling can be measured.
    """

    candidates: tuple[Candidate, ...] = CANDIDATES
    ablated: tuple[str, ...] = BLOCKS
    isolates: bool = True
    permutes: bool = True
    learning_shares: tuple[float, ...] = (0.125, 0.25, 0.5)


PROTOCOLS = {
    "quick": AgeProtocol(
        folds=5,
        repeats=1,
        shuffles=0,
        candidates=FIRST_SCREEN,
        ablated=("sentiment", "emoji"),
        isolates=False,
        permutes=False,
        learning_shares=(),
    ),
    "full": AgeProtocol(),
    "none": AgeProtocol(repeats=0, shuffles=0, ablated=(), permutes=False, learning_shares=()),
}
"""By the word of the command line."""


@dataclass(frozen=True)
class OuterFold:
    """One training set of the validation, and what its models predicted.

    Attributes
    ----------
    train, test : ndarray of int
        Labelled users, as positions.
    masses : dict of str to ndarray of float, shape (n_test_users, n_years)
        By candidate: probability of each year for the users tested.
    inner_mass : dict of str to ndarray of float, shape (n_training_users, n_years)
        By role of the published model: the same for the training users, by inner models that have
        not seen them. Empty when the published model is no candidate.
    log : pandas.DataFrame
        Configurations tried, as ``Choice.log``.
    stage_errors : pandas.DataFrame
        Inner and outer errors of every second stage, as from ``inner_outer.stage_errors``; empty
        where the published model is no candidate, or had nothing to tell users apart by.
    """

    train: Rows
    test: Rows
    masses: dict[str, Floats]
    inner_mass: dict[str, Floats]
    log: pd.DataFrame
    stage_errors: pd.DataFrame = field(default_factory=pd.DataFrame)


@dataclass(frozen=True)
class Validation:
    """All that a validation found; figures, intervals and tables are made from it.

    Attributes
    ----------
    ages : ndarray of int, shape (n_users,)
        Ages of labelled users that models were judged by.
    setting : Setting
        Bands and years.
    repeats : list of list of OuterFold
        Repeat by repeat; each user is tested once a repeat.
    compared : frozenset of str
        Candidates that were judged in every repeat.
    """

    ages: NDArray[np.int64]
    setting: Setting
    repeats: list[list[OuterFold]]
    compared: frozenset[str]

    def names(self) -> list[str]:
        """Candidates that were judged in every repeat, in their order."""
        return [name for name in self.repeats[0][0].masses if name in self.compared]

    def distributions(self, name: str) -> list[AgeDistribution]:
        """Out-of-fold distributions of a candidate, one for each repeat that has it."""
        found = []
        for folds in self.repeats:
            if name not in folds[0].masses:
                continue
            mass = np.empty((self.ages.size, self.setting.grid.size), folds[0].masses[name].dtype)
            for fold in folds:
                mass[fold.test] = fold.masses[name]
            found.append(AgeDistribution(self.setting.grid, mass))
        return found

    def answers(self, name: str) -> list[Answers]:
        """Predictions of a candidate beside true ages, one for each repeat that has it."""
        bands = self.setting.bands
        return [
            answers_of(Predicted.of_distribution(said, bands), self.ages, bands)
            for said in self.distributions(name)
        ]

    def fold_of_users(self) -> list[NDArray[np.int64]]:
        """Fold in which each user was tested, from 0; one array a repeat."""
        found = []
        for folds in self.repeats:
            places = np.empty(self.ages.size, dtype=np.int64)
            for place, fold in enumerate(folds):
                places[fold.test] = place
            found.append(places)
        return found

    def log(self) -> pd.DataFrame:
        """Every configuration tried in every training set; ``repeat`` and ``fold`` from 1."""
        logs = [
            fold.log.assign(repeat=repeat, fold=number)
            for repeat, folds in enumerate(self.repeats, start=1)
            for number, fold in enumerate(folds, start=1)
        ]
        return pd.concat(logs, ignore_index=True)


def splits(
    bands: NDArray[np.int64], protocol: AgeProtocol, *, seed: int
) -> Iterator[list[tuple[Rows, Rows]]]:
    """Training and test rows of each fold, stratified by band, repeat by repeat."""
    for repeat in range(protocol.repeats):
        yield split_stratified(bands, protocol.folds, seed + repeat)


def judge(
    facts: UserFacts,
    ages: NDArray[np.int64],
    rows: tuple[Rows, Rows],
    setting: Setting,
    candidates: Sequence[Candidate],
) -> OuterFold:
    """Fit the candidates on one training set, and predict the rest without their labels."""
    train, test = rows
    log, errors = pd.DataFrame(), pd.DataFrame()
    # One thread: the order of a parallel sum would depend on the machine.
    with threadpool_limits(1):
        training = Training(facts, train, ages[train], setting)
        masses = {one.name: one.mass(training, facts, test) for one in candidates}
        # Candidates that need the published model have fitted it; others cost no fit of it.
        model = vars(training).get("model")
        inner = {} if model is None else model.inner_mass()
        if model is not None and model.described is not None:
            log = model.described.choice.log
            answers = training.answers(facts, test)
            errors = stage_errors(model.described, facts.levels, test, ages, answers)
    return OuterFold(
        train,
        test,
        masses,
        {role: mass.astype(np.float32) for role, mass in inner.items()},
        log,
        errors,
    )


def cross_validate(
    facts: UserFacts,
    ages: NDArray[np.int64],
    setting: Setting,
    protocol: AgeProtocol,
    *,
    asked_once: Sequence[Candidate] = (),
    processes: int = 1,
    progress: Callable[[], object] = lambda: None,
) -> Validation:
    """Predict each labelled user by models that did not see that user's label."""
    bands = setting.bands.positions_of(ages)
    repeats = list(splits(bands, protocol, seed=setting.seed))
    first, later = (*protocol.candidates, *asked_once), protocol.candidates
    tasks = [
        (rows, later if repeat else first) for repeat, folds in enumerate(repeats) for rows in folds
    ]
    if ages.size < MIN_USERS_FOR_PROCESSES:
        processes = 1
    found = []
    for fold in Parallel(n_jobs=processes, return_as="generator")(
        delayed(judge)(facts, ages, rows, setting, asked) for rows, asked in tasks
    ):
        found.append(fold)
        progress()
    places = np.cumsum([0, *(len(folds) for folds in repeats)])
    return Validation(
        ages,
        setting,
        [found[start:end] for start, end in pairwise(places)],
        frozenset(candidate.name for candidate in protocol.candidates),
    )


def validate_on_shuffled_labels(
    facts: UserFacts,
    ages: NDArray[np.int64],
    setting: Setting,
    protocol: AgeProtocol,
    *,
    processes: int = 1,
    progress: Callable[[], object] = lambda: None,
) -> list[Validation]:
    """Cross-validate on labels permuted among users: any skill is a leak or luck."""
    once = replace(protocol, repeats=1)
    return [
        cross_validate(
            facts,
            np.random.default_rng([setting.seed, shuffle]).permutation(ages),
            setting,
            once,
            processes=processes,
            progress=progress,
        )
        for shuffle in range(protocol.shuffles)
    ]
