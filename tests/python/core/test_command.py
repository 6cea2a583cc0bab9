"""The frame of all commands: exit codes, Ctrl-C, closed pipes, help, nearly right names."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from plumage.__main__ import COMMANDS, main, plumage
from plumage.core.command import DISAGREES, Command, command, run_command
from plumage.core.errors import PlumageError
from support.places import ROOT

HEAVY = {"duckdb", "pandas", "numpy", "dbt", "matplotlib", "sklearn", "pyarrow"}


def failing(error: BaseException) -> Command:
    @command("step", stopped="nothing was written")
    def step() -> None:
        raise error

    return step


@pytest.mark.parametrize(("result", "code"), [(None, 0), (0, 0), (DISAGREES, 1)])
def test_a_command_gives_its_exit_code(result, code):
    @command("step")
    def step() -> int | None:
        return result

    assert run_command(step, [], program="plumage step") == code


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (PlumageError("there is no x: make one"), 2, "plumage: there is no x: make one"),
        (FileNotFoundError(2, "No such file", "x"), 2, "plumage: [Errno 2] No such file: 'x'"),
        (MemoryError(), 2, "plumage: out of memory; nothing was written. Close"),
        (ModuleNotFoundError("No module named 'x'"), 2, "plumage: No module named 'x': run `make"),
        (KeyboardInterrupt(), 130, "plumage: stopped; nothing was written"),
        (click.UsageError("a and b exclude each other"), 2, "plumage: a and b exclude each other"),
    ],
)
def test_what_a_user_can_change_is_one_line_and_an_exit_code(capsys, error, code, said):
    assert run_command(failing(error), [], program="plumage step") == code
    printed = capsys.readouterr()
    assert printed.err.startswith(said)
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_a_mistake_of_the_program_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        run_command(failing(ZeroDivisionError()), [], program="plumage step")


@pytest.mark.parametrize("words", [["--nonsense"], ["word"]])
def test_a_senseless_word_is_named_with_the_way_to_the_help(capsys, words):
    assert run_command(failing(PlumageError()), words, program="plumage step") == 2
    said = capsys.readouterr().err
    assert words[0] in said
    assert "plumage step --help" in said
    assert said.count("\n") == 1


def test_a_name_that_is_nearly_right_gets_the_nearest(capsys):
    assert main(["stroy"]) == 2
    assert "did you mean story?" in capsys.readouterr().err
    assert main(["xyz"]) == 2
    assert "it is one of demo, run, predict" in capsys.readouterr().err


def test_who_reads_no_further_ends_the_command_in_silence():
    code = (
        "import sys; from plumage.core.command import command, run_command\n"
        "@command('step')\n"
        "def step():\n    for number in range(100_000):\n        print(number)\n"
        "sys.exit(run_command(step, [], program='plumage step'))"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert writer.stdout.readline() == b"0\n"
    writer.stdout.close()
    assert writer.stderr.read() == b""
    assert writer.wait() == 0


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--version"], ["story", "--help"],
                                   ["predict", "--help"], ["run", "--help"]])  # fmt: skip
def test_help_imports_nothing_that_takes_time(words):
    code = (
        "import sys; from plumage.__main__ import main\n"
        f"assert main({words!r}) == 0\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.endswith("[]\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_is_there_and_explains_itself(name, capsys):
    context = click.Context(plumage)
    assert plumage.get_command(context, name).name == name
    assert main([name, "--help"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"Usage: plumage {name}")
    assert len(printed.splitlines()) > 3


def test_help_names_every_command_with_a_line_of_its_own(capsys):
    assert main(["--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for name, entry in COMMANDS.items():
        assert any(line.split() == [name, *entry.help.split()] for line in lines), name


def test_as_a_module_it_is_the_same_command():
    ended = subprocess.run(
        [sys.executable, "-m", "plumage", "--version"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ended.stdout.startswith("plumage, version ")


def test_a_last_word_is_said_once_and_after_all_others():
    code = (
        "from plumage.core.terminal import say_last\n"
        "say_last('plumage: no raw files'); say_last('plumage: no raw files')\n"
        "say_last('and no key'); print('Done.')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.splitlines() == ["Done.", "plumage: no raw files", "plumage: and no key"]
