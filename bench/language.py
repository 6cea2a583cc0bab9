"""The language layer beside scikit-learn, on the same tokens: seconds, CPU seconds, peak memory.

Usage: ``python bench/language.py [--tweets 100000] [--memory 1200MB] [--keep DIR]``.

Made-up tweets fill a warehouse with nothing but what the language models read: the sample's
grammar, three words in ten replaced by one of a long tail, so that a thousand tweets hold some
2,000 words and 6,000 pairs, as real ones do, and hardly two are alike. Every labelled user under 30
is the group. scikit-learn gets the tokens of the very tweets that SQL scores, as words and word
pairs, fits TF-IDF on those of the norm, computes the centroid over users and all cosine distances.
(Its pairs reach over handles and links, those of SQL don't: it counts some 2 % more.) The run is
made at a tenth of the tweets too: the slope is by what power of the number of tokens the cost
grows. Times are of one run on one machine: compare within a run only.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "python"))

from plumage.sample.twitter import grammar  # noqa: E402
from plumage.sample.twitter.topics import TOPICS  # noqa: E402

TWEETS_PER_USER = 20
TAIL_SHARE = 0.3
TAIL_POWER = 5
"""Words replaced, and how heavy the tail is from which the new ones come."""

CHUNK_TOKENS = 1_000_000
SLOWEST_MODELS_SHOWN = 16
COSINE_MODELS = (
    "int_language_vocabulary",
    "int_language_tokens__numbered",
    "int_language_tweet_terms",
    "int_language_user_terms",
    "int_language_users__counted",
    "int_language_group_terms",
    "int_language_tweets__weighted",
    "int_language_group_terms__weighted",
    "int_language_tweets__measured",
)
"""Models that do what the scikit-learn part does: number the words, count words and pairs, weigh,
sum up, compare (the last one joins the other measures too)."""

PROFILE = """
plumage:
  target: duckdb
  outputs:
    duckdb:
      type: duckdb
      path: "{path}"
      schema: main
      threads: 1
      module_paths: ["{python}"]
      plugins: [{{module: plumage.udf.plugin}}]
      config_options: {{storage_compatibility_version: "v1.4.0"}}
      settings: {{TimeZone: UTC, memory_limit: "{memory}", preserve_insertion_order: false}}
"""

SKLEARN = """
import json, sys, time
import duckdb, numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

path = sys.argv[1]
with duckdb.connect(path, read_only=True) as connection:
    connection.execute("set enable_progress_bar = false")
    rows = connection.execute('''
        select
            tweets.is_in_norm, tweets.user_id,
            string_agg(tokens.token, ' ' order by tokens.token_position)
        from marts.fct_language_tokens as tokens
        inner join marts.fct_tweet_deviations as tweets on tokens.tweet_id = tweets.tweet_id
        where tweets.token_count > 0
        group by tweets.is_in_norm, tweets.user_id, tokens.tweet_id
    ''').fetchall()
norm = [text for is_in_norm, _, text in rows if is_in_norm]
rest = [text for is_in_norm, _, text in rows if not is_in_norm]
users = np.array([user for is_in_norm, user, _ in rows if is_in_norm])
started, cpu = time.monotonic(), time.process_time()
vectoriser = TfidfVectorizer(
    tokenizer=str.split, lowercase=False, token_pattern=None, ngram_range=(1, 2),
    stop_words=["@user", "http", "0"],
)
vectors = vectoriser.fit_transform(norm)
_, place, counts = np.unique(users, return_inverse=True, return_counts=True)
centroid = np.asarray(vectors.T @ (1 / (counts[place] * counts.size))).ravel()
centroid /= np.linalg.norm(centroid)
distances = [1 - vectors @ centroid]
if rest:
    distances.append(1 - vectoriser.transform(rest) @ centroid)
