"""What the figures on claims allow to say; verdicts follow from intervals, never from names."""

from __future__ import annotations

from plumage.pages.story.results import Figures, Row

RULE_PRECISION, RULE_RECALL = 0.99, 0.95
"""A rule that surely has both leaves a model next to nothing to find."""

TEXT_AUC, TELLING_SHARE = 0.99, 0.9
"""Texts are templates where a model of them ranks so well, and openings give so many away."""

CHANCE = 0.05


def metric(figures: Figures, model: str, name: str, population: str = "all") -> Row | None:
    """Find a metric of a model."""
    return figures["claims_accuracy"].get(f"{population} {model} {name}")


def is_judged(figures: Figures) -> bool:
    """Whether there is a run with figures."""
    return metric(figures, "forest after", "accuracy") is not None


def one_rule_does_it(figures: Figures) -> bool:
    """Whether a single number, asked once, tells claims from opinions almost surely."""
    precision = metric(figures, "one_rule", "precision")
    recall = metric(figures, "one_rule", "recall")
    return (
        precision is not None
        and recall is not None
        and precision.ci_low.number >= RULE_PRECISION
        and recall.ci_low.number >= RULE_RECALL
    )


def texts_are_templates(figures: Figures) -> bool:
    """Whether texts give the answer away by how they begin."""
    auc = metric(figures, "logistic at_report_text", "auc")
    opening = figures["claims_openings"]["all"]
    return (
        auc is not None
        and auc.ci_low.number >= TEXT_AUC
        and opening.telling_share.number >= TELLING_SHARE
    )


def difference(figures: Figures, stratum: str, measure: str = "view_count") -> Row | None:
    """Find Welch's test of a measure between verified users and others."""
    return figures["claims_tests"].get(f"{measure} {stratum} welch")


def difference_vanishes(figures: Figures) -> bool:
    """Whether verified users' views differ over all, but neither among claims nor opinions."""
    rows = [difference(figures, stratum) for stratum in ("all", "claims", "opinions")]
    if None in rows:
        return False
    over_all, *within = (row.p_value_holm.number for row in rows)
    return over_all < CHANCE and all(value >= CHANCE for value in within)


def gain_over_rule(figures: Figures) -> Row | None:
    """Find what the forest gets right more often than one rule."""
    return figures["claims_gains"].get("forest after over one_rule accuracy")


def is_gain(row: Row | None) -> bool:
    """Whether a gain is beyond chance, also for forests that learned from other videos."""
    return row is not None and row.ci_low.number > 0 and row.corrected_ci_low.number > 0


def leaks(figures: Figures) -> list[Row]:
    """Columns that are a copy of the answer."""
    return figures["claims_checks"].where(test="leak_check", verdict="leak")
