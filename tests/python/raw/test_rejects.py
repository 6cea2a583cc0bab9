"""Rejected records can be exported as whole bytes, mended, and are then taken in once."""

from __future__ import annotations

import hashlib
import io
import json
import random

import pytest

from plumage.core.errors import PlumageError
from plumage.raw.mended import LEDGER_NAME
from plumage.raw.ranges import copy_ranges, find_ranges
from plumage.raw.rejects import RejectedFile, export, without_mended
from support.ledger import Row, write_row
from support.places import ROOT
from support.project import Project, succeed
from support.raw_cases import lines, tweet, write_sound_files


@pytest.mark.parametrize("chunk_bytes", [1, 3, 50, 10_000])
def test_ranges_are_found_and_copied_wherever_chunks_end(chunk_bytes):
    content = b"\n".join(b"%d" % 7**number for number in range(60))
    chunks = [content[at : at + chunk_bytes] for at in range(0, len(content), chunk_bytes)]
    wanted = random.Random(chunk_bytes).sample(range(1, 61), 9)
    ranges = find_ranges(chunks, [f"line {number}" for number in wanted])
    output = io.BytesIO()
    copy_ranges(chunks, ranges.values(), output)
    expected = content.splitlines(keepends=True)
    assert output.getvalue() == b"".join(expected[number - 1] for number in sorted(wanted))


def test_elements_of_an_array_are_found_by_their_number():
    content = b'[{"id": 1}, {"id": [2, {}]},\n {"id": 3}]'
    ranges = find_ranges([content], ["element 2", "element 3", "element 9"])
    assert [content[slice(*bounds)] for bounds in ranges.values()] == [
        b'{"id": [2, {}]}',
        b'{"id": 3}',
    ]


def test_a_text_that_is_no_place_is_refused():
    with pytest.raises(ValueError, match="place must be"):
        find_ranges([b""], ["somewhere"])


def test_export_goes_neither_into_the_raw_folder_nor_over_other_files(tmp_path):
    raw, used = tmp_path / "raw", tmp_path / "used"
    used.mkdir()
    (used / "mended.json").touch()
    with pytest.raises(PlumageError, match="lies in the raw folder"):
        export([], raw, raw / "out")
    with pytest.raises(PlumageError, match="not an empty folder"):
        export([], raw, used)


@pytest.mark.parametrize("where", ["docs/mend", "mend", "models/mend", ".mend", "target/mend"])
def test_export_goes_nowhere_where_git_tracks_or_forgetting_does_not_look(tmp_path, where):
    with pytest.raises(PlumageError, match="a folder in output/"):
        export([], tmp_path / "raw", ROOT / where)
    assert not (ROOT / where).exists()


def test_export_outside_says_that_forgetting_does_not_look(tmp_path, capsys):
    export([], tmp_path / "raw", tmp_path / "out")
    assert f"plumage forget does not look at {tmp_path / 'out'}" in capsys.readouterr().out


