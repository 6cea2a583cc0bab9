"""Synthetic videos that make claims or hold opinions; the same seed gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.csv import WriteOptions, write_csv
from scipy.special import expit, logit, ndtri

from plumage import __version__
from plumage.sample.common.demo_folder import DemoFolder
from plumage.sample.common.manifest import PLANTED_VIDEOS, README, VIDEOS
from plumage.sample.common.words import read_words


class Planted(NamedTuple):
    """A number of the realistic world, of the one like the course file, and what it is."""

    name: str
    value: float | None
    like_course: float | None
    meaning: str


PLANTED = (
    Planted("claim_share", 0.5, 0.5, "videos that make a claim"),
    Planted("incomplete_share", 0.015, 0.015, "rows without label, transcription and counts"),
    Planted("wrong_label_share", 0.03, 0, "labels that are wrong, whatever else is true"),
    Planted("repeated_text_share", 0.02, 0.005, "videos with the text of another of their kind"),
    Planted("opening_lean", 0.85, None, "half the log-odds between first and last; else two sets"),
    Planted("word_lean", 0.45, 0.45, "the same of each of the other pieces of a transcription"),
    Planted("review_odds", 0.08, 0.08, "author under review by active, opinions"),
    Planted("review_claim_odds", 1.8, 2, "odds ratio of under review: claims to opinions"),
    Planted("banned_odds", 0.04, 0.02, "author banned by active, opinions"),
    Planted("banned_claim_odds", 4, 8, "odds ratio of banned: claims to opinions"),
    Planted("opinion_views", 4000, None, "median views of opinions; else flat up to 10,000"),
    Planted("claim_view_factor", 3, None, "median views of claims by theirs; else flat from there"),
    Planted("sd_log_views", 1.5, None, "standard deviation of the logarithm of views of a kind"),
    Planted("few_view_share", None, 0.01, "claims below 10,000 views, where all opinions are"),
    Planted("like_claim_odds", 0.5, 1.3, "odds ratio of a like to each view: claims to opinions"),
    Planted("comment_claim_odds", 2, 1, "the same of a comment; 1 for shares and downloads"),
    Planted("verified_odds", 0.02, 0.02, "of verified: label claim, 30 seconds, 4,000 views"),
    Planted("verified_opinion_odds", 3.5, 5, "odds ratio of verified: label opinion, rest same"),
    Planted("verified_10_seconds_odds", 1.2, 1, "odds ratio of verified: 10 seconds longer"),
    Planted("verified_doubling_odds", 1.25, 1, "odds ratio of verified: twice the views"),
)  # fmt: skip
"""What is the truth, but for the last four, which follow the label: a regression sees no other."""

RATES = {"like": 0.15, "share": 0.03, "download": 0.004, "comment": 0.006}
"""Median by view among opinions, in the order of the columns."""

SHARED_SD, OWN_SD = 0.5, 0.8
"""Of rates on the logit scale: what moves all four of a video, and each alone."""

SECONDS, LIMIT, MOST = (5, 60), 10_000, 1_000_000
COUNT_NAMES = "video_view_count", *(f"video_{name}_count" for name in RATES)
UNQUOTED = WriteOptions(include_header=False, quoting_style="none")
README_TEXT = f"""# Made-up data

