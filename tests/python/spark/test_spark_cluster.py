"""The second engine past one process: a standalone cluster builds what one process does."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.places import ROOT
from support.project import succeed
from support.spark_project import SparkProject
from support.spark_tables import differences, spark_table

pytestmark = pytest.mark.spark


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def master(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Address of a standalone master on loopback, and the folder of its one worker."""
    import pyspark  # noqa: PLC0415

    launcher = Path(pyspark.__file__).parent / "bin" / "spark-class"
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    shared = ["--host", "127.0.0.1", "--webui-port", "0"]
    scripts = "org.apache.spark.deploy"
    environment = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    commands = [
        [launcher, f"{scripts}.master.Master", *shared, "--port", str(port)],
        [launcher, f"{scripts}.worker.Worker", *shared, "--cores", "2", "--memory", "2g",
         "--work-dir", str(tmp_path / "work"), address],
    ]  # fmt: skip
    started = []
    try:
        for place, command in enumerate(commands):
            log = (tmp_path / f"daemon-{place}.log").open("w")
            started.append(subprocess.Popen(command, stdout=log, stderr=log, env=environment))
            deadline = time.monotonic() + 60
            wanted = ("I have been elected leader", "Successfully registered")[place]
            log_path = tmp_path / f"daemon-{place}.log"
            while wanted not in log_path.read_text():
                assert time.monotonic() < deadline, log_path.read_text()
                time.sleep(0.2)
        yield address, tmp_path / "work"
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(timeout=30)


def test_a_standalone_cluster_builds_the_same_staging(
    both: SparkProject, master: tuple[str, Path], tmp_path: Path
) -> None:
    address, work = master
    project = SparkProject(tmp_path / "cluster")
    project.folder.mkdir()
    succeed(
        project.spark(
            "build", "--exclude", "resource_type:test", "--select", "path:seeds",
            "+int_texts__sentiment_scored",
            PLUMAGE_SPARK_MASTER=address,
            # Workers have another current folder.
            PLUMAGE_RAW_DIR=os.path.relpath(both.raw, ROOT),
        )
    )  # fmt: skip
    # An executor of the worker did it, not the launcher's process.
    assert list(work.glob("app-*/0/stderr"))
    for schema, name in (
        ("staging", "base_raw__files"),
        ("staging", "base_twitter__age_tweets"),
        ("staging", "stg_twitter__tweets"),
        ("intermediate", "int_texts__sentiment_scored"),
    ):
        expected = spark_table(both.tables, schema, name)
        assert list(differences(expected, spark_table(project.tables, schema, name))) == [], name
