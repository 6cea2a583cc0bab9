"""dbt as a step of a command: its lines are passed on without those of what went well."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence

from plumage.core.errors import PlumageError
from plumage.core.paths import ROOT
from plumage.core.terminal import announce
from plumage.core.variables import check_variables

# dbt prints two lines a node and the macros on the way to an error: a log of some hundred tests
# reads better with its models and messages alone. logs/dbt.log has all of it.
ROUTINE_LINE = re.compile(
    r"^\S+\s+\d+ of \d+ (START |PASS |SKIP |NO-OP |OK hook|OK loaded seed)"
    r"|^\s*(\S+\s*)?$|^\s+> (in|called by) |.* compiled code at "
    r"|.*The selection criterion '\S+' does not match any"
)
# `-m dbt.cli.main` warns about its own import, and bin/dbt points to where it was installed.
DBT = (sys.executable, "-c", "from dbt.cli.main import cli; cli()", "--no-use-colors")

WHOLE_BUILD = "PLUMAGE_WHOLE_BUILD"
"""Environment variable of a build that leaves out only what has neither input nor results."""

OTHER_PROJECT = tuple(
    f"{prefix}_{name}"
    for name in ("PROFILES_DIR", "PROFILE", "PROJECT_DIR", "TARGET")
    for prefix in ("DBT", "DBT_ENGINE")
)
"""Environment variables that would lead dbt to the profile, target or files of another project."""


class StepError(PlumageError):
    """A step of a command failed, and has already said why."""


def describe_end(returncode: int) -> str:
    """Say how a step ended that did not end well.

    Parameters
    ----------
    returncode : int
        As from ``subprocess``: below zero for a signal.

    Returns
    -------
    str
        Words after the name of the step.

    Examples
    --------
    >>> describe_end(2), describe_end(-15)
    ('failed', 'was ended by signal 15')
    """
    if returncode == -signal.SIGKILL:
        return (
            "was killed (signal 9, as a machine does that runs out of memory: close other programs "
            "or use a larger one)"
        )
    return f"was ended by signal {-returncode}" if returncode < 0 else "failed"


def ignore_other_project() -> None:
    """Leave variables of another project of dbt out of this process, and say so.

    They are set for a whole shell; Plumage has one profile, and one target for each engine.
    """
    found = [name for name in OTHER_PROJECT if os.environ.pop(name, "")]
    if found:
        announce(f"{' and '.join(found)} ignored: Plumage builds with its own profile and target")


def describe_way_on(returncode: int) -> str:
    """Say what to do after a step that did not end well: the same again only if it was ended.

    Parameters
    ----------
    returncode : int
        As from ``subprocess``: below zero for a signal.

    Returns
    -------
    str
        Words after a sentence.

    Examples
    --------
    >>> describe_way_on(1), describe_way_on(-15)
    (': correct what the lines above name first', ': run the same command again')
    """
    if returncode < 0:
        return ": run the same command again"
    return ": correct what the lines above name first"


class DbtRun:
    """One run of dbt in the repository: iterate over its lines, then read ``returncode``.

    Parameters
    ----------
    arguments : sequence of str
        Words after ``dbt``.
    settings : mapping of str to str, optional
        Environment variables that differ from those of this process.

    Attributes
    ----------
    returncode : int or None
        As from ``subprocess``; None until all lines were read.
    """

    def __init__(self, arguments: Sequence[str], settings: Mapping[str, str] | None = None) -> None:
        self.arguments, self.settings = arguments, settings or {}
        self.returncode: int | None = None

    def __iter__(self) -> Iterator[str]:
        """Start dbt and give its lines as they come, without routine ones."""
        ignore_other_project()
        with subprocess.Popen(
            [*DBT, *self.arguments],
            cwd=ROOT,
            env=os.environ | self.settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            assert process.stdout is not None
            yield from (line for line in process.stdout if not ROUTINE_LINE.match(line))
        self.returncode = process.returncode


def run_dbt(arguments: Sequence[str], settings: Mapping[str, str] | None = None) -> None:
    """Run dbt in the repository and pass its lines on, without those of tests that pass.

    Parameters
    ----------
    arguments : sequence of str
        Words after ``dbt``.
    settings : mapping of str to str, optional
        As for ``DbtRun``.

    Raises
    ------
    StepError
        If dbt ends with an error; its own message has been printed.
    """
    run = DbtRun(arguments, settings)
    for line in run:
        print(line, end="", flush=True)
    if run.returncode != 0:
        raise StepError(
            f"dbt {arguments[0]} {describe_end(run.returncode)}; all its lines are in "
            "logs/dbt.log. The last good warehouse, if there was one, is as it was"
            f"{describe_way_on(run.returncode)}"
        )


def read_variables(text: str) -> dict[str, object]:
    """Read variables of dbt from a command line, and check them before anything is done.

    Parameters
    ----------
    text : str
        A JSON object.

    Returns
    -------
    dict of str to object
        Value by name.

    Raises
    ------
    PlumageError
        If it is none, or a variable is unknown or of an impossible value.

    Examples
    --------
    >>> read_variables('{"show_texts": true}')
    {'show_texts': True}
    """
    try:
        variables = json.loads(text)
    except ValueError:
        variables = None
    if not isinstance(variables, dict):
        raise PlumageError(
            f"--vars must be a JSON object such as '{{\"show_texts\": true}}', got: {text}"
        )
    check_variables(variables)
    return variables
