"""Chance that repeats: numbered streams, and draws made of nothing but ``random()``.

Only ``random.Random(int).random`` is used, whose sequence Python promises to keep; each part of
each user has a stream of its own, so that a longer text of one does not move the dice of another.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from statistics import NormalDist
from typing import Generic, TypeVar

Draw = Callable[[], float]
Item = TypeVar("Item")

_NORMAL = NormalDist()
PARTS = {
    name: number
    for number, name in enumerate(
        (
            "facts",
            "behaviour",
            "age",
            "profile",
            "texts",
            "network",
            "account",
            "original",
            "town",
            "activity",
        )
    )
}


def stream(seed: int, part: str, index: int) -> Draw:
    """Start the stream of one part of one user or account.

    Parameters
    ----------
    seed : int
        Seed of the whole run, 0 or more.
    part : str
        Key of ``PARTS``.
    index : int
        Number of the user or account.

    Returns
    -------
    callable
        Gives the next number in [0, 1).

    Examples
    --------
    >>> stream(1, "age", 7)() == stream(1, "age", 7)()
    True
    """
    return random.Random((seed * 16 + PARTS[part]) << 44 | index).random


def normal(draw: Draw) -> float:
    """One standard normal number.

    Parameters
    ----------
    draw : callable
        Stream of numbers in [0, 1).

    Returns
    -------
    float
        Within -7 to 7.
    """
    return _NORMAL.inv_cdf(draw() * (1 - 2e-12) + 1e-12)


def normal_score(share: float) -> float:
    """Give the standard normal quantile of a share strictly between 0 and 1."""
    return _NORMAL.inv_cdf(share)


def long_tail(draw: Draw, items: Sequence[Item]) -> Item:
    """Draw an item so that early ones are frequent and late ones rare, as words are.

    Parameters
    ----------
    draw : callable
        Stream of numbers in [0, 1).
    items : sequence
        At least one item, common ones first.

    Returns
    -------
    object
        An item.
    """
    share = draw()
    return items[int(len(items) * share * share)]


class Weighted(Generic[Item]):
    """Items with weights, to draw from.

    Parameters
    ----------
    items : iterable
        What can be drawn.
    weights : iterable of float
        One weight of 0 or more for each item.

    Examples
    --------
    >>> Weighted("ab", (1, 3)).pick(0.2), Weighted("ab", (1, 3)).pick(0.3)
    ('a', 'b')
    """

    __slots__ = ("items", "sums", "total")

    def __init__(self, items: Iterable[Item], weights: Iterable[float]) -> None:
        self.items = tuple(items)
        self.sums = tuple(accumulate(weights))
        self.total = self.sums[-1]

    def pick(self, share: float) -> Item:
        """Item at a share of the total weight in [0, 1)."""
        return self.items[bisect_right(self.sums, share * self.total)]
