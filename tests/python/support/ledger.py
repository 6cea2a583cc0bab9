"""What was tried on Plumage, for the table that `make trust` prints.

Tests write down each input, fuzzed record or fault with what became of it; the report is made of
these rows alone, so that it tells what was done in this run, not what is believed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

LEDGER_VARIABLE = "PLUMAGE_TRUST_LEDGER"
PARTS = ("inputs", "hostile content", "fuzzing", "network", "faults")
CRASH = "Traceback (most recent call last)"


@dataclass
class Row:
    """Something that was tried.

    Attributes
    ----------
    part : str
        One of ``PARTS``.
    name : str
        What was tried: the input, the property, or the fault with the step it struck.
    tried : int
        How often: inputs, examples, or faults that struck.
    records : int
        Records that went through.
    lost : int
        Records that were neither kept nor rejected nor duplicates.
    crashes : int
        Tracebacks that a user would have seen.
    outcome : str
        What became of it; for a fault also the evidence that it struck.
    """

    part: str
    name: str
    tried: int = 1
    records: int = 0
    lost: int = 0
    crashes: int = 0
    outcome: str = ""


def write_row(row: Row) -> None:
    """Add a row to the ledger; without one (outside `make trust`) nothing is written."""
    if row.part not in PARTS:
        raise ValueError(f"part must be one of {PARTS}, got: {row.part!r}")
    path = os.environ.get(LEDGER_VARIABLE)
    if path:
        # One write of a short line: test processes share the file.
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(row)) + "\n")


@contextmanager
def trying(part: str, name: str, *, tried: int = 1) -> Iterator[Row]:
    """Write down what is tried in the block, as failed when the block fails.

    Examples
    --------
    >>> with trying("faults", "kill -9 in predict.py: cross-validation") as row:
    ...     row.outcome = "died by signal 9; previous answers whole; next run repaired"
    """
    row = Row(part, name, tried)
    try:
        yield row
    except BaseException as error:
        row.crashes += CRASH in str(error)
        row.outcome = (
            f"FAILED: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
        )
        raise
    finally:
        write_row(row)


def read_rows(path: Path) -> list[Row]:
    """Rows of a ledger, by part, as they were written."""
    rows = [Row(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    return sorted(rows, key=lambda row: PARTS.index(row.part))


def table_of(rows: Iterable[Row]) -> str:
    """The table, with a line of totals that says what was asked: nothing lost, nothing crashed."""
    rows = list(rows)
    lines = []
    for part in PARTS:
        of_part = [row for row in rows if row.part == part]
        lines.append(f"\n{part}: {sum(row.tried for row in of_part):,} tried")
        for row in of_part:
            # Names of inputs are hostile too.
            name = row.name.encode("unicode_escape").decode()
            lines.append(f"  {name[:58]:58} {row.tried:7,} {row.records:8,}  {row.outcome}")
    faults = sum(row.tried for row in rows if row.part == "faults")
    lines.append(
        f"\n{'':2}{'':58} {'tried':>7} {'records':>8}\n"
        f"inputs tried: {sum(row.tried for row in rows) - faults:,}"
        f" ({sum(row.tried for row in rows if row.part == 'inputs'):,} distinct hostile files)\n"
        f"records through the readers: {sum(row.records for row in rows):,}"
        f" ({sum(row.records for row in rows if row.part == 'fuzzing'):,} of them fuzzed)\n"
        f"faults injected: {faults:,}\n"
        f"records lost: {sum(row.lost for row in rows):,}\n"
        f"crashes: {sum(row.crashes for row in rows):,}\n"
        f"failures: {sum(row.outcome.startswith('FAILED') for row in rows):,}"
    )
    return "\n".join(lines)
