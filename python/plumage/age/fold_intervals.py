"""What is stated of cross-validated users, each calibrated without the fold of the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from plumage.age.uncertainty import Stated, Uncertainty
from plumage.age.validation import Validation


def out_of_fold_stated(
    validation: Validation, levels: Sequence[str], models: Mapping[str, str]
) -> list[Stated]:
    """State of each labelled user what no label of the user's own fold has touched.

    In each training set, intervals and sets are calibrated on what inner models said of training
    users whom they had not seen; then they are asked for the users of the test fold.

    Parameters
    ----------
    validation : Validation
        Folds of each repeat; ages of a fold are not looked at for the fold.
    levels : sequence of str, shape (n_users,)
        Evidence level of each user.
    models : mapping of str to str
        Published candidate, key of ``OuterFold.masses``, by its role, key of
        ``OuterFold.inner_mass``.

    Returns
    -------
    list of Stated
        One a repeat, users in order.
    """
    groups, setting = np.asarray(levels, dtype=object), validation.setting
    found = []
    for folds in validation.repeats:
        parts = []
        for fold in folds:
            uncertainty = Uncertainty.calibrated(
                setting.grid,
                setting.bands,
                fold.inner_mass,
                validation.ages[fold.train],
                groups[fold.train],
            )
            masses = {role: fold.masses[name] for role, name in models.items()}
            parts.append(uncertainty.of(masses, groups[fold.test]))
        found.append(Stated.joined(parts, [fold.test for fold in folds]))
    return found
