"""What the models look at: columns of ``marts.feat_users`` by block, from seeds/ref_features.csv.

Blocks can be left out, compared and explained by name.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from plumage.core.paths import ROOT

FEATURES_FILE = ROOT / "seeds" / "ref_features.csv"


class Feature(NamedTuple):
    """A column of ``marts.feat_users``, as seeds/ref_features.csv describes it.

    Attributes
    ----------
    name, block : str
        Column, and the block that it is left out, compared and explained with.
    is_category : bool
        Whether it holds names, which models read as categories.
    more, less, unknown : str
        Words for users with more and with less of it than the typical user, and for those of whom
        it is not known; empty where there are none of its own.
    """

    name: str
    block: str
    is_category: bool
    more: str
    less: str
    unknown: str


def read_features(path: Path) -> tuple[Feature, ...]:
    """Read the features that models look at, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Feature(
                row["feature"],
                row["block"],
                row["scale"] == "category",
                row["more"],
                row["less"],
                row["unknown"],
            )
            for row in csv.DictReader(file)
            if row["block"]
        )


FEATURES = read_features(FEATURES_FILE)
"""All of them."""

FEATURE_BLOCKS: Mapping[str, tuple[str, ...]] = {
    block: tuple(feature.name for feature in FEATURES if feature.block == block)
    for block in dict.fromkeys(feature.block for feature in FEATURES)
}
"""Columns of ``marts.feat_users`` by block."""

CATEGORY_FEATURES = tuple(feature.name for feature in FEATURES if feature.is_category)
"""Columns of ``marts.feat_users`` that are names; models read them as categories."""

EVIDENCE_BLOCKS: Mapping[str, tuple[str, ...]] = {
    "full": tuple(FEATURE_BLOCKS),
    "profile_only": ("account", "bio", "network"),
    "tweets_only": ("activity", "style", "sentiment", "emoji", "network"),
    "network_only": ("network",),
    "none": (),
}
"""Evidence level of a user -> blocks that can say anything about that user."""


def number_columns_of(blocks: Iterable[str]) -> list[str]:
    """Columns of some blocks that hold numbers.

    Parameters
    ----------
    blocks : iterable of str
        Keys of ``FEATURE_BLOCKS``.

    Returns
    -------
    list of str
        Column names of ``marts.feat_users`` without categories, in the order of
        ``FEATURE_BLOCKS``.

    Raises
    ------
    ValueError
        If a block is unknown.

    Examples
    --------
    >>> number_columns_of(["sentiment"])[:2]
    ['mean_compound', 'sd_compound']
    """
    wanted = set(blocks)
    if unknown := wanted - set(FEATURE_BLOCKS):
        raise ValueError(f"blocks must be among {sorted(FEATURE_BLOCKS)}, got: {sorted(unknown)}")
    names = [name for block in FEATURE_BLOCKS if block in wanted for name in FEATURE_BLOCKS[block]]
    return [name for name in names if name not in CATEGORY_FEATURES]
