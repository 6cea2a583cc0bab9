"""Command line of ``plumage language``."""

from __future__ import annotations

import click

from plumage.core.command import command
from plumage.core.paths import warehouse_path


@command("language", stopped="nothing was written")
@click.option("--planted", default=1000, show_default=True, help="Tweets to plant of each kind.")
@click.option("--replicates", default=300, show_default=True, help="Bootstrap replicates.")
@click.option("--seed", default=1, show_default=True, help="Seed of everything random.")
def language(planted: int, replicates: int, seed: int) -> None:
    """Judge the measures of unusual language.

    Plants outliers of known kinds among tweets, and stores how well each measure finds them. The
    warehouse is the file named by PLUMAGE_DUCKDB.
    """
    from plumage.language.data import summary  # noqa: PLC0415 - heavy
    from plumage.language.validation import validate  # noqa: PLC0415

    rows = validate(warehouse_path(), planted_count=planted, replicates=replicates, seed=seed)
    print(summary(rows))
    print("stored in predictions.language_validation; read marts.fct_language_validation")
