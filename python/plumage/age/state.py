"""A fitted model as plain arrays, texts and numbers, and back: what a stored model consists of.

Only what new users need is taken along: no age, no id and no row of a user learned from. What it
does hold are words, n-grams and account ids that several users have in common, and the edges of the
trees' bins, which are values of features.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.age.bands import AgeBands
from plumage.age.distribution import AgeSpread
from plumage.age.first_stage import Column, FirstStage
from plumage.age.model import NETWORK_CONFIGURATIONS, AgeModel
from plumage.age.selection import CONFIGURATIONS, MEMBERS, Choice
from plumage.age.stacking import Setting, StackedAges
from plumage.age.threshold_shift import ThresholdShift
from plumage.age.uncertainty import Uncertainty
from plumage.encoding.facts import FactEncoder
from plumage.encoding.number_scale import NumberScale
from plumage.encoding.ridge_scores import RidgeScores
from plumage.encoding.vocabulary import Vocabulary
from plumage.learning.conformal import ConformalYears
from plumage.learning.conformal_bands import BandSets

State = dict[str, Any]

BY_NAME = {one.name: one for one in (*NETWORK_CONFIGURATIONS, *CONFIGURATIONS)}
"""Configurations that a stored model can name."""

SCORE_ATTRIBUTES = ("penalty_", "coefficients_")
"""What a regression needs for new users; the rest describes those it learned from."""


@dataclass(frozen=True)
class FittedModel:
    """All that answers for users whose age nobody knows.

    Attributes
    ----------
    encoder : FactEncoder
        Turns tables of features into matrices.
    model : AgeModel
        Fitted on all labelled users.
    uncertainty : Uncertainty
        Calibrated on them.
    profile : pandas.DataFrame
        How they are spread, as from ``training_profile``.
    """

    encoder: FactEncoder
    model: AgeModel
    uncertainty: Uncertainty
    profile: pd.DataFrame


def state_of(fitted: FittedModel) -> State:
    """Take a model apart.

    Parameters
    ----------
    fitted : FittedModel
        The model.

    Returns
    -------
    dict of str to object
        Arrays, texts, numbers, ``None``, and dicts, lists and tuples of them; and scikit-learn's
        boosted trees.
    """
    encoder, model = fitted.encoder, fitted.model
    setting = model.setting
    return {
        "encoder": {
            "vocabularies": {
                name: vars(one) | {"keys": packed(one.keys)}
                for name, one in encoder.vocabularies.items()
            },
            "numbers": encoder.numbers,
            "scale": vars(encoder.scale),
        },
        "setting": vars(setting) | {"bands": vars(setting.bands)},
        "blocks": model.blocks,
        "prior": model.prior.shares,
        "described": stacked_state(model.described),
        "network": stacked_state(model.network),
        "base_shares": fitted.uncertainty.base_shares,
        "intervals": dict(vars(fitted.uncertainty.intervals)),
        "sets": dict(vars(fitted.uncertainty.sets)),
        "profile": {name: column.to_numpy() for name, column in of_numbers(fitted.profile).items()},
        "profile_features": packed(fitted.profile["feature"]),
    }


def fitted_of(state: State) -> FittedModel:
    """Put a model together.

    Parameters
    ----------
    state : dict of str to object
        As from ``state_of``.

    Returns
    -------
    FittedModel
        It answers as the one that was stored.

    Raises
    ------
    KeyError, TypeError, ValueError
        If anything lacks or is of another kind.
    """
    known = state["encoder"]
    vocabularies = {
        name: Vocabulary(**(one | {"keys": unpacked(one["keys"])}))
        for name, one in known["vocabularies"].items()
    }
    encoder = FactEncoder(vocabularies, tuple(known["numbers"]), NumberScale(**known["scale"]))
    setting = Setting(**(state["setting"] | {"bands": AgeBands(**state["setting"]["bands"])}))
    model = AgeModel(setting, blocks=state["blocks"])
    model.prior = AgeSpread(setting.grid, state["prior"])
    model.described = stacked_of(state["described"], setting)
    model.network = stacked_of(state["network"], setting)
    intervals, sets = ConformalYears(), BandSets()
    vars(intervals).update(state["intervals"])
    vars(sets).update(state["sets"])
    uncertainty = Uncertainty(setting.grid, setting.bands, state["base_shares"], intervals, sets)
    profile = pd.DataFrame(state["profile"])
    profile["feature"] = unpacked(state["profile_features"])
    return FittedModel(encoder, model, uncertainty, profile)


def stacked_state(model: StackedAges | None) -> State | None:
    """Take both stages apart.

    Parameters
    ----------
    model : StackedAges or None
        Fitted; None where there was too little to learn from.

    Returns
    -------
    dict of str to object, or None
        As for ``state_of``.
    """
    if model is None:
        return None
    chosen = model.choice.chosen
    needed = {name for one in model.configurations for name in one.members}
    return {
        "blocks": model.blocks,
        "columns": [(one.name, one.blocks, one.score) for one in model.first.columns],
        "scores": {
            name: {one: getattr(score, one) for one in SCORE_ATTRIBUTES}
            for name, score in model.first.scores.items()
        },
        "thresholds": model.thresholds,
        "spread": model.spread.shares,
        "members": {name: learned(model.members[name]) for name in sorted(needed)},
        "configurations": [one.name for one in model.configurations],
        "chosen": {role: one.name for role, one in chosen.items()},
        "shifts": model.shift.shifts_,
    }


def stacked_of(state: State | None, setting: Setting) -> StackedAges | None:
    """Put both stages together.

    Parameters
    ----------
    state : dict of str to object, or None
        As from ``stacked_state``.
    setting : Setting
        Bands, years and seed.

    Returns
    -------
    StackedAges or None
        It answers; it cannot be judged, since it knows nobody whom it learned from.
    """
    if state is None:
        return None
    configurations = tuple(BY_NAME[name] for name in state["configurations"])
    model = StackedAges(setting, blocks=state["blocks"], configurations=configurations)
    model.first = FirstStage(state["blocks"])
    model.first.columns = tuple(
        Column(name, tuple(blocks), score) for name, blocks, score in state["columns"]
    )
    model.first.scores = {}
    for name, attributes in state["scores"].items():
        score = RidgeScores((attributes["penalty_"],))
        vars(score).update(attributes)
        model.first.scores[name] = score
    model.thresholds = tuple(state["thresholds"])
    model.spread = AgeSpread(setting.grid, state["spread"])
    model.members = {}
    for name, attributes in state["members"].items():
        member = MEMBERS[name](model.thresholds, setting.seed)
        vars(member).update(attributes)
        model.members[name] = member
    chosen = {role: BY_NAME[name] for role, name in state["chosen"].items()}
    shift = ThresholdShift(model.thresholds)
    shift.shifts_ = state["shifts"]
    vars(model).update(choice=Choice(chosen, pd.DataFrame()), shift=shift)
    return model


def learned(model: object) -> State:
    """Attributes that fitting gave a model, by scikit-learn's convention.

    Parameters
    ----------
    model : object
        Fitted.

    Returns
    -------
    dict of str to object
        Those whose names end with an underscore.
    """
    return {name: value for name, value in vars(model).items() if name.endswith("_")}


def of_numbers(profile: pd.DataFrame) -> pd.DataFrame:
    """Take counts and edges of a training profile, as floats.

    Parameters
    ----------
    profile : pandas.DataFrame
        As from ``training_profile``.

    Returns
    -------
    pandas.DataFrame
        Without the names; NaN where there is no edge.
    """
    return profile.drop(columns="feature").astype(float)


def packed(texts: Iterable[object]) -> NDArray | State:
    """Write many texts as two arrays, which are read a hundred times as fast as a list of them.

    Parameters
    ----------
    texts : iterable of str, or ndarray of int
        Terms; whole numbers stay as they are.

    Returns
    -------
    ndarray of int, or dict of str to ndarray
        ``letters`` in UTF-8, and the ``lengths`` of the texts in characters.

    Examples
    --------
    >>> unpacked(packed(["a", "", "bé"])).tolist()
    ['a', '', 'bé']
    """
    if isinstance(texts, np.ndarray) and texts.dtype.kind in "iu":
        return texts
    texts = list(texts)
    letters = "".join(texts).encode()
    return {
        "letters": np.frombuffer(letters, dtype=np.uint8),
        "lengths": np.array([len(text) for text in texts], dtype=np.int64),
    }


def unpacked(packed: NDArray | State) -> NDArray:
    """Read what ``packed`` wrote.

    Parameters
    ----------
    packed : ndarray of int, or dict of str to ndarray
        As from ``packed``.

    Returns
    -------
    ndarray of int, or of object
        Terms in order.
    """
    if isinstance(packed, np.ndarray):
        return packed
    letters = packed["letters"].tobytes().decode()
    ends = np.cumsum(packed["lengths"])
    starts = ends - packed["lengths"]
    found = [letters[start:end] for start, end in zip(starts, ends, strict=True)]
    return np.array([*found, None], dtype=object)[:-1]
