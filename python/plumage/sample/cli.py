"""Command line of the generator of made-up data."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from plumage.sample.activity import write_log
from plumage.sample.common.demo_folder import ACTIVITY, FolderError
from plumage.sample.twitter.export import OPTIONAL_INPUTS, TARGET_SHARE, Request, export


def whole_number(low: int, high: int | None = None) -> Callable[[str], int]:
    """Argument type: a whole number within bounds."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = low - 1
        if number < low or (high is not None and number > high):
            bounds = f"{low} or more" if high is None else f"{low} to {high}"
            raise argparse.ArgumentTypeError(f"must be a whole number, {bounds}, got: {text}")
        return number

    return read


def scale(text: str) -> float:
    """Argument type: a factor of 0 or more."""
    try:
        factor = float(text)
    except ValueError:
        factor = math.nan
    if not 0 <= factor <= 10:
        raise argparse.ArgumentTypeError(f"must be a number from 0 to 10, got: {text}")
    return factor


def share_or_number(text: str) -> float:
    """Argument type: a share below 1, or a whole number from 1 on."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (0 <= value < 1 or (value >= 1 and value == int(value))):
        raise argparse.ArgumentTypeError(f"must be a share below 1 or a whole number, got: {text}")
    return value


def make_parser() -> argparse.ArgumentParser:
    """Parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m plumage.sample",
        description="Write made-up data in the shapes of the real files, age effects planted.",
    )
    add = parser.add_argument
    add("--out", required=True, type=Path, help="folder: absent, empty, or an earlier demo")
    add("--users", type=whole_number(1), default=2400, help="users (default 2400)")
    add(
        "--tweets-per-user", type=whole_number(1), default=8, help="mean, up to the cap (default 8)"
    )
    add(
        "--tweet-cap", type=whole_number(1), default=20, help="most tweets of one user (default 20)"
    )
    add("--seed", type=whole_number(0), default=1, help="same seed, same bytes (default 1)")
    add(
        "--format",
        choices=("array", "lines"),
        default="array",
        help="JSON arrays, or a record a line",
    )
    add("--test-users", type=share_or_number, default=TARGET_SHARE,
        help="share or number of users whose age is asked for (default 0.123)")  # fmt: skip
    add("--profile", choices=("full", "empty"), default="full",
        help="empty: profiles alike, no bio, no network; only texts speak")  # fmt: skip
    add(
        "--effect-scale", type=scale, default=1.0, help="factor on planted effects; 0: no mechanism"
    )
    add("--echo-scale", type=scale, default=1.0,
        help="how far words, bio and network follow age; 0: not at all")  # fmt: skip
    add("--skip", choices=OPTIONAL_INPUTS, action="append", default=[],
        help="leave an optional input out (repeatable)")  # fmt: skip
    add("--activity-days", type=whole_number(0), default=0,
        help="days of a log of actions in the sub-folder activity; 0: none (default)")  # fmt: skip
    return parser


def add_activity(folder: Path, *, days: int, seed: int) -> None:
    """Write the activity log, or say that the one that is there was kept."""
    try:
        files = write_log(folder, days=days, seed=seed)["files"]
    except FolderError:
        print(
            f"plumage: kept {folder / ACTIVITY}: it holds more than made-up data as they were "
            "written"
        )
        return
    actions = sum(facts["rows"] for name, facts in files.items() if name != "user_list.csv")
    print(f"plumage: {actions} records of made-up activity -> {folder / ACTIVITY}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        Words of the command line; those of the process by default.

    Returns
    -------
    int
        0 when the data were written, 2 when nothing was, 130 when stopped by hand.
    """
    parser = make_parser()
    arguments = parser.parse_args(argv)
    if arguments.tweets_per_user > arguments.tweet_cap:
        parser.error(
            f"--tweets-per-user must be at most --tweet-cap ({arguments.tweet_cap};"
            f" the API's own is 20), got: {arguments.tweets_per_user}"
        )
    if arguments.test_users > arguments.users:
        parser.error(f"--test-users must be at most --users, got: {arguments.test_users:.0f}")
    request = Request(
        users=arguments.users,
        tweets_per_user=arguments.tweets_per_user,
        tweet_cap=arguments.tweet_cap,
        seed=arguments.seed,
        test_users=arguments.test_users,
        lines=arguments.format == "lines",
        empty_profiles=arguments.profile == "empty",
        effect_scale=arguments.effect_scale,
        echo_scale=arguments.echo_scale,
        skip=tuple(sorted(set(arguments.skip))),
    )
    try:
        manifest = export(request, arguments.out)
        if arguments.activity_days:
            add_activity(arguments.out, days=arguments.activity_days, seed=arguments.seed)
    except FolderError as error:
        print(f"plumage: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(
            f"plumage: cannot write made-up data into {arguments.out}: {error.strerror or error}"
            f" ({error.filename or 'while writing'}). What was there is unchanged",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        print("plumage: stopped; no made-up data were written", file=sys.stderr)
        return 130
    files = manifest["files"]
    size = sum(facts["bytes"] for facts in files.values()) / 1e6
    tweets = next(facts["rows"] for name, facts in files.items() if name.startswith("age_tweets"))
    print(
        f"plumage: {request.users} made-up users, {tweets} tweets, {size:.1f} MB -> {arguments.out}"
    )
    return 0
