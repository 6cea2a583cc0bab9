"""Predictions are current until something that they rest on has changed."""

from __future__ import annotations

import re

import duckdb
import pytest
import yaml

from support.places import ROOT
from support.project import Project, succeed

NOT_OF_AGES = re.compile(
    # what raw files hold, which is code
    r"inputs|input_columns|subject_settings|variable_types"
    # when a build stops
    r"|max_rejected_share|max_gzip_expansion|max_hollow_share|max_rounded_ids_chance"
    r"|stop_on_hollow_fields|start_over"
    # what lists for people show
    r"|show_texts|min_group_users|small_group_users"
    # other subject areas
    r"|language_.*|behaviour_.*|activity_.*|uam_.*|claims_.*|review_.*"
)
"""Variables that change no feature, label or model."""


@pytest.fixture
def predicted(built, copy_project) -> Project:
    """A built warehouse with a run of predict.py stored."""
    project = copy_project(built)
    with duckdb.connect(str(project.warehouse)) as connection:
        connection.execute("delete from predictions.model_runs")
        connection.execute(
            "insert into predictions.model_runs by name"
            " select upper(subject) as run_id, subject, project_version,"
            " dim_subjects.data_fingerprint, dim_subjects.settings_fingerprint, as_of"
            " from marts.dim_subjects cross join marts.dim_warehouse where subject = 'age'"
        )
    return project


def is_stale_when_built_again(project: Project, *arguments: str) -> bool:
    models = ("int_warehouse__settings", "dim_sources", "dim_subjects", "dim_warehouse")
    succeed(project.dbt("run", "-s", *models, *arguments))
    ((stale,),) = project.query("select is_stale from marts.fct_model_runs")
    return stale


def test_a_run_is_stale_after_a_build_with_other_variables(predicted):
    assert not is_stale_when_built_again(predicted)
    assert is_stale_when_built_again(predicted, "--vars", "{plausible_age_years: [18, 30]}")
    assert not is_stale_when_built_again(predicted, "--vars", "{language_min_tokens: 6}")


def test_a_run_is_stale_after_a_build_with_other_age_bands(predicted):
    with duckdb.connect(str(predicted.warehouse)) as connection:
        connection.execute(
            "update reference.ref_age_bands set age_band = '20 and younger' where age_band_id = 1"
        )
    # Rows changed by hand are no change that a build looks for.
    assert is_stale_when_built_again(predicted, "--full-refresh")


def test_a_file_of_another_subject_leaves_a_run_fresh_and_one_of_its_own_does_not(predicted):
    lists = ("base_raw__files", "base_activity__files")
    (predicted.raw / "activity" / "more.csv").write_text("user,time\n1,2014-09-01T10:00:00Z\n")
    before = predicted.query("select subject, data_fingerprint from marts.dim_subjects")
    assert not is_stale_when_built_again(predicted, *lists)
    after = predicted.query("select subject, data_fingerprint from marts.dim_subjects")
    assert {subject for subject, _ in set(after) - set(before)} == {"activity"}
    (predicted.raw / "friends-more.csv").write_text("ID,FriendID\n1,2\n")
    assert is_stale_when_built_again(predicted, *lists)


def test_every_variable_is_in_the_fingerprint_or_has_no_part_in_ages():
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text())
    of_ages = {name for name in project["vars"] if not NOT_OF_AGES.fullmatch(name)}
    assert set(project["vars"]["subject_settings"]["age"]["variables"]) == of_ages
