"""Made-up data hold the planted truth that they state: exactly, and nothing beside it."""

from __future__ import annotations

import csv
import html
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.miscmodels.ordinal_model import OrderedModel
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from plumage.sample.common.words import read_words
from plumage.sample.twitter import grammar
from plumage.sample.twitter.behaviour import EMOJI_VALENCES
from plumage.sample.twitter.effects import AGE_SHARES_BELOW, AGES, EFFECTS, MECHANISM, Mechanism
from plumage.sample.twitter.export import export
from plumage.sample.twitter.feelings import EMOTICONS, NEGATIVE_CLAUSES, POSITIVE_CLAUSES
from plumage.sample.twitter.people import LANGUAGES
from plumage.sample.twitter.population import Request, make_mechanism, make_user, target_share
from plumage.sample.twitter.topics import TOPICS
from plumage.sample.twitter.voices import EMOJI_LEVELS, emoji_choice
from support.places import ROOT

VADER = SentimentIntensityAnalyzer()
FEATURES = [effect.feature for effect in EFFECTS]


def valence(text: str) -> float:
    """Sum of valences behind a compound score: VADER's normalisation taken back."""
    compound = VADER.polarity_scores(html.unescape(text))["compound"]
    return compound * math.sqrt(15 / (1 - compound * compound))


def all_pieces() -> Iterator[str]:
    for register in (grammar.CASUAL, grammar.STANDARD, grammar.CAREFUL):
        for words in grammar.pools(register).values():
            yield from words
        for topic in TOPICS:
            for question in (False, True):
                yield from (form for form, _ in grammar.sentences_of(topic, register, question))
    for topic in TOPICS.values():
        yield from topic.tags
    yield from grammar.JOINTS
    languages = [f"language_{tag}" for tag in LANGUAGES.items if tag != "en"]
    for name in ("phrases", "crossposts", *languages):
        for heading, entries in read_words(name).items():
            # Drawn out, a word is none that VADER knows.
            if heading != "drawn out":
                yield from entries


def test_words_drawn_after_the_age_carry_no_feeling():
    words = {word for piece in all_pieces() for word in re.split(r"[\s|.,:?!%\"]+", piece.lower())}
    assert len(words) > 3000
    assert {word for word in words if word in VADER.lexicon} == set()


@pytest.mark.parametrize(("clause", "stated"), POSITIVE_CLAUSES + NEGATIVE_CLAUSES + EMOTICONS)
def test_stated_valence_is_vaders(clause, stated):
    assert valence(clause) == pytest.approx(stated, abs=0.05)


