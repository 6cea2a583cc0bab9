"""Synthetic videos hold what their table of planted numbers says."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from plumage.__main__ import main

COLUMNS = [
    "#", "claim_status", "video_id", "video_duration_sec", "video_transcription_text",
    "verified_status", "author_ban_status", "video_view_count", "video_like_count",
    "video_share_count", "video_download_count", "video_comment_count",
]  # fmt: skip


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Write a world; give its whole rows, all of them, and the planted numbers."""

    def write(*words: str) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, float]]:
        folder = tmp_path_factory.mktemp("videos")
        assert main(["sample", "--subject", "claims", *words, "--out", str(folder)]) == 0
        videos = pd.read_csv(folder / "video_claims.csv")
        planted = json.loads((folder / "planted_videos.json").read_text())["planted"]
        return videos.dropna(), videos, {name: row["value"] for name, row in planted.items()}

    return write


def test_planted_numbers_are_found_again_in_the_realistic_world(read):
    whole, videos, planted = read()
    assert list(videos) == COLUMNS
    assert videos["#"].tolist() == list(range(1, 20_001))
    assert videos["video_id"].is_unique
    assert len(videos) - len(whole) == pytest.approx(300, abs=60)
    opinion = (whole["claim_status"] == "opinion").astype(float)
    views = np.log2(1 + whole["video_view_count"])
    known = pd.DataFrame({"opinion": opinion, "ten": whole["video_duration_sec"] / 10, "v": views})
    verified = (whole["verified_status"] == "verified").astype(float)
    found = sm.Logit(verified, sm.add_constant(known)).fit(disp=0).conf_int().drop("const")
    names = ("verified_opinion_odds", "verified_10_seconds_odds", "verified_doubling_odds")
    for name, (low, high) in zip(names, found.to_numpy(), strict=True):
        assert low < np.log(planted[name]) < high, name
    medians = whole.groupby("claim_status")["video_view_count"].median()
    factor = medians["claim"] / medians["opinion"]
    # Wrong labels draw the two together.
    assert 0.85 < factor / planted["claim_view_factor"] < 1
    # Some texts come twice, and both kinds use all openings.
    texts = whole["video_transcription_text"]
    assert 0.01 < texts.duplicated().mean() < 0.03
    openings = texts.str.split().str[:3].str.join(" ")
    assert pd.crosstab(openings, opinion).to_numpy().min() > 20
    likes = whole["video_like_count"]
    assert (likes <= whole["video_view_count"]).all()


def test_the_world_like_the_course_file_has_its_three_artefacts_and_its_order(read):
    whole, videos, planted = read("--like-course", "--videos", "6000")
    is_claim = whole["claim_status"] == "claim"
    has_many = whole["video_view_count"] >= 10_000
    assert not (has_many & ~is_claim).any()
    few = 1 - has_many[is_claim].mean()
    assert few == pytest.approx(planted["few_view_share"], abs=0.006)
    openings = whole["video_transcription_text"].str.split().str[:3].str.join(" ")
    assert not set(openings[is_claim]) & set(openings[~is_claim])
    verified = whole["verified_status"] == "verified"
    assert verified[~is_claim].mean() > 3 * verified[is_claim].mean()
    ranks = videos["claim_status"].map({"claim": 0, "opinion": 1}).fillna(2)
    assert ranks.is_monotonic_increasing


def test_a_seed_gives_the_same_bytes_and_another_one_other_videos(read):
    first, again, other = (read("--videos", "500", "--seed", seed)[1] for seed in ("7", "7", "8"))
    pd.testing.assert_frame_equal(first, again)
    assert not set(first["video_id"]) & set(other["video_id"])
    assert not first["video_view_count"].equals(other["video_view_count"])
    assert len(read("--videos", "1")[1]) == 1
