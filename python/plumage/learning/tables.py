"""Figures of the models with intervals over users, each beside the answer it has to beat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import numpy as np
import pandas as pd

from plumage.learning.calibration import error_if_perfect
from plumage.learning.comparison import (
    advantage,
    advantages_over_constant,
    compared_with,
    paired_advantages,
)
from plumage.learning.intervals import Estimate, estimates_of, replicate_values
from plumage.learning.metrics import BASE_RATE, PERFECT_CALIBRATION, Metric, Scored
from plumage.learning.protocol import Protocol
from plumage.learning.resampled_t import Folds, corrected_interval, fold_values
from plumage.learning.weighted import Floats, Mask, divide

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


def metric_table(
    evaluation: str,
    answers: Mapping[str, Sequence[Scored]],
    metrics: Sequence[Metric],
    groups: Mapping[str, Mask],
    *,
    floors: Set[str],
    skills: Mapping[str, str],
    protocol: Protocol,
    seed: int,
) -> pd.DataFrame:
    """Figures of each model, metric and group of users, beside their floors.

    Parameters
    ----------
    evaluation : {"cv", "held_out", "permuted"}
        Where the answers come from.
    answers : mapping of str to sequence of Scored
        By model, one entry a repeat; the floors must be among them.
    metrics : sequence of Metric
        What to compute.
    groups : mapping of str to ndarray of bool, shape (n_items,)
        By name, the items that figures are given for.
    floors : set of str
        Models that give every item the same answer.
    skills : mapping of str to str
        Name of a proper score -> name of the share of its floor that a model takes away.
    protocol : Protocol
        Replicates and confidence.
    seed : int
        Seed of the bootstrap; the same for all models, so that they are compared on the same draws.

    Returns
    -------
    pandas.DataFrame
        One row per model, population and metric, with ``METRIC_COLUMNS``.
    """
    rows = []
    by_answers = [metric for metric in metrics if not metric.skips_constants]
    for population, mask in groups.items():
        values: dict[str, dict[str, Floats]] = {}
        perfect: dict[str, list[np.ndarray]] = {}
        for model, repeats in answers.items():
            chosen = [repeat.of(mask) for repeat in repeats]
            # Folds' constants differ a little; ranking users by that would be noise.
            asked = by_answers if model in floors else metrics
            values[model] = replicate_values(
                asked, chosen, replicates=protocol.replicates, seed=seed
            )
            if model not in floors:
                perfect[model] = [
                    error_if_perfect(one.probabilities, draws=protocol.replicates // 2, seed=seed)
                    for one in chosen
                ]
        estimates = with_skills(values, metrics, skills, protocol)
        for model, by_metric in estimates.items():
            for metric in metrics:
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
                if metric.name in skills:
                    name = skills[metric.name]
                    skill = by_metric[name]
                    shares = {"value": skill.value, "ci_low": skill.low, "ci_high": skill.high}
                    rows.append(row | shares | {"metric": name, "floor_value": 0.0})
                if metric.floor_name == PERFECT_CALIBRATION:
                    limit = np.mean([np.quantile(errors, 0.95) for errors in perfect[model]])
                    none = {"ci_low": None, "ci_high": None}
                    rows.append(row | none | {"metric": CALIBRATION_LIMIT, "value": float(limit)})
    return pd.DataFrame(rows, columns=list(METRIC_COLUMNS))


def with_skills(
    values: Mapping[str, Mapping[str, Floats]],
    metrics: Sequence[Metric],
    skills: Mapping[str, str],
    protocol: Protocol,
) -> dict[str, dict[str, Estimate]]:
    """Estimate figures, and the share of the floor's proper score that each model takes away.

    Parameters
    ----------
    values : mapping of str to mapping of str to ndarray of float, shape (1 + n_replicates,)
        By model and metric, as from ``replicate_values``; the floors must be among the models.
    metrics, skills, protocol
        As for ``metric_table``.

    Returns
    -------
    dict of str to dict of str to Estimate
        By model and metric, the skills among them: paired with the floor.
    """
    floors = {metric.name: values[metric.floor_name] for metric in metrics if metric.name in skills}
    estimates = {}
    for model, own in values.items():
        shares = {
            skill: 1 - divide(own[score], floors[score][score]) for score, skill in skills.items()
        }
        estimates[model] = estimates_of(metrics, {**own, **shares}, confidence=protocol.confidence)
    return estimates


def base_rate(metric: Metric, answers: Scored) -> float:
    """Find what a metric is without any order of users.

    Parameters
    ----------
    metric : Metric
        One whose floor is the share of the users searched for.
    answers : Scored
        Of any model.

    Returns
    -------
    float
        Their share; 0 where there is none.
    """
    (value,) = metric.compute(answers.unranked(), np.ones((1, len(answers))))
    return float(np.nan_to_num(value))


def gain_table(
    answers: Mapping[str, Sequence[Scored]],
    model: str,
    metrics: Sequence[Metric],
    *,
    floors: Set[str],
    folds: Folds,
    protocol: Protocol,
    seed: int,
) -> pd.DataFrame:
    """How much better a model is than each other one on the same users.

    Parameters
    ----------
    answers : mapping of str to sequence of Scored
        By model, one entry a repeat.
    model : str
        The one that is compared.
    metrics : sequence of Metric
        What to compare by; none whose floor is made from probabilities.
    floors : set of str
        Models that give every item the same answer.
    folds : sequence of ndarray of int, shape (n_items,)
        Fold that each item was tested in, from 0; one array a repeat.
    protocol : Protocol
        Replicates and confidence.
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
        if other in floors:
            unranked = [one.unranked() for one in beside]
            others_in_folds = fold_values(metrics, unranked, folds) | fold_values(
                [metric for metric in metrics if not metric.skips_constants], beside, folds
            )
        compare = advantages_over_constant if other in floors else paired_advantages
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
