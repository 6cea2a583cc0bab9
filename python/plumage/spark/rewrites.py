"""Expressions of DuckDB that Spark has in other words, or under the same name with another meaning."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp, parse_one

from plumage.spark.expressions import call, over
from plumage.spark.text_rewrites import TEXT_REWRITES


def rewritten(tree: exp.Expr) -> exp.Expr:
    """Rewrite a query; inner expressions first, since outer ones take them along."""
    for node in reversed(list(tree.bfs())):
        rewrite = REWRITES.get(type(node))
        new = rewrite(node) if rewrite else None
        if new is None or new is node:
            continue
        if node is tree:
            tree = new
        else:
            node.replace(new)
    return tree


def _slice(node: exp.Bracket) -> exp.Expr | None:
    """A part or an item of a list, which Spark counts from 0 where DuckDB counts from 1."""
    part = node.expressions[0]
    if not isinstance(part, exp.Slice):
        # sqlglot has shifted what it knows to be a number.
        if part.is_number or part.is_type(*exp.DataType.INTEGER_TYPES):
            return None
        place = exp.paren(part.copy()) - 1
        return exp.Anonymous(this="GET", expressions=[node.this.copy(), place])
    start = part.this.copy() if part.this else exp.Literal.number(1)
    if part.expression:
        length: exp.Expr = exp.paren(part.expression.copy()) - exp.paren(start.copy()) + 1
        length = exp.func("GREATEST", length, exp.Literal.number(0))
    else:
        length = exp.func("GREATEST", exp.ArraySize(this=node.this.copy()), exp.Literal.number(0))
    return exp.Anonymous(this="SLICE", expressions=[node.this.copy(), start, length])


def _ordered_keys(order: exp.Order) -> list[tuple[exp.Expr, bool, bool]]:
    keys = []
    for ordered in order.expressions:
        desc = bool(ordered.args.get("desc"))
        keys.append((ordered.this, desc, bool(ordered.args.get("nulls_first"))))
    return keys


def _array_agg(node: exp.ArrayAgg) -> exp.Expr | None:
    """list(x order by y): pairs are collected, sorted, and stripped of their keys."""
    top: exp.Expr = node
    condition = None
    if isinstance(node.parent, exp.Filter):
        top = node.parent
        condition = top.expression
    this = node.this
    distinct = isinstance(this, exp.Distinct)
    order = this if isinstance(this, exp.Order) else None
    if distinct and isinstance(this.expressions[0], exp.Order):
        raise ValueError("list(distinct x order by y)")
    value = order.this if order else (this.expressions[0] if distinct else this)
    if isinstance(value, exp.Distinct):
        distinct, value = True, value.expressions[0]
    keys = _ordered_keys(order) if order else []
    fields = [exp.alias_(key.copy(), f"key_{place}") for place, (key, _, _) in enumerate(keys)]
    fields.append(exp.alias_(value.copy(), "item"))
    collected: exp.Expr = exp.Anonymous(
        this="COLLECT_LIST", expressions=[exp.Anonymous(this="STRUCT", expressions=fields)]
    )
    if condition is not None:
        collected = exp.Filter(this=collected, expression=condition.copy())
    if keys:
        comparator = "CASE "
        for place, (_, desc, nulls_first) in enumerate(keys):
            left, right = f"l.key_{place}", f"r.key_{place}"
            down, up = (1, -1) if desc else (-1, 1)
            null_left, null_right = (-1, 1) if nulls_first else (1, -1)
            comparator += (
                f"WHEN {left} IS NULL AND {right} IS NOT NULL THEN {null_left} "
                f"WHEN {left} IS NOT NULL AND {right} IS NULL THEN {null_right} "
                f"WHEN {left} < {right} THEN {down} WHEN {left} > {right} THEN {up} "
            )
        comparator += "ELSE 0 END"
        collected = exp.Anonymous(
            this="ARRAY_SORT",
            expressions=[
                collected,
                exp.Lambda(
                    this=parse_one(comparator, dialect="spark"),
                    expressions=[exp.to_identifier("l"), exp.to_identifier("r")],
                ),
            ],
        )
    items: exp.Expr = exp.Anonymous(
        this="TRANSFORM",
        expressions=[
            collected,
            exp.Lambda(
                this=parse_one("e.item", dialect="spark"), expressions=[exp.to_identifier("e")]
            ),
        ],
    )
    if distinct:
        items = exp.Anonymous(this="ARRAY_DISTINCT", expressions=[items])
    # No rows: no list, where Spark gives an empty one.
    items = exp.Anonymous(
        this="NULLIF", expressions=[items, exp.Anonymous(this="ARRAY", expressions=[])]
    )
    if top is node:
        return items
    top.replace(items)
    return None


def _select(node: exp.Select) -> exp.Expr | None:
    """Lists unnested side by side: Spark takes one generator a select."""
    grouped = _grouped_before_qualify(node)
    if grouped is not None:
        return grouped
    generators = []
    for item in node.expressions:
        inner = item.unalias()
        if isinstance(inner, exp.Explode) or (
            isinstance(inner, exp.Anonymous) and inner.name.lower() == "generate_subscripts"
        ):
            generators.append((item, inner))
    if not generators:
        return None
    arrays = []
    for _, inner in generators:
        if isinstance(inner, exp.Explode):
            arrays.append(inner.this.copy())
        else:
            listed = inner.expressions[0]
            arrays.append(
                exp.Anonymous(
                    this="TRANSFORM",
                    expressions=[
                        listed.copy(),
                        exp.Lambda(
                            this=parse_one("p + 1", dialect="spark"),
                            expressions=[exp.to_identifier("x"), exp.to_identifier("p")],
                        ),
                    ],
                )
            )
    names = [item.alias or "unnest" for item, _ in generators]
    if len(generators) == 1:
        generators[0][0].replace(
            exp.alias_(exp.Anonymous(this="EXPLODE", expressions=arrays), names[0])
        )
        return None
    zipped = exp.Anonymous(
        this="INLINE", expressions=[exp.Anonymous(this="ARRAYS_ZIP", expressions=arrays)]
    )
    alias = exp.Aliases(this=zipped, expressions=[exp.to_identifier(name) for name in names])
    generators[0][0].replace(alias)
    for item, _ in generators[1:]:
        item.pop()
    return None


def _cast(node: exp.Cast) -> exp.Expr | None:
    """A fraction becomes the nearest whole number in DuckDB; Spark cuts it off."""
    if node.is_type(exp.DType.TEXT) and _is_row(node):
        row = exp.Anonymous(
            this="STRUCT", expressions=[exp.Column(this=exp.Star(), table=node.this.this.copy())]
        )
        return exp.Anonymous(this="plumage_row_text", expressions=[row])
    if not node.is_type(*exp.DataType.INTEGER_TYPES):
        return None
    inner = node.this.unnest()
    if not isinstance(inner, (exp.Mul, exp.Div, exp.Add, exp.Sub, exp.Case)):
        return None
    fractional = any(
        isinstance(part, exp.Div)
        or (isinstance(part, exp.Literal) and not part.is_string and not part.name.isdigit())
        for part in inner.walk()
    )
    if fractional:
        node.set("this", exp.func("RINT", node.this.copy()))
    return None


def _is_row(node: exp.Cast) -> bool:
    """Whether what is cast is a whole row: a column that is named as the table is."""
    select = node.find_ancestor(exp.Select)
    source = select.args.get("from_") if select else None
    return (
        isinstance(node.this, exp.Column)
        and not node.this.table
        and source is not None
        and source.this.alias_or_name == node.this.name
    )


def _percentile(node: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="PERCENTILE", expressions=[node.this.copy(), node.expression.copy()])


def _percentile_disc(node: exp.Expr) -> exp.Expr:
    part = node.expression
    ordered = f"WITHIN GROUP (ORDER BY {node.this.sql(dialect='spark')})"
    if isinstance(part, exp.Array):
        parts = [f"PERCENTILE_DISC({p.sql(dialect='spark')}) {ordered}" for p in part.expressions]
        every = exp.Anonymous(this="ARRAY", expressions=[exp.Var(this=p) for p in parts])
        some = exp.GT(this=exp.Count(this=node.this.copy()), expression=exp.Literal.number(0))
        return exp.If(this=some, true=every, false=exp.null())
    return exp.Var(this=f"PERCENTILE_DISC({part.sql(dialect='spark')}) {ordered}")


def _anonymous(node: exp.Anonymous) -> exp.Expr | None:
    function = ANONYMOUS.get(node.name.lower())
    return function(*[argument.copy() for argument in node.expressions]) if function else None


def _fold(items: exp.Expr, step: str) -> exp.Expr:
    """Add up a list in its order; NULL where it is empty, as a sum over no rows is."""
    zero = parse_one("CAST(0 AS DOUBLE)")
    total = call("AGGREGATE", items, zero, over("a x", step))
    some = exp.GT(this=call("SIZE", items), expression=exp.Literal.number(0))
    return exp.If(this=some, true=total, false=exp.null())


def _filled(items: exp.Expr) -> exp.Expr:
    return call("FILTER", items, over("x", "x IS NOT NULL"))


def _list_stddev(items: exp.Expr) -> exp.Expr:
    """Standard deviation in two passes over a list, in its order."""
    filled = _filled(items)
    mean = _fold(filled, "a + x") / call("SIZE", filled)
    squares = exp.paren(_fold(filled, "a + power(x - mean, 2)"))
    degrees = exp.Nullif(this=exp.paren(call("SIZE", filled) - 1), expression=exp.Literal.number(0))
    deviation = exp.Lambda(
        this=exp.func("SQRT", squares / degrees), expressions=[exp.to_identifier("mean")]
    )
    means = call("TRANSFORM", call("ARRAY", mean), deviation)
    return call("ELEMENT_AT", means, exp.Literal.number(1))


def _array_filter(node: exp.ArrayFilter) -> exp.Expr | None:
    """A list of optional items: Spark allows no sub-query within a function of a lambda."""
    items, test = node.this, node.expression
    if not (
        isinstance(items, exp.Array)
        and isinstance(test, exp.Lambda)
        and isinstance(test.this, exp.Not)
        and isinstance(test.this.this, exp.Is)
        and all(
            isinstance(item, exp.Case) and not item.args.get("default")
            for item in items.expressions
        )
    ):
        return None
    lists = []
    for item in items.expressions:
        case = item.copy()
        for branch in case.args["ifs"]:
            branch.set("true", exp.Anonymous(this="ARRAY", expressions=[branch.args["true"]]))
        case.set("default", parse_one("CAST(ARRAY() AS ARRAY<STRING>)", dialect="spark"))
        lists.append(case)
    together = exp.Anonymous(this="ARRAY", expressions=lists)
    return exp.Anonymous(this="FLATTEN", expressions=[together])


def _group_concat(node: exp.GroupConcat) -> exp.Expr | None:
    """string_agg(distinct x order by x): Spark 4.3 ends with an error of its own in LISTAGG."""
    inner = node.this.this if isinstance(node.this, exp.Order) else node.this
    if not isinstance(inner, exp.Distinct):
        return None
    items: exp.Expr = exp.Anonymous(this="COLLECT_SET", expressions=[inner.expressions[0].copy()])
    if isinstance(node.parent, exp.Filter):
        items = exp.Filter(this=items, expression=node.parent.expression.copy())
    separator = node.args.get("separator") or exp.Literal.string(",")
    joined = exp.Anonymous(
        this="ARRAY_JOIN",
        expressions=[exp.Anonymous(this="SORT_ARRAY", expressions=[items]), separator.copy()],
    )
    text = exp.Nullif(this=joined, expression=exp.Literal.string(""))
    if isinstance(node.parent, exp.Filter):
        node.parent.replace(text)
        return None
    return text


def _mode(node: exp.Mode) -> exp.Expr:
    """The most frequent value; the smallest of several."""
    value = node.this.this if isinstance(node.this, exp.Order) else node.this
    return exp.Anonymous(this="MODE", expressions=[value.copy(), exp.true()])


ANONYMOUS: dict[str, Callable[..., exp.Expr]] = {
    "epoch_us": lambda time: exp.Anonymous(
        this="UNIX_MICROS",
        expressions=[exp.cast(time, exp.DataType.build("TIMESTAMPLTZ"))],
    ),
    "to_seconds": lambda seconds: exp.Anonymous(
        this="MAKE_DT_INTERVAL",
        expressions=[*(exp.Literal.number(0) for _ in range(3)), seconds],
    ),
    "list_dot_product": lambda left, right: _fold(
        call("ZIP_WITH", left, right, over("x y", "x * y")), "a + x"
    ),
    "list_stddev_samp": _list_stddev,
    "list_sum": lambda items: _fold(_filled(items), "a + x"),
    "list_position": lambda items, item: exp.Anonymous(
        this="ARRAY_POSITION", expressions=[items, item]
    ),
}


def _table(node: exp.Table) -> exp.Expr | None:
    """range(...) as a table; Spark has it too, and its end is left out there as well."""
    series = node.this
    if not isinstance(series, exp.GenerateSeries):
        return None
    parts = [series.args["start"], series.args["end"]]
    if series.args.get("step"):
        parts.append(series.args["step"])
    node.set("this", exp.Anonymous(this="RANGE", expressions=[part.copy() for part in parts]))
    return None


def _grouped_before_qualify(select: exp.Select) -> exp.Select | None:
    """QUALIFY over counts of groups: Spark knows windows there alone."""
    qualify = select.args.get("qualify")
    counts = qualify and [
        part
        for part in qualify.this.find_all(exp.AggFunc)
        if not isinstance(part.parent, (exp.Window, exp.Filter))
    ]
    if not counts:
        return None
    inner = select.copy()
    inner.set("qualify", None)
    inner.set("with_", None)
    inner.set("order", None)
    names = [item.alias_or_name for item in inner.expressions]
    inner = inner.select(exp.alias_(qualify.this.copy(), "is_qualified"), copy=False)
    outer = exp.select(*names).from_(inner.subquery("grouped")).where("is_qualified")
    for kept in ("with_", "order"):
        outer.set(kept, select.args.get(kept))
    return outer


def _arg_max(node: exp.ArgMax) -> exp.Expr | None:
    """max_by(x, key, n): the n largest, where Spark's function gives one."""
    if not node.args.get("count"):
        return None
    pairs = exp.Anonymous(
        this="COLLECT_LIST",
        expressions=[
            exp.Anonymous(
                this="STRUCT",
                expressions=[
                    exp.alias_(node.expression.copy(), "key"),
                    exp.alias_(node.this.copy(), "item"),
                ],
            )
        ],
    )
    known = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.null()))
    pairs = exp.Filter(this=pairs, expression=exp.Where(this=known))
    pairs = exp.Anonymous(this="SORT_ARRAY", expressions=[pairs, exp.false()])
    items = exp.Anonymous(
        this="TRANSFORM",
        expressions=[
            pairs,
            exp.Lambda(
                this=parse_one("e.item", dialect="spark"), expressions=[exp.to_identifier("e")]
            ),
        ],
    )
    largest = exp.Anonymous(
        this="SLICE", expressions=[items, exp.Literal.number(1), node.args["count"].copy()]
    )
    return exp.Anonymous(
        this="NULLIF", expressions=[largest, exp.Anonymous(this="ARRAY", expressions=[])]
    )


REWRITES: dict[type[exp.Expr], Callable[..., exp.Expr | None]] = {
    **TEXT_REWRITES,
    exp.Bracket: _slice,
    exp.ArrayAgg: _array_agg,
    exp.ArrayFilter: _array_filter,
    exp.GroupConcat: _group_concat,
    exp.Mode: _mode,
    exp.Select: _select,
    exp.Table: _table,
    exp.ArgMax: _arg_max,
    exp.Cast: _cast,
    exp.PercentileCont: _percentile,
    exp.PercentileDisc: _percentile_disc,
    exp.Anonymous: _anonymous,
}
