"""Claimed beside found: sums of probabilities, their shift, and calibration slopes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from plumage.age.distribution import AgeSpread
from plumage.age.threshold_calibration import recalibration, threshold_calibration_table
from plumage.age.threshold_shift import ThresholdShift, cross_fitted
from plumage.learning.thresholds import Target

GRID = np.arange(13, 80)
THRESHOLDS = (20, 24, 29, 39)


def draw(count: int, seed: int) -> tuple[np.ndarray, np.ndarray, AgeSpread]:
    """Distributions of years, ages drawn by them, and how these are spread."""
    rng = np.random.default_rng(seed)
    centre = 14 + rng.gamma(1.5, 6.0, count)
    mass = np.exp(-((GRID - centre[:, None]) ** 2) / 18)
    mass /= mass.sum(axis=1, keepdims=True)
    ages = np.array([rng.choice(GRID, p=row) for row in mass])
    return mass, ages, AgeSpread.of(ages, GRID)


def share_below(mass: np.ndarray) -> np.ndarray:
    return np.cumsum(mass, axis=1)[:, [threshold - GRID[0] for threshold in THRESHOLDS]]


def overstated(mass: np.ndarray, ages: np.ndarray, spread: AgeSpread) -> np.ndarray:
    """The same, but with too much said of older ages: what trees that stop early do."""
    below = expit(logit(np.clip(share_below(mass), 1e-6, 1 - 1e-6)) - [0.1, 0.2, 0.4, 0.8])
    return spread.mass_of(np.maximum.accumulate(below, axis=1), THRESHOLDS)


def test_shifted_probabilities_add_up_to_what_was_found_and_keep_the_order_of_users():
    mass, ages, spread = draw(1500, 1)
    claimed = overstated(mass, ages, spread)
    found = (ages[:, None] <= THRESHOLDS).sum(axis=0)
    assert (share_below(claimed).sum(axis=0) < found - 10).all()
    shift = ThresholdShift(THRESHOLDS).fit(spread, claimed, ages)
    shifted = shift.apply(spread, claimed)
    np.testing.assert_allclose(share_below(shifted).sum(axis=0), found, rtol=0.005)
    np.testing.assert_allclose(shifted.sum(axis=1), 1)
    before, after = share_below(claimed)[:, -1], share_below(shifted)[:, -1]
    assert (np.diff(after[np.argsort(before)]) >= -1e-12).all()


def test_shift_of_a_part_is_learned_from_the_others_alone():
    mass, ages, spread = draw(300, 2)
    half = np.arange(300) < 150
    young, old = np.flatnonzero(half), np.flatnonzero(~half)
    parts = [(old, young), (young, old)]
    changed = np.where(half, 75, ages)
    one, two = (cross_fitted(spread, mass, labels, THRESHOLDS, parts) for labels in (ages, changed))
    np.testing.assert_array_equal(one[half], two[half])
    assert np.abs(one[~half] - two[~half]).max() > 0.01


@pytest.mark.parametrize("slope", [0.5, 1.0, 1.6])
def test_slope_and_intercept_are_those_of_logistic_regressions(slope):
    rng = np.random.default_rng(3)
    odds = rng.normal(-1, 1.5, 4000)
    is_member = rng.random(4000) < expit(0.3 + slope * odds)
    (intercept, *_), (estimate, low, high) = recalibration(expit(odds), is_member)
    theirs = LogisticRegression(C=np.inf, tol=1e-10).fit(odds[:, None], is_member)
    assert estimate == pytest.approx(theirs.coef_[0, 0], abs=1e-4)
    assert low < slope < high
    # The intercept alone makes the sum right.
    assert expit(odds + intercept).sum() == pytest.approx(is_member.sum(), rel=1e-6)


def test_claims_are_judged_by_the_count_that_honest_probabilities_would_give():
    rng = np.random.default_rng(6)
    honest = rng.beta(0.5, 4, 3000)
    is_member = rng.random(3000) < honest
    half, twice = honest / 2, np.minimum(2 * honest, 0.999)
    table = threshold_calibration_table(
        [
            Target("honest", "at_least", is_member, (honest, honest)),
            Target("half", "at_least", is_member, (half,)),
            Target("twice", "band", is_member, (twice,)),
            Target("rare", "band", np.arange(3000) < 9, (honest,)),
        ]
    ).set_index("target")
    assert table["verdict"].to_dict() == {
        "honest": "as many as claimed",
        "half": "fewer claimed than found",
        "twice": "more claimed than found",
        "rare": "suppressed: too few users",
    }
    row = table.loc["honest"]
    assert row["claimed_count"] == pytest.approx(honest.sum())
    deviation = np.sqrt((honest * (1 - honest)).sum())
    assert row["standard_errors_off"] == pytest.approx((is_member.sum() - honest.sum()) / deviation)
    assert row["claimed_per_found_ci_low"] < 1 < row["claimed_per_found_ci_high"]
    assert table.loc["rare", ["claimed_count", "found_count", "calibration_slope"]].isna().all()


def test_verdicts_call_chance_a_finding_as_often_as_promised():
    rng = np.random.default_rng(5)
    honest = rng.beta(0.5, 3, 600)
    targets = [
        Target(str(draw), "band", rng.random(600) < honest, (honest,)) for draw in range(100)
    ]
    table = threshold_calibration_table(targets)
    counted = table["verdict"].str.contains("than found").mean()
    sloped = (table["calibration_slope_ci_low"] > 1) | (table["calibration_slope_ci_high"] < 1)
    assert counted < 0.1
    assert sloped.mean() < 0.1
    assert counted + sloped.mean() > 0


def test_perfect_order_has_no_slope():
    odds = np.linspace(0.05, 0.95, 100)
    table = threshold_calibration_table([Target("a", "band", odds > 0.5, (odds,))])
    assert np.isnan(table.loc[0, "calibration_slope"])
    assert np.isfinite(table.loc[0, "calibration_intercept"])
