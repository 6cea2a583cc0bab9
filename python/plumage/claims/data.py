"""Videos as the warehouse has them, what is known of them when, and how they are split."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plumage.core.errors import PlumageError
from plumage.learning.protocol import Rows, Split, split_stratified
from plumage.learning.weighted import Floats, Mask
from plumage.warehouse.access import connect

COUNTS = ("view_count", "like_count", "comment_count", "share_count", "download_count")
AUTHOR = ("duration_seconds", "is_verified", "author_ban_status")
TEXT = "transcription"

LISTS = {"at_report": AUTHOR, "at_report_text": (*AUTHOR, TEXT), "after": (*AUTHOR, *COUNTS)}
"""What models may read, by what is known: a fresh report has few views, so `after` is for later."""

MOST_LEARNED = 50_000
"""Labelled videos that models learn from; of more, those whose hashed text comes first."""

LEAST_LEARNED = 20
"""Claims, and opinions, without which nothing is learned; videos of a ban status of its own."""

VIDEOS = """
    select videos.*, labels.is_claim from marts.feat_videos as videos
    left join marts.fct_claim_labels as labels using (video_id) order by video_id
"""
FACTS = """
    select subjects.data_fingerprint, subjects.settings_fingerprint, warehouse.as_of,
        warehouse.show_texts, warehouse.is_synthetic
    from marts.dim_subjects as subjects cross join marts.dim_warehouse as warehouse
    where subjects.subject = 'claims'
"""


@dataclass(frozen=True)
class Videos:
    """Videos with `is_claim` (NULL: nobody says), facts of the warehouse, rows to learn from."""

    table: pd.DataFrame
    facts: dict[str, Any]
    learned: Rows

    @property
    def known(self) -> pd.DataFrame:
        """Videos learned from."""
        return self.table.iloc[self.learned].reset_index(drop=True)


def read_videos(warehouse: Path) -> Videos:
    """Read all videos, and choose those to learn from."""
    with connect(warehouse, read_only=True) as connection:
        try:
            table = connection.execute(VIDEOS).df()
            facts = connection.execute(FACTS).df()
        except duckdb.CatalogException:
            raise PlumageError(
                "the warehouse holds no videos: `plumage run` on a folder with video_claims.csv"
            ) from None
    if facts.empty:
        raise PlumageError("the warehouse knows no subject claims: run `plumage run` first")
    return Videos(table, facts.iloc[0].to_dict(), choose_learned(table))


def choose_learned(table: pd.DataFrame) -> Rows:
    """Rows of usable videos with a label, in order; too few are an error."""
    rows = np.flatnonzero((table["problem"].isna() & table["is_claim"].notna()).to_numpy(bool))
    if rows.size > MOST_LEARNED:
        # The hash of a text is as good as chance, and keeps equal texts together.
        hashes = group_of(table.iloc[rows])
        rows = np.sort(rows[np.argsort(hashes, kind="stable")[:MOST_LEARNED]])
    claims = int(table["is_claim"].iloc[rows].sum())
    if min(claims, rows.size - claims) < LEAST_LEARNED:
        raise PlumageError(
            f"too few videos with a label: {claims:,} claims and {rows.size - claims:,} opinions, "
            f"and models need {LEAST_LEARNED} of each"
        )
    return rows


def labels_of(table: pd.DataFrame) -> Mask:
    """Whether each video makes a claim."""
    return table["is_claim"].to_numpy(bool)


def numbers_of(table: pd.DataFrame, name: str) -> Floats:
    """Numbers of a column; NaN where there are none."""
    if name not in table:
        return np.full(len(table), np.nan)
    return pd.to_numeric(table[name]).to_numpy(float, na_value=np.nan)


def statuses_of(table: pd.DataFrame) -> list[str]:
    """Ban statuses, the commonest first; without those of few videos, where anything may stand."""
    counts = table["author_ban_status"].astype(object).value_counts().sort_index()
    counts = counts[counts >= LEAST_LEARNED].sort_values(ascending=False, kind="stable")
    return counts.index.astype(str).tolist()


def group_of(table: pd.DataFrame) -> NDArray[np.object_]:
    """Name what stays on one side of a split: equal texts, or a video without text by itself."""
    texts, ids = table["transcription_id"].astype(object), table["video_id"].astype(str)
    return texts.where(texts.notna(), ids).to_numpy(object)


def split_groups(classes: Mask, groups: NDArray[Any], folds: int, seed: int) -> list[Split]:
    """Split into parts that hold the classes in their shares, each group on one side.

    A group has the class of its first row. scikit-learn's StratifiedGroupKFold tries every fold
    for every group, which takes longer than a fit where most groups are single videos.
    """
    _, first, group = np.unique(groups, return_index=True, return_inverse=True)
    parts = split_stratified(classes[first].astype(np.int64), folds, seed)
    fold = np.empty(first.size, dtype=np.int64)
    for number, (_, part) in enumerate(parts):
        fold[part] = number
    by_row = fold[group]
    return [(np.flatnonzero(by_row != n), np.flatnonzero(by_row == n)) for n in range(len(parts))]
