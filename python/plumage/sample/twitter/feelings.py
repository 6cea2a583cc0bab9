"""What carries feeling in the made-up tweets: clauses, emoticons and emoji.

The valence of a clause is the sum that VADER gives its words before it squeezes sums into -1..1;
the generator adds these up to know how positive a tweet will be before it is written.
"""

from __future__ import annotations

from plumage.sample.common.words import read_words


def read_valences(heading: str) -> tuple[tuple[str, float], ...]:
    """Texts of a list of feelings, each with its valence."""
    lines = (line.partition(" ") for line in read_words("feelings")[heading])
    return tuple((text, float(valence)) for valence, _, text in lines)


POSITIVE_CLAUSES = read_valences("positive clauses")
NEGATIVE_CLAUSES = read_valences("negative clauses")
EMOTICONS = read_valences("emoticons")

WARM, GLAD, SAD, PLAIN = range(4)
EMOJI = tuple(
    tuple((emoji, float(young), float(old)) for emoji, young, old in map(str.split, lines))
    for lines in (read_words("emoji")[name] for name in ("warm", "glad", "sad", "plain"))
)
"""Emoji of each class of valence, with the weights by which the youngest and oldest choose it."""
