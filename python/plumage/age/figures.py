"""Figures of the models of age by group of users: which metrics, floors and groups there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.age.answers import Answers
from plumage.age.candidates import FLOORS, YEARS_MODEL
from plumage.age.metrics import METRICS, SKILLS
from plumage.encoding.features import EVIDENCE_BLOCKS
from plumage.learning import tables
from plumage.learning.metrics import PERFECT_CALIBRATION
from plumage.learning.protocol import Protocol
from plumage.learning.resampled_t import Folds

WITH_PROFILE = ("full", "profile_only")
"""Evidence levels of users whose profile is known."""

GAINED = tuple(metric for metric in METRICS if metric.floor_name != PERFECT_CALIBRATION)
"""Metrics that models are compared by; the calibration error stands beside its own floor."""


def populations_of(levels: pd.Series, protocol: Protocol) -> dict[str, NDArray[np.bool_]]:
    """Group the users that figures are given for.

    Parameters
    ----------
    levels : pandas.Series of str
        Evidence level of each user.
    protocol : Protocol
        Smallest group.

    Returns
    -------
    dict of str to ndarray of bool
        ``all``, ``with_profile``, and ``evidence_<level>`` for levels of enough users.
    """
    values = levels.to_numpy()
    groups = {
        "all": np.ones(values.size, dtype=bool),
        "with_profile": np.isin(values, WITH_PROFILE),
    }
    groups |= {f"evidence_{level}": values == level for level in EVIDENCE_BLOCKS}
    enough = {name: mask for name, mask in groups.items() if mask.sum() >= protocol.min_population}
    return {"all": groups["all"]} | enough


def metric_table(
    evaluation: str,
    answers: Mapping[str, Sequence[Answers]],
    levels: pd.Series,
    protocol: Protocol,
    *,
    seed: int,
) -> pd.DataFrame:
    """Tabulate each model, metric and group of users by evidence level, beside their floors."""
    return tables.metric_table(
        evaluation,
        answers,
        METRICS,
        populations_of(levels, protocol),
        floors=FLOORS,
        skills=SKILLS,
        protocol=protocol,
        seed=seed,
    )


def gain_table(
    answers: Mapping[str, Sequence[Answers]], protocol: Protocol, *, folds: Folds, seed: int
) -> pd.DataFrame:
    """Compare the published years with every other model on the same users."""
    return tables.gain_table(
        answers, YEARS_MODEL.name, GAINED, floors=FLOORS, folds=folds, protocol=protocol, seed=seed
    )
