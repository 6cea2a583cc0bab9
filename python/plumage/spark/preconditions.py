"""What has to be there before Spark starts: Java, and a master that answers.

Without them Spark ends, some after a minute, with a trace of Java's that names neither.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

from plumage.core.errors import PlumageError

MASTER = "PLUMAGE_SPARK_MASTER"
OLDEST_JAVA = 17
SECONDS_TO_ANSWER = 10
_MASTER = re.compile(
    r"local(?:\[(?:\*|[1-9]\d*)(?:,\s*\d+)?\])?|local-cluster\[.+\]|yarn|k8s://.+"
    r"|spark://(?P<hosts>[^/\s,:]+:\d+(?:,[^/\s,:]+:\d+)*)"
)


def check_java() -> None:
    """Stop without a Java that Spark runs on.

    Raises
    ------
    PlumageError
        If there is none, or one before version 17.
    """
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    way_out = (
        f"Install Java {OLDEST_JAVA} (Debian and Ubuntu: apt-get install openjdk-17-jre-headless),"
        " or name its folder in JAVA_HOME"
    )
    if java is None:
        raise PlumageError(f"Spark needs Java, and PATH has no `java`. {way_out}")
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError) as error:
        raise PlumageError(f"Spark needs Java, and {java} does not run. {way_out}") from error
    # Java 8 calls itself 1.8.
    version = re.search(r'version "(?:1\.)?(\d+)', said)
    if version and int(version[1]) < OLDEST_JAVA:
        raise PlumageError(
            f"Spark needs Java {OLDEST_JAVA}, and {java} is version {version[1]}. {way_out}"
        )


def check_master(master: str) -> None:
    """Stop on an address that is none, or at which nobody answers.

    Parameters
    ----------
    master : str
        Address in Spark's words; those of YARN and Kubernetes are left to their clients.

    Raises
    ------
    PlumageError
        If Spark would not know what to do with it, or no master takes connections there.

    Examples
    --------
    >>> check_master("local[*]")
    >>> check_master("laptop")
    Traceback (most recent call last):
        ...
    plumage.core.errors.PlumageError: PLUMAGE_SPARK_MASTER must be local[2] (a number of cores), \
local[*], spark://HOST:PORT, yarn or k8s://ADDRESS, got: laptop
    """
    form = _MASTER.fullmatch(master)
    if form is None:
        raise PlumageError(
            f"{MASTER} must be local[2] (a number of cores), local[*], spark://HOST:PORT, yarn or"
            f" k8s://ADDRESS, got: {master}"
        )
    hosts = form["hosts"].split(",") if form["hosts"] else []
    for address in hosts:
        host, _, port = address.rpartition(":")
        with suppress(OSError), socket.create_connection((host, int(port)), SECONDS_TO_ANSWER):
            return
    if hosts:
        raise PlumageError(
            f"no Spark master answers at {master}: start one there, or name another in {MASTER}"
        )
