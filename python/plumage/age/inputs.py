"""What a run learns from and answers, read from the marts and checked before anything is fitted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from plumage.age.bands import AgeBands
from plumage.core.errors import PlumageError
from plumage.core.paths import temp_folder
from plumage.encoding.features import FEATURE_BLOCKS, FEATURES, number_columns_of
from plumage.encoding.terms import FactTables
from plumage.encoding.text_ngrams import MAX_TEXT_CHARACTERS
from plumage.encoding.user_texts import UserTexts, as_frame
from plumage.warehouse.access import connect

REQUIRED = (
    ("marts", "feat_users"),
    ("marts", "dim_age_users"),
    ("marts", "feat_user_accounts"),
    ("marts", "feat_user_texts"),
    ("marts", "feat_user_terms"),
    ("marts", "feat_user_categories"),
    ("marts", "dim_prediction_targets"),
    ("marts", "dim_warehouse"),
    ("reference", "ref_age_bands"),
)

NEVER_EMPTY = ("feat_users", "dim_warehouse")
"""Marts that hold rows whenever there is anybody to predict."""

FACTS = (
    "project_version",
    "data_fingerprint",
    "settings_fingerprint",
    "as_of",
    "pseudonym_key_check",
    "min_group_users",
    "is_synthetic",
)
"""Columns of ``marts.dim_warehouse`` that a run is stored with."""


ROWS_AT_A_TIME = 8192
"""Texts fetched from DuckDB at a time."""


@dataclass(frozen=True)
class Inputs:
    """What a run learns from and answers.

    Attributes
    ----------
    tables : FactTables
        Features of users, without labels; ``tables.features`` is sorted by ``user_id``.
    users : pandas.DataFrame
        ``user_id``, ``role`` and ``evidence_level`` of the same users in the same order.
    ages : pandas.Series of int
        Ages in years of labelled users by ``user_id``, sorted; no target is among them.
    targets : pandas.Series of int
        Users of ages_test.csv in the order of its lines.
    bands : AgeBands
        Age bands.
    facts : mapping of str to object
        The row of ``marts.dim_warehouse``.
    years_of_birth : str or None
        Where most stated ages are years: how many, of how many, and which.
    unused : tuple of str
        Columns of ``marts.feat_users`` that seeds/ref_features.csv does not list.
    """

    tables: FactTables
    users: pd.DataFrame
    ages: pd.Series
    targets: pd.Series
    bands: AgeBands
    facts: Mapping[str, object]
    years_of_birth: str | None = None
    unused: tuple[str, ...] = ()

    def fingerprint(self) -> str:
        """Hash of all that the run reads: the same for the same rows."""
        digest = hashlib.md5(repr((self.bands, sorted(self.facts.items()))).encode())
        tables = vars(self.tables) | {
            "users": self.users,
            "ages": self.ages.reset_index(),
            "targets": self.targets,
        }
        for name, rows in tables.items():
            digest.update(name.encode())
            for block in rows if isinstance(rows, UserTexts) else [rows]:
                digest.update(pd.util.hash_pandas_object(block, index=False).to_numpy().tobytes())
        return digest.hexdigest()


def read_inputs(path: Path) -> Inputs:
    """Read and check what a run learns from and answers, without the age of any target."""
    with connect(path, read_only=True) as connection:
        check_tables(connection)
        check_targets(connection)
        tables = FactTables(
            texts=read_texts(connection, path),
            **{
                name: read_table(connection, f"select {columns} from marts.{table} order by all")
                for name, (table, columns) in fact_columns().items()
            },
        )
        users = read_table(
            connection,
            "select user_id, role, evidence_level from marts.dim_age_users order by user_id",
        )
        ages = connection.execute(
            "select user_id, cast(age_years as bigint) as age_years from marts.dim_age_users"
            " where role = 'labelled' and age_years is not null order by user_id"
        ).df()
        targets = connection.execute(
            "select user_id from marts.dim_prediction_targets order by target_position"
        ).df()
        bands = connection.execute("select * from reference.ref_age_bands").df()
        facts = connection.execute(f"select {', '.join(FACTS)} from marts.dim_warehouse").df()
        years_of_birth = find_years_of_birth(connection)
        unused = find_unused(connection)
    inputs = Inputs(
        tables=tables,
        users=users,
        ages=ages.set_index("user_id")["age_years"],
        targets=targets["user_id"],
        bands=AgeBands.from_frame(bands),
        facts=facts.iloc[0].to_dict(),
        years_of_birth=years_of_birth,
        unused=unused,
    )
    check_agreement(inputs)
    return inputs


def read_table(connection: duckdb.DuckDBPyConnection, query: str) -> pd.DataFrame:
    """Read a table; a text column stays in one piece, as millions of objects take far more."""
    return as_frame(connection.cursor().sql(query).to_arrow_table())


def read_texts(connection: duckdb.DuckDBPyConnection, path: Path) -> UserTexts:
    """Read prepared texts by user and kind, up to the length that is looked at."""
    folder = temp_folder() or path.parent
    rows = connection.cursor().sql(
        f"select user_id, text_kind, left(prepared_text, {MAX_TEXT_CHARACTERS}) as prepared_text"
        " from marts.feat_user_texts order by all"
    )
    return UserTexts(rows.to_arrow_reader(ROWS_AT_A_TIME), folder)


def find_years_of_birth(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Say that most stated ages are years; None where they are not, or nothing was looked for."""
    found = None
    with suppress(duckdb.CatalogException):
        found = connection.execute(
            "select finding_count || ' of ' || row_count || ' stated ages lie between ' || examples"
            " from marts.fct_data_quality_findings where rule_id = 'label_year_of_birth'"
        ).fetchone()
    return found[0] if found else None


