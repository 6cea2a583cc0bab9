"""Lists, and aggregates whose order matters, in Spark's words."""

from __future__ import annotations

from sqlglot import exp, parse_one

from plumage.spark.expressions import Rewrite, call, over


def _bracket(node: exp.Bracket) -> exp.Expr | None:
    """Take a part or an item of a list, which Spark counts from 0 where DuckDB counts from 1."""
    part = node.expressions[0]
    if not isinstance(part, exp.Slice):
        # sqlglot has shifted what it knows to be a number.
        if part.is_number or part.is_type(*exp.DataType.INTEGER_TYPES):
            return None
        return call("GET", node.this, exp.paren(part.copy()) - 1)
    start = part.this or exp.Literal.number(1)
    length = call("SIZE", node.this)
    if part.expression:
        length = exp.paren(part.expression.copy()) - exp.paren(start.copy()) + 1
    return call("SLICE", node.this, start, call("GREATEST", length, exp.Literal.number(0)))


def _list(node: exp.ArrayAgg) -> exp.Expr | None:
    """Collect pairs of key and item, sort them, and take the keys off again."""
    value, keys = node.this, []
    if isinstance(value, exp.Order):
        value, keys = value.this, value.expressions
    if isinstance(value, exp.Distinct):
        if not isinstance(node.parent, exp.ArraySort):
            raise ValueError(
                "list(distinct ...) has no order on either engine: it needs list_sort(...) around,"
                f" got: {node.sql()}"
            )
        # In a struct, since Spark leaves a bare NULL out.
        item = exp.alias_(value.expressions[0], "item")
        return call("TRANSFORM", call("COLLECT_SET", call("STRUCT", item)), over("e", "e.item"))
    fields = [exp.alias_(key.this.copy(), f"key_{place}") for place, key in enumerate(keys)]
    pairs = _where(call("COLLECT_LIST", call("STRUCT", *fields, exp.alias_(value, "item"))), node)
    if keys:
        pairs = call("ARRAY_SORT", pairs, over("l r", _comparison(keys)))
    # No rows: no list, where Spark gives an empty one.
    return _in_place(node, call("NULLIF", call("TRANSFORM", pairs, over("e", "e.item")), _none()))


def _comparison(keys: list[exp.Ordered]) -> str:
    """Write what orders two pairs: -1, 0 or 1."""
    branches = []
    for place, key in enumerate(keys):
        left, right = f"l.key_{place}", f"r.key_{place}"
        before, after = (1, -1) if key.args.get("desc") else (-1, 1)
        null_before, null_after = (-1, 1) if key.args.get("nulls_first") else (1, -1)
        branches.append(
            f"WHEN {left} IS NULL AND {right} IS NOT NULL THEN {null_before} "
            f"WHEN {left} IS NOT NULL AND {right} IS NULL THEN {null_after} "
            f"WHEN {left} < {right} THEN {before} WHEN {left} > {right} THEN {after}"
        )
    return f"CASE {' '.join(branches)} ELSE 0 END"


def _largest(node: exp.ArgMax) -> exp.Expr | None:
    """Take the n items of the largest keys, where Spark's max_by takes one."""
    if not node.args.get("count"):
        return None
    fields = exp.alias_(node.expression.copy(), "key"), exp.alias_(node.this.copy(), "item")
    known = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.null()))
    pairs = exp.Filter(
        this=call("COLLECT_LIST", call("STRUCT", *fields)), expression=exp.Where(this=known)
    )
    items = call("TRANSFORM", call("SORT_ARRAY", pairs, exp.false()), over("e", "e.item"))
    return call("NULLIF", call("SLICE", items, exp.Literal.number(1), node.args["count"]), _none())


def _joined_distinct(node: exp.GroupConcat) -> exp.Expr | None:
    """Join different texts in their order: Spark 4.3 has an error in LISTAGG(DISTINCT ...)."""
    value = node.this.this if isinstance(node.this, exp.Order) else node.this
    if not isinstance(value, exp.Distinct):
        return None
    items = _where(call("COLLECT_SET", value.expressions[0]), node)
    separator = node.args.get("separator") or exp.Literal.string(",")
    joined = call("ARRAY_JOIN", call("SORT_ARRAY", items), separator)
    return _in_place(node, call("NULLIF", joined, exp.Literal.string("")))


def _where(aggregate: exp.Expr, node: exp.Expr) -> exp.Expr:
    """Give an aggregate the filter that the one it stands for has."""
    if not isinstance(node.parent, exp.Filter):
        return aggregate
    return exp.Filter(this=aggregate, expression=node.parent.expression.copy())


