"""Judge candidates out of fold, with the family chosen inside each training part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.utils.parallel import Parallel, delayed
from threadpoolctl import threadpool_limits

from plumage.claims.answers import COMPARED, METRICS, Answers, log_score, share_of
from plumage.claims.candidates import (
    DIGITS,
    FAMILIES,
    FLOORS,
    KEYWORD,
    MAJORITY,
    ONE_RULE,
    Encoded,
    Encoder,
    Rule,
    fit,
)
from plumage.claims.data import LISTS, group_of, labels_of, numbers_of, split_groups, statuses_of
from plumage.learning.comparison import importance_table, paired_advantages, verdict_of
from plumage.learning.intervals import bootstrap_estimates
from plumage.learning.protocol import Protocol, Rows, Split
from plumage.learning.tables import gain_table, metric_table
from plumage.learning.weighted import Floats, Mask, area_under_curve

PROTOCOLS = {
    "quick": Protocol(folds=5, repeats=1, replicates=200),
    "full": Protocol(folds=10, repeats=3, replicates=400),
    # What is said of labelled videos comes from models that had not seen them, judged or not.
    "none": Protocol(folds=2, repeats=1, replicates=0),
}

INNER_FOLDS, INNER_LEARNED = 4, 3000
"""A family is chosen on one of so many parts, by models that learn from so many videos at most."""

SHARES = (0.125, 0.25, 0.5)
"""Of a training part, for the learning curve; its last point is all of it."""

CURVE, SHUFFLED = "forest after", ("logistic after", "logistic at_report_text")
"""What the learning curve is of, and what learns from shuffled labels."""

LEAK = 0.999
"""AUC of one column alone from which on it is the label by another name."""

PROCESSES, MANY_VIDEOS = 2, 5000
"""Folds at a time; what is found does not depend on it. Fewer videos are judged in one process."""

VIEW_BANDS = ("under 1,000", "to 10,000", "to 100,000", "above")


@dataclass
class Validation:
    """What models say of videos that they had not seen, by name and repeat.

    Names with a `~` are about shuffled labels, parts of a training set, and permuted features.
    """

    is_claim: Mask
    shuffled: Mask
    folds: list[NDArray[np.int64]] = field(default_factory=list)
    scores: dict[str, list[Floats]] = field(default_factory=dict)
    configurations: list[dict[str, Any]] = field(default_factory=list)

    def put(self, name: str, values: Floats, repeat: int, rows: Rows) -> None:
        """Store what a model says of the videos of a fold."""
        arrays = self.scores.setdefault(name, [])
        if repeat == len(arrays):
            arrays.append(np.full(self.is_claim.size, np.nan))
        arrays[repeat][rows] = values

    def answers(self, name: str) -> list[Answers]:
        """Answers of a model, by repeat."""
        truth = self.shuffled if name.startswith("~shuffled") else self.is_claim
        return [Answers.of_scores(scores, truth) for scores in self.scores[name]]

    def chosen(self, known: str) -> Floats:
        """Mean probability by the chosen family of a list over repeats."""
        return np.mean(self.scores[f"chosen {known}"], axis=0).round(DIGITS)


def choose(
    encoded: Encoded, is_claim: Mask, groups: NDArray[Any], *, seed: int, repeat: int, fold: int
) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Choose the family of each list on a part of a training set that none of them learned from."""
    learn, judge = split_groups(is_claim, groups, INNER_FOLDS, seed)[0]
    learn = np.sort(np.random.default_rng(seed).permutation(learn)[:INNER_LEARNED])
    learned, judged = encoded.of(learn), encoded.of(judge)
    chosen, rows = {}, []
    for known in LISTS:
        tried = {}
        for family in FAMILIES:
            scores = fit(family, known, learned, is_claim[learn], seed).predict(judged)
            answers = Answers.of_scores(scores, is_claim[judge])
            tried[family] = round(float(log_score(answers, np.ones((1, judge.size)))[0]), DIGITS)
        chosen[known] = min(tried, key=tried.__getitem__)
        rows += [
            {"repeat": repeat, "fold": fold, "configuration": f"{family} {known}",
             "criterion": "log_score", "inner_score": score, "is_chosen": family == chosen[known]}
            for family, score in tried.items()
        ]  # fmt: skip
    return chosen, rows


