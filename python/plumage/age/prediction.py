"""A run: fit the models, predict every user, judge by the protocol."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from plumage.age import scoring
from plumage.age.answers import Predicted
from plumage.age.candidates import (
    BANDS_MODEL,
    FIRST_SCREEN,
    YEARS_MODEL,
    Training,
    ordinal_terms,
)
from plumage.age.dissection import ablations, permutations
from plumage.age.distribution import AgeDistribution
from plumage.age.figures import gain_table, metric_table, populations_of
from plumage.age.inputs import Inputs
from plumage.age.learning_curve import parts
from plumage.age.model import MIN_TRAINING_USERS
from plumage.age.ordinal_features import ORDINAL_FEATURES
from plumage.age.stacking import Setting
from plumage.age.validation import (
    AgeProtocol,
    Validation,
    cross_validate,
    validate_on_shuffled_labels,
)
from plumage.core.errors import PlumageError
from plumage.core.terminal import progress
from plumage.encoding.facts import FactEncoder, UserFacts
from plumage.encoding.features import EVIDENCE_BLOCKS
from plumage.learning.ordinal.bands import OrdinalBands
from plumage.learning.tables import METRIC_COLUMNS

MIN_LABELLED_USERS = 20
"""With fewer, not even ten folds of two users exist."""


@dataclass(frozen=True)
class Results:
    """What a run found: predictions, the models behind them, and how good they are.

    Attributes
    ----------
    predicted : dict of str to Predicted
        By model: predictions for all users, in the order of ``facts``.
    distributions : dict of str to AgeDistribution
        By role of the published model (``years``, ``bands``): probability of each year, all users.
    facts, labelled : UserFacts
        Features of all users, and of labelled ones with the products of their rows.
    training : Training
        The published model on all labelled users: ``training.model.described.first`` holds columns
        and scores, ``.members`` the second stages, ``.choice`` what was chosen, and
        ``training.model.inner_mass()`` the distributions of labelled users by inner models.
    validation : Validation or None
        Out-of-fold distributions of labelled users by every candidate, and inner ones of each
        training set; None when nothing was validated.
    explaining : OrdinalBands or None
        Ordinal regression of users with full evidence.
    metrics : pandas.DataFrame
        Rows of ``model_metrics`` without run id.
    gains : pandas.DataFrame
        Paired differences between the published model and every other, on ``population``; as from
        ``tables.gain_table``.
    population : str
        Group of users that the gains and the printed table are about.
    known_held_out : int
        Users of ages_test.csv whose age is known after all.
    seconds : dict of str to float
        Wall time by step.
    """

    predicted: dict[str, Predicted]
    distributions: dict[str, AgeDistribution]
    facts: UserFacts
    labelled: UserFacts
    training: Training
    validation: Validation | None
    explaining: OrdinalBands | None
    metrics: pd.DataFrame
    gains: pd.DataFrame
    population: str
    known_held_out: int
    seconds: dict[str, float]


def check_learnable(inputs: Inputs) -> None:
    """Stop when too few users are labelled, or all are in one band."""
    count = len(inputs.ages)
    if count < MIN_LABELLED_USERS and inputs.years_of_birth:
        raise PlumageError(
            f"{inputs.years_of_birth}: years of birth? Write ages in years into ages_train.csv, "
            "then run `dbt build`"
        )
    if count < MIN_LABELLED_USERS:
        raise PlumageError(
            f"only {count} users have an age to learn from, at least {MIN_LABELLED_USERS} are "
            "needed: add rows to ages_train.csv (users of ages_test.csv do not count), then run "
            "`dbt build`; or let a kept model answer, which needs none (--model)"
        )
    present = np.unique(inputs.bands.positions_of(inputs.ages))
    if present.size < 2:
        raise PlumageError(
            f"all {count} labelled users are in the age band '{inputs.bands.names[present[0]]}': "
            "there is nothing to predict. Change seeds/ref_age_bands.csv, then run `dbt build`"
        )


class Stopwatch:
    """Wall time by step.

    Attributes
    ----------
    seconds : dict of str to float
        By name of the step.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._start = time.perf_counter()

    def stop(self, step: str) -> None:
        """End a step; the next one starts."""
        now = time.perf_counter()
        self.seconds[step] = now - self._start
        self._start = now


