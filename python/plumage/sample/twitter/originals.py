"""Tweets of others that users pass on or quote."""

from __future__ import annotations

from functools import lru_cache
from math import exp
from typing import Any

from plumage.sample.common.chance import long_tail, normal, stream
from plumage.sample.common.marked_text import Text
from plumage.sample.twitter import grammar
from plumage.sample.twitter.accounts import Account
from plumage.sample.twitter.people import DAY, REFERENCE
from plumage.sample.twitter.records import tweet_record
from plumage.sample.twitter.topics import TOPICS

ORIGINAL_DAYS = 3  # a well-known account posts something worth passing on this often


@lru_cache(maxsize=8192)
def original_of(seed: int, serial: int, account: Account) -> tuple[dict[str, Any], Text]:
    """Write a tweet of somebody else that users pass on.

    Parameters
    ----------
    seed : int
        Seed of the run.
    serial : int
        Which of the account's tweets, the newest 0 and 1; odd ones hold a link.
    account : Account
        Who wrote it.

    Returns
    -------
    tuple
        The record without its user, and the text.
    """
    number = account.number * 4 + account.kind
    draw = stream(seed, "original", (number << 16) | serial)
    at = REFERENCE - (serial // 2) * ORIGINAL_DAYS * DAY - int(draw() * ORIGINAL_DAYS * DAY)
    topic = account.topics[int(draw() * len(account.topics))]
    body = Text()
    words = grammar.say(draw, topic, int(draw() * 2))
    body.add(grammar.add_around(draw, words, grammar.STANDARD, opener=0.2, afterthought=0.35))
    if draw() < 0.15:
        body.tag(long_tail(draw, TOPICS[topic].tags))
    has_link = serial % 2 == 1
    if has_link:
        body.link(number << 20 | serial)
    low_bits = 0x200000 | (number * 31 + serial) & 0x1FFFFF
    popularity = exp(min(account.follower_count, 10**7) ** 0.12 + 0.9 * normal(draw))
    record = tweet_record(
        at=at,
        low_bits=low_bits,
        text="".join(body.pieces),
        entities=body.entities,
        language=account.language if account.language in ("en", "es") else "en",
        app="iphone" if draw() < 0.6 else "web",
        favourites=int(popularity * 1.6),
        retweets=int(popularity) + 1,
        sensitive=False if has_link else None,
    )
    return record, body
