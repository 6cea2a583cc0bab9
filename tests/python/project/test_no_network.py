"""The main job needs no network: it is done where there is none, and nobody even tries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from support.ledger import trying
from support.places import ROOT
from support.project import Project, generate

# Runs in every Python process of the job: notes and refuses whatever leaves the machine.
SITE_CUSTOMIZE = """
import os, socket

def refuse(kind):
    def refused(self, address, *rest):
        if self.family == socket.AF_UNIX:
            return original[kind](self, address, *rest)
        with open(os.environ["PLUMAGE_TRIED_NETWORK"], "a") as file:
            file.write(f"{kind} {address}\\n")
        raise OSError("network is blocked")
    return refused

original = {kind: getattr(socket.socket, kind) for kind in ("connect", "connect_ex", "sendto")}
for kind in original:
    setattr(socket.socket, kind, refuse(kind))

def look_up(*words, **named):
    with open(os.environ["PLUMAGE_TRIED_NETWORK"], "a") as file:
        file.write(f"getaddrinfo {words[:2]}\\n")
    raise OSError("network is blocked")

socket.getaddrinfo = socket.gethostbyname = look_up
"""
PROBE = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=2)"


def without_network() -> list[str]:
    """Words before a command that give it an empty network; none where that is not allowed."""
    if shutil.which("unshare"):
        for words in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
            if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
                return words
    return []


@pytest.mark.verify
@pytest.mark.trust
def test_main_job_runs_without_a_network_and_tries_none(tmp_path):
    project = Project(tmp_path)
    generate(project.raw)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SITE_CUSTOMIZE)
    tried = tmp_path / "tried"
    environment = project.environment | {
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), str(ROOT / "python")]),
        "PLUMAGE_TRIED_NETWORK": str(tried),
    }
    isolation = without_network()

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*isolation, sys.executable, *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    # The block holds: else the rest would prove nothing.
    assert run("-c", PROBE).returncode != 0
    assert tried.read_text()
    tried.unlink()
    if isolation:
        bare = [*isolation, sys.executable, "-S", "-c", PROBE]
        assert subprocess.run(bare, capture_output=True, check=False).returncode != 0

    output = str(tmp_path / "ages_pred.csv")
    build = ["-c", "from dbt.cli.main import cli; cli()", "build"]
    steps = {
        "dbt build": [*build, "--exclude-resource-type", "unit_test"],
        "predict.py": ["python/predict.py", "--validate", "none", "--output", output],
    }
    with trying("network", "main job with sockets blocked", tried=0) as row:
        for name, command in steps.items():
            done = run(*command)
            row.crashes += "Traceback" in done.stdout + done.stderr
            assert done.returncode == 0, name + done.stdout[-3000:] + done.stderr[-3000:]
            row.tried += 1
        assert not tried.exists(), tried.read_text()
        answers = (tmp_path / "ages_pred.csv").read_text().splitlines()
        assert len(answers) > 10
        row.outcome = "done, no connection tried" + (
            "; in an empty network namespace too" if isolation else "; by Python's sockets alone"
        )


@pytest.mark.skipif(
    sys.platform != "linux" and "CI" not in os.environ, reason="network namespaces are Linux's"
)
@pytest.mark.verify
def test_the_network_can_be_taken_away_where_ci_runs():
    if not without_network() and "CI" not in os.environ:
        pytest.skip("UNPROVEN: `unshare --net` is not allowed here; CI must allow it")
    assert without_network(), "CI must allow `unshare --net`"
