"""Intervals in whole years that hold the true age as often as they say: conformal prediction.

A model gives each user a probability of every whole year. Around the median year an interval grows,
year by year, towards the likelier neighbour; how far it has to grow until it holds the true age is
measured on labelled users whom the model had not seen. Whatever the probabilities are worth, an
interval that grows so far holds the age of the next user of the same kind with the promised chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.stats import beta

from plumage.weighted import Floats

ROUNDING = 1e-12
"""Room for the order of floating-point sums when scores are compared with a level."""


def growth_scores(mass: ArrayLike) -> Floats:
    """How far an interval around the median must grow to take in each year.

    The interval starts at the median year and takes in the likelier of its two neighbours until it
    holds all years. A year's score is the probability inside before it, plus half its own: with
    all of its own, an interval would stop short of every likely year (heaps at 21, 25, 30); with
    none of it, it would always reach beyond.

    Parameters
    ----------
    mass : array-like of float, shape (n_users, n_years)
        Probability of each year; rows sum to 1.

    Returns
    -------
    ndarray of float, shape (n_users, n_years)
        From 0 to 1. Years with a score up to any level are an interval, or none.

    Examples
    --------
    >>> growth_scores([[0.2, 0.4, 0.3, 0.1]]).round(2)
    array([[0.8 , 0.2 , 0.55, 0.95]])
    """
    mass = np.asarray(mass, dtype=float)
    users, last = np.arange(len(mass)), mass.shape[1] - 1
    start = (mass.cumsum(axis=1) >= mass.sum(axis=1, keepdims=True) / 2 - ROUNDING).argmax(axis=1)
    scores = np.empty_like(mass)
    low, high = start.copy(), start.copy()
    inside = mass[users, start]
    scores[users, start] = inside / 2
    for _ in range(last):
        below = np.where(low > 0, mass[users, np.maximum(low - 1, 0)], -1.0)
        above = np.where(high < last, mass[users, np.minimum(high + 1, last)], -1.0)
        is_younger = below >= above
        low, high = low - is_younger, high + ~is_younger
        added = np.where(is_younger, low, high)
        scores[users, added] = inside + mass[users, added] / 2
        inside = inside + mass[users, added]
    return scores


def conformal_level(scores: ArrayLike, *, cover: float) -> float:
    """Level up to which a new user's score lies with at least the promised chance.

    Parameters
    ----------
    scores : array-like of float, shape (n_users,)
        Scores of the true ages of users whom the model had not seen.
    cover : float
        Chance that is promised, between 0 and 1.

    Returns
    -------
    float
        The ``ceil((n + 1) cover)``-th smallest score: a new score lies at most there with a chance
        from ``cover`` to ``cover + 1 / (n + 1)`` (without ties). Infinite when there are too few
        users to promise that.

    References
    ----------
    Vovk, Gammerman and Shafer (2005). Algorithmic learning in a random world, chapter 2.

    Examples
    --------
    >>> conformal_level([0.1, 0.2, 0.3, 0.4], cover=0.8), conformal_level([0.1], cover=0.8)
    (0.4, inf)
    """
    scores = np.sort(np.asarray(scores, dtype=float))
    rank = int(np.ceil((scores.size + 1) * cover - ROUNDING))
    return float(scores[rank - 1]) if rank <= scores.size else float("inf")


class ConformalYears:
    """Intervals in whole years, calibrated on users whom the model had not seen.

    Users of a group (an evidence level) get a level of their own when at least ``min_group_users``
    of them calibrate it. Smaller groups get the level of all users or their own, whichever is
    wider, so that little evidence never makes an interval narrower.

    Parameters
    ----------
    cover : float, default=0.8
        Chance with which an interval shall hold the true age.
    min_group_users : int, default=100
        Calibration users from which on a group relies on itself alone.

    Attributes
    ----------
    grid_ : ndarray of int, shape (n_years,)
        Whole years that the model knows, ascending.
    level_ : float
        Level of all users.
    group_levels_ : dict of str to float
        Level of each group that has one of its own.
    constant_ : tuple of (int, int)
        The interval that ages alone give to everybody.
    usual_age_ : int
        Median age of the calibration users.

    Notes
    -----
    Calibrated on out-of-fold probabilities and applied to the model of all training users, this is
    cross-conformal prediction. The exact bound of ``conformal_level`` holds for one split; across
    folds ``1 - 2 (1 - cover)`` is what can be proved in general, and cover close to the promise is
    what is found. So it is measured (``interval_cover``) on users who calibrated nothing.

    References
    ----------
    Vovk (2015). Cross-conformal predictors. Annals of Mathematics and Artificial Intelligence 74.
    Chernozhukov, Wuthrich and Zhu (2021). Distributional conformal prediction. PNAS 118(48).
    """

    def __init__(self, *, cover: float = 0.8, min_group_users: int = 100) -> None:
        if not 0 < cover < 1:
            raise ValueError(f"cover must lie between 0 and 1, got: {cover}")
        self.cover = cover
        self.min_group_users = min_group_users

    def fit(
        self,
        grid: ArrayLike,
        mass: ArrayLike,
        ages: ArrayLike,
        groups: Sequence[str] | None = None,
    ) -> ConformalYears:
        """Find how far intervals must grow.

        Parameters
        ----------
        grid : array-like of int, shape (n_years,)
            Whole years, ascending without gap.
        mass : array-like of float, shape (n_users, n_years)
            Probability of each year, from models that had not seen the user.
        ages : array-like of float, shape (n_users,)
            True ages in whole years; one outside the grid counts as never reached.
        groups : sequence of str or None, shape (n_users,)
            Evidence level of each user; None for one level for all.

        Returns
        -------
        ConformalYears
            Itself, calibrated.

        Raises
        ------
        ValueError
            If the grid has gaps, or nobody's age is given.
        """
        self.grid_ = np.asarray(grid, dtype=np.int64)
        ages = np.asarray(ages).astype(np.int64)
        if (np.diff(self.grid_) != 1).any():
            raise ValueError("grid must hold whole years, ascending without gap")
        if not ages.size:
            raise ValueError("at least one user must calibrate the intervals, got none")
        scores = self._scores_of_truth(mass, ages)
        self.level_ = conformal_level(scores, cover=self.cover)
        self.group_levels_: dict[str, float] = {}
        names = np.asarray([] if groups is None else groups, dtype=object)
        for group in dict.fromkeys(names):
            own = scores[names == group]
            level = conformal_level(own, cover=self.cover)
            if own.size < self.min_group_users:
                # Too few to promise anything alone: an infinite level is ignorance, not a finding.
                level = max(level, self.level_) if np.isfinite(level) else self.level_
            self.group_levels_[group] = level
        self._fit_constant(ages)
        return self

    def predict(self, mass: ArrayLike, groups: Sequence[str] | None = None) -> pd.DataFrame:
        """Give each user an interval.

        Parameters
        ----------
        mass : array-like of float, shape (n_users, n_years)
            Probability of each year of the grid.
        groups : sequence of str or None, shape (n_users,)
            Evidence level of each user.

        Returns
        -------
        pandas.DataFrame
            One row per user, in order: ``interval_low_years`` and ``interval_high_years`` (whole
            years, both inside), ``interval_width_years`` (how many whole years it holds),
            ``interval_claimed_cover`` (probability that the model itself puts inside), ``abstain``
            (whether the interval says nothing: it is no narrower than that of a constant answer,
            and holds the age that most users are near).
        """
        mass = np.asarray(mass, dtype=float)
        names = np.full(len(mass), None) if groups is None else np.asarray(groups, dtype=object)
        levels = np.array([self.group_levels_.get(name, self.level_) for name in names])
        low, high = self._interval(mass, levels)
        held = (self.grid_ >= low[:, None]) & (self.grid_ <= high[:, None])
        width = high - low + 1
        as_wide = width >= self.constant_[1] - self.constant_[0] + 1
        # A wide interval far from the usual age still says "not like most".
        usual = (low <= self.usual_age_) & (self.usual_age_ <= high)
        return pd.DataFrame(
            {
                "interval_low_years": low,
                "interval_high_years": high,
                "interval_width_years": width,
                "interval_claimed_cover": (mass * held).sum(axis=1),
                "abstain": as_wide & usual,
            }
        )

    def _scores_of_truth(self, mass: ArrayLike, ages: NDArray[np.int64]) -> Floats:
        """Scores of the true ages; infinite for ages outside the grid."""
        position = ages - self.grid_[0]
        known = (position >= 0) & (position < self.grid_.size)
        scores = growth_scores(mass)[np.arange(ages.size), np.where(known, position, 0)]
        return np.where(known, scores, np.inf)

    def _interval(self, mass: Floats, levels: Floats) -> tuple[NDArray, NDArray]:
        """First and last year of each user's interval, which is never empty."""
        scores = growth_scores(mass)
        scores[np.arange(len(mass)), scores.argmin(axis=1)] = 0.0
        held = scores <= levels[:, None] + ROUNDING
        low = held.argmax(axis=1)
        high = self.grid_.size - 1 - held[:, ::-1].argmax(axis=1)
        return self.grid_[low], self.grid_[high]

    def _fit_constant(self, ages: NDArray[np.int64]) -> None:
        """Find the interval of somebody who knows how old users are, and nothing of this one."""
        known = ages[(ages >= self.grid_[0]) & (ages <= self.grid_[-1])]
        self.usual_age_ = int(np.quantile(ages, 0.5, method="inverted_cdf"))
        if not known.size:
            self.constant_ = (int(self.grid_[0]), int(self.grid_[-1]))
            return
        shares = np.bincount(known - self.grid_[0], minlength=self.grid_.size) / known.size
        same = np.broadcast_to(shares, (ages.size, shares.size))
        level = conformal_level(self._scores_of_truth(same, ages), cover=self.cover)
        low, high = self._interval(shares[None, :], np.array([level]))
        self.constant_ = (int(low[0]), int(high[0]))


