"""What the language marts must equal, computed from the tokens by other code than SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import duckdb
import numpy as np
import pandas as pd
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests

from plumage.language.data import GroupData, read_group, score
from plumage.language.norm import LanguageNorm, contrast, terms_of

PRIOR_COUNT = 500
FALSE_DISCOVERY_RATE = 0.1
MIN_TERM_USERS = 5


def largest_gaps(connection: duckdb.DuckDBPyConnection, group_id: str) -> dict[str, float]:
    """Largest difference of each measure of tweets and users to the plain-Python norms."""
    data = read_group(connection, group_id)
    sides = [
        LanguageNorm(list(tweets["tokens"]), list(tweets["user_id"]))
        for tweets in (data.norm_tweets, other_tweets(data))
    ]
    tweets = connection.execute(
        "select deviations.*, tokens.tokens from marts.fct_tweet_deviations as deviations"
        " inner join (select tweet_id, list(token order by token_position) as tokens"
        " from marts.fct_language_tokens group by tweet_id) as tokens using (tweet_id)"
        " where group_id = $1 and surprisal_bits is not null",
        [group_id],
    ).df()
    found = score(sides[0], list(tweets["tokens"]), list(tweets["user_id"]))
    found["contrast"] = [
        contrast(*sides, tokens, author)
        for tokens, author in zip(tweets["tokens"], tweets["user_id"], strict=True)
    ]
    columns = {
        "cosine_distance": "cosine", "surprisal_bits": "surprisal", "contrast_bits": "contrast",
    }  # fmt: skip
    assert tweets["contrast_bits"].notna().any()
    gaps = {
        column: float((tweets[column] - found[family]).abs().max())
        for column, family in columns.items()
    }
    assert (tweets["contrast_bits"].isna() == found["contrast"].isna()).all()
    gaps |= {f"{column} of users": gap for column, gap in user_gaps(data, sides).items()}
    return gaps | {"tweets": len(tweets), "users": len(data.users)}


def other_tweets(data: GroupData) -> pd.DataFrame:
    """Countable tweets of the labelled users outside the group."""
    tweets = data.tweets
    has_words = tweets["token_count"] > 0
    aside = tweets["is_member"] | tweets["is_other_language"] | tweets["is_repeat"]
    return tweets[has_words & ~aside]


def user_gaps(data: GroupData, sides: Sequence[LanguageNorm]) -> dict[str, float]:
    """Largest difference of measures of users: the mean distance, and bits of all tokens."""
    tweets = pd.concat([data.norm_tweets, other_tweets(data)])
    measures = pd.DataFrame(
        {
            "user_id": tweets["user_id"],
            "tokens": tweets["token_count"],
            "cosine_distance": [sides[0].cosine_distance(tokens) for tokens in tweets["tokens"]],
            "surprisal_bits": [
                sides[0].surprisal(tokens, author)
                for tokens, author in zip(tweets["tokens"], tweets["user_id"], strict=True)
            ],
            "contrast_bits": [
                contrast(*sides, tokens, author)
                for tokens, author in zip(tweets["tokens"], tweets["user_id"], strict=True)
            ],
        }
    ).astype({"contrast_bits": float, "surprisal_bits": float})
    gaps = {}
    known = data.users[data.users["surprisal_bits"].notna()].set_index("user_id")
    by_user = measures["user_id"]
    means = measures.groupby(by_user)["cosine_distance"].mean()
    gaps["cosine_distance"] = float((known["cosine_distance"] - means.loc[known.index]).abs().max())
    for column in ("surprisal_bits", "contrast_bits"):
        bits = (measures[column] * measures["tokens"]).groupby(by_user).sum(min_count=1)
        expected = (bits / measures["tokens"].groupby(by_user).sum()).loc[known.index]
        gaps[column] = float((known[column] - expected).abs().max())
    return gaps


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
