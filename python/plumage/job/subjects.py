"""Subjects: what each one asks, needs and makes. A new subject adds its row."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from plumage.core.paths import ROOT, activity_folder
from plumage.raw.layout import INPUT_KINDS, input_name

LOGS = "activity"
"""Input, and source, of logs of actions: a folder, whose files may have any name."""

EXPORT = "twitter"
"""Source that the models of group ``quality`` judge."""


class Subject(NamedTuple):
    """A row of the table.

    Attributes
    ----------
    name, question : str
        For people.
    source : str
        Source of its inputs, as ``inputs`` of dbt_project.yml declares them.
    rooms : tuple of str
        Folders of models/intermediate and models/marts that nothing but its source fills.
    run : str
        Query for one row: whether there are results, and whether they are out of date; for none
        where nothing could be learned from.
    example : str
        Query to try on a warehouse that is built.
    example_needs : tuple of str
        Optional inputs without which that gives no row, or none that says anything.
    page : str
        File at the root.
    command : str
        What makes the results in a warehouse that is built.
    finish : tuple of str
        Words of the command line that follow a build, in ``plumage run``; none where a build makes
        all of it.
    finish_needs : tuple of str
        Optional inputs without which ``plumage run`` leaves that out.
    stand_in : str
        Another source, which stands for its own where that is not there.
    output : str
        File at the root that they write, if they write one.
    show : str
        What shows results that are there.
    demo : str
        What shows it without data of one's own.
    """

    name: str
    question: str
    source: str
    rooms: tuple[str, ...]
    run: str
    example: str
    page: str
    command: str
    example_needs: tuple[str, ...] = ()
    finish: tuple[str, ...] = ()
    finish_needs: tuple[str, ...] = ()
    stand_in: str = ""
    output: str = ""
    show: str = "plumage story"
    demo: str = "plumage demo"

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of inputs that it needs."""
        if self.source == LOGS:
            return (LOGS,)
        kinds = INPUT_KINDS.items()
        return tuple(n for n, kind in kinds if kind.source == self.source and kind.is_required)


SUBJECTS = (
    Subject(
        name="age",
        question="How old are users, and how sure is that?",
        source="twitter",
        rooms=("age", "network", "text", "users"),
        run="select count(*) > 0, coalesce(bool_or(is_stale), false) from marts.fct_model_runs"
        " where subject = 'age' having exists (from marts.dim_age_users)",
        example="select age_band, count(*) as users, round(avg(predicted_age_years), 1) as mean_age"
        " from marts.fct_age_predictions group by age_band order by mean_age",
        page="story.html",
        command="plumage predict",
        finish=("predict", "--output", "ages_pred.csv"),
        finish_needs=("ages_train",),
        example_needs=("ages_train",),
        output="ages_pred.csv",
    ),
    Subject(
        name="behaviour",
        question="Which behaviour goes with age?",
        source="twitter",
        rooms=("behaviour",),
        run="select count(*) > 0, false from marts.fct_behaviour_trends",
        example="select title, rank_correlation, verdict from marts.fct_behaviour_trends",
        example_needs=("ages_train",),
        page="story.html",
        command="plumage run FOLDER",
    ),
    Subject(
        name="language",
        question="How does a group write, and what is unusual for it?",
        source="twitter",
        rooms=("language",),
        run="select count(*) > 0, coalesce(bool_or(is_stale), false)"
        " from marts.fct_language_validation",
        example="from marts.rpt_unusual_tweets",
        example_needs=("ages_train",),
        page="story.html",
        command="plumage language",
    ),
    Subject(
        name="activity",
        question="For how many minutes are people active?",
        source=LOGS,
        rooms=("activity",),
        run="select count(*) > 0, false from marts.fct_activity_files",
        example="from marts.rpt_active_minutes_summary",
        page="story.html",
        command="plumage activity ingest FILE",
        show="plumage activity show",
        demo="plumage demo activity",
        # Tweets are a sample of what people did; the story and the explorer tell of it.
        stand_in=EXPORT,
    ),
    Subject(
        name="claims",
        question="Which reported videos make claims?",
        source="videos",
        rooms=("claims", "moderation"),
        run="select count(*) > 0, coalesce(bool_or(is_stale), false) from marts.fct_model_runs"
        " where subject = 'claims' having exists (from marts.feat_videos)",
        example="from marts.fct_review_queue order by queue_position limit 20",
        page="claims.html",
        command="plumage claims",
        finish=("claims",),
        demo="plumage demo claims",
    ),
)
"""In the order of the table."""


def source_of(name: str) -> str:
    """Source that an input belongs to."""
    return LOGS if name == LOGS else INPUT_KINDS[name].source


def find_inputs(raw: Path) -> set[str]:
    """Name the inputs that are there; ``activity`` stands for logs of actions."""
    found = {input_name(path.name) for kind in ("*", "*/*") for path in raw.glob(kind)}
    # A large folder of logs is not walked through: one file is enough.
    if any(files for _, _, files in os.walk(activity_folder())):
        found.add(LOGS)
    return {name for name in found if name}


def find_missing(found: Collection[str]) -> list[str]:
    """Name required inputs whose source is there in part; of a folder without any, a build tells.

    Parameters
    ----------
    found : collection of str
        As from ``find_inputs``.

    Returns
    -------
    list of str
        Sorted.
    """
    present = {source_of(name) for name in found}
    needed = {name for one in SUBJECTS if one.source in present for name in one.inputs}
    return sorted(needed - set(found))


def find_work(found: Collection[str], built: Collection[str]) -> tuple[list[Subject], list[str]]:
    """Choose the subjects that a run is about, and the models that it leaves out.

    Parameters
    ----------
    found : collection of str
        As from ``find_inputs``.
    built : collection of str
        Subjects of which the warehouse holds results; without input, a build has to empty them.

    Returns
    -------
    tuple of (list of Subject, list of str)
        Subjects with input, and words for ``dbt build --exclude``.
    """
    present = {source_of(name) for name in found}
    if not present:
        # Nothing at all: the build says what it needs.
        return list(SUBJECTS), []
    emptied = {subject.source for subject in SUBJECTS if subject.name in built}
    there = present | emptied
    absent = [one for one in SUBJECTS if one.source not in there and one.stand_in not in there]
    folders = [
        (subject.source, f"models/{layer}/{room}")
        for subject in absent
        for room in subject.rooms
        for layer in ("intermediate", "marts")
    ]
    excluded = []
    for source, folder in folders:
        if (ROOT / folder).is_dir():
            excluded.append(f"path:{folder}")
            # What judges an export needs it; all else it can do without (`rows_if_built`).
            if source == EXPORT:
                excluded.append(f"path:{folder}+,group:quality")
    return [one for one in SUBJECTS if one.source in present or one.stand_in in present], excluded
