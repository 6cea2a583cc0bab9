"""What stops predict.py: one line that says what, where and the way out; nothing is changed."""

from __future__ import annotations

import os
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from plumage.age import outputs, prediction
from plumage.age import run as run_of_age
from plumage.age.candidates import Candidate
from plumage.age.prediction import MIN_LABELLED_USERS
from plumage.core import paths as places
from plumage.warehouse import access as warehouse
from support.made_up_marts import make_marts, write_warehouse
from support.places import ROOT
from support.predict_runs import Run, run_again, run_predict

EARLIER = "ID,Age\n1,21\n"
MARTS = make_marts(labelled=40, targets=6, others=2)


@pytest.fixture
def run(tmp_path):
    """A warehouse that could be predicted from, beside an earlier ages_pred.csv."""
    run = Run(tmp_path, status=-1)
    write_warehouse(MARTS, run.warehouse)
    run.output.write_text(EARLIER)
    return run


def stops_with(run: Run, capsys: pytest.CaptureFixture[str], *words: str) -> None:
    """Run, and check that the last line holds the words and the earlier result is whole."""
    assert run_again(run) == 2
    *progress, shown = capsys.readouterr().err.splitlines()
    assert shown.startswith("predict.py: ")
    assert all(line.startswith("plumage: ") for line in progress)
    for word in words:
        assert word in shown
    assert run.output.read_text() == EARLIER
    assert [path for path in run.folder.iterdir() if path.suffix == ".tmp"] == []


def change(run: Run, sql: str) -> None:
    with duckdb.connect(str(run.warehouse)) as connection:
        connection.execute(sql)


def test_missing_warehouse(run, capsys):
    run.warehouse.unlink()
    stops_with(run, capsys, str(run.warehouse), "PLUMAGE_DUCKDB", "dbt build")
    assert not run.warehouse.exists()


def test_warehouse_that_is_no_duckdb_file(run, capsys):
    run.warehouse.write_text("a spreadsheet " * 1000)
    stops_with(run, capsys, str(run.warehouse), "not a DuckDB file")


def test_memory_is_bounded_as_in_a_build_and_a_limit_that_is_none_is_named(
    run, capsys, monkeypatch, tmp_path
):
    monkeypatch.setenv("PLUMAGE_MEMORY_LIMIT", "plenty")
    stops_with(run, capsys, "PLUMAGE_MEMORY_LIMIT", "2GB", "plenty")
    monkeypatch.setenv("PLUMAGE_MEMORY_LIMIT", "300MiB")
    monkeypatch.setenv("PLUMAGE_TEMP_DIR", str(tmp_path / "spilled"))
    with warehouse.connect(run.warehouse, read_only=True) as connection:
        names = "('memory_limit', 'temp_directory')"
        settings = connection.execute(
            f"select value from duckdb_settings() where name in {names} order by name"
        ).fetchall()
    assert settings == [("300.0 MiB",), (str(tmp_path / "spilled"),)]


def test_warehouse_that_another_process_writes(run, capsys, monkeypatch):
    monkeypatch.setattr(warehouse, "SECONDS_TO_WAIT", (0.1,))
    code = f"import duckdb, time; connection = duckdb.connect({str(run.warehouse)!r})\n"
    code += "print('open', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"open\n"
        stops_with(run, capsys, str(run.warehouse), "in use", f"PID {other.pid}")
        other.kill()


def test_warehouse_without_marts(run, capsys):
    change(run, "drop table marts.feat_users")
    stops_with(run, capsys, "marts.feat_users", "dbt build")


def test_warehouse_of_another_version(run, capsys):
    change(run, "alter table marts.feat_users drop column log_follower_count")
    stops_with(run, capsys, "log_follower_count", "dbt build")


def test_prediction_tables_of_another_version(run, capsys):
    change(run, "alter table predictions.age_predictions add column mood varchar")
    stops_with(run, capsys, "predictions.age_predictions", "dbt build")


def test_empty_features(run, capsys):
    change(run, "delete from marts.feat_users")
    stops_with(run, capsys, "marts.feat_users", "empty")


def test_build_that_did_not_finish(run, capsys):
    user = MARTS.dim_age_users.query("role == 'labelled'")["user_id"].iloc[0]
    change(run, f"delete from marts.feat_users where user_id = {user}")
    stops_with(run, capsys, str(user), "dim_age_users", "dbt build")


