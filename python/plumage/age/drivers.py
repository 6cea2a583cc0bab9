"""What moved a prediction: parts of the model's score that add up to it, in words.

The score is the log-odds of being older, averaged over the ages at which the model asks and over
the members of the second stage that was chosen. Trees are taken apart by exact Shapley values,
logits by their terms; the average of both has the average of their parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from plumage.age.cumulative import CumulativeBooster, CumulativeLogit
from plumage.age.driver_phrases import (
    FEATURE_PHRASES,
    GROUP_PHRASES,
    SCORE_PHRASES,
    UNKNOWN_PHRASES,
    group_of,
)
from plumage.age.first_stage import Column
from plumage.age.model import DESCRIBED, AgeModel
from plumage.age.stacking import StackedAges
from plumage.encoding.facts import UserFacts
from plumage.encoding.parts import SCORE_BLOCKS
from plumage.learning.shapley import tree_contributions
from plumage.learning.weighted import Floats


@dataclass(frozen=True)
class Parts:
    """Parts of the score of some users; they add up to it.

    Attributes
    ----------
    names : tuple of str
        What each part is of.
    start : ndarray of float, shape (n_users,)
        Score of a user of whom nothing is known.
    values : ndarray of float, shape (n_users, n_names)
        Parts, in log-odds of being older: above 0 points to older.
    """

    names: tuple[str, ...]
    start: Floats
    values: Floats

    @property
    def score(self) -> Floats:
        """What the parts add up to.

        Returns
        -------
        ndarray of float, shape (n_users,)
            Mean log-odds of being older.
        """
        return self.start + self.values.sum(axis=1)

    def grouped(self, groups: Sequence[str]) -> Parts:
        """Add up parts that belong together.

        Parameters
        ----------
        groups : sequence of str, shape (n_names,)
            What each part belongs to.

        Returns
        -------
        Parts
            One part a group, in order of first appearance; the same score.
        """
        names = tuple(dict.fromkeys(groups))
        member = np.array([[group == name for name in names] for group in groups], dtype=float)
        return Parts(names, self.start, self.values @ member.reshape(len(groups), len(names)))


def booster_parts(model: CumulativeBooster, design: ArrayLike) -> tuple[Floats, Floats]:
    """Take the trees' mean log-odds of being older apart, by exact Shapley values.

    The age that is asked about is given, so the start is the same for everybody.

    Parameters
    ----------
    model : CumulativeBooster
        Fitted, with at least one threshold.
    design : array-like of float, shape (n_users, n_columns)
        What it is asked about; NaN where missing.

    Returns
    -------
    parts : ndarray of float, shape (n_users, n_columns)
        By column.
    start : ndarray of float, shape (n_users,)
        With a user's parts it adds up to the score.
    """
    design = np.asarray(design, dtype=float)
    last = model.columns_.size
    # The place of the age that is asked about; every age is asked.
    blank = np.full((len(design), 1), np.nan)
    below, expectation = tree_contributions(
        model.model_,
        np.hstack([design[:, model.columns_], blank]),
        given={last: model.offsets_},
    )
    # The trees say "at most so old": older is the other way round.
    parts = np.zeros(design.shape)
    parts[:, model.columns_] = -below[:, :last]
    return parts, np.full(len(design), -expectation)


def logit_parts(model: CumulativeLogit, design: ArrayLike) -> tuple[Floats, Floats]:
    """Take the logits' mean log-odds of being older apart: it is a sum already.

    Parameters
    ----------
    model : CumulativeLogit
        Fitted, with at least one threshold.
    design : array-like of float, shape (n_users, n_columns)
        What it is asked about; NaN where missing.

    Returns
    -------
    parts : ndarray of float, shape (n_users, n_columns)
        By column, the indicator of missing values with its column.
    start : ndarray of float, shape (n_users,)
        Score of an average training user.
    """
    design = np.asarray(design, dtype=float)
    sums = -model.terms(design) * model.coefficients_.mean(axis=0)
    parts = sums[:, : design.shape[1]]
    parts[:, model.indicators_] += sums[:, design.shape[1] :]
    return parts, np.full(len(design), -model.intercepts_.mean())


def stacked_parts(model: StackedAges, design: ArrayLike, *, role: str = "years") -> Parts:
    """Take the score of the published second stage apart.

    Parameters
    ----------
    model : StackedAges
        Fitted model with members.
    design : array-like of float, shape (n_users, n_columns)
        As from ``model.first.design``.
    role : str, default="years"
        Which published model.

    Returns
    -------
    Parts
        One part for each driver (see ``driver_of``).
    """
    found = []
    for name in model.choice.chosen[role].members:
        member = model.members[name]
        take_apart = booster_parts if isinstance(member, CumulativeBooster) else logit_parts
        found.append(take_apart(member, design))
    values, start = (np.mean([pair[place] for pair in found], axis=0) for place in (0, 1))
    columns = model.first.columns
    parts = Parts(tuple(column.name for column in columns), start, values)
    return parts.grouped([driver_of(column) for column in columns])


def driver_of(column: Column) -> str:
    """Name of the driver that a column of the second stage is part of.

    Parameters
    ----------
    column : Column
        A number, or a target of a score block.

    Returns
    -------
    str
        The score block, the group of features that say little one by one, or the number itself.
    """
    return column.score or group_of(column.name) or column.name


def phrase_of(
    column: Column, part: float, value: float, usual: float, *, is_known: bool = True
) -> str:
    """Say a driver in words.

    Parameters
    ----------
    column : Column
        What it is: a number, or a column of a score block.
    part : float
        Its part of the score.
    value, usual : float
        The user's number and that of the typical user; NaN where not known. Scores do without.
    is_known : bool, default=True
        Whether the user has any of the facts that a score sums up.

    Returns
    -------
    str
        Words that complete "This user ...".
    """
    driver = driver_of(column)
    if not is_known or (driver == column.name and np.isnan(value)):
        return UNKNOWN_PHRASES[driver if driver in UNKNOWN_PHRASES else column.blocks[0]]
    if driver != column.name:
        phrase = SCORE_PHRASES[driver] if column.score else GROUP_PHRASES[driver]
        return phrase.more if part > 0 else phrase.less
    phrase = FEATURE_PHRASES[column.name]
    # Who has more of it than typical, or has what most have not.
    return phrase.more if value > usual or value == usual > 0 else phrase.less


def driver_table(
    user_ids: ArrayLike,
    parts: Parts,
    columns: Mapping[str, Column],
    values: pd.DataFrame,
    usual: Mapping[str, float],
    *,
    known: Mapping[str, NDArray[np.bool_]] | None = None,
    top: int = 3,
) -> pd.DataFrame:
    """List the strongest parts of each user's score, and what is left of it.

    Parameters
    ----------
    user_ids : array-like of int, shape (n_users,)
        Users.
    parts : Parts
        Their parts.
    columns : dict of str to Column
        By name of the part.
    values : pandas.DataFrame, shape (n_users, n_numbers)
        Their numbers by name; NaN where missing.
    usual : dict of str to float
        Number of the typical user, by name.
    known : dict of str to ndarray of bool, shape (n_users,), optional
        By score or group: who has any of its facts; everybody where it is not said.
    top : int, default=3
        Parts to list in each direction.

    Returns
    -------
    pandas.DataFrame
        One row per user and place: ``user_id``, ``driver_position`` (from 0), ``kind`` (``start``:
        what holds of everybody; ``driver``; ``rest``: all other parts), ``direction`` (``older`` or
        ``younger``), ``feature`` (column of feat_users, score block or group of columns),
        ``blocks`` (joined by blanks), ``feature_value`` (NaN for scores, groups and where missing),
        ``part`` (log-odds of being older; a user's parts add up to the model's score),
        ``part_share`` (of all movement of this user's score, up and down; NaN for the start),
        ``phrase``. Drivers come by falling size, those to older first; the start before them, the
        rest after.
    """
    user_ids = np.asarray(user_ids)
    moved = np.abs(parts.values).sum(axis=1)
    known, everybody = known or {}, np.ones(user_ids.size, dtype=bool)
    numbers = values.to_numpy(dtype=float)
    number_of = {name: place for place, name in enumerate(values.columns)}
    rows = []
    for place, user in enumerate(user_ids):
        own = parts.values[place]
        order = np.argsort(-own, kind="stable")
        up = [name for name in order[:top] if own[name] > 0]
        down = [name for name in order[::-1][:top] if own[name] < 0]
        listed = [("start", "", None, parts.start[place])]
        listed += [("driver", "older", name, own[name]) for name in up]
        listed += [("driver", "younger", name, own[name]) for name in down]
        listed.append(("rest", "", None, own.sum() - own[up].sum() - own[down].sum()))
        for position, (kind, direction, name, part) in enumerate(listed):
            row = {
                "user_id": user,
                "driver_position": position,
                "kind": kind,
                "direction": direction or ("older" if part > 0 else "younger"),
                "feature": None,
                "blocks": None,
                "feature_value": np.nan,
                "part": part,
                "part_share": abs(part) / moved[place] if moved[place] else 0.0,
                "phrase": "everything else",
            }
            if kind == "start":
                row |= {"part_share": np.nan, "phrase": "what holds of everybody"}
            elif name is not None:
                column = columns[parts.names[name]]
                value = np.nan
                if driver_of(column) == column.name:
                    value = numbers[place, number_of[column.name]]
                typical = usual.get(column.name, np.nan)
                has_any = bool(known.get(parts.names[name], everybody)[place])
                row |= {
                    "feature": parts.names[name],
                    "blocks": " ".join(column.blocks),
                    "feature_value": value,
                    "phrase": phrase_of(column, part, value, typical, is_known=has_any),
                }
            rows.append(row)
    return pd.DataFrame(rows)


def age_drivers(
    model: AgeModel, facts: UserFacts, *, role: str = "years", top: int = 3
) -> pd.DataFrame:
    """List what moved the prediction of every user of whom anything is known.

    Parameters
    ----------
    model : AgeModel
        Fitted model.
    facts : UserFacts
        Users, by the same encoder.
    role : str, default="years"
        Which published model.
    top : int, default=3
        Parts to list in each direction.

    Returns
    -------
    pandas.DataFrame
        As from ``driver_table``; users without evidence have the prior and no row.
    """
    tables = []
    numbers = pd.DataFrame(facts.numbers, columns=list(facts.encoder.numbers))
    usual = dict(zip(facts.encoder.numbers, facts.encoder.scale.medians, strict=True))
    for stacked, asked in (
        (model.described, np.isin(facts.levels, DESCRIBED)),
        (model.network, facts.levels == "network_only"),
    ):
        if stacked is None or not asked.any():
            continue
        rows = np.flatnonzero(asked)
        parts = stacked_parts(stacked, stacked.first.design(facts, rows), role=role)
        columns = {driver_of(column): column for column in stacked.first.columns}
        tables.append(
            driver_table(
                facts.user_ids[rows],
                parts,
                columns,
                numbers.iloc[rows],
                usual,
                known=known_drivers(stacked, facts, rows),
                top=top,
            )
        )
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def known_drivers(
    stacked: StackedAges, facts: UserFacts, rows: NDArray[np.int64]
) -> dict[str, NDArray[np.bool_]]:
    """Tell for each score and group who has any of the facts that it sums up.

    Without any, it is the same for all such users, and moves a prediction by what is not there.

    Parameters
    ----------
    stacked : StackedAges
        Fitted model.
    facts : UserFacts
        Users, by the same encoder.
    rows : ndarray of int, shape (n_users,)
        Which of them.

    Returns
    -------
    dict of str to ndarray of bool, shape (n_users,)
        By score block and group of features.
    """
    found = {
        block.name: np.diff(facts.score_rows(block.parts, stacked.blocks)[rows].indptr) > 0
        for block in SCORE_BLOCKS
        if block.name in stacked.first.scores
    }
    for group in GROUP_PHRASES:
        names = [column.name for column in stacked.first.columns if driver_of(column) == group]
        places = [facts.encoder.numbers.index(name) for name in names]
        found[group] = ~np.isnan(facts.numbers[np.ix_(rows, places)]).all(axis=1)
    return found