print(json.dumps({
    "seconds": time.monotonic() - started, "cpu_seconds": time.process_time() - cpu,
    "tweets": len(rows), "terms": len(vectoriser.vocabulary_), "cells": int(vectors.nnz),
}))
"""


def fill_warehouse(path: Path, tweet_count: int) -> int:
    """Write the inputs of the language models: made-up tweets with a long tail of rare words.

    Returns
    -------
    int
        Number of tokens.
    """
    draw = random.Random(5).random
    topics = list(TOPICS)
    pattern = re.compile(r"#?\w[\w']*")
    rows: list[tuple[int, int, int, str, str]] = []
    token_count = 0
    with duckdb.connect(
        str(path), config={"storage_compatibility_version": "v1.4.0"}
    ) as connection:
        for schema in ("intermediate", "staging", "reference", "marts"):
            connection.execute(f"create schema {schema}")
        connection.execute(
            "create table intermediate.int_tweet_tokens (tweet_id bigint, user_id bigint,"
            " token_position integer, token varchar, token_kind varchar)"
        )

        def flush() -> None:
            columns = ("tweet_id", "user_id", "token_position", "token", "token_kind")
            table = pa.table(dict(zip(columns, zip(*rows, strict=True), strict=True)))
            connection.register("new_rows", table)
            connection.execute("insert into intermediate.int_tweet_tokens select * from new_rows")
            connection.unregister("new_rows")
            rows.clear()

        for tweet_id in range(tweet_count):
            user_id = tweet_id // TWEETS_PER_USER
            topic = topics[int(draw() ** 2 * len(topics))]
            words = pattern.findall(grammar.say(draw, topic, user_id % 3).lower())
            words = [
                f"w{int((1 - draw()) ** -TAIL_POWER)}" if draw() < TAIL_SHARE else word
                for word in words
            ]
            words = ["@user"] * (draw() < 0.2) + words + ["http"] * (draw() < 0.25)
            for place, word in enumerate(words, 1):
                kind = {"@user": "handle", "http": "link"}.get(word)
                kind = kind or ("number" if word.isdigit() else "word")
                rows.append((tweet_id, user_id, place, word, kind))
            token_count += len(words)
            if len(rows) > CHUNK_TOKENS:
                flush()
        if rows:
            flush()
        users = tweet_count // TWEETS_PER_USER + 1
        for statement in (
            "create table intermediate.int_tweets__enriched as select range as tweet_id,"
            f" range // {TWEETS_PER_USER} as user_id, 'en' as lang, 'web' as source_app"
            f" from range({tweet_count})",
            "create table intermediate.int_tweets__own_text as"
            f" select range as tweet_id, 'made up' as masked_text from range({tweet_count})",
            "create table intermediate.int_users__split as"
            f" select range as user_id, 'labelled' as role from range({users})",
            "create table intermediate.int_age_labels__banded as select range as user_id,"
            f" case when range % 12 = 0 then 40 else 20 end as age_years from range({users})",
            "create table reference.ref_age_bands as select 1 as age_band_id, 'all' as age_band,"
            " null::integer as min_age_years, null::integer as max_age_years",
        ):
            connection.execute(statement)
    return token_count


def run_models(folder: Path, path: Path, memory: str) -> tuple[list[dict[str, float]], float]:
    """Build the language models and measure the process.

    Returns
    -------
    (list of dict, float)
        Name, seconds and CPU seconds of each model; peak memory of the process in MiB.
    """
    profile = PROFILE.format(path=path, python=ROOT / "python", memory=memory)
    (folder / "profiles.yml").write_text(profile)
    environment = os.environ | {
        "PLUMAGE_DUCKDB": str(path),
        "DBT_PROFILES_DIR": str(folder),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    words = ["run", "--exclude", "source:predictions+"]
    words += ["-s", "models/intermediate/language", "models/marts/language"]
    command = [sys.executable, str(ROOT / "bench" / "measured_dbt.py")]
    command += [str(folder / "models.json"), *words]
    with (folder / "dbt.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit((folder / "dbt.log").read_text()[-3000:])
    return json.loads((folder / "models.json").read_text()), usage.ru_maxrss / 1024


def run_scikit_learn(path: Path) -> dict[str, float]:
    """Run the scikit-learn part in a process of its own, on one core as it works.

    Returns
    -------
    dict
        Its seconds, CPU seconds, peak memory in MiB, and sizes.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", SKLEARN, str(path)], stdout=subprocess.PIPE, text=True
    )
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("bench: the scikit-learn part failed")
    return json.loads(output) | {"peak_mib": usage.ru_maxrss / 1024}


def measure(tweet_count: int, folder: Path, memory: str) -> dict[str, float]:
    """Fill, build, compare; print what each took.

    Returns
    -------
    dict
        Number of tokens, and the seconds and CPU seconds of the three parts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "language.duckdb"
    path.unlink(missing_ok=True)
    token_count = fill_warehouse(path, tweet_count)
    print(f"bench: {tweet_count:,} tweets, {token_count:,} tokens", flush=True)
    models, peak_mib = run_models(folder, path, memory)
    sklearn = run_scikit_learn(path)
    cosine = [row for row in models if row["name"] in COSINE_MODELS]
    assert len(cosine) == len(COSINE_MODELS), "a model of COSINE_MODELS is gone"
    print(
        f"scikit-learn: {sklearn['tweets']:,} tweets, {sklearn['terms']:,} terms, "
        f"{sklearn['cells']:,} cells in the norm"
    )
    found: dict[str, float] = {"tokens": token_count}
    print(f"{'':44}{'seconds':>9}{'CPU s':>9}{'ratio':>8}{'CPU':>7}{'peak MiB':>10}")
    for name, rows, peak in (
        ("TfidfVectorizer, centroid, distances", [sklearn], sklearn["peak_mib"]),
        ("SQL weights, centroid, cosine", cosine, peak_mib),
        ("whole language layer", models, peak_mib),
    ):
        seconds, cpu = (sum(row[unit] for row in rows) for unit in ("seconds", "cpu_seconds"))
        found |= {f"{name}, seconds": seconds, f"{name}, CPU seconds": cpu}
        ratios = seconds / sklearn["seconds"], cpu / sklearn["cpu_seconds"]
        print(f"{name:44}{seconds:9.1f}{cpu:9.1f}{ratios[0]:8.2f}{ratios[1]:7.2f}{peak:10.0f}")
    for row in sorted(models, key=lambda row: -row["cpu_seconds"])[:SLOWEST_MODELS_SHOWN]:
        print(f"  {row['name']:42}{row['seconds']:9.1f}{row['cpu_seconds']:9.1f}")
    return found


def main() -> int:
    """Measure at a tenth of the tweets and at all of them, print the slopes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tweets", type=int, default=100_000)
    parser.add_argument("--memory", default="1200MB", help="DuckDB's limit; the process has more")
    parser.add_argument("--keep", type=Path, help="folder for the warehouses, kept afterwards")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        small, large = (
            measure(count, folder / str(count), options.memory)
            for count in (options.tweets // 10, options.tweets)
        )
    growth = math.log(large["tokens"] / small["tokens"])
    for name in large:
        if name != "tokens":
            print(f"slope of {name}: {math.log(large[name] / small[name]) / growth:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
