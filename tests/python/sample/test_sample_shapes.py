"""Made-up files have the shapes, traps and marginals of the real export."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import emoji
import pytest

from plumage.sample.twitter.export import export
from plumage.sample.twitter.people import REFERENCE
from plumage.sample.twitter.population import Request
from plumage.sample.twitter.portraits import AGE_FORMS


def words(text: str) -> set[str]:
    return set(text.split())


USER_KEYS = words(
    "entities profile_link_color utc_offset name favourites_count contributors_enabled"
    " notifications location protected lang profile_text_color id friends_count url"
    " default_profile_image profile_background_image_url_https follow_request_sent"
    " is_translation_enabled id_str profile_image_url_https profile_background_tile created_at"
    " profile_background_color statuses_count screen_name description"
    " profile_sidebar_border_color profile_use_background_image profile_banner_url geo_enabled"
    " following default_profile is_translator verified profile_image_url followers_count"
    " profile_background_image_url profile_sidebar_fill_color listed_count time_zone"
)
TWEET_KEYS = words(
    "retweet_count created_at id_str favorited coordinates in_reply_to_user_id text favorite_count"
    " contributors retweeted entities source in_reply_to_screen_name id place geo"
    " in_reply_to_user_id_str truncated in_reply_to_status_id_str in_reply_to_status_id lang"
)
QUOTE_KEYS = {"is_quote_status", "quoted_status_id", "quoted_status_id_str", "quoted_status"}


class Made:
    """Made-up files, read without the project's code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.profiles = json.loads((folder / "age_profiles.json").read_text())
        self.tweets = json.loads((folder / "age_tweets.json").read_text())
        self.train = self.rows("ages_train.csv")
        self.test = [int(line) for line in (folder / "ages_test.csv").read_text().split()]
        self.friends = self.rows("friends.csv")
        self.mentions = self.rows("mentions.csv")

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(newline="") as handle:
            return list(csv.DictReader(handle))

    @property
    def own(self) -> list[dict]:
        return [tweet for tweet in self.tweets if "retweeted_status" not in tweet]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Made:
    folder = tmp_path_factory.mktemp("shapes") / "raw"
    export(Request(users=2400, tweets_per_user=8, seed=11), folder)
    return Made(folder)


def share(flags) -> float:
    flags = list(flags)
    return sum(flags) / len(flags)


def parsed(text: str) -> float:
    return datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y").timestamp()


def test_user_objects_have_the_keys_of_the_api(made):
    assert all(set(profile) - {"status"} == USER_KEYS for profile in made.profiles)
    assert all(set(tweet["user"]) == USER_KEYS for tweet in made.tweets)
    for name in ("friend_profiles", "mention_profiles"):
        accounts = json.loads((made.folder / f"{name}.json").read_text())
        assert all(set(account) - {"status"} == USER_KEYS for account in accounts)
        assert len({account["id"] for account in accounts}) == len(accounts)


def test_tweet_objects_have_the_keys_of_the_api(made):
    optional = {"retweeted_status", "possibly_sensitive"} | QUOTE_KEYS
    for tweet in made.tweets:
        assert set(tweet) - optional == TWEET_KEYS | {"user", "metadata"}
        assert tweet["metadata"] == {"result_type": "recent", "iso_language_code": tweet["lang"]}
    for profile in made.profiles:
        if "status" in profile:
            assert set(profile["status"]) - optional == TWEET_KEYS
    assert any(set(tweet) >= QUOTE_KEYS for tweet in made.tweets)


def test_ids_are_64_bits_unique_and_written_twice(made):
    assert len({profile["id"] for profile in made.profiles}) == len(made.profiles)
    assert len({tweet["id"] for tweet in made.tweets}) == len(made.tweets)
    assert all(record["id_str"] == str(record["id"]) for record in made.profiles + made.tweets)
    assert all(2**53 < tweet["id"] < 2**63 for tweet in made.tweets)
    assert any(profile["id"] > 2**32 for profile in made.profiles)
    assert any(profile["id"] > 2**53 for profile in made.profiles)


