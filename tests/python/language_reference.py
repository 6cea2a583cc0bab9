"""What the language marts must equal, computed from the tokens by other code than SQL."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import sqrt

import duckdb
import numpy as np
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests

from plumage.language_data import read_group, score
from plumage.language_norm import LanguageNorm, smooth_idf, terms_of

PRIOR_COUNT = 500
FALSE_DISCOVERY_RATE = 0.1
MIN_TERM_USERS = 5


def largest_gaps(connection: duckdb.DuckDBPyConnection, group_id: str) -> dict[str, float]:
    """Largest difference of each measure of tweets and users to the plain-Python norm."""
    data = read_group(connection, group_id)
    norm = LanguageNorm(list(data.norm_tweets["tokens"]), list(data.norm_tweets["user_id"]))
    tweets = connection.execute(
        "select deviations.*, tokens.tokens from marts.fct_tweet_deviations as deviations"
        " inner join (select tweet_id, list(token order by token_position) as tokens"
        " from marts.fct_language_tokens group by tweet_id) as tokens using (tweet_id)"
        " where group_id = $1 and cosine_distance is not null",
        [group_id],
    ).df()
    found = score(norm, list(tweets["tokens"]), list(tweets["user_id"]))
    columns = {
        "cosine_distance": "cosine", "surprisal_bits": "surprisal",
        "unigram_bits": "unigram", "order_bits": "order",
    }  # fmt: skip
    gaps = {
        column: float((tweets[column] - found[family]).abs().max())
        for column, family in columns.items()
    }
    users = connection.execute(
        "select user_id, cosine_distance from marts.fct_user_deviations"
        " where group_id = $1 and is_member and cosine_distance is not null",
        [group_id],
    ).fetchall()
    gaps["user_distance"] = max(
        abs(distance - user_distance(norm, user)) for user, distance in users
    )
    return gaps | {"tweets": len(tweets), "users": len(users)}


def user_distance(norm: LanguageNorm, user: int) -> float:
    """1 - cosine between the mean of a user's tweets and the centroid of the others."""
    own, frequencies = norm.user_weights[user], norm.user_frequencies[user]
    count = norm.document_count - norm.tweet_counts[user]
    length2 = product = own_length2 = 0.0
    for term, weight in norm.weights.items():
        others = norm.frequencies[term] - frequencies[term]
        idf = smooth_idf(count, others)
        mine = idf * own.get(term, 0.0)
        theirs = idf * (weight - own.get(term, 0.0)) if others else 0.0
        length2, own_length2 = length2 + theirs**2, own_length2 + mine**2
        product += mine * theirs
    return 1 - product / sqrt(length2 * own_length2)


def user_terms(
    connection: duckdb.DuckDBPyConnection, in_group: Mapping[int, bool]
) -> tuple[np.ndarray, list, np.ndarray]:
    """Terms that labelled users say in countable tweets.

    Returns
    -------
    (ndarray of int, list of str or tuple, ndarray of str)
        User and place of the term of each (user, term), shape (2, n); terms; their kinds.
    """
    rows = connection.execute(
        "select tweets.user_id, list(tokens.token order by tokens.token_position)"
        " from marts.fct_language_tokens as tokens"
        " inner join marts.fct_language_tweets as tweets using (tweet_id)"
        " where tweets.is_countable group by tweets.user_id, tweets.tweet_id"
    ).fetchall()
    kinds = dict(
        connection.execute(
            "select token, token_kind from intermediate.int_language_vocabulary"
        ).fetchall()
    )
    said = {(user, term) for user, tokens in rows if user in in_group for term in terms_of(tokens)}
    terms = sorted({term for _, term in said}, key=str)
    place = {term: number for number, term in enumerate(terms)}
    pairs = np.array(sorted((user, place[term]) for user, term in said)).T
    kind = np.array([kinds[term] if isinstance(term, str) else "pair" for term in terms])
    return pairs, terms, kind


def q_values(first: np.ndarray, second: np.ndarray, sizes: tuple[int, int]) -> np.ndarray:
    """Fisher's exact tests by SciPy, twice the smaller tail, controlled by statsmodels."""

    @cache
    def p_value(one: int, two: int) -> float:
        table = [[one, sizes[0] - one], [two, sizes[1] - two]]
        tails = (fisher_exact(table, alternative=side).pvalue for side in ("less", "greater"))
        return min(1.0, 2 * min(tails))

    p_values = [p_value(int(one), int(two)) for one, two in zip(first, second, strict=True)]
    return multipletests(p_values, method="fdr_bh")[1]


def term_scores(
    connection: duckdb.DuckDBPyConnection, in_group: Mapping[int, bool]
) -> dict[str, tuple[int, int, float, float, float]]:
    """Log-odds and q-value of every listed term, by NumPy, SciPy and statsmodels.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Open connection.
    in_group : mapping of int to bool
        Labelled users, and whether they belong to the group.

    Returns
    -------
    dict
        By term: members and others who say it, log-odds, its z-score, q-value.
    """
    (users, places), terms, kind = user_terms(connection, in_group)
    members = np.array([in_group[user] for user in users])
    first, second = (
        np.bincount(places[side], minlength=len(terms)) for side in (members, ~members)
    )
    odds, scores = log_odds(first.astype(float), second.astype(float), kind)
    listed = np.flatnonzero(first + second >= MIN_TERM_USERS)
    speakers = [in_group[user] for user in set(users)]
    sizes = (sum(speakers), len(speakers) - sum(speakers))
    q_of = dict(zip(listed, q_values(first[listed], second[listed], sizes), strict=True))
    return {
        terms[number] if isinstance(terms[number], str) else " ".join(terms[number]): (
            int(first[number]),
            int(second[number]),
            float(odds[number]),
            float(scores[number]),
            float(q_of[number]),
        )
        for number in listed
    }


def log_odds(
    first: np.ndarray, second: np.ndarray, kind: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds with an informative Dirichlet prior and their z-scores, each kind by itself.

    References
    ----------
    Monroe, Colaresi and Quinn (2008). Fightin' words. Political Analysis 16(4), eq. 15, 16 and 22.
    """
    odds, scores = np.full(first.size, np.nan), np.full(first.size, np.nan)
    for name in set(kind):
        of_kind = kind == name
        one, two = first[of_kind], second[of_kind]
        with np.errstate(divide="ignore", invalid="ignore"):
            prior = PRIOR_COUNT * (one + two) / (one + two).sum()
            delta = np.log((one + prior) / (one.sum() + PRIOR_COUNT - one - prior)) - np.log(
                (two + prior) / (two.sum() + PRIOR_COUNT - two - prior)
            )
            odds[of_kind] = delta
            scores[of_kind] = delta / np.sqrt(1 / (one + prior) + 1 / (two + prior))
    return odds, scores


def assert_terms_equal(connection: duckdb.DuckDBPyConnection, group_id: str, expected: dict) -> int:
    """Compare `fct_term_norms` of a group with `term_scores`; return how many terms it has."""
    found = connection.execute(
        "select term, user_count, other_user_count, log_odds, log_odds_score, q_value"
        " from marts.fct_term_norms where group_id = $1",
        [group_id],
    ).fetchall()
    assert {row[0] for row in found} == set(expected)
    for term, *figures in found:
        given = [np.nan if figure is None else figure for figure in figures]
        np.testing.assert_allclose(given, expected[term], rtol=0, atol=1e-9, err_msg=term)
    return len(found)
