"""Counts and hashes of all tables of a project, to tell whether two builds differ."""

from __future__ import annotations

from support.project import Project

OF_THE_NEWEST_BATCH = {"base_activity__records", "stg_activity__files"}
"""Tables that hold what the latest run brought: nothing, when there was nothing new."""

OF_THE_LAST_RUN = {"state_ledger"}
"""It says how the kept rows came about."""


def fingerprint_of_tables(project: Project) -> dict[str, tuple[int, str]]:
    """Count and content hash of each table, order of rows left aside."""
    tables = project.query(
        "select schema_name, table_name from duckdb_tables() where schema_name != 'main'"
    )
    return {
        f"{schema}.{table}": project.query(
            "select count(*), coalesce(md5(string_agg(row_text, chr(10) order by row_text)), '')"
            " from (select row_of_table::varchar as row_text"
            f' from (select {columns_of(table)} from {schema}."{table}") as row_of_table)'
        )[0]
        for schema, table in tables
        if table not in OF_THE_NEWEST_BATCH | OF_THE_LAST_RUN
    }


def columns_of(table: str) -> str:
    """All but the stamps of files, which are those of a place."""
    return "* exclude (file_stamp)" if table == "base_raw__files" else "*"