@pytest.mark.parametrize("group", range(4))
@pytest.mark.parametrize("level", [0, EMOJI_LEVELS // 2, EMOJI_LEVELS - 1])
def test_emoji_of_a_class_have_its_valence_at_every_age(group, level):
    choice = emoji_choice(group, level)
    weights = np.diff((0.0, *choice.sums))
    mean = sum(w * valence(e) for w, e in zip(weights, choice.items, strict=True)) / choice.total
    assert mean == pytest.approx(EMOJI_VALENCES[group], abs=0.1)


def draw_users(seed: int, **options) -> pd.DataFrame:
    """Labelled users of a run with their features and ages, without writing files."""
    request = Request(seed=seed, **options)
    mechanism = make_mechanism(
        request.tweets_per_user, request.tweet_cap, False, request.effect_scale
    )
    limit = target_share(request)
    users = (make_user(request, mechanism, limit, index) for index in range(request.users))
    return pd.DataFrame(
        {**user.features, "age": user.age} for user in users if user.person.role == "labelled"
    )


def fit_bands(users: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Coefficients per standard deviation with 95 % intervals, and the standard deviations."""
    matrix = users[FEATURES].apply(lambda column: column.fillna(column.mean()))
    deviations = matrix.std(ddof=0)
    bands = pd.Categorical(
        pd.cut(users["age"], [0, 20, 24, 29, 39, 200], labels=False), ordered=True
    )
    model = OrderedModel(bands, (matrix - matrix.mean()) / deviations, distr="logit")
    result = model.fit(method="bfgs", disp=False, maxiter=500)
    assert result.mle_retvals["converged"]
    table = result.conf_int().iloc[: len(FEATURES)]
    table.columns = ["low", "high"]
    return table, deviations


def recovery(seeds: range) -> tuple[list[bool], list[bool]]:
    """Whether each interval holds the stated truth, and whether each null effect is claimed."""
    slopes = make_mechanism(8, 20, False, 1.0).slopes
    covered, claimed = [], []
    for seed in seeds:
        table, deviations = fit_bands(draw_users(seed))
        for effect in EFFECTS:
            low, high = table.loc[effect.feature]
            if effect.log_odds_per_sd:
                truth = slopes[effect.feature] * deviations[effect.feature]
                assert truth == pytest.approx(effect.log_odds_per_sd, rel=0.2)
                covered.append(low <= truth <= high)
            else:
                claimed.append(not low <= 0 <= high)
    return covered, claimed


@pytest.mark.filterwarnings("ignore")
def test_ordinal_regression_recovers_the_stated_effects():
    covered, claimed = recovery(range(1, 4))
    assert sum(covered) >= 0.8 * len(covered)
    assert sum(claimed) <= 0.2 * len(claimed)


@pytest.mark.verify
@pytest.mark.filterwarnings("ignore")
def test_intervals_of_20_seeds_hold_the_truth_as_often_as_they_say():
    covered, claimed = recovery(range(1, 21))
    assert 0.85 <= np.mean(covered) <= 1.0
    assert np.mean(claimed) <= 0.10


def test_age_shares_do_not_depend_on_the_strength_of_the_effects():
    for scale in (0.0, 1.0, 2.0):
        ages = draw_users(5, users=4000, tweets_per_user=2, effect_scale=scale)["age"]
        for edge in (20, 24, 29):
            stated = AGE_SHARES_BELOW[AGES.index(edge) + 1]
            assert (ages <= edge).mean() == pytest.approx(stated, abs=0.03)


def test_no_effects_are_planted_at_scale_0():
    mechanism = make_mechanism(8, 20, False, 0.0)
    assert set(mechanism.slopes.values()) == {0.0}
    assert mechanism.score(dict.fromkeys(FEATURES, 1.0)) == 0.0


def test_thresholds_solve_the_stated_shares():
    pilot = [dict.fromkeys(FEATURES, value) for value in (-1.0, 0.0, 1.0)]
    mechanism = Mechanism(pilot, effect_scale=1.0)
    scores = [mechanism.score(user) for user in pilot]
    reference = sum(effect.log_odds_per_sd for effect in MECHANISM) / math.sqrt(2 / 3)
    assert scores == pytest.approx([-reference, 0.0, reference])
    for threshold, share in zip(mechanism.thresholds, AGE_SHARES_BELOW[1:], strict=False):
        below = np.mean([1 / (1 + math.exp(score - threshold)) for score in scores])
        assert below == pytest.approx(share, abs=1e-6)


def test_stated_features_are_those_in_the_files(demo_raw):
    """Counted again from the files by other code than the generator's."""
    tweets: dict[int, dict[int, dict]] = {}
    for tweet in json.loads((demo_raw / "age_tweets.json").read_text()):
        tweets.setdefault(tweet["user"]["id"], {})[tweet["id"]] = tweet
    profiles = {}
    for profile in json.loads((demo_raw / "age_profiles.json").read_text()):
        profiles[profile["id"]] = profile
        if "status" in profile:
            tweets.setdefault(profile["id"], {})[profile["status"]["id"]] = profile["status"]
    with (demo_raw / "planted_users.csv").open() as handle:
        stated = {int(row["user_id"]): row for row in csv.DictReader(handle)}
    for user, row in stated.items():
        if user in profiles:
            profile = profiles[user]
            assert float(row["log_status_count"]) == pytest.approx(
                math.log1p(profile["statuses_count"])
            )
            assert float(row["has_url"]) == (profile["url"] is not None)
        own = [t for t in tweets.get(user, {}).values() if "retweeted_status" not in t]
        if own:
            tags = [len(tweet["entities"]["hashtags"]) for tweet in own]
            assert float(row["hashtags_per_tweet"]) == pytest.approx(np.mean(tags))
            marks = [bool(re.search("[?？؟]", tweet["text"])) for tweet in own]
            assert float(row["question_share"]) == pytest.approx(np.mean(marks))
            compounds = [
                VADER.polarity_scores(
                    html.unescape(re.sub(r"https?://\S+|@\w+", "", tweet["text"]))
                )["compound"]
                for tweet in own
            ]
            assert float(row["mean_compound"]) == pytest.approx(np.mean(compounds), abs=0.75)
        else:
            assert row["hashtags_per_tweet"] == ""


def test_warehouse_counts_the_planted_features_as_the_generator_does(built):
    stated = pd.read_csv(built.raw / "planted_users.csv", index_col="user_id")
    columns = ", ".join(["user_id", *FEATURES])
    rows = built.query(f"select {columns} from marts.feat_users")
    counted = pd.DataFrame(rows, columns=["user_id", *FEATURES]).set_index("user_id")
    counted = counted.loc[stated.index].apply(pd.to_numeric)
    for effect in EFFECTS:
        one, other = stated[effect.feature].astype(float), counted[effect.feature].astype(float)
        if effect.feature == "mean_compound":
            # Emoji beside words in other languages have a mood here, and no score there.
            assert other[one.isna()].isna().all()
            assert other.isna().mean() < 0.15
            assert one.corr(other) > 0.9
            continue
        assert (one.isna() == other.isna()).all(), effect.feature
        # accounts age from the newest tweet, not from the moment of the export: less than a day
        tolerance = {"account_age_days": 1.0}.get(effect.feature, 1e-6)
        assert (one - other).abs().max() <= tolerance, effect.feature
        assert one.corr(other) > 0.98, effect.feature


def followers_tell_age(folder: Path) -> float:
    """Rank correlation of a user's age with that of others who follow the same accounts."""
    ages = pd.read_csv(folder / "planted_users.csv", index_col="user_id")["age_years"]
    friends = pd.read_csv(folder / "friends.csv")
    friends["age"] = np.log(friends["ID"].map(ages))
    groups = friends.groupby("FriendID")["age"].agg(["sum", "count"])
    shared = friends.join(groups, on="FriendID").query("count > 1")
    # mean age of an account's other followers, so that nobody's own age leaks
    shared = shared.assign(of_others=(shared["sum"] - shared["age"]) / (shared["count"] - 1))
    means = shared.groupby("ID").agg({"age": "first", "of_others": "mean"})
    return means["age"].corr(means["of_others"], method="spearman")


@pytest.mark.verify
def test_echo_of_ages_in_the_network_can_be_switched_off(tmp_path):
    told: dict[float, list[float]] = {0.0: [], 1.0: []}
    for scale, correlations in told.items():
        for seed in (1, 2, 3):
            folder = tmp_path / f"{scale}-{seed}"
            options = {"users": 1500, "tweets_per_user": 2, "seed": seed}
            export(Request(**options, echo_scale=scale, effect_scale=0.0), folder)
            correlations.append(followers_tell_age(folder))
    assert np.mean(told[1.0]) > 0.25
    # three standard errors of the mean of three, measured with permuted ages
    assert abs(np.mean(told[0.0])) < 0.06


def test_documentation_states_the_effects_that_are_planted():
    text = (ROOT / "docs" / "demo-data.md").read_text()
    stated = dict(re.findall(r"^\| `(\w+)` \| ([-+0-9.]+) \|$", text, re.MULTILINE))
    assert {feature: float(value) for feature, value in stated.items()} == {
        effect.feature: effect.log_odds_per_sd for effect in EFFECTS
    }
