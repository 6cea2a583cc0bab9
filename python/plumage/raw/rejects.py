"""Rejected records for people who mend them: ``plumage rejects list|export|restore``.

``export`` writes the whole bytes of every rejected record to files that can be mended by hand;
``restore`` checks the mended files and puts them into the raw folder, where the next build takes
them in. The damaged file stays as it is: what it lacks stays rejected there, and the mended record
counts in its own file. Nothing is taken in twice, since records of the same key count once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from plumage.core.errors import PlumageError
from plumage.core.tracking import check_output_folder, say_where_forget_looks
from plumage.raw.content import RawContent
from plumage.raw.layout import INPUT_KINDS
from plumage.raw.mended import (
    INDEX_NAME,
    LEDGER_NAME,
    ExportedFile,
    md5_of,
    read_entries,
    write_entries,
)
from plumage.raw.ranges import copy_ranges, find_ranges

# Answers keep the order of ages_test: its lines are mended where they are.
MENDED_IN_PLACE = "ages_test"
_QUERY = """
    select
        files.file_path,
        files.input_name,
        files.content_sha256,
        files.header_line_number,
        rejected.place,
        string_agg(distinct rejected.reason, ', ' order by rejected.reason) as reasons

    from staging.stg_raw__rejected_records as rejected
    inner join staging.base_raw__files as files
        on rejected.file_path = files.file_path
    -- A notice of a stream is no record that could be mended.
    where rejected.reason != 'stream_notice'
    group by all
    order by all
"""


@dataclass(frozen=True)
class RejectedFile:
    """A raw file with rejected records.

    Attributes
    ----------
    path : str
        Path in the raw folder.
    input_name : str
        The input, such as `age_tweets`.
    content_sha256 : str
        Hash of the content that the warehouse was built from.
    header_line_number : int or None
        Line on which a CSV's header ends.
    reasons : dict of str to str
        Reason codes by place.
    """

    path: str
    input_name: str
    content_sha256: str
    header_line_number: int | None
    reasons: dict[str, str]

    @property
    def is_csv(self) -> bool:
        """Whether lines of cells were rejected."""
        return not INPUT_KINDS[self.input_name].is_json


def read_rejected(warehouse: Path) -> list[RejectedFile]:
    """Read which records the last build rejected.

    Parameters
    ----------
    warehouse : pathlib.Path
        File of the warehouse.

    Returns
    -------
    list of RejectedFile
        Ordered by path.

    Raises
    ------
    PlumageError
        If there is no warehouse with staging tables, or somebody builds it right now.
    """
    if not warehouse.exists():
        raise PlumageError(f"no warehouse at {warehouse}: run `dbt build` first")
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            rows = connection.execute(_QUERY).fetchall()
    except duckdb.CatalogException as error:
        raise PlumageError(
            f"{warehouse} has no table of rejected records: run `dbt build` first"
        ) from error
    except duckdb.Error as error:
        raise PlumageError(f"cannot read {warehouse}: {str(error).splitlines()[0]}") from error
    files: dict[str, RejectedFile] = {}
    for path, input_name, content_sha256, header, place, reasons in rows:
        file = files.setdefault(path, RejectedFile(path, input_name, content_sha256, header, {}))
        file.reasons[place] = reasons
    return list(files.values())


def without_mended(files: Sequence[RejectedFile], folder: Path) -> list[RejectedFile]:
    """Leave out what was mended and restored before."""
    mended = {
        (entry.path, entry.content_sha256, place)
        for entry in read_entries(folder / LEDGER_NAME)
        if (folder / entry.mended_name).exists()
        for place in entry.reasons
    }
    left = []
    for file in files:
        reasons = {
            place: reason
            for place, reason in file.reasons.items()
            if (file.path, file.content_sha256, place) not in mended
        }
        if reasons:
            left.append(RejectedFile(**(asdict(file) | {"reasons": reasons})))
    return left


def export(files: Sequence[RejectedFile], folder: Path, target: Path) -> list[ExportedFile]:
    """Write the whole bytes of rejected records to files for mending.

    Parameters
    ----------
    files : sequence of RejectedFile
        What to export.
    folder : pathlib.Path
        Raw folder.
    target : pathlib.Path
        New or empty folder, outside the raw folder.

    Returns
    -------
    list of ExportedFile
        One for each raw file with bytes to mend.

    Raises
    ------
    PlumageError
        If the target cannot be used, git would track it, or a raw file is not the one that was
        built from.
    """
    if target.resolve().is_relative_to(folder.resolve()):
        raise PlumageError(f"{target} lies in the raw folder, where a build would read it again")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise PlumageError(f"{target} is not an empty folder: what was mended there would be lost")
    check_output_folder(target, option=str(target))
    target.mkdir(parents=True, exist_ok=True)
    say_where_forget_looks(target)
    exported = []
    for file in files:
        if file.input_name != MENDED_IN_PLACE and (entry := _export_file(file, folder, target)):
            exported.append(entry)
    write_entries(target / INDEX_NAME, exported)
    return exported


def _export_file(file: RejectedFile, folder: Path, target: Path) -> ExportedFile | None:
    content = RawContent(str(folder / file.path), max_expansion=float("inf"))
    for _ in content:
        pass
    if content.sha256 != file.content_sha256:
        raise PlumageError(
            f"{folder / file.path} changed since the warehouse was built: run `dbt build` first"
        )
    ranges = find_ranges(content, file.reasons)
    filled = [bounds for bounds in ranges.values() if bounds[0] < bounds[1]]
    if not filled:
        return None
    is_lines = file.is_csv or all(place.startswith("line ") for place in ranges)
    if file.header_line_number is not None:
        # Before the header there are blank lines at most.
        header = f"lines 1-{file.header_line_number}"
        filled.insert(0, find_ranges(content, [header])[header])
    # The name tells nothing of a path that may hold anything; a table of cells is no .csv here,
    # since a spreadsheet would run a cell that begins with an equals sign.
    digest = hashlib.md5(
        json.dumps([file.path, file.content_sha256, sorted(file.reasons)]).encode(),
        usedforsecurity=False,
    ).hexdigest()[:12]
    suffix = ".csv" if file.is_csv else ".jsonl" if is_lines else ".json"
    mended_name = f"{file.input_name}-mended-{digest}{suffix}"
    name = mended_name + ".txt" if file.is_csv else mended_name
    with (target / name).open("wb") as output:
        output.write(b"" if is_lines else b"[\n")
        copy_ranges(content, filled, output, between=b"" if is_lines else b"\n,\n")
        output.write(b"" if is_lines else b"\n]\n")
    return ExportedFile(
        name, mended_name, md5_of(target / name), file.path, file.content_sha256, dict(file.reasons)
    )
