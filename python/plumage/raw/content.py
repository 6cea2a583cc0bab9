"""Bytes of raw files, decompressed as a stream."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

# Large enough that its hash is under way while Python looks at the chunk.
CHUNK_BYTES = 8 << 20
GZIP_MAGIC = b"\x1f\x8b"
# Texts and JSON shrink 5 to 20 times. Beyond this ratio a file is built to fill the disk.
MAX_GZIP_EXPANSION = 300
# A small file may shrink as much as it likes: it fills nothing.
FREE_EXPANSION_BYTES = 64 << 20


class RawContent:
    """The decompressed bytes of one raw file, chunk by chunk.

    Compression is told by the first bytes, not by the name. A gzip file that breaks off or is
    damaged yields what can be read; `fault` then says what was wrong.

    Parameters
    ----------
    path : str
        The file.
    chunk_bytes : int, default=8 MiB
        Largest chunk, in bytes.
    max_expansion : float, default=300
        Decompressed bytes over compressed ones from which on reading stops.

    Attributes
    ----------
    is_gzip : bool
        Whether the file is compressed.
    fault : str or None
        Reason code, known once the chunks are used up: `gzip_breaks_off`, `gzip_damaged` or
        `gzip_expands_too_far`.
    byte_count : int
        Decompressed bytes yielded so far.
    """

    def __init__(
        self,
        path: str,
        *,
        chunk_bytes: int = CHUNK_BYTES,
        max_expansion: float = MAX_GZIP_EXPANSION,
    ) -> None:
        self.path = path
        self.chunk_bytes = chunk_bytes
        self.max_expansion = max_expansion
        with Path(path).open("rb") as file:
            self.is_gzip = file.read(2) == GZIP_MAGIC
        self.fault: str | None = None
        self.byte_count = 0
        self._digest = hashlib.sha256()
        self._is_hashed = False

    def __iter__(self) -> Iterator[bytes]:
        """Yield the chunks from the start; can be repeated."""
        self.fault = None
        self.byte_count = 0
        chunks = self._decompressed() if self.is_gzip else self._stored()
        # Once is enough, and a fifth of the time that a second look at a file takes.
        for chunk in chunks if self._is_hashed else self._hashing(chunks):
            self.byte_count += len(chunk)
            yield chunk

    def _hashing(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Hash the chunks, each in a thread of its own while the caller looks at it."""
        self._digest = hashlib.sha256()
        hashed: Future[None] | None = None
        with ThreadPoolExecutor(max_workers=1) as hashing:
            for chunk in chunks:
                if hashed is not None:
                    hashed.result()
                hashed = hashing.submit(self._digest.update, chunk)
                yield chunk
        self._is_hashed = True

    def read_through(self) -> None:
        """Read to the end, so that hash, length and fault are known."""
        for _ in self:
            pass

    @property
    def sha256(self) -> str:
        """Hash of the decompressed bytes yielded so far, and of the fault that ended them."""
        digest = self._digest.copy()
        digest.update((self.fault or "").encode())
        return digest.hexdigest()

    def head(self, byte_count: int = 1 << 16) -> bytes:
        """Read the first bytes.

        Parameters
        ----------
        byte_count : int, default=65536
            How many at most.

        Returns
        -------
        bytes
            Decompressed.
        """
        collected = b""
        for chunk in self._decompressed() if self.is_gzip else self._stored():
            collected += chunk
            if len(collected) >= byte_count:
                break
        self.fault = None
        return collected[:byte_count]

    def _stored(self) -> Iterator[bytes]:
        with Path(self.path).open("rb") as file:
            while chunk := file.read(self.chunk_bytes):
                yield chunk

    def _decompressed(self) -> Iterator[bytes]:
        consumed = produced = 0
        decoder = zlib.decompressobj(wbits=31)
        for stored in self._stored():
            consumed += len(stored)
            pending = stored
            while pending:
                if decoder.eof:
                    # A gzip file may hold several members, with zero bytes as padding between.
                    pending = pending.lstrip(b"\0")
                    if not pending:
                        break
                    decoder = zlib.decompressobj(wbits=31)
                checkpoint = decoder.copy()
                try:
                    chunk = decoder.decompress(pending, self.chunk_bytes)
                except zlib.error:
                    yield from _decompressed_before_damage(checkpoint, pending)
                    self.fault = "gzip_damaged"
                    return
                pending = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
                produced += len(chunk)
                if chunk:
                    yield chunk
                if produced > FREE_EXPANSION_BYTES and produced > self.max_expansion * consumed:
                    self.fault = "gzip_expands_too_far"
                    return
        if not decoder.eof:
            self.fault = "gzip_breaks_off"


def _decompressed_before_damage(decoder: zlib._Decompress, pending: bytes) -> Iterator[bytes]:
    """Bytes up to the damage, for which one call gives nothing at all: byte by byte."""
    collected = []
    try:
        for position in range(len(pending)):
            collected.append(decoder.decompress(pending[position : position + 1]))
    except zlib.error:
        pass
    yield b"".join(collected)
