"""A place to run the project's commands in, and what tests do with it."""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import duckdb
from filelock import FileLock

from support.places import ROOT

OPTIONAL_INPUTS = ("friends", "friend_profiles", "mentions", "mention_profiles")


PARSED = Path(tempfile.mkdtemp(prefix="plumage-tests-"))
atexit.register(shutil.rmtree, PARSED, ignore_errors=True)


@dataclass(frozen=True)
class Project:
    """A place to run the project's commands in: raw folder, warehouse and dbt's own files."""

    folder: Path
    shared: bool = False
    """Whether other test processes read the warehouse meanwhile: none may open it to write."""
    root: Path = ROOT
    """The project's code: the repository, or a copy of it that a test has changed."""

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse.duckdb"

    @property
    def environment(self) -> dict[str, str]:
        copied = {} if self.root == ROOT else {"PYTHONPATH": str(self.root / "python")}
        return (
            os.environ
            | copied
            | {
                "PLUMAGE_RAW_DIR": str(self.raw),
                "PLUMAGE_DUCKDB": str(self.warehouse),
                "DBT_TARGET_PATH": str(self.folder / "target"),
                "DBT_LOG_PATH": str(self.folder / "logs"),
            }
        )

    def run(self, command: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in the repository, as a user would."""
        program, *words = command
        # Even `dbt docs generate` opens the warehouse to write, and locks out who reads it.
        opens_to_write = program == "dbt" or "python/predict.py" in words
        assert not (self.shared and opens_to_write and "PLUMAGE_DUCKDB" not in environment), (
            "other tests read this warehouse: run the command on a copy (copy_project)"
        )
        is_parsed = program == "dbt" and self.root == ROOT
        with parsed_before(self, words) if is_parsed else nullcontext({}) as place:
            return subprocess.run(
                [str(Path(sys.executable).with_name(program)), *words],
                cwd=self.root,
                env=self.environment | place | environment,
                capture_output=True,
                text=True,
                check=False,
            )

    def dbt(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run(["dbt", "--no-use-colors", *arguments], **environment)

    def plumage(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the one command, wherever the package is imported from."""
        return self.run(["python", "-m", "plumage", *words], **environment)

    def predict(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(["python", "python/predict.py", *arguments])

    def query(self, sql: str) -> list[tuple]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()


@contextmanager
def parsed_before(project: Project, words: Sequence[str]) -> Iterator[dict[str, str]]:
    """Let dbt parse the project once for all tests of a process, not once for each warehouse.

    dbt keeps what it parsed as long as variables and the warehouse's path are the same, and looks
    for itself whether they are: so the path is that of a link, and what was parsed is handed on.
    """
    variables = [after for word, after in pairwise(words) if word == "--vars"]
    known = f"parsed-{hashlib.md5(repr(variables).encode()).hexdigest()}.msgpack"
    at, kept = PARSED / "at", PARSED / known
    at.unlink(missing_ok=True)
    at.symlink_to(project.folder)
    own = project.folder / "target" / "partial_parse.msgpack"
    if kept.exists():
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(kept, own)
    yield {"PLUMAGE_DUCKDB": str(at / project.warehouse.name)}
    if own.exists():
        shutil.copy(own, kept)


def succeed(process: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    """Fail the test with the command's own words when the command failed."""
    assert process.returncode == 0, process.stdout[-4000:] + process.stderr[-4000:]
    return process


def copy_with_diff(page: Path, folder: Path) -> Path:
    """Copy what dbt and Python read, and apply the diff that a page of the documentation holds."""
    for name in ("analysis", "macros", "models", "python", "seeds", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (*ROOT.glob("*.yml"), ROOT / "pyproject.toml"):
        shutil.copy(path, folder)
    change = re.search(r"```diff\n(.*?)```", page.read_text(encoding="utf-8"), re.S)[1]
    applied = subprocess.run(
        ["git", "apply", "--unsafe-paths", f"--directory={folder}", "-"],
        input=change,
        text=True,
        cwd=folder.parent,
        capture_output=True,
        check=False,
    )
    assert applied.returncode == 0, applied.stderr
    return folder


def generate(folder: Path, *arguments: str) -> None:
    """Write made-up data of a size that builds in seconds."""
    command = [sys.executable, "-m", "plumage", "sample", "--out", str(folder)]
    command += ["--users", "400", "--tweets-per-user", "6", "--seed", "3"]
    command += ["--activity-days", "30", *arguments]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def made_once(folder: Path, make: Callable[[Project], None]) -> Project:
    """Make a project, whichever of the test processes asks first; the others wait for it."""
    with FileLock(f"{folder}.lock"):
        done = folder / "done"
        if not done.exists():
            # What a failed attempt left would look like another error to the next who asks.
            shutil.rmtree(folder, ignore_errors=True)
            make(Project(folder))
            done.touch()
    return Project(folder, shared=True)


def say_folders(project: Project) -> None:
    """Let a copied warehouse remember the copied raw folder, as if it had been built there."""
    with duckdb.connect(str(project.warehouse)) as connection:
        for name, folder in (
            ("raw_folder", project.raw),
            ("activity_folder", project.raw / "activity"),
        ):
            connection.execute(
                "update staging.state_ledger set file_path = ? where model_name = ?",
                [str(folder.resolve()), name],
            )


def show_texts(project: Project, shown: bool) -> None:
    """Build again what depends on the variable `show_texts`; users build all of it again."""
    with duckdb.connect(str(project.warehouse)) as connection:
        connection.execute("delete from staging.state_ledger where model_name = 'show_texts'")
    models = ("dim_warehouse", "rpt_unusual_tweets", "rpt_typical_tweets")
    succeed(project.dbt("run", "--vars", json.dumps({"show_texts": shown}), "-s", *models))
