"""Progress: one line of a terminal that is updated in place, a few plain lines of a log."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from plumage.core import terminal
from plumage.core.terminal import progress

STEP = """
import time
from plumage.core import terminal
terminal.DRAW_SECONDS = 0.01
with terminal.progress("fit", is_kept=False):
    time.sleep(0.1)
with terminal.progress("build", 200) as step:
    for part in range(100):
        step.advance()
        time.sleep(0.002)
    step.say("plumage: a finding")
    time.sleep(0.1)
    step.result = "a result " + "that is long " * 20
    time.sleep(0.1)
"""


def screen(printed: str) -> list[str]:
    """What a terminal shows in the end of lines that are written over."""
    shown = []
    for line in printed.replace("\r\n", "\n").split("\n"):
        visible = ""
        for part in line.split("\r"):
            visible = part + visible[len(part) :]
        shown.append(visible.rstrip())
    return shown


def test_a_terminal_has_one_line_a_step_below_what_is_said():
    reader, writer = os.openpty()
    environment = os.environ | {"COLUMNS": "60"}
    with subprocess.Popen(
        [sys.executable, "-c", STEP], stdout=writer, stderr=writer, env=environment
    ) as process:
        os.close(writer)
        printed = b""
        while part := read_some(reader):
            printed += part
    os.close(reader)
    assert process.returncode == 0
    text = printed.decode()
    assert "\x1b" not in text, "no codes that only some terminals know"
    finding, last, *rest = screen(text)
    assert finding == "plumage: a finding"
    assert last.startswith("plumage: build     0:00  a result that is long")
    assert rest == [""]
    drawn = re.findall(r"\r(plumage: [^\r\n]+)", text)
    assert "plumage: fit       0:00" in [line.rstrip() for line in drawn]
    assert any(line.rstrip().endswith("50 %") for line in drawn)
    written_over = text.replace("\r\n", "\n").rpartition("\r")[0].split("\r")
    assert max(map(len, written_over)) == 59, "a line that wraps would stay on the screen"


def read_some(reader: int) -> bytes:
    """Read from a terminal; its end is an error of the system."""
    try:
        return os.read(reader, 1000)
    except OSError:
        return b""


def test_a_log_has_lines_at_the_start_at_quarters_and_at_the_end(monkeypatch, capsys):
    monkeypatch.setattr(terminal, "LOG_SECONDS", 0)
    with progress("judge", 5) as step:
        for _ in range(5):
            step.advance()
    with progress("data", 1000) as step:
        for _ in range(1000):
            step.advance()
    with progress("docs"):
        pass
    with progress("fit", is_kept=False):
        pass
    out, err = capsys.readouterr()
    assert out == ""
    assert re.sub(r" +0:00", "", err).splitlines() == [
        "plumage: judge", "plumage: judge  2 of 5", "plumage: judge  3 of 5",
        "plumage: judge  4 of 5", "plumage: judge  5 of 5",
        "plumage: data", "plumage: data  25 %", "plumage: data  50 %", "plumage: data  75 %",
        "plumage: data  100 %",
        "plumage: docs", "plumage: docs",
    ]  # fmt: skip


def test_a_log_of_a_short_step_has_its_start_and_end_alone(capsys):
    with progress("data", 1000) as step:
        for _ in range(1000):
            step.advance()
    assert capsys.readouterr().err.count("\n") == 2
