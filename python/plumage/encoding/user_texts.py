"""Texts of users, read in blocks of whole users, so that no step holds all of them."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa

from plumage.core.errors import PlumageError

CHARACTERS_PER_BLOCK = 1_000_000
"""Texts of a block; their n-grams take some hundred megabytes."""

MEMORY_BYTES = 16 * 2**20
"""Texts that take no more stay in memory."""

SCHEMA = pa.schema(
    [("user_id", pa.int64()), ("text_kind", pa.string()), ("prepared_text", pa.string())]
)


class UserTexts:
    """Texts of users, kept in a file without a name, which ends with the process.

    Iterating gives ``pandas.DataFrame`` with the columns of the batches: all rows of a user are in
    the same one, and users ascend.

    Parameters
    ----------
    batches : iterable of pyarrow.RecordBatch or pyarrow.Table
        ``user_id``, ``text_kind``, ``prepared_text``, in ascending order of users.
    folder : pathlib.Path, optional
        Where the file is, once the texts take more than a little memory; made if it is absent. By
        default where the operating system keeps such files.

    Raises
    ------
    PlumageError
        If the file cannot be written.
    """

    def __init__(
        self, batches: Iterable[pa.RecordBatch | pa.Table], folder: Path | None = None
    ) -> None:
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            # Open as long as this object is there.
            self._file = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES, dir=folder)  # noqa: SIM115
            weakref.finalize(self, self._file.close)
            with pa.ipc.new_stream(self._file, SCHEMA) as writer:
                for block in whole_users(batches):
                    writer.write_table(block)
        except OSError as error:
            raise PlumageError(
                f"texts of users could not be kept in {folder or tempfile.gettempdir()}: {error}. "
                "Make room there, or set PLUMAGE_TEMP_DIR to a folder that has some"
            ) from error

    @classmethod
    def of(cls, texts: pd.DataFrame) -> UserTexts:
        """Take texts that are in memory.

        Parameters
        ----------
        texts : pandas.DataFrame
            ``user_id``, ``text_kind``, ``prepared_text``.

        Returns
        -------
        UserTexts
            The same rows, in order of users.
        """
        ordered = texts[SCHEMA.names].sort_values("user_id", kind="stable")
        return cls([pa.Table.from_pandas(ordered, schema=SCHEMA, preserve_index=False)])

    def __iter__(self) -> Iterator[pd.DataFrame]:
        """Read all blocks, from the first one on."""
        self._file.seek(0)
        options = pa.ipc.IpcReadOptions(use_threads=False)
        with pa.ipc.open_stream(self._file, options=options) as reader:
            for batch in reader:
                yield as_frame(batch)


def as_frame(rows: pa.RecordBatch | pa.Table) -> pd.DataFrame:
    """Turn rows of Arrow into a frame, without threads.

    Where memory is short, threads of its own are what Arrow cannot start, and it says nothing of
    memory then.

    Parameters
    ----------
    rows : pyarrow.RecordBatch or pyarrow.Table
        Any rows.

    Returns
    -------
    pandas.DataFrame
        The same rows.
    """
    return rows.to_pandas(use_threads=False)


def whole_users(batches: Iterable[pa.RecordBatch | pa.Table]) -> Iterator[pa.Table]:
    """Divide texts into blocks that part no user.

    Parameters
    ----------
    batches : iterable of pyarrow.RecordBatch or pyarrow.Table
        Texts in ascending order of users.

    Yields
    ------
    pyarrow.Table
        In one piece, with about ``CHARACTERS_PER_BLOCK`` or a single user.
    """
    rest = SCHEMA.empty_table()
    for batch in batches:
        new = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
        rest = pa.concat_tables([rest, new.cast(SCHEMA)])
        rows = as_frame(rest.select(["user_id", "prepared_text"]))
        by_user = rows["prepared_text"].str.len().groupby(rows["user_id"], sort=False).sum()
        counts = rows.groupby("user_id", sort=False).size()
        # The last user may go on in the next batch.
        blocks = (by_user.cumsum() // CHARACTERS_PER_BLOCK).iloc[:-1]
        for _, users in counts.iloc[:-1].groupby(blocks.to_numpy(), sort=False):
            yield rest.slice(0, int(users.sum())).combine_chunks()
            rest = rest.slice(int(users.sum()))
    if rest.num_rows:
        yield rest.combine_chunks()
