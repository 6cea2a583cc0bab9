"""The one command: ``plumage``, or ``python -m plumage``.

Nothing heavy is imported before a command is chosen.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

try:
    import click
except ModuleNotFoundError:
    sys.exit("plumage: run it as .venv/bin/plumage, which `make setup` installs")

from plumage import __version__
from plumage.core.command import Entry, LazyGroup, run_command
from plumage.core.watcher import watch

COMMANDS = {
    "demo": Entry("plumage.job.cli:demo", "Make up data of a subject, build, and judge."),
    "run": Entry("plumage.job.cli:run", "Build the warehouse from your export, and predict."),
    "predict": Entry("plumage.age.cli:predict", "Predict ages from the warehouse."),
    "audience": Entry("plumage.audience.cli:audience", "Count and list users of an age group."),
    "ask": Entry("plumage.warehouse.cli:ask", "Ask the warehouse a question in SQL."),
    "story": Entry("plumage.pages.story.cli:story", "Write all pages; index.html is the start."),
    "explore": Entry("plumage.pages.explorer.cli:explore", "Write the page to look around in."),
    "docs": Entry("plumage.pages.lineage.cli:docs", "Write the catalogue of models and columns."),
    "activity": Entry("plumage.activity.cli:activity", "Add files to a log of actions; show it."),
    "rejects": Entry("plumage.raw.cli:rejects", "List and mend records that were not read."),
    "forget": Entry("plumage.privacy.cli:forget", "Remove users from all that Plumage holds."),
    "held": Entry("plumage.privacy.cli:held", "Show all that Plumage holds of a person."),
    "card": Entry("plumage.pages.card.cli:card", "Write the card of a kept model as a page."),
    "sample": Entry("plumage.sample.cli:sample", "Write made-up data of any size."),
    "language": Entry("plumage.language.cli:language", "Judge the measures of unusual language."),
    "claims": Entry("plumage.claims.cli:claims", "Judge and score claims in videos."),
    "bench": Entry("plumage.job.cli:bench", "Measure seconds and memory by step."),
    "spark": Entry("plumage.spark.cli:spark", "Run dbt's commands on Spark."),
}
"""In the order of the help; a new subject adds its row."""


@click.group(cls=LazyGroup, entries=COMMANDS, invoke_without_command=True)
@click.version_option(__version__, prog_name="plumage")
@click.pass_context
def plumage(ctx: click.Context) -> None:
    """Turn social-media exports into a tested warehouse, predictions and pages.

    Without a command: what there is in this folder, and what to do next.
    """
    if ctx.invoked_subcommand is None:
        from plumage.job.overview import print_overview  # noqa: PLC0415 - imports a database

        print_overview()


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command in this process.

    Parameters
    ----------
    argv : sequence of str, optional
        Words of the command line; those of the process by default.

    Returns
    -------
    int
        0 when all went well, 1 when a check disagrees, 2 when the user has to do something first,
        130 after Ctrl-C.
    """
    return run_command(plumage, argv, program="plumage")


def console() -> int:
    """Run the command of this process; what the system may kill for its memory is watched."""
    return watch(main, "plumage") if sys.argv[1:2] == ["predict"] else main()


if __name__ == "__main__":
    sys.exit(console())
