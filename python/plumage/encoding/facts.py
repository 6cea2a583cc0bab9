"""Label-free features of users as sparse counts: words, n-grams, accounts, categories.

``FactEncoder`` learns which terms exist, how many users have each, and how numbers are spread. It
sees the texts of all users of a run, those to be predicted included, and no label: what is learned
from labels starts in ``plumage.encoding.ridge_scores``. It encodes users it has not seen, too.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from plumage.encoding.features import FEATURE_BLOCKS, number_columns_of
from plumage.encoding.number_scale import NumberScale, user_frame
from plumage.encoding.parts import FACT_GROUPS, FACT_PARTS, FACT_SOURCES, NUMBERS, FactPart
from plumage.encoding.sparse_rows import row_products, weighted
from plumage.encoding.terms import FactTables, count_terms
from plumage.encoding.vocabulary import Vocabulary

Floats = NDArray[np.float64]


class FactEncoder:
    """Turns tables of features into matrices.

    Parameters
    ----------
    vocabularies : dict of str to Vocabulary
        By group of ``FACT_GROUPS``.
    numbers : tuple of str
        Names of the numbers.
    scale : NumberScale
        Their spread among users with a profile or tweets.
    """

    def __init__(
        self, vocabularies: dict[str, Vocabulary], numbers: tuple[str, ...], scale: NumberScale
    ) -> None:
        self.vocabularies = vocabularies
        self.numbers = numbers
        self.scale = scale

    @classmethod
    def fit(cls, tables: FactTables) -> tuple[FactEncoder, UserFacts]:
        """Learn terms and spreads from users, and encode these users.

        Parameters
        ----------
        tables : FactTables
            Users of a run.

        Returns
        -------
        tuple of (FactEncoder, UserFacts)
            The encoder, and the features of the users.
        """
        frame = user_frame(tables.features)
        counts: dict[str, sparse.csr_array] = {}
        vocabularies = {}
        for group in FACT_GROUPS:
            found, vocabularies[group] = count_terms(tables, group, frame.index)
            counts |= found
        names = tuple(number_columns_of(FEATURE_BLOCKS))
        numbers = frame[list(names)].to_numpy()
        described = np.isin(frame["evidence_level"], ("full", "profile_only", "tweets_only"))
        scale = NumberScale.of(numbers[described] if described.any() else numbers)
        encoder = cls(vocabularies, names, scale)
        return encoder, UserFacts(encoder, frame.index, frame["evidence_level"], numbers, counts)

    def encode(self, tables: FactTables) -> UserFacts:
        """Encode users by what was learned; terms that were not seen then do not count.

        Parameters
        ----------
        tables : FactTables
            Any users.

        Returns
        -------
        UserFacts
            Their features.
        """
        frame = user_frame(tables.features)
        counts: dict[str, sparse.csr_array] = {}
        for group in FACT_GROUPS:
            counts |= count_terms(tables, group, frame.index, self.vocabularies[group])[0]
        numbers = frame[list(self.numbers)].to_numpy()
        return UserFacts(self, frame.index, frame["evidence_level"], numbers, counts)


class UserFacts:
    """Features of users, as rows in order of user id.

    Parameters
    ----------
    encoder : FactEncoder
        What knows the columns.
    user_ids : pandas.Index
        Users, in order.
    levels : array-like of str, shape (n_users,)
        Evidence levels.
    numbers : ndarray of float, shape (n_users, n_numbers)
        In the order of ``encoder.numbers``.
    counts : dict of str to scipy.sparse.csr_array
        By source: how often each user has each term of the source's group.

    Notes
    -----
    Matrices and the products of their rows are computed when first needed, and kept: no split of
    the users needs them again.
    """

    def __init__(
        self,
        encoder: FactEncoder,
        user_ids: pd.Index,
        levels: Iterable[str],
        numbers: Floats,
        counts: dict[str, sparse.csr_array],
    ) -> None:
        self.encoder = encoder
        self.user_ids = user_ids
        self.levels = np.asarray(levels, dtype=object)
        self.numbers = numbers
        self.counts = counts
        self._rows: dict[tuple, sparse.csr_array] = {}
        self._grams: dict[tuple, Floats] = {}

    def __len__(self) -> int:
        """Count the users."""
        return len(self.user_ids)

    def of(self, rows: NDArray) -> UserFacts:
        """Features of some of the users.

        Parameters
        ----------
        rows : ndarray of int or bool
            Users to keep, in order.

        Returns
        -------
        UserFacts
            The same encoder, fewer users.
        """
        return UserFacts(
            self.encoder,
            self.user_ids[rows],
            self.levels[rows],
            self.numbers[rows],
            {name: counts[rows] for name, counts in self.counts.items()},
        )

    def mixed_up(self, what: str, order: NDArray[np.int64]) -> UserFacts:
        """Permute the features of one kind among users, as permutation importance does.

        Parameters
        ----------
        what : str
            A feature block with all that belongs to it, or the name of a number.
        order : ndarray of int, shape (n_users,)
            Whose features each user gets.

        Returns
        -------
        UserFacts
            The same users, with that kind permuted.
        """
        numbers = self.numbers.copy()
        is_number = what in self.encoder.numbers
        columns = [self.encoder.numbers.index(what)] if is_number else self.number_columns([what])
        numbers[:, columns] = numbers[order][:, columns]
        counts = {
            name: counts[order] if FACT_SOURCES[name] == what else counts
            for name, counts in self.counts.items()
        }
        return UserFacts(self.encoder, self.user_ids, self.levels, numbers, counts)

    def number_columns(self, blocks: Iterable[str]) -> NDArray[np.int64]:
        """Find the numbers of some blocks.

        Parameters
        ----------
        blocks : iterable of str
            Feature blocks.

        Returns
        -------
        ndarray of int
            Positions in ``encoder.numbers``.
        """
        names = set(number_columns_of(set(blocks) & set(FEATURE_BLOCKS)))
        wanted = [place for place, name in enumerate(self.encoder.numbers) if name in names]
        return np.array(wanted, dtype=np.int64)

    def part_rows(self, part: str, blocks: Iterable[str]) -> sparse.csr_array:
        """Weighted rows of a part of the features, as far as some blocks hold it.

        Parameters
        ----------
        part : str
            Key of ``FACT_PARTS``, or ``NUMBERS``.
        blocks : iterable of str
            Feature blocks that may be looked at.

        Returns
        -------
        scipy.sparse.csr_array, shape (n_users, n_terms)
            Rows of length 1, or 0 where the user has nothing (numbers: about 1).
        """
        (key,) = self.part_keys([part], blocks)
        if key not in self._rows:
            if part == NUMBERS:
                rows = self.encoder.scale.rows(self.numbers, np.array(key[1:], dtype=np.int64))
                self._rows[key] = sparse.csr_array(rows)
            else:
                kind, sources = FACT_PARTS[part], key[1:]
                total = sum((self.counts[one] for one in sources[1:]), self._first(kind, sources))
                vocabulary = self.encoder.vocabularies[kind.group]
                self._rows[key] = weighted(total, vocabulary, kind)
        return self._rows[key]

    def part_keys(self, parts: Iterable[str], blocks: Iterable[str]) -> tuple[tuple, ...]:
        """Name what some parts hold, as far as some blocks hold it: equal names, equal rows.

        Parameters
        ----------
        parts : iterable of str
            As for ``part_rows``.
        blocks : iterable of str
            Feature blocks that may be looked at.

        Returns
        -------
        tuple of tuple
            Each part with its sources; ``NUMBERS`` with the positions of its columns.
        """
        blocks = frozenset(blocks)
        return tuple(
            (part, *self.number_columns(blocks).tolist())
            if part == NUMBERS
            else (part, *(one for one in FACT_PARTS[part].sources if FACT_SOURCES[one] in blocks))
            for part in parts
        )

    def _first(self, kind: FactPart, sources: tuple[str, ...]) -> sparse.csr_array:
        if sources:
            return self.counts[sources[0]]
        return sparse.csr_array((len(self), self.counts[kind.sources[0]].shape[1]))

    def score_rows(self, parts: Iterable[str], blocks: Iterable[str]) -> sparse.csr_array:
        """Rows of several parts, side by side.

        Parameters
        ----------
        parts : iterable of str
            As for ``part_rows``.
        blocks : iterable of str
            Feature blocks that may be looked at.

        Returns
        -------
        scipy.sparse.csr_array, shape (n_users, n_columns)
            Columns part after part.
        """
        rows = [self.part_rows(part, blocks) for part in parts]
        return rows[0] if len(rows) == 1 else sparse.hstack(rows, format="csr")

    def gram(self, parts: Iterable[str], blocks: Iterable[str]) -> Floats:
        """Products of all pairs of rows, summed over parts.

        Parameters
        ----------
        parts : iterable of str
            As for ``part_rows``.
        blocks : iterable of str
            Feature blocks that may be looked at.

        Returns
        -------
        ndarray of float, shape (n_users, n_users)
            Symmetric.
        """
        total: Floats | None = None
        for part in parts:
            rows = self.part_rows(part, blocks)
            key = next(key for key, kept in self._rows.items() if kept is rows)
            if key not in self._grams:
                self._grams[key] = row_products(rows)
            total = self._grams[key] if total is None else total + self._grams[key]
        return np.empty((0, 0)) if total is None else total
