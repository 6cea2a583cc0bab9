"""Processes that score texts side by side: one process's interpreter scores on one core alone.

DuckDB calls a function from each of its threads, a batch of texts at a time. Once so many texts
were scored that starting processes pays, each call hands its batch to a process and waits, so that
as many work as DuckDB has threads. Texts and scores go through pipes as Arrow streams. A process
that cannot be started, or dies, costs nothing but time: its batch is scored here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock

import pyarrow as pa

PAYS_FROM = 30_000
"""Texts scored here before others help: starting a process takes as long as some ten thousand."""

BATCH_PAYS_FROM = 200
"""Smaller batches are scored sooner than sent."""

_TEXTS = pa.schema([("text", pa.string())])
_PACKAGES = Path(__file__).resolve().parents[2]


class Scorer:
    """A process that scores batches; it ends when its input does, whatever becomes of this one.

    Raises
    ------
    OSError
        If it cannot be started.
    """

    def __init__(self) -> None:
        path = os.pathsep.join([str(_PACKAGES), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
        )
        self._texts = pa.ipc.new_stream(self._process.stdin, _TEXTS)
        self._scores: pa.RecordBatchReader | None = None

    def score(self, texts: pa.Array) -> pa.Array:
        """Have a batch scored.

        Raises
        ------
        OSError, pyarrow.ArrowException, StopIteration
            If the process is no more.
        """
        self._texts.write_batch(pa.record_batch([texts], schema=_TEXTS))
        self._process.stdin.flush()
        if self._scores is None:
            self._scores = pa.ipc.open_stream(self._process.stdout)
        return self._scores.read_next_batch().column(0)

    def close(self) -> None:
        """Let the process end, and wait for it."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                pipe.close()
        self._process.wait()


class Scorers:
    """As many processes as batches are scored at a time.

    Parameters
    ----------
    score_here : callable
        Scores a batch in this process.
    """

    def __init__(self, score_here: Callable[[pa.Array], pa.Array]) -> None:
        self._score_here = score_here
        self._idle: LifoQueue[Scorer] = LifoQueue()
        self._lock = Lock()
        self._scored_here = 0
        self._are_wanted = (os.cpu_count() or 1) > 1

    def score(self, texts: pa.ChunkedArray | pa.Array) -> pa.Array:
        """Score a batch, in another process where that pays.

        Parameters
        ----------
        texts : pyarrow.Array or pyarrow.ChunkedArray of shape (n_texts,)
            Strings and nulls.

        Returns
        -------
        pyarrow.Array of shape (n_texts,)
            What ``score_here`` gives.
        """
        if isinstance(texts, pa.ChunkedArray):
            texts = texts.combine_chunks()
        if self._scored_here >= PAYS_FROM and len(texts) >= BATCH_PAYS_FROM and self._are_wanted:
            scores = self._score_elsewhere(texts)
            if scores is not None:
                return scores
        with self._lock:
            self._scored_here += len(texts)
        return self._score_here(texts)

    def _score_elsewhere(self, texts: pa.Array) -> pa.Array | None:
        try:
            scorer = self._take()
        except OSError:
            self._are_wanted = False
            return None
        try:
            scores = scorer.score(texts)
        except (OSError, pa.ArrowException, StopIteration):
            self._are_wanted = False
            scorer.close()
            return None
        self._idle.put(scorer)
        return scores

    def _take(self) -> Scorer:
        try:
            return self._idle.get_nowait()
        except Empty:
            return Scorer()

    def close(self) -> None:
        """Let all processes end; the next large batch starts others."""
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()


def serve() -> None:
    """Score the batches of standard input until it ends."""
    from plumage.udf.sentiment import SCORES_TYPE, score_texts  # noqa: PLC0415 - it imports us

    scores_schema = pa.schema([("scores", SCORES_TYPE)])
    with pa.ipc.new_stream(sys.stdout.buffer, scores_schema) as output:
        for texts in pa.ipc.open_stream(sys.stdin.buffer):
            scores = score_texts(texts.column(0))
            output.write_batch(pa.record_batch([scores], schema=scores_schema))
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        serve()
