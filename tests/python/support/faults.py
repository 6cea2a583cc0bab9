"""Faults that are really there: processes that are killed, disks that are full, folders read-only.

Every fault gives evidence that it struck: the signal a process died of, what it was doing then, and
what the system said.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.places import ROOT
from support.project import Project

SECONDS = 120
"""A step that has not begun by then is a failure."""


@dataclass(frozen=True)
class Ended:
    """How a run ended, and what it was doing."""

    returncode: int
    output: str
    begun: tuple[str, ...]
    under_way: tuple[str, ...]


class FaultServer:
    """A warmed-up process whose forks are killed."""

    def __init__(self, project: Project, *, dbt: bool) -> None:
        self.project = project
        self.count = 0
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("fault_server.py")), *["dbt"] * dbt],
            cwd=ROOT,
            env=project.environment | {"PYTHONPATH": f"{ROOT}/python:{ROOT}/tests/python"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout.readline() == "ready\n"

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=SECONDS)

    def run(
        self,
        program: str,
        *arguments: str,
        kill_in: str | None = None,
        seconds: float = 0,
        **job: object,
    ) -> Ended:
        """Run a command; kill it in a step, so many seconds after that began."""
        self.count += 1
        events = self.project.folder / f"events-{self.count}"
        events.write_text("")
        output = self.project.folder / f"output-{self.count}"
        job |= {"program": program, "arguments": arguments, "kill_in": kill_in}
        job |= {"events": str(events), "output": str(output)}
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        process = json.loads(self.process.stdout.readline())["process"]
        if kill_in is not None:
            # A run that ended by itself is told by its return code.
            with suppress(ProcessLookupError):
                self._wait_for(kill_in, events, process)
                time.sleep(seconds)
                os.kill(process, 9)
        returncode = json.loads(self.process.stdout.readline())["returncode"]
        begun: list[str] = []
        ended: list[str] = []
        for line in events.read_text().splitlines():
            kind, _, step = line.partition(" ")
            {"begin": begun, "end": ended}.get(kind, []).append(step)
        under_way = tuple(step for step in begun if step not in ended)
        return Ended(returncode, output.read_text(errors="replace"), tuple(begun), under_way)

    @staticmethod
    def _wait_for(step: str, events: Path, process: int) -> None:
        line = step if step.startswith("done ") else f"begin {step}"
        until = time.monotonic() + SECONDS
        while f"{line}\n" not in events.read_text():
            assert time.monotonic() < until, f"{step} never began: {events.read_text()}"
            os.kill(process, 0)
            time.sleep(0.002)

    def kill(self, step: str, program: str, *arguments: str, **job: object) -> Ended:
        """Kill a command inside a step, with the evidence that it was."""
        ended = self.run(program, *arguments, kill_in=step, **job)
        assert ended.returncode == -9, ended.output[-2000:]
        assert step.removeprefix("done ") in ended.under_way, ended
        return ended


@contextmanager
def small_disk(folder: Path, megabytes: float) -> Iterator[Path]:
    """Mount a file system of so many MB; without the right to, the test is skipped."""
    folder.mkdir(exist_ok=True)
    option = f"size={int(megabytes * 1024)}k"
    command = ["mount", "-t", "tmpfs", "-o", option, "plumage-test", str(folder)]
    if (
        shutil.which("mount") is None
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("file systems cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def remount(folder: Path, option: str) -> None:
    """Change a mounted disk: `size=20m`, or `ro`."""
    subprocess.run(["mount", "-o", f"remount,{option}", str(folder)], check=True)


def moments(count: int, longest: float, *, seed: int) -> list[float]:
    """Random seconds, the same for a seed."""
    chance = random.Random(seed)
    return sorted(chance.uniform(0, longest) for _ in range(count))


def md5_of(path: Path) -> str | None:
    """Hash of a file, None when there is none."""
    return hashlib.md5(path.read_bytes()).hexdigest() if path.exists() else None


def contents(folder: Path) -> dict[str, str | None]:
    """Hash of every file of a folder."""
    return {path.name: md5_of(path) for path in sorted(folder.iterdir()) if path.is_file()}
