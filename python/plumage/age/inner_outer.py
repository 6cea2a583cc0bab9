"""Compare errors inside a training set with those outside it: a gauge of leaking labels.

Second stages are chosen, and intervals calibrated, by predictions of inner models for training
users. If a user's own label were in them, in whatever disguise, they would be too good. Outer
folds, whose users no part of the model has seen, show by how much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from plumage.age.distribution import AgeDistribution
from plumage.age.model import DESCRIBED
from plumage.age.selection import averaged
from plumage.age.stacking import StackedAges

Floats = NDArray[np.float64]

TOO_GOOD = "inner error better by more than chance: a label leaks"
HONEST = "no sign of a leak"


def stage_errors(
    model: StackedAges,
    levels: NDArray[np.object_],
    test: NDArray[np.int64],
    ages: NDArray[np.int64],
    answers: Mapping[str, Floats],
) -> pd.DataFrame:
    """Measure how far off each second stage is, on users it was chosen by and on others.

    Parameters
    ----------
    model : StackedAges
        Fitted on the described users of a training set.
    levels : ndarray of str, shape (n_users,)
        Evidence level of each labelled user.
    test : ndarray of int, shape (n_test_users,)
        Users outside the training set, as positions.
    ages : ndarray of int, shape (n_users,)
        Ages of all labelled users.
    answers : mapping of str to ndarray of float, shape (n_test_users, n_years)
        By member and by configuration: predictions for the users tested.

    Returns
    -------
    pandas.DataFrame
        One row per second stage and user: ``second_stage``, ``position``, ``is_outer``,
        ``error_years``. Users without profile and tweets are left out.
    """
    grid, inner = model.setting.grid, model.inner_member_mass
    inner = inner | {one.name: averaged(inner, one) for one in model.configurations}
    described = np.isin(levels[test], DESCRIBED)
    parts = []
    for name, mass in inner.items():
        for is_outer, users, said in (
            (False, model.rows, mass),
            (True, test[described], answers[name][described]),
        ):
            errors = np.abs(AgeDistribution(grid, said).years() - ages[users])
            parts.append(
                pd.DataFrame(
                    {
                        "second_stage": name,
                        "position": users,
                        "is_outer": is_outer,
                        "error_years": errors,
                    }
                )
            )
    return pd.concat(parts, ignore_index=True)


def inner_outer_table(folds: Sequence[pd.DataFrame], *, confidence: float = 0.95) -> pd.DataFrame:
    """Compare inner with outer errors, paired by user.

    Parameters
    ----------
    folds : sequence of pandas.DataFrame
        As from ``stage_errors``, one for each training set.
    confidence : float, default=0.95
        Nominal cover of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row per second stage: ``second_stage``, ``user_count``, ``inner_mae_years``,
        ``outer_mae_years``, ``difference_years`` (outer minus inner; above 0 where the inner error
        looks better), ``ci_low``, ``ci_high`` (Student's, over users), ``verdict``. No row where no
        second stage was fitted.
    """
    errors = pd.concat(folds, ignore_index=True)
    if errors.empty:
        return pd.DataFrame()
    by_user = errors.pivot_table(
        index=["second_stage", "position"], columns="is_outer", values="error_years"
    ).dropna()
    rows = []
    for name, one in by_user.groupby("second_stage"):
        differences = one[True] - one[False]
        # Equal throughout has no spread to tell an interval from, and needs none.
        low, high = differences.mean(), differences.mean()
        if differences.std() > 0:
            test = stats.ttest_1samp(differences, 0)
            low, high = test.confidence_interval(confidence)
        rows.append(
            {
                "second_stage": name,
                "user_count": len(one),
                "inner_mae_years": one[False].mean(),
                "outer_mae_years": one[True].mean(),
                "difference_years": differences.mean(),
                "ci_low": low,
                "ci_high": high,
                "verdict": TOO_GOOD if low > 0 else HONEST,
            }
        )
    return pd.DataFrame(rows).round(9)
