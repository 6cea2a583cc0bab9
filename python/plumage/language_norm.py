"""The norm of a group's language and the distance to it, in plain Python.

A second implementation of what the models of ``models/intermediate/language`` compute in SQL, kept
simple on purpose: tests compare the two, and the validation scores planted tweets with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from math import log, log2, sqrt

PLACEHOLDERS = frozenset({"@user", "http", "0"})
"""Tokens that are no language; they give the next token its context and are not scored."""

START = ""
"""Context of a tweet's first token."""

Tokens = Sequence[str]
Term = str | tuple[str, str]


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
        self.user_frequencies = {
            user: Counter(term for terms in own for term in terms) for user, own in counted.items()
        }
        self.frequencies: Counter[Term] = Counter()
        for frequencies in self.user_frequencies.values():
            self.frequencies.update(frequencies)
        self.idf = {
            term: smooth_idf(self.document_count, frequency)
            for term, frequency in self.frequencies.items()
        }
        self.user_weights: dict[Hashable, dict[Term, float]] = {}
        self.weights: dict[Term, float] = defaultdict(float)
        for user, own in counted.items():
            weights: dict[Term, float] = defaultdict(float)
            for terms in own:
                length = sqrt(sum((count * self.idf[term]) ** 2 for term, count in terms.items()))
                for term, count in terms.items():
                    weights[term] += count / (length * len(own))
            self.user_weights[user] = weights
            for term, weight in weights.items():
                self.weights[term] += weight
        self.centroid = {
            term: self.idf[term] * weight / self.user_count for term, weight in self.weights.items()
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

    def cosine_distance(self, tokens: Tokens, author: Hashable = None) -> float | None:
        """1 - cosine between a tweet's TF-IDF vector and the centroid without the author.

        The author's tweets leave the document frequencies, their number and the centroid. What the
        other users' tweets weigh in the centroid (1 / length) stays as it is.

        Parameters
        ----------
        tokens : sequence of str
            Tokens of the tweet.
        author : hashable, optional
            Whose tweets to leave out of the norm.

        Returns
        -------
        float or None
            None without a scored token or without other users.
        """
        terms = terms_of(tokens)
        frequencies = self.user_frequencies.get(author, Counter())
        weights = self.user_weights.get(author, {})
        count = self.document_count - self.tweet_counts.get(author, 0)
        if not terms or not count:
            return None

        def idf(term: Term) -> float:
            return smooth_idf(count, self.frequencies.get(term, 0) - frequencies[term])

        def weight(term: Term) -> float:
            return self.weights.get(term, 0.0) - weights.get(term, 0.0)

        shift = log((1 + count) / (1 + self.document_count))
        length2 = self._length2(shift)
        for term, own in weights.items():
            length2 += (idf(term) * (self.weights[term] - own)) ** 2
            length2 -= ((self.idf[term] + shift) * self.weights[term]) ** 2
        vector = {term: uses * idf(term) for term, uses in terms.items()}
        product = sum(value * idf(term) * weight(term) for term, value in vector.items())
        return 1 - product / sqrt(sum(value**2 for value in vector.values()) * length2)

    def _length2(self, shift: float) -> float:
        """Squared length of the centroid (times users) when every idf moves by a shift."""
        if not hasattr(self, "_moments"):
            pairs = [(self.idf[term], weight) for term, weight in self.weights.items()]
            self._moments = tuple(
                sum(idf**power * weight**2 for idf, weight in pairs) for power in (2, 1, 0)
            )
        squared, mixed, plain = self._moments
        return squared + 2 * shift * mixed + shift**2 * plain

    def surprisal(
        self, tokens: Tokens, author: Hashable = None
    ) -> tuple[float, float] | tuple[None, None]:
        """Bits a token under the bigram and under the unigram model without the author.

        Parameters
        ----------
        tokens : sequence of str
            Tokens of the tweet.
        author : hashable, optional
            Whose tweets to leave out of the norm.

        Returns
        -------
        (float, float)
            By the interpolated bigram model, and by its unigram part alone; None without a scored
            token.
        """
        pairs = in_context(tokens)
        if not pairs:
            return None, None
        nobody: tuple[Counter, Counter, Counter] = (Counter(), Counter(), Counter())
        own = self.user_shares.get(author, nobody)
        users = self.user_count - (author in self.user_shares)
        types = len(self.only_user) - self.lone_types.get(author, 0)
        bigram_bits = unigram_bits = 0.0
        for pair in pairs:
            together, alone, before = (
                max(shares[key] - mine[key], 0.0)
                for shares, mine, key in zip(
                    self.shares, own, (pair, pair[1], pair[0]), strict=True
                )
            )
            unigram = (alone + self.unseen_weight) / (users + self.unseen_weight * (types + 1))
            bigram = (together + self.bigram_prior * unigram) / (before + self.bigram_prior)
            unigram_bits -= log2(unigram)
            bigram_bits -= log2(bigram)
        return bigram_bits / len(pairs), unigram_bits / len(pairs)
