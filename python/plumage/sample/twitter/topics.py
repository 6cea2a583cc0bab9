"""What the made-up English tweets are about, and how much each age talks about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from plumage.sample.common.words import read_words


class Topic(NamedTuple):
    """A subject of talk: weight by life stage, hashtags and sentences, common ones first."""

    weights: tuple[float, ...]
    tags: tuple[str, ...]
    sentences: tuple[str, ...]


# By life stage (18, 19-20, 21-22, 23-24, 25-29, 30-39, 40 or older): so words follow age. From
# sports on, all ages talk about it, some a little more.
WEIGHTS: Mapping[str, tuple[float, ...]] = {
    "school": (9, 3, 0.6, 0.3, 0.2, 0.4, 0.3),
    "campus": (3, 9, 7, 2, 0.6, 0.3, 0.2),
    "goingout": (2, 5, 8, 6, 3, 1, 0.5),
    "jobhunt": (0.6, 1, 3, 7, 3, 0.6, 0.4),
    "work": (0.8, 1.2, 2.5, 5, 8, 7, 5),
    "kids": (0.15, 0.3, 0.5, 0.9, 3, 9, 5),
    "home": (0.15, 0.2, 0.4, 1, 4, 7, 6),
    "garden": (0.1, 0.15, 0.2, 0.4, 1, 2.5, 6),
    "later": (0.05, 0.05, 0.1, 0.2, 0.4, 1.5, 9),
    "news": (0.4, 0.7, 1.2, 2, 3.5, 5, 8),
    "fandom": (9, 7, 4, 2, 1.2, 0.7, 0.3),
    "phone": (6, 5, 4, 3, 2.5, 2, 1.5),
    "feelings": (7, 7, 5, 4, 2.5, 1.5, 1),
    "sports": (5, 5, 5, 5, 5, 5, 5),
    "food": (4, 4, 5, 5, 6, 6, 6),
    "music": (4, 4, 4, 4, 4, 3, 3),
    "shows": (4, 4, 4, 4, 4, 4, 4),
    "family": (3, 3, 3, 3, 4, 5, 5),
    "gaming": (4, 4, 3, 3, 2, 1, 0.3),
    "gym": (2, 3, 3, 4, 5, 4, 2.5),
    "weather": (2, 2, 2, 2, 3, 4, 6),
    "pets": (3, 3, 3, 3, 4, 4, 4),
    "looks": (5, 5, 4, 3, 2, 1.2, 0.6),
    "shopping": (4, 4, 4, 4, 4, 3, 3),
    "travel": (1.5, 2, 3, 4, 5, 5, 6),
    "money": (1.5, 2.5, 3.5, 5, 5, 4, 3),
    "faith": (1, 1, 1, 1.2, 2, 3, 5),
    "books": (1, 1.2, 1.5, 2, 3, 4, 5),
}


def read_topic(name: str) -> Topic:
    """Join a topic's weights to its hashtags and sentences."""
    lines = read_words("topics")[name]
    tags = tuple(line[1:] for line in lines if line.startswith("#"))
    return Topic(WEIGHTS[name], tags, lines[len(tags) :])


TOPICS = {name: read_topic(name) for name in WEIGHTS}
