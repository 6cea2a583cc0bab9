"""How the users that a model learned from are spread: what later users are compared with."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from plumage.age.distribution import AgeDistribution
from plumage.age.inputs import Inputs
from plumage.age.prediction import Results

BINS = 10
"""Bins of about equal size for each feature: the usual number for the population stability index
(Siddiqi 2006, Credit risk scorecards)."""

PREDICTED = "predicted_age_band"
"""Name under which the published bands stand among the features."""


def training_profile(inputs: Inputs, results: Results) -> pd.DataFrame:
    """Count training users by feature and bin.

    Parameters
    ----------
    inputs : Inputs
        What was learned from.
    results : Results
        What was found.

    Returns
    -------
    pandas.DataFrame
        Columns of ``predictions.training_profile`` without run id. Bands are counted by their
        id.
    """
    facts = results.labelled
    parts = [
        binned(facts.numbers[:, place]).assign(feature=name)
        for place, name in enumerate(facts.encoder.numbers)
    ]
    # Bands that out-of-fold models would publish: the final model has seen these users' ages.
    training = results.training
    said = AgeDistribution(training.setting.grid, training.model.inner_mass()["years"])
    ids = np.array(inputs.bands.ids)
    edges = ids[:-1].astype(float)
    bands = ids[inputs.bands.positions_of(said.years())].astype(float)
    parts.append(counted(bands, edges).assign(feature=PREDICTED))
    return pd.concat(parts, ignore_index=True)


def binned(values: ArrayLike, bins: int = BINS) -> pd.DataFrame:
    """Count values in bins of about equal size.

    Parameters
    ----------
    values : array-like of float, shape (n_users,)
        NaN where missing.
    bins : int, default=10
        How many at most; fewer where values are heaped.

    Returns
    -------
    pandas.DataFrame
        As from ``counted``.

    Examples
    --------
    >>> binned([1.0, 2.0, 3.0, 4.0, np.nan], bins=2)["training_user_count"].tolist()
    [1, 2, 2]
    """
    values = np.asarray(values, dtype=float)
    known = values[~np.isnan(values)]
    if not known.size:
        return counted(values, np.empty(0))
    levels = np.arange(1, bins) / bins
    edges = np.unique(np.quantile(known, levels, method="inverted_cdf"))
    return counted(values, edges[edges < known.max()])


def counted(values: ArrayLike, edges: ArrayLike) -> pd.DataFrame:
    """Count values between edges, and missing ones.

    Parameters
    ----------
    values : array-like of float, shape (n_users,)
        NaN where missing.
    edges : array-like of float, shape (n_edges,)
        Ascending; a value on an edge is in the bin below it.

    Returns
    -------
    pandas.DataFrame
        ``bin_position`` (0: missing), ``above_value``, ``up_to_value``, ``training_user_count``.
    """
    values, edges = np.asarray(values, dtype=float), np.asarray(edges, dtype=float)
    known = values[~np.isnan(values)]
    counts = np.bincount(np.searchsorted(edges, known), minlength=edges.size + 1)
    return pd.DataFrame(
        {
            "bin_position": np.arange(edges.size + 2),
            "above_value": [None, None, *edges],
            "up_to_value": [None, *edges, None],
            "training_user_count": [values.size - known.size, *counts],
        }
    )
