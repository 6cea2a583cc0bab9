"""A model abstains where it tells nothing, not where it tells that somebody is unlike most."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import entropy

from plumage.age.bands import AgeBands
from plumage.age.fold_intervals import out_of_fold_stated
from plumage.age.stacking import Setting
from plumage.age.subgroups import errors_by_group
from plumage.age.uncertainty import ABSTAIN_BITS, Stated, Uncertainty, information_bits
from plumage.age.validation import OuterFold, Validation

BANDS = AgeBands(
    ids=(1, 2, 3, 4, 5), names=("20-", "21-24", "25-29", "30-39", "40+"), edges=(21, 25, 30, 40)
)
GRID = np.arange(18, 61)
MODELS = {"years": "m", "bands": "m"}


def draw(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Ages as users have them, few of them old, and honest distributions of evidence of all kinds.

    Each user's log age is seen with an error that is small, large or without bound.
    """
    rng = np.random.default_rng(seed)
    ages = np.minimum(18 + rng.gamma(0.7, 8.0, count).astype(int), GRID[-1])
    prior = np.bincount(ages - GRID[0], minlength=GRID.size) + 0.01
    error = rng.choice([0.1, 0.4, 50.0], size=count)
    seen = np.log(ages - 15) + error * rng.normal(size=count)
    chance = np.exp(-0.5 * ((np.log(GRID - 15) - seen[:, None]) / error[:, None]) ** 2)
    mass = prior * chance
    return mass / mass.sum(axis=1, keepdims=True), ages


def validation(mass: np.ndarray, ages: np.ndarray, folds: int = 2) -> Validation:
    """Folds in which models said the same from within and from without."""
    places = np.arange(ages.size)
    found = [
        OuterFold(
            places[places % folds != fold],
            places[places % folds == fold],
            {"m": mass[places % folds == fold]},
            dict.fromkeys(MODELS, mass[places % folds != fold].astype(np.float32)),
            pd.DataFrame(),
        )
        for fold in range(folds)
    ]
    return Validation(ages, Setting(BANDS, GRID, ("full",)), [found], frozenset({"m"}))


def test_information_is_the_divergence_from_the_shares_in_bits():
    rng = np.random.default_rng(1)
    base = rng.dirichlet(np.ones(5))
    said = rng.dirichlet(np.ones(5), size=50)
    expected = [entropy(one, base, base=2) for one in said]
    np.testing.assert_allclose(information_bits(said, base), expected, atol=1e-9)
    assert information_bits([base, [1, 0, 0, 0, 0]], base) == pytest.approx([0, -np.log2(base[0])])


def test_below_the_bound_no_set_of_bands_is_19_points_off_its_share():
    rng = np.random.default_rng(2)
    base = np.array([0.45, 0.4, 0.08, 0.04, 0.03])
    said = rng.dirichlet(20 * base, size=20_000)
    apart = np.abs(said - base).sum(axis=1) / 2
    bits = information_bits(said, base)
    assert apart[bits < ABSTAIN_BITS].max() < 0.187
    assert apart[bits >= ABSTAIN_BITS].max() > 0.187


def test_those_abstained_from_gain_nothing_and_are_no_older_than_most():
    """Judged by a width that reaches the usual age, nearly all older users were abstained from."""
    mass, ages = draw(3000, 3)
    (found,) = out_of_fold_stated(validation(mass, ages), ["full"] * ages.size, MODELS)
    years = GRID[(mass.cumsum(axis=1) >= 0.5).argmax(axis=1)]
    group = np.where(found.abstain, "abstains", "answers")
    table = errors_by_group([years], ages, {"abstain": group}, replicates=200, seed=1)
    rows = table[table["group_kind"] == "abstain"].set_index("group_value")
    assert rows["user_count"].min() > 500
    assert rows.loc["abstains", "gain_years"] == pytest.approx(0, abs=0.05)
    assert rows.loc["abstains", "gain_ci_high"] < rows.loc["answers", "gain_ci_low"]
    older = ages >= 25
    # Four standard errors of a share among those abstained from.
    assert older[found.abstain].mean() == pytest.approx(
        older.mean(), abs=4 * np.sqrt(0.25 / found.abstain.sum())
    )
    # Whoever is surely old is answered, however wide the interval.
    surely = mass[:, GRID >= 30].sum(axis=1) > 0.6
    assert surely.sum() > 50
    assert not found.abstain[surely].any()


def test_users_of_whom_nothing_is_known_are_abstained_from_by_definition():
    mass, ages = draw(400, 4)
    uncertainty = Uncertainty.calibrated(
        GRID, BANDS, dict.fromkeys(MODELS, mass), ages, ["full"] * 400
    )
    shares = np.bincount(ages - GRID[0], minlength=GRID.size).astype(float)
    shares[: ages.max() - GRID[0] + 1] += 0.01
    prior = np.tile(shares / shares.sum(), (2, 1))
    stated = uncertainty.of(dict.fromkeys(MODELS, prior), ["none", "none"])
    assert stated.information_bits.tolist() == [0, 0]
    assert stated.abstain.all()


def test_labels_of_a_fold_change_nothing_that_is_stated_of_it():
    mass, ages = draw(300, 5)
    first = np.arange(300) % 2 == 0

    def of(labels: np.ndarray) -> Stated:
        return out_of_fold_stated(validation(mass, labels), ["full"] * 300, MODELS)[0]

    plain, other = of(ages), of(np.where(first, 59, ages))
    assert plain.intervals.index.tolist() == list(range(300))
    pd.testing.assert_frame_equal(plain.intervals[first], other.intervals[first])
    np.testing.assert_array_equal(plain.in_set[first], other.in_set[first])
    np.testing.assert_array_equal(plain.information_bits[first], other.information_bits[first])
    assert not plain.intervals[~first].equals(other.intervals[~first])
    held = (ages >= plain.intervals["interval_low_years"]) & (
        ages <= plain.intervals["interval_high_years"]
    )
    assert held.mean() == pytest.approx(0.8, abs=0.08)
