"""Command line of ``plumage audience``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from plumage.core.command import command

HELP = """Say how many of the users of ages_test.csv are of an age group, and list the likeliest.

AGE_GROUP is a band such as "21-24", or an age and older such as "25+"; without it, all are shown.
Counts are estimates with a 95 % interval, beside a random selection of as many users. Needs a run
of `plumage predict` that judged its models."""


@command("audience", help=HELP, stopped="nothing was written")
@click.argument("audience", required=False, metavar="[AGE_GROUP]")
@click.option("--reach", type=float, default=0.1, show_default=True,
              help="Share of the users to reach, the likeliest first: 0.01, 0.05, 0.1, 0.2, 0.5 "
              "or 1.")  # fmt: skip
@click.option("--csv", "as_csv", type=Path, metavar="FILE",
              help="Write their ids and probabilities here: output/NAME.csv.")  # fmt: skip
@click.option("--may-hold-minors", is_flag=True,
              help="Write also ids of a group in which some may be minors.")  # fmt: skip
def audience(
    *, audience: str | None, reach: float, as_csv: Path | None, may_hold_minors: bool
) -> None:
    """Show an audience, and write its ids."""
    if as_csv and audience is None:
        raise click.UsageError('--csv needs an age group, such as plumage audience "25+"')
    from plumage.audience.lists import show_audience  # noqa: PLC0415 - imports a database

    show_audience(
        audience,
        reach=reach,
        as_csv=Path(os.path.abspath(as_csv)) if as_csv else None,
        minors_accepted=may_hold_minors,
    )