def test_cells_are_exported_under_a_name_that_no_spreadsheet_opens(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    content = b'ID,Age\n1,21\n=HYPERLINK("x"),3\n'
    (raw / "ages_train.csv").write_bytes(content)
    # The hash that the warehouse has of the file.
    sha256 = hashlib.sha256(content).hexdigest()
    file = RejectedFile("ages_train.csv", "ages_train", sha256, 1, {"line 3": "user_id_unreadable"})
    (entry,) = export([file], raw, tmp_path / "out")
    assert entry.name.endswith(".csv.txt")
    assert (tmp_path / "out" / entry.name).read_bytes() == b'ID,Age\n=HYPERLINK("x"),3\n'


def test_record_of_several_lines_is_exported_whole_behind_its_header(tmp_path):
    (tmp_path / "raw").mkdir()
    content = b'"Name,\nif known",ID,Age\n"a\nb",x,3\nc,2,21\n'
    (tmp_path / "raw" / "ages_train.csv").write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    reasons = {"lines 3-4": "user_id_unreadable"}
    file = RejectedFile("ages_train.csv", "ages_train", sha256, 2, reasons)
    (entry,) = export([file], tmp_path / "raw", tmp_path / "out")
    exported = (tmp_path / "out" / entry.name).read_bytes()
    assert exported == content.removesuffix(b"c,2,21\n")


@pytest.mark.parametrize("line", ["no json", '{"name": "a"}', '{"content_md5": "of version 0"}'])
def test_a_ledger_of_another_version_is_named_with_the_way_out(tmp_path, line):
    (tmp_path / LEDGER_NAME).write_text(line + "\n")
    with pytest.raises(PlumageError, match=f"{LEDGER_NAME} was written by another version.*put it"):
        without_mended([], tmp_path)


@pytest.mark.verify
@pytest.mark.trust
def test_mended_records_are_taken_in_once_and_all_adds_up(tmp_path):
    project = Project(tmp_path)
    write_sound_files(project.raw)
    first, second, third = tweet(), tweet(), tweet()
    cut = json.dumps(second)[:-30]
    (project.raw / "age_tweets-cut.jsonl").write_bytes(lines(first, cut, third, "{never"))
    array = f"[{json.dumps(tweet())}, {cut}, {json.dumps(tweet())}]"
    (project.raw / "age_tweets-array.json").write_text(array)
    (project.raw / "ages_train-more.csv").write_text("ID,Age\n4,30\n5,thirty\n6,22\n")
    build = ("build", "-s", "+fct_record_reconciliation", "--exclude-resource-type", "unit_test")
    build += ("--exclude-resource-type", "test")

    def rejects(*words: str) -> str:
        return succeed(project.plumage("rejects", *words)).stdout

    def counts(path: str) -> tuple:
        return project.query(
            "select read_count, kept_count, rejected_count, duplicate_count"
            f" from marts.fct_record_reconciliation where file_path = '{path}'"
            " and record_type in ('tweet', 'label')"
        )[0]

    succeed(project.dbt(*build))
    assert counts("age_tweets-cut.jsonl") == (4, 2, 2, 0)
    out = tmp_path / "out"
    assert "3 files in" in rejects("export", str(out))
    entries = {
        entry["path"]: entry
        for entry in map(json.loads, (out / "rejects.jsonl").read_text().splitlines())
    }
    lines_file = out / entries["age_tweets-cut.jsonl"]["name"]
    assert lines_file.read_bytes() == f"{cut}\n{{never\n".encode()

    # Mended in part: nothing of the file is taken in, and the message says what is left.
    lines_file.write_text(f"{json.dumps(second)}\n{{never \n")
    said = rejects("restore", str(out))
    assert "line 2 still cannot be read (not_json). Mend or delete that record" in said
    assert said.count("not mended yet, left out") == 2

    lines_file.write_text(f"{json.dumps(second)}\n")
    array_file = out / entries["age_tweets-array.json"]["name"]
    array_file.write_text(f"[{json.dumps(second)}]")
    cells_file = out / entries["ages_train-more.csv"]["name"]
    cells_file.write_text(cells_file.read_text().replace("thirty", "30"))
    # A second time changes nothing: the names are the same.
    for _ in range(2):
        assert rejects("restore", str(out)).count("taken in as") == 3
    assert len((project.raw / LEDGER_NAME).read_text().splitlines()) == 3
    assert rejects("list") == "No record waits for mending.\n"

    succeed(project.dbt(*build))
    assert counts("age_tweets-cut.jsonl") == (4, 2, 2, 0)
    taken = [counts(entry["mended_name"]) for entry in entries.values()]
    # The same tweet came back in two files: it is kept in one.
    assert sorted(taken) == [(1, 0, 0, 1), (1, 1, 0, 0), (1, 1, 0, 0)]
    kept = project.query(
        f"select count(*) from staging.stg_twitter__tweets where tweet_id = {second['id']}"
    )
    assert kept == [(1,)]
    assert not project.query(
        "select * from marts.fct_record_reconciliation"
        " where read_count != kept_count + rejected_count + duplicate_count"
    )
    label = "select age_years from staging.stg_twitter__age_labels where user_id = 5"
    assert project.query(label) == [(30,)]
    write_row(Row("inputs", "mended records, restored twice", 3, 3, outcome="taken in once"))


def test_commands_without_a_warehouse_say_what_to_do(tmp_path):
    run = Project(tmp_path).plumage("rejects", "list")
    assert run.returncode == 2
    assert run.stderr.startswith("plumage: no warehouse at")
    assert "dbt build" in run.stderr
    assert str(ROOT) not in run.stdout
