"""Demonstrations by subject: made-up data, a build, and where the result is."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from plumage.core.command import call
from plumage.core.dbt import run_dbt
from plumage.core.paths import raw_folder, warehouse_path
from plumage.core.terminal import announce
from plumage.job.work import build_and_predict, is_done

# Nobody wrote the texts of the demo: they can be shown.
VARIABLES = {"show_texts": True}
DEMO_ARGUMENTS = (
    "--users", "2400", "--tweets-per-user", "12", "--seed", "1", "--activity-days", "40",
)  # fmt: skip
"""Of ``plumage sample``, for ages."""

ACTIVITY_ARGUMENTS = (
    "--users", "1000", "--tweets-per-user", "1", "--seed", "1", "--activity-days", "40",
)  # fmt: skip

CLAIMS_ARGUMENTS = ("--subject", "claims", "--videos", "20000", "--seed", "3")
"""With a seed of which the 95 % intervals of a regression hold all three planted odds ratios; one
of about seven seeds misses one of them (docs/demo-data.md)."""


def do_main_job(arguments: Sequence[str], *, full_refresh: bool) -> None:
    """Generate made-up data into an unused raw folder, then do the main job on it.

    Parameters
    ----------
    arguments : sequence of str
        Words of ``plumage sample``.
    full_refresh : bool
        Whether to do so even if nothing has changed, and to keep nothing of the last build.

    Raises
    ------
    PlumageError
        If the folder holds anything but an earlier demo, or a step fails.
    """
    from plumage.privacy.setting import check_setting  # noqa: PLC0415 - imports a database

    os.environ.setdefault("PLUMAGE_RAW_DIR", "data/raw")
    if full_refresh or not is_done(VARIABLES):
        check_setting(warehouse_path(), VARIABLES, is_whole=True)
        generate(arguments)
        build_and_predict(VARIABLES, full_refresh=full_refresh)


def demonstrate_activity(*, full_refresh: bool) -> None:
    """Generate a log of actions, build and test its tables alone, and print what they say.

    Parameters
    ----------
    full_refresh : bool
        Whether to keep nothing of the last build.

    Raises
    ------
    PlumageError
        As for ``do_main_job``.
    """
    from plumage.activity.cli import print_log  # noqa: PLC0415 - this subject alone
    from plumage.privacy.setting import check_setting  # noqa: PLC0415 - imports a database
    from plumage.privacy.shown import check_shown  # noqa: PLC0415 - as above

    check_setting(warehouse_path(), {}, is_whole=False)
    check_shown(warehouse_path(), {}, is_whole=False)
    generate(ACTIVITY_ARGUMENTS)
    words = ["build", "-s", "tag:activity", "--exclude-resource-type", "unit_test"]
    run_dbt([*words, *(["--full-refresh"] if full_refresh else [])])
    print_log()
    announce(
        f"ask marts.rpt_active_minutes_summary of {warehouse_path()}, or see this again: "
        f"PLUMAGE_DUCKDB={os.environ['PLUMAGE_DUCKDB']} plumage activity show"
    )


def generate(words: Sequence[str]) -> None:
    """Write made-up data into the raw folder."""
    # Only a demo that has something to do needs it.
    from plumage.sample.cli import sample  # noqa: PLC0415

    call(sample, [*words, "--out", str(raw_folder())], program="plumage sample")


class Demo(NamedTuple):
    """How a subject is demonstrated, and the settings that give it a place of its own."""

    run: Callable[..., None]
    settings: Mapping[str, str]


DEMOS = {
    "age": Demo(partial(do_main_job, DEMO_ARGUMENTS), {}),
    "activity": Demo(
        demonstrate_activity,
        {"PLUMAGE_RAW_DIR": "data/demo-activity", "PLUMAGE_DUCKDB": "plumage-activity.duckdb"},
    ),
    "claims": Demo(
        partial(do_main_job, CLAIMS_ARGUMENTS),
        {"PLUMAGE_RAW_DIR": "data/demo-claims", "PLUMAGE_DUCKDB": "plumage-claims.duckdb"},
    ),
}
"""By subject; a new subject with a generator adds its row."""


def demonstrate(subject: str, *, full_refresh: bool) -> None:
    """Run the demonstration of a subject.

    Parameters
    ----------
    subject : str
        Key of ``DEMOS``.
    full_refresh : bool
        Whether to keep nothing of the last build.

    Raises
    ------
    PlumageError
        If a step fails.
    """
    demo = DEMOS[subject]
    if demo.settings:
        os.environ.update(demo.settings)
        os.environ.pop("PLUMAGE_ACTIVITY_DIR", None)
    demo.run(full_refresh=full_refresh)
