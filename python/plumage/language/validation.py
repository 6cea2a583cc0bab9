"""Is the measure of unusual language any good? ``plumage language``.

Plants outliers of known kinds among tweets of each group whose authors stand outside its norm,
scores them by the independent implementation of ``language_norm`` (and shows that this one agrees
with the marts), and writes what is found to ``predictions.language_validation``.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from plumage.core.errors import PlumageError
from plumage.language.checks import Validation
from plumage.language.data import read_group
from plumage.raw import last_run
from plumage.warehouse.access import connect, replace_predictions


def validate(
    path: Path, *, planted_count: int = 1000, replicates: int = 300, seed: int = 1
) -> pd.DataFrame:
    """Validate the norm of every group and store the table.

    Parameters
    ----------
    path : pathlib.Path
        File of the warehouse.
    planted_count : int, default=1000
        Tweets to plant of each kind, at most as many as the group has.
    replicates : int, default=300
        Bootstrap replicates.
    seed : int, default=1
        Seed of everything random.

    Returns
    -------
    pandas.DataFrame
        Rows of ``predictions.language_validation``.

    Raises
    ------
    PlumageError
        If the warehouse has no language marts, or no group has tweets enough, or any with words.
    """
    with connect(path, read_only=True) as connection:
        found = connection.execute(
            "select count(*) from duckdb_tables() where schema_name = 'marts'"
            " and table_name in ('fct_tweet_deviations', 'fct_language_size_classes')"
        ).fetchone()[0]
        if found < 2:
            raise PlumageError("the warehouse has no language marts: run `dbt build` to its end")
        fingerprint = connection.execute(
            "select data_fingerprint from marts.dim_warehouse"
        ).fetchone()[0]
        names = connection.execute(
            "select group_id from marts.dim_language_groups where tweet_count > 0 order by 1"
        ).fetchall()
        if not names:
            raise PlumageError(
                "no group of the variable language_groups has a tweet with words to learn from: "
                "marts.fct_record_fields shows what the files give"
            )
        groups = [read_group(connection, group_id) for (group_id,) in names]
    tables = []
    for data in groups:
        if data.norm_tweets["surprisal_score"].notna().sum() >= 20:
            validation = Validation(
                data, planted_count=planted_count, replicates=replicates, seed=seed
            )
            validation.check_implementation()
            validation.plant_outliers()
            validation.hold_out()
            validation.tell_others()
            validation.check_ranking()
            validation.check_reliability()
            tables.append(validation.table())
    if not tables:
        raise PlumageError(
            "no group of the variable language_groups has 20 tweets long enough to score: "
            "widen it, or lower language_min_tokens"
        )
    rows = pd.concat(tables, ignore_index=True)
    rows.insert(0, "data_fingerprint", fingerprint)
    rows.insert(1, "seed", seed)
    with last_run.carried_over(path):
        replace_predictions(path, {"language_validation": rows}, subject="language")
    return rows
