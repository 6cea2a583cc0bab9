"""What the language marts must equal, computed from the tokens by other code than SQL."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from math import sqrt

import duckdb
import numpy as np

from plumage.language_data import read_group, score
from plumage.language_norm import LanguageNorm, smooth_idf, terms_of

PRIOR_COUNT = 500
NOISE_SPLITS = 8
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


def term_scores(
    connection: duckdb.DuckDBPyConnection, in_group: Mapping[int, bool]
) -> dict[str, tuple[int, int, float, float, float]]:
    """Log-odds of every listed term, by NumPy.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Open connection.
    in_group : mapping of int to bool
        Labelled users, and whether they belong to the group.

    Returns
    -------
    dict
        By term: members and others who say it, log-odds, its z-score, noise floor of its kind.
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
    names, users = zip(*[(term, user) for user, term in said], strict=True)
    terms = sorted(set(names), key=str)
    place = {term: number for number, term in enumerate(terms)}
    rows_of = np.array([place[term] for term in names])
    kind = np.array([kinds[term] if isinstance(term, str) else "pair" for term in terms])

    def counts(chosen: np.ndarray) -> np.ndarray:
        return np.bincount(rows_of[chosen], minlength=len(terms)).astype(float)

    members = np.array([in_group[user] for user in users])
    first, second = counts(members), counts(~members)
    odds, scores = log_odds(first, second, kind)
    floors: Counter[str] = Counter()
    common = first >= MIN_TERM_USERS
    for split in range(NOISE_SPLITS):
        half = members & np.array([half_of(user, split) for user in users])
        noise = np.abs(log_odds(counts(half), first - counts(half), kind)[1])
        for name in set(kind[common]):
            floors[name] = max(floors[name], noise[common & (kind == name)].max())
    return {
        term if isinstance(term, str) else " ".join(term): (
            int(first[number]),
            int(second[number]),
            float(odds[number]),
            float(scores[number]),
            float(floors.get(kind[number], np.nan)),
        )
        for number, term in enumerate(terms)
        if first[number] + second[number] >= MIN_TERM_USERS
    }


def half_of(user: int, split: int) -> bool:
    """Half of the group that a user is in, by md5 of the id."""
    return int(hashlib.md5(f"{user}:{split}".encode()).hexdigest()[:8], 16) % 2 == 1


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
        "select term, user_count, other_user_count, log_odds, log_odds_score, noise_floor"
        " from marts.fct_term_norms where group_id = $1",
        [group_id],
    ).fetchall()
    assert {row[0] for row in found} == set(expected)
    for term, *figures in found:
        given = [np.nan if figure is None else figure for figure in figures]
        np.testing.assert_allclose(given, expected[term], rtol=0, atol=1e-9, err_msg=term)
    return len(found)
