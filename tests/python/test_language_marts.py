"""The language marts of a build on made-up data: exact, apart from targets, and as asked for."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from language_reference import assert_terms_equal, largest_gaps, term_scores
from plumage.language_data import read_group
from plumage.language_norm import terms_of
from plumage.language_validation import validate

ANALYSES = sorted((Path(__file__).resolve().parents[2] / "analysis" / "language").glob("*.sql"))


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


def test_log_odds_and_noise_floors_equal_numpy(built):
    ages = built.query("select user_id, age_years < 30 from marts.dim_users where age_years > 0")
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        expected = term_scores(connection, dict(ages))
        assert assert_terms_equal(connection, "under_30", expected) > 100


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
