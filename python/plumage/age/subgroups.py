"""For whom predictions are wrong, and in which direction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from plumage.learning.intervals import bootstrap_weights, percentile_limits
from plumage.learning.weighted import Floats, weighted_mean

NEUTRAL = 0.05
"""Compound scores nearer to 0 are neutral, as VADER's authors use them (Hutto and Gilbert 2014)."""


def sentiment_groups(compound: ArrayLike) -> NDArray[np.object_]:
    """Group users by the sentiment of their profile text.

    Parameters
    ----------
    compound : array-like of float, shape (n_users,)
        VADER's compound score of the bio, from -1 to 1; NaN without a bio or a score.

    Returns
    -------
    ndarray of str, shape (n_users,)
        ``negative``, ``neutral``, ``positive`` or ``not scored``.

    Examples
    --------
    >>> sentiment_groups([-0.5, 0.0, 0.05, float("nan")]).tolist()
    ['negative', 'neutral', 'positive', 'not scored']
    """
    compound = np.asarray(compound, dtype=float)
    groups = np.select(
        [np.isnan(compound), compound <= -NEUTRAL, compound >= NEUTRAL],
        ["not scored", "negative", "positive"],
        "neutral",
    )
    return groups.astype(object)


def errors_by_group(
    years: Sequence[ArrayLike],
    ages: ArrayLike,
    groups: Mapping[str, ArrayLike | Sequence[ArrayLike]],
    *,
    replicates: int = 1000,
    confidence: float = 0.95,
    min_group_users: int = 10,
    seed: int,
) -> pd.DataFrame:
    """Error and bias of predicted ages by group of users, beside always answering the median.

    Parameters
    ----------
    years : sequence of array-like of float, shape (n_users,)
        Published years out of fold, one array for each repeat of the cross-validation.
    ages : array-like of float, shape (n_users,)
        True ages in years.
    groups : dict of str to array-like of str, shape (n_users,)
        By kind of group (``age_band``, ``language``, ``evidence_level``, ``sentiment``,
        ``predicted_band``, ``abstain``), the group of each user; a list of arrays, one for each
        repeat, where it differs between them. ``age_band`` is of the true age.
    replicates : int, default=1000
        Bootstrap replicates over users.
    confidence : float, default=0.95
        Nominal cover of the intervals.
    min_group_users : int, default=10
        Figures of smaller groups are suppressed.
    seed : int
        Seed of the draws.

    Returns
    -------
    pandas.DataFrame
        One row per kind of group and group (kind ``all`` first): ``group_kind``, ``group_value``,
        ``user_count``, ``mean_age_years``, ``mean_predicted_years``, ``mae``, ``mae_ci_low``,
        ``mae_ci_high``, ``floor_mae`` (of always answering the median age of all users),
        ``gain_years`` (``floor_mae`` less ``mae``), ``gain_ci_low``, ``gain_ci_high`` (paired),
        ``bias_years`` (mean of predicted minus true age: below 0 is too young), ``bias_ci_low``,
        ``bias_ci_high``, ``floor_bias_years``, ``bias_verdict`` (``too young``, ``too old``, ``not
        shown biased``), ``is_suppressed``. Figures of suppressed groups are NaN.
    """
    ages = np.asarray(ages, dtype=float)
    errors = np.array([np.asarray(repeat, dtype=float) - ages for repeat in years])
    floor = np.quantile(ages, 0.5, method="inverted_cdf") - ages
    gains = np.abs(floor) - np.abs(errors)
    kinds = {"all": np.full(ages.size, "all", dtype=object), **groups}
    members: dict[tuple[str, str], Floats] = {}
    for kind, values in kinds.items():
        per_repeat = np.asarray(values, dtype=object)
        per_repeat = np.broadcast_to(per_repeat, errors.shape)
        for value in sorted({value for value in per_repeat.ravel() if value is not None}, key=str):
            members[kind, value] = (per_repeat == value).astype(float)

    drawn = {key: [[], [], []] for key in members}
    for weights in bootstrap_weights(ages.size, replicates=replicates, seed=seed):
        for key, inside in members.items():
            # A user in the group in some repeats counts there in those repeats only.
            size = weights @ inside.mean(axis=0)
            for place, values in enumerate((np.abs(errors), errors, gains)):
                total = weights @ (values * inside).mean(axis=0)
                with np.errstate(invalid="ignore", divide="ignore"):
                    drawn[key][place].append(total / size)
    rows = []
    for (kind, value), inside in members.items():
        share = inside.mean(axis=0)[None, :]
        size = inside.sum() / len(errors)

        def mean(values: Floats, inside: Floats = inside) -> float:
            return float((values * inside).sum() / inside.sum())

        limits = [
            percentile_limits(np.concatenate(part), confidence=confidence)
            for part in drawn[kind, value]
        ]
        rows.append(
            {
                "group_kind": kind,
                "group_value": value,
                "user_count": round(size),
                "mean_age_years": weighted_mean(ages, share)[0],
                "mean_predicted_years": mean(errors + ages),
                "mae": mean(np.abs(errors)),
                "mae_ci_low": limits[0][0],
                "mae_ci_high": limits[0][1],
                "floor_mae": weighted_mean(np.abs(floor), share)[0],
                "gain_years": mean(gains),
                "gain_ci_low": limits[2][0],
                "gain_ci_high": limits[2][1],
                "bias_years": mean(errors),
                "bias_ci_low": limits[1][0],
                "bias_ci_high": limits[1][1],
                "floor_bias_years": weighted_mean(floor, share)[0],
                "is_suppressed": size < min_group_users,
            }
        )
    table = pd.DataFrame(rows)
    hidden = table["is_suppressed"]
    verdict = np.select(
        [hidden, table["bias_ci_high"] < 0, table["bias_ci_low"] > 0],
        ["suppressed: too few users", "too young", "too old"],
        "not shown biased",
    )
    table.insert(table.columns.get_loc("is_suppressed"), "bias_verdict", verdict)
    figures = table.columns[2:-2]
    table[figures] = table[figures].astype(float).mask(hidden)
    return table
