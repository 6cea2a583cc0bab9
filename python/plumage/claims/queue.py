"""What a queue of reviews brings: claims for each hundred of them, by order and capacity."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plumage.claims.answers import share_of
from plumage.claims.data import numbers_of
from plumage.learning.weighted import Floats, Mask

CAPACITIES = (0.01, 0.05, 0.1, 0.2)
"""Shares of all videos that are reviewed."""


def queue_yield(
    table: pd.DataFrame, is_claim: Mask, scores: dict[str, Floats], *, seed: int
) -> pd.DataFrame:
    """Count claims at the head of each order; equal ones are in random order."""
    views = np.nan_to_num(numbers_of(table, "view_count"))
    chance = np.random.default_rng(seed).permutation(len(table))
    rows = []
    for known, probabilities in scores.items():
        orders = {
            "expected_views": probabilities * views,
            "probability": probabilities,
            "most_viewed": views,
            "random": np.zeros(len(table)),
        }
        for name, values in orders.items():
            ranked = is_claim[np.lexsort((chance, -values))]
            for capacity in CAPACITIES:
                reviews = max(1, round(capacity * len(table)))
                claims = int(ranked[:reviews].sum())
                shares = (100 * share for share in share_of(claims, reviews))
                rows.append((known, name, capacity, reviews, claims, *shares))
    names = "list queue_order capacity_share review_count claim_count claims_per_100 ci_low ci_high"
    return pd.DataFrame(rows, columns=names.split()).assign(base_per_100=100 * is_claim.mean())
