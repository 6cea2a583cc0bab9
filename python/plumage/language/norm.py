"""The norm of a group's language and the distance to it, in plain Python.

A second implementation of what the models of ``models/intermediate/language`` compute in SQL, kept
simple on purpose: tests compare the two, and the validation scores planted tweets with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property
from math import log, log2, sqrt

PLACEHOLDERS = frozenset({"@user", "http", "0"})
"""Tokens that are no language; they give the next token its context and are not scored."""

START = ""
"""Context of a tweet's first token."""

Tokens = Sequence[str]
Term = str | tuple[str, str]

NOBODY: tuple[Counter, Counter, Counter] = (Counter(), Counter(), Counter())
"""Shares of who says nothing: pairs, tokens, contexts."""


def in_context(tokens: Tokens) -> list[tuple[str, str]]:
    """Scored tokens of a tweet, each with the token before it.

    Parameters
    ----------
    tokens : sequence of str
        All tokens, placeholders among them.

    Returns
    -------
    list of (str, str)
        Context and token; placeholders are contexts only.

    Examples
    --------
    >>> in_context(["@user", "so", "good", "http"])
    [('@user', 'so'), ('so', 'good')]
    """
    contexts = [START, *tokens[:-1]]
    return [pair for pair in zip(contexts, tokens, strict=True) if pair[1] not in PLACEHOLDERS]


def terms_of(tokens: Tokens) -> Counter[Term]:
    """Words and word pairs of a tweet with their counts; nothing lies between the words of a pair.

    Parameters
    ----------
    tokens : sequence of str
        All tokens, placeholders among them.

    Returns
    -------
    Counter
        A word is a str, a pair a tuple.

    Examples
    --------
    >>> sorted(terms_of(["so", "so", "http", "good"]), key=str)
    [('so', 'so'), 'good', 'so']
    """
    pairs = in_context(tokens)
    terms: Counter[Term] = Counter(token for _, token in pairs)
    terms.update(pair for pair in pairs if pair[0] != START and pair[0] not in PLACEHOLDERS)
    return terms


def smooth_idf(document_count: int, document_frequency: int) -> float:
    """Inverse document frequency as scikit-learn smooths it.

    Parameters
    ----------
    document_count : int
        Documents of the norm.
    document_frequency : int
        Those that hold the term; 0 for a term outside the norm.

    Returns
    -------
    float
        ``ln((1 + n) / (1 + df)) + 1``.

    Examples
    --------
    >>> smooth_idf(3, 3)
    1.0
    """
    return log((1 + document_count) / (1 + document_frequency)) + 1


