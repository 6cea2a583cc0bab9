"""What DuckDB and Spark say in other words, or in the same words with another meaning."""

from __future__ import annotations

from sqlglot import exp

from plumage.spark.expressions import Rewrite, call, over
from plumage.spark.list_rewrites import LIST_FUNCTIONS, LIST_REWRITES
from plumage.spark.text_rewrites import TEXT_REWRITES


def rewritten(tree: exp.Expr) -> exp.Expr:
    """Rewrite a query.

    Parameters
    ----------
    tree : sqlglot.exp.Expr
        Query in DuckDB's words; it is changed.

    Returns
    -------
    sqlglot.exp.Expr
        The query in Spark's words.
    """
    # Inner expressions first, since outer ones take them along.
    for node in reversed(list(tree.bfs())):
        rewrite = REWRITES.get(type(node))
        new = rewrite(node) if rewrite else None
        if new is None:
            continue
        if node is tree:
            tree = new
        else:
            node.replace(new)
    return tree


def _select(node: exp.Select) -> exp.Expr | None:
    """Unnest lists side by side with one generator, as many as Spark takes in a select."""
    grouped = _grouped_before_qualify(node)
    if grouped is not None:
        return grouped
    names, lists, items = [], [], []
    for item in node.expressions:
        inner = item.unalias()
        if isinstance(inner, exp.Explode):
            lists.append(inner.this)
        elif isinstance(inner, exp.Anonymous) and inner.name.lower() == "generate_subscripts":
            lists.append(call("TRANSFORM", inner.expressions[0], over("x p", "p + 1")))
        else:
            continue
        names.append(item.alias or "unnest")
        items.append(item)
    if len(lists) == 1:
        items[0].replace(exp.alias_(call("EXPLODE", lists[0]), names[0]))
    elif lists:
        zipped = call("INLINE", call("ARRAYS_ZIP", *lists))
        columns = [exp.to_identifier(name) for name in names]
        items[0].replace(exp.Aliases(this=zipped, expressions=columns))
        for item in items[1:]:
            item.pop()
    return None


def _grouped_before_qualify(select: exp.Select) -> exp.Select | None:
    """Put QUALIFY over counts of groups around them: Spark knows windows there alone."""
    qualify = select.args.get("qualify")
    counts = qualify and [
        part
        for part in qualify.this.find_all(exp.AggFunc)
        if not isinstance(part.parent, (exp.Window, exp.Filter))
    ]
    if not counts:
        return None
    inner = select.copy()
    for clause in ("qualify", "with_", "order"):
        inner.set(clause, None)
    names = [item.alias_or_name for item in inner.expressions]
    inner = inner.select(exp.alias_(qualify.this.copy(), "is_qualified"), copy=False)
    outer = exp.select(*names).from_(inner.subquery("grouped")).where("is_qualified")
    for clause in ("with_", "order"):
        outer.set(clause, select.args.get(clause))
    return outer


def _table(node: exp.Table) -> None:
    """Read `range` as the table it is; its end is left out on both engines."""
    series = node.this
    if isinstance(series, exp.GenerateSeries):
        parts = filter(None, (series.args.get(key) for key in ("start", "end", "step")))
        node.set("this", call("RANGE", *parts))


def _cast(node: exp.Cast) -> exp.Expr | None:
    """Round fractions to whole numbers, which Spark cuts off; write rows as DuckDB does."""
    if node.is_type(exp.DType.TEXT) and _is_row(node):
        columns = exp.Column(this=exp.Star(), table=node.this.this.copy())
        return call("plumage_row_text", call("STRUCT", columns))
    if node.is_type(*exp.DataType.INTEGER_TYPES) and _is_fractional(node.this.unnest()):
        node.set("this", exp.func("RINT", node.this.copy()))
    return None


def _is_row(node: exp.Cast) -> bool:
    """Tell whether what is cast is a whole row: a column that is named as the table is."""
    select = node.find_ancestor(exp.Select)
    source = select.args.get("from_") if select else None
    return (
        isinstance(node.this, exp.Column)
        and not node.this.table
        and source is not None
        and source.this.alias_or_name == node.this.name
    )


def _is_fractional(node: exp.Expr) -> bool:
    """Tell whether a formula may give a fraction: it divides, or names one."""
    is_formula = isinstance(node, (exp.Binary, exp.Case))
    is_test = isinstance(node, (exp.Predicate, exp.Connector))
    return (
        is_formula
        and not is_test
        and any(
            isinstance(part, exp.Div)
            or (isinstance(part, exp.Literal) and not part.is_string and not part.name.isdigit())
            for part in node.walk()
        )
    )


FUNCTIONS: dict[str, Rewrite] = {
    **LIST_FUNCTIONS,
    "epoch_us": lambda time: call(
        "UNIX_MICROS", exp.cast(time, exp.DataType.build("TIMESTAMPLTZ"))
    ),
    "to_seconds": lambda seconds: call(
        "MAKE_DT_INTERVAL", *(exp.Literal.number(0) for _ in range(3)), seconds
    ),
}
"""Functions of DuckDB that sqlglot does not know."""


def _function(node: exp.Anonymous) -> exp.Expr | None:
    rewrite = FUNCTIONS.get(node.name.lower())
    return rewrite(*node.expressions) if rewrite else None


REWRITES: dict[type[exp.Expr], Rewrite] = {
    **TEXT_REWRITES,
    **LIST_REWRITES,
    exp.Select: _select,
    exp.Table: _table,
    exp.Cast: _cast,
    exp.Anonymous: _function,
}
