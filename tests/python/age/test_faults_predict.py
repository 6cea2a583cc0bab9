"""predict.py and the generator, killed or starved: the last result is whole, the next repairs."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import pytest

from plumage.__main__ import main
from plumage.warehouse.lock import sole_writer
from support.faults import SECONDS, FaultServer, contents, md5_of, moments, remount, small_disk
from support.ledger import CRASH, trying
from support.made_up_marts import make_marts, write_warehouse
from support.places import ROOT
from support.project import Project

EARLIER = "ID,Age\n1,21\n"
STORE = "plumage.age.run.replace_predictions"
PUBLISH = "plumage.sample.common.demo_folder.DemoFolder.publish"
SMALL = ("--users", "40", "--tweets-per-user", "3")
pytestmark = pytest.mark.trust
linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="what another process does is seen in Linux's /proc"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultServer]:
    """Warmed-up predict.py on made-up marts, which it has answered once."""
    project = Project(tmp_path_factory.mktemp("faults"))
    write_warehouse(make_marts(labelled=60, targets=6, others=2), project.warehouse)
    server = FaultServer(project, dbt=False)
    assert predict(server).returncode == 0
    yield server
    server.close()


def output_of(server: FaultServer) -> Path:
    return server.project.folder / "ages_pred.csv"


def predict(server: FaultServer, *words: str, kill_in: str | None = None, **job: object):
    """Run predict.py without validation, which is the same fits again."""
    words = words or ("--validate", "none", "--fresh")
    arguments = ("--output", str(output_of(server)), *words)
    if kill_in:
        return server.kill(kill_in, "plumage.age.cli", *arguments, **job)
    return server.run("plumage.age.cli", *arguments, **job)


def stored(server: FaultServer) -> list[tuple]:
    """Runs that the tables of predictions speak of: always one, and whole."""
    with duckdb.connect(str(server.project.warehouse), read_only=True) as connection:
        return connection.execute(
            "select run_id, count(*) from predictions.age_predictions group by run_id"
            " union all select run_id, count(*) from predictions.model_runs group by run_id"
        ).fetchall()


@pytest.mark.parametrize(
    ("step", "hold", "seconds"),
    [
        ("plumage.age.run.estimate", None, 0.05),
        pytest.param(STORE, "before", 0, marks=pytest.mark.verify),
        pytest.param("plumage.age.run.read_inputs", None, 0, marks=pytest.mark.verify),
        *(
            pytest.param(STORE, "", seconds, marks=pytest.mark.verify)
            for seconds in moments(4, 0.1, seed=3)
        ),
        pytest.param("plumage.age.outputs.os.replace", "before", 0, marks=pytest.mark.verify),
    ],
)
def test_predict_killed_in_any_step_leaves_whole_answers(server, step, hold, seconds):
    before = stored(server)
    output_of(server).write_text(EARLIER)
    moment = f"{seconds * 1000:.0f} ms in" if hold != "before" else "as it begins"
    with trying("faults", f"kill -9 in predict.py: {step.rpartition('.')[2]}, {moment}") as row:
        predict(server, kill_in=step, seconds=seconds, watch={step: hold})
        assert output_of(server).read_text() == EARLIER
        assert stored(server) == before
        row.outcome = f"died by signal 9 inside {step}; answers whole"


def test_predict_after_a_kill_repairs_and_leaves_nothing_behind(server):
    output_of(server).write_text(EARLIER)
    before = stored(server)
    with trying("faults", "kill -9 in predict.py: after storing, before ages_pred.csv") as row:
        predict(server, kill_in=f"done {STORE}", watch={STORE: "after"})
        assert output_of(server).read_text() == EARLIER
        assert stored(server) == before
        assert list(server.project.folder.glob(".ages_pred.csv.*"))
        row.outcome = "died by signal 9; answers whole; next run repaired"
    ended = predict(server)
    assert ended.returncode == 0, ended.output[-2000:]
    # Six targets, one of them asked for twice, under a header.
    assert output_of(server).read_text().count("\n") == 8
    assert not list(server.project.folder.glob(".ages_pred.csv.*"))
    assert not Path(f"{server.project.warehouse}.wal").exists()


@pytest.mark.verify
@pytest.mark.parametrize("hold", ["before", "after"])
@pytest.mark.parametrize(
    "step", ["plumage.learning.store.os.rename", "plumage.learning.store.recover"]
)
def test_a_stored_model_is_whole_after_a_kill_while_another_is_stored(server, step, hold):
    folder = server.project.folder / "model"
    save = ("--validate", "none", "--save", str(folder))
    if not folder.exists():
        assert predict(server, *save).returncode == 0
    with trying("faults", f"kill -9 in predict.py --save: {hold} {step.rpartition('.')[2]}") as row:
        place = f"done {step}" if hold == "after" else step
        predict(server, *save, kill_in=place, watch={step: hold})
        ended = predict(server, "--model", str(folder))
        assert ended.returncode == 0, ended.output[-2000:]
        row.outcome = "died by signal 9; a whole model answers"


@pytest.mark.parametrize("fault", ["full disk", "read-only folder"])
def test_predict_on_a_disk_that_takes_nothing_says_so_before_any_fit(server, tmp_path, fault):
    with small_disk(tmp_path / "disk", 1) as disk, trying("faults", f"{fault}: predict.py") as row:
        output = disk / "ages_pred.csv"
        output.write_text(EARLIER)
        if fault == "full disk":
            with pytest.raises(OSError, match="No space left"):
                (disk / "rest").write_bytes(bytes(2_000_000))
        else:
            remount(disk, "ro")
        words = "No space left on device" if fault == "full disk" else "Read-only file system"
        ended = server.run("plumage.age.cli", "--output", str(output), watch={STORE: None})
        assert ended.returncode == 2
        assert words in ended.output
        assert "choose another place" in ended.output
        assert CRASH not in ended.output
        assert STORE not in ended.begun
        assert output.read_text() == EARLIER
        row.outcome = f"said {words!r}; answers whole"


@contextmanager
def at_work(server: FaultServer) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command of users, and the process that works for it, when all is imported.

    It waits for the lock of the warehouse, which the test holds until the block is left.
    """
    command = [sys.executable, "python/predict.py", "--output", str(output_of(server))]
    with sole_writer(server.project.warehouse, "a test"):
        process = subprocess.Popen(
            [*command, "--validate", "none", "--fresh"],
            cwd=ROOT,
            env=server.project.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            lock, until = f"{server.project.warehouse}.lock", time.monotonic() + SECONDS
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
            while not any(lock in opened_by(int(child)) for child in children.read_text().split()):
                assert time.monotonic() < until, "the worker never asked for the lock"
                assert process.poll() is None, process.stdout.read()
                time.sleep(0.02)
            yield process, int(children.read_text())
        except BaseException:
            process.kill()
            raise


def opened_by(process: int) -> list[str]:
    """Files that a process has open."""
    files = []
    for handle in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):
            files.append(str(handle.readlink()))
    return files


