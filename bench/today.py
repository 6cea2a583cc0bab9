"""The same work as people do it today: pandas, a loop over texts, scikit-learn.

Usage: ``python bench/today.py RAW_FOLDER OUT.json``. Written as a careful analyst would: C parsers,
one pass over each file, vectorised pandas, tweets of others left out before texts are scored, each
package called as its documentation shows. It is kept beside the benchmark so that anybody can
object. What it leaves out is left out in its favour: no rejected records, no account of what was
read, no tests, no intervals.

Peak memory is that of the process so far: frames of earlier steps stay, as they do in a notebook.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import emoji
import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

UNDER_AGE = 30
"""The norm of language is that of users under this age."""

Frames = dict[str, pd.DataFrame]


def read_and_flatten(raw: Path) -> Frames:
    """Read the export's files and flatten their records.

    Parameters
    ----------
    raw : pathlib.Path
        Folder of newline JSON and CSV files.

    Returns
    -------
    dict of str to pandas.DataFrame
        Tweets (one row each, their user's fields as columns), profiles, accounts, pairs, labels.
    """
    tweets = pd.concat(
        [pd.read_json(path, lines=True) for path in sorted(raw.glob("age_tweets*.jsonl"))],
        ignore_index=True,
    ).drop_duplicates("id", keep="last", ignore_index=True)
    users = pd.json_normalize(tweets.pop("user").tolist(), max_level=0).add_prefix("user_")
    entities = pd.json_normalize(tweets.pop("entities").tolist(), max_level=0).add_prefix("entity_")
    return {
        "tweets": pd.concat([tweets, users, entities], axis=1),
        "profiles": pd.read_json(raw / "age_profiles.jsonl", lines=True),
        "friend_profiles": pd.read_json(raw / "friend_profiles.jsonl", lines=True),
        "mention_profiles": pd.read_json(raw / "mention_profiles.jsonl", lines=True),
        "friends": pd.read_csv(raw / "friends.csv"),
        "mentions": pd.read_csv(raw / "mentions.csv"),
        "labels": pd.read_csv(raw / "ages_train.csv"),
    }


def own_words(tweets: pd.DataFrame) -> pd.DataFrame:
    """Tweets that are their user's own, without links and handles, as a column ``own_text``."""
    own = tweets[~tweets["text"].str.match(r"\s*(?:RT|rt)\s*@")].copy()
    own["own_text"] = (
        own["text"]
        .str.replace(r"https?://\S+|@\w+", " ", regex=True)
        .str.replace("&amp;", "&", regex=False)
        .str.replace("&lt;", "<", regex=False)
        .str.replace("&gt;", ">", regex=False)
        .str.replace(r"\s+", " ", regex=True)
        .str.strip()
    )
    return own[own["own_text"] != ""]


def list_emoji(own: pd.DataFrame) -> list[list[str]]:
    """Emoji of each text."""
    return [[match["emoji"] for match in emoji.emoji_list(text)] for text in own["own_text"]]


def score_sentiment(own: pd.DataFrame) -> pd.DataFrame:
    """VADER's scores of each text."""
    analyzer = SentimentIntensityAnalyzer()
    return pd.DataFrame([analyzer.polarity_scores(text) for text in own["own_text"]])


def measure_language(own: pd.DataFrame, labels: pd.DataFrame) -> np.ndarray:
    """Cosine distance of each tweet of the group from the centroid of the group's TF-IDF."""
    young = labels.loc[labels["Age"] < UNDER_AGE, "ID"]
    texts = own.loc[own["user_id"].isin(young), "own_text"]
    weights = TfidfVectorizer(token_pattern=r"(?u)[#@]?\b\w+\b", min_df=2).fit_transform(texts)
    centroid = sparse.csr_matrix(weights.mean(axis=0))
    centroid /= sparse.linalg.norm(centroid)
    return 1 - np.asarray((weights @ centroid.T).todense()).ravel()


def count_features(frames: Frames, own: pd.DataFrame) -> pd.DataFrame:
    """One row of features per user: activity, style, sentiment, emoji, network."""
    tweets = frames["tweets"]
    hours = pd.to_datetime(tweets["created_at"], format="%a %b %d %H:%M:%S %z %Y").dt.hour
    tweets = tweets.assign(
        hour=hours,
        is_retweet=tweets["text"].str.match(r"\s*(?:RT|rt)\s*@"),
        hashtag_count=tweets["entity_hashtags"].str.len(),
        url_count=tweets["entity_urls"].str.len(),
        mention_count=tweets["entity_user_mentions"].str.len(),
    )
    activity = tweets.groupby("user_id").agg(
        tweet_count=("id", "size"),
        retweet_share=("is_retweet", "mean"),
        mean_hour=("hour", "mean"),
        app_count=("source", "nunique"),
        hashtags=("hashtag_count", "mean"),
        urls=("url_count", "mean"),
        mentions=("mention_count", "mean"),
    )
    text = own["own_text"]
    style = own.assign(
        characters=text.str.len(),
        words=text.str.count(r"\w+"),
        capitals=text.str.count(r"[A-Z]"),
        marks=text.str.count(r"[!?]"),
        first_person=text.str.lower().str.count(r"\b(?:i|me|my|mine|i'm)\b"),
    )
    columns = ["characters", "words", "capitals", "marks", "first_person", "compound", "emoji"]
    means = style.groupby("user_id")[columns].agg(["mean", "std"])
    means.columns = ["_".join(pair) for pair in means.columns]
    accounts = frames["friend_profiles"].drop_duplicates("id").set_index("id")
    followed = frames["friends"].join(
        accounts[["followers_count", "statuses_count", "verified"]], on="FriendID"
    )
    network = followed.groupby("ID").agg(
        followed=("FriendID", "nunique"),
        mean_followers=("followers_count", "mean"),
        mean_statuses=("statuses_count", "mean"),
        verified_share=("verified", "mean"),
    )
    profiles = frames["profiles"].drop_duplicates("id").set_index("id")
    account = profiles[["followers_count", "friends_count", "statuses_count", "favourites_count"]]
    return account.join([activity, means, network], how="left")


def timed(steps: list[dict], name: str, work: Callable[[], object]) -> object:
    """Run a step and add its seconds, CPU seconds and the peak memory so far."""
    started, cpu = time.monotonic(), time.process_time()
    result = work()
    steps.append(
        {
            "name": name,
            "seconds": time.monotonic() - started,
            "cpu_seconds": time.process_time() - cpu,
            "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
    return result


def main(raw: Path, out: Path) -> int:
    """Do all steps; write what each took."""
    steps: list[dict] = []
    frames = timed(steps, "read and flatten", lambda: read_and_flatten(raw))
    own = timed(steps, "clean", lambda: own_words(frames["tweets"]))
    found = timed(steps, "emoji", lambda: list_emoji(own))
    scores = timed(steps, "sentiment", lambda: score_sentiment(own))
    own = own.assign(emoji=[len(each) for each in found], compound=scores["compound"].to_numpy())
    timed(steps, "language (TF-IDF)", lambda: measure_language(own, frames["labels"]))
    features = timed(steps, "features", lambda: count_features(frames, own))
    facts = {"tweets": len(frames["tweets"]), "own_texts": len(own), "users": len(features)}
    out.write_text(json.dumps({"facts": facts, "steps": steps}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
