"""Where two unknown values are compared, the SQL says what that means."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pytest
import sqlglot
from sqlglot import exp


@pytest.fixture(scope="module")
def nodes(manifest_path) -> list[Mapping]:
    content = json.loads(manifest_path.read_text(encoding="utf-8"))
    return list(content["nodes"].values())


def comparisons_in(sql: str) -> Iterator[tuple[exp.Binary, set[str], set[str]]]:
    """Comparisons of columns with columns, with the tables that either side names.

    Those in which `coalesce` says on both sides what stands for an unknown value are left out.
    """
    for comparison in sqlglot.parse_one(sql, dialect="duckdb").find_all(exp.EQ, exp.NEQ):
        sides = comparison.left, comparison.right
        columns = [list(side.find_all(exp.Column)) for side in sides]
        if all(columns) and not all(isinstance(side, exp.Coalesce) for side in sides):
            left, right = ({column.table for column in found} - {""} for found in columns)
            yield comparison, left, right


def lost_to_null(sql: str) -> Iterator[str]:
    """Comparisons of two tables' columns whose answer is NULL where a value is missing.

    Joins may lose such rows on purpose; a value that is selected, and a search for differences,
    must say what NULL means. A `coalesce` around the comparison takes two unknowns for different.
    """
    for comparison, left, right in comparisons_in(sql):
        place = comparison.find_ancestor(
            exp.Join, exp.Where, exp.Having, exp.Qualify, exp.Filter, exp.Select
        )
        is_judged = isinstance(place, exp.Select) or isinstance(comparison, exp.NEQ)
        if left and right and left != right and is_judged:
            yield comparison.sql("duckdb")


@pytest.mark.parametrize(
    ("selected", "count"),
    [
        ("not (runs.as_of = warehouse.as_of and runs.seed = warehouse.seed) as is_stale", 2),
        ("case when runs.as_of = warehouse.as_of then 1 else 0 end as is_same", 1),
        ("runs.as_of != warehouse.as_of as is_stale", 1),
        ("(runs.as_of is distinct from warehouse.as_of) as is_stale", 0),
        ("not coalesce(runs.as_of = warehouse.as_of, false) as is_stale", 1),
        ("coalesce(runs.as_of, 0) = coalesce(warehouse.as_of, 0) as is_same", 0),
        ("runs.as_of = '2020-01-01' and runs.seed = runs.as_of as is_first", 0),
    ],
)
def test_comparisons_that_null_makes_unknown_are_found(selected, count):
    sql = f"select {selected} from runs inner join warehouse on runs.seed = warehouse.seed"
    assert len(list(lost_to_null(sql))) == count
    searched = f"{sql} where runs.seed != warehouse.seed"
    assert len(list(lost_to_null(searched))) == count + 1


def test_models_say_what_null_means_where_they_compare_two_tables(nodes):
    models = [node for node in nodes if node["resource_type"] == "model"]
    assert len(models) > 150
    found = [
        f"{node['name']}: {comparison}"
        for node in models
        for comparison in lost_to_null(node["compiled_code"])
    ]
    assert not found, "write `is [not] distinct from`, or `coalesce` for what is unknown"


def test_singular_tests_take_an_unknown_value_for_a_difference(nodes):
    tests = [
        node for node in nodes if node["resource_type"] == "test" and not node.get("test_metadata")
    ]
    assert len(tests) > 10
    found = [
        f"{node['name']}: {comparison.sql('duckdb')}"
        for node in tests
        for comparison, *_ in comparisons_in(node["compiled_code"])
        if isinstance(comparison, exp.NEQ)
    ]
    assert not found, "write `is distinct from`: with `!=`, a test passes where a value is NULL"
