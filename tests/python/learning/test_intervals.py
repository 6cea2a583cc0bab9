"""Intervals of shares, against SciPy's own exact test."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from plumage.learning.intervals import exact_interval


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_exact_limits_are_those_of_scipy_for_arrays_and_at_both_ends(level):
    hits, trials = np.array([0, 7, 14, 69, 1130]), np.array([7, 7, 14, 70, 1387])
    low, high = exact_interval(hits, trials, level)
    expected = [binomtest(*pair).proportion_ci(level) for pair in zip(hits, trials, strict=True)]
    np.testing.assert_allclose(low, [limits.low for limits in expected], atol=1e-12)
    np.testing.assert_allclose(high, [limits.high for limits in expected], atol=1e-12)


def test_all_of_a_few_leave_room_for_chance():
    assert exact_interval(14, 14) == pytest.approx((0.768, 1), abs=5e-4)
    assert exact_interval(69, 70) == pytest.approx((0.923, 1.000), abs=5e-4)


def test_means_over_repeats_may_be_fractional_and_no_trials_have_no_limits():
    low, high = exact_interval([3, 3.5, 4, 0], [10, 10, 10, 0])
    assert low[0] < low[1] < low[2]
    assert high[0] < high[1] < high[2]
    assert np.isnan([low[3], high[3]]).all()
    # A mean of repeats can miss a whole number by its last bit.
    assert exact_interval(14 - 1e-14, 14) == pytest.approx((0.768, 1), abs=5e-4)