def exact_interval(
    successes: float, trials: float, *, confidence: float = 0.95
) -> tuple[float, float]:
    """Exact interval of a binomial share.

    Parameters
    ----------
    successes, trials : float
        Counts; a mean over repeats may be fractional.
    confidence : float, default=0.95
        Smallest cover of the interval.

    Returns
    -------
    tuple of (float, float)
        Limits; NaN without trials.

    References
    ----------
    Clopper and Pearson (1934). The use of confidence or fiducial limits illustrated in the case of
    the binomial. Biometrika 26.

    Examples
    --------
    >>> exact_interval(0, 10)[0]
    0.0
    """
    if trials <= 0:
        return float("nan"), float("nan")
    tail = (1 - confidence) / 2
    low = beta.ppf(tail, successes, trials - successes + 1) if successes > 0 else 0.0
    high = beta.ppf(1 - tail, successes + 1, trials - successes) if successes < trials else 1.0
    return float(low), float(high)


def interval_cover(
    repeats: Sequence[pd.DataFrame],
    ages: ArrayLike,
    groups: Sequence[Mapping[str, ArrayLike]],
    *,
    cover: float = 0.8,
    min_group_users: int = 100,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure how often intervals hold the true age of users who calibrated nothing.

    Parameters
    ----------
    repeats : sequence of pandas.DataFrame
        Intervals as from ``ConformalYears.predict``, of the same users in the same order, one frame
        for each repeat of the cross-validation.
    ages : array-like of float, shape (n_users,)
        True ages in years.
    groups : sequence of dict of str to array-like, one for each repeat
        By kind of group (``predicted_band``, ``evidence_level``), the group of each user.
    cover : float, default=0.8
        What the intervals promise.
    min_group_users : int, default=100
        Groups of fewer users get no figures: their cover could be anything.
    confidence : float, default=0.95
        Cover of the exact binomial intervals.

    Returns
    -------
    pandas.DataFrame
        One row per kind of group and group; kind ``all`` holds everybody. Columns ``group_kind``,
        ``group_value``, ``user_count``, ``promised_cover``, ``cover`` (share whose age lies inside,
        averaged over repeats), ``ci_low``, ``ci_high`` (Clopper-Pearson), ``claimed_cover``
        (probability that the model puts inside), ``mean_width_years``, ``median_width_years``,
        ``abstain_share``, ``verdict`` (``as promised``, ``too low``, ``too high``, or ``too few
        users``). Figures are NaN where there are too few users.
    """
    ages = np.asarray(ages, dtype=float)
    rows = []
    for intervals, kinds in zip(repeats, groups, strict=True):
        held = (ages >= intervals["interval_low_years"].to_numpy()) & (
            ages <= intervals["interval_high_years"].to_numpy()
        )
        for kind, values in {"all": np.full(ages.size, "all"), **kinds}.items():
            rows.append(
                pd.DataFrame(
                    {
                        "group_kind": kind,
                        "group_value": np.asarray(values, dtype=object),
                        "held": held.astype(float),
                        "width": intervals["interval_width_years"].to_numpy(dtype=float),
                        "claimed": intervals["interval_claimed_cover"].to_numpy(dtype=float),
                        "abstain": intervals["abstain"].to_numpy(dtype=float),
                    }
                )
            )
    grouped = pd.concat(rows, ignore_index=True).groupby(["group_kind", "group_value"], sort=False)
    table = grouped.agg(
        rows=("held", "size"),
        cover=("held", "mean"),
        claimed_cover=("claimed", "mean"),
        mean_width_years=("width", "mean"),
        median_width_years=("width", "median"),
        abstain_share=("abstain", "mean"),
    ).reset_index()
    # Repeats ask the same users again: they make no more users.
    users = table.pop("rows") / len(repeats)
    limits = [
        exact_interval(share * count, count, confidence=confidence)
        for share, count in zip(table["cover"], users, strict=True)
    ]
    table.insert(2, "user_count", users.round().astype(int))
    table.insert(3, "promised_cover", cover)
    table.insert(5, "ci_low", [low for low, _ in limits])
    table.insert(6, "ci_high", [high for _, high in limits])
    table["verdict"] = np.select(
        [table["ci_high"] < cover, table["ci_low"] > cover], ["too low", "too high"], "as promised"
    )
    few = users.to_numpy() < min_group_users
    figures = [name for name in table.columns[4:] if name != "verdict"]
    table.loc[few, figures] = np.nan
    table.loc[few, "verdict"] = "too few users"
    return table
