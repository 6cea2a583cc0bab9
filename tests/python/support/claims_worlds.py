"""Two small worlds of reported videos, each built once from a file to its page."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from support.project import Project, made_once, succeed

VIDEOS, FEW_VIDEOS = 2500, 1500
ODD = (
    # id, label, seconds, text, verified, ban, views, likes, shares, downloads, comments
    ("1", "claim", "30", "a negative count", "verified", "active", "-5", "0", "0", "0", "0"),
    ("2", "claim", "30", "half a view", "verified", "active", "12.5", "1", "0", "0", "0"),
    ("3", "claim", "half", "no number", "verified", "active", "12", "1", "0", "0", "0"),
    ("1.23E+18", "claim", "30", "a rounded id", "verified", "active", "12", "1", "0", "0", "0"),
    ("5", "claim", "30", "too many cells", "verified", "active", "12", "1", "0", "0", "0", "7"),
    ("6", "claim", "30", "more likes than views", "verified", "active", "5.0", "30", "0", "0", "0"),
    ("7", "rumour", "30", "no label\nthat anybody knows", "verified", "active", *"91000"),
    ("8", "claim", "30", "said twice", "verified", "active", *"91000"),
    ("8", "claim", "30", "said otherwise", "verified", "active", *"91000"),
    ("9", "opinion", "30", "#N/A", "not verified", "under scrutiny", "nan", *"1000"),
    ("10", "", "30", "nobody has looked at it yet", "verified", "active", *"91000"),
    ("10", "", "30", "nobody has looked at it yet", "verified", "active", *"91000"),
)
"""Lines that a build has to reject, mark or count once."""


def sample(folder: Path, videos: int, *words: str) -> None:
    """Write synthetic videos."""
    project = Project(folder.parent)
    succeed(
        project.plumage("sample", "--subject", "claims", "--videos", str(videos), "--seed", "5",
                        "--out", str(folder), *words)
    )  # fmt: skip


@pytest.fixture(scope="session")
def realistic(shared_folder: Path) -> Project:
    """Overlapping views, odd lines among them, done by `plumage run`; do not change it."""

    def make(project: Project) -> None:
        project.folder.mkdir()
        sample(project.raw, VIDEOS)
        with (project.raw / "video_claims-odd.csv").open("w", newline="") as file:
            header = (project.raw / "video_claims.csv").read_text().splitlines()[0]
            rows = [header.split(",")[1:]]
            rows[0][:2] = "video_id", "claim_status"
            csv.writer(file, delimiter=";").writerows([*rows, *ODD])
        succeed(project.plumage("run", str(project.raw)))

    return made_once(shared_folder / "realistic", make)


@pytest.fixture(scope="session")
def like_course(shared_folder: Path, realistic: Project) -> Project:
    """The course's three artefacts, built and judged; do not change it."""

    def make(project: Project) -> None:
        project.folder.mkdir()
        sample(project.raw, FEW_VIDEOS, "--like-course")
        words = ("--exclude-resource-type", "test", "--vars", json.dumps({"pseudonymise": True}))
        secret = {"PLUMAGE_KEY": "a key of at least thirty-two characters"}
        succeed(project.dbt("build", "--selector", "claims", *words, **secret))
        succeed(project.plumage("claims", **secret))

    return made_once(shared_folder / "like_course", make)
