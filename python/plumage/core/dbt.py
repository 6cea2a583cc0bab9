"""dbt as a step of a command: one line of progress, and what a reader has to know."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from plumage.core.errors import PlumageError
from plumage.core.paths import ROOT
from plumage.core.terminal import Progress, announce, progress
from plumage.core.variables import check_variables

# "31 of 504 OK created ...": how far a run is.
NUMBERED = re.compile(r"\s*\d+ of (\d+) (?!START )")
# The macros on the way to an error, between empty lines.
TRACE = re.compile(r"\s*$|\s+> (in|called by) ")
# `-m dbt.cli.main` warns about its own import, and bin/dbt points to where it was installed.
DBT = (
    sys.executable, "-c", "from dbt.cli.main import cli; cli()",
    "--no-use-colors", "--log-format", "json", "--log-format-file", "debug",
)  # fmt: skip

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


def run_dbt(
    arguments: Sequence[str],
    settings: Mapping[str, str] | None = None,
    *,
    unharmed: str = "The last good warehouse, if there was one, is as it was",
) -> None:
    """Run dbt in the repository as one line of progress, and pass on what a reader has to know.

    That is: messages of Plumage, warnings, and what failed. dbt's log file has all of its lines.

    Parameters
    ----------
    arguments : sequence of str
        Words after ``dbt``.
    settings : mapping of str to str, optional
        Environment variables that differ from those of this process.
    unharmed : str
        What is true after a failure.

    Raises
    ------
    StepError
        If dbt ends with an error; its own message has been printed.
    """
    ignore_other_project()
    with (
        subprocess.Popen(
            [*DBT, *arguments],
            cwd=ROOT,
            env=os.environ | (settings or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
        progress(arguments[0]) as step,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            show_line(line, step)
        if (returncode := process.wait()) != 0:
            raise StepError(
                f"dbt {arguments[0]} {describe_end(returncode)}; all its lines are in "
                f"{os.environ.get('DBT_LOG_PATH', 'logs')}/dbt.log. {unharmed}"
                f"{describe_way_on(returncode)}"
            )


def show_line(line: str, step: Progress) -> None:
    """Show a line of dbt: as progress, as text if it has to be known, or not at all.

    Parameters
    ----------
    line : str
        An event of dbt as JSON; other programs and late messages print plain text.
    step : Progress
        Of the run.
    """
    try:
        event = json.loads(line)["info"]
    except (ValueError, TypeError, KeyError):
        if line.strip():
            step.say(line.rstrip())
        return
    name, level, text = event["name"], event["level"], event["msg"]
    node = None if name.startswith("LogHook") else NUMBERED.match(text)
    if node:
        step.total = int(node[1])
        step.advance()
    if name == "NoNodesForSelectionCriteria":
        return
    # The summary at the end has warnings of nodes again, with their reasons.
    if level == "error" or (level == "warn" and not node) or name == "JinjaLogInfo":
        for part in text.splitlines():
            if not TRACE.match(part):
                step.say(part)


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
