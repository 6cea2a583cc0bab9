"""Made-up data never overwrite anything else, and say what went wrong in one line."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from plumage import sample
from plumage.__main__ import main
from plumage.raw.made_up import MANIFEST
from plumage.sample.common.manifest import README
from plumage.sample.common.output_files import OutputFile

SMALL = ("--users", "12", "--tweets-per-user", "2")


@pytest.fixture
def demo(tmp_path) -> Path:
    folder = tmp_path / "raw"
    assert main(["sample", *SMALL, "--out", str(folder)]) == 0
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_manifest_lists_every_file_and_says_what_they_are_made_from(demo):
    manifest = json.loads((demo / MANIFEST).read_text())
    assert set(manifest["files"]) == set(contents(demo)) - {MANIFEST}
    assert len(manifest["files"]) == 8 + 3
    assert manifest["arguments"]["seed"] == 1
    assert "# made-up data" in (demo / README).read_text().lower()


def test_an_untouched_demo_is_recognised_and_replaced(demo):
    assert sample.is_earlier_demo(demo)
    before = contents(demo)
    assert main(["sample", *SMALL, "--seed", "2", "--out", str(demo)]) == 0
    assert sample.is_earlier_demo(demo)
    assert contents(demo)["age_tweets.json"] != before["age_tweets.json"]


def test_replacing_leaves_no_file_of_another_format(demo):
    assert (
        main(["sample", *SMALL, "--format", "lines", "--skip", "mentions", "--out", str(demo)]) == 0
    )
    assert sample.is_earlier_demo(demo)
    assert not (demo / "age_tweets.json").exists()
    assert not (demo / "mentions.csv").exists()
    assert (demo / "age_tweets.jsonl").exists()


def change_a_byte(demo: Path) -> None:
    text = (demo / "ages_train.csv").read_bytes()
    (demo / "ages_train.csv").write_bytes(text[:-2] + b"9\n")


def add_a_file(demo: Path) -> None:
    (demo / "notes.txt").write_text("mine")


def add_a_folder(demo: Path) -> None:
    (demo / "second-delivery").mkdir()


def remove_a_file(demo: Path) -> None:
    (demo / "friends.csv").unlink()


def remove_the_manifest(demo: Path) -> None:
    (demo / MANIFEST).unlink()


def cut_the_manifest(demo: Path) -> None:
    text = (demo / MANIFEST).read_text()
    (demo / MANIFEST).write_text(text[: len(text) // 2])


def link_a_file(demo: Path) -> None:
    target = demo.parent / "elsewhere.csv"
    (demo / "friends.csv").replace(target)
    (demo / "friends.csv").symlink_to(target)


def list_a_file_outside(demo: Path) -> None:
    manifest = json.loads((demo / MANIFEST).read_text())
    manifest["files"]["../elsewhere.csv"] = manifest["files"]["friends.csv"]
    (demo / MANIFEST).write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        (change_a_byte, "(ages_train.csv has changed)"),
        (add_a_file, "(notes.txt was added)"),
        (add_a_folder, "(second-delivery was added)"),
        (remove_a_file, "(friends.csv is missing)"),
        (remove_the_manifest, f"(it holds {README}, it holds age_profiles.json, "),
        (cut_the_manifest, f"({MANIFEST} cannot be read)"),
        (link_a_file, "(friends.csv has changed)"),
        (list_a_file_outside, f"({MANIFEST} cannot be read)"),
    ],
)
def test_a_changed_demo_is_refused_by_name_and_left_alone(demo, change, difference, capsys):
    change(demo)
    before = sorted(path.name for path in demo.iterdir())
    assert not sample.is_earlier_demo(demo)
    assert main(["sample", *SMALL, "--out", str(demo)]) == 2
    progress, message = capsys.readouterr().err.splitlines()
    assert progress == "plumage: data"
    assert difference in message
    assert f"make run RAW={demo}" in message
    assert sorted(path.name for path in demo.iterdir()) == before


def test_an_empty_or_absent_folder_is_no_earlier_demo_but_can_be_written(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / ".gitkeep").touch()
    for folder in (empty, tmp_path / "a" / "new" / "one"):
        assert not sample.is_earlier_demo(folder)
        assert main(["sample", *SMALL, "--out", str(folder)]) == 0
        assert sample.is_earlier_demo(folder)


def test_what_an_interrupted_run_left_is_cleared_away(demo, tmp_path):
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    for folder in (demo, fresh):
        (folder / "age_tweets.json.partial").write_text("[{")
        assert main(["sample", *SMALL, "--out", str(folder)]) == 0
        assert sample.is_earlier_demo(folder)
        assert not list(folder.glob("*.partial"))


def test_a_full_disk_is_one_message_and_changes_nothing(demo, tmp_path, monkeypatch, capsys):
    def fail(self):
        raise OSError(errno.ENOSPC, "No space left on device", str(self.unfinished))

    before = contents(demo)
    monkeypatch.setattr(OutputFile, "flush", fail)
    for folder in (demo, tmp_path / "new"):
        assert main(["sample", *SMALL, "--seed", "9", "--out", str(folder)]) == 2
        progress, message = capsys.readouterr().err.splitlines()
        assert progress == "plumage: data"
        assert "No space left on device" in message
    assert contents(demo) == before
    assert not (tmp_path / "new").exists()


def test_a_run_stopped_by_hand_changes_nothing(demo, monkeypatch, capsys):
    def stop(self):
        raise KeyboardInterrupt

    before = contents(demo)
    monkeypatch.setattr(OutputFile, "flush", stop)
    assert main(["sample", *SMALL, "--seed", "9", "--out", str(demo)]) == 130
    assert "stopped" in capsys.readouterr().err
    assert contents(demo) == before


def test_a_file_in_place_of_the_folder_is_refused(tmp_path, capsys):
    (tmp_path / "raw").write_text("mine")
    assert main(["sample", *SMALL, "--out", str(tmp_path / "raw")]) == 2
    assert "is a file" in capsys.readouterr().err
    assert main(["sample", *SMALL, "--out", str(tmp_path / "raw" / "below")]) == 2
    assert "Not a directory" in capsys.readouterr().err
    assert (tmp_path / "raw").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--users", "0"], "1 or more, got: 0"),
        (["--users", "-5"], "1 or more, got: -5"),
        (["--users", "many"], "got: many"),
        (["--seed", "-1"], "0 or more, got: -1"),
        (["--tweets-per-user", "21"], "--tweet-cap"),
        (["--test-users", "1.5"], "got: 1.5"),
        (["--users", "5", "--test-users", "6"], "at most --users"),
        (["--effect-scale", "nan"], "got: nan"),
        (["--format", "xml"], "is not one of"),
        (["--skip", "age_tweets"], "is not one of"),
        (["--videos", "9"], "--videos is for --subject claims, not for age"),
        (["--subject", "claims", "--users", "9"], "--users is for --subject age, not for claims"),
    ],
)
def test_a_bad_argument_is_named_and_nothing_is_written(tmp_path, words, said, capsys):
    assert main(["sample", *words, "--out", str(tmp_path / "raw")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "raw").exists()