@linux_only
@pytest.mark.parametrize("fault", ["no memory", "killed for memory"])
def test_predict_without_memory_says_so(server, fault):
    before, answers = stored(server), md5_of(output_of(server))
    with trying("faults", f"{fault}: predict.py") as row:
        with at_work(server) as (process, worker):
            if fault == "no memory":
                pages = int(Path(f"/proc/{worker}/statm").read_text().split()[0])
                most = pages * resource.getpagesize() + 20_000_000
                resource.prlimit(worker, resource.RLIMIT_AS, (most, most))
            else:
                os.kill(worker, signal.SIGKILL)
        output, _ = process.communicate(timeout=SECONDS)
        assert process.returncode == 2, output[-2000:]
        assert "memory" in output.lower()
        assert CRASH not in output
        assert stored(server) == before
        assert md5_of(output_of(server)) == answers
        row.outcome = "said that memory ran out; answers whole"


@linux_only
def test_predict_that_is_told_to_stop_stops_its_worker(server):
    with at_work(server) as (process, worker):
        process.terminate()
        output, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 128 + signal.SIGTERM
    assert "stopped" in output
    assert not Path(f"/proc/{worker}").exists()


@pytest.mark.parametrize(
    ("step", "hold", "seconds"),
    [
        ("run", None, 0.2),
        (PUBLISH, "before", 0),
        ("pathlib.Path.replace", "after", 0),
        ("plumage.sample.common.demo_folder.remove", "before", 0),
        *(pytest.param("run", None, s, marks=pytest.mark.verify) for s in moments(6, 1, seed=4)),
    ],
)
def test_a_generator_that_is_killed_is_carried_to_its_end_by_the_next_run(
    server, tmp_path, step, hold, seconds
):
    folder, fresh = tmp_path / "raw", tmp_path / "fresh"
    assert main(["sample", *SMALL, "--seed", "1", "--out", str(folder)]) == 0
    assert main(["sample", *SMALL, "--seed", "2", "--out", str(fresh)]) == 0
    before = contents(folder)
    # Enough to be at work for some seconds: killed after its end, it would have published.
    arguments = (*SMALL, "--users", "1500", "--seed", "2", "--out", str(folder))
    moment = f"{hold} it" if hold else f"{seconds:.1f} s in"
    with trying("faults", f"kill -9 in plumage.sample: {step.rpartition('.')[2]}, {moment}") as row:
        place = f"done {step}" if hold == "after" else step
        watch = {step: hold} if hold else {}
        server.kill(place, "plumage.__main__", "sample", *arguments, seconds=seconds, watch=watch)
        if step in {"run", PUBLISH}:
            whole = {name: md5 for name, md5 in contents(folder).items() if name in before}
            assert whole == before
        assert main(["sample", *SMALL, "--seed", "2", "--out", str(folder)]) == 0
        assert contents(folder) == contents(fresh)
        row.outcome = f"died by signal 9 inside {step}; next run whole"


def test_a_full_disk_leaves_the_earlier_made_up_data(server, tmp_path):
    with small_disk(tmp_path / "disk", 2) as disk, trying("faults", "full disk: sample") as row:
        folder = disk / "raw"
        assert main(["sample", *SMALL, "--out", str(folder)]) == 0
        before = contents(folder)
        ended = server.run("plumage.__main__", "sample", "--users", "900", "--out", str(folder))
        assert ended.returncode == 2
        assert "No space left on device" in ended.output
        assert CRASH not in ended.output
        assert contents(folder) == before
        row.outcome = "said 'No space left on device'; earlier data whole"
