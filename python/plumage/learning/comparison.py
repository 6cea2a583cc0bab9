"""What each block and feature is worth: paired comparisons on users whom no model had seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.age.selection import averaged
from plumage.age.stacking import DESCRIBED, AgeModel, StackedAges
from plumage.encoding.facts import UserFacts
from plumage.encoding.parts import NUMBERS, SCORE_BLOCKS
from plumage.encoding.ridge_scores import rounded
from plumage.learning.answers import Answers
from plumage.learning.intervals import Estimate, percentile_estimate, replicate_values
from plumage.learning.metrics import METRICS, Metric
from plumage.learning.weighted import Floats

LOWER_IS_BETTER = frozenset({"mae", "rmse", "macro_mae", "rps", "log_score", "calibration_error"})
"""Metrics that are errors."""

COMPARED = ("mae", "spearman", "qwk", "auc_25")
"""Metrics that blocks are compared by."""

ROUNDING = 1e-12
"""Differences between figures that are smaller come from the order of a sum."""

BY_NAME = {metric.name: metric for metric in METRICS}


def paired_advantages(
    metrics: Sequence[Metric],
    model: Sequence[Answers],
    other: Sequence[Answers],
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
    model, other : sequence of Answers
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
    if metric.name in LOWER_IS_BETTER:
        difference = -difference
    # Means of more or fewer equal answers differ in the last digit: that is no advantage.
    return np.where(np.abs(difference) < ROUNDING, 0.0, difference)


def advantages_over_constant(
    metrics: Sequence[Metric], model: Sequence[Answers], constant: Sequence[Answers], **options
) -> dict[str, tuple[Estimate, float, float]]:
    """How much better a model is than a constant answer to the same users.

    Constants of folds differ a little, and ranking users by that would be noise: metrics of rank
    are compared with what no ranking gets.

    Parameters
    ----------
    metrics : sequence of Metric
        What to compare by; none whose floor is made from probabilities.
    model, constant : sequence of Answers
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
    full: Sequence[Answers],
    without: Mapping[str, Sequence[Answers]],
    alone: Mapping[str, Sequence[Answers]],
    floor: Sequence[Answers],
    *,
    metrics: Sequence[str] = COMPARED,
    replicates: int = 1000,
    confidence: float = 0.95,
    seed: int,
) -> pd.DataFrame:
    """Say what each block of features is worth: on top of all others, and alone.

    Every comparison is paired: the same users, folds and bootstrap draws on both sides.

    Parameters
    ----------
    full : sequence of Answers
        The model with all blocks, one for each repeat of the cross-validation.
    without, alone : dict of str to sequence of Answers
        By block: the model without it, and with nothing else.
    floor : sequence of Answers
        A constant answer, beside which blocks stand alone.
    metrics : sequence of str
        Names in ``METRICS``.
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
    asked = [BY_NAME[name] for name in metrics]
    options = {"replicates": replicates, "confidence": confidence, "seed": seed}
    rows = []
    for comparison, blocks in (("left_out", without), ("alone", alone)):
        for block, answers in blocks.items():
            compared = (
                paired_advantages(asked, full, answers, **options)
                if comparison == "left_out"
                else advantages_over_constant(asked, answers, floor, **options)
            )
            for metric in metrics:
                gain, value, reference = compared[metric]
                rows.append(
                    {
                        "block": block,
                        "comparison": comparison,
                        "metric": metric,
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
    reference: Sequence[Answers],
    mixed_up: Mapping[tuple[str, str], Sequence[Answers]],
    *,
    metric: str = "mae",
    replicates: int = 1000,
    confidence: float = 0.95,
    seed: int,
) -> pd.DataFrame:
    """Rank features and blocks by what is lost when users get other users' values.

    Parameters
    ----------
    reference : sequence of Answers
        The model on the outer test folds, one for each repeat of the cross-validation.
    mixed_up : dict of (str, str) to sequence of Answers
        By level (``feature`` or ``block``) and name: the same model asked about test users whose
        values of it were permuted, one for each repeat and permutation.
    metric : str, default="mae"
        Name in ``METRICS``.
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
    asked = [BY_NAME[metric]]
    values = replicate_values(asked, reference, replicates=replicates, seed=seed)
    options = {
        "values": values,
        "replicates": replicates,
        "confidence": confidence,
        "seed": seed,
    }
    rows = []
    for (level, name), answers in mixed_up.items():
        loss, _, _ = paired_advantages(asked, reference, answers, **options)[metric]
        rows.append(
            {
                "level": level,
                "name": name,
                "metric": metric,
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


class MixedUpNumbers:
    """Asks a model about users of whom one number is another user's, without encoding them anew.

    A number enters the second stage itself, and the score that sums numbers up. Both are changed
    exactly; texts, words and accounts stay as they are. So a hundred features cost a hundred
    predictions of the second stage.

    Parameters
    ----------
    model : AgeModel
        Fitted model.
    facts : UserFacts
        Users to ask about (of a test fold), by the same encoder.
    role : str, default="years"
        Which published model.
    """

    def __init__(self, model: AgeModel, facts: UserFacts, *, role: str = "years") -> None:
        self.facts, self.role = facts, role
        self.unchanged: Floats = model.predict(facts, roles=(role,))[role]
        self._asked: list[tuple[StackedAges, NDArray[np.int64], Floats]] = []
        for stacked, asked in (
            (model.described, np.isin(facts.levels, DESCRIBED)),
            (model.network, facts.levels == "network_only"),
        ):
            if stacked is not None and asked.any():
                rows = np.flatnonzero(asked)
                self._asked.append((stacked, rows, stacked.first.design(facts, rows)))

    def mass(self, number: str, order: NDArray[np.int64]) -> Floats:
        """Answer when each user has another user's number.

        Parameters
        ----------
        number : str
            Name of the number.
        order : ndarray of int, shape (n_users,)
            Whose number each user gets.

        Returns
        -------
        ndarray of float, shape (n_users, n_years)
            Probability of each year.
        """
        mass = self.unchanged.copy()
        place = self.facts.encoder.numbers.index(number)
        for stacked, rows, design in self._asked:
            columns = [column.name for column in stacked.first.columns]
            if number not in columns:
                continue
            numbers = self.facts.numbers[rows]
            changed = numbers.copy()
            changed[:, place] = self.facts.numbers[order[rows], place]
            moved = design.copy()
            moved[:, columns.index(number)] = changed[:, place]
            for score, coefficients in self._coefficients(stacked):
                own = self.facts.number_columns(stacked.blocks)
                scale = self.facts.encoder.scale
                step = scale.rows(changed, own) - scale.rows(numbers, own)
                places = stacked.first.places_of(score)
                moved[:, places] = rounded(moved[:, places] + step @ coefficients)
            members = stacked.member_mass(moved)
            mass[rows] = averaged(members, stacked.choice.chosen[self.role])
        return mass

    def _coefficients(self, stacked: StackedAges) -> Iterator[tuple[str, Floats]]:
        """Score blocks that sum numbers up, with the weights of the numbers."""
        count = 2 * self.facts.number_columns(stacked.blocks).size
        for block in SCORE_BLOCKS:
            if NUMBERS in block.parts and block.name in stacked.first.scores:
                before = block.parts[: block.parts.index(NUMBERS)]
                start = self.facts.score_rows(before, stacked.blocks).shape[1] if before else 0
                coefficients = stacked.first.scores[block.name].coefficients_
                yield block.name, coefficients[start : start + count]
