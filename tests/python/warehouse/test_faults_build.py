"""A build that is killed, starved or kept out leaves the last good warehouse, and says the way out.

Each fault is shown to have struck: the process died by signal 9 while the step was under way, the
system said that the disk was full, the lock was held.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import duckdb
import pytest

from plumage.warehouse.lock import sole_writer
from plumage.warehouse.publication import building_folder
from support.faults import FaultServer, md5_of, moments, remount, small_disk
from support.ledger import CRASH, trying
from support.project import Project
from support.tables import fingerprint_of_tables

COPY = "plumage.warehouse.publication.copy_file"
PUBLISH = "plumage.warehouse.publication.Publication.publish"
SOME = ("run", "-s", "stg_twitter__tweet_versions+1")
"""Two tables that take a moment."""

EVERYTHING = ("build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")
pytestmark = pytest.mark.trust


@pytest.fixture(scope="module")
def server(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultServer]:
    """Warmed-up dbt on a copy of the built warehouse."""
    project = Project(tmp_path_factory.mktemp("faults"))
    project.raw.symlink_to(built.raw)
    project.warehouse.write_bytes(built.warehouse.read_bytes())
    server = FaultServer(project, dbt=True)
    yield server
    server.close()


def count_users(warehouse: Path) -> int:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute("select count(*) from marts.feat_users").fetchone()[0]


def kill_and_check(
    server: FaultServer, step: str, *arguments: str, hold: str | None = None, seconds: float = 0
) -> None:
    """Kill a build in a step, and find the warehouse as it was."""
    warehouse = server.project.warehouse
    before = md5_of(warehouse)
    place = step.removeprefix("done ")
    with trying("faults", f"kill -9 in dbt {arguments[0]}: {place.rpartition('.')[2]}") as row:
        server.kill(step, "dbt", *arguments, seconds=seconds, watch={place: hold} if hold else {})
        assert md5_of(warehouse) == before
        assert building_folder(warehouse).exists()
        row.outcome = f"died by signal 9 inside {place}; last good warehouse whole"


def stop_and_check(server: FaultServer, name: str, *words: str, **job: object) -> None:
    """Run a build that cannot succeed: it says why, and the warehouse is as it was."""
    warehouse = Path(job.get("environment", {}).get("PLUMAGE_DUCKDB", server.project.warehouse))
    before = md5_of(warehouse)
    with trying("faults", name) as row:
        ended = server.run("dbt", *SOME, **job)
        assert ended.returncode == 1, ended.output[-2000:]
        for word in words:
            assert word in ended.output, ended.output[-2000:]
        assert CRASH not in ended.output
        assert md5_of(warehouse) == before
        row.outcome = f"said {words[0]!r}; last good warehouse whole"


def repair(server: FaultServer) -> None:
    """Run the same command again: it goes through and leaves nothing behind."""
    ended = server.run("dbt", *SOME)
    assert ended.returncode == 0, ended.output[-2000:]
    assert not building_folder(server.project.warehouse).exists()
    assert not Path(f"{server.project.warehouse}.wal").exists()


def test_a_killed_build_leaves_the_last_good_warehouse_and_the_next_one_repairs(server):
    warehouse = server.project.warehouse
    kill_and_check(server, "stg_twitter__tweets", *SOME)
    kill_and_check(server, PUBLISH, *SOME, hold="before")
    with duckdb.connect(str(warehouse), read_only=True) as reader:
        before = reader.execute("select count(*) from marts.feat_users").fetchone()
        repair(server)
        # Who has the last good one open goes on reading it.
        assert reader.execute("select count(*) from marts.feat_users").fetchone() == before
    assert count_users(warehouse) == before[0]


def test_two_builds_at_once_are_told_apart_and_the_first_goes_on(server):
    with sole_writer(server.project.warehouse, "a dbt build"):
        stop_and_check(server, "two builds at once", "is being written by a dbt build (process")


def test_a_full_disk_or_a_read_only_folder_stops_a_build_with_one_message(server, tmp_path):
    good = server.project.warehouse.read_bytes()
    with small_disk(tmp_path / "disk", len(good) / 1_048_576 + 4) as disk:
        warehouse = disk / "warehouse.duckdb"
        warehouse.write_bytes(good)
        place = {"PLUMAGE_DUCKDB": str(warehouse)}
        said = ("No space left on device", "Make room", "PLUMAGE_DUCKDB")
        stop_and_check(server, "full disk: copy of the warehouse", *said, environment=place)
        remount(disk, "ro")
        said = ("Read-only file system", "must be writable", "PLUMAGE_DUCKDB")
        stop_and_check(server, "read-only folder: dbt run", *said, environment=place)


@pytest.mark.verify
def test_a_disk_that_fills_in_the_middle_leaves_the_last_good_warehouse(server, tmp_path):
    good = server.project.warehouse.read_bytes()
    size = len(good) / 1_048_576
    with small_disk(tmp_path / "disk", 2 * size + 0.5) as disk:
        warehouse = disk / "warehouse.duckdb"
        warehouse.write_bytes(good)
        place = {"PLUMAGE_DUCKDB": str(warehouse)}
        said = ("No space left on device", "is not published", "run `dbt build` again")
        stop_and_check(server, "full disk: a model", *said, environment=place)
        remount(disk, f"size={int((3 * size + 20) * 1024)}k")
        assert server.run("dbt", *SOME, environment=place).returncode == 0
        assert not building_folder(warehouse).exists()


@pytest.mark.verify
def test_a_writer_of_the_warehouse_keeps_a_build_out_by_name(server):
    code = f"import duckdb, time; connection = duckdb.connect({str(server.project.warehouse)!r})\n"
    code += "print('open', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"open\n"
        stop_and_check(server, "locked warehouse: dbt run", "is in use by", f"PID {other.pid}")
        other.kill()


@pytest.mark.verify
@pytest.mark.parametrize(
    ("step", "selected", "hold"),
    [
        (COPY, "stg_twitter__friends", "before"),
        ("plumage.raw.sql_functions.clear_spool", "stg_twitter__friends", "before"),
        ("ref_emoji", "ref_emoji", None),
        ("base_raw__files", "base_raw__files", None),
        ("base_twitter__age_tweets", "base_twitter__age_tweets", None),
        ("int_texts__sentiment_scored", "int_texts__sentiment_scored", None),
        ("int_tweet_tokens", "int_tweet_tokens", None),
        ("feat_users", "feat_users", None),
        ("fct_age_predictions", "fct_age_predictions", None),
        ("assert_records_read_are_kept_rejected_or_duplicate", "fct_record_reconciliation", None),
        ("plumage.warehouse.publication.os.replace", "stg_twitter__friends", "before"),
    ],
)
def test_a_build_killed_in_each_kind_of_step_changes_nothing(server, step, selected, hold):
    arguments = ("build", "--exclude-resource-type", "unit_test", "-s", selected)
    kill_and_check(server, step, *arguments, hold=hold)


@pytest.mark.verify
def test_a_build_killed_right_after_publishing_is_published(server):
    before = md5_of(server.project.warehouse)
    with trying("faults", "kill -9 in dbt run: after publishing") as row:
        server.kill(f"done {PUBLISH}", "dbt", *SOME, watch={PUBLISH: "after"})
        assert md5_of(server.project.warehouse) != before
        assert not Path(f"{server.project.warehouse}.wal").exists()
        assert count_users(server.project.warehouse) > 0
        row.outcome = "died by signal 9; the new warehouse is whole"
    repair(server)


@pytest.mark.verify
def test_builds_killed_at_random_leave_the_last_good_warehouse_and_the_next_repairs(server, built):
    manifest = json.loads((built.folder / "target" / "manifest.json").read_text())
    models = sorted(
        node["name"] for node in manifest["nodes"].values() if node["resource_type"] == "model"
    )
    # Moments are counted from a model's begin, and it waits at its end to be killed: how fast the
    # machine is must not matter.
    for model, seconds in zip(Random(5).sample(models, 5), moments(5, 0.05, seed=5), strict=True):
        kill_and_check(server, model, *EVERYTHING, seconds=seconds)
    ended = server.run("dbt", *EVERYTHING)
    assert ended.returncode == 0, ended.output[-2000:]
    # Activity logs are known by their place, which is another one here.
    found, expected = (
        {name: rows for name, rows in fingerprint_of_tables(one).items() if "activ" not in name}
        for one in (server.project, built)
    )
    assert found == expected


@pytest.mark.verify
def test_a_build_without_memory_says_so_and_changes_nothing(server):
    before = md5_of(server.project.warehouse)
    with trying("faults", "no memory: build") as row:
        ended = server.run("dbt", *EVERYTHING, megabytes=300)
        # Who lacks it first varies: DuckDB, Python, the loader of a library, the system.
        signs = ("Out of Memory", "MemoryError", "can't start new thread", "bad_alloc")
        signs += ("failed to map segment", "allocate memory", "std::system_error")
        said = [words for words in signs if words in ended.output]
        assert ended.returncode != 0
        assert said or ended.returncode < 0, ended.output[-2000:]
        assert md5_of(server.project.warehouse) == before
        evidence = f"said {said[0]!r}" if said else "said nothing"
        if ended.returncode < 0:
            evidence += f" and was ended by signal {-ended.returncode}"
        row.outcome = f"{evidence}; last good warehouse whole"
    repair(server)
