"""Drivers add up to what the model says, point the right way, and have words."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.special import logit

from plumage.age.bands import AgeBands
from plumage.age.cumulative import CumulativeBooster, CumulativeLogit
from plumage.age.driver_phrases import (
    FEATURE_PHRASES,
    GROUP_PHRASES,
    SCORE_PHRASES,
    UNKNOWN_PHRASES,
    group_of,
)
from plumage.age.drivers import (
    age_drivers,
    booster_parts,
    logit_parts,
    phrase_of,
)
from plumage.age.first_stage import Column
from plumage.age.model import AgeModel
from plumage.age.permuted_numbers import MixedUpNumbers
from plumage.age.selection import Configuration
from plumage.age.stacking import Setting
from plumage.encoding.facts import FactEncoder
from plumage.encoding.features import CATEGORY_FEATURES, FEATURE_BLOCKS
from plumage.encoding.parts import BLOCKS, SCORE_BLOCKS, WORDS
from plumage.encoding.terms import FactTables
from plumage.encoding.user_texts import UserTexts
from support.made_up_marts import make_column

FIVE = AgeBands(ids=(1, 2, 3, 4, 5), names=tuple("abcde"), edges=(21, 25, 30, 40))
SILENT = 40
"""So many users, the first ones, use no emoji, and have no known ids among those they follow."""

YOUNG_ACCOUNT, OLD_ACCOUNT = 1000, 2000


@pytest.fixture(scope="module")
def numbers():
    rng = np.random.default_rng(1)
    design = rng.normal(size=(300, 6))
    design[rng.random(design.shape) < 0.15] = np.nan
    design[:, 5] = 1.0
    ages = np.clip(25 + 6 * np.nan_to_num(design[:, 0]) + rng.normal(0, 6, 300), 18, 60)
    return design, ages.astype(int)


def mean_log_odds_of_older(model, design) -> tuple[np.ndarray, np.ndarray]:
    """The score from the published probabilities alone, and where they were not made monotone."""
    below = model.predict_cumulative(design)
    # Trees are monotone by construction; where logits cross, the running maximum has equal values.
    is_tree = isinstance(model, CumulativeBooster)
    return logit(1 - below).mean(axis=1), is_tree | (np.diff(below, axis=1) > 0).all(axis=1)


@pytest.mark.parametrize(
    ("model", "take_apart"),
    [
        (CumulativeBooster((20, 23, 26, 30), iterations=30), booster_parts),
        (CumulativeLogit((20, 23, 26, 30), strength=0.1), logit_parts),
    ],
    ids=["trees", "logits"],
)
def test_parts_of_a_second_stage_add_up_to_its_log_odds(numbers, model, take_apart):
    design, ages = numbers
    model.fit(design, ages)
    parts, start = take_apart(model, design)
    score, untouched = mean_log_odds_of_older(model, design)
    assert untouched.sum() > 250
    np.testing.assert_allclose((start + parts.sum(axis=1))[untouched], score[untouched], atol=1e-8)
    # The same start for everybody, nothing from a constant, most from what decides.
    assert np.ptp(start) < 1e-12
    assert (parts[:, 5] == 0).all()
    assert np.abs(parts).mean(axis=0).argmax() == 0
    known = ~np.isnan(design[:, 0])
    assert np.corrcoef(design[known, 0], parts[known, 0])[0, 1] > 0.7


@pytest.fixture(scope="module")
def fitted():
    """The age model on made-up users whose followed accounts and long words tell their age."""
    rng = np.random.default_rng(2)
    users = np.arange(1, 241)
    ages = np.minimum(18 + rng.gamma(1.5, 5.0, users.size).astype(int), 60)
    standing = (ages - ages.mean()) / ages.std()
    columns: dict[str, object] = {"user_id": users}
    columns["evidence_level"] = np.where(users % 20 == 0, "profile_only", "full").astype(object)
    columns["evidence_level"][-6:] = ["network_only"] * 3 + ["none"] * 3
    for names in FEATURE_BLOCKS.values():
        columns |= {name: make_column(name, standing, rng) for name in names}
    for name in (name for name in columns if group_of(name) == "followed_ids"):
        columns[name] = columns[name].mask(users <= SILENT)
    emoji = [
        (user, "tweets", "emoji", "ab"[int(ages[user - 1] > 24)], 1) for user in users[SILENT:]
    ]
    follows = [
        (user, account + int(rng.integers(8)), "follows")
        for user, age in zip(users, ages, strict=True)
        for account in ([OLD_ACCOUNT] if age >= 25 else [YOUNG_ACCOUNT]) * 3
    ]
    accounts = pd.DataFrame(follows, columns=["user_id", "account_id", "relation"])
    tables = FactTables(
        features=pd.DataFrame(columns),
        texts=UserTexts([]),
        terms=pd.DataFrame(
            emoji, columns=["user_id", "term_source", "term_kind", "term", "term_count"]
        ),
        accounts=accounts.drop_duplicates(),
        categories=pd.DataFrame(columns=["user_id", "category", "value", "value_share"]),
    )
    _, facts = FactEncoder.fit(tables)
    setting = Setting(FIVE, np.arange(18, 80), ("full", "profile_only", "network_only", "none"))
    both = (Configuration("both", "trees and logits", ("trees", "logit")),)
    rows = np.arange(users.size)
    return AgeModel(setting, configurations=both).fit(facts, rows, ages), facts, ages


def test_drivers_of_a_user_add_up_to_the_score_of_the_published_model(fitted):
    model, facts, _ = fitted
    table = age_drivers(model, facts, top=9)
    rows = np.flatnonzero(np.isin(facts.levels, ("full", "profile_only")))
    design = model.described.first.design(facts, rows)
    scores, untouched = zip(
        *(mean_log_odds_of_older(member, design) for member in model.described.members.values()),
        strict=True,
    )
    users = facts.user_ids[rows]
    expected = pd.Series(np.mean(scores, axis=0), index=users)[np.all(untouched, axis=0)]
    assert expected.size > 100
    added = table.groupby("user_id")["part"].sum()
    np.testing.assert_allclose(added.loc[expected.index], expected, atol=1e-8)
    assert set(facts.user_ids[facts.levels == "network_only"]) <= set(added.index)
    assert not set(facts.user_ids[facts.levels == "none"]) & set(added.index)
    drivers = table[table["kind"] == "driver"]
    assert ((drivers["part"] > 0) == (drivers["direction"] == "older")).all()
    assert drivers.groupby(["user_id", "direction"]).size().max() == 9
    assert table.groupby("user_id")["part_share"].sum().max() <= 2.0
    assert table["phrase"].str.len().min() > 3
    assert not table.duplicated(["user_id", "driver_position"]).any()
    # Who has none of what a score sums up is not said to have it.
    for driver, unknown in (
        ("emoji", "uses no emoji to tell from"),
        ("followed_ids", "has no followed or mentioned accounts to tell from"),
    ):
        own = drivers[drivers["feature"] == driver]
        assert ((own["phrase"] == unknown) == (own["user_id"] <= SILENT)).all()
        assert (own["user_id"] <= SILENT).any()
        assert (own["user_id"] > SILENT).any()
    followers = drivers[drivers["feature"].isin(["accounts", "followed"])]
    assert {"follows accounts that older users follow"} <= set(followers["phrase"])


def test_every_feature_and_score_has_words_for_either_side():
    features = {name for names in FEATURE_BLOCKS.values() for name in names}
    grouped = {name: group_of(name) for name in features if group_of(name)}
    assert set(FEATURE_PHRASES) == features - set(grouped)
    assert set(GROUP_PHRASES) == set(grouped.values())
    assert set(SCORE_PHRASES) == {block.name for block in SCORE_BLOCKS}
    speakable = features | set(SCORE_PHRASES) | set(BLOCKS)
    assert set(BLOCKS) - {WORDS} <= set(UNKNOWN_PHRASES) <= speakable
    assert set(SCORE_PHRASES) <= set(UNKNOWN_PHRASES)
    assert set(CATEGORY_FEATURES) <= features
    for phrase in (
        p for table in (FEATURE_PHRASES, GROUP_PHRASES, SCORE_PHRASES) for p in table.values()
    ):
        assert phrase.more != phrase.less
        assert phrase.more[0].islower()
        assert phrase.more.split()[0].rstrip("s") not in ("", "the", "user")


def test_every_score_has_words_for_users_without_any_of_its_facts():
    for score in SCORE_BLOCKS:
        for block in BLOCKS:
            column = Column(f"{score.name}: log_age", (block,), score.name)
            said = phrase_of(column, 0.1, np.nan, np.nan, is_known=False)
            assert said == UNKNOWN_PHRASES[score.name]


def test_words_follow_the_users_own_value_and_scores_their_direction():
    share, link = Column("link_share", ("activity",)), Column("has_url", ("account",))
    followed = Column("followed: log_age", ("network",), "followed")
    assert phrase_of(share, 0.2, 0.6, 0.1) == "often shares links"
    assert phrase_of(share, 0.2, 0.0, 0.0) == "rarely shares links"
    assert phrase_of(link, -0.2, 1.0, 0.0) == "links to a website in the profile"
    assert phrase_of(link, -0.2, 1.0, 1.0) == "links to a website in the profile"
    assert phrase_of(link, -0.2, np.nan, 0.0) == "has a profile that does not tell"
    assert phrase_of(followed, 0.1, np.nan, np.nan) == "follows accounts that older users follow"
    unheard = phrase_of(followed, -0.1, np.nan, np.nan, is_known=False)
    assert unheard == "follows nobody else's accounts"
    red = Column("link_colour_red", ("account",))
    assert phrase_of(red, -0.1, 200.0, 0.0) == "has profile colours like younger users"
    assert phrase_of(followed, -0.1, np.nan, np.nan).endswith("that younger users follow")


def test_mixed_up_numbers_are_those_of_encoding_the_users_anew(fitted):
    model, facts, _ = fitted
    shortcut = MixedUpNumbers(model, facts)
    rng = np.random.default_rng(4)
    for number in ("mean_word_length", "followed_mean_account_age_days", "has_url"):
        order = rng.permutation(len(facts))
        plain = model.predict(facts.mixed_up(number, order))["years"]
        # Probabilities have nine digits.
        np.testing.assert_allclose(shortcut.mass(number, order), plain, atol=2e-9)
    assert np.abs(plain - shortcut.unchanged).max() > 0
