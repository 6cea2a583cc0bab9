"""What commands print while they work."""

from __future__ import annotations

import atexit
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import click

_last: list[str] = []


def announce(text: str) -> None:
    """Print a line of progress at once, in logs too.

    Parameters
    ----------
    text : str
        One line.
    """
    print(f"plumage: {text}", flush=True)


def warn(text: str) -> None:
    """Print a line on standard error, where standard output is a result for other programs.

    Parameters
    ----------
    text : str
        One line.
    """
    print(f"plumage: {text}", file=sys.stderr, flush=True)


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[int], object]]:
    """Show a bar on standard error while something takes long; its label alone where nobody looks.

    Parameters
    ----------
    label : str
        What is being done.
    total : int
        How many steps it has, such as bytes.

    Yields
    ------
    callable
        Takes the number of steps made since it was called last.
    """
    with click.progressbar(
        length=max(total, 1),
        label=f"plumage: {label}",
        file=sys.stderr,
        update_min_steps=max(total // 200, 1),
    ) as bar:
        yield bar.update


def say_last(text: str) -> bool:
    """Print a message when the process ends, after all that others print until then.

    Parameters
    ----------
    text : str
        Message; the same one is printed once.

    Returns
    -------
    bool
        True, as a function of SQL has to return something.
    """
    if not _last:
        atexit.register(_print_last)
    if text not in _last:
        _last.append(text)
    return True


def _print_last() -> None:
    with suppress(OSError):  # Nobody may be reading any more.
        for text in _last:
            announce(text.removeprefix("plumage: "))
