"""Counts of n-grams of characters, fast enough for users with thousands of words.

Characters are numbered, so that an n-gram of up to five packs into one integer and counting is
sorting integers. Same n-grams as scikit-learn's ``char_wb``: they do not reach across words, of
which the blanks before and after are part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BITS = 12
"""Bits of a character's number; five n-grams of 12 bits fit in 64."""

MAX_CHARACTERS = 2**BITS - 2
"""Distinct characters that are told apart, the ones that most texts have."""

MAX_SIZE = 5
"""Longest n-gram that fits into an integer."""


@dataclass(frozen=True)
class Alphabet:
    """Characters that are told apart.

    Attributes
    ----------
    characters : str
        Each once, in order; a blank stands for all white space.
    """

    characters: str

    @classmethod
    def of(cls, texts: Iterable[str], *, min_texts: int) -> Alphabet:
        """Take the characters of enough texts.

        Parameters
        ----------
        texts : iterable of str
            Any texts; one after the other, none is kept.
        min_texts : int
            Texts that a character must be in.

        Returns
        -------
        Alphabet
            At most ``MAX_CHARACTERS``, those of most texts.
        """
        counts = Counter(character for text in texts for character in set(text))
        common = [(-count, one) for one, count in counts.items() if count >= min_texts]
        kept = [one for _, one in sorted(common)[: MAX_CHARACTERS - 1]]
        return cls("".join(sorted({" ", *(one for one in kept if not one.isspace())})))

    def numbers_of(self, text: str) -> NDArray[np.uint64]:
        """Give each character its number, with a blank before and after a text that has any.

        Parameters
        ----------
        text : str
            Any text.

        Returns
        -------
        ndarray of uint64
            From 1; 0 for characters that are not in the alphabet.
        """
        words = text.split()
        padded = f" {' '.join(words)} " if words else ""
        codes = np.frombuffer(padded.encode("utf-32-le"), dtype=np.uint32)
        known = np.frombuffer(self.characters.encode("utf-32-le"), dtype=np.uint32)
        places = np.minimum(np.searchsorted(known, codes), known.size - 1)
        return np.where(known[places] == codes, places + 1, 0).astype(np.uint64)

    def key_of(self, ngram: str) -> int:
        """Pack an n-gram into an integer.

        Parameters
        ----------
        ngram : str
            Characters of the alphabet.

        Returns
        -------
        int
            As ``ngram_keys`` gives.
        """
        key = 0
        for character in ngram:
            key = key << BITS | (self.characters.index(character) + 1)
        return key

    def ngrams_of(self, keys: NDArray[np.uint64]) -> NDArray[np.str_]:
        """Unpack integers into n-grams.

        Parameters
        ----------
        keys : ndarray of uint64
            As from ``ngram_keys``.

        Returns
        -------
        ndarray of str
            The n-grams.
        """
        letters = np.array(["", *self.characters])
        ngrams = np.full(keys.shape, "", dtype=f"<U{MAX_SIZE}")
        for place in reversed(range(MAX_SIZE)):
            number = (keys >> np.uint64(place * BITS)) & np.uint64(2**BITS - 1)
            ngrams = np.strings.add(ngrams, letters[number.astype(np.int64)])
        return ngrams


def ngram_keys(
    numbers: NDArray[np.uint64], sizes: tuple[int, int], *, blank: int | None
) -> NDArray[np.uint64]:
    """List the n-grams of a text, as integers.

    Parameters
    ----------
    numbers : ndarray of uint64
        As from ``Alphabet.numbers_of``.
    sizes : tuple of int
        Shortest and longest n-gram.
    blank : int or None
        Number of the blank, which n-grams may not hold inside; None when they may.

    Returns
    -------
    ndarray of uint64
        One entry per n-gram and place.
    """
    found = []
    breaks = np.cumsum(np.r_[0, numbers == (0 if blank is None else blank)])
    unknown = np.cumsum(np.r_[0, numbers == 0])
    for size in range(sizes[0], sizes[1] + 1):
        count = numbers.size - size + 1
        if count <= 0:
            break
        keys = np.zeros(count, dtype=np.uint64)
        for place in range(size):
            keys = keys << np.uint64(BITS) | numbers[place : place + count]
        start = np.arange(count)
        whole = unknown[start + size] == unknown[start]
        if blank is not None and size > 2:
            whole &= breaks[start + size - 1] == breaks[start + 1]
        found.append(keys[whole])
    return np.concatenate(found) if found else np.empty(0, dtype=np.uint64)


def ngram_counts(
    texts: Sequence[str], alphabet: Alphabet, sizes: tuple[int, int], *, within_words: bool
) -> tuple[NDArray[np.int64], NDArray[np.uint64], NDArray[np.int64]]:
    """Count the n-grams of each text.

    Parameters
    ----------
    texts : sequence of str
        Any texts.
    alphabet : Alphabet
        Characters that are told apart; n-grams with others are left out.
    sizes : tuple of int
        Shortest and longest n-gram, at most ``MAX_SIZE``.
    within_words : bool
        Whether n-grams stay within words.

    Returns
    -------
    tuple of (ndarray of int, ndarray of uint64, ndarray of int)
        Position of the text, n-gram as integer, and count: one entry per text and n-gram.

    Examples
    --------
    >>> alphabet = Alphabet(" ab")
    >>> texts, keys, counts = ngram_counts(["ab ab"], alphabet, (2, 2), within_words=True)
    >>> dict(zip(alphabet.ngrams_of(keys).tolist(), counts.tolist()))
    {' a': 2, 'ab': 2, 'b ': 2}
    """
    blank = alphabet.characters.index(" ") + 1 if within_words else None
    places, keys, counts = [], [], []
    for place, text in enumerate(texts):
        found, times = np.unique(
            ngram_keys(alphabet.numbers_of(text), sizes, blank=blank), return_counts=True
        )
        places.append(np.full(found.size, place))
        keys.append(found)
        counts.append(times)
    empty = np.empty(0, dtype=np.int64)
    return (
        np.concatenate([empty, *places]),
        np.concatenate([empty.astype(np.uint64), *keys]),
        np.concatenate([empty, *counts]),
    )
