"""Intervals of metrics by resampling users."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from plumage.learning.metrics import Metric, Scored
from plumage.learning.weighted import Floats

CELLS_AT_ONCE = 1_000_000
"""Replicates times users held in memory at a time."""


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval; None where it is not defined.

    Attributes
    ----------
    value : float or None
        The figure on the users themselves.
    low, high : float or None
        Limits of the interval.
    """

    value: float | None
    low: float | None
    high: float | None


def bootstrap_weights(user_count: int, *, replicates: int, seed: int) -> Iterator[Floats]:
    """How often each user is drawn in each bootstrap replicate, in portions that fit in memory.

    Parameters
    ----------
    user_count : int
        Users to draw from, and draws of a replicate.
    replicates : int
        Replicates in all.
    seed : int
        Seed of the draws.

    Yields
    ------
    ndarray of float, shape (n_replicates_of_portion, user_count)
        Rows sum to ``user_count``.
    """
    rng = np.random.default_rng(seed)
    portion = max(1, CELLS_AT_ONCE // user_count)
    for start in range(0, replicates, portion):
        rows = min(portion, replicates - start)
        draws = rng.integers(user_count, size=(rows, user_count))
        draws += np.arange(rows)[:, None] * user_count
        counts = np.bincount(draws.ravel(), minlength=rows * user_count)
        yield counts.reshape(rows, user_count).astype(float)


def replicate_values(
    metrics: Sequence[Metric], repeats: Sequence[Scored], *, replicates: int, seed: int
) -> dict[str, Floats]:
    """Metrics on the users themselves and on bootstrap replicates of them.

    The same seed draws the same users, so differences between models are paired.

    Parameters
    ----------
    metrics : sequence of Metric
        What to compute.
    repeats : sequence of Scored
        Answers for the same users in the same order, one for each repeat of the cross-validation;
        a figure is its mean over repeats.
    replicates : int
        Number of replicates.
    seed : int
        Seed of the draws.

    Returns
    -------
    dict of str to ndarray of float, shape (1 + replicates,)
        By name of the metric: the figure, then its replicates; NaN where it is not defined.
    """
    user_count = len(repeats[0])
    portions: dict[str, list[Floats]] = {metric.name: [] for metric in metrics}
    drawn = bootstrap_weights(user_count, replicates=replicates, seed=seed)
    for weights in (np.ones((1, user_count)), *drawn):
        for metric in metrics:
            values = [metric.compute(answers, weights) for answers in repeats]
            portions[metric.name].append(np.mean(values, axis=0))
    return {name: np.concatenate(parts) for name, parts in portions.items()}


def bootstrap_estimates(
    metrics: Sequence[Metric],
    repeats: Sequence[Scored],
    *,
    replicates: int = 1000,
    confidence: float = 0.95,
    seed: int,
) -> dict[str, Estimate]:
    """Metrics with percentile intervals over users.

    Parameters
    ----------
    metrics : sequence of Metric
        What to compute.
    repeats : sequence of Scored
        Answers for the same users, one for each repeat of the cross-validation.
    replicates : int, default=1000
        Bootstrap replicates.
    confidence : float, default=0.95
        Nominal cover of the intervals.
    seed : int
        Seed of the draws.

    Returns
    -------
    dict of str to Estimate
        By name of the metric.
    """
    values = replicate_values(metrics, repeats, replicates=replicates, seed=seed)
    return estimates_of(metrics, values, confidence=confidence)


def estimates_of(
    metrics: Sequence[Metric], values: Mapping[str, Floats], *, confidence: float = 0.95
) -> dict[str, Estimate]:
    """Percentile intervals of figures whose replicates are known.

    Parameters
    ----------
    metrics : sequence of Metric
        Which of them noise raises.
    values : mapping of str to ndarray of float, shape (1 + n_replicates,)
        As from ``replicate_values``.
    confidence : float, default=0.95
        Nominal cover of the intervals.

    Returns
    -------
    dict of str to Estimate
        By name of the figure.
    """
    estimates = {}
    raised = {metric.name for metric in metrics if metric.is_raised_by_noise}
    for name, (value, *replicates) in values.items():
        drawn = np.array(replicates)
        if name in raised and not np.isnan(drawn).all():
            # What resampling adds on average is no part of the figure's own uncertainty.
            drawn = np.maximum(drawn - (np.nanmean(drawn) - value), 0)
        estimates[name] = percentile_estimate(value, drawn, confidence=confidence)
    return estimates


def percentile_limits(drawn: Floats, *, confidence: float = 0.95) -> tuple[float, float]:
    """Limits of the percentile interval of a figure.

    Parameters
    ----------
    drawn : ndarray of float, shape (n_replicates,)
        Bootstrap replicates; NaN where the figure is not defined.
    confidence : float, default=0.95
        Nominal cover of the interval.

    Returns
    -------
    tuple of (float, float)
        NaN where fewer than nine in ten replicates have a figure: limits from the few that happen
        to have one would be too narrow.

    References
    ----------
    Efron and Tibshirani (1993). An introduction to the bootstrap, chapter 13.
    """
    known = drawn[~np.isnan(drawn)]
    if known.size < 0.9 * drawn.size:
        return np.nan, np.nan
    low, high = np.quantile(known, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def percentile_estimate(value: float, drawn: Floats, *, confidence: float = 0.95) -> Estimate:
    """Set a figure beside the limits of its replicates; None for NaN."""
    if np.isnan(value):
        return Estimate(None, None, None)
    low, high = percentile_limits(drawn, confidence=confidence)
    return Estimate(float(value), *((None, None) if np.isnan(low) else (low, high)))
