"""Sets of bands hold the true band as often in every band, and mean what they say at the edges."""

from __future__ import annotations

import numpy as np
import pytest

from plumage.learning.conformal import conformal_level
from plumage.learning.conformal_bands import BandSets

SHARES = np.array([0.45, 0.35, 0.1, 0.06, 0.04])


def draw(count: int, seed: int, *, sure: float = 3.0) -> tuple[np.ndarray, np.ndarray]:
    """Band probabilities of users, too low for rare bands, and their true bands."""
    rng = np.random.default_rng(seed)
    truth = rng.choice(SHARES.size, size=count, p=SHARES)
    scores = np.log(SHARES) + rng.normal(size=(count, SHARES.size))
    scores[np.arange(count), truth] += sure * rng.random(count) * SHARES[truth] ** 0.2
    mass = np.exp(scores)
    return mass / mass.sum(axis=1, keepdims=True), truth


def test_sets_hold_each_true_band_in_80_percent_where_the_most_probable_band_does_not():
    (known, known_bands), (fresh, bands) = draw(4000, 1), draw(40_000, 2)
    held = BandSets().fit(known, known_bands).predict(fresh)
    cover = [held[bands == band, band].mean() for band in range(SHARES.size)]
    likeliest = fresh.argmax(axis=1)
    plain = [(likeliest[bands == band] == band).mean() for band in range(SHARES.size)]
    # 160 users or more calibrate each band: one standard error of its level is .03 at most.
    assert cover == pytest.approx([0.8] * SHARES.size, abs=0.09)
    assert min(plain) < 0.3


def test_sets_equal_an_independent_computation():
    (known, known_bands), (fresh, _) = draw(1500, 3), draw(500, 4)
    # The probability that 80 % of n + 1 true users of a band reach or pass.
    cuts = []
    for band in range(SHARES.size):
        own = np.sort(known[known_bands == band, band].round(6))
        cuts.append(own[own.size - int(np.ceil(0.8 * (own.size + 1)))])
    expected = fresh.round(6) >= np.array(cuts)
    np.testing.assert_array_equal(BandSets().fit(known, known_bands).predict(fresh), expected)


def test_a_set_is_never_empty_and_can_lack_the_most_probable_band():
    sure = np.tile([0.9, 0.1], (10, 1))
    torn = np.tile([0.45, 0.55], (10, 1))
    sets = BandSets().fit(np.r_[sure, torn], np.repeat([0, 1], 10))
    held = sets.predict([[0.9, 0.1], [0.45, 0.55], [0.6, 0.4]])
    assert held.tolist() == [[True, False], [False, True], [True, False]]
    shy = BandSets().fit(np.r_[sure, 1 - sure[:, ::-1]], np.repeat([0, 1], 10))
    assert shy.predict([[0.7, 0.3]]).tolist() == [[False, True]]


def test_a_band_of_too_few_users_is_in_every_set_and_one_of_none_in_no_set():
    mass, bands = draw(300, 5)
    bands[bands == 4] = 0
    bands[:3], bands[3:][bands[3:] == 3] = 3, 0
    held = BandSets().fit(mass, bands).predict(draw(200, 6)[0])
    assert held[:, 3].all()
    assert not held[:, 4].any()
    # With a fourth user, the least certain of the four sets the level.
    bands[3] = 3
    level = BandSets().fit(mass, bands).levels_[3]
    assert level == conformal_level((1 - mass[:4, 3]).round(6), cover=0.8) < np.inf


def test_single_and_double_precision_of_the_same_probabilities_give_the_same_sets():
    """Folds keep inner distributions in single precision; users without evidence tie with them."""
    prior = np.tile([0.7, 0.2, 0.1], (40, 1))
    bands = np.arange(40) % 3
    sets = BandSets().fit(prior.astype(np.float32), bands)
    assert sets.predict(prior).all()
    assert sets.predict(prior.astype(np.float32)).all()


def test_cover_must_be_a_share():
    with pytest.raises(ValueError, match="between 0 and 1, got: 80"):
        BandSets(cover=80)
