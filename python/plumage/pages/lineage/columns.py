"""Lineage of columns: the columns of other relations that each column of a model is made from.

The SQL of models is parsed and resolved by sqlglot, which finds a column's way through the CTEs and
subqueries of one model. Ways through several models follow from those of each.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope

ColumnKey = tuple[str, str]
"""Relation as schema.name, and column."""


@dataclass(frozen=True)
class Relation:
    """A table or view of the warehouse.

    Attributes
    ----------
    schema, name : str
        Where it is.
    kind : str
        ``model``, ``seed`` or ``source``.
    description : str
        What dbt says of it.
    types : mapping of str to str
        Column to type, in the order of the relation.
    descriptions : mapping of str to str
        Column to meaning.
    sql : str or None
        What a model is made by.
    """

    schema: str
    name: str
    kind: str
    description: str
    types: Mapping[str, str]
    descriptions: Mapping[str, str]
    sql: str | None = None

    @property
    def full_name(self) -> str:
        """Schema and name."""
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True)
class Origin:
    """What one column is made from.

    Attributes
    ----------
    kind : str
        ``columns``; ``made`` when it takes none (a constant, a count of rows, a list of files);
        ``unknown`` when its way could not be followed.
    parents : tuple of ColumnKey
        Columns of other relations, sorted.
    reason : str
        Why it is unknown.
    """

    kind: str
    parents: tuple[ColumnKey, ...] = ()
    reason: str = ""


@dataclass
class _Leaves:
    """Ends of the ways of one column."""

    parents: set[ColumnKey] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)


def relations_of(manifest: Mapping[str, Any], catalog: Mapping[str, Any]) -> list[Relation]:
    """List the tables and views that both documents of dbt know, and the raw files.

    Parameters
    ----------
    manifest, catalog : mapping
        As ``dbt docs generate`` writes them.

    Returns
    -------
    list of Relation
        Sorted by schema and name.
    """
    nodes = manifest["nodes"] | manifest["sources"]
    tables = catalog["nodes"] | catalog["sources"]
    found = []
    for unique_id, node in nodes.items():
        table = tables.get(unique_id)
        if table is not None:
            columns = sorted(table["columns"].values(), key=lambda column: column["index"])
            types = {column["name"]: column["type"] for column in columns}
        elif node["resource_type"] == "source":
            # Raw files are no table: their columns are those that dbt is told.
            types = {name: told["data_type"] for name, told in node["columns"].items()}
        else:
            continue
        found.append(
            Relation(
                schema=node["schema"],
                name=node.get("alias") or node["name"],
                kind=node["resource_type"],
                description=node["description"],
                types=types,
                descriptions={name: told["description"] for name, told in node["columns"].items()},
                sql=node.get("compiled_code") if node["resource_type"] == "model" else None,
            )
        )
    return sorted(found, key=lambda relation: (relation.schema, relation.name))


def trace_columns(relations: Sequence[Relation]) -> dict[ColumnKey, Origin]:
    """Find what each column of each model is made from.

    Parameters
    ----------
    relations : sequence of Relation
        All that models read, and the models.

    Returns
    -------
    dict of ColumnKey to Origin
        For every column of a model, in the order of the relations.

    Examples
    --------
    >>> raw = Relation("raw", "ages", "source", "", {"age": "INTEGER"}, {})
    >>> sql = "select age + 1 as older, 'x' as mark from raw.ages"
    >>> types = {"older": "INTEGER", "mark": "VARCHAR"}
    >>> found = trace_columns([raw, Relation("marts", "dim", "model", "", types, {}, sql)])
    >>> found["marts.dim", "older"].parents, found["marts.dim", "mark"].kind
    ((('raw.ages', 'age'),), 'made')
    """
    # It warns of every UNPIVOT, whose columns come out as unknown.
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    schema: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for relation in relations:
        schema[relation.schema][relation.name] = dict(relation.types)
    known = {relation.full_name for relation in relations}
    origins: dict[ColumnKey, Origin] = {}
    for relation in relations:
        if relation.sql is None:
            continue
        origins |= _trace_model(relation, schema, known)
    return origins


def _trace_model(
    relation: Relation, schema: dict[str, dict[str, dict[str, str]]], known: set[str]
) -> dict[ColumnKey, Origin]:
    try:
        tree = sqlglot.parse_one(relation.sql, dialect="duckdb")
        for table in tree.find_all(exp.Table):
            # One database: its name is that of a file.
            table.set("catalog", None)
        query = qualify(tree, schema=schema, dialect="duckdb", validate_qualify_columns=False)
        scope = build_scope(query)
    except SqlglotError as error:
        reason = str(error).splitlines()[0]
        return {
            (relation.full_name, name): Origin("unknown", reason=reason) for name in relation.types
        }
    return {
        (relation.full_name, name): _trace_column(name, query, scope, schema, known)
        for name in relation.types
    }


def _trace_column(
    name: str,
    query: exp.Expr,
    scope: Scope | None,
    schema: dict[str, dict[str, dict[str, str]]],
    known: set[str],
) -> Origin:
    try:
        node = lineage(
            name, query, schema, scope=scope, dialect="duckdb", trim_selects=False, copy=False
        )
    except (SqlglotError, ValueError) as error:
        # The rest of the message is the query.
        return Origin("unknown", reason=re.split(" in (?:query|SELECT)", str(error))[0])
    leaves = _Leaves()
    for one in node.walk():
        if not one.downstream:
            _sort_leaf(one, leaves, known)
    if leaves.lost:
        return Origin("unknown", tuple(sorted(leaves.parents)), ", ".join(sorted(leaves.lost)))
    if leaves.parents:
        return Origin("columns", tuple(sorted(leaves.parents)))
    return Origin("made")


def _sort_leaf(node: Node, leaves: _Leaves, known: set[str]) -> None:
    if isinstance(node.source, exp.Table):
        relation = f"{node.source.db}.{node.source.name}"
        if relation in known:
            leaves.parents.add((relation, exp.to_column(node.name).name))
        # A function that reads files (read_csv) is a table without columns that anybody knows.
    elif node.expression.find(exp.Column):
        leaves.lost.add(f"the way of {node.name} is lost")


def first_origins(origins: Mapping[ColumnKey, Origin], column: ColumnKey) -> set[ColumnKey]:
    """Follow a column to where it begins: seeds, sources, and columns made of none.

    Parameters
    ----------
    origins : mapping of ColumnKey to Origin
        As from ``trace_columns``.
    column : ColumnKey
        Where to start.

    Returns
    -------
    set of ColumnKey
        Columns that come from no other column.
    """
    first, seen, waiting = set(), {column}, [column]
    while waiting:
        one = waiting.pop()
        parents = origins[one].parents if one in origins else ()
        if not parents:
            first.add(one)
        waiting += [parent for parent in parents if parent not in seen]
        seen |= set(parents)
    return first
