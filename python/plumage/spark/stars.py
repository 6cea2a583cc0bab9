"""What DuckDB's SQL says of columns without naming them, with the names written out.

``columns(...)``, ``unpivot ... on columns(...)`` and ``union by name`` have no counterpart in
Spark's SQL. Which columns a query has is worked out from its text and the tables it reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sqlglot import exp

ColumnsOf = Callable[[str], list[str]]
"""Names of the columns of a table, by its name as the query writes it."""


class StarError(ValueError):
    """The columns of a query cannot be told from its text."""


def write_out_stars(query: exp.Expr, columns_of: ColumnsOf) -> None:
    """Write out, in place, what a query says of columns without naming them."""
    _Scope({}, columns_of).write_out(query)


class _Scope:
    """Names of columns of what a query can read: tables, and the CTEs before it."""

    def __init__(self, ctes: Mapping[str, list[str]], columns_of: ColumnsOf) -> None:
        self.ctes = dict(ctes)
        self.columns_of = columns_of

    def write_out(self, query: exp.Expr) -> None:
        with_ = query.args.get("with_")
        for cte in with_.expressions if with_ else ():
            _Scope(self.ctes, self.columns_of).write_out(cte.this)
            if isinstance(cte.this, exp.Pivot):
                cte.this.replace(self._unpivoted(cte.this))
            try:
                self.ctes[cte.alias.lower()] = self.names(cte.this)
            except StarError:
                # Told only if somebody asks.
                self.ctes[cte.alias.lower()] = []
        if isinstance(query, exp.SetOperation):
            for side in (query.this, query.expression):
                self.write_out(side)
            if query.args.get("by_name"):
                self._align(query)
        elif isinstance(query, exp.Subquery):
            self.write_out(query.this)
        elif isinstance(query, exp.Select):
            for part in [query.args.get("from_"), *query.args.get("joins", ())]:
                if part is not None and isinstance(part.this, exp.Subquery):
                    _Scope(self.ctes, self.columns_of).write_out(part.this.this)
            self._write_out_select(query)
        for inner in query.find_all(exp.Subquery):
            if inner.find_ancestor(exp.Select, exp.SetOperation) is query and isinstance(
                inner.parent, (exp.In, exp.Exists, exp.Paren)
            ):
                _Scope(self.ctes, self.columns_of).write_out(inner.this)

    def names(self, query: exp.Expr) -> list[str]:
        """Names of a query's columns, in order."""
        if isinstance(query, exp.Subquery):
            return self.names(query.this)
        if isinstance(query, exp.SetOperation):
            return self.names(query.this)
        if not isinstance(query, exp.Select):
            raise StarError(f"no names of {type(query).__name__}")
        names: list[str] = []
        for item in query.expressions:
            if isinstance(item, exp.Star):
                names += self._of_star(item, [n for s in self.sources(query).values() for n in s])
            elif isinstance(item, exp.Column) and isinstance(item.this, exp.Star):
                names += self._of_star(item.this, self.sources(query)[item.table.lower()])
            elif isinstance(item, exp.Aliases):
                names += [alias.name for alias in item.expressions]
            else:
                names.append(item.alias_or_name)
        return names

    def sources(self, select: exp.Select) -> dict[str, list[str]]:
        """Names of columns by the alias of what a select reads."""
        found: dict[str, list[str]] = {}
        parts = [select.args.get("from_"), *select.args.get("joins", ())]
        for part in filter(None, parts):
            if isinstance(part, exp.Join) and (part.kind or part.side) in {"ANTI", "SEMI"}:
                continue
            found[part.this.alias_or_name.lower()] = self._of_source(part.this)
        return found

    def _of_source(self, source: exp.Expr) -> list[str]:
        if isinstance(source, exp.Subquery):
            return self.names(source.this)
        if isinstance(source, exp.Table):
            alias = source.args.get("alias")
            if alias is not None and alias.columns:
                return [column.name for column in alias.columns]
            if not source.db and source.name.lower() in self.ctes:
                return self.ctes[source.name.lower()]
            return self.columns_of(".".join(part.name for part in source.parts))
        raise StarError(f"no names of {type(source).__name__}")

    @staticmethod
    def _of_star(star: exp.Star, names: list[str]) -> list[str]:
        left_out = {column.name.lower() for column in star.args.get("except_") or ()}
        return [name for name in names if name.lower() not in left_out]

    def _align(self, union: exp.SetOperation) -> None:
        """Select on both sides the same names in the same order."""
        left, right = self.names(union.this), self.names(union.expression)
        if not left or not right:
            raise StarError("columns of a union by name are not known")
        together = left + [name for name in right if name not in left]
        for key, names in (("this", left), ("expression", right)):
            side = union.args[key]
            if names == together:
                continue
            chosen = [
                exp.column(name) if name in names else exp.alias_(exp.null(), name)
                for name in together
            ]
            union.set(key, exp.select(*chosen).from_(side.subquery(f"named_{key}")))
        union.set("by_name", False)

    def _write_out_select(self, select: exp.Select) -> None:
        for item in list(select.expressions):
            stars = list(item.find_all(exp.Columns))
            if not stars:
                continue
            names = self._of_columns(stars[0], select)
            copies = []
            for name in names:
                copy = item.copy()
                for star in list(copy.find_all(exp.Columns)):
                    if star is copy:
                        copy = exp.column(name)
                    else:
                        star.replace(exp.column(name))
                copies.append(exp.alias_(copy.unalias(), name, quoted=False))
            place = select.expressions.index(item)
            select.set(
                "expressions",
                [*select.expressions[:place], *copies, *select.expressions[place + 1 :]],
            )
        source = select.args.get("from_")
        for pivot in source.this.args.get("pivots", ()) if source is not None else ():
            for field in pivot.args.get("fields") or ():
                stars = list(field.find_all(exp.Columns))
                if stars:
                    all_names = self._of_source(source.this)
                    names = self._chosen(stars[0].this, all_names)
                    field.set("expressions", [exp.column(name) for name in names])

    def _of_columns(self, star: exp.Columns, select: exp.Select) -> list[str]:
        names = [name for source in self.sources(select).values() for name in source]
        return self._chosen(star.this, names)

    def _chosen(self, which: exp.Expr, names: list[str]) -> list[str]:
        if isinstance(which, exp.Star):
            return self._of_star(which, names)
        if isinstance(which, exp.Literal):
            return [name for name in names if re.search(which.name, name)]
        if isinstance(which, exp.Lambda):
            test = which.this
            outside = isinstance(test, exp.Not)
            test = test.this if outside else test
            if isinstance(test, exp.In):
                listed = {literal.name for literal in test.expressions}
                return [name for name in names if (name in listed) != outside]
        raise StarError(f"columns({which.sql('duckdb')}) is none of the forms known")

    def _unpivoted(self, pivot: exp.Pivot) -> exp.Expr:
        """Write the statement ``unpivot t on ... into name n value v`` as a select."""
        names = self._of_source(pivot.this)
        chosen = self._chosen(pivot.expressions[0].this, names)
        into = pivot.args["into"]
        columns = ", ".join(f"`{name}`" for name in chosen)
        kept = [name for name in names if name not in chosen]
        name, value = into.this.name, into.expressions[0].name
        rows = f"{pivot.this.sql('spark')} UNPIVOT ({value} FOR {name} IN ({columns}))"
        unpivoted = exp.select("*").from_(exp.Var(this=rows)).subquery("unpivoted")
        return exp.select(*kept, name, value).from_(unpivoted)
