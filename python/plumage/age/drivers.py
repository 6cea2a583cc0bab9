"""What moved a prediction: parts of the model's score that add up to it, in words.

The score is the log-odds of being older, averaged over the thresholds of the model and over the
members of the chosen second stage. Trees are decomposed by exact Shapley values, logits by their
terms; the average of both has the average of their parts.
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
        Driver of each part.
    start : ndarray of float, shape (n_users,)
        Score before anything is known of a user.
    values : ndarray of float, shape (n_users, n_names)
        Parts, in log-odds of being older: above 0 points to older.
    """

    names: tuple[str, ...]
    start: Floats
    values: Floats

    @property
    def score(self) -> Floats:
        """Mean log-odds of being older: the sum of the parts."""
        return self.start + self.values.sum(axis=1)

    def grouped(self, groups: Sequence[str]) -> Parts:
        """Add up the parts of each group, in order of first appearance; the score stays."""
        names = tuple(dict.fromkeys(groups))
        member = np.array([[group == name for name in names] for group in groups], dtype=float)
        return Parts(names, self.start, self.values @ member.reshape(len(groups), len(names)))


def booster_parts(model: CumulativeBooster, design: ArrayLike) -> tuple[Floats, Floats]:
    """Exact Shapley values of the trees' mean log-odds of being older, by column, and the start."""
    design = np.asarray(design, dtype=float)
    last = model.columns_.size
    # The last column is the threshold. It is given, so the start is the same for everybody.
    blank = np.full((len(design), 1), np.nan)
    below, expectation = tree_contributions(
        model.model_,
        np.hstack([design[:, model.columns_], blank]),
        given={last: model.offsets_},
    )
    # The trees model "at most that old": older has the opposite sign.
    parts = np.zeros(design.shape)
    parts[:, model.columns_] = -below[:, :last]
    return parts, np.full(len(design), -expectation)


def logit_parts(model: CumulativeLogit, design: ArrayLike) -> tuple[Floats, Floats]:
    """Terms of the logits' mean log-odds of being older, by column, and the start."""
    design = np.asarray(design, dtype=float)
    sums = -model.terms(design) * model.coefficients_.mean(axis=0)
    parts = sums[:, : design.shape[1]]
    # The indicator of missing values goes with its column.
    parts[:, model.indicators_] += sums[:, design.shape[1] :]
    return parts, np.full(len(design), -model.intercepts_.mean())


def stacked_parts(model: StackedAges, design: ArrayLike, *, role: str = "years") -> Parts:
    """Decompose the score of the second stage that is published for a role, by driver."""
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
    """Driver of a column: its score block, its group of weak features, or the number itself."""
    return column.score or group_of(column.name) or column.name


def phrase_of(
    column: Column, part: float, value: float, usual: float, *, is_known: bool = True
) -> str:
    """Words that complete "This user ...", by the part and by the value beside the usual one."""
    driver = driver_of(column)
    if not is_known or (driver == column.name and np.isnan(value)):
        return UNKNOWN_PHRASES[driver if driver in UNKNOWN_PHRASES else column.blocks[0]]
    if driver != column.name:
        phrase = SCORE_PHRASES[driver] if column.score else GROUP_PHRASES[driver]
        return phrase.more if part > 0 else phrase.less
    phrase = FEATURE_PHRASES[column.name]
    # More than typical, or typical and above zero.
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
    """Strongest parts of each user's score, as rows of ``predictions.drivers``."""
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
    """Drivers of all users of whom anything is known; the others have the prior and no row."""
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
    """Who has any of the features that each score and each group sums up."""
    # Without any of its features, a score moves a prediction by what is missing, alike for all.
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
