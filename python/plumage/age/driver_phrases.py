"""What a driver of a prediction is called when a marketer reads it.

Each feature has a phrase for users who have more of it than the typical user (or "yes"), and one
for those who have less (or "no"); each score one for users like older and one for users like
younger ones. A phrase completes "This user ...".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from plumage.encoding.features import FEATURES


class Phrase(NamedTuple):
    """Words for more or yes (scores: like older users), and for less or no (like younger ones)."""

    more: str
    less: str


# One line each: name | more or yes | less or no.
SCORE_LINES = """
everything | resembles older users on the whole | resembles younger users on the whole
text | writes and shares text as older users do | writes and shares text as younger users do
own_text | spells and punctuates as older users do | spells and punctuates as younger users do
bio_terms | writes a bio in words of older users | writes a bio in words of younger users
own_terms | tweets words that older users tweet | tweets words that younger users tweet
emoji | uses the emoji that older users use | uses the emoji that younger users use
accounts | has accounts in common with older users | has accounts in common with younger users
followed | follows accounts that older users follow | follows accounts that younger users follow
categories | has settings and apps like older users | has settings and apps like younger users
name_shape | has a name shaped like older users' | has a name shaped like younger users'
"""

GROUP_LINES = """
profile_colours | has profile colours like older users | has profile colours like younger users
followed_ids | follows accounts as old as older users do | follows newer accounts
mentioned_ids | mentions accounts as old as older users do | mentions newer accounts
"""


def parse_phrases(lines: str) -> dict[str, Phrase]:
    """Read phrases from lines of a name and two phrases; lines that start with ``#`` are headings.

    Parameters
    ----------
    lines : str
        Like ``has_bio | has a bio | has no bio``.

    Returns
    -------
    dict of str to Phrase
        By name.

    Examples
    --------
    >>> parse_phrases("has_bio | has a bio | has no bio")["has_bio"].less
    'has no bio'
    """
    found = {}
    for line in lines.strip().splitlines():
        if not line.startswith("#"):
            name, more, less = (part.strip() for part in line.split(" | "))
            found[name] = Phrase(more, less)
    return found


SCORE_PHRASES: Mapping[str, Phrase] = parse_phrases(SCORE_LINES)
"""Key of ``plumage.encoding.parts.SCORE_BLOCKS`` -> words."""

GROUP_PHRASES: Mapping[str, Phrase] = parse_phrases(GROUP_LINES)
"""Features that say little one by one, added up -> words; chosen like those of a score."""

GROUP_PATTERNS: Mapping[str, str] = {
    "profile_colours": r".*_colour_(red|green|blue)",
    "followed_ids": r"followed_.*digits.*",
    "mentioned_ids": r"mentioned_(?!mean_handle).*digits.*",
}
"""Group -> regular expression of its columns of ``marts.feat_users``."""

FEATURE_PHRASES: Mapping[str, Phrase] = {
    feature.name: Phrase(feature.more, feature.less) for feature in FEATURES if feature.more
}
"""Column of ``marts.feat_users`` -> words."""

UNKNOWN_PHRASES: Mapping[str, str] = {
    # blocks
    "account": "has a profile that does not tell",
    "bio": "has no bio to tell from",
    "activity": "has too few tweets to show habits",
    "style": "has too few words of their own to show a style",
    "sentiment": "has no tweets whose mood could be scored",
    "network": "has no followed or mentioned accounts to tell from",
    # scores
    "everything": "is hardly known",
    "text": "has no text to tell from",
    "own_text": "has no words of their own to tell from",
    "bio_terms": "has no usual words in the bio",
    "own_terms": "has no words in common with others",
    "emoji": "uses no emoji to tell from",
    "accounts": "has no accounts in common with others",
    "followed": "follows nobody else's accounts",
    "categories": "has no settings to tell from",
    "name_shape": "has no name to tell from",
    **{feature.name: feature.unknown for feature in FEATURES if feature.unknown},
}
"""Score, feature or else feature block -> words for a user of whom it is not known."""


def group_of(feature: str) -> str | None:
    """Group that a feature is added up in.

    Parameters
    ----------
    feature : str
        Column of ``marts.feat_users``.

    Returns
    -------
    str or None
        Key of ``GROUP_PHRASES``; None for a feature that speaks for itself.

    Examples
    --------
    >>> group_of("text_colour_red"), group_of("has_bio")
    ('profile_colours', None)
    """
    for group, pattern in GROUP_PATTERNS.items():
        if re.fullmatch(pattern, feature):
            return group
    return None
