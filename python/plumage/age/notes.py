"""What a reader must know before relying on a run's figures."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plumage import __version__
from plumage.age.inner_outer import TOO_GOOD
from plumage.age.inputs import Inputs
from plumage.age.label_shift import shift_line
from plumage.age.ordinal_features import ORDINAL_FEATURES
from plumage.age.report import Findings, figure

FEW_LABELLED_USERS = 200
"""Below so many, intervals are wide enough that a reader must be told."""


def unpublished_bands(inputs: Inputs, findings: Findings) -> list[str]:
    """Name the bands that labelled users are in, and nobody by the published year.

    Parameters
    ----------
    inputs : Inputs
        What was learned from.
    findings : Findings
        What was found.

    Returns
    -------
    list of str
        Names in quotes, from the youngest.
    """
    learned = np.unique(inputs.bands.positions_of(inputs.ages))
    absent = np.setdiff1d(learned, findings.bands)
    return [f"'{inputs.bands.names[position]}'" for position in absent]


def too_good_lines(table: pd.DataFrame) -> list[str]:
    """Name the second stages whose inner error is better than the outer one by more than chance.

    Parameters
    ----------
    table : pandas.DataFrame
        Rows of ``age_inner_outer_errors``; may be empty.

    Returns
    -------
    list of str
        One line each.
    """
    if table.empty:
        return []
    return [
        f"{row.second_stage} looks better inside its training sets than outside, by "
        f"{figure(row.difference_years, row.ci_low, row.ci_high)} years: a label leaks. Distrust "
        "the choice of second stage and the intervals (predictions.age_inner_outer_errors)"
        for row in table[table["verdict"] == TOO_GOOD].itertuples()
    ]


def notes_of(inputs: Inputs, findings: Findings) -> list[str]:
    """List what a reader must know before relying on the figures.

    Parameters
    ----------
    inputs : Inputs
        What was learned from.
    findings : Findings
        What was found.

    Returns
    -------
    list of str
        One line each.
    """
    notes = []
    if unpublished := unpublished_bands(inputs, findings):
        notes.append(
            f"nobody's published year is in {' or '.join(unpublished)}: "
            "rank by band probability to find them (marts.fct_age_band_probabilities)"
        )
    if inputs.unused:
        notes.append(
            f"not used, since seeds/ref_features.csv does not list it: {', '.join(inputs.unused)} "
            "of marts.feat_users (docs/adding-a-feature.md)"
        )
    notes += too_good_lines(findings.inner_outer)
    if shifted := shift_line(findings.label_shift):
        notes.append(shifted)
    if inputs.facts["project_version"] != __version__:
        notes.append(
            f"the warehouse was built by version {inputs.facts['project_version']}, this is "
            f"{__version__}: predictions count as stale until `dbt build`"
        )
    if len(inputs.ages) < FEW_LABELLED_USERS:
        notes.append(f"only {len(inputs.ages)} labelled users: all figures are rough")
    if findings.left_out is None:
        notes.append("too few users with profile and tweets for the ordinal regression")
    elif findings.left_out:
        notes.append(
            f"the ordinal regression had to leave out {len(findings.left_out)} of its "
            f"{len(ORDINAL_FEATURES)} features: {', '.join(sorted(findings.left_out))} "
            "(marts.fct_age_model_coefficients says why)"
        )
    return notes
