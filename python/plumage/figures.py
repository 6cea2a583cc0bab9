"""Figures of the models with intervals over users, each beside the answer it has to beat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.calibration import error_if_perfect
from plumage.candidates import CANDIDATES
from plumage.design import EVIDENCE_BLOCKS
from plumage.importance import advantages_over_constant, paired_advantages
from plumage.intervals import Estimate, bootstrap_estimates, replicate_values
from plumage.metrics import METRICS, PERFECT_CALIBRATION, Answers, Metric
from plumage.validation import Protocol

WITH_PROFILE = ("full", "profile_only")
"""Evidence levels of users whose profile is known."""

FLOORS = frozenset(candidate.name for candidate in CANDIDATES if candidate.is_floor)
"""Models that give everybody the same answer."""

GAINED = tuple(metric for metric in METRICS if metric.floor_name != PERFECT_CALIBRATION)
"""Metrics that models are compared by; the calibration error stands beside its own floor."""

CALIBRATION_LIMIT = "calibration_error_limit"
"""Metric that is the 95th percentile of the calibration error of perfect probabilities."""


METRIC_COLUMNS = (
    "model",
    "evaluation",
    "population",
    "metric",
    "value",
    "ci_low",
    "ci_high",
    "floor_name",
    "floor_value",
    "n",
)
"""Columns of the table of metrics."""


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
    """Figures of each model, metric and group of users, beside their floors.

    Parameters
    ----------
    evaluation : {"cv", "held_out", "permuted"}
        Where the answers come from.
    answers : mapping of str to sequence of Answers
        By model, one entry a repeat; the floors must be among them.
    levels : pandas.Series of str
        Evidence level of each user.
    protocol : Protocol
        Replicates, confidence and smallest group.
    seed : int
        Seed of the bootstrap; the same for all models, so that they are compared on the same draws.

    Returns
    -------
    pandas.DataFrame
        One row per model, population and metric, with ``METRIC_COLUMNS``.
    """
    rows = []
    for population, mask in populations_of(levels, protocol).items():
        estimates: dict[str, dict[str, Estimate]] = {}
        perfect: dict[str, list[np.ndarray]] = {}
        for model, repeats in answers.items():
            chosen = [repeat.of(mask) for repeat in repeats]
            estimates[model] = bootstrap_estimates(
                METRICS,
                chosen,
                replicates=protocol.replicates,
                confidence=protocol.confidence,
                seed=seed,
            )
            if model not in FLOORS:
                perfect[model] = [
                    error_if_perfect(one.probabilities, draws=protocol.replicates // 2, seed=seed)
                    for one in chosen
                ]
        for model, by_metric in estimates.items():
            for metric in METRICS:
                # Folds' constants differ a little; ranking users by that would be noise.
                if metric.skips_constants and model in FLOORS:
                    continue
                floor = metric.floor_value
                if metric.floor_name == PERFECT_CALIBRATION:
                    floor = float(np.mean(perfect[model]))
                elif floor is None:
                    floor = estimates[metric.floor_name][metric.name].value
                found = by_metric[metric.name]
                row = {
                    "model": model,
                    "evaluation": evaluation,
                    "population": population,
                    "metric": metric.name,
                    "value": found.value,
                    "ci_low": found.low,
                    "ci_high": found.high,
                    "floor_name": metric.floor_name,
                    "floor_value": floor,
                    "n": int(mask.sum()),
                }
                rows.append(row)
                if metric.floor_name == PERFECT_CALIBRATION:
                    limit = np.mean([np.quantile(errors, 0.95) for errors in perfect[model]])
                    none = {"ci_low": None, "ci_high": None}
                    rows.append(row | none | {"metric": CALIBRATION_LIMIT, "value": float(limit)})
    return pd.DataFrame(rows, columns=list(METRIC_COLUMNS))


def gain_table(
    answers: Mapping[str, Sequence[Answers]],
    model: str,
    protocol: Protocol,
    *,
    metrics: Sequence[Metric] = GAINED,
    seed: int,
) -> pd.DataFrame:
    """How much better a model is than each other one on the same users.

    Parameters
    ----------
    answers : mapping of str to sequence of Answers
        By model, one entry a repeat.
    model : str
        The one that is compared.
    protocol : Protocol
        Replicates and confidence.
    metrics : sequence of Metric
        What to compare by.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        ``model``, ``other_model``, ``metric``, ``gain`` (above 0: the model is better, whichever
        way the metric goes), ``ci_low``, ``ci_high``: paired; an interval above 0 shows a gain.
    """
    drawn = {"replicates": protocol.replicates, "seed": seed}
    options = {
        **drawn,
        "confidence": protocol.confidence,
        "values": replicate_values(metrics, answers[model], **drawn),
    }
    rows = []
    for other, beside in answers.items():
        if other == model:
            continue
        compare = advantages_over_constant if other in FLOORS else paired_advantages
        found = compare(metrics, answers[model], beside, **options)
        for metric in metrics:
            gain = found[metric.name][0]
            rows.append(
                {
                    "model": model,
                    "other_model": other,
                    "metric": metric.name,
                    "gain": gain.value,
                    "ci_low": gain.low,
                    "ci_high": gain.high,
                }
            )
    return pd.DataFrame(rows)
