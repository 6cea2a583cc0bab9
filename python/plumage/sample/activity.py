"""A made-up log of actions of the users of an export: when they were there, minute by minute."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from plumage import __version__
from plumage.sample.common.chance import Draw, normal, stream
from plumage.sample.common.demo_folder import DemoFolder
from plumage.sample.common.manifest import ACTIVITY, PLANTED_USERS, README
from plumage.sample.twitter.people import DAY, REFERENCE

LAST_MIDNIGHT = datetime.fromtimestamp(REFERENCE // DAY * DAY, tz=UTC)
"""End of the log: of the day before the export, so that posts and log share a clock."""

IDLE_SHARE = 0.12
"""Users of the export who are not in the log at all; the list of users names them."""

LATE_SHARE, REPEATED_SHARE = 0.01, 0.01
ACTIONS = ("view", "view", "view", "like", "post")
AGE_EFFECT = -0.03
"""Change of the logarithm of sessions a day by year of age, from the age of 25."""

BAD_LINES = (
    "{user},2024-09-31T10:00:00Z,view,bad-1",
    "{user},2024-09-20T10:00:00,view,bad-2",
    "{user},1726826400000000,view,bad-3",
    ",2024-09-20T10:00:00Z,view,bad-4",
)
"""No such day, no zone, microseconds, nobody: one line of each."""

README_TEXT = f"""# Made-up activity log

Written by `plumage sample --activity-days`; nobody in it is real. `activity.csv` holds
actions of {1 - IDLE_SHARE:.0%} of the export's users, some of them repeated with their `event_id`,
and {len(BAD_LINES)} lines that are no events. `late.jsonl` holds what arrived late, with times in
milliseconds. `user_list.csv` names all users, so that those without any activity count as 0.

Planted: sessions a day fall by {-AGE_EFFECT:.0%} with each year of age, and differ much more
between users than that.
"""


def read_people(folder: Path) -> list[tuple[int, int]]:
    """User ids and true ages of a folder of made-up data."""
    with (folder / PLANTED_USERS).open(encoding="utf-8", newline="") as handle:
        return [(int(row["user_id"]), int(row["age_years"])) for row in csv.DictReader(handle)]


def draw_times(draw: Draw, age: int, days: int) -> Iterator[datetime]:
    """Draw one user's actions: sessions at habitual hours, actions seconds apart."""
    level = math.exp(-2.4 + 1.1 * normal(draw) + AGE_EFFECT * (age - 25))
    habit = 8 + 14 * draw()
    first_day = LAST_MIDNIGHT - timedelta(days=days)
    for day in range(days):
        # Sessions of the day: geometric, with the user's level as mean.
        while draw() < level / (1 + level):
            start = (habit + 2.5 * normal(draw)) % 24
            at = first_day + timedelta(days=day, hours=start)
            for _ in range(1 + int(12 * draw() ** 2)):
                yield at
                at += timedelta(seconds=4 + 90 * draw() ** 2)


def write_log(folder: Path, *, days: int, seed: int) -> dict[str, Any]:
    """Write the log of an export's users into its sub-folder.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of made-up data, already written.
    days : int
        Length of the log.
    seed : int
        Seed of the whole run.

    Returns
    -------
    dict
        The manifest of the sub-folder.

    Raises
    ------
    FolderError
        If the sub-folder holds anything but an earlier log of this kind.
    """
    people = read_people(folder)
    with DemoFolder(folder / ACTIVITY) as log:
        users, events = log.csv("user_list.csv"), log.csv("activity.csv")
        late = log.records("late", lines=True)
        users.write(b"user_id\n")
        events.write(b"user,time,action,event_id\n")
        number = 0
        for index, (user, age) in enumerate(people):
            users.row(user)
            draw = stream(seed, "activity", index)
            if draw() < IDLE_SHARE:
                continue
            for at in draw_times(draw, age, days):
                number += 1
                action, chance = ACTIONS[int(len(ACTIONS) * draw())], draw()
                if chance < LATE_SHARE:
                    milliseconds = round(at.timestamp() * 1000)
                    late.record(
                        f'{{"user": "{user}", "time": {milliseconds}, "action": "{action}", '
                        f'"event_id": "e{number}"}}'.encode()
                    )
                    continue
                time = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
                for _ in range(1 + (chance > 1 - REPEATED_SHARE)):
                    events.row(user, time, action, f"e{number}")
        for line in BAD_LINES:
            events.row(line.format(user=people[0][0]))
        log.text(README, README_TEXT)
        return log.publish({"generator_version": __version__, "days": days, "seed": seed})
