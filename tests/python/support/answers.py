"""Made answers with a known skill, for tests of metrics and of what is made from them."""

from __future__ import annotations

import numpy as np

from plumage.age.answers import Answers

EDGES = [21, 25, 30, 40]


def make_answers(count: int = 300, *, skill: float = 0.7, seed: int = 3) -> Answers:
    rng = np.random.default_rng(seed)
    ages = np.floor(18 + rng.gamma(0.8, 6.0, count))
    # rounded hard, so that ties are many
    years = np.round((skill * ages + (1 - skill) * rng.permutation(ages)) / 2) * 2
    return Answers(
        ages=ages,
        years=years,
        bands=np.digitize(ages, EDGES),
        predicted_bands=np.digitize(years, EDGES),
        band_count=5,
        threshold_scores={25: years, 30: years},
        probabilities=rng.dirichlet(np.ones(5), size=count),
    )