def test_entities_stand_where_their_indices_say(made):
    for tweet in made.tweets:
        text, entities = tweet["text"], tweet["entities"]
        for tag in entities["hashtags"]:
            start, end = tag["indices"]
            assert text[start:end] == "#" + tag["text"] or end == len(text)
        for mention in entities["user_mentions"]:
            start, end = mention["indices"]
            assert text[start:end] == "@" + mention["screen_name"] or end == len(text)
        for link in entities["urls"] + entities.get("media", []):
            start, end = link["indices"]
            assert text[start:end] == link["url"] or end == len(text)
        assert len(text) <= 280


def test_times_lie_in_two_years_before_the_reference_and_after_joining(made):
    for tweet in made.tweets:
        assert 0 <= REFERENCE - parsed(tweet["created_at"]) < 2 * 365.25 * 86400
        assert parsed(tweet["user"]["created_at"]) < parsed(tweet["created_at"])
        milliseconds = (tweet["id"] >> 22) + 1_288_834_974_657
        assert milliseconds // 1000 == parsed(tweet["created_at"])
        if "retweeted_status" in tweet:
            original = tweet["retweeted_status"]
            assert parsed(original["created_at"]) <= parsed(tweet["created_at"])


def test_traps_of_the_original_are_there(made):
    profiled = {profile["id"] for profile in made.profiles}
    labelled = [int(row["ID"]) for row in made.train]
    tweeted = {tweet["user"]["id"] for tweet in made.tweets}
    assert set(made.test) <= set(labelled)
    assert (made.folder / "ages_test.csv").read_text()[0].isdigit()
    assert 0.002 < share(user not in profiled for user in labelled) < 0.04
    assert any(user not in profiled | tweeted for user in labelled)
    assert any(user in tweeted - profiled for user in labelled)
    assert profiled - tweeted
    assert 0.2 < share(user not in set(labelled) for user in profiled) < 0.4
    assert [p["friends_count"] for p in made.profiles if p["friends_count"] < 0] == [-69]
    ages = [int(row["Age"]) for row in made.train]
    assert max(ages) == 111
    assert 2 <= sum(age >= 80 for age in ages) <= 20
    assert sum("status" not in profile for profile in made.profiles) > 10
    assert max(Counter(tweet["user"]["id"] for tweet in made.tweets).values()) == 20
    assert max(Counter(row["ID"] for row in made.friends).values()) == 20
    assert len({(row["ID"], row["FriendID"]) for row in made.friends}) == len(made.friends)
    pairs = [(row["ID"], row["MentionedID"]) for row in made.mentions]
    assert len(set(pairs)) < len(pairs)
    assert any(row["ID"] not in map(str, profiled) for row in made.friends)


def test_latest_tweet_in_profile_is_one_of_the_users_tweets(made):
    by_user: dict[int, list[int]] = {}
    for tweet in made.tweets:
        by_user.setdefault(tweet["user"]["id"], []).append(tweet["id"])
    statuses = [(p["id"], p["status"]["id"]) for p in made.profiles if "status" in p]
    repeated = [status in by_user.get(user, []) for user, status in statuses]
    assert 0.8 < share(repeated) < 0.97
    for user, status in statuses:
        assert status >= max(by_user.get(user, [0]))


def test_constant_columns_are_constant(made):
    assert {p["verified"] for p in made.profiles} == {False}
    for key in ("following", "is_translator", "contributors_enabled"):
        assert {profile[key] for profile in made.profiles} == {False}
    for key in ("favorited", "retweeted", "truncated"):
        assert {tweet[key] for tweet in made.tweets} == {False}


