"""Pieces of Spark's SQL that rewrites put together."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp, parse_one

Rewrite = Callable[..., exp.Expr | None]
"""From an expression to what stands in its place; None when it stays, maybe changed."""


def call(name: str, *arguments: exp.Expr) -> exp.Anonymous:
    """Call a function of Spark by its name.

    Parameters
    ----------
    name : str
        Name of the function, written as it is.
    *arguments : sqlglot.exp.Expr
        Arguments, copied.

    Returns
    -------
    sqlglot.exp.Anonymous
        The call.
    """
    return exp.Anonymous(this=name, expressions=[argument.copy() for argument in arguments])


def over(names: str, body: str) -> exp.Lambda:
    """Make a function of the items of a list.

    Parameters
    ----------
    names : str
        Names of its parameters, separated by blanks.
    body : str
        What it answers, in Spark's SQL.

    Returns
    -------
    sqlglot.exp.Lambda
        The function.

    Examples
    --------
    >>> over("x y", "x * y").sql("spark")
    '(x, y) -> x * y'
    """
    return exp.Lambda(
        this=parse_one(body, dialect="spark"),
        expressions=[exp.to_identifier(name) for name in names.split()],
    )
