"""Command line of the generator of made-up data: ``plumage sample``."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from click.core import ParameterSource

from plumage.core.command import command
from plumage.core.errors import PlumageError
from plumage.core.terminal import progress
from plumage.sample.activity import write_log
from plumage.sample.common.demo_folder import FolderError
from plumage.sample.common.manifest import ACTIVITY
from plumage.sample.twitter.export import OPTIONAL_INPUTS, export
from plumage.sample.twitter.population import TARGET_SHARE, Request


class Checked(click.ParamType):
    """A value that a function reads, which raises ValueError with the rule."""

    def __init__(self, name: str, read: Callable[[str], float]) -> None:
        self.name, self.read = name, read

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read the value."""
        try:
            return self.read(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def whole_number(low: int) -> Checked:
    """Type of an option: a whole number from a bound on."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = low - 1
        if number < low:
            raise ValueError(f"must be a whole number, {low} or more, got: {text}")
        return number

    return Checked("number", read)


def read_scale(text: str) -> float:
    """Read a factor of 0 to 10."""
    try:
        factor = float(text)
    except ValueError:
        factor = math.nan
    if not 0 <= factor <= 10:
        raise ValueError(f"must be a number from 0 to 10, got: {text}")
    return factor


def read_share_or_number(text: str) -> float:
    """Read a share below 1, or a whole number from 1 on."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (0 <= value < 1 or (value >= 1 and value == int(value))):
        raise ValueError(f"must be a share below 1 or a whole number, got: {text}")
    return value


SCALE = Checked("factor", read_scale)
SHARE = Checked("share", read_share_or_number)
SHARED_OPTIONS, CLAIMS_OPTIONS = {"folder", "subject", "seed"}, {"videos", "like_course"}
"""Names of options of every subject, and of claims; all others are of age."""


@command("sample", stopped="no made-up data were written")
@click.option(
    "--out", "folder", required=True, type=Path, help="Folder: absent, empty, or an earlier demo."
)
@click.option(
    "--subject",
    type=click.Choice(("age", "claims")),
    default="age",
    show_default=True,
    help="age: all inputs of an export of a network; claims: videos.",
)
@click.option(
    "--videos", type=whole_number(1), default=20_000, show_default=True, help="Videos (claims)."
)
@click.option(
    "--like-course",
    is_flag=True,
    help="Plant the artefacts of the course file instead of a realistic world (claims).",
)
@click.option("--users", type=whole_number(1), default=2400, show_default=True, help="Users.")
@click.option(
    "--tweets-per-user",
    type=whole_number(1),
    default=8,
    show_default=True,
    help="Mean, up to the cap.",
)
@click.option(
    "--tweet-cap",
    type=whole_number(1),
    default=20,
    show_default=True,
    help="Most tweets of one user.",
)
@click.option(
    "--seed", type=whole_number(0), default=1, show_default=True, help="Same seed, same bytes."
)
@click.option(
    "--format",
    "layout",
    type=click.Choice(("array", "lines")),
    default="array",
    show_default=True,
    help="JSON arrays, or a record a line.",
)
@click.option(
    "--test-users",
    type=SHARE,
    default=TARGET_SHARE,
    show_default=True,
    help="Share or number of users whose age is asked for.",
)
@click.option(
    "--profile",
    type=click.Choice(("full", "empty")),
    default="full",
    show_default=True,
    help="empty: profiles alike, no bio, no network; only texts speak.",
)
@click.option(
    "--effect-scale",
    type=SCALE,
    default=1.0,
    show_default=True,
    help="Factor on planted effects; 0: no mechanism.",
)
@click.option(
    "--echo-scale",
    type=SCALE,
    default=1.0,
    show_default=True,
    help="How far words, bio and network follow age; 0: not at all.",
)
@click.option(
    "--skip",
    type=click.Choice(OPTIONAL_INPUTS),
    multiple=True,
    help="Leave an optional input out (repeatable).",
)
@click.option(
    "--activity-days",
    type=whole_number(0),
    default=0,
    show_default=True,
    help="Days of a log of actions in the sub-folder activity; 0: none.",
)
def sample(
    *,
    folder: Path,
    subject: str,
    videos: int,
    like_course: bool,
    users: int,
    tweets_per_user: int,
    tweet_cap: int,
    seed: int,
    layout: str,
    test_users: float,
    profile: str,
    effect_scale: float,
    echo_scale: float,
    skip: tuple[str, ...],
    activity_days: int,
) -> None:
    """Write made-up data in the shapes of the real files, effects planted."""
    check_options(click.get_current_context(), subject)
    if subject == "claims":
        write_claims(folder, videos=videos, seed=seed, like_course=like_course)
        return
    if tweets_per_user > tweet_cap:
        raise click.UsageError(
            f"--tweets-per-user must be at most --tweet-cap ({tweet_cap};"
            f" the API's own is 20), got: {tweets_per_user}"
        )
    if test_users > users:
        raise click.UsageError(f"--test-users must be at most --users, got: {test_users:.0f}")
    request = Request(
        users=users,
        tweets_per_user=tweets_per_user,
        tweet_cap=tweet_cap,
        seed=seed,
        test_users=test_users,
        lines=layout == "lines",
        empty_profiles=profile == "empty",
        effect_scale=effect_scale,
        echo_scale=echo_scale,
        skip=tuple(sorted(set(skip))),
    )
    write_sample(request, folder, activity_days=activity_days)


def check_options(context: click.Context, subject: str) -> None:
    """Stop at an option that the user gave and that says nothing of the subject."""
    given = [
        option
        for option in context.command.params
        if context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE
        and option.name not in SHARED_OPTIONS
    ]
    for option in given:
        owner = "claims" if option.name in CLAIMS_OPTIONS else "age"
        if owner != subject:
            raise click.UsageError(f"{option.opts[0]} is for --subject {owner}, not for {subject}")


def write_claims(folder: Path, *, videos: int, seed: int, like_course: bool) -> None:
    """Write videos and say what they are."""
    # No other subject draws with NumPy and SciPy.
    from plumage.sample.videos import write_videos  # noqa: PLC0415

    with writing_into(folder), progress("data", videos) as step:
        manifest = write_videos(folder, videos=videos, seed=seed, like_course=like_course)
        size = sum(facts["bytes"] for facts in manifest["files"].values()) / 1e6
        step.result = f"{videos:,} synthetic videos, {size:.1f} MB -> {folder}"


def write_sample(request: Request, folder: Path, *, activity_days: int = 0) -> None:
    """Write made-up data and say what they are.

    Parameters
    ----------
    request : Request
        What is asked for.
    folder : pathlib.Path
        Absent, empty, or an earlier demo.
    activity_days : int
        Days of the log of actions; without any, none is written.

    Raises
    ------
    PlumageError
        If the folder cannot be used or written; what was there is unchanged.
    """
    with writing_into(folder), progress("data", request.users) as step:
        manifest = export(request, folder, progress=step.advance)
        files = manifest["files"]
        size = sum(facts["bytes"] for facts in files.values()) / 1e6
        tweets = next(facts["rows"] for name, facts in files.items() if name.startswith("age_tw"))
        parts = [f"{request.users:,} synthetic users", f"{tweets:,} tweets", f"{size:.1f} MB"]
        if activity_days:
            parts.append(add_activity(folder, days=activity_days, seed=request.seed))
        step.result = f"{', '.join(parts)} -> {folder}"


@contextmanager
def writing_into(folder: Path) -> Iterator[None]:
    """Name the folder in errors of the file system."""
    try:
        yield
    except OSError as error:
        raise PlumageError(
            f"cannot write made-up data into {folder}: {error.strerror or error}"
            f" ({error.filename or 'while writing'}). What was there is unchanged"
        ) from error


def add_activity(folder: Path, *, days: int, seed: int) -> str:
    """Write the activity log, or keep the one that is there; say which of the two."""
    try:
        files = write_log(folder, days=days, seed=seed)["files"]
    except FolderError:
        return f"{ACTIVITY} kept (it holds more than synthetic data as they were written)"
    actions = sum(facts["rows"] for name, facts in files.items() if name != "user_list.csv")
    return f"{actions:,} records of activity"
