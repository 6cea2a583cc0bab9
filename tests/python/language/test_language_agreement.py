"""Recall of planted tweets, and what is planted."""

import numpy as np
import pytest

from plumage.language.checks import recall_at_k
from plumage.language.planting import PLANTED_KINDS, Sources, plant


def test_recall_is_whole_when_the_planted_lead_and_nothing_when_they_trail():
    low, high = np.arange(5.0), np.arange(10.0, 15.0)
    assert recall_at_k(high, low) == 1
    assert recall_at_k(low, high) == 0


@pytest.mark.parametrize("kind", PLANTED_KINDS)
def test_planted_tweets_are_as_long_as_their_base_and_repeat_with_the_seed(kind):
    sources = Sources(["mortgage", "gout"], ["lol", "omg", "so"])
    base = ["so", "very", "tired", "of", "this", "week", "and", "the", "next"]
    first = plant(base, kind, sources, np.random.default_rng(3))
    assert len(first) == len(base)
    assert first == plant(base, kind, sources, np.random.default_rng(3))


def test_unknown_kind_is_named():
    with pytest.raises(ValueError, match="got: poem"):
        plant(["a"], "poem", Sources(["b"], ["c"]), np.random.default_rng(1))
