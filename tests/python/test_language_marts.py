"""The language marts of a build on made-up data: exact, apart from targets, and as asked for."""

from collections import Counter
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from statsmodels.stats.multitest import multipletests

from language_reference import (
    FALSE_DISCOVERY_RATE,
    MIN_TERM_USERS,
    assert_terms_equal,
    largest_gaps,
    term_scores,
    user_terms,
)
from plumage.language_data import read_group
from plumage.language_left_out import ExactNorm, largest_change
from plumage.language_norm import PLACEHOLDERS, LanguageNorm, in_context, terms_of
from plumage.language_validation import validate
from plumage.udf.fisher import exact_p_values

ROOT = Path(__file__).resolve().parents[2]
ANALYSES = sorted((ROOT / "analysis" / "language").glob("*.sql"))
DESCRIPTIONS = (ROOT / "models" / "docs" / "language.md").read_text()


@pytest.fixture(scope="module")
def group(built):
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        return read_group(connection, "under_30")


def test_measures_equal_the_independent_implementation(built):
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        gaps = largest_gaps(connection, "under_30")
    assert gaps.pop("tweets") > 500
    assert gaps.pop("users") > 100
    assert max(gaps.values()) < 1e-9, gaps


def test_log_odds_and_q_values_equal_numpy_scipy_and_statsmodels(built):
    ages = built.query("select user_id, age_years < 30 from marts.dim_users where age_years > 0")
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        expected = term_scores(connection, dict(ages))
        assert assert_terms_equal(connection, "under_30", expected) > 100


def test_shuffled_membership_makes_no_term_typical_or_avoided(built):
    ages = built.query("select user_id, age_years < 30 from marts.dim_users where age_years > 0")
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        (users, places), terms, _ = user_terms(connection, dict(ages))
    names, place = np.unique(users, return_inverse=True)
    in_group = np.array([dict(ages)[user] for user in names])
    total = np.bincount(places, minlength=len(terms))
    rng, false_tables = np.random.default_rng(1), 0
    for _ in range(60):
        rng.shuffle(in_group)
        first = np.bincount(places[in_group[place]], minlength=len(terms))[total >= MIN_TERM_USERS]
        second = total[total >= MIN_TERM_USERS] - first
        sizes = (in_group.sum(), (~in_group).sum())
        columns = [first, second, *(np.full(first.size, size) for size in sizes)]
        p_values = exact_p_values(*map(pa.array, columns)).to_numpy()
        false_tables += multipletests(p_values, FALSE_DISCOVERY_RATE, "fdr_bh")[0].any()
    # at most one table in ten: 6 expected at the worst, 11 with a chance of 1 %
    assert false_tables <= 11


def test_idf_and_centroid_equal_those_of_scikit_learn(built, group):
    tweets = group.norm_tweets.reset_index(drop=True)
    vectoriser = TfidfVectorizer(
        analyzer=lambda tokens: [
            term if isinstance(term, str) else " ".join(term)
            for term in terms_of(tokens).elements()
        ]
    )
    vectors = vectoriser.fit_transform(tweets["tokens"])
    weights = 1 / tweets.groupby("user_id")["tweet_id"].transform("size").to_numpy()
    centroid = (vectors.T @ weights) / tweets["user_id"].nunique()
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        norms = connection.execute(
            "select term, idf, mean_tfidf from marts.fct_term_norms"
            " where group_id = 'under_30' and tweet_count > 0"
        ).fetchall()
    assert len(norms) > 100
    for term, idf, mean_tfidf in norms:
        column = vectoriser.vocabulary_[term]
        assert idf == pytest.approx(vectoriser.idf_[column], abs=1e-9)
        assert mean_tfidf == pytest.approx(centroid[column], abs=1e-9)


def test_weights_of_other_tweets_keep_little_of_the_author(built, group):
    tweets = group.norm_tweets
    scored = tweets[tweets["cosine_distance"].notna()].rename(columns={"cosine_distance": "cosine"})
    exact = ExactNorm(list(tweets["tokens"]), tweets["user_id"].to_numpy())
    authors = scored["user_id"].unique()
    assert len(authors) > 100
    change = largest_change(exact, tweets, scored, authors)
    # the bound that the description of the column names, against a spread of some 0.05
    assert 0 < change < 2e-3
    assert "less than 0.002" in DESCRIPTIONS


