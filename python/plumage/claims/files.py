"""A CSV of videos, or of texts alone, from elsewhere: read, scored, and written beside."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from plumage.claims.data import COUNTS, TEXT
from plumage.claims.scoring import ClaimModel, score
from plumage.core.errors import PlumageError
from plumage.core.files import write_whole

CHUNK = 100_000
"""Videos in memory at a time."""

HEADER = "row,video_id,probability,zone,known,reasons"
"""First line of a file of scores, and of no other."""

NAMES = ("duration_seconds", TEXT, "is_verified", "author_ban_status", *COUNTS)
ALIASES = {name.replace("_", ""): name for name in NAMES} | {
    "id": "video_id", "durationsec": NAMES[0], "transcriptiontext": TEXT, "text": TEXT,
    "comment": TEXT, "commenttext": TEXT, "verifiedstatus": "is_verified",
}  # fmt: skip
"""Columns by header: letters and digits, without `video` in front."""

VERIFIED = {"verified": 1.0, "true": 1.0, "1": 1.0, "not verified": 0.0, "false": 0.0, "0": 0.0}


def score_file(path: Path, model: ClaimModel, output: Path) -> dict[str, int]:
    """Write scores of a file of videos or texts; count them by zone."""
    parts = []
    for table in read_file(path):
        ids = table["video_id"].to_numpy() if "video_id" in table else None
        places = np.arange(len(table)) + sum(map(len, parts)) + 1
        scored = score(model, table, show_texts=False).assign(row=places, video_id=ids)
        parts.append(scored[HEADER.split(",")])
    scores = pd.concat(parts) if parts else pd.DataFrame(columns=HEADER.split(","))
    write_whole(scores.to_csv(index=False).encode(), output)
    return scores["zone"].value_counts().to_dict()


def read_file(path: Path) -> Iterator[pd.DataFrame]:
    """Read videos in portions, by whichever known columns the header has."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        head = file.readline()
    delimiter = max(",;\t|", key=head.count)
    header = ["".join(filter(str.isalnum, one.lower())) for one in head.split(delimiter)]
    known = [ALIASES.get(one.removeprefix("video")) for one in header]
    names = [name or f"other {place}" for place, name in enumerate(known)]
    if not {TEXT, "view_count"} & {*names} or len({*names}) < len(names):
        raise PlumageError(
            f"{path}: its first line must name a text (transcription, text or comment) or counts "
            f"(view_count and so on), each once; it is: {head[:80].strip()}"
        )
    try:
        for table in pd.read_csv(
            path, sep=delimiter, names=names, header=0, usecols=list(filter(None, known)),
            dtype=str, chunksize=CHUNK, encoding="utf-8-sig", encoding_errors="replace",
            index_col=False,
        ):  # fmt: skip
            for name in {*COUNTS, "duration_seconds"} & {*table}:
                values = pd.to_numeric(table[name], errors="coerce").astype(float)
                table[name] = values.where(np.isfinite(values) & (values >= 0))
            if "is_verified" in table:
                table["is_verified"] = table["is_verified"].str.strip().str.lower().map(VERIFIED)
            yield table
    except (pd.errors.ParserError, csv.Error) as error:
        raise PlumageError(f"{path} is no table: {' '.join(str(error).split())}") from error
