"""Activity logs through dbt: batches in any order, bad records, and a real log."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from support.activity_cases import (
    BAD_LINES,
    GOOD_LINES,
    Event,
    count_minutes,
    make_events,
    repeat_some,
    write_log,
)
from support.places import ROOT, SHARED
from support.project import Project, succeed

COLLEGE = SHARED / "activity"
SINGULAR = (
    "assert_activity_records_are_kept_rejected_or_duplicate",
    "assert_activity_actions_are_in_one_minute_and_one_day",
)
TABLES = {
    "marts.fct_active_minutes": "log_name, user_id, minute_at, action_count",
    "marts.fct_active_days": "log_name, user_id, active_date, active_minute_count, action_count",
    "marts.fct_user_active_minutes": "*",
    "marts.rpt_active_minutes_summary": "*",
    "marts.rpt_active_minutes_histogram": "*",
    "marts.rpt_active_minutes_answer": "*",
}


# The file of bad records holds little else.
KEEP_GOING = ["--vars", "{max_rejected_share: 1.0}"]
RUN = ["run", "-s", "tag:activity"]


def run_steps(project: Project, steps: Sequence[dict]) -> int:
    """Do steps of `activity_replay`; the number of those that failed."""
    project.folder.mkdir(parents=True, exist_ok=True)
    path = project.folder / "steps.json"
    path.write_text(json.dumps([{"dbt": RUN + KEEP_GOING} | step for step in steps]))
    process = project.run(
        ["python", str(ROOT / "tests" / "python" / "support" / "activity_replay.py"), str(path)],
        PLUMAGE_ACTIVITY_DIR=str(project.folder / "log"),
    )
    (project.folder / "steps.log").write_text(process.stdout + process.stderr)
    return process.returncode


def rows_of(project: Project) -> dict[str, list[tuple]]:
    return {
        table: project.query(f"select {columns} from {table} order by all")
        for table, columns in TABLES.items()
    }


def counts(project: Project) -> list[tuple]:
    return project.query(
        "select sum(read_count), sum(kept_count), sum(rejected_count), sum(duplicate_count),"
        " sum(beyond_horizon_count), sum(moved_count) from marts.fct_activity_files"
    )


@pytest.fixture(scope="module")
def stream(tmp_path_factory) -> tuple[Path, list[Event], dict[str, Path]]:
    """A log with repeats, shuffled into files of all forms that overlap in time."""
    folder = tmp_path_factory.mktemp("stream")
    events = make_events(2400, days=12, users=30, seed=4)
    records = [*events, *repeat_some(events, seed=5)]
    random.Random(6).shuffle(records)
    names = ("a.csv", "b.jsonl.gz", "c.parquet", "deep/er/d.tsv.gz")
    files = {}
    for place, name in enumerate(names):
        files[name] = folder / name
        write_log(files[name], records[place :: len(names)])
    files["bad.csv"] = folder / "bad.csv"
    lines = [line for line, _ in (*BAD_LINES, *GOOD_LINES)]
    files["bad.csv"].write_bytes(("user,time\n" + "\n".join(lines) + "\n").encode())
    return folder, records, files


@pytest.fixture(scope="module")
def runs(stream, tmp_path_factory) -> tuple[Project, Project]:
    """The files in three batches, with a file put in again; then all at once."""
    _, _, files = stream
    project = Project(tmp_path_factory.mktemp("replayed"))
    put = {name: str(path) for name, path in files.items()}
    in_batches = Project(project.folder / "in_batches")
    steps = [
        {"put": {name: put[name] for name in ("c.parquet", "bad.csv")}},
        {"put": {name: put[name] for name in ("deep/er/d.tsv.gz", "a.csv")}},
        {
            "put": {"b.jsonl.gz": put["b.jsonl.gz"], "again.csv": put["a.csv"]},
            "dbt": ["build", "-s", "tag:activity", *SINGULAR, *KEEP_GOING],
            "copy": str(in_batches.folder),
        },
        {"dbt": [*RUN, "--full-refresh", *KEEP_GOING]},
    ]
    assert run_steps(project, steps) == 0, (project.folder / "steps.log").read_text()[-4000:]
    return in_batches, project


@pytest.fixture(scope="module")
def replayed(runs) -> Project:
    """The warehouse after the batches."""
    return runs[0]


def test_batches_in_any_order_give_what_one_batch_gives(runs):
    in_batches, at_once = runs
    found, expected = rows_of(in_batches), rows_of(at_once)
    assert len(expected["marts.fct_active_minutes"]) > 1000
    for table in TABLES:
        assert found[table] == expected[table], table
    assert counts(in_batches)[0][:5] == counts(at_once)[0][:5]
    batches = "select count(distinct batch_id), max(batch_id) from marts.fct_activity_files"
    assert in_batches.query(batches) == [(3, 3)]
    assert at_once.query(batches) == [(1, 4)]


def test_minutes_equal_an_independent_count(stream, replayed):
    _, records, _ = stream
    found = replayed.query(
        "select user_id, minute_at, action_count from marts.fct_active_minutes"
        " where regexp_full_match(user_id, 'u[0-9]+')"
    )
    assert {(user, minute): count for user, minute, count in found} == count_minutes(records)
    moved = counts(replayed)[0][5]
    assert moved > 50, "no event came with an earlier time after its first version"


def test_records_that_are_no_events_are_rejected_with_their_reason(replayed):
    found = replayed.query(
        "select reason, place from staging.stg_activity__rejected_records"
        " where file_path = 'bad.csv' order by cast(split_part(place, ' ', 2) as integer)"
    )
    # the file is irregular, so places are lines of it, after the header
    assert found == [(reason, f"line {number}") for number, (_, reason) in enumerate(BAD_LINES, 2)]


def test_times_are_read_by_the_stated_rules(replayed):
    found = replayed.query(
        "select user_id, strftime(minute_at, '%Y-%m-%d %H:%M') from marts.fct_active_minutes"
        " where log_name = 'files' and not regexp_full_match(user_id, 'u[0-9]+')"
    )
    expected = {line.rpartition(",")[0].strip('"'): minute for line, minute in GOOD_LINES}
    assert dict(found) == expected


def test_logs_of_every_format_say_who_acted_and_when(tmp_path):
    log = tmp_path / "log"
    log.mkdir()
    (log / "a.csv").write_text(
        "time,user_id,user\n2024-03-10 02:30:00,null,gap\n2024-03-10 03:10:00,after,\n"
        "2024-11-03 01:30:00,twice,N/A\n2024-03-01T10:00:00Z,-,nan\n1.70929E+09,x,x\n"
    )
    at = "2024-03-01T10:00:00Z"
    records = [
        {"user": {"id": 1, "name": "x"}, "time": {"$date": {"$numberLong": "1709287200000"}}},
        {"user": {"id": 1, "name": "y"}, "time": at},
        {"user": "", "user_id": "007", "time": at},
        {"user_id": 7.0, "time": at},
        {"user": {"name": "x"}, "time": at},
        {"user": "undefined", "time": at},
        {"user_id": 1.2e17, "time": at},
        {"user": "b", "event_id": "null", "time": at},
        {"user": "b", "event_id": "null", "time": at},
    ]
    (log / "b.jsonl").write_text("\n".join(map(json.dumps, records)))
    table = {
        "user": [{"id": "7", "name": "x"}, {"id": None, "name": "y"}, None],
        "user_id": [1.0, 1.0, float("nan")],
        "time": pa.array([datetime(2024, 3, 10, 2, 30)] * 3, pa.timestamp("us")),
    }
    pq.write_table(pa.table(table), log / "c.parquet")
    (log / "user_list.csv").write_text('user\nNone\n"007"\n idle \n8.0\n')
    project = Project(tmp_path / "project")
    variables = ["--vars", "{activity_zone: America/New_York, max_rejected_share: 1.0}"]
    run = project.dbt(*RUN, *variables, PLUMAGE_ACTIVITY_DIR=str(log))
    succeed(run)

    assert project.query(
        "select file_path, user_id, strftime(minute_at, '%m-%d %H:%M') from"
        " (select distinct file_path, user_id, date_trunc('minute', occurred_at) as minute_at"
        " from staging.stg_activity__events) order by all"
    ) == [
        ("a.csv", "after", "03-10 07:10"),
        ("a.csv", "gap", "03-10 07:30"),
        ("a.csv", "twice", "11-03 05:30"),
        ("b.jsonl", "1", "03-01 10:00"),
        ("b.jsonl", "7", "03-01 10:00"),
        ("b.jsonl", "b", "03-01 10:00"),
        ("c.parquet", "1", "03-10 07:30"),
        ("c.parquet", "7", "03-10 07:30"),
    ]
    assert project.query(
        "select file_path, kept_count, rejected_count, duplicate_count, clock_change_count"
        " from marts.fct_activity_files order by file_path"
    ) == [("a.csv", 3, 2, 0, 2), ("b.jsonl", 6, 3, 0, 0), ("c.parquet", 2, 1, 0, 2)]
    assert project.query(
        "select file_path, reason, count(*) from staging.stg_activity__rejected_records"
        " group by all order by all"
    ) == [
        ("a.csv", "time_rounded", 1),
        ("a.csv", "user_missing", 1),
        ("b.jsonl", "user_missing", 2),
        ("b.jsonl", "user_rounded", 1),
        ("c.parquet", "user_missing", 1),
    ]
    listed = "select user_id from staging.stg_activity__listed_users order by 1"
    assert project.query(listed) == [("7",), ("8",), ("idle",)]

    # what cannot be used ends the build, with an example and the way out
    (log / "c.parquet").unlink()
    (log / "a.csv").write_text("user,time\nu,02/29/2024 10:00\nu,03/01/2024 10:00\n")
    output = project.dbt(*RUN, PLUMAGE_ACTIVITY_DIR=str(log)).stdout
    assert "a.csv: 2 of 2, most often time_unreadable, such as …,02/29/2024 10:00" in output
    assert "docs/activity.md lists the forms" in output
    (log / "user_list.csv").write_text("1.2E+17\n")
    output = project.dbt("run", "-s", "base_activity__users", PLUMAGE_ACTIVITY_DIR=str(log)).stdout
    assert "have 1 id that has lost digits" in output


def test_any_window_can_be_counted_in_plain_duckdb(stream, replayed):
    _, records, _ = stream
    found = replayed.query(
        "select user_id, active_minute_count, action_count"
        " from marts.user_active_minutes('2024-03-03 10:30:00', '2024-03-09 00:00:00')"
        " where log_name = 'files' and regexp_full_match(user_id, 'u[0-9]+')"
    )
    expected: dict[str, list[int]] = {}
    for (user, minute), count in count_minutes(records).items():
        if "2024-03-03 10:30" <= f"{minute:%Y-%m-%d %H:%M}" < "2024-03-09 00:00":
            minutes = expected.setdefault(user, [0, 0])
            minutes[0] += 1
            minutes[1] += count
    assert {user: [minutes, actions] for user, minutes, actions in found} == expected


@pytest.mark.skipif(
    not COLLEGE.is_dir(), reason=f"NOT TESTED ON A REAL LOG: {COLLEGE} is not on this machine"
)
def test_real_log_gives_the_measured_figures_in_both_windows(tmp_path):
    project = Project(tmp_path)
    variables = "{activity_columns: {user: Source, time: Timestamp}, uam_until: '2004-05-14'}"
    succeed(
        project.dbt(
            "run", "-s", "tag:activity", "--vars", variables, PLUMAGE_ACTIVITY_DIR=str(COLLEGE)
        )
    )
    days = (
        "select count(*), sum(action_count), sum(active_minute_count),"
        " median(active_minute_count), max(active_minute_count) from "
    )
    bins = (
        "select list(users order by bin)[:8] from (select active_minute_count // 10 as bin,"
        " count(*) as users from {} group by all)"
    )
    window = (
        "marts.user_active_minutes((select min(minute_at) from marts.fct_active_minutes),"
        " (select min(minute_at) + interval (30 * 86400) second from marts.fct_active_minutes))"
    )
    calendar = "marts.fct_user_active_minutes"
    assert project.query(days + calendar) == [(727, 21_745, 20_004, 9, 475)]
    assert project.query(bins.format(calendar)) == [([368, 120, 47, 39, 35, 25, 17, 16],)]
    assert project.query(days + window) == [(742, 22_265, 20_483, 9, 486)]
    assert project.query(bins.format(window)) == [([376, 123, 46, 42, 33, 25, 18, 16],)]
    stored = project.query(
        "select list(user_count order by bin_number)[:8] from marts.rpt_active_minutes_histogram"
        " where scale = 'linear'"
    )
    assert stored == [([368, 120, 47, 39, 35, 25, 17, 16],)]
    # to the user: straight from the file, without any model
    first = "(select min(column2) from sent)"
    for table, inside in (
        (calendar, "column2 // 86400 between 12523 and 12552"),
        (window, f"column2 >= {first} and column2 < {first} + 30 * 86400"),
    ):
        differing = project.query(
            "with sent as (select column0, column2"
            f" from read_csv('{COLLEGE}/CollegeMsg.txt', delim = ' ', header = false, skip = 1)),"
            " straight as (select column0::varchar as user_id,"
            " count(distinct column2 // 60) as minutes"
            f" from sent where {inside} group by all)"
            f" select * from straight full join (select * from {table}) as users"
            " on straight.user_id = users.user_id"
            " where straight.minutes is distinct from users.active_minute_count"
        )
        assert differing == [], table


def user_minutes(project: Project) -> dict[str, int]:
    rows = project.query(
        "select user_id, count(*) from marts.fct_active_minutes where log_name = 'files'"
        " group by user_id"
    )
    return dict(rows)


def write_lines(path: Path, *lines: str) -> str:
    path.write_text("user,time,event_id\n" + "\n".join(lines) + "\n")
    return str(path)


@pytest.mark.verify
def test_late_broken_off_moved_changed_and_missing_files_are_told_apart(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    files = {
        "first.csv": ["a,2024-05-01T10:00:00Z,1", "a,2024-05-10T10:00:00Z,2"],
        # the newest event is of 10 May: 7 May is still open, 6 May is not
        "late.csv": [
            "b,2024-05-07T00:00:00Z,3", "b,2024-05-06T23:59:59Z,4", "a,2024-05-10T10:00:00Z,2",
        ],
        "cut.csv": ["c,2024-05-10T11:00:00Z,5"],
        "waits.csv": ["d,2024-05-10T11:00:00Z,6"],
        "unapplied.csv": ["e,2024-05-10T11:00:00Z,7"],
        "joins.csv": ["f,2024-05-10T11:00:00Z,8"],
    }  # fmt: skip
    put = {name: write_lines(source / name, *lines) for name, lines in files.items()}
    grown = write_lines(source / "grown.csv", *files["joins.csv"], "g,2024-05-10T12:00:00Z,9")
    project = Project(tmp_path / "project")
    variables = ["--vars", "{activity_horizon_days: 3}"]
    run = [*RUN, *variables]
    until_minutes = ["run", "-s", "tag:activity,+int_active_minutes__logged", *variables]
    files_alone = ["run", "-s", "base_activity__files", *variables]

    def take(*names: str) -> dict[str, dict[str, str]]:
        return {"put": {name: put[name] for name in names}}

    steps = [
        {**take("first.csv"), "dbt": run},
        {**take("late.csv"), "dbt": run, "name": "late"},
        {"dbt": run, "name": "nothing new"},
        {**take("cut.csv"), "dbt": until_minutes},
        {**take("waits.csv"), "dbt": run, "name": "finished"},
        {"dbt": run, "name": "next"},
        {**take("unapplied.csv"), "dbt": files_alone},
        {**take("joins.csv"), "dbt": run, "name": "joined"},
        {"move": {"first.csv": "moved.csv"}, "dbt": run, "name": "moved"},
        {"version": "another", "dbt": run, "name": "version"},
        {"put": {"joins.csv": grown}, "dbt": run, "name": "changed"},
        {"remove": ["cut.csv"], "dbt": run, "name": "removed"},
        {"remove": ["moved.csv", "late.csv", "waits.csv", "unapplied.csv", "joins.csv"],
         "dbt": run, "name": "empty"},
    ]  # fmt: skip
    for step in steps:
        if "name" in step:
            step["copy"] = str(tmp_path / step["name"])
    assert run_steps(project, steps) == 0, (project.folder / "steps.log").read_text()[-4000:]
    state = {step["name"]: Project(tmp_path / step["name"]) for step in steps if "name" in step}
    late = "select beyond_horizon_count, duplicate_count, kept_count from marts.fct_activity_files"

    assert user_minutes(state["late"]) == {"a": 2, "b": 1}
    assert state["late"].query(f"{late} where file_path = 'late.csv'") == [(1, 1, 1)]
    assert rows_of(state["nothing new"]) == rows_of(state["late"])
    assert user_minutes(state["finished"]) == {"a": 2, "b": 1, "c": 1}
    assert user_minutes(state["next"]) == {"a": 2, "b": 1, "c": 1, "d": 1}
    joined = {"a": 2, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1}
    assert user_minutes(state["joined"]) == joined
    assert rows_of(state["moved"]) == rows_of(state["joined"])
    # everything is read anew, so nothing is late any more
    assert user_minutes(state["version"]) == {**joined, "b": 2}
    assert user_minutes(state["changed"]) == {**joined, "b": 2, "g": 1}
    without_cut = {**joined, "b": 2, "g": 1}
    del without_cut["c"]
    assert user_minutes(state["removed"]) == without_cut
    assert user_minutes(state["empty"]) == {}
    for project in state.values():
        off = (
            "select * from marts.fct_activity_files"
            " where read_count != kept_count + rejected_count + duplicate_count"
        )
        assert project.query(off) == []
