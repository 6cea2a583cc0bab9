"""The language marts of a build on made-up data: exact, apart from targets, and as asked for."""

from collections import Counter

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score
from statsmodels.stats.multitest import multipletests

from plumage.language.data import read_group
from plumage.language.norm import PLACEHOLDERS, LanguageNorm, in_context, terms_of
from plumage.language.validation import validate
from plumage.udf.inference import exact_p_values
from support.language_reference import (
    FALSE_DISCOVERY_RATE,
    MIN_TERM_USERS,
    assert_terms_equal,
    largest_gaps,
    term_scores,
    user_terms,
)
from support.places import ROOT

ANALYSES = sorted((ROOT / "analysis" / "language").glob("*.sql"))


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
    ages = built.query(
        "select user_id, age_years < 30 from marts.dim_age_users where age_years > 0"
    )
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        expected = term_scores(connection, dict(ages))
        assert assert_terms_equal(connection, "under_30", expected) > 100


def test_shuffled_membership_makes_no_term_typical_or_avoided(built):
    ages = built.query(
        "select user_id, age_years < 30 from marts.dim_age_users where age_years > 0"
    )
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


def test_no_prediction_target_is_in_a_norm(built):
    targets = built.query(
        "select count(*) from marts.fct_tweet_deviations"
        " inner join marts.dim_age_users using (user_id) where is_in_norm and role != 'labelled'"
    )
    assert targets == [(0,)]


def test_every_tweet_has_a_score_or_a_reason(built):
    odd = built.query(
        "select * from marts.fct_tweet_deviations"
        " where (surprisal_score is null) != (unscored_reason is not null)"
    )
    assert odd == []


def test_drivers_of_listed_tweets_are_their_terms_with_the_largest_shares(shown, group):
    norm = LanguageNorm(list(group.norm_tweets["tokens"]), list(group.norm_tweets["user_id"]))
    tokens_of = dict(zip(group.tweets["tweet_id"], group.tweets["tokens"], strict=True))
    tweets = shown.query(
        "select tweet_id, user_id, surprisal_bits * token_count, cosine_distance,"
        " surprisal_drivers, cosine_drivers from marts.rpt_unusual_tweets"
        " where group_id = 'under_30' and report_rank <= 20"
    )
    assert len(tweets) == 20
    for tweet, user, bits, distance, surprisal_drivers, cosine_drivers in tweets:
        tokens, shares, before = tokens_of[tweet], Counter(), 0.0
        for length, (_, token) in zip(scored_places(tokens), in_context(tokens), strict=True):
            here = tokens[:length]
            total = norm.surprisal(here, user) * len(in_context(here))
            shares[token] += (total - before) / bits
            before = total
        assert_largest(surprisal_drivers, shares)
        terms = terms_of(tokens)
        length = np.sqrt(sum((uses * norm.idf[term]) ** 2 for term, uses in terms.items()))
        centre = np.sqrt(sum(weight**2 for weight in norm.centroid.values()))
        shares = Counter()
        for term, uses in terms.items():
            part = uses * norm.idf[term] / length
            name = term if isinstance(term, str) else " ".join(term)
            shares[name] = part * (part - norm.centroid[term] / centre) / distance
        assert sum(shares.values()) == pytest.approx(1, abs=1e-6)
        assert_largest(cosine_drivers, shares)


def assert_largest(drivers, shares):
    """Drivers are three of the terms, their shares the largest of all."""
    found = [part["share"] for part in drivers]
    assert found == pytest.approx([shares[part["term"]] for part in drivers], abs=1e-6)
    assert found == pytest.approx(sorted(shares.values(), reverse=True)[:3], abs=1e-6)


def scored_places(tokens):
    """1-based places of the tokens that are scored."""
    return [place for place, token in enumerate(tokens, 1) if token not in PLACEHOLDERS]


def test_reliability_equals_numpy_and_decides_who_is_ranked(built, group):
    tweets = group.norm_tweets[group.norm_tweets["surprisal_score"].notna()]
    halves = [
        (scores[::2].mean(), scores[1::2].mean())
        for _, scores in tweets.groupby("user_id")["surprisal_score"]
        if len(scores) > 1
    ]
    correlation = np.corrcoef(np.array(halves).T)[0, 1]
    rows = built.query(
        "select distinct surprisal_reliability, count(surprisal_rank) > 0"
        " from marts.fct_user_deviations where group_id = 'under_30' group by 1"
    )
    assert len(halves) > 50
    ((reliability, is_ranked),) = rows
    assert reliability == pytest.approx(2 * correlation / (1 + correlation), abs=1e-8)
    assert is_ranked == (reliability >= 0.7)


def test_no_user_holds_more_than_five_in_a_hundred_of_the_list(shown):
    shares = shown.query(
        "select max(row_count) from (select count(*) as row_count from marts.rpt_unusual_tweets"
        " group by group_id, user_id)"
    )
    assert shares[0][0] <= 5


@pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)
def test_analyses_run_in_plain_duckdb(built, path):
    rows = built.query(path.read_text())
    ranked = built.query("select count(surprisal_rank) from marts.fct_user_deviations")
    # users are listed where they may be ranked
    assert bool(rows) == (path.stem != "most_unusual_users" or ranked > [(0,)])


def test_validation_is_stored_and_surprisal_finds_planted_outliers_best(built, copy_project, group):
    project = copy_project(built)
    rows = validate(project.warehouse, planted_count=150, replicates=40, seed=2)
    stored = project.query("select count(*) from marts.fct_language_validation where not is_stale")
    assert stored == [(len(rows),)]
    found = rows[(rows["metric"] == "auc") & (rows["length_class"] == "8+")]
    figures = found.set_index(["kind", "family"])["value"].unstack()
    assert figures.loc["other_language", "surprisal"] > 0.95
    assert figures.loc["shuffled", "surprisal"] > figures.loc["shuffled", "cosine"] + 0.05
    assert figures.loc["held_out", "surprisal"] == pytest.approx(0.5, abs=0.1)
    planted = figures.drop(index="held_out").mean()
    assert planted["surprisal"] > planted["mean"] > planted["cosine"]

    told = rows[(rows["metric"] == "others_auc") & (rows["kind"] == "tweets")]
    told = told.set_index("family")["value"]
    flags = ["is_other_language", "is_template", "is_repeat", "is_mostly_links"]
    tweets = group.tweets[~group.tweets[flags].any(axis=1)]
    for family, column in (("contrast", "contrast_bits"), ("surprisal", "surprisal_score")):
        known = tweets[tweets[column].notna()]
        expected = roc_auc_score(known["is_other_group"], known[column])
        assert told[family] == pytest.approx(expected, abs=1e-12)