def test_no_prediction_target_is_in_a_norm(built):
    targets = built.query(
        "select count(*) from marts.fct_tweet_deviations inner join marts.dim_users using (user_id)"
        " where is_in_norm and role != 'labelled'"
    )
    assert targets == [(0,)]


def test_every_tweet_has_a_score_or_a_reason(built):
    odd = built.query(
        "select * from marts.fct_tweet_deviations"
        " where (deviation_score is null) != (unscored_reason is not null)"
    )
    assert odd == []


def test_shares_of_drivers_are_in_order_and_within_the_whole(built):
    odd = built.query(
        "select * from marts.fct_tweet_deviations where cosine_drivers[1].share > 1.000001"
        " or surprisal_drivers[1].share > 1.000001"
        " or surprisal_drivers[1].share < surprisal_drivers[2].share"
    )
    assert odd == []


def test_drivers_of_users_are_the_words_with_most_bits_above_the_mean_of_their_size(built, group):
    norm = LanguageNorm(list(group.norm_tweets["tokens"]), list(group.norm_tweets["user_id"]))
    users = built.query(
        "select users.user_id, list_transform(surprisal_drivers, lambda part: part.term),"
        " list_transform(surprisal_drivers, lambda part: part.share), classes.mean_surprisal_bits"
        " from marts.fct_user_deviations as users"
        " inner join marts.fct_language_size_classes as classes"
        " on users.group_id = classes.group_id and users.size_class = classes.size_class"
        " and classes.unit = 'user' where is_member and deviation_rank <= 5"
    )
    assert len(users) == 5
    for user, drivers, shares, mean in users:
        bits, counts = Counter(), Counter()
        for tokens in group.norm_tweets.loc[group.norm_tweets["user_id"] == user, "tokens"]:
            before = 0.0
            for length, (_, token) in zip(scored_places(tokens), in_context(tokens), strict=True):
                here = tokens[:length]
                total = norm.surprisal(here, user)[0] * len(in_context(here))
                bits[token], counts[token] = bits[token] + total - before, counts[token] + 1
                before = total
        excess = {token: bits[token] - mean * counts[token] for token in bits}
        found = [excess[token] for token in drivers]
        assert found == pytest.approx(sorted(excess.values(), reverse=True)[:3], abs=1e-6)
        own_shares = [bits[token] / sum(bits.values()) for token in drivers]
        assert shares == pytest.approx(own_shares, abs=1e-6)


def scored_places(tokens):
    """1-based places of the tokens that are scored."""
    return [place for place, token in enumerate(tokens, 1) if token not in PLACEHOLDERS]


def test_no_user_holds_more_than_five_in_a_hundred_of_the_list(built):
    shares = built.query(
        "select max(row_count) from (select count(*) as row_count from marts.rpt_unusual_tweets"
        " group by group_id, user_id)"
    )
    assert shares[0][0] <= 5


@pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)
def test_analyses_run_in_plain_duckdb(built, path):
    assert built.query(path.read_text())


def test_validation_is_stored_and_finds_planted_outliers(built, copy_project):
    project = copy_project(built)
    rows = validate(project.warehouse, planted_count=150, replicates=40, seed=2)
    stored = project.query("select count(*) from marts.fct_language_validation where not is_stale")
    assert stored == [(len(rows),)]
    found = rows[(rows["metric"] == "auc") & (rows["length_class"] == "8+")]
    figures = found.set_index(["kind", "family"])["value"]
    assert figures["other_language", "surprisal"] > 0.95
    assert figures["shuffled", "order"] > 0.75
    # word order is nothing that words alone can tell
    assert figures["shuffled", "unigram"] == pytest.approx(0.5, abs=0.1)
    assert figures["held_out", "combined"] == pytest.approx(0.5, abs=0.1)
    assert isinstance(rows, pd.DataFrame)
