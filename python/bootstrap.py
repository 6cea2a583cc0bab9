"""Make the virtual environment that the Makefile's targets run in.

Usage: ``python3 python/bootstrap.py LOCK_FILE [VENV]``. Written for any Python 3, so that an old
one is told what it lacks instead of failing on syntax.
"""

import hashlib
import os
import subprocess
import sys

OLDEST_PYTHON = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def stop(message):
    """End with one line on standard error."""
    sys.stderr.write("plumage: " + message + "\n")
    sys.exit(2)


def read(path):
    """Return a small text file."""
    with open(path) as handle:
        return handle.read()


def write(path, text):
    """Write a small text file."""
    with open(path, "w") as handle:
        handle.write(text)


def fingerprint(lock_path):
    """Return what the environment is made from: the locked packages, the project, the Python."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (lock_path, os.path.join(ROOT, "pyproject.toml")):
        with open(path, "rb") as handle:
            digest.update(handle.read())
    digest.update(ROOT.encode())
    return digest.hexdigest()


def main(lock_name, venv_name=".venv"):
    """Create or refresh the environment; do nothing when it is current."""
    if sys.version_info < OLDEST_PYTHON:
        stop(
            "Python %d.%d is too old: 3.11 or newer is needed. Install one, then name it: "
            "make PYTHON=python3.11 ..." % sys.version_info[:2]
        )
    venv = os.path.join(ROOT, venv_name)
    lock = os.path.join(ROOT, lock_name)
    python = os.path.join(venv, "bin", "python")
    # The test environment holds all that the run environment does: one stamp a lock file.
    stamp = os.path.join(venv, "made-from-" + os.path.basename(lock_name))
    made_from = fingerprint(lock)
    if os.path.exists(python) and os.path.exists(stamp) and read(stamp) == made_from:
        return

    print("plumage: setting up %s from %s (once; some minutes)" % (venv_name, lock_name))
    sys.stdout.flush()
    # Scripts of an environment name the folder it was made in: a moved or copied one is no use.
    home = os.path.join(venv, "made-in")
    usable = os.path.exists(python) and subprocess.call([python, "-c", ""]) == 0
    if usable:
        usable = os.path.exists(home) and read(home) == ROOT
    if not usable and subprocess.call([sys.executable, "-m", "venv", "--clear", venv]) != 0:
        stop(
            "could not create %s. On Debian and Ubuntu the module is a package of its own: "
            "apt-get install python3-venv" % venv_name
        )
    write(home, ROOT)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    steps = [
        [*pip, "--require-hashes", "-r", lock],
        # Build isolation would fetch a build backend outside the lock.
        [*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT],
    ]
    for step in steps:
        if subprocess.call(step, cwd=ROOT) != 0:
            stop("pip could not install from %s; mend what it says above, run again" % lock_name)
    write(stamp, made_from)


if __name__ == "__main__":
    main(*sys.argv[1:])