Written by `plumage sample --subject claims`: no video, author or sentence in it is real.
`{PLANTED_VIDEOS}` holds the planted numbers, which models should find; nothing in the warehouse
reads it. docs/demo-data.md explains them.
"""
Draw = Callable[[int], np.ndarray]


def normal(draw: Draw, number: int) -> np.ndarray:
    """Draw standard normal numbers."""
    return ndtri(draw(number) * (1 - 2e-12) + 1e-12)


def pick(chance: np.ndarray, is_claim: np.ndarray, claims: np.ndarray, opinions: np.ndarray) -> Any:
    """Choose a place for each video, by the weights of its kind."""
    sums = [np.cumsum(weights) / np.sum(weights) for weights in (claims, opinions)]
    found = [np.searchsorted(one, chance, side="right").clip(max=len(one) - 1) for one in sums]
    return np.where(is_claim, *found)


def make_videos(number: int, *, seed: int, like_course: bool) -> pa.Table:
    """Draw videos, in the columns and the order of the file."""
    of = {row.name: row.like_course if like_course else row.value for row in PLANTED}
    draw = np.random.Generator(np.random.PCG64([seed, like_course])).random
    is_claim = draw(number) < of["claim_share"]
    is_label_claim = is_claim ^ (draw(number) < of["wrong_label_share"])
    plain = np.array([1, of["review_odds"], of["banned_odds"]])
    tilted = plain * (1, of["review_claim_odds"], of["banned_claim_odds"])
    status = np.array(["active", "under review", "banned"])
    ban = status[pick(draw(number), is_claim, tilted, plain)]
    first, last = SECONDS
    seconds = first + np.floor((last - first + 1) * draw(number)).astype(int)
    if like_course:
        few = ~is_claim | (draw(number) < of["few_view_share"])
        views = np.floor(np.where(few, 0, LIMIT) + np.where(few, LIMIT, MOST) * draw(number))
    else:
        middle = of["opinion_views"] * np.where(is_claim, of["claim_view_factor"], 1)
        views = np.rint(middle * np.exp(of["sd_log_views"] * normal(draw, number)))
    counts, shared = [views], SHARED_SD * normal(draw, number)
    for name, rate in RATES.items():
        odds = np.where(is_claim, of.get(f"{name}_claim_odds", 1), 1)
        each = logit(rate) + np.log(odds) + shared + OWN_SD * normal(draw, number)
        counts.append(np.floor(views * expit(each)))
    odds = of["verified_odds"] * np.where(is_label_claim, 1, of["verified_opinion_odds"])
    odds *= of["verified_10_seconds_odds"] ** ((seconds - 30) / 10)
    odds *= of["verified_doubling_odds"] ** np.log2((1 + views) / 4000)
    is_verified = draw(number) < odds / (1 + odds)
    text, is_gone = compose(of, is_claim, draw), draw(number) < of["incomplete_share"]
    table = {
        "claim_status": pa.array(np.where(is_label_claim, "claim", "opinion"), mask=is_gone),
        # The step shares no factor with the number of ids, so that none comes twice.
        "video_id": 10**9 + (np.arange(number) + 7919 * seed) * 7_368_787_877 % (9 * 10**9),
        "video_duration_sec": seconds,
        "video_transcription_text": pc.if_else(pa.array(is_gone), None, text),
        "verified_status": np.where(is_verified, "verified", "not verified"),
        "author_ban_status": ban,
    }
    for name, count in zip(COUNT_NAMES, counts, strict=True):
        table[name] = pa.array(count.astype(np.int64), mask=is_gone)
    order = np.where(is_gone, 2, ~is_label_claim) if like_course else np.zeros(number)
    ordered = pa.table(table).take(np.argsort(order, kind="stable"))
    return ordered.add_column(0, "#", pa.array(np.arange(1, number + 1)))


def compose(of: dict[str, float | None], is_claim: np.ndarray, draw: Draw) -> pa.Array:
    """Write a transcription for each video."""
    lists, number = read_words("videos"), len(is_claim)
    order = [lists[name] for name in ("openings", "topics", "verbs", "topics", "endings")]
    source, chance = np.arange(number), draw(number)
    is_again = draw(number) < of["repeated_text_share"]
    for kind in (is_claim, ~is_claim):
        rows = np.flatnonzero(kind)
        late = rows[is_again[rows]]
        source[late] = rows[(chance[late] * len(rows)).astype(int)]
    places = []
    for words, name in zip(order, ("opening_lean", *["word_lean"] * 4), strict=True):
        at = np.linspace(1, -1, len(words))
        # Without a lean, the six openings at each end: each comes often enough to be learned.
        weights = (
            (at > 0.5, at < -0.5) if of[name] is None else np.exp((of[name] * at, -of[name] * at))
        )
        places.append(pick(draw(number), is_claim, *weights))
    places[3] = (places[3] + (places[3] == places[1])) % len(order[3])
    pieces = [pa.array(words).take(at[source]) for words, at in zip(order, places, strict=True)]
    return pc.binary_join_element_wise(*pieces, " ")


def write_videos(folder: Path, *, videos: int, seed: int, like_course: bool) -> dict[str, Any]:
    """Write so many synthetic videos, realistic or like the course file; give the manifest."""
    with DemoFolder(folder) as out:
        table, output = make_videos(videos, seed=seed, like_course=like_course), out.csv(VIDEOS)
        output.write(f"{','.join(table.column_names)}\n".encode())
        # No piece of a text holds a comma or a quotation mark.
        write_csv(table, sink := pa.BufferOutputStream(), UNQUOTED)
        output.write(sink.getvalue().to_pybytes())
        output.rows = videos
        arguments = {"videos": videos, "seed": seed, "like_course": like_course}
        planted = {row.name: {"value": row[1 + like_course], "is": row.meaning} for row in PLANTED}
        truth = {**arguments, "planted": planted, "median_rates": RATES}
        out.text(PLANTED_VIDEOS, json.dumps(truth, indent=2) + "\n")
        out.text(README, README_TEXT)
        return out.publish({"generator_version": __version__, "arguments": arguments})
