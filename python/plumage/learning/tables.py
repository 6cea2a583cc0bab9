"""Figures of the models with intervals over users, each beside the answer it has to beat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.age.candidates import CANDIDATES
from plumage.age.validation import Protocol
from plumage.encoding.features import EVIDENCE_BLOCKS
from plumage.learning.answers import Answers
from plumage.learning.calibration import error_if_perfect
from plumage.learning.comparison import (
    advantage,
    advantages_over_constant,
    compared_with,
    paired_advantages,
)
from plumage.learning.intervals import Estimate, estimates_of, replicate_values
from plumage.learning.metrics import BASE_RATE, METRICS, PERFECT_CALIBRATION, SKILLS, Metric
from plumage.learning.resampled_t import Folds, corrected_interval, fold_values
from plumage.learning.weighted import Floats, divide

WITH_PROFILE = ("full", "profile_only")
"""Evidence levels of users whose profile is known."""

FLOORS = frozenset(candidate.name for candidate in CANDIDATES if candidate.is_floor)
"""Models that give everybody the same answer."""

GAINED = tuple(metric for metric in METRICS if metric.floor_name != PERFECT_CALIBRATION)
"""Metrics that models are compared by; the calibration error stands beside its own floor."""

BY_ANSWERS = tuple(metric for metric in METRICS if not metric.skips_constants)
"""Metrics that a constant answer has too."""

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
        values: dict[str, dict[str, Floats]] = {}
        perfect: dict[str, list[np.ndarray]] = {}
        for model, repeats in answers.items():
            chosen = [repeat.of(mask) for repeat in repeats]
            # Folds' constants differ a little; ranking users by that would be noise.
            asked = BY_ANSWERS if model in FLOORS else METRICS
            values[model] = replicate_values(
                asked, chosen, replicates=protocol.replicates, seed=seed
            )
            if model not in FLOORS:
                perfect[model] = [
                    error_if_perfect(one.probabilities, draws=protocol.replicates // 2, seed=seed)
                    for one in chosen
                ]
        estimates = with_skills(values, protocol)
        for model, by_metric in estimates.items():
            for metric in METRICS:
                if metric.name not in by_metric:
                    continue
                floor = metric.floor_value
                if metric.floor_name == PERFECT_CALIBRATION:
                    floor = float(np.mean(perfect[model]))
                elif metric.floor_name == BASE_RATE:
                    floor = base_rate(metric, answers[model][0].of(mask))
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
                if metric.name in SKILLS:
                    name = SKILLS[metric.name]
                    skill = by_metric[name]
                    shares = {"value": skill.value, "ci_low": skill.low, "ci_high": skill.high}
                    rows.append(row | shares | {"metric": name, "floor_value": 0.0})
                if metric.floor_name == PERFECT_CALIBRATION:
                    limit = np.mean([np.quantile(errors, 0.95) for errors in perfect[model]])
                    none = {"ci_low": None, "ci_high": None}
                    rows.append(row | none | {"metric": CALIBRATION_LIMIT, "value": float(limit)})
    return pd.DataFrame(rows, columns=list(METRIC_COLUMNS))


def with_skills(
    values: Mapping[str, Mapping[str, Floats]], protocol: Protocol
) -> dict[str, dict[str, Estimate]]:
    """Estimate figures, and the share of the floor's proper score that each model takes away.

    Parameters
    ----------
    values : mapping of str to mapping of str to ndarray of float, shape (1 + n_replicates,)
        By model and metric, as from ``replicate_values``; the floors must be among the models.
    protocol : Protocol
        Confidence of the intervals.

    Returns
    -------
    dict of str to dict of str to Estimate
        By model and metric, those of ``SKILLS`` among them: paired with the floor.
    """
    floors = {metric.name: values[metric.floor_name] for metric in METRICS if metric.name in SKILLS}
    estimates = {}
    for model, own in values.items():
        skills = {
            skill: 1 - divide(own[score], floors[score][score]) for score, skill in SKILLS.items()
        }
        estimates[model] = estimates_of(METRICS, {**own, **skills}, confidence=protocol.confidence)
    return estimates


def base_rate(metric: Metric, answers: Answers) -> float:
    """Find what a metric is without any order of users.

    Parameters
    ----------
    metric : Metric
        One whose floor is the share of the users searched for.
    answers : Answers
        Of any model.

    Returns
    -------
    float
        Their share; 0 where there is none.
    """
    (value,) = metric.compute(answers.unranked(), np.ones((1, answers.ages.size)))
    return float(np.nan_to_num(value))


def gain_table(
    answers: Mapping[str, Sequence[Answers]],
    model: str,
    protocol: Protocol,
    *,
    folds: Folds,
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
    folds : sequence of ndarray of int, shape (n_users,)
        Fold that each user was tested in, from 0; one array a repeat.
    metrics : sequence of Metric
        What to compare by.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        ``model``, ``other_model``, ``metric``, ``gain`` (above 0: the model is better, whichever
        way the metric goes), ``ci_low``, ``ci_high``: paired; an interval above 0 shows a gain on
        users like these by the models fitted. ``corrected_ci_low``, ``corrected_ci_high``: about
        the mean gain over folds, for models fitted on other users too.
    """
    drawn = {"replicates": protocol.replicates, "seed": seed}
    options = {
        **drawn,
        "confidence": protocol.confidence,
        "values": replicate_values(metrics, answers[model], **drawn),
    }
    in_folds = fold_values(metrics, answers[model], folds)
    rows = []
    for other, beside in answers.items():
        if other == model:
            continue
        others_in_folds = fold_values(metrics, beside, folds)
        if other in FLOORS:
            unranked = [one.unranked() for one in beside]
            others_in_folds = fold_values(metrics, unranked, folds) | fold_values(
                [metric for metric in metrics if metric in BY_ANSWERS], beside, folds
            )
        compare = advantages_over_constant if other in FLOORS else paired_advantages
        found = compare(metrics, answers[model], beside, **options)
        for metric in metrics:
            gain = found[metric.name][0]
            low, high = corrected_interval(
                advantage(
                    metric,
                    in_folds[metric.name],
                    compared_with(metric, others_in_folds[metric.name]),
                ),
                repeats=len(folds),
                confidence=protocol.confidence,
            )
            rows.append(
                {
                    "model": model,
                    "other_model": other,
                    "metric": metric.name,
                    "gain": gain.value,
                    "ci_low": gain.low,
                    "ci_high": gain.high,
                    "corrected_ci_low": low,
                    "corrected_ci_high": high,
                }
            )
    return pd.DataFrame(rows)
