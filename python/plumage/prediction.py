"""A run: fit the models, predict every user, judge by the protocol."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from plumage import scoring
from plumage.candidates import (
    CANDIDATES,
    EXPLAINING_MODEL,
    YEARS_MODEL,
    FittedModel,
    Predicted,
    Setting,
)
from plumage.design import EVIDENCE_BLOCKS, model_matrix
from plumage.errors import PlumageError
from plumage.intervals import Estimate, paired_gain
from plumage.metrics import METRICS, Answers
from plumage.ordinal import OrdinalBands
from plumage.validation import (
    Protocol,
    cross_predict,
    metric_table,
    populations_of,
    shuffled_answers,
)
from plumage.warehouse import Inputs

MIN_LABELLED_USERS = 20
"""With fewer, not even ten folds of two users exist."""


@dataclass(frozen=True)
class Results:
    """What a run found.

    Attributes
    ----------
    predicted : dict of str to Predicted
        By model: predictions for all users.
    explaining : OrdinalBands or None
        Ordinal regression of users with full evidence.
    metrics : pandas.DataFrame
        Rows of ``age_model_metrics`` without run id.
    gain : Estimate
        How much lower the MAE is than that of the constant median, in years.
    population : str
        Group of users that the gain and the printed table are about.
    known_held_out : int
        Users of ages_test.csv whose age is known after all.
    """

    predicted: dict[str, Predicted]
    explaining: OrdinalBands | None
    metrics: pd.DataFrame
    gain: Estimate
    population: str
    known_held_out: int


def check_learnable(inputs: Inputs) -> None:
    """Stop when there is too little to learn from.

    Parameters
    ----------
    inputs : Inputs
        What was read.

    Raises
    ------
    PlumageError
        If there are fewer than ``MIN_LABELLED_USERS`` labelled users, or all are in one band.
    """
    count = len(inputs.ages)
    if count < MIN_LABELLED_USERS:
        raise PlumageError(
            f"only {count} users have an age to learn from, at least {MIN_LABELLED_USERS} are "
            "needed: add rows to ages_train.csv (users of ages_test.csv do not count), then run "
            "`dbt build`"
        )
    present = np.unique(inputs.bands.positions_of(inputs.ages))
    if present.size < 2:
        raise PlumageError(
            f"all {count} labelled users are in the age band '{inputs.bands.names[present[0]]}': "
            "there is nothing to tell apart. Change seeds/ref_age_bands.csv, then run `dbt build`"
        )


# One thread: the order of a parallel sum, and with it the last digit of a probability, would depend
# on the machine; and on data of this size threads wait for each other more than they work.
@threadpool_limits.wrap(limits=1)
def estimate(inputs: Inputs, protocol: Protocol, *, seed: int, path: Path) -> Results:
    """Fit, predict every user, and judge.

    Parameters
    ----------
    inputs : Inputs
        What to learn from and answer.
    protocol : Protocol
        How to judge.
    seed : int
        Seed of all random choices.
    path : pathlib.Path
        File of the warehouse; its held-out ages are read after the last fit.

    Returns
    -------
    Results
        Predictions and figures.
    """
    matrix = model_matrix(inputs.features, inputs.accounts)
    labelled, ages = matrix.loc[inputs.ages.index], inputs.ages.to_numpy()
    occurring = set(matrix["evidence_level"])
    setting = Setting(
        inputs.bands, tuple(level for level in EVIDENCE_BLOCKS if level in occurring), seed
    )
    fits = len(CANDIDATES) + protocol.fit_count()
    with tqdm(total=fits, desc="fitting", unit="fit", disable=None, leave=False) as bar:
        models: dict[str, FittedModel] = {}
        for candidate in CANDIDATES:
            models[candidate.name] = candidate.fit(labelled, ages, replace(setting, inference=True))
            bar.update()
        predicted = {name: model.predict(matrix) for name, model in models.items()}
        answers = cross_predict(labelled, ages, setting, protocol, progress=bar.update)
        shuffled = shuffled_answers(labelled, ages, setting, protocol, progress=bar.update)

    levels = labelled["evidence_level"]
    tables = [metric_table("cv", answers, levels, protocol, seed=seed)]
    if protocol.shuffles:
        tables.append(metric_table("permuted", shuffled, levels, protocol, seed=seed))
    held_out = scoring.read_held_out_ages(path)
    tables.append(
        scoring.held_out_table(
            predicted,
            matrix["evidence_level"],
            held_out,
            bands=inputs.bands,
            protocol=protocol,
            seed=seed,
        )
    )
    explaining = models[EXPLAINING_MODEL.name].estimator.models_.get("full")
    population, gain = gain_of(answers, levels, protocol, seed=seed)
    return Results(
        predicted=predicted,
        explaining=getattr(explaining, "regression_", None),
        metrics=pd.concat([table for table in tables if not table.empty], ignore_index=True),
        gain=gain,
        population=population,
        known_held_out=len(held_out),
    )


def gain_of(
    answers: dict[str, list[Answers]], levels: pd.Series, protocol: Protocol, *, seed: int
) -> tuple[str, Estimate]:
    """Compare the published years with the constant median on users with a profile.

    Parameters
    ----------
    answers : dict of str to list of Answers
        Cross-validated answers by model.
    levels : pandas.Series of str
        Evidence level of each user.
    protocol : Protocol
        Replicates, confidence and smallest group.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    tuple of (str, Estimate)
        The group (all users where too few have a profile), and the gain in MAE in years.
    """
    groups = populations_of(levels, protocol)
    population = "with_profile" if "with_profile" in groups else "all"
    published, floor = (
        [repeat.of(groups[population]) for repeat in answers[name]]
        for name in (YEARS_MODEL.name, "constant_median")
    )
    error = next(metric for metric in METRICS if metric.name == "mae")
    gain = paired_gain(
        error,
        published,
        floor,
        replicates=protocol.replicates,
        confidence=protocol.confidence,
        seed=seed,
    )
    return population, gain
