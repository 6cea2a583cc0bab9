"""The language models on hostile texts, a prolific user, an empty group and the real sample."""

from __future__ import annotations

import random

import duckdb
import pyarrow as pa
import pytest

from plumage.sample.twitter import grammar
from plumage.sample.twitter.topics import TOPICS
from support.language_reference import assert_terms_equal, largest_gaps, term_scores
from support.project import Project, succeed

LABELLED_COUNT, TWEETS_EACH = 48, 6
PROLIFIC_USER, HOSTILE_USER, TARGET_USER = 100, 101, 102
HOSTILE = [
    "",
    "http @user 12345",
    "x",
    "😂 😂 👩‍💻",
    "a " * 5000,
    "w" * 10_000,
    "שלום עולם זה טקסט مرحبا بالعالم هذا نص",
    "e\u0301 ก็ q\u0308\u0323 z\u0335\u0336 ก็ e\u0301 n\u0303",
    "so '; drop table x; -- \" \\ {{ x }} \x07 good morning everyone here",
]
GROUPS = (
    "{language_groups: [under_30, from_40, from_90], language_scored_users: everyone,"
    " show_texts: true}"
)


def age_of(user: int) -> int:
    return 45 if user % 4 == 0 else 20


def texts() -> list[tuple[int, str]]:
    """(user, text): ordinary users, one of odd words without end, one hostile, one target."""
    draw = random.Random(8).random
    topics = sorted(TOPICS)

    def say() -> str:
        return grammar.say(draw, topics[int(draw() * len(topics))], int(draw() * 3)).lower()

    rows = [(user, say()) for user in range(LABELLED_COUNT) for _ in range(TWEETS_EACH)]
    rows += [
        (PROLIFIC_USER, " ".join(f"zq{int(draw() * 1e6)}" for _ in range(9))) for _ in range(120)
    ]
    rows += [(HOSTILE_USER, text) for text in HOSTILE]
    return rows + [(TARGET_USER, say()) for _ in range(TWEETS_EACH)]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Language models over made-up texts, with what they read given as tables."""
    project = Project(tmp_path_factory.mktemp("language"))
    project.raw.mkdir()
    rows = texts()
    users = sorted({user for user, _ in rows})
    tables = {
        "intermediate.int_tweets__own_text": {
            "tweet_id": range(len(rows)),
            "user_id": [user for user, _ in rows],
            "masked_text": [text for _, text in rows],
            "version_md5": [""] * len(rows),
        },
        "intermediate.int_tweets__enriched": {
            "tweet_id": range(len(rows)),
            "user_id": [user for user, _ in rows],
            "lang": ["en"] * len(rows),
            "source_app": ["web"] * len(rows),
        },
        "intermediate.int_users__split": {
            "user_id": users,
            "role": ["target" if user == TARGET_USER else "labelled" for user in users],
        },
        "intermediate.int_age_labels__banded": {
            "user_id": users,
            "age_years": [age_of(user) if user < LABELLED_COUNT else 20 for user in users],
        },
        "reference.ref_age_bands": {
            "age_band_id": [1], "age_band": ["all"], "min_age_years": [13], "max_age_years": [99],
        },
    }  # fmt: skip
    with duckdb.connect(str(project.warehouse)) as connection:
        for schema in ("staging", "intermediate", "marts", "reference"):
            connection.execute(f"create schema {schema}")
        for name, columns in tables.items():
            table = pa.table({key: list(values) for key, values in columns.items()})
            connection.register("given", table)
            connection.execute(f"create table {name} as select * from given")
            connection.unregister("given")
    models = ("int_tweet_tokens", "models/intermediate/language", "models/marts/language")
    succeed(project.dbt("run", "-s", *models, "--exclude", "source:predictions+", "--vars", GROUPS))
    return project


@pytest.mark.verify
@pytest.mark.parametrize("group_id", ["under_30", "from_40"])
def test_measures_of_hostile_texts_and_of_everyone_equal_the_reference(cases, group_id):
    with duckdb.connect(str(cases.warehouse), read_only=True) as connection:
        gaps = largest_gaps(connection, group_id)
    assert gaps.pop("tweets") > LABELLED_COUNT * TWEETS_EACH
    assert gaps.pop("users") > 5
    assert max(gaps.values()) < 1e-9, gaps


@pytest.mark.verify
def test_every_hostile_text_has_a_score_or_a_reason(cases):
    rows = cases.query(
        "select token_count, cosine_distance, surprisal_bits, unscored_reason"
        f" from marts.fct_tweet_deviations where group_id = 'under_30' and user_id = {HOSTILE_USER}"
    )
    # the empty text has no tokens and no row
    assert len(rows) == len(HOSTILE) - 1
    for token_count, distance, bits, reason in rows:
        if token_count < 5:
            assert (distance, bits) == (None, None)
            assert reason == ("too few tokens" if token_count else "nothing to read")
        else:
            assert 0 <= distance <= 1 + 1e-12
            assert bits > 0


@pytest.mark.verify
@pytest.mark.parametrize(("group_id", "is_young"), [("under_30", True), ("from_40", False)])
def test_log_odds_of_planted_groups_equal_numpy(cases, group_id, is_young):
    users = [*range(LABELLED_COUNT), PROLIFIC_USER, HOSTILE_USER]
    in_group = {user: (user >= LABELLED_COUNT or age_of(user) == 20) == is_young for user in users}
    with duckdb.connect(str(cases.warehouse), read_only=True) as connection:
        assert assert_terms_equal(connection, group_id, term_scores(connection, in_group)) > 30


@pytest.mark.verify
def test_a_prolific_user_of_odd_words_does_not_fill_the_list(cases):
    shares = cases.query(
        "select count(*) filter (where surprisal_rank <= 100 and user_id = 100),"
        " (select count(*) from marts.rpt_unusual_tweets"
        "  where group_id = 'under_30' and user_id = 100),"
        " (select count(*) from marts.rpt_unusual_tweets where group_id = 'under_30')"
        " from marts.fct_tweet_deviations where group_id = 'under_30'"
    )[0]
    by_rank, listed, rows = shares
    assert by_rank > 50
    assert rows > 60
    assert listed == 2


@pytest.mark.verify
def test_a_group_without_members_has_no_norm_and_says_why(cases):
    counts = cases.query(
        "select user_count, tweet_count, token_count from marts.dim_language_groups"
        " where group_id = 'from_90'"
    )
    assert counts == [(0, 0, 0)]
    for table in ("fct_term_norms", "rpt_typical_terms", "rpt_unusual_tweets"):
        assert cases.query(f"select * from marts.{table} where group_id = 'from_90'") == []
    reasons = cases.query(
        "select distinct unscored_reason from marts.fct_tweet_deviations"
        " where group_id = 'from_90' and token_count >= 5"
    )
    assert reasons == [("nobody else in the norm",)]


@pytest.mark.verify
def test_a_target_is_measured_and_never_in_a_norm(cases):
    rows = cases.query(
        "select bool_or(is_in_norm), count(cosine_distance) > 0"
        f" from marts.fct_tweet_deviations where user_id = {TARGET_USER}"
    )
    assert rows == [(False, True)]


@pytest.mark.verify
def test_measures_and_log_odds_of_the_real_sample_equal_the_references(takehome):
    with duckdb.connect(str(takehome.warehouse), read_only=True) as connection:
        gaps = largest_gaps(connection, "under_30")
        ages = connection.execute(
            "select user_id, age_years < 30 from marts.dim_age_users where age_years is not null"
        ).fetchall()
        assert assert_terms_equal(connection, "under_30", term_scores(connection, dict(ages))) > 300
    assert gaps.pop("tweets") > 500
    assert gaps.pop("users") > 500
    assert max(gaps.values()) < 1e-9, gaps
