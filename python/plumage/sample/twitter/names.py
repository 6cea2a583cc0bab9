"""Names of made-up people, places and accounts."""

from __future__ import annotations

from functools import cache

from plumage.sample.common.words import read_words

_NAMES = read_words("names")
FIRST_NAMES = _NAMES["first names"]
ADJECTIVES, NOUNS = _NAMES["adjectives"], _NAMES["nouns"]
TOWN_BEGINNINGS, TOWN_ENDINGS = _NAMES["town beginnings"], _NAMES["town endings"]


@cache
def surnames() -> tuple[str, ...]:
    """Invented surnames, in an order that looks like none."""
    first, middle, last = (
        _NAMES[f"surname {part}"] for part in ("beginnings", "middles", "endings")
    )
    count = len(first) * len(middle) * len(last)
    names = []
    for number in range(count):
        place, head = divmod(number * 1009 % count, len(first))
        end, mid = divmod(place, len(middle))
        names.append(first[head] + middle[mid] + last[end])
    return tuple(dict.fromkeys(names))
