"""Does work in a process of its own: one that the system ends cannot say why.

An engine that gets no memory dies inside its own code, and a machine without memory kills: no
exception reaches Python. Forked before anything large is imported, the watcher costs nothing.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable


def watch(work: Callable[[], int], program: str) -> int:
    """Do work in a fork, and say why it is gone if it cannot say so itself.

    Parameters
    ----------
    work : callable
        Imports what it needs, and returns an exit code.
    program : str
        Stands before messages.

    Returns
    -------
    int
        Exit code; this returns in both processes, and each has to end with it.
    """
    if not hasattr(os, "fork"):
        return work()
    child = os.fork()
    if child == 0:
        return work()
    # Ctrl-C reaches the child by itself, which answers it; `kill` and `timeout` reach only here.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    return say_how_it_died(os.waitpid(child, 0)[1], program)


def say_how_it_died(status: int, program: str) -> int:
    """Say on standard error why the process that did the work is gone; return the exit code."""
    ended = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    if ended == -signal.SIGTERM:
        sys.stderr.write(f"{program}: stopped; the last good results are intact\n")
        return 128 + signal.SIGTERM
    # 127 is how the C library gives up when it cannot allocate a thread's data.
    if ended >= 0 and ended != 127:
        return ended
    how = f"signal {-ended}" if ended < 0 else "the C library"
    sys.stderr.write(
        f"{program}: ended by {how}, most likely because memory ran out. The last good results are "
        "intact: close other programs, or use a larger machine, then run again\n"
    )
    return 2
