"""An empty dbt project of as many nodes as Plumage has: what dbt itself takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

PROJECT = """\
name: empty
version: "1.0"
profile: empty
model-paths: [models]
seed-paths: [seeds]
test-paths: [tests]
flags: {send_anonymous_usage_stats: false}
"""
PROFILE = """\
empty:
  target: duckdb
  outputs:
    duckdb: {{type: duckdb, path: "{path}", schema: main, threads: 1}}
"""


def write_empty_project(folder: Path, kinds: Mapping[str, int]) -> None:
    """Write a project whose nodes do nothing.

    Parameters
    ----------
    folder : pathlib.Path
        Where; made.
    kinds : mapping of str to int
        Number of nodes of each kind: ``table``, ``view``, ``seed``, ``test``. Each model reads the
        one before it, as a chain of ten; each test asks a model for a row that is not there.
    """
    for name in ("models", "seeds", "tests"):
        (folder / name).mkdir(parents=True)
    (folder / "dbt_project.yml").write_text(PROJECT)
    (folder / "profiles.yml").write_text(PROFILE.format(path=folder / "empty.duckdb"))
    models = [*["table"] * kinds["table"], *["view"] * kinds["view"]]
    for number, kind in enumerate(models):
        chained = f"select id from {{{{ ref('m{number - 1}') }}}}"
        source = chained if number % 10 else "select 1 as id"
        text = f"{{{{ config(materialized='{kind}') }}}}\n{source}\n"
        (folder / "models" / f"m{number}.sql").write_text(text)
    for number in range(kinds["seed"]):
        (folder / "seeds" / f"s{number}.csv").write_text("id\n1\n")
    for number in range(kinds["test"]):
        text = f"select id from {{{{ ref('m{number % len(models)}') }}}} where id is null\n"
        (folder / "tests" / f"t{number}.sql").write_text(text)


def count_kinds(results: list[Mapping], materialized: Mapping[str, str]) -> Counter[str]:
    """Count the nodes of a run by kind.

    Parameters
    ----------
    results : list of mapping
        ``results`` of dbt's run_results.json.
    materialized : mapping of str to str
        Materialisation of each model, by its unique id.

    Returns
    -------
    collections.Counter
        Of ``table``, ``view``, ``seed`` and ``test``; whatever is no view counts as a table.
    """
    kinds: Counter[str] = Counter()
    for result in results:
        kind = result["unique_id"].split(".")[0]
        if kind == "model":
            kind = "view" if materialized[result["unique_id"]] == "view" else "table"
        kinds[kind] += 1
    return kinds
