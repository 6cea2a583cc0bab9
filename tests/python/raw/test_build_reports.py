"""The end of a build reports what was rejected, left out or looks wrong, in one line each."""

from __future__ import annotations

import pytest

from plumage.raw.left_out import left_out_files
from support.long_ids import csv_of
from support.project import Project, generate, succeed
from support.raw_cases import write_sound_files

TABLES = ("+fct_record_reconciliation", "+fct_data_quality_findings")
LEFT_OUT = ("age_tweets_2.json", "age_tweets (1).json", "Age_Tweets.JSON", "a/b/age_tweets.json")


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Lines of Plumage's own after a build of a folder with something of everything."""
    project = Project(tmp_path_factory.mktemp("reported"))
    write_sound_files(project.raw)
    for name in LEFT_OUT:
        (project.raw / name).parent.mkdir(parents=True, exist_ok=True)
        (project.raw / name).write_text("{}")
    years = [1983 + number % 19 for number in range(20)]
    labels = csv_of("ID,Age", ["2.46677E+08", *range(1, 20)], years)
    (project.raw / "ages_train.csv").write_text(labels)
    build = project.dbt("build", "--resource-type", "model", "seed", "-s", *TABLES)
    said = succeed(build).stdout.splitlines()
    return [line.split("plumage: ", 1)[1] for line in said if "plumage: " in line]


def test_rejected_records_are_counted_by_file_with_the_way_out(reported):
    assert (
        "rejected: 1 of 20 (label) in ages_train.csv, most often user_id_rounded: a spreadsheet"
        " or a floating-point column rounded it: export the column as text from where the file was"
        " made"
    ) in reported


def test_years_of_birth_are_asked_about(reported):
    asked = "19 of 19 stated ages lie between 1983 and 2001: years of birth?"
    assert [line for line in reported if line.startswith(f"finding: {asked}")]


def test_files_that_are_not_read_are_named_once(reported):
    (line,) = (line for line in reported if line.startswith("not read"))
    assert all(name in line for name in LEFT_OUT)


def test_what_is_read_or_is_no_data_is_not_named(tmp_path):
    generate(tmp_path / "raw")
    (tmp_path / "raw" / "README.md").write_text("age_tweets are tweets")
    (tmp_path / "raw" / "2015").mkdir()
    (tmp_path / "raw" / "2015" / "age_tweets-2.jsonl.gz").touch()
    assert left_out_files(str(tmp_path / "raw"), str(tmp_path / "raw" / "activity")) == []
    (tmp_path / "raw" / "tweets.parquet").touch()
    found = left_out_files(str(tmp_path / "raw"), str(tmp_path / "raw" / "activity"))
    assert found == ["tweets.parquet"]
