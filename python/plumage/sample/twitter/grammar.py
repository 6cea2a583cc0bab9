"""Sentences from topics, slots and registers; everything but who says what to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from plumage.sample.common.chance import Draw, long_tail
from plumage.sample.common.words import read_words
from plumage.sample.twitter.names import (
    ADJECTIVES,
    FIRST_NAMES,
    NOUNS,
    TOWN_BEGINNINGS,
    TOWN_ENDINGS,
    surnames,
)
from plumage.sample.twitter.topics import TOPICS

CASUAL, STANDARD, CAREFUL = range(3)
Sentence = tuple[str, tuple[Sequence[str], ...]]
SLOT = re.compile(r"\{(\w+)\}")

CASUAL_WORDS, CAREFUL_WORDS = (
    dict(line.split(" = ") for line in read_words("registers")[name])
    for name in ("casual", "careful")
)
JOINTS = (", and ", ". Also ", ", then ", ". Meanwhile ", ", while ", ". And ")


def reword(text: str, register: int) -> str:
    """Put a piece of text into a register.

    Parameters
    ----------
    text : str
        English text in the standard register; ``{slot}`` stays as it is.
    register : int
        ``CASUAL`` (lower case, short forms), ``STANDARD`` or ``CAREFUL`` (full forms).

    Returns
    -------
    str
        The text in that register.

    Examples
    --------
    >>> reword("I walked with Ben because {day}", CASUAL)
    'i walked w Ben cuz {day}'
    """
    if register == STANDARD:
        return text
    table = CASUAL_WORDS if register == CASUAL else CAREFUL_WORDS
    reworded = [table.get(word, word) for word in text.split(" ")]
    if register == CASUAL:
        reworded = ["i" if word == "I" else word for word in reworded]
        if reworded and reworded[0] not in FIRST_NAMES and reworded[0][1:2].islower():
            reworded[0] = reworded[0][:1].lower() + reworded[0][1:]
        return " ".join(reworded).replace("'", "")
    return " ".join(reworded)


@cache
def pools(register: int) -> Mapping[str, tuple[str, ...]]:
    """Words for each slot in a register, common ones first."""
    towns = [start + end for end in TOWN_ENDINGS for start in TOWN_BEGINNINGS]
    things = [f"{first} {second}" for second in NOUNS for first in ADJECTIVES]
    people = [
        f"{FIRST_NAMES[place % len(FIRST_NAMES)]} {surname}"
        for place, surname in enumerate(surnames())
    ]
    own = {
        "person": [*FIRST_NAMES * 3, *people],
        "town": [name.lower() for name in towns] if register == CASUAL else towns,
        "band": [f"the {thing}" for thing in things[::2]] + things[1::3],
        "show": [f"The {thing[:-1] if thing.endswith('s') else thing}" for thing in things[1::2]],
        "song": [f'"{second} of {first}"' for first in towns[::5] for second in NOUNS],
    }
    return {
        slot: tuple(dict.fromkeys(reword(entry, register) for entry in items))
        for slot, items in (read_words("slots") | own).items()
    }


def compile_sentence(text: str, register: int) -> Sentence:
    """Turn a sentence with slots into a format and the words that may fill it."""
    slots = SLOT.findall(text)
    form = SLOT.sub("%s", reword(text.replace("%", "%%"), register))
    return form, tuple(pools(register)[slot] for slot in slots)


@cache
def phrases(name: str, heading: str, register: int) -> tuple[Sentence, ...]:
    """Sentences of a word list in a register."""
    return tuple(compile_sentence(line, register) for line in read_words(name)[heading])


@cache
def sentences_of(topic: str, register: int, question: bool) -> tuple[Sentence, ...]:
    """Statements or questions of a topic in a register, the mark at the end taken off."""
    return tuple(
        compile_sentence(line.rstrip("?"), register)
        for line in TOPICS[topic].sentences
        if line.endswith("?") == question
    )


def fill(draw: Draw, sentence: Sentence) -> str:
    """Fill the slots of a sentence."""
    form, slots = sentence
    return form % tuple([long_tail(draw, slot) for slot in slots])


def say(draw: Draw, topic: str, register: int, *, question: bool = False) -> str:
    """Say something on a topic.

    Parameters
    ----------
    draw : callable
        Stream of numbers in [0, 1).
    topic : str
        Key of ``TOPICS``.
    register : int
        ``CASUAL``, ``STANDARD`` or ``CAREFUL``.
    question : bool, default False
        Whether to ask, without the mark.

    Returns
    -------
    str
        A sentence without its closing mark.
    """
    sentences = sentences_of(topic, register, question)
    text = fill(draw, sentences[int(draw() * len(sentences))])
    return text if register == CASUAL else text[:1].upper() + text[1:]


def misspell(draw: Draw, text: str) -> str:
    """Swap two letters of a longer word, or leave one out, as thumbs do.

    Parameters
    ----------
    draw : callable
        Stream of numbers in [0, 1).
    text : str
        English text.

    Returns
    -------
    str
        The text with a slip in it, or as it was when the word chosen is short.
    """
    pieces = text.split(" ")
    place = int(draw() * len(pieces))
    word, at = pieces[place], draw()
    if len(word) < 5 or not word.isalpha() or not word.islower():
        return text
    middle = 1 + int(at * (len(word) - 2))
    kept = word[middle] if draw() < 0.5 else ""
    rest = word[middle + 1] + kept if kept else word[middle + 1]
    pieces[place] = word[:middle] + rest + word[middle + 2 :]
    return " ".join(pieces)


def add_around(draw: Draw, text: str, register: int, *, opener: float, afterthought: float) -> str:
    """Put an opener before a sentence and an afterthought behind it, with these chances."""
    if draw() < opener:
        form = long_tail(draw, phrases("phrases", "openers", register))
        head = fill(draw, form)
        text = f"{head} {text[:1].lower() + text[1:] if text[1:2].islower() else text}"
    if draw() < afterthought:
        form = long_tail(draw, phrases("phrases", "afterthoughts", register))
        text = f"{text}, {fill(draw, form)}"
    return text


def join(draw: Draw, text: str, topic: str, register: int) -> str:
    """Join a second sentence on the same topic to a first one."""
    second = say(draw, topic, register)
    joint = long_tail(draw, JOINTS)
    if joint.startswith(",") and second[1:2].islower():
        second = second[:1].lower() + second[1:]
    return f"{text}{joint.lower() if register == CASUAL else joint}{second}"


@cache
def other_sentences(language: str, question: bool) -> tuple[Sentence, ...]:
    """Statements or questions of another language."""
    words = read_words(f"language_{language}")
    return tuple(
        (SLOT.sub("%s", line), tuple(words[place] for place in SLOT.findall(line)))
        for line in words["sentences"]
        if line.endswith(("?", "？", "؟")) == question
    )


def say_other(draw: Draw, language: str, *, question: bool = False) -> str:
    """Say something in another language than English; questions bring their mark.

    Parameters
    ----------
    draw : callable
        Stream of numbers in [0, 1).
    language : str
        Its tag, as in ``words/language_<tag>.txt``.
    question : bool, default False
        Whether to ask.

    Returns
    -------
    str
        A sentence.
    """
    sentences = other_sentences(language, question)
    return fill(draw, sentences[int(draw() * len(sentences))])
