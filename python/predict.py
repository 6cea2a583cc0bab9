"""Predict ages from the warehouse: ``python python/predict.py [--output ages_pred.csv]``.

Written for any Python 3 up to the imports, so that an old one, or one outside the environment, is
told what it lacks in one line.
"""

import os
import signal
import sys

OLDEST_PYTHON = (3, 11)
REMEDY = "run `make setup`, then `.venv/bin/python python/predict.py`"


def stop(reason):
    """End with one line that says what is missing and the way out."""
    sys.stderr.write("predict.py: " + " ".join(reason.split()) + ": " + REMEDY + "\n")
    sys.exit(2)


def load():
    """Import the command, or end with one line that says what is missing."""
    if sys.version_info < OLDEST_PYTHON:
        stop("Python " + sys.version.split()[0] + " is too old, 3.11 or newer is needed")
    try:
        from plumage.age import cli  # noqa: PLC0415 - an old Python has to be told before
    except ImportError as error:
        stop(str(error))
    return cli.main


def say_how_it_died(status):
    """Say on standard error why the process that did the work is gone; return the exit code."""
    ended = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    if ended == -signal.SIGTERM:
        sys.stderr.write("predict.py: stopped; the last good results are whole\n")
        return 128 + signal.SIGTERM
    # 127 is how the C library gives up when it cannot allocate a thread's data.
    if ended >= 0 and ended != 127:
        return ended
    how = "signal " + str(-ended) if ended < 0 else "the C library"
    sys.stderr.write(
        "predict.py: ended by " + how + ", most likely since memory ran out. The last good results "
        "are whole: close other programs, or use a larger machine, then run again\n"
    )
    return 2


def main():
    """Do the work in a process of its own: one that the system ends cannot say why.

    An engine that gets no memory dies inside its own code, and a machine without memory kills: no
    exception reaches Python. Forked before anything large is imported, the watcher costs nothing.
    """
    if not hasattr(os, "fork"):
        return load()()
    child = os.fork()
    if child == 0:
        return load()()
    # Ctrl-C reaches the child by itself, which answers it; `kill` and `timeout` reach only here.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    return say_how_it_died(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main())
