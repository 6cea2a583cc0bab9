"""What commands print while they work."""

from __future__ import annotations

import atexit
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread

DRAW_SECONDS = 0.5
"""Time between two updates of a line on a terminal."""

LOG_SECONDS = 5
"""Time from one line of a step to the next in a log, at least."""

PERCENT_FROM = 100
"""Steps of so many parts show percent; others show parts."""

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


class Progress:
    """A step of a command, as a line on standard error: how long it runs, and how far it is.

    A terminal has one line, updated in place; a log gets plain lines at the start, at quarters of
    a step that takes long, and at the end.

    Parameters
    ----------
    label : str
        What is being done.
    total : int
        How many parts the step has, such as bytes; 0 when nobody knows.
    is_kept : bool
        Whether the line stays; one that does not is for terminals alone.

    Attributes
    ----------
    total : int
        May be set later.
    result : str
        What the last line says; by default how far the step came.
    """

    def __init__(self, label: str, total: int = 0, *, is_kept: bool = True) -> None:
        self.total, self.result = total, ""
        self._is_kept = is_kept
        self._label, self._done = label, 0
        self._start = self._written = time.monotonic()
        self._shown = ""
        self._lock, self._end = Lock(), Event()
        self._is_terminal = sys.stderr.isatty()
        if self._is_terminal:
            self._ticker = Thread(target=self._tick, daemon=True)
            self._ticker.start()
        elif is_kept:
            self._write(f"plumage: {label}\n")

    def advance(self, parts: int = 1) -> None:
        """Note that some more parts are done.

        Parameters
        ----------
        parts : int
            Number of them.
        """
        before, self._done = self._done, min(self._done + parts, self.total)
        is_quarter = self.total and 4 * before // self.total < 4 * self._done // self.total < 4
        now = time.monotonic()
        if is_quarter and not self._is_terminal and now - self._written >= LOG_SECONDS:
            self._written = now
            self._write(f"{self._line()}\n")

    def say(self, text: str) -> None:
        """Print a line of output above the line of progress.

        Parameters
        ----------
        text : str
            Without its line break.
        """
        with self._lock:
            self._wipe()
            print(text, flush=True)

    def close(self, *, is_done: bool) -> None:
        """End the line; a step that failed leaves none, since its message says what happened.

        Parameters
        ----------
        is_done : bool
            Whether the step came to its end.
        """
        if self._is_terminal:
            self._end.set()
            self._ticker.join()
            self._wipe()
        if self._is_kept and is_done:
            self._done = self.total
            self._write(f"{self._line()}\n")

    def _line(self) -> str:
        """Word the line, such as ``plumage: build     1:02  31 %``."""
        far = f"{self._done} of {self.total}" if self.total else ""
        if self.total >= PERCENT_FROM:
            far = f"{100 * self._done // self.total} %"
        minutes, seconds = divmod(int(time.monotonic() - self._start), 60)
        clock = f"{minutes}:{seconds:02}"
        return f"plumage: {self._label:<7} {clock:>6}  {self.result or far}".rstrip()

    def _tick(self) -> None:
        """Draw the line now and then, until the step ends."""
        while not self._end.wait(DRAW_SECONDS):
            self._draw()

    def _draw(self) -> None:
        """Write the line over the one before it; a line that wraps could not be updated."""
        with self._lock:
            line = self._line()[: shutil.get_terminal_size().columns - 1]
            if line != self._shown:
                self._write("\r" + line.ljust(len(self._shown)))
                self._shown = line

    def _wipe(self) -> None:
        """Remove the line from a terminal, so that something else can be written there."""
        if self._shown:
            self._write("\r" + " " * len(self._shown) + "\r")
            self._shown = ""

    def _write(self, text: str) -> None:
        """Write at once; nobody may be reading any more."""
        with suppress(OSError, ValueError):
            sys.stderr.write(text)
            sys.stderr.flush()


@contextmanager
def progress(label: str, total: int = 0, *, is_kept: bool = True) -> Iterator[Progress]:
    """Show how far a step is while it runs.

    Parameters
    ----------
    label : str
        What is being done.
    total : int
        How many parts the step has, such as bytes; 0 when nobody knows.
    is_kept : bool
        Whether the line stays; one that does not is for terminals alone.

    Yields
    ------
    Progress
        Its ``advance`` is called with the number of parts that were done since the last call.
    """
    step, is_done = Progress(label, total, is_kept=is_kept), False
    try:
        yield step
        is_done = True
    finally:
        step.close(is_done=is_done)


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
