"""Intervals of metrics by resampling users, and exact ones of shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import beta

from plumage.learning.answers import Answers
from plumage.learning.metrics import Floats, Metric

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
    metrics: Sequence[Metric], repeats: Sequence[Answers], *, replicates: int, seed: int
) -> dict[str, Floats]:
    """Metrics on the users themselves and on bootstrap replicates of them.

    The same seed draws the same users, so differences between models are paired.

    Parameters
    ----------
    metrics : sequence of Metric
        What to compute.
    repeats : sequence of Answers
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
    user_count = repeats[0].ages.size
    portions: dict[str, list[Floats]] = {metric.name: [] for metric in metrics}
    drawn = bootstrap_weights(user_count, replicates=replicates, seed=seed)
    for weights in (np.ones((1, user_count)), *drawn):
        for metric in metrics:
            values = [metric.compute(answers, weights) for answers in repeats]
            portions[metric.name].append(np.mean(values, axis=0))
    return {name: np.concatenate(parts) for name, parts in portions.items()}


def bootstrap_estimates(
    metrics: Sequence[Metric],
    repeats: Sequence[Answers],
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
    repeats : sequence of Answers
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

    References
    ----------
    Efron and Tibshirani (1993). An introduction to the bootstrap, chapter 13.
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
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    raised = {metric.name for metric in metrics if metric.is_raised_by_noise}
    for name, (value, *drawn) in values.items():
        defined = np.array(drawn)[~np.isnan(drawn)]
        if name in raised and defined.size:
            # What resampling adds on average is no part of the figure's own uncertainty.
            defined = np.maximum(defined - (defined.mean() - value), 0)
        # Limits from the few replicates where a figure happens to exist would be too narrow.
        if np.isnan(value) or defined.size < 0.9 * len(drawn):
            estimates[name] = Estimate(None if np.isnan(value) else float(value), None, None)
        else:
            low, high = np.quantile(defined, tails)
            estimates[name] = Estimate(float(value), float(low), float(high))
    return estimates


def exact_interval(
    successes: ArrayLike, trials: ArrayLike, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Exact interval of a binomial share.

    Resampling cannot give one where a share is 0 or 1: every draw has the same share.

    Parameters
    ----------
    successes, trials : array-like of float
        Counts, of shapes that broadcast; a mean over repeats may be fractional.
    level : float, default=0.95
        Smallest cover of the interval.

    Returns
    -------
    tuple of (ndarray, ndarray) of float
        Lower and upper limits; NaN without trials.

    References
    ----------
    Clopper and Pearson (1934). The use of confidence or fiducial limits illustrated in the case of
    the binomial. Biometrika 26.

    Examples
    --------
    >>> low, high = exact_interval(14, 14)
    >>> round(float(low), 3), float(high)
    (0.768, 1.0)
    """
    successes, trials = np.broadcast_arrays(np.asarray(successes, float), np.asarray(trials, float))
    failures, tail = trials - successes, (1 - level) / 2
    with np.errstate(invalid="ignore"):
        low = np.where(successes > 0, beta.ppf(tail, successes, failures + 1), 0.0)
        high = np.where(failures > 0, beta.isf(tail, successes + 1, failures), 1.0)
    return np.where(trials > 0, low, np.nan)[()], np.where(trials > 0, high, np.nan)[()]
