"""AUC, recall and intervals of the validation against scikit-learn and against what must hold."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from plumage.language.agreement import over_users, recall_at_k, spearman, weighted_auc
from plumage.language.planting import PLANTED_KINDS, Sources, plant


def test_auc_equals_that_of_scikit_learn_with_weights_and_ties():
    rng = np.random.default_rng(2)
    planted, own = rng.integers(0, 9, 60).astype(float), rng.integers(0, 7, 80).astype(float)
    planted_weights, own_weights = rng.integers(1, 4, 60), rng.integers(1, 4, 80)
    expected = roc_auc_score(
        np.r_[np.ones(60), np.zeros(80)],
        np.r_[planted, own],
        sample_weight=np.r_[planted_weights, own_weights],
    )
    found = weighted_auc(planted, own, planted_weights.astype(float), own_weights.astype(float))
    assert found == pytest.approx(expected, abs=1e-12)


def test_recall_is_whole_when_the_planted_lead_and_nothing_when_they_trail():
    low, high = np.arange(5.0), np.arange(10.0, 15.0)
    assert recall_at_k(high, low) == 1
    assert recall_at_k(low, high) == 0


def test_interval_of_a_mean_holds_the_mean_of_its_users():
    values = np.random.default_rng(4).normal(size=400)

    def mean(weights):
        return float(np.average(values, weights=weights))

    value, low, high = over_users(mean, (np.arange(400),), replicates=200, seed=1)
    assert low < value < high
    # 400 draws of variance 1: an interval of some 4 / sqrt(400) is expected
    assert 0.1 < high - low < 0.3


def test_rank_correlation_of_what_does_not_vary_is_undefined():
    assert np.isnan(spearman(np.ones(5), np.arange(5.0)))


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
