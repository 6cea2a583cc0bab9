"""Whether users to predict are of other ages than those learned from, and what that would change.

Band probabilities hold for users whose ages are spread as those learned from. Where users of each
band look alike in both groups and only the shares of the bands differ (label shift), the shares of
the unlabelled ones can be found from their probabilities alone: by maximum likelihood, with the
EM algorithm. Nothing published is changed by it; it says how sensitive predictions are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.age.bands import AgeBands
from plumage.learning.intervals import bootstrap_weights, percentile_limits
from plumage.learning.weighted import Floats

TOLERANCE = 1e-9
"""Shares that a step of the algorithm moves by less have settled."""

MAX_STEPS = 5000

SURE = 0.99
"""Cover of the intervals of all shifts together: a note that is a false alarm costs trust."""

MORE, FEWER = "more than learned from", "fewer than learned from"
CHANCE = "no more than chance"
"""Verdicts."""


def reweighted(probabilities: Floats, base: Floats, shares: Floats) -> Floats:
    """Turn probabilities under some shares of the bands into those under others (Bayes' rule).

    Parameters
    ----------
    probabilities : ndarray of float, shape (n_users, n_bands)
        Rows sum to 1.
    base : ndarray of float, shape (n_bands,)
        Shares under which they hold.
    shares : ndarray of float, shape (n_bands,)
        Shares wanted.

    Returns
    -------
    ndarray of float, shape (n_users, n_bands)
        Rows sum to 1.

    Examples
    --------
    >>> reweighted(np.array([[0.5, 0.5]]), np.array([0.8, 0.2]), np.array([0.5, 0.5]))
    array([[0.2, 0.8]])
    """
    weighed = probabilities * (shares / base)
    return weighed / weighed.sum(axis=1, keepdims=True)


def corrected_shares(probabilities: Floats, base: Floats, weights: Floats) -> Floats:
    """Find the shares of the bands under which the users' features are most likely.

    Parameters
    ----------
    probabilities : ndarray of float, shape (n_users, n_bands)
        Rows sum to 1.
    base : ndarray of float, shape (n_replicates, n_bands)
        Mean probabilities of users like those learned from: above 0, rows sum to 1.
    weights : ndarray of float, shape (n_replicates, n_users)
        How often each user counts.

    Returns
    -------
    ndarray of float, shape (n_replicates, n_bands)
        Rows sum to 1.

    References
    ----------
    Saerens, Latinne and Decaestecker (2002). Adjusting the outputs of a classifier to new a priori
    probabilities: a simple procedure. Neural Computation 14(1).
    """
    shares = base.copy()
    moving = np.arange(len(weights))
    for _ in range(MAX_STEPS):
        old = shares[moving]
        ratios = old / base[moving]
        new = ratios * ((weights[moving] / (ratios @ probabilities.T)) @ probabilities)
        new /= new.sum(axis=1, keepdims=True)
        shares[moving] = new
        moving = moving[np.abs(new - old).max(axis=1) > TOLERANCE]
        if not moving.size:
            break
    return shares


def replicated_shares(
    targets: Floats, labelled: Floats, *, replicates: int, seed: int
) -> tuple[Floats, Floats]:
    """Find corrected shares of targets, and of bootstrap replicates of both groups of users.

    Parameters
    ----------
    targets, labelled : ndarray of float, shape (n_users_of_group, n_bands)
        Probabilities of users to predict, and of users like those learned from.
    replicates : int
        Bootstrap replicates.
    seed : int
        Seed of the draws.

    Returns
    -------
    tuple of (ndarray of float, ndarray of float), each of shape (1 + replicates, n_bands)
        Mean probabilities of the labelled users, and corrected shares of targets; the first row is
        that of the users themselves.

    References
    ----------
    Alexandari, Kundaje and Shrikumar (2020). Maximum likelihood with bias-corrected calibration is
    hard-to-beat at label shift adaptation. ICML: to divide by mean probabilities, and not by the
    shares of the labels, leaves users like those learned from as they are.
    """
    # Other draws for other users.
    groups = [
        (np.ones((1, len(said))), *bootstrap_weights(len(said), replicates=replicates, seed=one))
        for one, said in ((seed, labelled), (seed + 1, targets))
    ]
    base = np.concatenate([weights @ labelled / len(labelled) for weights in groups[0]])
    found, start = [], 0
    for weights in groups[1]:
        end = start + len(weights)
        found.append(corrected_shares(targets, base[start:end], weights))
        start = end
    return base, np.concatenate(found)


def label_shift_table(
    targets: Floats,
    labelled: Sequence[NDArray[np.floating]],
    positions: NDArray[np.int64],
    bands: AgeBands,
    *,
    min_group_users: int,
    replicates: int = 1000,
    confidence: float = 0.95,
    seed: int,
) -> pd.DataFrame:
    """Compare the shares of the bands among users to predict with those learned from.

    Parameters
    ----------
    targets : ndarray of float, shape (n_targets, n_bands)
        Published band probabilities of the users to predict.
    labelled : sequence of ndarray of float, shape (n_users, n_bands)
        The same of labelled users, out of fold; one array a repeat.
    positions : ndarray of int, shape (n_users,)
        True bands of labelled users, from 0.
    bands : AgeBands
        Age bands.
    min_group_users : int
        With fewer targets nothing is said.
    replicates : int, default=1000
        Bootstrap replicates over users of both groups.
    confidence : float, default=0.95
        Nominal cover of the interval of each corrected share; shifts have ``SURE`` (Bonferroni).
    seed : int
        Seed of the draws.

    Returns
    -------
    pandas.DataFrame
        One row per band that was learned from, as ``predictions.age_label_shift`` describes them,
        without run id.
    """
    if len(targets) < min_group_users:
        return pd.DataFrame()
    counts = np.bincount(positions, minlength=len(bands))
    learned = np.flatnonzero(counts)
    said, out_of_fold = (
        one[:, learned] / one[:, learned].sum(axis=1, keepdims=True)
        for one in (targets, np.mean(labelled, axis=0, dtype=float))
    )
    base, found = replicated_shares(said, out_of_fold, replicates=replicates, seed=seed)
    shift = found - base
    sure = 1 - (1 - SURE) / learned.size
    (low, high), (shift_low, shift_high) = (
        np.transpose([percentile_limits(band, confidence=level) for band in drawn[1:].T])
        for drawn, level in ((found, confidence), (shift, sure))
    )
    before = said.argmax(axis=1)
    after = reweighted(said, base[0], found[0]).argmax(axis=1)
    places = np.arange(learned.size)
    has, gets = (one[:, None] == places for one in (before, after))
    figures = {
        "base_share": counts[learned] / counts.sum(),
        "expected_share": base[0],
        "predicted_share": said.mean(axis=0),
        "corrected_share": found[0],
        "ci_low": low,
        "ci_high": high,
        "shift": shift[0],
        "shift_ci_low": shift_low,
        "shift_ci_high": shift_high,
        "most_probable_share": has.mean(axis=0),
        "corrected_most_probable_share": gets.mean(axis=0),
        "moved_share": (has & ~gets).mean(axis=0),
    }
    table = pd.DataFrame({name: np.round(values, 9) for name, values in figures.items()})
    table.insert(0, "age_band_id", np.asarray(bands.ids)[learned])
    table.insert(1, "age_band", np.array(bands.names, dtype=object)[learned])
    table.insert(2, "user_count", len(targets))
    table["verdict"] = np.select([shift_low > 0, shift_high < 0], [MORE, FEWER], CHANCE)
    return table


def shift_line(table: pd.DataFrame) -> str | None:
    """Say that the users to predict seem to be of other ages than those learned from.

    Parameters
    ----------
    table : pandas.DataFrame
        Rows of ``age_label_shift``; may be empty.

    Returns
    -------
    str or None
        One line; None where nothing is beyond chance.
    """
    beyond = table[table["verdict"].isin([MORE, FEWER])] if len(table) else table
    if beyond.empty:
        return None
    parts = [
        f"{row.corrected_share:.0%} [{row.ci_low:.0%}, {row.ci_high:.0%}] in '{row.age_band}', "
        f"where {row.expected_share:.0%} is expected"
        for row in beyond.sort_values("age_band_id").itertuples()
    ]
    return (
        "the users to predict may be of other ages than those learned from: "
        f"{', '.join(parts)} (predictions.age_label_shift; about 1 run in 100 says so without any "
        "difference). If they are, counts of bands and probabilities hold less well, and the most "
        f"probable band is another one for {table['moved_share'].sum():.0%} of them"
    )