def fact_columns() -> dict[str, tuple[str, str]]:
    """Tables of features and their columns as SQL, by attribute of ``FactTables``; no texts."""
    numbers = (f"cast({name} as double) as {name}" for name in number_columns_of(FEATURE_BLOCKS))
    return {
        "features": ("feat_users", f"user_id, evidence_level, {', '.join(numbers)}"),
        "terms": ("feat_user_terms", "user_id, term_source, term_kind, term, term_count"),
        "accounts": ("feat_user_accounts", "user_id, relation, account_id"),
        "categories": ("feat_user_categories", "user_id, category, value, value_share"),
    }


def find_unused(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Columns of ``marts.feat_users`` that no list of features knows."""
    found = connection.execute(
        "select column_name from duckdb_columns()"
        " where schema_name = 'marts' and table_name = 'feat_users' order by column_index"
    ).fetchall()
    known = {"user_id", "evidence_level", *(feature.name for feature in FEATURES)}
    return tuple(name for (name,) in found if name not in known)


def check_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Stop unless the build made all tables and columns that are read."""
    found = connection.execute(
        "select schema_name, table_name, list(column_name) from duckdb_columns() group by all"
    ).fetchall()
    columns = {(schema, table): set(names) for schema, table, names in found}
    missing = [f"{schema}.{table}" for schema, table in REQUIRED if (schema, table) not in columns]
    if missing:
        raise PlumageError(f"the warehouse has no {', '.join(missing)}: run `dbt build` to its end")
    wanted = {
        "feat_users": set(number_columns_of(FEATURE_BLOCKS)),
        "dim_warehouse": set(FACTS),
    }
    for table, names in wanted.items():
        if lacking := sorted(names - columns["marts", table]):
            raise PlumageError(
                f"marts.{table} has no column {', '.join(lacking)} (it was built by another "
                "version of Plumage): run `dbt build`"
            )
    for table in NEVER_EMPTY:
        if not connection.execute(f"select count(*) from marts.{table}").fetchone()[0]:
            raise PlumageError(f"marts.{table} is empty: run `dbt build` on a filled raw folder")


def check_targets(connection: duckdb.DuckDBPyConnection) -> None:
    """Stop unless each line of ages_test.csv holds a user id."""
    unreadable = connection.execute(
        "select file_path, line_number, line_excerpt, count(*) over ()"
        " from marts.dim_prediction_targets where user_id is null"
        " order by target_position limit 1"
    ).fetchone()
    if unreadable:
        file_path, line_number, excerpt, count = unreadable
        others = f" (and {count - 1} more)" if count > 1 else ""
        if re.search(r"\d[eE]\+?\d", excerpt):
            others += ": a spreadsheet rounded the ids, export the column as text"
        place = f"line {line_number}" if line_number else "the end"
        raise PlumageError(
            f"{place} of {file_path} holds no user id: {excerpt!r}{others}. Every line "
            "must get an age: correct or remove it, then run `dbt build` and predict.py again"
        )


def check_agreement(inputs: Inputs) -> None:
    """Stop when the tables do not belong to one build, or a target has a label."""
    users = inputs.tables.features["user_id"]
    if users.duplicated().any():
        raise PlumageError(
            f"marts.feat_users holds user {users[users.duplicated()].iloc[0]} twice: "
            "run `dbt build` to its end"
        )
    for holding, held, lacking, known in (
        ("dim_age_users", inputs.users["user_id"], "feat_users", users),
        ("feat_users", users, "dim_age_users", inputs.users["user_id"]),
        ("dim_prediction_targets", inputs.targets, "feat_users", users),
    ):
        if absent := sorted(set(held) - set(known)):
            raise PlumageError(
                f"marts.{holding} holds user {absent[0]}, marts.{lacking} does not: the last "
                "build did not finish. Run `dbt build` to its end"
            )
    if leaked := sorted(set(inputs.targets) & set(inputs.ages.index)):
        raise PlumageError(
            f"user {leaked[0]} of ages_test.csv has a label in marts.dim_age_users, and would be "
            "learned from: run `dbt build`; nothing was fitted"
        )
