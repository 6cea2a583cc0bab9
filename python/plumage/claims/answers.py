"""What a model says of videos beside what is true, and the metrics of that."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from statsmodels.stats.proportion import proportion_confint

from plumage.claims.candidates import MAJORITY
from plumage.learning import weighted
from plumage.learning.calibration import class_wise_error
from plumage.learning.metrics import BASE_RATE, PERFECT_CALIBRATION, Metric
from plumage.learning.proper_scores import log_scores
from plumage.learning.weighted import Floats, Mask


@dataclass(frozen=True)
class Answers:
    """Probabilities of both classes, what is true, and what is called positive."""

    probabilities: Floats
    is_positive: Mask
    called: Mask

    @classmethod
    def of_scores(cls, scores: Floats, is_positive: Mask, called: Mask | None = None) -> Answers:
        """Lay out scores; one half and more is called positive if nothing else is."""
        both = np.column_stack([1 - scores, scores])
        return cls(both, is_positive, scores >= 0.5 if called is None else called)

    def __len__(self) -> int:
        """Count the videos."""
        return self.is_positive.size

    def of(self, mask: Mask) -> Answers:
        """Keep some of the videos."""
        return Answers(self.probabilities[mask], self.is_positive[mask], self.called[mask])

    def unranked(self) -> Answers:
        """Say the same of all videos, and call all of them."""
        same = np.full((len(self), 2), 0.5)
        return replace(self, probabilities=same, called=np.ones(len(self), bool))


def auc(answers: Answers, weights: Floats) -> Floats:
    """Chance that a positive has the higher probability."""
    return weighted.area_under_curve(answers.probabilities[:, 1], answers.is_positive, weights)


def average_precision(answers: Answers, weights: Floats) -> Floats:
    """Precision, averaged over the positives as they are reached."""
    return weighted.average_precision(answers.probabilities[:, 1], answers.is_positive, weights)


def log_score(answers: Answers, weights: Floats) -> Floats:
    """Mean negative logarithm of the probability of what is true."""
    scores = log_scores(answers.probabilities, answers.is_positive.astype(int))
    return weighted.weighted_mean(scores, weights)


def accuracy(answers: Answers, weights: Floats) -> Floats:
    """Share that is called what it is."""
    return weighted.weighted_mean((answers.called == answers.is_positive).astype(float), weights)


def precision(answers: Answers, weights: Floats) -> Floats:
    """Share of positives among what is called so."""
    hits = weights @ (answers.called & answers.is_positive).astype(float)
    return weighted.divide(hits, weights @ answers.called.astype(float))


def recall(answers: Answers, weights: Floats) -> Floats:
    """Share of positives that are called so."""
    hits = weights @ (answers.called & answers.is_positive).astype(float)
    return weighted.divide(hits, weights @ answers.is_positive.astype(float))


def calibration_error(answers: Answers, weights: Floats) -> Floats:
    """Mean distance of probability from share, over ten bins; the other class has the same."""
    return class_wise_error(
        answers.probabilities[:, 1:], (~answers.is_positive).astype(int), weights
    )


COMPARED = (
    Metric("auc", "AUC", auc, "no_ranking", 0.5, skips_constants=True),
    Metric("log_score", "log score", log_score, MAJORITY, lower_is_better=True),
    Metric("accuracy", "accuracy", accuracy, MAJORITY),
)
"""What gains are given in."""

METRICS = (
    *COMPARED,
    Metric("average_precision", "average precision", average_precision, BASE_RATE,
           skips_constants=True),
    Metric("precision", "precision", precision, BASE_RATE, skips_constants=True),
    # A coin calls half of the positives.
    Metric("recall", "recall", recall, "chance", 0.5, skips_constants=True),
    Metric("calibration_error", "calibration error", calibration_error, PERFECT_CALIBRATION,
           skips_constants=True, lower_is_better=True, is_raised_by_noise=True),
)  # fmt: skip


def share_of(count: int, total: int) -> tuple[float, float, float]:
    """Divide, with Wilson's interval."""
    return count / total, *map(float, proportion_confint(count, total, method="wilson"))
