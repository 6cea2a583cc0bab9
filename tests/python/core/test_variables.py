"""Variables that do not exist, or may not have their value, stop a run before it does anything."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from plumage.__main__ import main
from plumage.core import variables
from plumage.core.variables import DECLARATIONS, TYPES, check_variables, describe, find_problems
from support.project import Project

PROJECT = variables.project_variables()

IMPOSSIBLE = {
    "max_rejected_share": (-0.1, 1.1, "half", True, float("nan")),
    "stop_on_hollow_fields": ("no", 0, None),
    "max_gzip_expansion": (0.5, float("inf")),
    "min_group_users": (0, 2.5, "many", "5", True, None, [5]),
    "plausible_age_years": ([79, 13], [13], [13, 79, 80], [-1, 79], 13, "13-79", ["a", "b"]),
    "as_of": ("yesterday", "2014-02-30", "2014-10-01 25:00:00", 2014),
    "default_language": ("english", "", False, None),
    "behaviour_winsorised_share": (0.5, -0.1),
    "behaviour_replicates": (1,),
    "language_groups": ("under30", [], ["under_30", "all"], [30], {}),
    "language_scored_users": ("all", None),
    "language_prior_count": (0,),
    "activity_columns": (
        {"user": "id"},
        {"user": "id", "time": "at", "who": "x"},
        ["user"],
        "user",
    ),
    "activity_delimiter": ("", ";;", '"', "\n"),
    "activity_missing_words": ("null", [None], None),
    "activity_time_unit": ("seconds", None),
    "activity_zone": ("Europe/Berln", 1),
    "activity_horizon_days": (-1, "any"),
    "uam_until": ("2014-13-01", "2014-10-01 00:00:00"),
    "uam_granule_minutes": (7, 0, "5", None),
}
POSSIBLE = {
    "max_rejected_share": (0, 1, 1.0),
    "min_group_users": (1, 5),
    "plausible_age_years": ([0, 200], [20, 30]),
    "as_of": (None, "2014-10-01 00:00:00", "2014-10-01", datetime(2014, 10, 1), date(2014, 10, 1)),
    "language_groups": ("all_bands", "under_25", ["under_30", "band_3", "from_40"]),
    "activity_columns": ({"user": 1, "time": 3}, {"user": "Source", "time": ["at", "time"]}),
    "activity_delimiter": (None, ";", "\t", " "),
    "activity_zone": (None, "America/New_York"),
    "uam_until": (None, "2004-05-14", date(2004, 5, 14)),
    "uam_granule_minutes": (1, 5, 1440),
}


def each(values: dict[str, tuple]) -> list[tuple[str, object]]:
    return [(name, value) for name, several in values.items() for value in several]


def test_every_variable_has_a_declared_type_that_its_default_meets():
    assert set(PROJECT) - set(DECLARATIONS) == set(PROJECT[TYPES])
    assert list(find_problems({}, PROJECT)) == []
    assert all(describe(schema) for schema in PROJECT[TYPES].values())


def test_a_variable_without_a_type_stops_every_run(monkeypatch):
    monkeypatch.setattr(variables, "project_variables", lambda: {**PROJECT, "new_threshold": 1})
    with pytest.raises(variables.PlumageError, match="unknown variable new_threshold"):
        check_variables({})


@pytest.mark.parametrize(("name", "value"), each(IMPOSSIBLE))
def test_impossible_values_are_named_with_what_is_possible(name, value):
    (problem,) = find_problems({name: value}, PROJECT)
    assert problem.startswith(f"{name} must be {describe(PROJECT[TYPES][name])}, got: ")


@pytest.mark.parametrize(("name", "value"), each(POSSIBLE))
def test_possible_values_pass(name, value):
    check_variables({name: value})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"pseudonymize": True}, "unknown variable pseudonymize: did you mean pseudonymise?"),
        ({"minn_group_users": 5},
         "unknown variable minn_group_users: did you mean min_group_users?"),
        ({"colour": "red"}, "unknown variable colour: docs/settings.md lists those there are"),
        ({"inputs": {}}, "variable inputs cannot be set: dbt_project.yml declares it"),
        ({TYPES: {}}, f"variable {TYPES} cannot be set: dbt_project.yml declares it"),
        ({"min_group_users": "many"}, "min_group_users must be a whole number from 1, got: many"),
        ({"show_texts": "yes"}, 'show_texts must be true or false, got: "yes"'),
        ({"uam_answer_minutes": 0},
         "uam_answer_minutes must be a whole number from 1, or null, got: 0"),
        ({"max_hollow_share": 2, "show_text": True},
         "max_hollow_share must be a number from 0 to 1, got: 2; "
         "unknown variable show_text: did you mean show_texts?"),
    ],
)  # fmt: skip
def test_messages_name_the_rule_and_the_way_on(given, said):
    with pytest.raises(variables.PlumageError) as stopped:
        check_variables(given)
    assert str(stopped.value) == said


@pytest.mark.parametrize(
    "words", [("run", "FOLDER"), ("forget", "1"), ("activity", "ingest", "FOLDER/log.csv")]
)
def test_commands_check_variables_before_they_do_anything(tmp_path, monkeypatch, capsys, words):
    (tmp_path / "log.csv").write_text("user,time\n1,2014-10-01T10:00:00Z\n")
    monkeypatch.setenv("PLUMAGE_DUCKDB", str(tmp_path / "w.duckdb"))
    monkeypatch.setenv("PLUMAGE_RAW_DIR", str(tmp_path))
    monkeypatch.delenv("PLUMAGE_ACTIVITY_DIR", raising=False)
    asked = [word.replace("FOLDER", str(tmp_path)) for word in words]
    assert main([*asked, "--vars", json.dumps({"pseudonymize": True})]) == 2
    said = capsys.readouterr()
    assert said.err == "plumage: unknown variable pseudonymize: did you mean pseudonymise?\n"
    assert said.out == ""
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".lock"] == ["log.csv"]


def test_dbt_stops_on_variables_that_the_selection_does_not_use(tmp_path):
    project = Project(tmp_path)
    # Every variable has a value of another kind: none may stop dbt earlier, with words of its own.
    wrong = {name: {"a": "mapping"} for name in PROJECT[TYPES]} | {"pseudonymize": True}
    stopped = project.dbt("seed", "-s", "ref_age_bands", "--vars", json.dumps(wrong))
    assert stopped.returncode == 2
    *_, last = stopped.stdout.splitlines()
    problems = last.strip().removeprefix("plumage: ").split("; ")
    assert problems == list(find_problems(wrong, PROJECT))
    assert len(problems) == len(wrong)
    assert not list(tmp_path.glob("warehouse.duckdb*"))
