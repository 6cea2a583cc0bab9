"""Files: their hash, and writing that a fault does not leave half done."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plumage.core.errors import PlumageError


def sha256_of(path: Path) -> str:
    """Hash a file.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


@contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Turn an error of the file system into one line that names the file.

    Parameters
    ----------
    path : pathlib.Path
        File that is being written.

    Yields
    ------
    None
        While the block runs.

    Raises
    ------
    PlumageError
        In place of an OSError.
    """
    try:
        yield
    except OSError as error:
        raise PlumageError(
            f"{path} could not be written ({error.strerror or error}): make room or choose "
            "another place"
        ) from error


def write_whole(content: bytes, path: Path) -> None:
    """Write a file beside its place and rename it there: it is whole, or as it was.

    Parameters
    ----------
    content : bytes
        All of it.
    path : pathlib.Path
        Where to; its folder must be there.

    Raises
    ------
    PlumageError
        If it cannot be written.
    """
    pending = path.with_name(f".{path.name}.pending")
    try:
        with said_plainly(path):
            pending.write_bytes(content)
            pending.replace(path)
    finally:
        with suppress(OSError):
            pending.unlink()


def sync_folder(folder: Path) -> None:
    """Make a renamed file outlast a power cut; folders cannot be synced everywhere.

    Parameters
    ----------
    folder : pathlib.Path
        Where the file was renamed.
    """
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_running(process_id: str) -> bool:
    """Tell whether a process of that id exists.

    Parameters
    ----------
    process_id : str
        Text that should be an id.

    Returns
    -------
    bool
        False for text that is none.
    """
    try:
        os.kill(int(process_id), 0)
    except (ValueError, ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
