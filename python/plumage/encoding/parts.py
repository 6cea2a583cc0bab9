"""Sparse facts of users, and the scores that are made of them: which source is in which block.

``plumage.encoding.features`` names the numbers of each block; what users write, whom they follow
and how their profile is set are sources here. ``FACT_PARTS`` says which sources are weighted
together, ``SCORE_BLOCKS`` which parts a ridge regression of the first stage sums up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from plumage.encoding.features import FEATURE_BLOCKS

WORDS = "words"
"""Block of what users write in tweets, as words and characters; it holds no numbers."""

BLOCKS: tuple[str, ...] = (*FEATURE_BLOCKS, WORDS)
"""All feature blocks."""

FACT_SOURCES: Mapping[str, str] = {
    "characters_bio": "bio",
    "characters_own": WORDS,
    "characters_passed_on": WORDS,
    "characters_name": "account",
    "terms_bio": "bio",
    "stated_age": "bio",
    "terms_tweets": WORDS,
    "emoji_bio": "emoji",
    "emoji_tweets": "emoji",
    "follows": "network",
    "mentions": "network",
    "app": "activity",
    "tweet_language": "activity",
    "time_zone": "account",
    "interface_language": "account",
    "link_colour": "account",
    "background_colour": "account",
    "fill_colour": "account",
    "text_colour": "account",
    "joined_year": "account",
}
"""Source of sparse facts -> feature block that it belongs to.

Emoji are cut out of the characters, so that a block can be left out as a whole.
"""


CATEGORIES: tuple[str, ...] = tuple(FACT_SOURCES)[11:]
"""Sources that are categories of ``marts.feat_user_categories``."""


class FactGroup(NamedTuple):
    """Sources that share a vocabulary; terms of fewer than ``min_users`` users are left out."""

    sources: tuple[str, ...]
    min_users: int


FACT_GROUPS: Mapping[str, FactGroup] = {
    "characters": FactGroup(("characters_bio", "characters_own", "characters_passed_on"), 3),
    "names": FactGroup(("characters_name",), 5),
    "bio_terms": FactGroup(("terms_bio",), 2),
    "stated_age": FactGroup(("stated_age",), 2),
    "own_terms": FactGroup(("terms_tweets",), 2),
    "emoji": FactGroup(("emoji_bio", "emoji_tweets"), 2),
    "accounts": FactGroup(("follows", "mentions"), 2),
    "categories": FactGroup(CATEGORIES, 2),
}
"""Vocabularies of sparse facts."""


class FactPart(NamedTuple):
    """Sources of a group that are added up and weighted together.

    ``weighting``: ``tfidf`` (logarithm of the count, rare terms weigh more), ``presence`` (the
    same of whether, not how often) or ``share`` (as it is). ``sizes``: lengths of n-grams.
    """

    group: str
    sources: tuple[str, ...]
    weighting: str = "tfidf"
    sizes: tuple[int, int] | None = None


FACT_PARTS: Mapping[str, FactPart] = {
    "text": FactPart("characters", FACT_GROUPS["characters"].sources, sizes=(1, 4)),
    "own_text": FactPart("characters", ("characters_own",), sizes=(2, 5)),
    "name_shape": FactPart("names", ("characters_name",), sizes=(1, 4)),
    "bio_terms": FactPart("bio_terms", ("terms_bio",)),
    "stated_age": FactPart("stated_age", ("stated_age",), "presence"),
    "own_terms": FactPart("own_terms", ("terms_tweets",)),
    "emoji": FactPart("emoji", ("emoji_bio", "emoji_tweets")),
    "accounts": FactPart("accounts", ("follows", "mentions"), "presence"),
    "followed": FactPart("accounts", ("follows",), "presence"),
    "categories": FactPart("categories", FACT_GROUPS["categories"].sources, "share"),
}
"""Parts of the sparse facts that the models weigh up."""

NUMBERS = "numbers"
"""Part of the facts that holds the columns of ``marts.feat_users``."""


class ScoreBlock(NamedTuple):
    """Parts of the facts that one ridge regression sums up, and penalties to choose from."""

    name: str
    parts: tuple[str, ...]
    penalties: tuple[float, ...]


SCORE_BLOCKS: tuple[ScoreBlock, ...] = (
    ScoreBlock("everything", (NUMBERS, "text", "accounts", "stated_age"), (3, 8)),
    ScoreBlock("text", ("text",), (1, 3, 10)),
    ScoreBlock("own_text", ("own_text",), (1, 3, 10)),
    ScoreBlock("bio_terms", ("bio_terms", "stated_age"), (1, 3, 10)),
    ScoreBlock("own_terms", ("own_terms",), (1, 3, 10)),
    ScoreBlock("emoji", ("emoji",), (3, 10, 30)),
    ScoreBlock("accounts", ("accounts",), (1, 3, 10, 30)),
    ScoreBlock("followed", ("followed",), (1, 3, 10, 30)),
    ScoreBlock("categories", ("categories",), (1, 3, 10)),
    ScoreBlock("name_shape", ("name_shape",), (3, 10, 30)),
)
"""Scores of the first stage."""


def block_of(number: str) -> str:
    """Feature block of a number.

    Parameters
    ----------
    number : str
        Column of ``marts.feat_users``.

    Returns
    -------
    str
        Its block.
    """
    return next(block for block, names in FEATURE_BLOCKS.items() if number in names)
