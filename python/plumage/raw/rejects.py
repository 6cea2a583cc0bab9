"""Rejected records for people who mend them: ``plumage rejects list|export|restore``.

``export`` writes the whole bytes of every rejected record to files that can be mended by hand;
``restore`` checks the mended files and puts them into the raw folder, where the next build takes
them in. The damaged file stays as it is: what it lacks stays rejected there, and the mended record
counts in its own file. Nothing is taken in twice, since records of the same key count once.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from plumage.core.errors import PlumageError
from plumage.raw.content import RawContent
from plumage.raw.facts import inspect_raw_file
from plumage.raw.layout import INPUT_KINDS
from plumage.raw.ranges import copy_ranges, find_ranges

INDEX_NAME = "rejects.jsonl"
LEDGER_NAME = "plumage-mended.jsonl"
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
        Line of a CSV's header.
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


@dataclass(frozen=True)
class ExportedFile:
    """A file of rejected bytes: a line of the export's index, and of the ledger once mended.

    Attributes
    ----------
    name : str
        File in the export.
    mended_name : str
        Its name in the raw folder, once mended.
    md5 : str
        Hash of the exported bytes; the same as long as nobody mended anything.
    path, content_sha256 : str
        The raw file that the records come from.
    reasons : dict of str to str
        Reason codes by place in that file.
    """

    name: str
    mended_name: str
    md5: str
    path: str
    content_sha256: str
    reasons: dict[str, str]


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
        for entry in _read_entries(folder / LEDGER_NAME)
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
        If the target cannot be used or a raw file is not the one that was built from.
    """
    if target.resolve().is_relative_to(folder.resolve()):
        raise PlumageError(f"{target} lies in the raw folder, where a build would read it again")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise PlumageError(f"{target} is not an empty folder: what was mended there would be lost")
    target.mkdir(parents=True, exist_ok=True)
    exported = []
    for file in files:
        if file.input_name != MENDED_IN_PLACE and (entry := _export_file(file, folder, target)):
            exported.append(entry)
    _write_entries(target / INDEX_NAME, exported)
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
        header = f"line {file.header_line_number}"
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
        name, mended_name, _md5(target / name), file.path, file.content_sha256, dict(file.reasons)
    )


def restore(source: Path, folder: Path) -> Iterator[str]:
    """Put mended files of an export into the raw folder, each whole or not at all.

    Parameters
    ----------
    source : pathlib.Path
        Folder that ``export`` wrote.
    folder : pathlib.Path
        Raw folder.

    Yields
    ------
    str
        What became of each file.

    Raises
    ------
    PlumageError
        If the folder is no export.
    """
    entries = _read_entries(source / INDEX_NAME)
    if not entries:
        raise PlumageError(f"{source} is no export with records to mend: it has no {INDEX_NAME}")
    for entry in entries:
        path = source / entry.name
        if not path.exists():
            yield f"{entry.name}: not there, left out"
        elif _md5(path) == entry.md5:
            yield f"{entry.name}: not mended yet, left out"
        elif complaint := _complaint(path, entry.mended_name):
            yield f"{entry.name}: {complaint}. Mend or delete that record; nothing was taken in"
        else:
            pending = folder / f".{entry.mended_name}.pending"
            shutil.copyfile(path, pending)
            os.replace(pending, folder / entry.mended_name)
            known = [
                other
                for other in _read_entries(folder / LEDGER_NAME)
                if other.mended_name != entry.mended_name
            ]
            _write_entries(folder / LEDGER_NAME, [*known, entry])
            yield f"{entry.name}: taken in as {folder / entry.mended_name}"


def _complaint(path: Path, mended_name: str) -> str | None:
    """Say what still cannot be read in a mended file, under the name that it will have."""
    with tempfile.TemporaryDirectory() as scratch:
        copy, spool = Path(scratch) / mended_name, Path(scratch) / "mended.spool"
        shutil.copyfile(path, copy)
        facts = inspect_raw_file(str(copy), str(spool))
        if facts["problem"]:
            return str(facts["problem"])
        if facts["rejects_name"]:
            for line in (spool / str(facts["rejects_name"])).read_text().splitlines():
                reject = json.loads(line)
                return f"{reject['place']} still cannot be read ({reject['reason']})"
    return None


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest()


def _read_entries(path: Path) -> list[ExportedFile]:
    if not path.is_file():
        return []
    try:
        return [ExportedFile(**json.loads(line)) for line in path.read_text().splitlines()]
    except (ValueError, TypeError) as error:
        way_out = (
            "export the records anew"
            if path.name == INDEX_NAME
            else "put it elsewhere (records mended before are then listed again) and try again"
        )
        raise PlumageError(
            f"{path} was written by another version of Plumage, or changed: {way_out}"
        ) from error


def _write_entries(path: Path, entries: Sequence[ExportedFile]) -> None:
    pending = path.with_name(f".{path.name}.pending")
    pending.write_text("".join(json.dumps(asdict(entry)) + "\n" for entry in entries))
    os.replace(pending, path)
