"""What commands print while they work."""

from __future__ import annotations

import atexit
from contextlib import suppress

_last: list[str] = []


def announce(text: str) -> None:
    """Print a line of progress at once, in logs too.

    Parameters
    ----------
    text : str
        One line.
    """
    print(f"plumage: {text}", flush=True)


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
