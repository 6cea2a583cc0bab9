"""Can a campaign reach people of a certain age: who is reached, who is missed, what is wasted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from plumage.answers import AGE_THRESHOLDS
from plumage.bands import AgeBands
from plumage.intervals import bootstrap_weights
from plumage.weighted import Floats, divide, ties

REACHED_SHARES = (0.01, 0.05, 0.10, 0.20)
"""Shares of users that a campaign can afford to reach."""

FIGURES = ("precision", "recall", "lift", "waste_share")


@dataclass(frozen=True)
class Target:
    """People that a campaign wants.

    Attributes
    ----------
    name : str
        Name in tables, like ``30+`` or the name of a band.
    kind : str
        ``band`` or ``at_least``.
    is_member : ndarray of bool, shape (n_users,)
        Who is one of them in truth.
    scores : tuple of ndarray of float, shape (n_users,)
        Probability of being one of them, one array for each repeat of the cross-validation.
    """

    name: str
    kind: str
    is_member: NDArray[np.bool_]
    scores: tuple[Floats, ...]


def targets_of(
    ages: ArrayLike,
    bands: AgeBands,
    band_probabilities: Sequence[ArrayLike],
    threshold_probabilities: Mapping[int, Sequence[ArrayLike]],
) -> list[Target]:
    """Make the targets that marketing asks about: each band, and everybody from an age on.

    Parameters
    ----------
    ages : array-like of float, shape (n_users,)
        True ages in years.
    bands : AgeBands
        Age bands.
    band_probabilities : sequence of array-like of float, shape (n_users, n_bands)
        Out-of-fold probability of each band, one array for each repeat.
    threshold_probabilities : dict of int to sequence of array-like, shape (n_users,)
        For each of ``AGE_THRESHOLDS``, probability of being at least so old, for each repeat.

    Returns
    -------
    list of Target
        Bands from the youngest, then thresholds.
    """
    ages = np.asarray(ages, dtype=float)
    positions = bands.positions_of(ages)
    targets = [
        Target(
            name,
            "band",
            positions == position,
            tuple(np.asarray(repeat, dtype=float)[:, position] for repeat in band_probabilities),
        )
        for position, name in enumerate(bands.names)
    ]
    targets += [
        Target(
            f"{age}+",
            "at_least",
            ages >= age,
            tuple(np.asarray(score, dtype=float) for score in threshold_probabilities[age]),
        )
        for age in AGE_THRESHOLDS
    ]
    return targets


def reached_members(score: Floats, is_member: NDArray[np.bool_], weights: Floats) -> Floats:
    """Count members of a target among the users with the highest scores.

    Parameters
    ----------
    score : ndarray of float, shape (n_users,)
        Whom to reach first.
    is_member : ndarray of bool, shape (n_users,)
        Who is wanted.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates, n_shares)
        Expected members among the first ``REACHED_SHARES``; within equal scores, users are taken
        at random.
    """
    order, starts = ties(-score)
    drawn = weights[:, order]
    sizes = np.add.reduceat(drawn, starts, axis=1)
    members = np.add.reduceat(drawn * is_member[order], starts, axis=1)
    size_before = sizes.cumsum(axis=1) - sizes
    total = weights.sum(axis=1)
    found = np.empty((len(weights), len(REACHED_SHARES)))
    for column, share in enumerate(REACHED_SHARES):
        reach = reached_count(total, share)
        # The whole groups of equal scores that fit, and the part of the next one that does.
        part = np.clip((reach[:, None] - size_before) / np.maximum(sizes, 1e-12), 0, 1)
        found[:, column] = (members * part).sum(axis=1)
    return found


def reached_count(total: ArrayLike, share: float) -> Floats:
    """Whole number of users that a share of them is, at least one.

    Parameters
    ----------
    total : array-like of float
        Number of users.
    share : float
        Share of them, from 0 to 1.

    Returns
    -------
    ndarray of float
        Users reached.

    Examples
    --------
    >>> reached_count([30, 1387], 0.01)
    array([ 1., 14.])
    """
    return np.maximum(np.floor(np.asarray(total, dtype=float) * share + 0.5), 1.0)


def targeting_table(
    targets: Sequence[Target],
    *,
    replicates: int = 1000,
    confidence: float = 0.95,
    min_group_users: int = 10,
    seed: int,
) -> pd.DataFrame:
    """Measure how well each target can be reached, beside reaching users at random.

    Parameters
    ----------
    targets : sequence of Target
        Whom a campaign may want; all of the same users in the same order.
    replicates : int, default=1000
        Bootstrap replicates over users.
    confidence : float, default=0.95
        Nominal cover of the intervals.
    min_group_users : int, default=10
        A row about fewer users reached, or fewer users wanted, is suppressed: its counts and
        figures are NaN, ``is_suppressed`` is true.
    seed : int
        Seed of the draws; the same users are drawn for every target.

    Returns
    -------
    pandas.DataFrame
        One row per target and share of users reached: ``target``, ``target_kind`` (``band`` or
        ``at_least``), ``reached_share``, ``user_count`` (all users scored), ``reached_user_count``,
        ``target_user_count``, ``base_rate`` (share of the target among all: what reaching users at
        random would give; its lift is 1), ``hit_count`` (members reached, averaged over repeats),
        ``waste_count`` (others reached), and ``precision`` (share of the reached that are
        members), ``recall`` (share of the members that are reached), ``lift`` (precision over base
        rate), ``waste_share`` (share of the reached that are not members), each with ``_ci_low``
        and ``_ci_high``; ``is_suppressed``, ``verdict`` in words.
    """
    rows = []
    for target in targets:
        count = target.is_member.size
        values: list[dict[str, Floats]] = []
        drawn = bootstrap_weights(count, replicates=replicates, seed=seed)
        for weights in (np.ones((1, count)), *drawn):
            hits = np.mean(
                [reached_members(score, target.is_member, weights) for score in target.scores],
                axis=0,
            )
            values.append(_figures(hits, weights, target.is_member))
        figures = {name: np.concatenate([part[name] for part in values]) for name in FIGURES}
        for column, share in enumerate(REACHED_SHARES):
            own = {name: values[:, column] for name, values in figures.items()}
            rows.append(_row(target, share, own, confidence))
    table = pd.DataFrame(rows)
    hidden = (table["reached_user_count"] < min_group_users) | (
        table["target_user_count"] < min_group_users
    )
    table["is_suppressed"] = hidden
    table["verdict"] = np.select(
        [hidden, table["lift_ci_low"] > 1, table["lift_ci_high"] < 1],
        ["suppressed: too few users", "better than chance", "worse than chance"],
        "not shown better than chance",
    )
    shown = ["target", "target_kind", "reached_share", "user_count", "is_suppressed", "verdict"]
    secret = [column for column in table.columns if column not in shown]
    table[secret] = table[secret].astype(float).mask(hidden)
    return table


def _figures(hits: Floats, weights: Floats, is_member: NDArray[np.bool_]) -> dict[str, Floats]:
    """Figures of each replicate and share, from the members reached."""
    total = weights.sum(axis=1)
    reached = np.column_stack([reached_count(total, share) for share in REACHED_SHARES])
    members = np.broadcast_to((weights @ is_member.astype(float))[:, None], hits.shape)
    precision = divide(hits, reached)
    return {
        "precision": precision,
        "recall": divide(hits, members),
        "lift": divide(precision, members / total[:, None]),
        "waste_share": 1 - precision,
    }


def _row(target: Target, share: float, figures: dict[str, Floats], confidence: float) -> dict:
    """One row of the table, before suppression."""
    count, members = target.is_member.size, int(target.is_member.sum())
    reached = float(reached_count(count, share))
    row = {
        "target": target.name,
        "target_kind": target.kind,
        "reached_share": share,
        "user_count": count,
        "reached_user_count": reached,
        "target_user_count": members,
        "base_rate": members / count,
        "hit_count": figures["precision"][0] * reached,
        "waste_count": figures["waste_share"][0] * reached,
    }
    for name, (value, *drawn) in figures.items():
        known = np.array(drawn)[~np.isnan(drawn)]
        limits = [np.nan, np.nan]
        # Limits from the few replicates where a figure happens to exist would be too narrow.
        if known.size and known.size >= 0.9 * len(drawn):
            limits = np.quantile(known, [(1 - confidence) / 2, (1 + confidence) / 2])
        row |= {name: value, f"{name}_ci_low": limits[0], f"{name}_ci_high": limits[1]}
    return row