class LanguageNorm:
    """What is usual in the tweets of a group, and how far a tweet is from it.

    Parameters
    ----------
    tweets : sequence of sequence of str
        Tokens of each tweet of the norm; tweets without a scored token are left aside.
    users : sequence of hashable
        Who wrote each of them.
    unseen_weight : float
        Weight of a token not seen yet in the unigram model, in users.
    bigram_prior : float
        Weight of the unigram model in the bigram model, in users.

    Attributes
    ----------
    document_count : int
        Tweets of the norm.
    idf : dict of term to float
        Smooth inverse document frequencies.
    centroid : dict of term to float
        Mean over users of the mean over their tweets of the l2-normed TF-IDF weights.

    References
    ----------
    MacKay and Peto (1995). A hierarchical Dirichlet language model. Natural Language Engineering
    1(3). Danescu-Niculescu-Mizil et al. (2013). No country for old members. WWW.
    """

    def __init__(
        self,
        tweets: Sequence[Tokens],
        users: Sequence[Hashable],
        *,
        unseen_weight: float = 0.05,
        bigram_prior: float = 0.5,
    ) -> None:
        self.unseen_weight = unseen_weight
        self.bigram_prior = bigram_prior
        tweets_of: dict[Hashable, list[Tokens]] = defaultdict(list)
        for tokens, user in zip(tweets, users, strict=True):
            if in_context(tokens):
                tweets_of[user].append(tokens)
        self.tweet_counts = {user: len(own) for user, own in tweets_of.items()}
        self.user_count = len(tweets_of)
        self.document_count = sum(self.tweet_counts.values())
        self._count_terms(tweets_of)
        self._count_pairs(tweets_of)

    def _count_terms(self, tweets_of: dict[Hashable, list[Tokens]]) -> None:
        counted = {user: [terms_of(tokens) for tokens in own] for user, own in tweets_of.items()}
        self.frequencies = Counter(
            term for own in counted.values() for terms in own for term in terms
        )
        self.user_frequencies = Counter(
            term for own in counted.values() for term in {term for terms in own for term in terms}
        )
        self.idf = {
            term: smooth_idf(self.document_count, frequency)
            for term, frequency in self.frequencies.items()
        }
        weights: dict[Term, float] = defaultdict(float)
        for own in counted.values():
            for terms in own:
                length = self._length(terms)
                for term, count in terms.items():
                    weights[term] += count / (length * len(own))
        self.centroid = {
            term: self.idf[term] * weight / self.user_count for term, weight in weights.items()
        }

    def _count_pairs(self, tweets_of: dict[Hashable, list[Tokens]]) -> None:
        self.user_shares: dict[Hashable, tuple[Counter, Counter, Counter]] = {}
        self.shares: tuple[Counter, Counter, Counter] = (Counter(), Counter(), Counter())
        self.only_user: dict[str, Hashable | None] = {}
        for user, own in tweets_of.items():
            pairs = Counter(pair for tokens in own for pair in in_context(tokens))
            token_count = sum(pairs.values())
            own_shares: tuple[Counter, Counter, Counter] = (Counter(), Counter(), Counter())
            for (context, token), count in pairs.items():
                for shares, key in zip(own_shares, ((context, token), token, context), strict=True):
                    shares[key] += count / token_count
            self.user_shares[user] = own_shares
            for shares, mine in zip(self.shares, own_shares, strict=True):
                shares.update(mine)
            for token in own_shares[1]:
                self.only_user[token] = None if token in self.only_user else user
        self.lone_types = Counter(user for user in self.only_user.values() if user is not None)

    def _length(self, terms: Mapping[Term, int]) -> float:
        """Length of a TF-IDF vector."""
        unseen = smooth_idf(self.document_count, 0)
        return sqrt(sum((uses * self.idf.get(term, unseen)) ** 2 for term, uses in terms.items()))

    def cosine_distance(self, tokens: Tokens) -> float | None:
        """1 - cosine between a tweet's TF-IDF vector and the centroid.

        Parameters
        ----------
        tokens : sequence of str
            Tokens of the tweet.

        Returns
        -------
        float or None
            None without a scored token or without a norm.
        """
        terms = terms_of(tokens)
        if not terms or not self.centroid:
            return None
        product = sum(
            uses * self.idf[term] * self.centroid[term]
            for term, uses in terms.items()
            if term in self.centroid
        )
        return 1 - product / (self._length(terms) * self._norm_length)

    @cached_property
    def _norm_length(self) -> float:
        return sqrt(sum(weight**2 for weight in self.centroid.values()))

    def surprisal(self, tokens: Tokens, author: Hashable = None) -> float | None:
        """Bits a token under the bigram model without the author.

        Parameters
        ----------
        tokens : sequence of str
            Tokens of the tweet.
        author : hashable, optional
            Whose tweets to leave out of the norm.

        Returns
        -------
        float or None
            None without a scored token, or without anybody else in the norm.
        """
        pairs = in_context(tokens)
        own = self.user_shares.get(author, NOBODY)
        users = self.user_count - (author in self.user_shares)
        types = len(self.only_user) - self.lone_types.get(author, 0)
        if not pairs or not users:
            return None
        bits = 0.0
        for pair in pairs:
            together, alone, before = (
                max(shares[key] - mine[key], 0.0)
                for shares, mine, key in zip(
                    self.shares, own, (pair, pair[1], pair[0]), strict=True
                )
            )
            unigram = (alone + self.unseen_weight) / (users + self.unseen_weight * (types + 1))
            bits -= log2((together + self.bigram_prior * unigram) / (before + self.bigram_prior))
        return bits / len(pairs)

    def share(self, token: str, author: Hashable = None) -> float | None:
        """Mean over users of a token's share of what they say, without the author.

        Parameters
        ----------
        token : str
            The token.
        author : hashable, optional
            Whose tweets to leave out.

        Returns
        -------
        float or None
            None without other users.
        """
        users = self.user_count - (author in self.user_shares)
        own = self.user_shares.get(author, NOBODY)[1][token]
        return max(self.shares[1][token] - own, 0.0) / users if users else None


def contrast(
    group: LanguageNorm,
    others: LanguageNorm,
    tokens: Tokens,
    author: Hashable = None,
    *,
    floor: float = 1e-4,
) -> float | None:
    """Bits a token by which others make words likelier than a group does, without the author.

    Parameters
    ----------
    group, others : LanguageNorm
        Norms of either side.
    tokens : sequence of str
        Tokens of a tweet.
    author : hashable, optional
        Whose tweets to leave out of both.
    floor : float
        What both shares are raised by.

    Returns
    -------
    float or None
        None without a scored token, or without anybody else on a side.
    """
    scored = [token for _, token in in_context(tokens)]
    shares = [(others.share(token, author), group.share(token, author)) for token in scored]
    if not scored or None in shares[0]:
        return None
    return sum(log2((other + floor) / (own + floor)) for other, own in shares) / len(scored)
