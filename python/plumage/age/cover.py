"""How often intervals and sets of bands held the truth, of users who calibrated nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from statsmodels.stats.proportion import proportion_confint

from plumage.age.bands import AgeBands
from plumage.age.uncertainty import COVER, Stated

USERS_TO_PASS = 100
"""Users from which on a promise counts as kept when its share lies within chance."""


def interval_cover(
    repeats: Sequence[Stated],
    ages: ArrayLike,
    groups: Sequence[Mapping[str, ArrayLike]],
    *,
    cover: float = COVER,
    min_group_users: int = 10,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure how often intervals hold the true age, and to which side they miss it.

    Parameters
    ----------
    repeats : sequence of Stated
        Of the same users in the same order, one for each repeat of the cross-validation.
    ages : array-like of float, shape (n_users,)
        True ages in years.
    groups : sequence of dict of str to array-like, one for each repeat
        By kind of group (``age_band`` of the true age, ``predicted_band``, ``evidence_level``), the
        group of each user.
    cover : float, default=0.8
        What the intervals promise on average.
    min_group_users : int, default=10
        Groups of fewer users get no figures.
    confidence : float, default=0.95
        Cover of the exact binomial intervals.

    Returns
    -------
    pandas.DataFrame
        One row per kind of group and group; kind ``all`` holds everybody. Columns ``group_kind``,
        ``group_value``, ``user_count``, ``promised_cover``, ``cover`` (share whose age lies inside,
        averaged over repeats), ``ci_low``, ``ci_high`` (Clopper-Pearson), ``above_share``,
        ``below_share`` (shares older and younger than the interval), ``claimed_cover`` (probability
        that the model puts inside), ``mean_width_years``, ``median_width_years``,
        ``abstain_share``, ``verdict`` (``too low``, ``too high``, ``as promised``, or ``too few
        users`` where fewer than ``USERS_TO_PASS`` show neither). Figures of groups that are too
        small are NaN.
    """
    ages = np.asarray(ages, dtype=float)
    rows = []
    for stated, kinds in zip(repeats, groups, strict=True):
        low, high, width, claimed = (
            stated.intervals[f"interval_{name}"].to_numpy(dtype=float)
            for name in ("low_years", "high_years", "width_years", "claimed_cover")
        )
        rows.append(
            _by_group(
                {
                    "cover": (ages >= low) & (ages <= high),
                    "above_share": ages > high,
                    "below_share": ages < low,
                    "claimed_cover": claimed,
                    "width": width,
                    "abstain_share": stated.abstain,
                },
                kinds,
            )
        )
    grouped = pd.concat(rows).groupby(["group_kind", "group_value"], sort=False)
    table = grouped.mean().rename(columns={"width": "mean_width_years"})
    table.insert(5, "median_width_years", grouped["width"].median())
    return _judged(
        table,
        grouped.size() / len(repeats),
        cover=cover,
        min_group_users=min_group_users,
        confidence=confidence,
    )


def band_set_cover(
    repeats: Sequence[Stated],
    ages: ArrayLike,
    bands: AgeBands,
    *,
    cover: float = COVER,
    min_group_users: int = 10,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure in how many cases sets of bands hold the true band.

    Parameters
    ----------
    repeats : sequence of Stated
        As for ``interval_cover``.
    ages : array-like of int, shape (n_users,)
        True ages in years.
    bands : AgeBands
        Age bands.
    cover, min_group_users, confidence
        As for ``interval_cover``; promised in every true band.

    Returns
    -------
    pandas.DataFrame
        One row per true band (kind ``age_band``), and one for everybody (kind ``all``). Columns
        ``group_kind``, ``group_value``, ``user_count``, ``promised_cover``, ``held_count`` (users
        whose set holds their band, a mean over repeats), ``cover`` (the same as a share),
        ``ci_low``, ``ci_high``, ``mean_set_size`` (bands in a set), ``single_share`` (sets of one
        band), ``verdict``.
    """
    positions = bands.positions_of(ages)
    kinds = {"age_band": np.array(bands.names, dtype=object)[positions]}
    rows = []
    for stated in repeats:
        size = stated.in_set.sum(axis=1)
        held = stated.in_set[np.arange(positions.size), positions]
        rows.append(
            _by_group({"cover": held, "mean_set_size": size, "single_share": size == 1}, kinds)
        )
    grouped = pd.concat(rows).groupby(["group_kind", "group_value"], sort=False)
    table = grouped.mean()
    table.insert(0, "held_count", grouped["cover"].sum() / len(repeats))
    return _judged(
        table,
        grouped.size() / len(repeats),
        cover=cover,
        min_group_users=min_group_users,
        confidence=confidence,
    )


def _by_group(figures: Mapping[str, NDArray], kinds: Mapping[str, ArrayLike]) -> pd.DataFrame:
    """Repeat the figures of users for each kind of group, and for everybody."""
    by_user = pd.DataFrame({name: values.astype(float) for name, values in figures.items()})
    everybody = np.full(len(by_user), "all", dtype=object)
    return pd.concat(
        [
            by_user.assign(group_kind=kind, group_value=np.asarray(values, dtype=object))
            for kind, values in {"all": everybody, **kinds}.items()
        ]
    )


def _judged(
    table: pd.DataFrame,
    users: pd.Series,
    *,
    cover: float,
    min_group_users: int,
    confidence: float,
) -> pd.DataFrame:
    """Set limits of chance, the promise and a verdict beside the cover of groups."""
    # Repeats ask the same users again: they make no more users.
    low, high = proportion_confint(table["cover"] * users, users, 1 - confidence, method="beta")
    place = table.columns.get_loc("cover") + 1
    table.insert(place, "ci_low", low)
    table.insert(place + 1, "ci_high", high)
    table = table.astype(float).round(9)
    table["verdict"] = np.select(
        [high < cover, low > cover, users >= USERS_TO_PASS],
        ["too low", "too high", "as promised"],
        "too few users",
    )
    few = users < min_group_users
    table.loc[few, table.columns[:-1]] = np.nan
    table.loc[few, "verdict"] = "too few users"
    table.insert(0, "user_count", users.round().astype(int))
    table.insert(1, "promised_cover", cover)
    return table.reset_index()
