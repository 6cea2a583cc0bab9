"""Runs of predict.py in this process, on made-up marts; most tests look at no figure."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from plumage.age import cli
from plumage.age import run as run_of_age
from plumage.age.validation import PROTOCOLS, AgeProtocol
from support.made_up_marts import Marts, write_warehouse

UNJUDGED = AgeProtocol(repeats=0, shuffles=0)
JUDGED = AgeProtocol(folds=2, repeats=1, replicates=50, shuffles=0)
COMPLETE = AgeProtocol(folds=2, repeats=2, replicates=100, shuffles=1)


@dataclass
class Run:
    """A run: where its files are, and how it ended."""

    folder: Path
    status: int

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse.duckdb"

    @property
    def output(self) -> Path:
        return self.folder / "ages_pred.csv"

    def rows(self) -> list[list[str]]:
        with self.output.open(newline="") as handle:
            return list(csv.reader(handle))

    def table(self, name: str) -> pd.DataFrame:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(f"select * from predictions.{name} order by all").df()


def run_predict(marts: Marts, folder: Path, *arguments: str, protocol=UNJUDGED) -> Run:
    """Write the marts and run predict.py on them."""
    folder.mkdir(parents=True, exist_ok=True)
    run = Run(folder, status=-1)
    write_warehouse(marts, run.warehouse)
    run.status = run_again(run, *arguments, protocol=protocol)
    return run


def run_again(run: Run, *arguments: str, protocol=UNJUDGED) -> int:
    """Run predict.py on a warehouse that is there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLUMAGE_DUCKDB", str(run.warehouse))
        patch.setattr(run_of_age, "PROTOCOLS", dict.fromkeys(PROTOCOLS, protocol))
        return cli.main(["--output", str(run.output), *arguments])