def test_user_whom_the_split_lacks(run, capsys):
    user = MARTS.dim_age_users.query("role == 'other'")["user_id"].iloc[0]
    change(run, f"delete from marts.dim_age_users where user_id = {user}")
    stops_with(run, capsys, str(user), "dim_age_users", "dbt build")


def test_user_twice_in_the_features(run, capsys):
    change(run, "insert into marts.feat_users select * from marts.feat_users limit 1")
    stops_with(run, capsys, "twice", "dbt build")


def test_target_with_a_label(run, capsys):
    user = MARTS.dim_age_users.query("role == 'target'")["user_id"].iloc[0]
    change(
        run,
        f"update marts.dim_age_users set role = 'labelled', age_years = 30 where user_id = {user}",
    )
    stops_with(run, capsys, str(user), "ages_test.csv", "label")


def test_unreadable_line_of_ages_test(run, capsys):
    change(
        run,
        "update marts.dim_prediction_targets set user_id = null, line_excerpt = 'twenty-one'"
        " where line_number in (3, 5)",
    )
    stops_with(run, capsys, "line 3 of raw/ages_test.csv", "'twenty-one'", "1 more", "correct")


def test_ages_test_that_breaks_off(run, capsys):
    change(
        run,
        "update marts.dim_prediction_targets set user_id = null, line_number = null,"
        " line_excerpt = '' where line_number = 3",
    )
    stops_with(run, capsys, "the end of raw/ages_test.csv holds no user id")


def test_where_nobody_is_asked_for_all_users_are_predicted_and_the_file_is_empty(run, capsys):
    change(run, "delete from marts.dim_prediction_targets")
    assert run_again(run) == 0
    assert run.output.read_text() == "ID,Age\n"
    assert run.table("age_predictions")["predicted_age_years"].notna().all()
    assert "no ages_test.csv asks for anybody" in capsys.readouterr().out


def test_too_few_labelled_users(run, capsys):
    change(run, "update marts.dim_age_users set age_years = null where user_id % 4 != 0")
    stops_with(run, capsys, str(MIN_LABELLED_USERS), "ages_train", "--model")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda *_: np.zeros((3, 2)), "it gave shape (3, 2)"),
        (lambda *_: 1 / 0, "failed (ZeroDivisionError: division by zero)"),
    ],
)
def test_a_candidate_that_fails_is_named(run, capsys, monkeypatch, answer, words):
    mine = Candidate("my_trees", "my trees", answer)
    monkeypatch.setattr(prediction, "FIRST_SCREEN", (mine,))
    stops_with(run, capsys, "the candidate my_trees", words)


def test_a_column_that_is_not_used_is_named(run, capsys):
    change(run, "alter table marts.feat_users add column long_tweet_share double")
    assert run_again(run) == 0
    shown = capsys.readouterr().out
    assert "not used, since seeds/ref_features.csv does not list it: long_tweet_share" in shown


def test_only_one_band(run, capsys):
    change(run, "update marts.dim_age_users set age_years = 22 where age_years is not null")
    stops_with(run, capsys, "'21-24'", "ref_age_bands.csv")


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("delete from reference.ref_age_bands where age_band_id = 3", "without gap or overlap"),
        ("delete from reference.ref_age_bands where age_band_id > 1", "at least two"),
        ("update reference.ref_age_bands set min_age_years = 0 where age_band_id = 1", "no min"),
    ],
)
def test_bands_that_do_not_cover_all_ages_once(run, capsys, sql, words):
    change(run, sql)
    stops_with(run, capsys, "seeds/ref_age_bands.csv", words)


def test_output_folder_that_does_not_exist(run, capsys):
    assert run_again(run, "--output", str(run.folder / "absent" / "a.csv")) == 2
    assert "absent" in capsys.readouterr().err


def test_output_that_is_a_folder(run, capsys):
    assert run_again(run, "--output", str(run.folder)) == 2
    assert "is a folder" in capsys.readouterr().err