def test_marginals_are_near_the_original(made):
    ages = [int(row["Age"]) for row in made.train if int(row["Age"]) < 80]
    bands = [share(low <= age <= high for age in ages) for low, high in
             ((0, 20), (21, 24), (25, 29), (30, 39), (40, 79))]  # fmt: skip
    assert bands == pytest.approx([0.46, 0.39, 0.08, 0.05, 0.03], abs=0.035)
    assert sorted(ages)[len(ages) // 2] == 21
    assert 0.89 < share(age < 30 for age in ages) < 0.95
    counts = Counter(ages)
    assert all(counts[heap] > 2 * counts[heap + 1] for heap in (21, 25, 30, 40))

    assert share("retweeted_status" in t for t in made.tweets) == pytest.approx(0.27, abs=0.03)
    assert share(t["lang"] == "en" for t in made.tweets) == pytest.approx(0.87, abs=0.04)
    assert len({t["lang"] for t in made.tweets}) >= 10
    sources = Counter(re.sub("<[^>]+>", "", tweet["source"]) for tweet in made.tweets)
    assert sources["Twitter for iPhone"] / len(made.tweets) == pytest.approx(0.55, abs=0.05)
    assert sources["Twitter for Android"] / len(made.tweets) == pytest.approx(0.18, abs=0.06)
    assert sources["Instagram"] / len(made.tweets) == pytest.approx(0.05, abs=0.02)
    assert share(emoji.emoji_count(t["text"]) > 0 for t in made.own) == pytest.approx(
        0.26, abs=0.05
    )
    assert share(p["utc_offset"] is None for p in made.profiles) == pytest.approx(0.3, abs=0.04)
    assert len(made.tweets) / 2400 == pytest.approx(8, abs=0.6)


def test_bios_state_one_age_in_each_of_ten_forms(made):
    assert len(AGE_FORMS) == 10
    assert all(form.count("{age}") == 1 for form in AGE_FORMS)
    bios = "\n".join(profile["description"] for profile in made.profiles)
    for form in AGE_FORMS:
        said = re.escape(form).replace(re.escape("{age}"), "[0-9]{2}")
        assert re.search(rf"(?<![0-9A-Za-z]){said}(?![0-9A-Za-z])", bios), form


def test_hostile_texts_are_there(made):
    texts = [tweet["text"] for tweet in made.own]
    everything = " ".join(texts)
    for sign in ("👩‍👧‍👦", "🇺🇸", "👍🏽", "1️⃣", "&amp;", "&lt;3", ":)"):
        assert sign in everything, sign
    for script in ("[\u0600-\u06ff]", "[\u0e00-\u0e7f]", "[\u3040-\u30ff]", "[\u0590-\u05ff]"):
        assert re.search(script, everything), script
    assert re.search(r"([a-z])\1\1\1", everything)
    assert any("... More for" in text for text in texts)
    assert any(text.endswith("…") for text in (t["text"] for t in made.tweets))


def test_own_english_texts_are_mostly_distinct_and_words_follow_a_long_tail(made):
    texts = [re.sub(r"https?://\S+|@\w+", "", t["text"]) for t in made.own if t["lang"] == "en"]
    assert len(set(texts)) > 0.95 * len(texts)
    words = Counter(word for text in texts for word in re.findall("[a-z']+", text.lower()))
    counts = sorted(words.values(), reverse=True)
    assert len(counts) > 4000
    assert counts[0] > 8 * counts[50] > 8 * 3 * counts[1000]
    assert sum(count == 1 for count in counts) > 0.3 * len(counts)


def test_empty_profiles_say_nothing_and_have_no_network(tmp_path):
    export(Request(users=60, empty_profiles=True), tmp_path / "raw")
    profiles = json.loads((tmp_path / "raw" / "age_profiles.json").read_text())
    told = {
        tuple(profile[key] for key in ("description", "location", "url", "followers_count",
              "friends_count", "favourites_count", "statuses_count", "created_at", "time_zone"))
        for profile in profiles
    }  # fmt: skip
    assert len(told) == 1
    assert not (tmp_path / "raw" / "friends.csv").exists()


def test_number_of_targets_can_be_set_exactly(tmp_path):
    export(Request(users=80, tweets_per_user=1, test_users=17), tmp_path / "raw")
    assert len((tmp_path / "raw" / "ages_test.csv").read_text().split()) == 17
