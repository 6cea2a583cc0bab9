"""What blocks and features are worth: planted worth is found, none is claimed where none is."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from plumage.age.answers import Answers
from plumage.age.metrics import BY_NAME, COMPARED
from plumage.learning.comparison import (
    ablation_table,
    importance_table,
    paired_advantages,
)

EDGES = [21, 25, 30, 40]
RNG = np.random.default_rng(1)
AGES = np.floor(18 + RNG.gamma(1.5, 5.0, 600))
STANDING = (AGES - AGES.mean()) / AGES.std()


def answer(signal: np.ndarray) -> Answers:
    """Answer by a line from the median: noise alone must cost more than a constant."""
    years = np.round(np.median(AGES) + 3 * signal)
    predicted = np.digitize(years, EDGES)
    return Answers(
        ages=AGES,
        years=years,
        bands=np.digitize(AGES, EDGES),
        predicted_bands=predicted,
        band_count=5,
        threshold_scores={25: years, 30: years},
        probabilities=np.eye(5)[predicted],
    )


@pytest.fixture(scope="module")
def signals() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(2)
    return {
        "strong": STANDING + rng.normal(0, 0.7, AGES.size),
        "weak": STANDING + rng.normal(0, 1.5, AGES.size),
        "null": rng.normal(size=AGES.size),
    }


def test_advantage_is_the_difference_whichever_way_a_metric_goes(signals):
    good, poor = answer(signals["strong"]), answer(signals["weak"])
    found = paired_advantages(
        [BY_NAME["mae"], BY_NAME["auc_25"]], [good], [poor], replicates=200, seed=1
    )
    gain, value, other = found["mae"]
    errors = [np.abs(one.years - AGES).mean() for one in (good, poor)]
    assert (value, other) == pytest.approx(tuple(errors))
    assert gain.value == pytest.approx(errors[1] - errors[0])
    assert gain.low < gain.value < gain.high
    areas = [roc_auc_score(AGES >= 25, one.years) for one in (good, poor)]
    assert found["auc_25"][0].value == pytest.approx(areas[0] - areas[1])
    same = paired_advantages([BY_NAME["mae"]], [good], [good], replicates=50, seed=1)["mae"][0]
    assert (same.value, same.low, same.high) == (0, 0, 0)


def test_useful_blocks_are_called_useful_and_empty_ones_are_not(signals):
    weights = {"strong": 0.7, "weak": 0.3, "null": 0.7}
    parts = {name: weights[name] * own for name, own in signals.items()}
    every = sum(parts.values())
    floor = answer(np.zeros(AGES.size))
    table = ablation_table(
        [answer(every)],
        {name: [answer(every - own)] for name, own in parts.items()},
        {name: [answer(own)] for name, own in parts.items()},
        [floor],
        metrics=COMPARED,
        replicates=400,
        seed=1,
    ).set_index(["block", "comparison", "metric"])
    assert table.loc[("strong", "left_out", "mae"), "verdict"] == "useful"
    assert table.loc[("strong", "alone", "qwk"), "verdict"] == "useful"
    assert table.loc[("null", "alone", "spearman"), "verdict"] == "not shown useful"
    # Noise added to an answer makes it worse, and that is said too.
    assert table.loc[("null", "left_out", "mae"), "verdict"] == "harmful"
    # A constant answer ranks nobody: 0 and one half stand for it.
    assert table.loc[("strong", "alone", "spearman"), "reference_value"] == 0
    assert table.loc[("strong", "alone", "auc_25"), "reference_value"] == 0.5


def test_a_block_of_noise_is_called_useful_as_rarely_as_the_level_allows():
    claims = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        one = STANDING + rng.normal(0, 1, AGES.size)
        other = STANDING + rng.normal(0, 1, AGES.size)
        table = ablation_table(
            [answer(one)],
            {"x": [answer(other)]},
            {},
            [],
            metrics=[BY_NAME["mae"]],
            replicates=200,
            seed=seed,
        )
        claims += table.loc[0, "verdict"] == "useful"
    # one side of 5 %: binomial(60, 0.025), more than 6 has a chance of 0.1 %
    assert claims <= 6


def test_importance_ranks_what_the_answer_rests_on(signals):
    rng = np.random.default_rng(3)
    strong, weak = signals["strong"], signals["weak"]

    def mixed(first: np.ndarray, second: np.ndarray) -> Answers:
        return answer(0.8 * first + 0.4 * second)

    reference = [mixed(strong, weak)]
    shuffles = [rng.permutation(AGES.size) for _ in range(3)]
    table = importance_table(
        reference,
        {
            ("feature", "weak"): [mixed(strong, weak[order]) for order in shuffles],
            ("feature", "strong"): [mixed(strong[order], weak) for order in shuffles],
            ("feature", "null"): reference * 3,
            ("block", "both"): [mixed(strong[order], weak[order]) for order in shuffles],
        },
        metric=BY_NAME["mae"],
        replicates=300,
        seed=1,
    )
    features = table[table["level"] == "feature"].set_index("name")
    assert features["importance_rank"].to_dict() == {"strong": 1, "weak": 2, "null": 3}
    assert features.loc["null", ["importance", "ci_low", "ci_high"]].eq(0).all()
    assert features.loc["null", "verdict"] == "not shown useful"
    assert features.loc["strong", "verdict"] == "useful"
    plain = np.mean([np.abs(mixed(strong[order], weak).years - AGES).mean() for order in shuffles])
    base = np.abs(reference[0].years - AGES).mean()
    assert features.loc["strong", "importance"] == pytest.approx(plain - base)
    assert table.loc[table["level"] == "block", "importance_rank"].tolist() == [1]
