"""What a stored model knows of the words, accounts and settings that later users have.

Features can be spread as before while everybody follows accounts that the model has never seen: the
numbers of the drift mart do not show that, and half of what the model goes by is silent.
"""

from __future__ import annotations

import pandas as pd

from plumage.encoding.facts import FactEncoder, UserFacts
from plumage.encoding.parts import FACT_SOURCES
from plumage.encoding.terms import FactTables

LITTLE_KNOWN = 0.5
"""With a smaller share of facts known, what a model says rests on the rest."""

MIN_USERS = 30
"""Sources that fewer users have are not judged."""


def known_facts(facts: UserFacts, tables: FactTables) -> pd.DataFrame:
    """Count the facts that users share, and those among them that a model knows.

    Parameters
    ----------
    facts : UserFacts
        Users as the model's encoder sees them.
    tables : FactTables
        The same users as the marts have them.

    Returns
    -------
    pandas.DataFrame
        One row per source: ``source``, ``block``, ``user_count`` (with any such fact),
        ``fact_count`` (pairs of user and term, of terms that enough of these users have),
        ``known_fact_count`` (of terms that the model learned), ``known_share`` (at most 1; NaN
        where there is no fact), ``verdict``.
    """
    _, own = FactEncoder.fit(tables)
    rows = []
    for source, block in FACT_SOURCES.items():
        here, known = own.counts[source], facts.counts[source]
        users = int((here.sum(axis=1) > 0).sum())
        # A term that is rare here may be a common one of the users learned from.
        share = min(1.0, known.nnz / here.nnz) if here.nnz else float("nan")
        if users < MIN_USERS:
            verdict = "too few users"
        else:
            verdict = "little known" if share < LITTLE_KNOWN else "known"
        rows.append(
            {
                "source": source,
                "block": block,
                "user_count": users,
                "fact_count": here.nnz,
                "known_fact_count": known.nnz,
                "known_share": share,
                "verdict": verdict,
            }
        )
    return pd.DataFrame(rows)


def known_line(table: pd.DataFrame) -> str | None:
    """Say which kinds of facts a model hardly knows; None when it knows most of all.

    Parameters
    ----------
    table : pandas.DataFrame
        As from ``known_facts``.

    Returns
    -------
    str or None
        One line.
    """
    little = table[table["verdict"] == "little known"].sort_values(["known_share", "source"])
    if little.empty:
        return None
    said = ", ".join(
        f"{row.source.replace('_', ' ')} {row.known_share:.0%}" for row in little.itertuples()
    )
    return (
        f"WARNING: of some facts of these users the model knows little ({said}; "
        "predictions.known_facts). They are another population: intervals then hold the true "
        "age less often than they promise, and the card's figures do not hold."
    )
