"""Shares of bands among unlabelled users: planted ones are found, and none where there is none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize
from scipy.stats import norm

from plumage.age.bands import AgeBands
from plumage.age.label_shift import corrected_shares, label_shift_table, reweighted, shift_line

BANDS = AgeBands(ids=(1, 2, 3, 4), names=("20-", "21-29", "30-39", "40+"), edges=(21, 30, 40))
BASE = np.array([0.45, 0.35, 0.15, 0.05])
SHIFTED = np.array([0.2, 0.3, 0.25, 0.25])
APART = 2.0
"""Standard deviations between the signals of neighbouring bands."""


def drawn(shares, count: int, *, seed: int, lean=(1.0, 1.0, 1.0, 1.0)):
    """True bands, and exact probabilities under ``BASE``; leaned to be off the same everywhere."""
    rng = np.random.default_rng(seed)
    bands = rng.choice(4, size=count, p=shares)
    signal = rng.normal(APART * bands)[:, None]
    said = BASE * norm.pdf(signal, loc=APART * np.arange(4)) * lean
    return bands, said / said.sum(axis=1, keepdims=True)


def most_likely_shares(probabilities, base):
    """The same by a general optimiser, without the algorithm's steps."""

    def surprise(free):
        shares = np.exp(np.append(free, 0.0))
        shares /= shares.sum()
        return -np.log((probabilities * shares / base).sum(axis=1)).mean()

    found = np.exp(np.append(minimize(surprise, np.zeros(3), method="BFGS", tol=1e-9).x, 0.0))
    return found / found.sum()


def table_of(targets, *, base_seed: int = 1, replicates: int = 200, **options) -> pd.DataFrame:
    bands, said = drawn(BASE, 1200, seed=base_seed, **options)
    return label_shift_table(
        targets, [said], bands, BANDS, min_group_users=5, replicates=replicates, seed=1
    )


def test_shares_are_those_of_the_highest_likelihood():
    _, said = drawn(SHIFTED, 800, seed=3)
    (found,) = corrected_shares(said, BASE[None], np.ones((1, 800)))
    np.testing.assert_allclose(found, most_likely_shares(said, BASE), atol=1e-5)


def test_users_count_as_often_as_they_were_drawn():
    _, said = drawn(SHIFTED, 200, seed=4)
    times = np.random.default_rng(0).multinomial(200, np.full(200, 1 / 200))
    weighed, once = (
        corrected_shares(one, BASE[None], weights[None].astype(float))[0]
        for one, weights in ((said, times), (np.repeat(said, times, axis=0), np.ones(200)))
    )
    np.testing.assert_allclose(weighed, once, atol=1e-6)


def test_planted_shares_are_found_and_lie_in_their_intervals():
    bands, said = drawn(SHIFTED, 1500, seed=5)
    table = table_of(said)
    true = np.bincount(bands) / 1500
    np.testing.assert_allclose(table["corrected_share"], true, atol=0.05)
    assert ((table["ci_low"] < SHIFTED) & (table["ci_high"] > SHIFTED)).all()
    # Probabilities that were right under other shares miss them.
    assert np.abs(table["predicted_share"] - true).max() > 0.05
    verdicts = dict(zip(table["age_band"], table["verdict"], strict=True))
    assert verdicts["20-"] == "fewer than learned from"
    assert verdicts["40+"] == "more than learned from"
    assert "'40+'" in shift_line(table)


def test_correction_for_a_planted_shift_makes_bands_right_more_often():
    bands, said = drawn(SHIFTED, 1500, seed=6)
    table = table_of(said)
    shares = table[["expected_share", "corrected_share"]].to_numpy()
    after = reweighted(said, *shares.T)
    assert np.mean(after.argmax(axis=1) == bands) > np.mean(said.argmax(axis=1) == bands) + 0.03
    moved = np.mean(after.argmax(axis=1) != said.argmax(axis=1))
    assert table["moved_share"].sum() == pytest.approx(moved, abs=0.01)
    for name in ("most_probable_share", "corrected_most_probable_share", "corrected_share"):
        assert table[name].sum() == pytest.approx(1)


def test_without_a_shift_shares_are_near_the_base_and_nothing_is_said():
    _, said = drawn(BASE, 1500, seed=7)
    table = table_of(said)
    np.testing.assert_allclose(table["corrected_share"], BASE, atol=0.05)
    assert ((table["ci_low"] < BASE) & (table["ci_high"] > BASE)).all()
    assert set(table["verdict"]) == {"no more than chance"}
    assert shift_line(table) is None


def test_probabilities_that_are_wrong_everywhere_alike_are_no_shift():
    """An inflated oldest band is an error of the model; labelled users show it as well."""
    lean = (1.0, 1.0, 1.0, 30.0)
    _, said = drawn(BASE, 1500, seed=8, lean=lean)
    table = table_of(said, lean=lean)
    assert table["predicted_share"].iloc[-1] > 1.3 * table["base_share"].iloc[-1]
    assert set(table["verdict"]) == {"no more than chance"}


def test_bands_that_nobody_taught_get_no_row_and_few_targets_no_table():
    _, said = drawn(BASE, 300, seed=9)
    bands, known = drawn(BASE, 300, seed=10)
    young = bands < 3
    options = {"replicates": 20, "seed": 1}
    table = label_shift_table(
        said, [known[young]], bands[young], BANDS, min_group_users=300, **options
    )
    assert list(table["age_band"]) == ["20-", "21-29", "30-39"]
    few = label_shift_table(
        said, [known[young]], bands[young], BANDS, min_group_users=301, **options
    )
    assert few.empty
    assert shift_line(few) is None
