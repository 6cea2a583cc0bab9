"""What each block and feature is worth: paired comparisons on users whom no model had seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from plumage.learning.intervals import Estimate, percentile_estimate, replicate_values
from plumage.learning.metrics import Metric, Scored
from plumage.learning.weighted import Floats

ROUNDING = 1e-12
"""Differences between figures that are smaller come from the order of a sum."""


def paired_advantages(
    metrics: Sequence[Metric],
    model: Sequence[Scored],
    other: Sequence[Scored],
    *,
    values: Mapping[str, Floats] | None = None,
    replicates: int = 1000,
    confidence: float = 0.95,
    seed: int,
) -> dict[str, tuple[Estimate, float, float]]:
    """How much better one model is than another on the same users.

    Parameters
    ----------
    metrics : sequence of Metric
        What to compare by.
    model, other : sequence of Scored
        Answers for the same users in the same order; figures are means over each sequence.
    values : mapping of str to ndarray of float, optional
        ``replicate_values`` of the model, where they are known already.
    replicates : int, default=1000
        Bootstrap replicates over users, the same for both models.
    confidence : float, default=0.95
        Nominal cover of the intervals.
    seed : int
        Seed of the draws.

    Returns
    -------
    dict of str to (Estimate, float, float)
        By metric: the advantage (above 0: the model is better, whichever way the metric goes) with
        its interval, and the figures of the model and of the other.
    """
    options = {"replicates": replicates, "seed": seed}
    if values is None:
        values = replicate_values(metrics, model, **options)
    others = replicate_values(metrics, other, **options)
    found = {}
    for metric in metrics:
        own, beside = values[metric.name], compared_with(metric, others[metric.name])
        value, *drawn = advantage(metric, own, beside)
        estimate = percentile_estimate(value, np.array(drawn), confidence=confidence)
        found[metric.name] = estimate, float(own[0]), float(beside[0])
    return found


def compared_with(metric: Metric, values: Floats) -> Floats:
    """Put the floor of a metric in the place of figures that are nowhere defined.

    Parameters
    ----------
    metric : Metric
        Of the figures.
    values : ndarray of float
        Figures; all NaN where an answer has no order of users.

    Returns
    -------
    ndarray of float
        The same, or the constant floor of the metric.
    """
    if metric.floor_value is not None and np.isnan(values).all():
        return np.full(values.shape, metric.floor_value)
    return values


def advantage(metric: Metric, values: Floats, others: Floats) -> Floats:
    """How much better figures are than others, whichever way the metric goes.

    Parameters
    ----------
    metric : Metric
        Of the figures.
    values, others : ndarray of float
        Equal shapes.

    Returns
    -------
    ndarray of float
        Above 0 where the first are better.
    """
    difference = values - others
    if metric.lower_is_better:
        difference = -difference
    # Means of more or fewer equal answers differ in the last digit: that is no advantage.
    return np.where(np.abs(difference) < ROUNDING, 0.0, difference)


def advantages_over_constant(
    metrics: Sequence[Metric], model: Sequence[Scored], constant: Sequence[Scored], **options
) -> dict[str, tuple[Estimate, float, float]]:
    """How much better a model is than a constant answer to the same users.

    Constants of folds differ a little, and ranking users by that would be noise: metrics of rank
    are compared with what no ranking gets.

    Parameters
    ----------
    metrics : sequence of Metric
        What to compare by; none whose floor is made from probabilities.
    model, constant : sequence of Scored
        Answers for the same users in the same order.
    **options
        As for ``paired_advantages``.

    Returns
    -------
    dict of str to (Estimate, float, float)
        As from ``paired_advantages``.
    """
    by_answers = [metric for metric in metrics if not metric.skips_constants]
    by_rank = [metric for metric in metrics if metric.skips_constants]
    unranked = [answers.unranked() for answers in constant]
    return {
        **paired_advantages(by_answers, model, constant, **options),
        **paired_advantages(by_rank, model, unranked, **options),
    }


def ablation_table(
    full: Sequence[Scored],
    without: Mapping[str, Sequence[Scored]],
    alone: Mapping[str, Sequence[Scored]],
    floor: Sequence[Scored],
    *,
    metrics: Sequence[Metric],
    replicates: int = 1000,
    confidence: float = 0.95,
    seed: int,
) -> pd.DataFrame:
    """Say what each block of features is worth: on top of all others, and alone.

    Every comparison is paired: the same users, folds and bootstrap draws on both sides.

    Parameters
    ----------
    full : sequence of Scored
        The model with all blocks, one for each repeat of the cross-validation.
    without, alone : dict of str to sequence of Scored
        By block: the model without it, and with nothing else.
    floor : sequence of Scored
        A constant answer, beside which blocks stand alone.
    metrics : sequence of Metric
        What to compare by.
    replicates : int, default=1000
        Bootstrap replicates over users.
    confidence : float, default=0.95
        Nominal cover of each interval; they are not adjusted for the number of blocks.
    seed : int
        Seed of the draws.

    Returns
    -------
    pandas.DataFrame
        One row per block, comparison and metric: ``block``, ``comparison`` (``left_out``: all
        blocks against all but this one; ``alone``: this block against a constant answer),
        ``metric``, ``value`` (of the model with the block), ``reference_value`` (of the other),
        ``gain`` (how much better the block makes it, above 0 is better), ``ci_low``, ``ci_high``,
        ``verdict`` (``useful``, ``not shown useful``, ``harmful``).
    """
    options = {"replicates": replicates, "confidence": confidence, "seed": seed}
    rows = []
    for comparison, blocks in (("left_out", without), ("alone", alone)):
        for block, answers in blocks.items():
            compared = (
                paired_advantages(metrics, full, answers, **options)
                if comparison == "left_out"
                else advantages_over_constant(metrics, answers, floor, **options)
            )
            for metric in metrics:
                gain, value, reference = compared[metric.name]
                rows.append(
                    {
                        "block": block,
                        "comparison": comparison,
                        "metric": metric.name,
                        "value": value,
                        "reference_value": reference,
                        "gain": gain.value,
                        "ci_low": gain.low,
                        "ci_high": gain.high,
                        "verdict": verdict_of(gain),
                    }
                )
    return pd.DataFrame(rows).astype(dict.fromkeys(("gain", "ci_low", "ci_high"), float))


def verdict_of(gain: Estimate) -> str:
    """Choose the word that an interval allows.

    Parameters
    ----------
    gain : Estimate
        How much better something is with than without.

    Returns
    -------
    str
        ``useful``, ``not shown useful`` or ``harmful``.

    Examples
    --------
    >>> verdict_of(Estimate(0.1, 0.02, 0.2)), verdict_of(Estimate(0.1, -0.1, 0.3))
    ('useful', 'not shown useful')
    """
    if gain.low is None or gain.high is None:
        return "not shown useful"
    if gain.low > 0:
        return "useful"
    return "harmful" if gain.high < 0 else "not shown useful"


def importance_table(
    reference: Sequence[Scored],
    mixed_up: Mapping[tuple[str, str], Sequence[Scored]],
    *,
    metric: Metric,
    replicates: int = 1000,
    confidence: float = 0.95,
    seed: int,
) -> pd.DataFrame:
    """Rank features and blocks by what is lost when users get other users' values.

    Parameters
    ----------
    reference : sequence of Scored
        The model on the outer test folds, one for each repeat of the cross-validation.
    mixed_up : dict of (str, str) to sequence of Scored
        By level (``feature`` or ``block``) and name: the same model asked about test users whose
        values of it were permuted, one for each repeat and permutation.
    metric : Metric
        What is lost.
    replicates : int, default=1000
        Bootstrap replicates over users.
    confidence : float, default=0.95
        Nominal cover of the intervals.
    seed : int
        Seed of the draws.

    Returns
    -------
    pandas.DataFrame
        One row per level and name: ``level``, ``name``, ``metric``, ``importance`` (how much worse
        the metric gets; a feature that others stand in for has little, its block may have much),
        ``ci_low``, ``ci_high`` (over users; permutations are averaged), ``importance_rank`` (in
        its level), ``verdict`` (``useful``, ``not shown useful``, ``harmful``).

    References
    ----------
    Breiman (2001). Random forests. Machine Learning 45, section 10.
    """
    values = replicate_values([metric], reference, replicates=replicates, seed=seed)
    options = {
        "values": values,
        "replicates": replicates,
        "confidence": confidence,
        "seed": seed,
    }
    rows = []
    for (level, name), answers in mixed_up.items():
        loss, _, _ = paired_advantages([metric], reference, answers, **options)[metric.name]
        rows.append(
            {
                "level": level,
                "name": name,
                "metric": metric.name,
                "importance": loss.value,
                "ci_low": loss.low,
                "ci_high": loss.high,
                "verdict": verdict_of(loss),
            }
        )
    table = pd.DataFrame(rows).sort_values(
        ["level", "importance", "name"], ascending=[True, False, True], ignore_index=True
    )
    table["importance_rank"] = table.groupby("level").cumcount() + 1
    return table
