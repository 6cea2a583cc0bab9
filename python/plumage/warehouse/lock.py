"""One writer at a time: a lock beside the warehouse, ``plumage.duckdb.lock``."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plumage.core.errors import PlumageError

SECONDS_TO_WAIT = (0.5, 1, 2)
"""Pauses between tries while another process holds the lock or the file."""

NO_WAREHOUSE = "{path} is not a DuckDB file: move it away, or set PLUMAGE_DUCKDB; then `dbt build`"

_held: dict[Path, int] = {}
"""Locks of this process by warehouse: file descriptors."""


@contextmanager
def sole_writer(warehouse: Path, purpose: str) -> Iterator[None]:
    """Keep other writers of Plumage away from a warehouse; readers are not concerned.

    Within one process the lock is held once, however often it is asked for. It goes with the
    process, whatever ends that.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.
    purpose : str
        What the process does, for the message that another one shows.

    Yields
    ------
    None
        While the lock is held.

    Raises
    ------
    PlumageError
        If another process holds it, or its folder cannot be written.
    """
    mine = take_lock(warehouse, purpose)
    try:
        yield
    finally:
        if mine:
            release_lock(warehouse)


def take_lock(warehouse: Path, purpose: str) -> bool:
    """Take the lock of ``sole_writer`` until ``release_lock``.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.
    purpose : str
        What the process does.

    Returns
    -------
    bool
        False if this process held it before.

    Raises
    ------
    PlumageError
        If another process holds it, its folder cannot be written, or a file that is not a warehouse
        is in its place, which gets no lock beside it.
    """
    if warehouse in _held:
        return False
    if warehouse.is_file() and not _is_duckdb_file(warehouse):
        raise PlumageError(NO_WAREHOUSE.format(path=warehouse))
    path = warehouse.with_name(f"{warehouse.name}.lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise PlumageError(
            f"{path} cannot be written ({error.strerror}): the warehouse's folder must be "
            "writable and have room; fix that, or set PLUMAGE_DUCKDB to a file elsewhere"
        ) from error
    for pause in (*SECONDS_TO_WAIT, None):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError as error:
            if pause is None or error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                holder = os.pread(handle, 200, 0).decode(errors="replace").strip()
                os.close(handle)
                raise PlumageError(
                    f"{warehouse} is being written by {holder or 'another process'}: wait until it "
                    "ends, then run again. Nothing was changed"
                ) from error
            time.sleep(pause)
    with suppress(OSError):  # A full disk leaves the message without a name, no more.
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{purpose} (process {os.getpid()})".encode(), 0)
    _held[warehouse] = handle
    return True


def _is_duckdb_file(path: Path) -> bool:
    """Tell a file of DuckDB by its first bytes; whoever opens one says that it may not be read."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return True
    return head[8:] == b"DUCK"


def release_lock(warehouse: Path) -> None:
    """Let others write; nothing happens when this process does not hold the lock.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.
    """
    handle = _held.pop(warehouse, None)
    if handle is not None:
        # The file stays: to unlink it would let two processes lock two files of one name.
        with suppress(OSError):
            os.ftruncate(handle, 0)
        os.close(handle)
