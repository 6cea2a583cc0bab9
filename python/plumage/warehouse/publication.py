"""A build works on a copy of the warehouse and puts it in place when everything in it went well.

Whatever stops a build (an error, a failed test, a full disk, ``kill -9``), the file of the last
good one is not touched; readers keep it open meanwhile. The copy has the warehouse's file name,
which is also the name of its catalogue: ``plumage.duckdb.building/plumage.duckdb``. The pattern is
known as write, audit, publish.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from plumage.core.errors import PlumageError
from plumage.warehouse.lock import SECONDS_TO_WAIT, release_lock, sole_writer, take_lock

FICLONE = 0x40049409
"""Request of Linux to share the blocks of a file with its copy (btrfs, XFS): a copy in no time."""


def building_folder(warehouse: Path) -> Path:
    """Folder of the copy that a build works on.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.

    Returns
    -------
    pathlib.Path
        Beside the warehouse, so that a rename puts the copy in place.
    """
    return warehouse.with_name(f"{warehouse.name}.building")


@dataclass
class Publication:
    """The way of one build from the copy to the warehouse.

    Attributes
    ----------
    warehouse : pathlib.Path
        File of the warehouse, links resolved.
    stamp : tuple of int or None
        What the file was when it was copied; None when there was none.
    left_over : bool
        Whether an earlier build did not come to its end.
    """

    warehouse: Path
    stamp: tuple[int, ...] | None = None
    left_over: bool = field(default=False, init=False)

    @property
    def copy(self) -> Path:
        """File that the build works on."""
        return building_folder(self.warehouse) / self.warehouse.name

    @property
    def compact(self) -> Path:
        """The same without the blocks of replaced tables, when the build wrote it so."""
        return self.copy.with_name(f"{self.copy.name}.compact")

    def begin(self, *, resume: bool = False, starts_over: bool = False) -> None:
        """Take the lock and make the copy.

        Parameters
        ----------
        resume : bool
            Go on with the copy of a build that failed, if it is there (``dbt retry``).
        starts_over : bool
            Begin with an empty file: the build keeps nothing of the warehouse that it replaces.

        Raises
        ------
        PlumageError
            If another build runs, the warehouse cannot be read, or there is no room.
        """
        take_lock(self.warehouse, "a dbt build")
        folder = self.copy.parent
        try:
            self.left_over = folder.exists()
            if self.left_over and not (resume and self.copy.exists()):
                shutil.rmtree(folder)
            folder.mkdir(parents=True, exist_ok=True)
            self.compact.unlink(missing_ok=True)
            if self.warehouse.exists():
                self._copy_warehouse(starts_over=starts_over)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            release_lock(self.warehouse)
            raise PlumageError(
                f"{folder} cannot be written ({error.strerror or error}): a build needs as much "
                f"room again as the warehouse has. {self._still_there()} Make room or set "
                "PLUMAGE_DUCKDB to a file elsewhere, then run again"
            ) from error
        except PlumageError:
            shutil.rmtree(folder, ignore_errors=True)
            release_lock(self.warehouse)
            raise

    def _copy_warehouse(self, *, starts_over: bool) -> None:
        log = self.warehouse.with_name(f"{self.warehouse.name}.wal")
        if log.exists():
            # Left by a writer that was killed: opened for writing, DuckDB works it into the file.
            with opened(self.warehouse, read_only=False):
                pass
        with opened(self.warehouse, read_only=True):
            self.stamp = _stamp(self.warehouse)
            if not self.copy.exists() and not starts_over:
                copy_file(self.warehouse, self.copy)

    def publish(self) -> bool:
        """Put the copy in the warehouse's place; it must be checkpointed.

        Returns
        -------
        bool
            True.

        Raises
        ------
        PlumageError
            If somebody else wrote the warehouse meanwhile, or the folder cannot be written.
        """
        if self.copy.with_name(f"{self.copy.name}.wal").exists():
            raise PlumageError(f"{self.copy} has changes that are not in the file: run again")
        if self.warehouse.exists():
            with opened(self.warehouse, read_only=True):
                pass
        if _stamp(self.warehouse) != self.stamp:
            raise PlumageError(
                f"{self.warehouse} was changed by another program during the build, and is left as "
                "it is: run `dbt build` again while nothing writes to it"
            )
        try:
            os.replace(self.compact if self.compact.exists() else self.copy, self.warehouse)
        except OSError as error:
            raise PlumageError(
                f"{self.warehouse} cannot be replaced ({error.strerror}): the finished build is "
                f"{self.copy}. Fix that, then run `dbt build` again"
            ) from error
        with suppress(OSError):
            handle = os.open(self.warehouse.parent, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)
        shutil.rmtree(self.copy.parent, ignore_errors=True)
        release_lock(self.warehouse)
        return True

    def _still_there(self) -> str:
        return f"{self.warehouse} is as it was." if self.warehouse.exists() else ""


def copy_file(source: Path, target: Path) -> None:
    """Copy a file within a file system, sharing its blocks where that can be done."""
    with source.open("rb") as read, target.open("wb") as written:
        try:
            fcntl.ioctl(written, FICLONE, read.fileno())
        except OSError:
            shutil.copyfileobj(read, written, 1 << 22)


def unfinished_build(warehouse: Path) -> bool:
    """Check whether the last build was cut short, and none is under way.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.

    Returns
    -------
    bool
        Whether its copy was left behind.
    """
    if not building_folder(warehouse).exists():
        return False
    try:
        with sole_writer(warehouse, "a look"):
            return True
    except PlumageError:
        return False


def _stamp(path: Path) -> tuple[int, ...] | None:
    """Identify the state of a file by inode, size, time and log; None when there is none."""
    try:
        facts = path.stat()
    except FileNotFoundError:
        return None
    log = path.with_name(f"{path.name}.wal")
    return facts.st_ino, facts.st_size, facts.st_mtime_ns, int(log.exists())


@contextmanager
def opened(path: Path, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """Hold a warehouse open, so that nobody writes to it.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.
    read_only : bool
        Whether nothing is to be written.

    Yields
    ------
    duckdb.DuckDBPyConnection
        Connection without Plumage's functions and settings.

    Raises
    ------
    PlumageError
        If the file cannot be opened, or another process holds it for longer than a moment.
    """
    for pause in (*SECONDS_TO_WAIT, None):
        try:
            connection = duckdb.connect(str(path), read_only=read_only)
            break
        except duckdb.Error as error:
            from plumage.warehouse.access import LOCKED, reason_not_opened  # noqa: PLC0415 - heavy

            if pause is None or LOCKED not in str(error):
                raise PlumageError(reason_not_opened(path, error)) from error
            time.sleep(pause)
    try:
        yield connection
    finally:
        connection.close()
