"""The words, accounts and settings behind a score: parts of a ridge regression, term by term.

These are people's own words and contacts. They are kept apart from the phrases of
``plumage.drivers``, so that they can be suppressed in what is published.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from plumage.fact_parts import FACT_PARTS, NUMBERS, SCORE_BLOCKS
from plumage.sparse_facts import UserFacts
from plumage.stacking import StackedAges
from plumage.weighted import Floats


def term_drivers(
    stacked: StackedAges,
    facts: UserFacts,
    rows: NDArray[np.int64],
    score: str,
    *,
    target: int = 0,
    top: int = 3,
) -> pd.DataFrame:
    """Resolve a ridge score into its strongest terms: words, n-grams, accounts or settings.

    Parameters
    ----------
    stacked : StackedAges
        Fitted model.
    facts : UserFacts
        Users, by the same encoder.
    rows : ndarray of int
        Which of them.
    score : str
        Key of ``stacked.first.scores``.
    target : int, default=0
        Position in ``plumage.ridge_scores.TARGETS``; 0 is the log of age.
    top : int, default=3
        Terms to list in each direction.

    Returns
    -------
    pandas.DataFrame
        One row per user, direction and place: ``user_id``, ``score_block``, ``direction``,
        ``term_position`` (from 1), ``term``, ``part`` (of the score; over all terms, with the
        training mean of the target, they add up to it).
    """
    block = next(block for block in SCORE_BLOCKS if block.name == score)
    names = term_names(facts, block.parts, stacked.blocks)
    known = facts.score_rows(block.parts, stacked.blocks)[rows]
    parts = linear_parts(known, stacked.first.scores[score].coefficients_[:, target])
    found = []
    for place, row in enumerate(rows):
        own = slice(parts.indptr[place], parts.indptr[place + 1])
        values, terms = parts.data[own], parts.indices[own]
        order = np.argsort(-values, kind="stable")
        for direction, chosen in (("older", order[:top]), ("younger", order[::-1][:top])):
            for position, term in enumerate(chosen, start=1):
                if (values[term] > 0) == (direction == "older") and values[term]:
                    found.append(
                        {
                            "user_id": facts.user_ids[row],
                            "score_block": score,
                            "direction": direction,
                            "term_position": position,
                            "term": names[terms[term]],
                            "part": values[term],
                        }
                    )
    columns = ["user_id", "score_block", "direction", "term_position", "term", "part"]
    return pd.DataFrame(found, columns=columns)


def linear_parts(rows: sparse.csr_array, coefficients: Floats) -> sparse.csr_array:
    """Parts of a linear score by term.

    Parameters
    ----------
    rows : scipy.sparse.csr_array, shape (n_users, n_terms)
        Weighted facts.
    coefficients : ndarray of float, shape (n_terms,)
        Weight of each term.

    Returns
    -------
    scipy.sparse.csr_array, shape (n_users, n_terms)
        Rows add up to the score without its intercept.
    """
    parts = sparse.csr_array(rows, copy=True)
    parts.data = parts.data * coefficients[parts.indices]
    return parts


def term_names(
    facts: UserFacts, parts: Sequence[str], blocks: Sequence[str]
) -> NDArray[np.object_]:
    """Names of the columns of ``facts.score_rows``.

    Parameters
    ----------
    facts : UserFacts
        Users, by the encoder that holds the vocabularies.
    parts : sequence of str
        Parts of the facts, side by side.
    blocks : sequence of str
        Feature blocks that may be looked at.

    Returns
    -------
    ndarray of str, shape (n_columns,)
        Numbers come with ``<name> is missing`` after them.
    """
    names: list[str] = []
    for part in parts:
        if part == NUMBERS:
            numbers = [facts.encoder.numbers[place] for place in facts.number_columns(blocks)]
            names += numbers + [f"{number} is missing" for number in numbers]
        else:
            names += list(facts.encoder.vocabularies[FACT_PARTS[part].group].terms)
    return np.array(names, dtype=object)