def test_output_that_cannot_be_written(run, capsys, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    stops_with(run, capsys, str(run.output), "Permission denied", "choose another place")


def test_disk_that_fills_up_while_writing(run, capsys, monkeypatch):
    def fill(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(outputs.os, "fsync", fill)
    stops_with(run, capsys, str(run.output), "No space left on device")
    assert run.table("age_predictions").empty


def test_error_of_the_database_is_one_line_too(run, capsys):
    change(run, "alter table marts.dim_age_users alter age_years type varchar using 'twenty'")
    stops_with(run, capsys, str(run.warehouse), "could not be read", "twenty")


def test_failure_while_storing_keeps_the_old_tables_and_file(tmp_path, capsys, monkeypatch):
    run = run_predict(MARTS, tmp_path)
    run.output.write_text(EARLIER)
    before = run.table("age_predictions")
    # Another run than the one to come, which would not be repeated.
    change(run, "update predictions.model_runs set run_id = 'earlier'")
    # The last table to be written fails: what was written before it must not stay.
    monkeypatch.setattr(run_of_age, "coefficient_rows", lambda *_: pd.DataFrame({"term": ["x"]}))
    stops_with(run, capsys, "age_model_coefficients")
    pd.testing.assert_frame_equal(before, run.table("age_predictions"))


def test_keyboard_stops_with_one_line_and_changes_nothing(run, capsys, monkeypatch):
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run_of_age, "estimate", interrupt)
    assert run_again(run) == 130
    assert capsys.readouterr().err.count("\n") == 1
    assert run.output.read_text() == EARLIER


def test_remains_of_a_killed_run_are_removed(run):
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    left = run.folder / f".{run.output.name}.{ended.pid}.tmp"
    of_a_running_one = run.folder / f".{run.output.name}.{os.getppid()}.tmp"
    left.write_text("ID,Age\n")
    of_a_running_one.write_text("ID,Age\n")
    outputs.check_output(run.output)
    assert not left.exists()
    assert of_a_running_one.exists()


def test_link_to_a_file_elsewhere_stays_a_link(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = tmp_path / "ages_pred.csv"
    link.symlink_to(elsewhere / "ages.csv")
    with outputs.pending_csv(link, [7], [21]):
        pass
    assert link.is_symlink()
    assert (elsewhere / "ages.csv").read_text() == "ID,Age\n7,21\n"


def test_marts_built_by_another_version_are_noted(tmp_path, capsys):
    marts = deepcopy(MARTS)
    marts.dim_warehouse["project_version"] = "0.0.1"
    assert run_predict(marts, tmp_path).status == 0
    assert "built by version 0.0.1" in capsys.readouterr().out


@pytest.mark.parametrize("words", [("--seed", "-1"), ("--seed", "x"), ("--validate", "0")])
def test_senseless_options_are_refused(run, capsys, words):
    assert run_again(run, *words) == 2
    assert words[0] in capsys.readouterr().err


def predict_py(surroundings: str) -> subprocess.CompletedProcess:
    """Run the script itself, after some code that changes its surroundings."""
    script = ROOT / "python" / "predict.py"
    code = f"import sys, runpy; sys.argv = ['predict.py']; sys.path[0] = {str(script.parent)!r}\n"
    code += f"{surroundings}\nrunpy.run_path({str(script)!r}, run_name='__main__')"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_outside_the_environment_the_remedy_is_one_line():
    ended = predict_py("sys.modules['pandas'] = None")
    assert ended.returncode == 2
    assert "make setup" in ended.stderr
    assert "pandas" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_old_python_is_told_the_remedy_in_one_line():
    ended = predict_py("sys.version_info = (3, 9, 2); sys.version = '3.9.2 (main)'")
    assert ended.returncode == 2
    assert "3.9.2" in ended.stderr
    assert "3.11" in ended.stderr
    assert "make setup" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_script_parses_on_any_python_3():
    # f-strings, annotations and the walrus would be a syntax error before the message.
    source = (ROOT / "python" / "predict.py").read_text()
    compile(source, "predict.py", "exec", dont_inherit=True)
    assert 'f"' not in source
    assert ":=" not in source
    assert "->" not in source


def test_relative_warehouse_counts_from_the_root_and_output_from_the_current_folder(
    monkeypatch, tmp_path
):
    monkeypatch.setenv("PLUMAGE_DUCKDB", "some/where.duckdb")
    monkeypatch.chdir(tmp_path)
    assert places.warehouse_path() == ROOT / "some" / "where.duckdb"
    monkeypatch.delenv("PLUMAGE_DUCKDB")
    assert places.warehouse_path() == ROOT / "plumage.duckdb"
