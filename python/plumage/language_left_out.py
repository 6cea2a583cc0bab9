"""Distances to a norm made wholly anew without the author: what subtraction leaves out.

The marts take an author's tweets off the document frequencies, their number and the centroid. The
weight of each other tweet in the centroid, 1 / its length, keeps the author's share of the idf: its
exact value needs every other tweet that shares a term with the author, which grows with the square
of the tweets. Here it is worked out, for a bounded number of authors.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from plumage.language_norm import LanguageNorm, Tokens, terms_of


class ExactNorm:
    """Norm of a group as a matrix of counts, weighed anew for each author.

    Parameters
    ----------
    tweets : sequence of sequence of str
        Tokens of each tweet of the norm.
    users : sequence of int
        Who wrote each of them.

    Attributes
    ----------
    counts : scipy.sparse.csr_array, shape (n_tweets, n_terms)
        Uses of each term.

    Examples
    --------
    >>> norm = ExactNorm([["a", "b"], ["a"], ["c"]], [1, 2, 3])
    >>> [round(float(distance), 3) for distance in norm.distances(3)]
    [1.0]
    """

    def __init__(self, tweets: Sequence[Tokens], users: Sequence[int]) -> None:
        places: dict[object, int] = {}
        columns, values, starts = [], [], [0]
        for tokens in tweets:
            for term, uses in terms_of(tokens).items():
                columns.append(places.setdefault(term, len(places)))
                values.append(float(uses))
            starts.append(len(columns))
        shape = (len(tweets), len(places))
        self.counts = sparse.csr_array((values, columns, starts), shape=shape)
        self.squares = self.counts.power(2)
        self.transposed = self.counts.T.tocsr()
        self.users = np.asarray(users)
        self.frequencies = np.bincount(columns, minlength=len(places))
        _, place, sizes = np.unique(self.users, return_inverse=True, return_counts=True)
        self.user_sizes = sizes[place]

    def distances(self, author: int) -> np.ndarray:
        """1 - cosine of an author's tweets to the centroid of the others.

        Parameters
        ----------
        author : int
            Who is left out of everything: frequencies, their number, weights and centroid.

        Returns
        -------
        numpy.ndarray, shape (n_tweets_of_author,)
            In the order of the tweets.
        """
        own = self.users == author
        mine = self.counts[np.flatnonzero(own)]
        others = self.frequencies - np.bincount(mine.indices, minlength=self.counts.shape[1])
        idf = np.log((1 + np.sum(~own)) / (1 + others)) + 1
        weights = np.where(own, 0.0, 1 / np.sqrt(self.squares @ idf**2) / self.user_sizes)
        centroid = (self.transposed @ weights) * idf
        lengths = np.sqrt(mine.power(2) @ idf**2) * np.linalg.norm(centroid)
        return 1 - (mine @ (centroid * idf)) / lengths


def largest_change(
    exact: ExactNorm, norm_tweets: pd.DataFrame, scored: pd.DataFrame, authors: Sequence[int]
) -> float:
    """Largest difference of distances by subtraction to those of norms made wholly anew.

    Parameters
    ----------
    exact : ExactNorm
        Norm of ``norm_tweets``, in their order.
    norm_tweets : pandas.DataFrame
        ``tweet_id`` and ``user_id`` of the tweets of the norm.
    scored : pandas.DataFrame
        ``tweet_id``, ``user_id`` and ``cosine`` (distance by subtraction) of some of them.
    authors : sequence of int
        Whose tweets to compare.

    Returns
    -------
    float
        0 without authors.
    """
    tweets, users = norm_tweets["tweet_id"].to_numpy(), norm_tweets["user_id"].to_numpy()
    largest = 0.0
    for author in authors:
        found = pd.Series(exact.distances(author), index=tweets[users == author])
        mine = scored[scored["user_id"] == author]
        change = found[mine["tweet_id"]].to_numpy() - mine["cosine"].to_numpy()
        largest = max(largest, float(np.abs(change).max()))
    return largest


def largest_bit_change(
    norm_tweets: pd.DataFrame, scored: pd.DataFrame, authors: Sequence[int]
) -> float:
    """Largest difference of bits by subtraction to those of language models made anew.

    Parameters
    ----------
    norm_tweets : pandas.DataFrame
        ``tokens`` and ``user_id`` of the tweets of the norm.
    scored : pandas.DataFrame
        ``tokens``, ``user_id`` and ``surprisal`` (bits a token) of some of them.
    authors : sequence of int
        Whose tweets to compare.

    Returns
    -------
    float
        0 without authors; a rounding error, since shares of tokens can be subtracted exactly.
    """
    largest = 0.0
    for author in authors:
        others = norm_tweets[norm_tweets["user_id"] != author]
        anew = LanguageNorm(list(others["tokens"]), list(others["user_id"]))
        mine = scored[scored["user_id"] == author]
        for tokens, bits in zip(mine["tokens"], mine["surprisal"], strict=True):
            largest = max(largest, abs(anew.surprisal(tokens)[0] - bits))
    return largest