# One thread: the order of a parallel sum, and with it the last digit of a probability, would depend
# on the machine; and on data of this size threads wait for each other more than they work.
@threadpool_limits.wrap(limits=1)
def estimate(
    inputs: Inputs, protocol: AgeProtocol, *, seed: int, path: Path, processes: int = 1
) -> Results:
    """Fit, predict every user, and judge; held-out ages are read after the last fit."""
    watch = Stopwatch()
    ages = inputs.ages.to_numpy()
    with progress("fit", 2 + len(FIRST_SCREEN)) as step:
        _, facts = FactEncoder.fit(inputs.tables)
        labelled = facts.of(facts.user_ids.get_indexer(inputs.ages.index))
        occurring = set(facts.levels)
        setting = Setting(
            bands=inputs.bands,
            grid=np.arange(ages.min(), ages.max() + 1),
            levels=tuple(level for level in EVIDENCE_BLOCKS if level in occurring),
            seed=seed,
        )
        watch.stop("encode")
        step.advance()
        training = Training(labelled, np.arange(ages.size), ages, setting)
        explaining = explain(training)
        step.advance()
        masses = {}
        for one in FIRST_SCREEN:
            masses[one.name] = one.mass(training, facts, np.arange(len(facts)))
            step.advance()
    watch.stop("fit")

    said = {name: AgeDistribution(setting.grid, mass) for name, mass in masses.items()}
    predicted = {name: Predicted.of_distribution(one, inputs.bands) for name, one in said.items()}
    levels = pd.Series(labelled.levels, index=labelled.user_ids)
    splits = protocol.split_count()
    with progress("judge", splits, is_kept=splits > 0) as step:
        validation, shuffled = validate(
            labelled, ages, setting, protocol, processes=processes, progress=step.advance
        )
        watch.stop("validate")
        tables, gains, population = judged(validation, shuffled, levels, protocol, seed=seed)
        held_out = scoring.read_held_out_ages(path)
        if validation is not None:
            known = pd.Series(facts.levels, index=facts.user_ids)
            implausible = scoring.read_implausible_ages(path)
            options = {"protocol": protocol, "seed": seed}
            tables += [
                scoring.held_out_table(predicted, known, held_out, bands=inputs.bands, **options),
                scoring.with_implausible_table(
                    validation, predicted, known, labelled.user_ids, implausible, **options
                ),
            ]
    watch.stop("judge")
    return Results(
        predicted=predicted,
        distributions={"years": said[YEARS_MODEL.name], "bands": said[BANDS_MODEL.name]},
        facts=facts,
        labelled=labelled,
        training=training,
        validation=validation,
        explaining=explaining,
        metrics=stacked_up(tables),
        gains=gains,
        population=population,
        known_held_out=len(held_out),
        seconds=watch.seconds,
    )


def validate(
    labelled: UserFacts,
    ages: NDArray[np.int64],
    setting: Setting,
    protocol: AgeProtocol,
    **options: Any,
) -> tuple[Validation | None, list[Validation]]:
    """Validate on true labels, and on permuted ones, as far as the protocol asks for it."""
    validation, shuffled = None, []
    if protocol.repeats:
        asked_once = [
            *ablations(protocol.ablated, isolated=protocol.isolates),
            *(permutations() if protocol.permutes else []),
            *parts(protocol.learning_shares),
        ]
        validation = cross_validate(
            labelled, ages, setting, protocol, asked_once=asked_once, **options
        )
    if protocol.shuffles:
        shuffled = validate_on_shuffled_labels(labelled, ages, setting, protocol, **options)
    return validation, shuffled


def stacked_up(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Concatenate tables of metrics; ``METRIC_COLUMNS`` are there without any row, too."""
    filled = [table for table in tables if not table.empty]
    if not filled:
        return pd.DataFrame(columns=list(METRIC_COLUMNS))
    return pd.concat(filled, ignore_index=True)


def explain(training: Training) -> OrdinalBands | None:
    """Fit the ordinal regression on users with full evidence; None when there are too few."""
    full = training.facts.levels[training.rows] == "full"
    if full.sum() < MIN_TRAINING_USERS:
        return None
    names = tuple(feature.name for feature in ORDINAL_FEATURES)
    bands = training.setting.bands
    terms = ordinal_terms(training.facts, training.rows[full])
    model = OrdinalBands(band_count=len(bands), features=names, inference=True)
    return model.fit(terms[list(names)], bands.positions_of(training.ages[full]))


def judged(
    validation: Validation | None,
    shuffled: list[Validation],
    levels: pd.Series,
    protocol: AgeProtocol,
    *,
    seed: int,
) -> tuple[list[pd.DataFrame], pd.DataFrame, str]:
    """Tables of metrics, paired gains of the published years, and the group of these gains."""
    groups = populations_of(levels, protocol)
    population = "with_profile" if "with_profile" in groups else "all"
    if validation is None:
        return [], pd.DataFrame(), population
    answers = {name: validation.answers(name) for name in validation.names()}
    tables = [metric_table("cv", answers, levels, protocol, seed=seed)]
    if shuffled:
        noise = {
            name: [answer for one in shuffled for answer in one.answers(name)] for name in answers
        }
        tables.append(metric_table("permuted", noise, levels, protocol, seed=seed))
    chosen = groups[population]
    grouped = {name: [one.of(chosen) for one in repeats] for name, repeats in answers.items()}
    folds = [fold[chosen] for fold in validation.fold_of_users()]
    gains = gain_table(grouped, protocol, folds=folds, seed=seed)
    return tables, gains, population
