"""How one user speaks: topics, register, habits and favourite emoji, given the age."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from plumage.sample.common.chance import Draw, Weighted, normal
from plumage.sample.twitter.effects import AGE_POSITIONS, stage_of
from plumage.sample.twitter.feelings import EMOJI
from plumage.sample.twitter.grammar import CAREFUL, CASUAL, STANDARD
from plumage.sample.twitter.people import squeeze
from plumage.sample.twitter.topics import TOPICS

EMOJI_LEVELS = 8
STAGE_SHARES = (0.215, 0.243, 0.31, 0.081, 0.08, 0.048, 0.023)


@dataclass(slots=True)
class Voice:
    """Habits of speech of one user."""

    topics: Weighted[str]
    register: int
    elongation_rate: float
    opener_rate: float
    afterthought_rate: float
    shout_rate: float
    slip_rate: float
    second_rate: float
    emoji_level: int
    dayparts: Weighted[int]


@cache
def topic_mean(name: str) -> float:
    """Mean weight of a topic over the population."""
    pairs = zip(TOPICS[name].weights, STAGE_SHARES, strict=True)
    return sum(weight * share for weight, share in pairs)


@cache
def emoji_choice(group: int, level: int) -> Weighted[str]:
    """Emoji of a class as users at a level of age choose them, 0 the youngest."""
    share = level / (EMOJI_LEVELS - 1)
    weights = [young ** (1 - share) * old**share for _, young, old in EMOJI[group]]
    return Weighted((emoji for emoji, _, _ in EMOJI[group]), weights)


def draw_voice(draw: Draw, age: int, echo_scale: float) -> Voice:
    """Draw how a user speaks.

    Parameters
    ----------
    draw : callable
        Stream of numbers in [0, 1).
    age : int
        Age in years.
    echo_scale : float
        How much speech follows age; 0 not at all.

    Returns
    -------
    Voice
        The habits.
    """
    position = AGE_POSITIONS[age] * echo_scale
    stage = stage_of(age)
    if draw() < 0.2:  # some speak like somebody a step older or younger
        stage = min(max(stage + (1 if draw() < 0.5 else -1), 0), 6)
    weights = []
    for name, topic in TOPICS.items():
        mean = topic_mean(name)
        lean = (topic.weights[stage] / mean) ** (0.85 * echo_scale)
        taste = max(normal(draw), -1.5)
        weights.append(mean * lean * 2.718281828459045**taste)
    ease = normal(draw) - 0.55 * position
    register = CASUAL if ease > 0.35 else CAREFUL if ease < -1.1 else STANDARD
    nocturnal = 0.8 * normal(draw) - 0.45 * position
    night, morning = squeeze(-1.7 + nocturnal), squeeze(-1.2 - nocturnal)
    return Voice(
        topics=Weighted(TOPICS, weights),
        register=register,
        elongation_rate=squeeze(-2.2 + 0.8 * normal(draw) - 0.5 * position),
        opener_rate=0.1 + 0.3 * draw(),
        afterthought_rate=0.05 + 0.35 * draw(),
        shout_rate=0.1 if draw() < squeeze(-2.5 - 0.6 * position) else 0.0,
        slip_rate=(0.12, 0.05, 0.01)[register] * 2 * draw(),
        second_rate=0.05 + 0.3 * draw(),
        emoji_level=int(EMOJI_LEVELS * squeeze(1.5 * (position - 0.4 * echo_scale))),
        dayparts=Weighted(range(4), (night, morning, 0.3, 0.36)),
    )
