"""Compare two warehouses table by table: `python python/tools/compare_warehouses.py OLD NEW`.

For changes that may move code but no figure: build the same files with both versions, then compare.
Columns that name a run, a moment or a version of the code are left out; numbers count to nine
significant digits. `--renamed OLD=NEW` maps a table that has another name now.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb

SCHEMAS = ("staging", "intermediate", "marts", "predictions", "reference")
LEFT_OUT = {
    "run_id", "built_at", "parsed_at", "file_stamp", "state_md5", "project_version",
    "input_fingerprint", "settings_fingerprint", "library_versions", "warehouse_version",
}  # fmt: skip
"""Columns that say when, by which code, or in which run."""


def list_columns(connection: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, dict[str, str]]:
    """Columns and types by table, of the schemas that are compared."""
    rows = connection.execute(
        "select table_schema || '.' || table_name, column_name, data_type"
        " from information_schema.columns where table_catalog = ? and table_schema in"
        f" {SCHEMAS} order by all",
        [catalog],
    ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        found.setdefault(table, {})[column] = kind
    return found


def rounded(column: str, kind: str) -> str:
    """Write a value in SQL as it is compared."""
    quoted = f'"{column}"'
    if kind in ("DOUBLE", "FLOAT"):
        return f"printf('%.9g', {quoted} + 0.0) as {quoted}"
    # Lists and structs hold numbers too: to nine digits after the point.
    if "DOUBLE" in kind:
        return rf"regexp_replace({quoted}::varchar, '(\.\d{{9}})\d+', '\1', 'g') as {quoted}"
    return quoted


def compare(old: Path, new: Path, renamed: dict[str, str]) -> int:
    """Print a line for each table that differs, and a last one; return how many differ."""
    differing = 0
    with duckdb.connect() as connection:
        for name, path in (("old", old), ("new", new)):
            connection.execute(f"attach '{path}' as {name} (read_only)")
        tables = {name: list_columns(connection, name) for name in ("old", "new")}
        mapped = {renamed.get(table, table): table for table in tables["old"]}
        for table in sorted(mapped.keys() | tables["new"].keys()):
            before, after = tables["old"].get(mapped.get(table, "")), tables["new"].get(table)
            if before is None or after is None:
                verdict = "only in the new one" if before is None else "only in the old one"
            else:
                shared = {c: k for c, k in after.items() if c in before and c not in LEFT_OUT}
                chosen = ", ".join(rounded(column, kind) for column, kind in shared.items()) or "1"
                sides = (
                    f"select {chosen} from old.{mapped[table]}",
                    f"select {chosen} from new.{table}",
                )
                alone = [
                    connection.execute(
                        f"select count(*) from (({one}) except all ({other}))"
                    ).fetchone()[0]
                    for one, other in (sides, sides[::-1])
                ]
                odd = sorted((before.keys() ^ after.keys()) - LEFT_OUT)
                if not any(alone) and not odd:
                    continue
                verdict = f"{alone[0]:,} rows in the old one alone, {alone[1]:,} in the new one"
                verdict += f"; columns in one alone: {', '.join(odd)}" * bool(odd)
            differing += 1
            print(f"{table}: {verdict}")
        print(f"{len(mapped.keys() | tables['new'].keys()) - differing} tables are equal")
    return differing


def main() -> int:
    """Read the command line; exit with 1 when a table differs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--renamed", nargs="*", default=[], metavar="OLD=NEW")
    given = parser.parse_args()
    renamed = dict(pair.split("=", 1) for pair in given.renamed)
    return 1 if compare(given.old, given.new, renamed) else 0


if __name__ == "__main__":
    raise SystemExit(main())
