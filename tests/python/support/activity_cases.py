"""Made-up logs for tests: a stream in several forms and orders, and records that are no events."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

START = datetime(2024, 3, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Event:
    """One record of a log."""

    user: str
    at: datetime
    event_id: str | None = None

    @property
    def minute(self) -> datetime:
        return self.at.replace(second=0, microsecond=0, tzinfo=None)


def make_events(count: int, *, days: int, users: int, seed: int) -> list[Event]:
    """Events in order, half of them with ids, crowded into few minutes so that minutes repeat."""
    draw = random.Random(seed)
    events = []
    for number in range(count):
        at = START + timedelta(
            days=draw.randrange(days),
            minutes=draw.randrange(0, 1440, 7),
            milliseconds=draw.randrange(60_000),
        )
        event_id = f"e{number}" if number % 2 else None
        events.append(Event(f"u{int(draw.random() ** 2 * users)}", at, event_id))
    return sorted(events, key=lambda event: event.at)


def repeat_some(events: list[Event], *, seed: int) -> list[Event]:
    """Repeats of events with ids: some as they were, some with another time or user."""
    draw = random.Random(seed)
    repeats = []
    for event in events:
        chance = draw.random()
        if event.event_id is None or chance > 0.3:
            continue
        if chance > 0.2:
            shift = timedelta(minutes=draw.choice((-40, -1, 1, 40)))
            repeats.append(Event(event.user, event.at + shift, event.event_id))
        elif chance > 0.15:
            repeats.append(Event("u0", event.at, event.event_id))
        else:
            repeats.append(event)
    return repeats


def count_minutes(events: list[Event]) -> dict[tuple[str, datetime], int]:
    """Actions by user and minute, counted without any database: the earliest version counts."""
    chosen: dict[str, Event] = {}
    counted = [event for event in events if event.event_id is None]
    for event in events:
        if event.event_id is not None:
            known = chosen.get(event.event_id)
            if known is None or (event.at, event.user) < (known.at, known.user):
                chosen[event.event_id] = event
    actions: dict[tuple[str, datetime], int] = {}
    for event in [*counted, *chosen.values()]:
        key = (event.user, event.minute)
        actions[key] = actions.get(key, 0) + 1
    return actions


def write_log(path: Path, events: list[Event]) -> None:
    """Write a log in the form that the name tells; times differ by form."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if ".parquet" in path.name:
        table = {
            "user": [event.user for event in events],
            "time": pa.array([event.at for event in events], pa.timestamp("us", "UTC")),
            "event_id": [event.event_id for event in events],
        }
        pq.write_table(pa.table(table), path)
        return
    with io.StringIO() as handle:
        if ".jsonl" in path.name:
            for event in events:
                record = {"user": event.user, "time": int(event.at.timestamp() * 1000)}
                if event.event_id:
                    record["event_id"] = event.event_id
                handle.write(json.dumps(record) + "\n")
        else:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(["user", "time", "event_id"])
            for event in events:
                writer.writerow([event.user, event.at.isoformat(), event.event_id])
        content = handle.getvalue().encode()
    path.write_bytes(gzip.compress(content) if path.name.endswith(".gz") else content)


BAD_LINES = (
    # (line of a CSV with the columns user and time, reason or minute)
    ("u,yesterday", "time_unreadable"),
    ("u,2024-02-30T10:00:00Z", "time_unreadable"),
    ("u,2024-03-01T25:00:00Z", "time_unreadable"),
    ("u,2024-03-01T10:00:60Z", "time_unreadable"),
    ("u,2024-03-01T10:00:00+99:00", "time_unreadable"),
    ("u,", "time_missing"),
    (",2024-03-01T10:00:00Z", "user_missing"),
    ("  ,2024-03-01T10:00:00Z", "user_missing"),
    ("None,2024-03-01T10:00:00Z", "user_missing"),
    ("1.2E+17,2024-03-01T10:00:00Z", "user_rounded"),
    ("u,NaN", "time_missing"),
    ("u,1.70929E+12", "time_rounded"),
    ("u,01/03/2024 10:00:00", "time_unreadable"),
    ("u,-5", "time_before_1970"),
    ("u,1969-12-31T23:59:59Z", "time_before_1970"),
    ("u,0", "time_too_early"),
    ("u,4070908800000000", "time_in_future"),
    ("u,99999999999999999999", "time_unreadable"),
    ("u,2999-01-01T00:00:00Z", "time_in_future"),
    ("u,2024-03-01T10:00:00", "time_without_zone"),
    ("u,2024-03-01T10:00:00Z,more", "too_many_cells"),
    ("u\x00,2024-03-01T10:00:00Z", "control_character"),
    ('u,"2024-03-01T10:00:00Z', "unclosed_quote"),
    ('"u"v,2024-03-01T10:00:00Z', "stray_quote"),
)
GOOD_LINES = (
    ("seconds,1709287200.9999999999", "2024-03-01 10:00"),
    ("milliseconds,1709287200000", "2024-03-01 10:00"),
    ("microseconds,1709287200000000", "2024-03-01 10:00"),
    ("nanoseconds,1709287200000000000", "2024-03-01 10:00"),
    ("scientific,1.7092872E+12", "2024-03-01 10:00"),
    ("go,2024-03-01 10:00:00 +0000 UTC", "2024-03-01 10:00"),
    ("mail,01 Mar 2024 10:00:00 GMT", "2024-03-01 10:00"),
    ("apache,[01/Mar/2024:02:00:00 -0800]", "2024-03-01 10:00"),
    ("platform,Fri Mar 01 10:00:00 +0000 2024", "2024-03-01 10:00"),
    ("java,2024-03-01T11:00:00+01:00[Europe/Berlin]", "2024-03-01 10:00"),
    ("basic,20240301T100000Z", "2024-03-01 10:00"),
    ("edge,1709287259.999", "2024-03-01 10:00"),
    ("next,1709287260", "2024-03-01 10:01"),
    ("offset,2024-03-01T01:30:00+05:30", "2024-02-29 20:00"),
    ("hours,2024-03-01 10:00:00-03", "2024-03-01 13:00"),
    ("bare,2024-03-01 10:00Z", "2024-03-01 10:00"),
    ("leap,2016-12-31T23:59:60Z", "2016-12-31 23:59"),
    ("leap east,2017-01-01T01:59:60.5+02:00", "2016-12-31 23:59"),
    ('"quoted, user",2024-03-01T10:00:59.9999999Z', "2024-03-01 10:00"),
    ('"user on\ntwo lines",2024-03-01T10:01:00Z', "2024-03-01 10:01"),
)
