"""What more labelled users would bring: the published model on parts of each training set.

The outer folds are those of the validation, and each part is a training set of its own: its
penalties, thresholds and second stage are chosen inside it. Vocabularies are those of the run,
which know users and no label.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.age.answers import Answers
from plumage.age.candidates import YEARS_MODEL, Candidate, Training
from plumage.age.metrics import COMPARED
from plumage.age.model import AgeModel
from plumage.age.validation import Validation
from plumage.encoding.facts import UserFacts
from plumage.learning.comparison import (
    advantages_over_constant,
    paired_advantages,
    verdict_of,
)
from plumage.learning.intervals import bootstrap_estimates
from plumage.learning.protocol import Rows
from plumage.learning.weighted import Floats


def is_in_part(bands: NDArray[np.int64], share: float, *, seed: int) -> NDArray[np.bool_]:
    """Draw a share of some users, band by band, rounded up.

    Parameters
    ----------
    bands : ndarray of int, shape (n_users,)
        Band of each user, as position from 0.
    share : float
        Share of the users of each band, above 0 and at most 1.
    seed : int
        Seed of the draw; a smaller share with the same seed is a part of a larger one.

    Returns
    -------
    ndarray of bool, shape (n_users,)
        Whether a user was drawn.

    Examples
    --------
    >>> is_in_part(np.array([0, 0, 0, 0, 1, 1]), 0.5, seed=1).sum()
    np.int64(3)
    """
    order = np.random.default_rng(seed).permutation(bands.size)
    place = np.empty(bands.size)
    for band in np.unique(bands):
        members = order[bands[order] == band]
        # From 0, so that no band is left without anybody.
        place[members] = np.arange(members.size) / members.size
    return place < share


def _of_share(share: float, training: Training, facts: UserFacts, rows: Rows) -> Floats:
    drawn = drawn_rows(training.rows, training.ages, share, training)
    model = AgeModel(training.setting).fit(training.facts, *drawn)
    return model.predict(facts, rows)["years"]


def drawn_rows(
    rows: Rows, ages: NDArray[np.int64], share: float, of: Training | Validation
) -> tuple[Rows, NDArray[np.int64]]:
    """Rows and ages of the part of a training set that is learned from.

    Parameters
    ----------
    rows : ndarray of int, shape (n_training_users,)
        Training users.
    ages : ndarray of int, shape (n_training_users,)
        Their ages in whole years.
    share : float
        Share of them.
    of : Training or Validation
        Its setting knows bands and seed.

    Returns
    -------
    tuple of (ndarray of int, ndarray of int)
        The same for the users drawn.
    """
    bands = of.setting.bands.positions_of(ages)
    drawn = is_in_part(bands, share, seed=of.setting.seed)
    return rows[drawn], ages[drawn]


def name_of(share: float) -> str:
    """Name the candidate that learns from a share of each training set.

    Parameters
    ----------
    share : float
        Below 1; the whole set is the published model's.

    Returns
    -------
    str
        Its name in a validation.
    """
    return YEARS_MODEL.name if share == 1 else f"learned_from_{share:g}"


def parts(shares: Sequence[float]) -> list[Candidate]:
    """Candidates that learn from a share of each training set alone.

    Parameters
    ----------
    shares : sequence of float
        Above 0 and below 1.

    Returns
    -------
    list of Candidate
        One for each share; each costs a fit.
    """
    return [
        Candidate(name_of(share), f"learned from {share:.3g} of users", partial(_of_share, share))
        for share in shares
    ]


def learning_curve_table(
    validation: Validation,
    shares: Sequence[float],
    *,
    replicates: int = 1000,
    confidence: float = 0.95,
    seed: int,
) -> pd.DataFrame:
    """Measure the model by the number of users learned from, and what doubling gains.

    Parameters
    ----------
    validation : Validation
        With the candidates of ``parts`` in its first repeat.
    shares : sequence of float
        Those of the candidates.
    replicates : int, default=1000
        Bootstrap replicates over users.
    confidence : float, default=0.95
        Nominal cover of the intervals.
    seed : int
        Seed of the draws.

    Returns
    -------
    pandas.DataFrame
        One row per share (the whole among them) and metric: ``training_share``,
        ``training_user_count`` (mean over folds), ``metric``, ``value``, ``ci_low``, ``ci_high``,
        ``floor_value`` (of the constant median), ``doubling_gain`` (how much better than with half
        as many users, paired; NaN where the half was not tried), ``doubling_ci_low``,
        ``doubling_ci_high``, ``doubling_verdict``.
    """
    options = {"replicates": replicates, "confidence": confidence, "seed": seed}
    answers: dict[float, Sequence[Answers]] = {
        share: validation.answers(name_of(share))[:1] for share in sorted({*shares, 1.0})
    }
    floor = validation.answers("constant_median")[:1]
    rows = []
    for share, own in answers.items():
        figures = bootstrap_estimates(COMPARED, own, **options)
        beside = advantages_over_constant(COMPARED, own, floor, **options)
        doubled = paired_advantages(COMPARED, own, answers.get(share / 2, own), **options)
        for metric in (one.name for one in COMPARED):
            row = {
                "training_share": share,
                "training_user_count": mean_size(validation, share),
                "metric": metric,
                "value": figures[metric].value,
                "ci_low": figures[metric].low,
                "ci_high": figures[metric].high,
                "floor_value": beside[metric][2],
            }
            if share / 2 in answers:
                gain = doubled[metric][0]
                row |= {
                    "doubling_gain": gain.value,
                    "doubling_ci_low": gain.low,
                    "doubling_ci_high": gain.high,
                    "doubling_verdict": verdict_of(gain),
                }
            rows.append(row)
    columns = ("doubling_gain", "doubling_ci_low", "doubling_ci_high", "doubling_verdict")
    table = pd.DataFrame(rows)
    return table.reindex(columns=list(dict.fromkeys([*table.columns, *columns])))


def mean_size(validation: Validation, share: float) -> float:
    """Count the users learned from, on average over the folds of the first repeat.

    Parameters
    ----------
    validation : Validation
        Which folds.
    share : float
        Share of each training set.

    Returns
    -------
    float
        Users.
    """
    sizes = [
        drawn_rows(fold.train, validation.ages[fold.train], share, validation)[0].size
        for fold in validation.repeats[0]
    ]
    return float(np.mean(sizes))
