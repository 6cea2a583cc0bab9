"""VADER sentiment as a SQL function: ``plumage_sentiment(text, is_english)``.

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

from plumage.udf.english import is_english

# Name of each score here and in VADER's answer.
_SCORES = {"negative": "neg", "neutral": "neu", "positive": "pos", "compound": "compound"}
# VADER's time grows with the square of a text's length: 17 s for 80,000 characters made for it. The
# longest tweets have 280, paid posts 25,000; nobody's mood is told by more than this.
MAX_SCORED_CHARACTERS = 10_000
# U+FE0F and U+FE0E ask for an emoji's picture or its text form: it means the same in both.
_DROP_SELECTORS = dict.fromkeys((0xFE0E, 0xFE0F))
_JOINER = "\u200d"
# VADER takes them off the word before them; anything else after an emoji's name begins a new word.
_CLOSING_MARKS = "!?.,"
_NEUTRAL = {"negative": 0.0, "neutral": 1.0, "positive": 0.0, "compound": 0.0}
SCORES_TYPE = pa.struct([(name, pa.float64()) for name in _SCORES])
_SQL_TYPE = f"STRUCT({', '.join(f'{name} DOUBLE' for name in _SCORES)})"


@cache
def _load_analyzer() -> SentimentIntensityAnalyzer:
    """One analyzer a process: reading its lexicon takes longer than scoring a thousand tweets."""
    return SentimentIntensityAnalyzer()


@cache
def _load_emoji_names() -> dict[str, str]:
    """Load the names in VADER's own lexicon, by the emoji without its selector."""
    described = _load_analyzer().emojis.items()
    return {emoji.translate(_DROP_SELECTORS): name for emoji, name in described}


@cache
def _measure_emoji() -> dict[str, int]:
    """Length of the longest described emoji by its first character.

    Keycaps are left out: they begin with plain characters, and their names carry no feeling.
    """
    sizes: dict[str, int] = {}
    for emoji in _load_emoji_names():
        if not emoji[0].isascii():
            sizes[emoji[0]] = max(len(emoji), sizes.get(emoji[0], 0))
    return sizes


def spell_out_emoji(text: str) -> str:
    """Replace each emoji by what VADER calls it, as words of their own.

    VADER does so character by character: a selector, joiner or letter after an emoji sticks to the
    last word of its name, which then is not in the lexicon, and a sequence is read in parts.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The text without variation selectors, and with names for emoji: that of the longest
        sequence which VADER describes. Joiners between them are gone.

    Examples
    --------
    >>> spell_out_emoji("❤️!"), spell_out_emoji("bye✌️x"), spell_out_emoji("👨‍🚒")
    ('red heart!', 'bye victory hand x', 'man firefighter')
    """
    text = text.translate(_DROP_SELECTORS)
    names, sizes = _load_emoji_names(), _measure_emoji()
    if text.isascii() or sizes.keys().isdisjoint(text):
        return text
    # Plain text and names in turn: copying each character alone would take thrice the time.
    parts: list[str] = []
    place = 0
    for start, character in enumerate(text):
        if start < place or character not in sizes:
            continue
        ends = range(start + sizes[character], start, -1)
        end = next((end for end in ends if text[start:end] in names), None)
        if end is not None:
            parts += [text[place:start].rstrip(_JOINER), names[text[start:end]]]
            place = end
    plain, *others = [*parts, text[place:]]
    spelled = [plain]
    for name, text_after in zip(others[::2], others[1::2], strict=True):
        following = text_after.lstrip(_JOINER)
        other = following.lstrip(_CLOSING_MARKS)
        marks = following[: len(following) - len(other)]
        spelled += [" ", name, marks, " " if other else "", other]
    return "".join(spelled).strip()


def is_surely_neutral(text: str) -> bool:
    """Tell whether VADER cannot find anything in a text, which takes a fifth of scoring it.

    Every score comes from a word of the lexicon, as it stands or without the punctuation around it;
    boosters, negations, "but" and exclamation marks change such scores alone.

    Parameters
    ----------
    text : str
        Text with at least one word, its emoji spelled out.

    Returns
    -------
    bool
        True only where VADER answers neutral = 1; False where it has to be asked.

    Examples
    --------
    >>> is_surely_neutral("the bus leaves at nine"), is_surely_neutral("what (fun)")
    (True, False)
    """
    lexicon = _load_analyzer().lexicon.keys()
    words = text.lower().split()
    return (
        bool(words)
        and lexicon.isdisjoint(words)
        and lexicon.isdisjoint(word.strip(string.punctuation) for word in words)
    )


def score_text(text: str | None) -> dict[str, float] | None:
    """Score one text as VADER does, rounding included, once its emoji are spelled out.

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
    text = spell_out_emoji(text[:MAX_SCORED_CHARACTERS])[:MAX_SCORED_CHARACTERS]
    if is_surely_neutral(text):
        return dict(_NEUTRAL)
    scores = _load_analyzer().polarity_scores(text)
    return {name: scores[vader_name] for name, vader_name in _SCORES.items()}


def score_texts(
    texts: pa.ChunkedArray | pa.Array, are_english: pa.ChunkedArray | pa.Array
) -> pa.Array:
    """Score those texts of a batch that VADER can read: English ones.

    Parameters
    ----------
    texts : pyarrow.Array or pyarrow.ChunkedArray of shape (n_texts,)
        Strings and nulls.
    are_english : pyarrow.Array or pyarrow.ChunkedArray of shape (n_texts,)
        Whether each is to be read as English; null where nobody has said, so that the detector
        decides.

    Returns
    -------
    pyarrow.Array of shape (n_texts,)
        Structs of the four scores of `score_text`; null for null and for other languages.

    Examples
    --------
    >>> texts = pa.array(["I hate it", "die Sonne war heute da", "die Sonne war heute da"])
    >>> [scores and scores["compound"] for scores in
    ...  score_texts(texts, pa.array([None, None, True])).to_pylist()]
    [-0.5719, None, -0.8316]
    """
    pairs = zip(texts.to_pylist(), are_english.to_pylist(), strict=True)
    return pa.array(
        [score_text(text) if _is_readable(text, said) else None for text, said in pairs],
        type=SCORES_TYPE,
    )


def _is_readable(text: str | None, is_said_english: bool | None) -> bool:
    """Whether there is a text, in English as said or else as detected."""
    if text is None or is_said_english is not None:
        return text is not None and bool(is_said_english)
    return is_english(text[:MAX_SCORED_CHARACTERS])


def register(connection: DuckDBPyConnection) -> None:
    """Make ``plumage_sentiment`` known to a connection."""
    connection.create_function(
        "plumage_sentiment",
        score_texts,
        ["VARCHAR", "BOOLEAN"],
        _SQL_TYPE,
        type="arrow",
        null_handling="special",
    )
