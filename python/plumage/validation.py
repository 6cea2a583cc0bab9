"""The protocol by which every model is judged: fixed here, the same for all.

Repeated stratified cross-validation on labelled users; figures with bootstrap intervals over users;
each beside the trivial answer it has to beat; and the same with labels shuffled among users, where
no model may show any skill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from plumage.bands import AgeBands
from plumage.candidates import CANDIDATES, Candidate, Predicted, Setting
from plumage.design import EVIDENCE_BLOCKS
from plumage.intervals import Estimate, bootstrap_estimates
from plumage.metrics import METRICS, Answers

WITH_PROFILE = ("full", "profile_only")
"""Evidence levels of users whose profile is known."""

FLOORS = frozenset(candidate.name for candidate in CANDIDATES if candidate.is_floor)
"""Models that give everybody the same answer."""


@dataclass(frozen=True)
class Protocol:
    """How models are judged.

    Attributes
    ----------
    folds : int
        Parts of a cross-validation.
    repeats : int
        Cross-validations with other parts.
    replicates : int
        Bootstrap replicates of users behind each interval.
    confidence : float
        Nominal cover of the intervals.
    shuffles : int
        Times that labels are shuffled among users, to see models without skill; 0 for none.
    min_population : int
        A group of fewer users gets no figures of its own.
    """

    folds: int = 10
    repeats: int = 1
    replicates: int = 1000
    confidence: float = 0.95
    shuffles: int = 1
    min_population: int = 30

    def fit_count(self, candidates: Sequence[Candidate] = CANDIDATES) -> int:
        """Count the fits that validation takes.

        Parameters
        ----------
        candidates : sequence of Candidate
            Models to judge.

        Returns
        -------
        int
            Number of fits.
        """
        return self.folds * (self.repeats + self.shuffles) * len(candidates)


def splits(
    bands: NDArray[np.int64], protocol: Protocol, *, seed: int
) -> Iterator[list[tuple[NDArray[np.int64], NDArray[np.int64]]]]:
    """Training and test rows of each fold, repeat by repeat, stratified by band.

    Parameters
    ----------
    bands : ndarray of int, shape (n_users,)
        Band of each user, as position from 0.
    protocol : Protocol
        Number of folds and repeats.
    seed : int
        Seed of the first repeat; each further one counts up.

    Yields
    ------
    list of tuple of (ndarray of int, ndarray of int)
        The folds of a repeat; each user is tested once.
    """
    folds = min(protocol.folds, bands.size // 2)
    strata = strata_of(bands, folds)
    for repeat in range(protocol.repeats):
        parts = StratifiedKFold(folds, shuffle=True, random_state=seed + repeat)
        yield list(parts.split(strata, strata))


def strata_of(bands: NDArray[np.int64], folds: int) -> NDArray[np.int64]:
    """Merge bands of fewer users than folds into the next younger one.

    Parameters
    ----------
    bands : ndarray of int, shape (n_users,)
        Band of each user, as position from 0.
    folds : int
        Number of folds.

    Returns
    -------
    ndarray of int, shape (n_users,)
        Stratum of each user; each has at least ``folds`` users where there are so many at all.
    """
    strata = bands.copy()
    for band in range(int(bands.max()), 0, -1):
        if 0 < (strata == band).sum() < folds:
            strata[strata == band] = band - 1
    lowest = strata.min()
    if (strata == lowest).sum() < folds and (strata > lowest).any():
        strata[strata == lowest] = strata[strata > lowest].min()
    return strata


def cross_predict(
    matrix: pd.DataFrame,
    ages: NDArray[np.int64],
    setting: Setting,
    protocol: Protocol,
    *,
    candidates: Sequence[Candidate] = CANDIDATES,
    progress: Callable[[], object] = lambda: None,
) -> dict[str, list[Answers]]:
    """Predict each labelled user by models that did not see that user's label.

    Parameters
    ----------
    matrix : pandas.DataFrame
        Model matrix of labelled users, sorted by user id.
    ages : ndarray of int, shape (n_users,)
        Their ages in whole years.
    setting : Setting
        Bands, evidence levels and seed.
    protocol : Protocol
        Folds and repeats.
    candidates : sequence of Candidate
        Models to judge.
    progress : callable
        Called after each fit.

    Returns
    -------
    dict of str to list of Answers
        By candidate: one entry for each repeat.
    """
    bands = setting.bands.positions_of(ages)
    repeats: dict[str, list[Answers]] = {candidate.name: [] for candidate in candidates}
    for folds in splits(bands, protocol, seed=setting.seed):
        tested = np.concatenate([test for _, test in folds])
        order = np.argsort(tested)
        for candidate in candidates:
            parts = []
            for train, test in folds:
                model = candidate.fit(matrix.iloc[train], ages[train], setting)
                parts.append(model.predict(matrix.iloc[test]))
                progress()
            repeats[candidate.name].append(answers_of(parts, ages, setting.bands, order))
    return repeats


def answers_of(
    parts: Sequence[Predicted],
    ages: NDArray[np.int64],
    bands: AgeBands,
    order: NDArray[np.int64] | None = None,
) -> Answers:
    """Put predictions beside true ages.

    Parameters
    ----------
    parts : sequence of Predicted
        Predictions of parts of the users.
    ages : ndarray of int, shape (n_users,)
        True ages of all of them.
    bands : AgeBands
        Age bands.
    order : ndarray of int, optional
        What sorts the parts, one after the other, into the order of ``ages``.

    Returns
    -------
    Answers
        In the order of ``ages``.
    """

    def joined(pieces: list[NDArray]) -> NDArray:
        values = np.concatenate(pieces)
        return values if order is None else values[order]

    return Answers(
        ages=ages.astype(float),
        years=joined([part.years for part in parts]).astype(float),
        bands=bands.positions_of(ages),
        predicted_bands=joined([part.bands for part in parts]),
        band_count=len(bands),
        threshold_scores={
            age: joined([part.threshold_scores[age] for part in parts])
            for age in parts[0].threshold_scores
        },
    )


def shuffled_answers(
    matrix: pd.DataFrame,
    ages: NDArray[np.int64],
    setting: Setting,
    protocol: Protocol,
    *,
    candidates: Sequence[Candidate] = CANDIDATES,
    progress: Callable[[], object] = lambda: None,
) -> dict[str, list[Answers]]:
    """Cross-validate with the labels shuffled among users: whatever skill shows is a leak or luck.

    Parameters
    ----------
    matrix, ages, setting, protocol, candidates, progress
        As for ``cross_predict``; each shuffle is cross-validated once.

    Returns
    -------
    dict of str to list of Answers
        By candidate: one entry for each shuffle, the shuffled ages standing as true ones.
    """
    once = Protocol(folds=protocol.folds, repeats=1)
    found: dict[str, list[Answers]] = {candidate.name: [] for candidate in candidates}
    for shuffle in range(protocol.shuffles):
        rng = np.random.default_rng([setting.seed, shuffle])
        answers = cross_predict(
            matrix, rng.permutation(ages), setting, once, candidates=candidates, progress=progress
        )
        for name, repeats in answers.items():
            found[name] += repeats
    return found


def populations_of(levels: pd.Series, protocol: Protocol) -> dict[str, NDArray[np.bool_]]:
    """Group the users that figures are given for.

    Parameters
    ----------
    levels : pandas.Series of str
        Evidence level of each user.
    protocol : Protocol
        Smallest group.

    Returns
    -------
    dict of str to ndarray of bool
        ``all``, ``with_profile``, and ``evidence_<level>`` for levels of enough users.
    """
    values = levels.to_numpy()
    groups = {
        "all": np.ones(values.size, dtype=bool),
        "with_profile": np.isin(values, WITH_PROFILE),
    }
    groups |= {f"evidence_{level}": values == level for level in EVIDENCE_BLOCKS}
    enough = {name: mask for name, mask in groups.items() if mask.sum() >= protocol.min_population}
    return {"all": groups["all"]} | enough


def metric_table(
    evaluation: str,
    answers: Mapping[str, Sequence[Answers]],
    levels: pd.Series,
    protocol: Protocol,
    *,
    seed: int,
) -> pd.DataFrame:
    """Figures of each model, metric and group of users, beside their floors.

    Parameters
    ----------
    evaluation : {"cv", "held_out", "permuted"}
        Where the answers come from.
    answers : mapping of str to sequence of Answers
        By model, one entry a repeat; the floors must be among them.
    levels : pandas.Series of str
        Evidence level of each user.
    protocol : Protocol
        Replicates, confidence and smallest group.
    seed : int
        Seed of the bootstrap; the same for all models, so that they are compared on the same draws.

    Returns
    -------
    pandas.DataFrame
        One row per model, population and metric: ``model``, ``evaluation``, ``population``,
        ``metric``, ``value``, ``ci_low``, ``ci_high``, ``floor_name``, ``floor_value``, ``n``.
    """
    rows = []
    for population, mask in populations_of(levels, protocol).items():
        estimates: dict[str, dict[str, Estimate]] = {}
        for model, repeats in answers.items():
            chosen = [repeat.of(mask) for repeat in repeats]
            estimates[model] = bootstrap_estimates(
                METRICS,
                chosen,
                replicates=protocol.replicates,
                confidence=protocol.confidence,
                seed=seed,
            )
        for model, by_metric in estimates.items():
            for metric in METRICS:
                # Folds' constants differ a little; ranking users by that would be noise.
                if metric.is_ranking and model in FLOORS:
                    continue
                floor = metric.floor_value
                if floor is None:
                    floor = estimates[metric.floor_name][metric.name].value
                found = by_metric[metric.name]
                rows.append(
                    {
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
                )
    return pd.DataFrame(rows)
