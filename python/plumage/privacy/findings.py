"""What forgetting finds of users before anything is removed, and how a dry run lists it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plumage.core.command import DISAGREES
from plumage.core.paths import raw_folder
from plumage.core.terminal import announce
from plumage.privacy.people import People
from plumage.privacy.proof import Proof
from plumage.privacy.receipt import counted


@dataclass
class Findings:
    """What there is of the users, before anything is changed.

    Attributes
    ----------
    records : dict of str to int
        Records to be dropped or changed, by raw file.
    rows : dict of str to int
        Rows about them, by table of the warehouse.
    lines : dict of str to int
        Lines of ages_pred.csv and of lists of users, by file.
    pages, models : list of pathlib.Path
        Plumage's own pages, and kept models of the same data.
    """

    records: dict[str, int]
    rows: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    pages: list[Path] = field(default_factory=list)
    models: list[Path] = field(default_factory=list)


def list_findings(found: Findings, people: People, warehouse: Path, others: Proof) -> int:
    """Print what would go, and what would stay although it names them."""
    outcome = "this was a dry run, which changes nothing"
    if say_why_not(people, outcome):
        return DISAGREES
    missing = people.numbers - people.found
    if missing:
        say_not_found(missing, outcome)
    print(f"{counted(len(people.found), 'user')} found. This would go:")
    for path, count in sorted(found.records.items()):
        print(f"  {path}: {counted(count, 'record')} removed or masked")
    for path, count in found.lines.items():
        print(f"  {path}: {counted(count, 'line')}")
    if warehouse.is_file():
        rows = f"{counted(sum(found.rows.values()), 'row')} of {counted(len(found.rows), 'table')}"
        print(f"  {warehouse}: rebuilt from the raw files ({rows} are about them)")
    for page in found.pages:
        print(f"  {page}: the page, as it may show them")
    for model in found.models:
        print(f"  {model}: the model, which learned from them")
    for place in others.left:
        print(f"  {place}: names them, and stays: delete it yourself")
    print("Nothing was changed (--dry-run).")
    return DISAGREES if missing else 0


def say_not_found(numbers: Sequence[int] | frozenset[int], outcome: str) -> None:
    """Say who was not found."""
    ids = ", ".join(map(str, sorted(numbers)))
    announce(f"no record of {ids} in {raw_folder()} (ids are those of the raw files); {outcome}")


def say_why_not(people: People, outcome: str) -> bool:
    """Say why nobody can be removed, if so: nobody is there, or rows came from other files."""
    if people.strays:
        ids = ", ".join(map(str, sorted(people.strays)))
        announce(
            f"the warehouse has rows about {ids}, and no file that can be read in {raw_folder()} "
            f"has a record: they came from other files; {outcome}. Put those back, or run "
            "`dbt build` first if they are gone for good"
        )
    elif not people.found:
        say_not_found(people.numbers, outcome)
    return bool(people.strays) or not people.found
