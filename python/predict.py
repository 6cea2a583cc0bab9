"""Predict ages from the warehouse: ``python python/predict.py [--output ages_pred.csv]``.

The same as ``plumage predict``. Written for any Python 3 up to the imports, so that an old one, or
one outside the environment, is told what it lacks in one line.
"""

import sys

OLDEST_PYTHON = (3, 11)
REMEDY = "run `make setup`, then `.venv/bin/python python/predict.py`"


def stop(reason):
    """End with one line that says what is missing and the way out."""
    sys.stderr.write("predict.py: " + " ".join(reason.split()) + ": " + REMEDY + "\n")
    sys.exit(2)


def load():
    """Import the command and do the work, or end with one line that says what is missing."""
    try:
        from plumage.age.cli import main  # noqa: PLC0415 - it needs packages, the watcher none
    except ImportError as error:
        stop(str(error))
    return main()


def main():
    """Do the work in a process that another one watches."""
    if sys.version_info < OLDEST_PYTHON:
        stop("Python " + sys.version.split()[0] + " is too old, 3.11 or newer is needed")
    try:
        from plumage.core.watcher import watch  # noqa: PLC0415 - an old Python is told before
    except ImportError as error:
        stop(str(error))
    return watch(load, "predict.py")


if __name__ == "__main__":
    sys.exit(main())
