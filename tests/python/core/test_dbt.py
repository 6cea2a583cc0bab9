"""Steps of dbt: variables of another project are left out, and a failure says what helps."""

from __future__ import annotations

import json
import sys

import pytest

from plumage.core import dbt, terminal

SCRIPT = "import os, signal; print('variables set:', *os.environ); "


def run(monkeypatch, capsys, end: str) -> tuple[str, str]:
    """What a step prints, and the message that it ends with."""
    monkeypatch.setattr(dbt, "DBT", (sys.executable, "-c", SCRIPT + end))
    with pytest.raises(dbt.StepError) as failed:
        dbt.run_dbt(["build"])
    return capsys.readouterr().out, str(failed.value)


def test_variables_of_another_project_are_ignored_and_named_once(monkeypatch, capsys):
    for name in dbt.OTHER_PROJECT:
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setenv("DBT_LOG_PATH", "logs")
    first, _ = run(monkeypatch, capsys, "raise SystemExit(1)")
    again, _ = run(monkeypatch, capsys, "raise SystemExit(1)")
    assert all(name in first for name in ("DBT_PROFILES_DIR", "DBT_ENGINE_TARGET", "ignored"))
    assert first.splitlines()[1:] == again.splitlines()
    assert "DBT_LOG_PATH" in again
    assert not [name for name in dbt.OTHER_PROJECT if name in again]


def test_a_failure_does_not_advise_to_do_the_same_again(monkeypatch, capsys):
    _, said = run(monkeypatch, capsys, "raise SystemExit(1)")
    assert said.startswith("dbt build failed")
    assert said.endswith("correct what the lines above name first")
    _, said = run(monkeypatch, capsys, "os.kill(os.getpid(), signal.SIGTERM)")
    assert said.endswith("run the same command again")


def event(name: str, msg: str, level: str = "info") -> str:
    return json.dumps({"info": {"name": name, "level": level, "msg": msg}, "data": {}})


def test_of_a_build_only_what_a_reader_has_to_know_is_shown_and_failures_come_last(
    monkeypatch, capfd, tmp_path
):
    lines = [
        event("MainReportVersion", "Running with dbt=1.11.16"),
        event("NoNodesForSelectionCriteria", "The selection criterion 'a' does not match", "warn"),
        event("LogHookEndLine", "1 of 9 OK hook: plumage.on-run-start.0"),
        event("LogStartLine", "1 of 5 START sql table model staging.a"),
        event("LogModelResult", "1 of 5 OK created sql table model staging.a"),
        event("LogModelResult", "2 of 5 ERROR creating sql table model marts.b", "error"),
        event("SkippingDetails", "3 of 5 SKIP relation marts.c"),
        event("LogTestResult", "4 of 5 WARN 3 test_d", "warn"),
        event("LogNodeNoOpResult", "5 of 5 NO-OP exposure e"),
        event("JinjaLogInfo", "plumage: finding: age_implausible, 2 of 285"),
        event("RunResultError", "  Error in model b\n\n  no such column\n  > in macro x", "error"),
        event("RunResultWarningMessage", "Got 3 results, configured to warn if != 0", "warn"),
        event("StatsLine", "Done. PASS=1 WARN=1 ERROR=1 SKIP=1 NO-OP=1 TOTAL=5"),
        "plumage: said at the very end",
    ]
    printed = tmp_path / "printed"
    printed.write_text("\n".join(lines) + "\n")
    code = f"print(open({str(printed)!r}).read()); raise SystemExit(1)"
    monkeypatch.setattr(dbt, "DBT", (sys.executable, "-c", code))
    monkeypatch.setenv("DBT_LOG_PATH", "elsewhere")
    monkeypatch.setattr(terminal, "LOG_SECONDS", 0)
    with pytest.raises(dbt.StepError, match=r"lines are in elsewhere/dbt\.log"):
        dbt.run_dbt(["build"])
    shown, progress = capfd.readouterr()
    assert shown.splitlines() == [
        "2 of 5 ERROR creating sql table model marts.b",
        "plumage: finding: age_implausible, 2 of 285",
        "  Error in model b",
        "  no such column",
        "Got 3 results, configured to warn if != 0",
        "plumage: said at the very end",
    ]
    said = [line.split()[1:] for line in progress.splitlines()]
    assert [words[2:] for words in said] == [
        [], ["2", "of", "5"], ["3", "of", "5"], ["4", "of", "5"]
    ]  # fmt: skip
