"""Made-up marts with the columns that predict.py reads, written by plain DuckDB without a build."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import yaml

from plumage.encoding.features import CATEGORY_FEATURES, EVIDENCE_BLOCKS, FEATURE_BLOCKS
from support.places import ROOT

BANDS = pd.read_csv(ROOT / "seeds" / "ref_age_bands.csv")
SIGNAL = ("account_age_days", "mean_word_length", "link_share", "followed_mean_account_age_days")
YOUNG_WORDS = ("homework", "prom", "dorm", "\U0001f602", "class")
OLD_WORDS = ("kids", "mortgage", "office", "wine", "garden")
COMMON_WORDS = ("the", "a", "and", "day", "love", "time", "great", "today", "\U0001f600")
EMOJI = ("\U0001f602", "\U0001f600")
INTERFACE_LANGUAGES = ("en", "es", "pt")


@dataclass
class Marts:
    """Tables of the schema ``marts`` (and the bands) as data frames; tests change them at will."""

    feat_users: pd.DataFrame
    dim_age_users: pd.DataFrame
    feat_user_accounts: pd.DataFrame
    feat_user_texts: pd.DataFrame
    feat_user_terms: pd.DataFrame
    feat_user_categories: pd.DataFrame
    fct_held_out_labels: pd.DataFrame
    dim_prediction_targets: pd.DataFrame
    dim_warehouse: pd.DataFrame
    fct_implausible_labels: pd.DataFrame
    ref_age_bands: pd.DataFrame = field(default_factory=BANDS.copy)


def make_marts(*, labelled: int = 160, targets: int = 24, others: int = 10, seed: int = 5) -> Marts:
    """Draw users whose features and accounts depend on age, at every evidence level."""
    rng = np.random.default_rng(seed)
    count = labelled + targets + others
    # Ids beyond 2**53: a float on the way would merge neighbours.
    user_ids = 9_007_199_254_740_993 + rng.permutation(count * 3)[:count]
    ages = np.minimum(18 + rng.gamma(0.7, 9.0, count).astype(int), 79)
    roles = np.repeat(["labelled", "target", "other"], [labelled, targets, others])
    levels = rng.choice(list(EVIDENCE_BLOCKS), size=count, p=[0.75, 0.1, 0.05, 0.06, 0.04]).astype(
        object
    )
    standing = (np.log(ages) - np.log(ages).mean()) / np.log(ages).std()
    columns: dict[str, object] = {"user_id": user_ids, "evidence_level": levels}
    for block, names in FEATURE_BLOCKS.items():
        unknown = np.array([block not in EVIDENCE_BLOCKS[level] for level in levels])
        for name in names:
            columns[name] = make_column(name, standing, rng).mask(unknown)
    features = pd.DataFrame(columns)
    return Marts(
        feat_users=features,
        dim_age_users=pd.DataFrame(
            {
                "user_id": user_ids,
                "role": roles,
                "age_years": pd.Series(ages, dtype="Int64").where(roles == "labelled"),
                "evidence_level": levels,
            }
        ),
        feat_user_accounts=make_accounts(user_ids, ages, levels, rng),
        **make_writing(user_ids, ages, levels, rng),
        fct_held_out_labels=pd.DataFrame(
            {"user_id": user_ids[roles == "target"], "age_years": ages[roles == "target"]}
        ),
        # Of the users without a label to learn from, two state an age that nobody here has.
        fct_implausible_labels=pd.DataFrame(
            {"user_id": user_ids[roles == "other"][:2], "stated_age_years": [111, 4]}
        ),
        dim_prediction_targets=make_targets(user_ids[roles == "target"], rng),
        dim_warehouse=pd.DataFrame(
            {
                "project_version": ["0.1.0"],
                "raw_folder": ["raw"],
                "data_fingerprint": ["f" * 32],
                "settings_fingerprint": ["e" * 32],
                "as_of": [pd.Timestamp("2014-09-30 12:00:00")],
                "pseudonym_key_check": pd.Series([None], dtype="string"),
                "min_group_users": [10],
                "is_synthetic": [False],
            }
        ),
    )


def make_column(name: str, standing: np.ndarray, rng: np.random.Generator) -> pd.Series:
    """Draw a feature: mostly noise, in part a sign of age, in part rarely known."""
    count = standing.size
    if name in CATEGORY_FEATURES:
        return pd.Series(rng.choice(INTERFACE_LANGUAGES, size=count), dtype="string")
    if name.startswith(("has_", "is_", "bio_says_", "bio_has_")):
        return pd.Series(rng.random(count) < 0.3, dtype="boolean")
    values = rng.normal(size=count) + (standing if name in SIGNAL else 0)
    if name.endswith("_age_years"):
        return pd.Series(25 + 5 * standing, dtype="Float64").where(rng.random(count) < 0.1)
    return pd.Series(values, dtype="Float64")


def make_accounts(
    user_ids: np.ndarray, ages: np.ndarray, levels: np.ndarray, rng: np.random.Generator
) -> pd.DataFrame:
    """Draw followed and mentioned accounts: two pools, of the younger and of the older users."""
    rows = []
    for user, age, level in zip(user_ids, ages, levels, strict=True):
        if level == "none":
            continue
        for relation in ("follows", "mentions"):
            pool = 1000 if rng.random() < (0.8 if age < 25 else 0.2) else 2000
            accounts = pool + rng.choice(30, size=6, replace=False)
            rows += [(user, int(account), relation) for account in accounts]
    frame = pd.DataFrame(rows, columns=["user_id", "account_id", "relation"])
    shared = frame.groupby(["relation", "account_id"])["user_id"].transform("size")
    return frame.assign(account_user_count=shared, weight=1)


def make_writing(
    user_ids: np.ndarray, ages: np.ndarray, levels: np.ndarray, rng: np.random.Generator
) -> dict[str, pd.DataFrame]:
    """Draw texts, terms and categories: younger and older users prefer other words."""
    texts, terms, categories = [], [], []
    for user, age, level in zip(user_ids, ages, levels, strict=True):
        blocks = EVIDENCE_BLOCKS[level]
        preferred = YOUNG_WORDS if rng.random() < (0.8 if age < 25 else 0.2) else OLD_WORDS
        kinds = (("bio",) if "bio" in blocks else ()) + (
            ("own", "passed_on") if "style" in blocks else ()
        )
        for kind in kinds:
            words = [*rng.choice(preferred, 3), *rng.choice(COMMON_WORDS, 5)]
            texts.append((user, kind, " ".join(words)))
            if kind != "passed_on":
                source = "bio" if kind == "bio" else "tweets"
                counts = pd.Series(words).value_counts()
                terms += [
                    (user, source, "emoji" if word in EMOJI else "word", word, int(count))
                    for word, count in counts.items()
                ]
        if "bio" in blocks:
            shape = "Aaa_00\nAaaa Aaa\n" if age < 25 else "Aaaaaaa\nAa\n"
            texts.append((user, "name_shape", shape))
            categories.append((user, "time_zone", rng.choice(["London", "Quito"]), 1.0))
        if "activity" in blocks:
            categories.append((user, "app", "web" if rng.random() < 0.5 else "phone", 1.0))
    return {
        "feat_user_texts": pd.DataFrame(texts, columns=["user_id", "text_kind", "prepared_text"]),
        "feat_user_terms": pd.DataFrame(
            terms, columns=["user_id", "term_source", "term_kind", "term", "term_count"]
        ),
        "feat_user_categories": pd.DataFrame(
            categories, columns=["user_id", "category", "value", "value_share"]
        ),
    }


def make_targets(user_ids: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """List targets in an order of their own, the first one twice."""
    order = rng.permutation(user_ids)
    listed = np.r_[order, order[:1]]
    return pd.DataFrame(
        {
            "target_position": np.arange(1, listed.size + 1),
            "user_id": pd.array(listed, dtype="Int64"),
            "file_path": "raw/ages_test.csv",
            "line_number": np.arange(1, listed.size + 1),
            "line_excerpt": pd.Series(None, index=range(listed.size), dtype="string"),
        }
    )


def prediction_tables() -> dict[str, dict[str, str]]:
    """Columns and types of the tables of ``predictions``, from the files that dbt makes them by."""
    sources = [
        source
        for path in (ROOT / "models" / "marts").glob("*/*__sources.yml")
        for source in yaml.safe_load(path.read_text())["sources"]
        if source["name"] == "predictions"
    ]
    return {
        table["name"]: {column["name"]: column["data_type"] for column in table["columns"]}
        for source in sources
        for table in source["tables"]
    }


def write_warehouse(marts: Marts, path: Path) -> Path:
    """Write the marts, and the tables of ``predictions`` empty, as a build leaves them."""
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        for schema in ("marts", "reference", "predictions"):
            connection.execute(f"create schema {schema}")
        for name, frame in vars(marts).items():
            schema = "reference" if name.startswith("ref_") else "marts"
            connection.register("frame", frame)
            connection.execute(f"create table {schema}.{name} as select * from frame")
            connection.unregister("frame")
        for name, columns in prediction_tables().items():
            typed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            connection.execute(f"create table predictions.{name} ({typed})")
    return path
