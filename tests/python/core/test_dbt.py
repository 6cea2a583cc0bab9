"""Steps of dbt: variables of another project are left out, and a failure says what helps."""

from __future__ import annotations

import sys

import pytest

from plumage.core import dbt

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
