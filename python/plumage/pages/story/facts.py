"""What several passages hang on: the figures, and the verdicts drawn from them once."""

from __future__ import annotations

import math
from functools import cached_property
from pathlib import Path

import pandas as pd

from plumage.core.paths import warehouse_path
from plumage.pages.story import verdicts
from plumage.pages.story.blocks import Html, missing
from plumage.pages.story.results import Cell, Figures, Result, Row, read_figures
from plumage.pages.story.verdicts import Reach, Skill
from plumage.warehouse.access import connect

PREDICT = "python python/predict.py"
"""What to run where predictions are missing."""

RUN = "plumage run FOLDER"
ADD_AGES = "add <code>ages_train.csv</code> to the raw files"
"""What to do where the age of nobody is known, and what to run then."""


class Facts:
    """The figures of one warehouse, and what may be said of them.

    Parameters
    ----------
    figures : Figures
        What the named queries gave.
    path : pathlib.Path, optional
        File of the warehouse; by default the one that ``PLUMAGE_DUCKDB`` names.
    """

    def __init__(self, figures: Figures, path: Path | None = None) -> None:
        self.figures, self._path = figures, path

    def __getitem__(self, name: str) -> Result:
        """Take what a query gave."""
        return self.figures[name]

    def frame(self, name: str) -> pd.DataFrame:
        """Run a query of the story and take its rows as a frame, to change and plot.

        Parameters
        ----------
        name : str
            Of a file in analysis/story, such as ``behaviour``.

        Returns
        -------
        pandas.DataFrame
            Columns have the names and types of the query's, also where it gives no row.
        """
        with connect(self._path or warehouse_path(), read_only=True) as connection:
            return connection.execute(self[name].sql).df()

    @property
    def people(self) -> Row:
        """Who is in the data."""
        return self["people"]["all"]

    @property
    def bands(self) -> Result:
        """Age bands, from the youngest."""
        return self["bands"]

    @property
    def is_judged(self) -> bool:
        """Whether there are predictions of people whom no model had seen."""
        return "mae" in self["accuracy"] and "constant_median" in self["gain"]

    @property
    def has_ages(self) -> bool:
        """Whether anybody's age is known; without one, nothing can be said of ages."""
        return bool(self.people.labelled_user_count)

    @cached_property
    def skill(self) -> Skill:
        """How well age is predicted."""
        if not self.is_judged:
            return Skill.UNKNOWN
        gain = self["gain"]["constant_median"]
        accuracy = self["accuracy"]
        return verdicts.skill(
            gain=gain.years_gained.number,
            gain_low=gain.ci_low.number,
            gain_high=gain.ci_high.number,
            floor=accuracy["mae"].floor_value.number,
            order_low=accuracy["spearman"].ci_low.number if "spearman" in accuracy else math.nan,
        )

    @cached_property
    def reaches(self) -> dict[str, Reach]:
        """What reaching the likeliest people is worth, by target."""
        return {
            row.row_key.text(): verdicts.reach(
                lift_low=row.lift_ci_low.number,
                hit_low=row.hit_share_low.number,
                skill=self.skill,
            )
            for row in self["targets"]
        }

    @property
    def text_share(self) -> float:
        """Share of tweets with words: without any, nothing is said of what is read from them."""
        fields = self["fields"]
        return fields["tweet|text"].readable_share.number if "tweet|text" in fields else math.nan

    @property
    def promise(self) -> str:
        """Whether ages can be targeted; as from ``verdicts.promise``."""
        return verdicts.promise(list(self.reaches.values()))

    def targets_by_use(self) -> list[Row]:
        """Order the targets of a campaign by what reaching their likeliest users gains."""
        worth = {Reach.MOSTLY: 0, Reach.TILT: 1}
        return sorted(
            self["targets"],
            key=lambda row: (
                worth.get(self.reaches[row.row_key.text()], 2),
                row.base_rate.number - row.hit_share_low.number,
            ),
        )

    def youngest_target(self) -> Row | None:
        """Find the target that may hold minors, whom no model can tell: the youngest band."""
        youngest = next((row.age_band.raw for row in self.bands), None)
        return self["targets"].get(youngest)

    def best_target(self) -> Row | None:
        """Find the target that is worth most to a campaign, among those beyond chance.

        Returns
        -------
        Row or None
            Of query ``targets``; the one that may hold minors only where no other is beyond
            chance, None where none is.
        """
        known = [
            row
            for row in self.targets_by_use()
            if self.reaches[row.row_key.text()] in (Reach.TILT, Reach.MOSTLY)
        ]
        youngest = self.youngest_target()
        return next((row for row in known if row is not youngest), next(iter(known), None))

    def no_run(self) -> Html:
        """Say what is not there before age was predicted and judged.

        Returns
        -------
        Html
            A paragraph with the command to run.
        """
        if not len(self["run"]):
            return self.lacks("No age has been predicted on this warehouse yet.", PREDICT)
        return self.lacks(
            "These predictions have not been judged on this warehouse: how good they are here is "
            "unknown.",
            PREDICT,
        )

    def lacks(self, text: str, command: str) -> Html:
        """Say what is not there, and how to get it: by a command, or first by known ages.

        Parameters
        ----------
        text : str
            What is not there.
        command : str
            What makes it from known ages.

        Returns
        -------
        Html
            A paragraph.
        """
        if self.has_ages:
            return missing(text, command)
        return missing(f"{text} The age of nobody is known: {ADD_AGES}.", RUN, how="Then run")


def open_facts(path: Path | None = None) -> Facts:
    """Read all figures of a warehouse.

    Parameters
    ----------
    path : pathlib.Path, optional
        File of the warehouse; by default the one that ``PLUMAGE_DUCKDB`` names.

    Returns
    -------
    Facts
        Of it.
    """
    return Facts(read_figures(path), path)


def within(low: Cell, high: Cell, form: str) -> str:
    """Write the 95 % interval of a figure.

    Parameters
    ----------
    low, high : Cell
        Its limits.
    form : str
        Format.

    Returns
    -------
    str
        Markup.
    """
    return f"likely {low:{form}} to {high:{form}}"
