"""Marts of videos as a build leaves them, from the course file or drawn, by plain DuckDB."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from support.made_up_marts import prediction_tables
from support.places import SHARED

COURSE = SHARED / "claims" / "tiktok_dataset.csv"
NAMES = {
    "video_duration_sec": "duration_seconds", "video_transcription_text": "transcription",
    "video_view_count": "view_count", "video_like_count": "like_count",
    "video_comment_count": "comment_count", "video_share_count": "share_count",
    "video_download_count": "download_count",
}  # fmt: skip
OPENINGS = ("somebody told me", "a study says", "we read", "my view is", "people feel", "I hope")
STATUSES = ("active", "under review", "banned")
TOPICS = ("gardens", "trains", "oceans", "kitchens")
TILTED = (0.3, 0.25, 0.2, 0.1, 0.1, 0.05)
COUNTS = [name for name in NAMES.values() if name.endswith("count")]


def course_videos() -> pd.DataFrame:
    """Read the real file, with the columns of feat_videos and is_claim."""
    table = pd.read_csv(COURSE).rename(columns=NAMES)
    table["is_claim"] = table["claim_status"].map({"claim": True, "opinion": False})
    table["is_verified"] = table["verified_status"] == "verified"
    return complete(table.drop(columns=["claim_status", "verified_status", "#"]))


def drawn_videos(
    number: int = 1000, *, seed: int = 1, one_rule: bool = False, verified_odds: float = 3.0
) -> pd.DataFrame:
    """Draw videos: views of claims and opinions overlap, or one rule tells them apart.

    Opinions are `verified_odds` times as likely to be by verified users as claims, all else equal.
    """
    rng = np.random.default_rng(seed)
    is_claim = rng.random(number) < 0.5
    views = rng.lognormal(np.where(is_claim, 9.5, 8.0), 1.2)
    if one_rule:
        views = np.where(is_claim, 10_000, 0) + rng.integers(0, 9_999, number)
    odds = 0.15 * np.where(is_claim, 1.0, verified_odds)
    pick = np.where(is_claim, *(rng.choice(6, number, p=p) for p in (TILTED, TILTED[::-1])))
    table = pd.DataFrame({
        "video_id": rng.permutation(number * 3)[:number] + 9_007_199_254_740_993,
        "duration_seconds": rng.integers(5, 61, number),
        "transcription": [f"{OPENINGS[one]} item {two} of {TOPICS[two % 4]}"
                          for one, two in zip(pick, rng.integers(0, 400, number), strict=True)],
        "is_verified": rng.random(number) < odds / (1 + odds),
        "author_ban_status": rng.choice(STATUSES, number, p=(0.8, 0.1, 0.1)),
        "view_count": views.astype(int),
        "is_claim": is_claim,
    })  # fmt: skip
    for name, rate in (("like", 0.3), ("comment", 0.01), ("share", 0.05), ("download", 0.02)):
        table[f"{name}_count"] = rng.binomial(table["view_count"], rate * rng.random(number))
    return complete(table)


def complete(table: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that follow from others."""
    texts = table["transcription"]
    table[COUNTS] = table[COUNTS].astype("Int64")
    table["transcription_id"] = [
        None if pd.isna(text) else hashlib.md5(text.encode()).hexdigest() for text in texts
    ]
    table["transcription_characters"] = texts.str.len()
    table["transcription_words"] = texts.str.split().str.len()
    for name in ("like", "comment", "share", "download"):
        table[f"{name}s_per_view"] = table[f"{name}_count"] / table["view_count"].replace(0, pd.NA)
    table["problem"] = None
    table.loc[table["view_count"].isna(), "problem"] = "incomplete"
    table["record_order"] = np.arange(1, len(table) + 1)
    return table


def write_claims(table: pd.DataFrame, path: Path, *, show_texts: bool = False) -> Path:
    """Write videos, labels and empty tables of predictions."""
    path.unlink(missing_ok=True)
    facts = {"is_synthetic": False, "as_of": None, "show_texts": show_texts}
    marts = {
        "feat_videos": table.drop(columns="is_claim"),
        "fct_claim_labels": table.loc[table["is_claim"].notna(), ["video_id", "is_claim"]].astype(
            {"is_claim": bool}
        ),
        "dim_warehouse": pd.DataFrame([facts]).astype({"as_of": "datetime64[us]"}),
        "dim_subjects": pd.DataFrame(
            {"subject": ["claims"], "data_fingerprint": ["data"], "settings_fingerprint": ["set"]}
        ),
    }
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts; create schema predictions")
        for name, frame in marts.items():
            connection.register("frame", frame)
            connection.execute(f"create table marts.{name} as select * from frame")
            connection.unregister("frame")
        for name, columns in prediction_tables().items():
            typed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            connection.execute(f"create table predictions.{name} ({typed})")
    return path
