"""VADER sentiment as a SQL function: ``plumage_sentiment(text)``.

References
----------
Hutto and Gilbert (2014). VADER: A parsimonious rule-based model for sentiment analysis of social
media text. ICWSM.
"""

from __future__ import annotations

import string
from functools import cache

import pyarrow as pa
from duckdb import DuckDBPyConnection
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

# Name of each score here and in VADER's answer.
_SCORES = {"negative": "neg", "neutral": "neu", "positive": "pos", "compound": "compound"}
# VADER's time grows with the square of a text's length: 17 s for 80,000 characters made for it. The
# longest tweets have 280, paid posts 25,000; nobody's mood is told by more than this.
MAX_SCORED_CHARACTERS = 10_000
_NEUTRAL = {"negative": 0.0, "neutral": 1.0, "positive": 0.0, "compound": 0.0}
SCORES_TYPE = pa.struct([(name, pa.float64()) for name in _SCORES])
_SQL_TYPE = f"STRUCT({', '.join(f'{name} DOUBLE' for name in _SCORES)})"


@cache
def _load_analyzer() -> SentimentIntensityAnalyzer:
    """One analyzer a process: reading its lexicon takes longer than scoring a thousand tweets."""
    return SentimentIntensityAnalyzer()


@cache
def _collect_emoji() -> frozenset[str]:
    """Characters in whose place VADER reads the emoji's English name."""
    return frozenset(emoji for emoji in _load_analyzer().emojis if len(emoji) == 1)


def is_surely_neutral(text: str) -> bool:
    """Tell whether VADER cannot find anything in a text, which takes a fifth of scoring it.

    Every score comes from a word of the lexicon, as it stands or without the punctuation around it;
    boosters, negations, "but" and exclamation marks change such scores alone.

    Parameters
    ----------
    text : str
        Any text with at least one word.

    Returns
    -------
    bool
        True only where VADER answers neutral = 1; False where it has to be asked.

    Examples
    --------
    >>> is_surely_neutral("the bus leaves at nine"), is_surely_neutral("what (fun)")
    (True, False)
    """
    if not (text.isascii() or _collect_emoji().isdisjoint(text)):
        return False
    lexicon = _load_analyzer().lexicon.keys()
    words = text.lower().split()
    return (
        bool(words)
        and lexicon.isdisjoint(words)
        and lexicon.isdisjoint(word.strip(string.punctuation) for word in words)
    )


def score_text(text: str | None) -> dict[str, float] | None:
    """Score one text exactly as VADER does, rounding included.

    VADER knows English (and emoji, whose English names it reads): other languages come out neutral
    except for chance hits.

    Parameters
    ----------
    text : str or None
        Raw case and punctuation, which VADER uses; of a longer text, the first
        ``MAX_SCORED_CHARACTERS`` characters count.

    Returns
    -------
    dict or None
        ``negative``, ``neutral`` and ``positive`` in [0, 1], each rounded to 3 digits, and
        ``compound`` in [-1, 1], rounded to 4; None for None.

    Examples
    --------
    >>> score_text("I LOVE this!!! :)")["compound"]
    0.8836
    >>> score_text("the bus leaves at nine")
    {'negative': 0.0, 'neutral': 1.0, 'positive': 0.0, 'compound': 0.0}
    """
    if text is None:
        return None
    text = text[:MAX_SCORED_CHARACTERS]
    if is_surely_neutral(text):
        return dict(_NEUTRAL)
    scores = _load_analyzer().polarity_scores(text)
    return {name: scores[vader_name] for name, vader_name in _SCORES.items()}


def score_texts(texts: pa.ChunkedArray | pa.Array) -> pa.Array:
    """Score a batch of texts in this process.

    Parameters
    ----------
    texts : pyarrow.Array or pyarrow.ChunkedArray of shape (n_texts,)
        Strings and nulls.

    Returns
    -------
    pyarrow.Array of shape (n_texts,)
        Structs of the four scores of `score_text`; null for null.
    """
    return pa.array([score_text(text) for text in texts.to_pylist()], type=SCORES_TYPE)


def register(connection: DuckDBPyConnection) -> None:
    """Make ``plumage_sentiment`` known to a connection."""
    connection.create_function(
        "plumage_sentiment",
        score_texts,
        ["VARCHAR"],
        _SQL_TYPE,
        type="arrow",
        null_handling="special",
    )
