"""Words that depend on numbers are chosen by numbers, at their edges too."""

from __future__ import annotations

import math
from functools import partial

import pytest

from plumage.pages.story import verdicts
from plumage.pages.story.passages.summary import SKILL_WORDS, TARGET_WORDS
from plumage.pages.story.passages.targeting import ANSWERS, REACH_WORDS
from plumage.pages.story.verdicts import Help, Reach, Skill


@pytest.mark.parametrize(
    ("gain", "low", "high", "order_low", "expected"),
    [
        (1.3, 1.2, 1.4, 0.5, Skill.MUCH),
        (0.5, 0.2, 0.8, 0.5, Skill.SOME),
        (0.2, 0.1, 0.3, 0.5, Skill.LITTLE),
        (0.2, -0.1, 0.5, 0.1, Skill.ORDER_ONLY),
        (0.2, 0.0, 0.5, -0.1, Skill.NONE),
        (0.0, -0.1, 0.1, 0.0, Skill.NONE),
        (0.0, -0.1, 0.1, math.nan, Skill.NONE),
        (-0.5, -0.8, -0.2, 0.5, Skill.WORSE),
        (math.nan, math.nan, math.nan, math.nan, Skill.UNKNOWN),
    ],
)
def test_skill_is_told_by_the_interval_of_the_gain_first(gain, low, high, order_low, expected):
    found = verdicts.skill(gain=gain, gain_low=low, gain_high=high, floor=3.0, order_low=order_low)
    assert found is expected
    assert found.is_any == (low > 0)


@pytest.mark.parametrize(
    ("low", "high", "adds", "expected"),
    [
        (0.01, 0.1, False, Help.PREDICTS),
        (0.0, 0.1, True, Help.EXPLAINS),
        (-0.1, 0.1, False, Help.NOT_SHOWN),
        (-0.2, -0.1, True, Help.HARMS),
        (math.nan, math.nan, True, Help.UNKNOWN),
    ],
)
def test_a_block_helps_only_when_predictions_are_worse_without_it(low, high, adds, expected):
    told = partial(verdicts.helps, low=low, high=high, is_in_regression=adds)
    assert told(skill=Skill.SOME) is expected
    by_chance = Help.EXPLAINS if adds else Help.NOT_SHOWN
    unskilled = by_chance if expected in (Help.PREDICTS, Help.HARMS) else expected
    assert told(skill=Skill.NONE) is unskilled


@pytest.mark.parametrize("share", [0.49, 0.0, math.nan])
@pytest.mark.parametrize("adds", [True, False])
def test_what_was_hardly_measured_is_not_said_to_be_of_no_use(share, adds):
    told = partial(verdicts.helps, is_in_regression=adds, skill=Skill.SOME, scored_share=share)
    assert told(low=-0.02, high=0.05) is Help.NOT_SCORED
    # What is shown all the same is shown.
    assert told(low=0.02, high=0.05) is Help.PREDICTS
    assert told(low=-0.05, high=-0.02) is Help.HARMS
    assert told(low=math.nan, high=math.nan) is Help.UNKNOWN


@pytest.mark.parametrize(
    ("lift_low", "hit_low", "skill", "expected"),
    [
        (1.5, 0.51, Skill.SOME, Reach.MOSTLY),
        (1.5, 0.5, Skill.ORDER_ONLY, Reach.TILT),
        (1.5, 0.51, Skill.NONE, Reach.CHANCE),
        (1.5, 0.51, Skill.WORSE, Reach.CHANCE),
        (1.0, 0.9, Skill.MUCH, Reach.CHANCE),
        (0.8, 0.9, Skill.MUCH, Reach.CHANCE),
        (math.nan, 0.9, Skill.MUCH, Reach.UNKNOWN),
    ],
)
def test_reaching_users_is_judged_by_lower_limits_where_age_is_told(
    lift_low, hit_low, skill, expected
):
    assert verdicts.reach(lift_low=lift_low, hit_low=hit_low, skill=skill) is expected


def test_a_band_that_nearly_all_are_in_promises_nothing_by_that_alone():
    reach = verdicts.reach(lift_low=0.99, hit_low=0.95, skill=Skill.MUCH)
    assert verdicts.promise([reach]) == "no"
    assert verdicts.promise([]) == "unknown"
    assert verdicts.promise([Reach.UNKNOWN]) == "unknown"
    assert verdicts.promise([Reach.CHANCE, Reach.TILT]) == "tilt"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0.7, 0.79, "missed"), (0.78, 0.8, "kept"), (0.81, 0.9, "exceeded"), (math.nan, 1, "unknown")],
)
def test_intervals_keep_their_promise_when_it_lies_within_chance(low, high, expected):
    assert verdicts.cover_words(promised=0.8, low=low, high=high) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1, 2, 2], "varies"), ([1], "varies"), ([], "varies"), ([3, 2, math.nan, 1], "falls")],
)
def test_a_trend_needs_every_step(values, expected):
    assert verdicts.trend(values) == expected


def test_every_verdict_has_words():
    assert set(SKILL_WORDS) == set(Skill)
    assert set(REACH_WORDS) == set(Reach)
    promises = {
        verdicts.promise(found)
        for found in ([], [Reach.CHANCE], [Reach.TILT], [Reach.MOSTLY, Reach.CHANCE])
    }
    assert promises == set(ANSWERS) == set(TARGET_WORDS)
