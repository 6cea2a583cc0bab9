"""Forms in which a time may be stated, each as a function of a moment in UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

MOMENT = datetime(2020, 5, 14, 1, 38, 56, tzinfo=UTC)
EAST = timezone(timedelta(hours=5, minutes=30))
WEST = timezone(timedelta(hours=-7))


def epoch(unit: int) -> Callable[[datetime], str]:
    """Whole number of units of so many nanoseconds since 1970."""
    return lambda at: str(int(at.timestamp()) * 1_000_000_000 // unit)


def written(form: str, zone: timezone = UTC) -> Callable[[datetime], str]:
    """A form of `strftime`, on the clock of a zone."""
    return lambda at: at.astimezone(zone).strftime(form)


FORMS: dict[str, Callable[[datetime], str]] = {
    "the platform": written("%a %b %d %H:%M:%S %z %Y"),
    "the platform, another zone": written("%a %b %d %H:%M:%S %z %Y", EAST),
    "ISO": written("%Y-%m-%dT%H:%M:%SZ"),
    "ISO, lower case": written("%Y-%m-%dt%H:%M:%Sz"),
    "ISO, offset": lambda at: at.astimezone(EAST).isoformat(),
    "ISO, basic": written("%Y%m%dT%H%M%SZ"),
    "ISO, basic with an offset": written("%Y%m%dT%H%M%S%z", WEST),
    "ISO, three digits": written("%Y-%m-%dT%H:%M:%S.000Z"),
    "ISO, nanoseconds": written("%Y-%m-%dT%H:%M:%S.000000999Z"),
    "ISO, ten digits": written("%Y-%m-%dT%H:%M:%S,0000009999Z"),
    "pandas": written("%Y-%m-%d %H:%M:%S+00:00"),
    "archive of 2012": written("%Y-%m-%d %H:%M:%S +0000"),
    "hours alone": written("%Y-%m-%d %H:%M:%S+00"),
    "twint": written("%Y-%m-%d %H:%M:%S UTC"),
    "slashes": written("%Y/%m/%d %H:%M:%S GMT"),
    "Go": written("%Y-%m-%d %H:%M:%S +0000 UTC"),
    "Go, with its clock": written("%Y-%m-%d %H:%M:%S.000000999 %z MST m=+0.000000001", WEST),
    "Java": written("%Y-%m-%dT%H:%M:%S+05:30[Asia/Kolkata]", EAST),
    "Java, UTC": written("%Y-%m-%dT%H:%M:%SZ[UTC]"),
    "mail": format_datetime,
    "mail, GMT": lambda at: format_datetime(at, usegmt=True),
    "mail, another zone": written("%d %b %Y %H:%M:%S %z (MST)", WEST),
    "Apache": written("[%d/%b/%Y:%H:%M:%S %z]", WEST),
    "date": written("%a %b %e %H:%M:%S UTC %Y"),
    "seconds": epoch(1_000_000_000),
    "seconds, a fraction": lambda at: f"{int(at.timestamp())}.0000009999",
    "milliseconds": epoch(1_000_000),
    "microseconds": epoch(1_000),
    "nanoseconds": epoch(1),
    "scientific": lambda at: f"{int(at.timestamp()) * 1000:.12E}",
    "MongoDB": written('{"$date": "%Y-%m-%dT%H:%M:%SZ"}'),
    "MongoDB, number": lambda at: f'{{"$date":{int(at.timestamp()) * 1000}}}',
    "MongoDB, long": lambda at: f'{{"$date": {{"$numberLong": "{int(at.timestamp()) * 1000}"}}}}',
    "blanks": written("\t %Y-%m-%dT%H:%M:%SZ "),
}
"""Forms with a zone, to the second."""

WITHOUT_ZONE: dict[str, Callable[[datetime], str]] = {
    "ISO": written("%Y-%m-%dT%H:%M:%S"),
    "ISO, fraction": written("%Y-%m-%d %H:%M:%S.000000"),
    "ISO, basic": written("%Y%m%dT%H%M%S"),
    "ISO, basic with a blank": written("%Y%m%d %H%M%S"),
    "ctime": written("%a %b %e %H:%M:%S %Y"),
    "mail": written("%a, %d %b %Y %H:%M:%S"),
    "Apache": written("[%d/%b/%Y:%H:%M:%S]"),
    "MongoDB": written('{"$date": "%Y-%m-%dT%H:%M:%S"}'),
}
"""Forms without a zone, which are taken as UTC, or as `activity_zone`."""

UNREADABLE = (
    "yesterday",
    "2020-05-14",
    "14/05/2020 01:38:56",
    "2020-02-30T01:38:56Z",
    "2020-05-14T25:38:56Z",
    "2020-05-14T01:38:60Z",
    "2020-05-14T01:38:56+99:00",
    "2020-05-14T01:38:56+05:75",
    "2020-05-14 01:38:56 PST",
    "2020-05-14T01:38:56[Europe/Berlin]",
    "Don Mai 14 01:38:56 +0000 2020",
    "99999999999999999999",
    "1.58942E+12",
    '{"time": "2020-05-14T01:38:56Z"}',
    "{}",
    "null",
)
