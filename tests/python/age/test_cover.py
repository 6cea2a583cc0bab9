"""Tables of cover count what was held, and promise nothing of groups that are too small."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from plumage.age.bands import AgeBands
from plumage.age.cover import band_set_cover, interval_cover
from plumage.age.uncertainty import Stated

BANDS = AgeBands(ids=(1, 2, 3), names=("young", "old", "oldest"), edges=(30, 50))
AGES = np.repeat([20, 28, 40, 60], [60, 60, 30, 4])


def stated(low: int, high: int, in_set: list[bool]) -> Stated:
    """State the same of everybody; nothing is known of the first fifty."""
    intervals = pd.DataFrame(
        {
            "interval_low_years": low,
            "interval_high_years": high,
            "interval_width_years": high - low + 1,
            "interval_claimed_cover": 0.75,
        },
        index=range(AGES.size),
    )
    bits = np.where(np.arange(AGES.size) < 50, 0.05, 0.5)
    return Stated(intervals, bits, np.tile(in_set, (AGES.size, 1)))


def test_intervals_are_told_by_true_band_with_the_side_of_their_misses():
    names = np.array(BANDS.names, dtype=object)[BANDS.positions_of(AGES)]
    table = interval_cover([stated(21, 45, [True] * 3)] * 2, AGES, [{"age_band": names}] * 2)
    rows = table.set_index("group_value")
    assert rows["user_count"].to_dict() == {"all": 154, "young": 120, "old": 30, "oldest": 4}
    shares = ["cover", "above_share", "below_share", "abstain_share"]
    assert rows.loc["young", shares].tolist() == pytest.approx([0.5, 0, 0.5, 50 / 120])
    assert rows.loc["all", shares].tolist() == pytest.approx(
        [90 / 154, 4 / 154, 60 / 154, 50 / 154]
    )
    # Asking the same users twice makes no interval narrower.
    limits = binomtest(60, 120).proportion_ci(0.95, method="exact")
    assert rows.loc["young", ["ci_low", "ci_high"]].tolist() == pytest.approx(list(limits))
    assert rows["mean_width_years"].dropna().unique() == [25]
    assert rows["verdict"].to_dict() == {
        "all": "too low",
        "young": "too low",
        "old": "too high",
        "oldest": "too few users",
    }
    assert rows.loc["oldest", [*shares, "ci_low", "claimed_cover"]].isna().all()


def test_a_small_group_within_chance_shows_nothing():
    ages = np.r_[np.full(9, 25), np.full(3, 60)]
    few = Stated(stated(21, 45, [True]).intervals[:12], np.ones(12), np.ones((12, 1), dtype=bool))
    table = interval_cover([few], ages, [{}])
    assert table["cover"].tolist() == [0.75]
    assert table["verdict"].tolist() == ["too few users"]


def test_sets_are_told_by_true_band():
    found = [stated(0, 1, [True, True, False]), stated(0, 1, [True, False, False])]
    rows = band_set_cover(found, AGES, BANDS).set_index("group_value")
    assert rows["group_kind"].to_dict() == dict.fromkeys(BANDS.names, "age_band") | {"all": "all"}
    figures = ["held_count", "cover", "mean_set_size", "single_share"]
    assert rows.loc["young", figures].tolist() == [120, 1, 1.5, 0.5]
    assert rows.loc["old", figures].tolist() == [15, 0.5, 1.5, 0.5]
    assert rows.loc["all", "held_count"] == 135
    limits = binomtest(15, 30).proportion_ci(0.95, method="exact")
    assert rows.loc["old", ["ci_low", "ci_high"]].tolist() == pytest.approx(list(limits))
    assert rows.loc["old", "verdict"] == "too low"
    assert rows.loc["oldest", figures].isna().all()
