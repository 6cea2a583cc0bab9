"""Make the virtual environment that the Makefile's targets run in.

Usage: ``python3 python/bootstrap.py LOCK_FILE [VENV]``. Written for any Python 3, so that an old
one is told what it lacks instead of failing on syntax.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager

OLDEST_PYTHON = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# What uv calls a setting, and what pip calls it.
UV_SETTINGS = (
    ("UV_DEFAULT_INDEX", "index-url"),
    ("UV_FIND_LINKS", "find-links"),
    ("SSL_CERT_FILE", "cert"),
)


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


@contextmanager
def show_step(text):
    """Show how long a step takes: in one line of a terminal, or at its start and end in a log."""
    started, done = time.time(), threading.Event()

    def line():
        minutes, seconds = divmod(int(time.time() - started), 60)
        return "plumage: setup   %3d:%02d  %s" % (minutes, seconds, text)

    def tick():
        while not done.wait(1):
            # What is printed meanwhile, such as errors of pip, is written over the line.
            sys.stderr.write(line() + "\r")
            sys.stderr.flush()

    ticker = threading.Thread(target=tick, daemon=True)
    if sys.stderr.isatty():
        ticker.start()
    else:
        sys.stderr.write("plumage: setup\n")
        sys.stderr.flush()
    try:
        yield
    finally:
        done.set()
        if ticker.is_alive():
            ticker.join()
        sys.stderr.write(line() + "\n")
        sys.stderr.flush()


def fingerprint(lock_path):
    """Return what the environment is made from: the locked packages, the project, the Python."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (lock_path, os.path.join(ROOT, "pyproject.toml")):
        with open(path, "rb") as handle:
            digest.update(handle.read())
    digest.update(ROOT.encode())
    return digest.hexdigest()


def pip_install(python):
    """Return the start of a pip command."""
    return [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]


def install_uv(python, lock):
    """Have pip install uv, with the lock's hashes; say whether that went well."""
    pinned = re.search(r"^uv==.*(?:\n[ ]+--hash.*)+", read(lock), re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "uv.txt")
        write(path, pinned.group() + "\n")
        return subprocess.call([*pip_install(python), "--require-hashes", "-r", path]) == 0


def uv_environment(python):
    """Return the environment for uv, which reads no settings of pip: an index, certificates.

    What is set for uv itself is left as it is.
    """
    listed = subprocess.run(
        [python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    # Lines such as `global.index-url=...`; those of the environment, `:env:.`, come first and win.
    lines = re.findall(r"^(?:\w+|:env:)\.([\w-]+)='(.*)'$", listed, re.MULTILINE)
    set_for_pip = dict(reversed(lines))
    known = {name: set_for_pip[setting] for name, setting in UV_SETTINGS if setting in set_for_pip}
    return dict(known, **os.environ)


def install_with_uv(venv, lock):
    """Install the lock's packages and the project with uv; say whether that went well."""
    python = os.path.join(venv, "bin", "python")
    uv = [os.path.join(venv, "bin", "uv"), "pip", "install", "--quiet", "--python", python]
    environment = uv_environment(python)
    return all(
        subprocess.call([*uv, *step], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) == 0
        for step in steps_of(lock)
    )


def install_with_pip(python, lock):
    """Install the same with pip, which reads settings that uv does not know; or stop."""
    print("plumage: uv could not install them here; pip does it, which takes some minutes")
    sys.stdout.flush()
    for step in steps_of(lock):
        if subprocess.call([*pip_install(python), *step], cwd=ROOT) != 0:
            stop("pip could not install from %s; fix what it says above, run again" % lock)


def steps_of(lock):
    """Return the words after `install` of both steps: locked packages, then the project."""
    # Build isolation would fetch a build backend outside the lock.
    return [["--require-hashes", "-r", lock], ["--no-deps", "--no-build-isolation", "-e", ROOT]]


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

    if os.path.islink(venv):
        stop("%s is a link to another folder, which would be emptied: remove the link" % venv_name)
    with show_step("%s from %s (once)" % (venv_name, lock_name)):
        set_up(venv, lock)
    write(stamp, made_from)


def set_up(venv, lock):
    """Make the environment if there is none that can be used, and install into it."""
    python = os.path.join(venv, "bin", "python")
    # Scripts of an environment name the folder it was made in: a moved or copied one is no use.
    home = os.path.join(venv, "made-in")
    usable = os.path.exists(python) and subprocess.call([python, "-c", ""]) == 0
    if usable:
        usable = os.path.exists(home) and read(home) == ROOT
    if not usable and subprocess.call([sys.executable, "-m", "venv", "--clear", venv]) != 0:
        stop(
            "could not create %s. On Debian and Ubuntu the module is a package of its own: "
            "apt-get install python3-venv" % os.path.basename(venv)
        )
    write(home, ROOT)
    if not (install_uv(python, lock) and install_with_uv(venv, lock)):
        install_with_pip(python, lock)


if __name__ == "__main__":
    main(*sys.argv[1:])