def _in_place(node: exp.Expr, new: exp.Expr) -> exp.Expr | None:
    """Put an expression in place of an aggregate and its filter."""
    if not isinstance(node.parent, exp.Filter):
        return new
    node.parent.replace(new)
    return None


def _optional_items(node: exp.ArrayFilter) -> exp.Expr | None:
    """List what is not NULL of some CASEs: no function of a lambda may hold a sub-query."""
    items, test = node.this, node.expression
    only_null = (
        isinstance(test, exp.Lambda)
        and isinstance(test.this, exp.Not)
        and isinstance(test.this.this, exp.Is)
    )
    if not only_null or not isinstance(items, exp.Array):
        return None
    lists = []
    for item in items.expressions:
        if not isinstance(item, exp.Case) or item.args.get("default"):
            return None
        case = item.copy()
        for branch in case.args["ifs"]:
            branch.set("true", call("ARRAY", branch.args["true"]))
        case.set("default", parse_one("CAST(ARRAY() AS ARRAY<STRING>)", dialect="spark"))
        lists.append(case)
    return call("FLATTEN", call("ARRAY", *lists))


def _mode(node: exp.Mode) -> exp.Expr:
    """Take the most frequent value; the smallest of several."""
    value = node.this.this if isinstance(node.this, exp.Order) else node.this
    return call("MODE", value, exp.true())


def _percentile(node: exp.PercentileCont) -> exp.Expr:
    return call("PERCENTILE", node.this, node.expression)


def _percentile_disc(node: exp.PercentileDisc) -> exp.Expr:
    """Take a value at each share asked for; NULL for all of them when there is no value."""
    shares = node.expression
    value = node.this.sql(dialect="spark")

    def at(share: exp.Expr) -> exp.Expr:
        return exp.Var(this=f"PERCENTILE_DISC({share.name}) WITHIN GROUP (ORDER BY {value})")

    if not isinstance(shares, exp.Array):
        return at(shares)
    some = exp.GT(this=exp.Count(this=node.this.copy()), expression=exp.Literal.number(0))
    return exp.If(this=some, true=call("ARRAY", *map(at, shares.expressions)), false=exp.null())


def _total(items: exp.Expr, step: str) -> exp.Expr:
    """Add up a list in its order; NULL where it is empty, as a sum over no rows is."""
    zero = parse_one("CAST(0 AS DOUBLE)")
    total = call("AGGREGATE", items, zero, over("a x", step))
    some = exp.GT(this=call("SIZE", items), expression=exp.Literal.number(0))
    return exp.If(this=some, true=total, false=exp.null())


def _list_sum(items: exp.Expr) -> exp.Expr:
    return _total(call("FILTER", items, over("x", "x IS NOT NULL")), "a + x")


def _list_dot_product(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return _total(call("ZIP_WITH", left, right, over("x y", "x * y")), "a + x")


def _list_stddev(items: exp.Expr) -> exp.Expr:
    """Spread of a list around its mean, in two passes in its order."""
    known = call("FILTER", items, over("x", "x IS NOT NULL"))
    mean = _total(known, "a + x") / call("SIZE", known)
    squares = exp.paren(_total(known, "a + power(x - mean, 2)"))
    degrees = call("NULLIF", exp.paren(call("SIZE", known) - 1), exp.Literal.number(0))
    spread = exp.Lambda(
        this=exp.func("SQRT", squares / degrees), expressions=[exp.to_identifier("mean")]
    )
    return call("GET", call("TRANSFORM", call("ARRAY", mean), spread), exp.Literal.number(0))


def _none() -> exp.Expr:
    return call("ARRAY")


LIST_FUNCTIONS: dict[str, Rewrite] = {
    "list_dot_product": _list_dot_product,
    "list_position": lambda items, item: call("ARRAY_POSITION", items, item),
    "list_stddev_samp": _list_stddev,
    "list_sum": _list_sum,
}

LIST_REWRITES: dict[type[exp.Expr], Rewrite] = {
    exp.ArgMax: _largest,
    exp.ArrayAgg: _list,
    exp.ArrayFilter: _optional_items,
    exp.Bracket: _bracket,
    exp.GroupConcat: _joined_distinct,
    exp.Mode: _mode,
    exp.PercentileCont: _percentile,
    exp.PercentileDisc: _percentile_disc,
}