def cross_validate(known: pd.DataFrame, protocol: Protocol, *, seed: int) -> Validation:
    """Fit all candidates and floors on each training part, and ask them about the rest."""
    is_claim, groups = labels_of(known), group_of(known)
    found, rng = Validation(is_claim, is_claim.copy()), np.random.default_rng(seed)
    places = []
    for repeat in range(protocol.repeats):
        found.folds.append(np.empty(is_claim.size, np.int64))
        for fold, split in enumerate(split_groups(is_claim, groups, protocol.folds, seed + repeat)):
            found.folds[repeat][split[1]] = fold
            places.append((repeat, fold, split))
            if repeat == 0:
                # Within folds: a part with more claims than the rest would teach the opposite.
                found.shuffled[split[1]] = rng.permutation(is_claim[split[1]])
    # A second process takes seconds to start, more than few videos take.
    processes = min(PROCESSES, 1 + len(known) // MANY_VIDEOS)
    asked = (delayed(judge_fold)(known, found.shuffled, *place, seed=seed) for place in places)
    results = Parallel(n_jobs=processes)(asked)
    for (repeat, _, (_, part)), (said, tried) in zip(places, results, strict=True):
        found.configurations += tried
        for name, scores in said.items():
            found.put(name, scores, repeat, part)
    return found


def judge_fold(
    known: pd.DataFrame, shuffled: Mask, repeat: int, fold: int, split: Split, *, seed: int
) -> tuple[dict[str, Floats], list[dict[str, Any]]]:
    """Learn from the rest of a fold; what is said of the fold, and what was tried."""
    rest, part = split
    is_claim, groups = labels_of(known)[rest], group_of(known)[rest]
    # One thread, but for the trees of a forest, which are independent of each other.
    with threadpool_limits(1):
        encoder = Encoder().fit(known.iloc[rest])
        learned, asked = (encoder.encode(known.iloc[rows]) for rows in split)
        place = {"repeat": repeat + 1, "fold": fold + 1}
        chosen, tried = choose(learned, is_claim, groups, seed=seed, **place)
        said = {MAJORITY: np.full(part.size, is_claim.mean())}
        for name in (ONE_RULE, KEYWORD):
            said[name] = Rule(name, learned, is_claim).predict(asked)
        for name in LISTS:
            for family in FAMILIES:
                one = fit(family, name, learned, is_claim, seed)
                said[f"{family} {name}"] = one.predict(asked)
                if family == chosen[name] and name == "after" and repeat == 0:
                    for feature in LISTS[name]:
                        mixed = asked.permuted(feature, seed)
                        said[f"~permuted {feature}"] = one.predict(mixed)
            said[f"chosen {name}"] = said[f"{chosen[name]} {name}"]
        if repeat == 0:
            said |= learn_otherwise(learned, asked, is_claim, shuffled[rest], seed)
    return said, tried


def learn_otherwise(
    learned: Encoded, asked: Encoded, is_claim: Mask, shuffled: Mask, seed: int
) -> dict[str, Floats]:
    """Learn from shuffled labels, and from less."""
    said = {}
    for name in SHUFFLED:
        said[f"~shuffled {name}"] = fit(*name.split(), learned, shuffled, seed).predict(asked)
    order = np.random.default_rng(seed).permutation(is_claim.size)
    for share in SHARES:
        rows = np.sort(order[: int(is_claim.size * share)])
        one = fit(*CURVE.split(), learned.of(rows), is_claim[rows], seed)
        said[f"~share {share:g}"] = one.predict(asked)
    return said


def judge(
    known: pd.DataFrame, found: Validation, protocol: Protocol, *, seed: int
) -> dict[str, pd.DataFrame]:
    """Figures of a validation, by table of `predictions`."""
    everybody = {"all": np.ones(found.is_claim.size, bool)}
    judged = {name: found.answers(name) for name in found.scores if name[0] != "~"}
    options = {"floors": {MAJORITY}, "protocol": protocol, "seed": seed}
    shuffled = {name: found.answers(f"~shuffled {name}") for name in SHUFFLED}
    shuffled[MAJORITY] = judged[MAJORITY][:1]
    beaten = {name: judged[name] for name in FLOORS}
    return {
        "model_metrics": pd.concat([
            metric_table("cv", judged, METRICS, everybody, skills={}, **options),
            metric_table("permuted", shuffled, COMPARED[:2], everybody, skills={}, **options),
        ]),
        "model_gains": pd.concat([
            gain_table(beaten | {name: judged[name]}, name, COMPARED, folds=found.folds, **options)
            for name in (CURVE, *(f"chosen {name}" for name in LISTS))
        ]).assign(population="all"),
        "model_configurations": pd.DataFrame(found.configurations),
        "feature_importance": importance_table(
            judged["chosen after"][:1],
            {("feature", name): found.answers(f"~permuted {name}") for name in LISTS["after"]},
            metric=COMPARED[0], replicates=protocol.replicates, seed=seed),
        "learning_curve": curve_rows(found, protocol, seed=seed),
        "claims_calibration": pd.concat([calibration_rows(found, name) for name in LISTS]),
        "claims_errors": pd.concat(
            [error_rows(known, found, name) for name in ("after", "at_report_text")]),
        "model_tests": leak_rows(known, found),
    }  # fmt: skip


def curve_rows(found: Validation, protocol: Protocol, *, seed: int) -> pd.DataFrame:
    """How the forest improves with more videos, and what doubling them brings."""
    options = {"replicates": protocol.replicates, "seed": seed}
    metrics = COMPARED[:2]
    floor = bootstrap_estimates(metrics, found.answers(ONE_RULE)[:1], **options)
    rows, before = [], None
    for share in (*SHARES, 1.0):
        answers = found.answers(CURVE if share == 1 else f"~share {share:g}")[:1]
        values = bootstrap_estimates(metrics, answers, **options)
        gains = paired_advantages(metrics, answers, before, **options) if before else {}
        for metric in metrics:
            name, one = metric.name, values[metric.name]
            row = {
                "training_share": share, "metric": name, "floor_value": floor[name].value,
                "training_user_count": found.is_claim.size * (1 - 1 / protocol.folds) * share,
                "value": one.value, "ci_low": one.low, "ci_high": one.high,
            }  # fmt: skip
            if gains:
                gain = gains[name][0]
                row |= {
                    "doubling_gain": gain.value, "doubling_ci_low": gain.low,
                    "doubling_ci_high": gain.high, "doubling_verdict": verdict_of(gain),
                }  # fmt: skip
            rows.append(row)
        before = answers
    return pd.DataFrame(rows)


def calibration_rows(found: Validation, known: str, bins: int = 10) -> pd.DataFrame:
    """Probability beside the share of claims, in bins of equal size."""
    scores, rows = found.chosen(known), []
    for part in np.array_split(np.argsort(scores, kind="stable"), bins):
        share = share_of(int(found.is_claim[part].sum()), part.size)
        rows.append((f"chosen {known}", len(rows) + 1, part.size, scores[part].mean(), *share))
    names = "model bin_position video_count mean_probability claim_share ci_low ci_high"
    return pd.DataFrame(rows, columns=names.split())


def error_rows(table: pd.DataFrame, found: Validation, known: str) -> pd.DataFrame:
    """Who the errors are: the share of claims missed, and of opinions called claims, by group."""
    is_wrong = (found.chosen(known) >= 0.5) != found.is_claim
    bands = np.searchsorted([1_000, 10_000, 100_000], numbers_of(table, "view_count"), "right")
    statuses = table["author_ban_status"].astype(object)
    groups = {
        "is_verified": np.where(numbers_of(table, "is_verified") == 1, "verified", "not verified"),
        "author_ban_status": statuses.where(statuses.isin(statuses_of(table)), "other").to_numpy(),
        "view_band": np.array(VIEW_BANDS)[bands],
    }
    rows = []
    for kind, asked in (("missed_claim", found.is_claim), ("false_alarm", ~found.is_claim)):
        for group_kind, values in groups.items():
            for value in pd.unique(values[asked & pd.notna(values)]):
                inside, outside = asked & (values == value), asked & (values != value)
                rest = is_wrong[outside].mean() if outside.any() else None
                count, wrong = int(inside.sum()), int(is_wrong[inside].sum())
                row = (f"chosen {known}", kind, group_kind, value, count, wrong)
                rows.append((*row, *share_of(wrong, count), rest))
    names = "model kind group_kind group_value video_count error_count error_share ci_low ci_high"
    return pd.DataFrame(rows, columns=[*names.split(), "rest_share"])


def leak_rows(table: pd.DataFrame, found: Validation) -> pd.DataFrame:
    """How well each column alone tells claims from opinions; one that does all of it is a leak.

    A text is no number: its row is the AUC of the logistic regression that reads it.
    """
    columns = {"transcription": found.scores["logistic at_report_text"][0]}
    for name in table.columns.drop(["is_claim", "problem", "transcription_id"], errors="ignore"):
        values = table[name]
        if not pd.api.types.is_numeric_dtype(values):
            if values.nunique() > 20:
                continue
            values = values.map(pd.Series(found.is_claim).groupby(values.to_numpy()).mean())
        columns[name] = numbers_of(pd.DataFrame({name: values}), name)
    rows = []
    for name, values in columns.items():
        is_there = ~np.isnan(values)
        one = np.ones((1, int(is_there.sum())))
        area = float(area_under_curve(values[is_there], found.is_claim[is_there], one)[0])
        area = max(area, 1 - area)
        verdict = "leak" if area >= LEAK else "none"
        rows.append(("leak_check", name, one.size, area, verdict))
    return pd.DataFrame(rows, columns=["test", "tested", "user_count", "statistic", "verdict"])
