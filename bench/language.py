"""The language layer beside scikit-learn, on the same tokens: seconds, CPU seconds, peak memory.

Usage: ``python bench/language.py [--tweets 1000000] [--memory 1400MB] [--keep DIR]``.

Made-up tweets of the sample's grammar fill a warehouse with nothing but what the language models
read; every labelled user under 30 is the group. scikit-learn gets the tokens of the very tweets
that make the norm, as words and word pairs, computes TF-IDF, the centroid over users and the cosine
distances, without leaving authors out. Times are of one run on one machine: compare within a run
only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import pyarrow as pa

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "python"))

from plumage.sample import grammar  # noqa: E402
from plumage.sample.topics_english import TOPICS  # noqa: E402

TWEETS_PER_USER = 20
CHUNK_TOKENS = 1_000_000
COSINE_MODELS = (
    "int_language_tweet_terms",
    "int_language_user_terms",
    "int_language_users__counted",
    "int_language_groups__counted",
    "int_language_group_terms__counted",
    "int_language_tweets__weighted",
    "int_language_user_terms__weighted",
    "int_language_group_terms__weighted",
    "int_language_groups__measured",
    "int_language_users__scored",
    "int_language_user_terms__left_out",
    "int_language_users__left_out",
    "int_language_tweets__compared",
)
"""Models that do what the scikit-learn part does (and leave authors out)."""

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
import duckdb, numpy as np, scipy.sparse as sparse
from sklearn.feature_extraction.text import TfidfVectorizer

path = sys.argv[1]
with duckdb.connect(path, read_only=True) as connection:
    rows = connection.execute('''
        select tweets.user_id, string_agg(tokens.token, ' ' order by tokens.token_position)
        from marts.fct_language_tokens as tokens
        inner join marts.fct_tweet_deviations as tweets on tokens.tweet_id = tweets.tweet_id
        where tweets.is_in_norm group by tweets.user_id, tokens.tweet_id
    ''').fetchall()
started, cpu = time.monotonic(), time.process_time()
users = np.array([user for user, _ in rows])
vectoriser = TfidfVectorizer(
    tokenizer=str.split, lowercase=False, token_pattern=None, ngram_range=(1, 2),
    stop_words=["@user", "http", "0"],
)
vectors = vectoriser.fit_transform(text for _, text in rows)
_, place, counts = np.unique(users, return_inverse=True, return_counts=True)
weights = 1 / (counts[place] * counts.size)
centroid = np.asarray(vectors.T @ weights).ravel()
distances = 1 - (vectors @ centroid) / np.linalg.norm(centroid)
print(json.dumps({
    "seconds": time.monotonic() - started, "cpu_seconds": time.process_time() - cpu,
    "tweets": len(rows), "terms": len(vectoriser.vocabulary_), "tokens": int(vectors.nnz),
    "mean_distance": float(distances.mean()),
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
            if draw() < 0.6:
                words.append(f"w{int(draw() ** -2.5)}")
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


def run_models(folder: Path, path: Path, memory: str) -> dict[str, object]:
    """Build the language models and measure the process.

    Returns
    -------
    dict
        Seconds by model, CPU seconds, and peak memory in MiB.
    """
    profile = PROFILE.format(path=path, python=ROOT / "python", memory=memory)
    (folder / "profiles.yml").write_text(profile)
    environment = os.environ | {
        "PLUMAGE_DUCKDB": str(path),
        "DBT_PROFILES_DIR": str(folder),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    command = [
        str(Path(sys.executable).with_name("dbt")),
        "run",
        "--exclude",
        "source:predictions+",
    ]
    command += ["-s", "models/intermediate/language", "models/marts/language"]
    with (folder / "dbt.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit((folder / "dbt.log").read_text()[-3000:])
    results = json.loads((folder / "target" / "run_results.json").read_text())["results"]
    seconds = {
        row["unique_id"].split(".")[-1]: row["execution_time"]
        for row in results
        if row["unique_id"].startswith("model.")
    }
    return {
        "models": seconds,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mib": usage.ru_maxrss / 1024,
    }


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


def main() -> int:
    """Measure both, print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tweets", type=int, default=1_000_000)
    parser.add_argument("--memory", default="1400MB", help="DuckDB's limit; the process has more")
    parser.add_argument("--keep", type=Path, help="folder for the warehouse, kept afterwards")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "language.duckdb"
        path.unlink(missing_ok=True)
        started = time.monotonic()
        token_count = fill_warehouse(path, options.tweets)
        print(
            f"bench: {options.tweets:,} tweets, {token_count:,} tokens made in "
            f"{time.monotonic() - started:.0f} s",
            flush=True,
        )
        models = run_models(folder, path, options.memory)
        sklearn = run_scikit_learn(path)
    by_model = models["models"]
    cosine = sum(by_model[name] for name in COSINE_MODELS)
    whole = sum(by_model.values())
    print(
        f"scikit-learn, words and pairs: {sklearn['seconds']:.1f} s, "
        f"{sklearn['peak_mib']:.0f} MiB, {sklearn['tweets']:,} tweets, {sklearn['terms']:,} terms"
    )
    print(
        f"SQL weights, centroid, cosine without the author: {cosine:.1f} s, "
        f"{cosine / sklearn['seconds']:.2f} times scikit-learn"
    )
    print(
        f"whole language layer: {whole:.1f} s, {whole / sklearn['seconds']:.2f} times; "
        f"CPU {models['cpu_seconds']:.0f} s; peak {models['peak_mib']:.0f} MiB"
    )
    for name, seconds in sorted(by_model.items(), key=lambda row: -row[1])[:12]:
        print(f"  {seconds:7.1f} s  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
