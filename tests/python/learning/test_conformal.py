"""Intervals hold the truth as often as promised on average, whatever probabilities are worth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from plumage.age.cover import interval_cover
from plumage.age.uncertainty import Stated
from plumage.learning.conformal import ConformalYears, conformal_level, growth_scores

GRID = np.arange(18, 60)


def draw(count: int, rng: np.random.Generator, *, error: float = 0.0) -> tuple:
    """Users with heaped ages of their own distribution, and probabilities that may be wrong."""
    centre, spread = rng.uniform(19, 45, count), rng.uniform(1, 8, count)
    heaps = np.where(np.isin(GRID, [18, 21, 25, 30, 40]), 4.0, 1.0)

    def mass_around(centres: np.ndarray, spreads: np.ndarray) -> np.ndarray:
        weights = heaps * np.exp(-np.abs(GRID - centres[:, None]) / spreads[:, None])
        return weights / weights.sum(axis=1, keepdims=True)

    truth = mass_around(centre, spread)
    ages = GRID[(truth.cumsum(axis=1) > rng.random((count, 1))).argmax(axis=1)]
    return mass_around(centre + error, spread / (1 + abs(error))), ages, spread


def stated(intervals: pd.DataFrame) -> Stated:
    """Intervals alone, where sets and information are of no interest."""
    return Stated(intervals, np.ones(len(intervals)), np.ones((len(intervals), 1), dtype=bool))


def grow_by_hand(mass: list[float], level: float) -> list[int]:
    """Years of the interval, grown one by one as the definition says."""
    start = next(i for i in range(len(mass)) if sum(mass[: i + 1]) >= 0.5)
    inside, total = [start], 0.0
    if mass[start] / 2 > level:
        return []
    total = mass[start]
    while True:
        around = [i for i in (inside[0] - 1, inside[-1] + 1) if 0 <= i < len(mass)]
        if not around:
            return inside
        best = max(around, key=lambda i: (mass[i], -i))
        if total + mass[best] / 2 > level:
            return inside
        total += mass[best]
        inside = sorted([*inside, best])


def test_scores_up_to_a_level_are_the_interval_grown_by_hand():
    mass, _, _ = draw(40, np.random.default_rng(1))
    scores = growth_scores(mass)
    for level in (0.05, 0.3, 0.777, 0.95):
        for row, own in zip(mass, scores, strict=True):
            assert np.flatnonzero(own <= level).tolist() == grow_by_hand(row.tolist(), level)


@pytest.mark.parametrize("error", [0.0, 3.0])
def test_cover_is_within_the_exact_finite_sample_bound(error):
    """Of 19 users, chance of the 20th: exactly 16/20 without ties, for wrong models as well."""
    rng, trials = np.random.default_rng(2), 1500
    mass, ages, _ = draw(20 * trials, rng, error=error)
    scores = growth_scores(mass)[np.arange(ages.size), ages - GRID[0]].reshape(trials, 20)
    held = [own[-1] <= conformal_level(own[:-1], cover=0.8) for own in scores]
    low, high = binomtest(int(sum(held)), trials).proportion_ci(0.999)
    assert low <= 0.8 + 1 / 20
    assert high >= 0.8
    assert np.mean(held) == pytest.approx(0.8, abs=0.03)


def test_wrong_probabilities_are_answered_by_wider_intervals_not_by_lost_cover():
    rng = np.random.default_rng(3)
    widths = {}
    for error in (0.0, 4.0):
        mass, ages, _ = draw(4000, rng, error=error)
        model = ConformalYears().fit(GRID, mass[:2000], ages[:2000])
        found = model.predict(mass[2000:])
        table = interval_cover([stated(found)], ages[2000:], [{}])
        assert table["verdict"].tolist() == ["as promised"]
        widths[error] = found["interval_width_years"].mean()
    assert widths[4.0] > 1.3 * widths[0.0]


def test_large_groups_rely_on_themselves_and_small_ones_never_get_narrower():
    rng = np.random.default_rng(4)
    mass, ages, _ = draw(3000, rng)
    groups = np.where(np.arange(3000) % 3 == 0, "thin", "full").astype(object)
    thin = groups == "thin"
    # The model is as sure of thin users as of others, and wrong about them.
    ages[thin] = rng.permutation(ages[thin])
    groups[:30] = "rare"
    half = np.arange(3000) < 1500
    model = ConformalYears().fit(GRID, mass[half], ages[half], groups[half])
    assert model.group_levels_["thin"] > model.level_ > model.group_levels_["full"]
    assert model.group_levels_["rare"] >= model.level_
    found = model.predict(mass[~half], groups[~half])
    table = interval_cover([stated(found)], ages[~half], [{"evidence_level": groups[~half]}])
    assert set(table["verdict"]) == {"as promised"}
    widths = table.set_index("group_value")["mean_width_years"]
    assert widths["thin"] > widths["full"]
    # One level for all would have failed them.
    pooled = ConformalYears().fit(GRID, mass[half], ages[half]).predict(mass[~half])
    failed = interval_cover([stated(pooled)], ages[~half], [{"evidence_level": groups[~half]}])
    assert failed.set_index("group_value").loc["thin", "verdict"] == "too low"
