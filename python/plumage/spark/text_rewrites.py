"""Functions of texts that Spark has in other words, or in the same words with another meaning."""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlglot import exp

from plumage.spark.expressions import call, over
from plumage.spark.patterns import java_pattern, java_replacement

BLANKS = " \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
"""Unicode's class Zs."""


def _pattern(node: exp.Expr | None, options: str = "", wrapped: str = "%s") -> exp.Expr:
    if isinstance(node, exp.Literal):
        return exp.Literal.string(wrapped.replace("%s", java_pattern(node.name, options)))
    return exp.func("plumage_java_pattern", node, exp.Literal.string(options + "|" + wrapped))


def _options(node: exp.Expr | None) -> str:
    return node.name if node is not None else ""


def _regexp_like(node: exp.RegexpLike) -> exp.Expr:
    node.set("expression", _pattern(node.expression, _options(node.args.get("flag"))))
    node.set("flag", None)
    return exp.paren(node.copy())


def _regexp_full_match(node: exp.Expr) -> exp.Expr:
    pattern = _pattern(node.expression, wrapped=r"\A(?:%s)\z")
    return exp.paren(exp.RegexpLike(this=node.this.copy(), expression=pattern))


def _regexp_replace(node: exp.RegexpReplace) -> exp.Expr:
    options = _options(node.args.get("modifiers"))
    pattern = node.expression
    if "g" not in options and not pattern.name.startswith("^") and not pattern.name.endswith("$"):
        raise ValueError(f"regexp_replace without 'g' must be anchored, got: {pattern.name}")
    replacement = node.args.get("replacement") or exp.Literal.string("")
    if isinstance(replacement, exp.Literal):
        replacement = exp.Literal.string(java_replacement(replacement.name))
    return exp.func(
        "REGEXP_REPLACE", node.this.copy(), _pattern(pattern, options), replacement.copy()
    )


def _regexp_extract(node: exp.Expr) -> exp.Expr:
    name = "REGEXP_EXTRACT_ALL" if isinstance(node, exp.RegexpExtractAll) else "REGEXP_EXTRACT"
    options = _options(node.args.get("parameters"))
    group = node.args.get("group") or exp.Literal.number(0)
    return exp.Anonymous(
        this=name,
        expressions=[node.this.copy(), _pattern(node.expression, options), group.copy()],
    )


def _lower(node: exp.Lower) -> exp.Expr:
    """Letter by letter: Java writes a last sigma in its own way, and İ as two characters."""
    return exp.func(
        "LOWER",
        exp.func("TRANSLATE", node.this.copy(), exp.Literal.string("Σİ"), exp.Literal.string("σi")),
    )


def _upper(node: exp.Upper) -> exp.Expr:
    """Letter by letter: Java makes SS of ß; what has no single capital stays."""
    text = call("TRANSLATE", node.this, exp.Literal.string("ß"), exp.Literal.string("ẞ"))
    letters = call("SPLIT", text, exp.Literal.string(""))
    raised = over("c", "IF(LENGTH(UPPER(c)) = 1, UPPER(c), c)")
    return call("ARRAY_JOIN", call("TRANSFORM", letters, raised), exp.Literal.string(""))


def _split(node: exp.Split) -> exp.Expr | None:
    """A text cut at a text; at the empty one into its characters."""
    if not isinstance(node.expression, exp.Literal):
        return None
    pattern = re.sub(r"([^\w\s])", r"\\\1", node.expression.name, flags=re.ASCII)
    return exp.Anonymous(this="SPLIT", expressions=[node.this.copy(), exp.Literal.string(pattern)])


def _trim(node: exp.Trim) -> exp.Expr | None:
    """DuckDB takes off all of Unicode's blanks, Spark the ASCII one."""
    if node.args.get("expression") is None:
        node.set("expression", exp.Literal.string(BLANKS))
    return None


def _chr(node: exp.Chr) -> exp.Expr:
    """Characters beyond 255, which Spark's chr does not know."""
    return exp.Literal.string(chr(int(node.expressions[0].name)))


TEXT_REWRITES: dict[type[exp.Expr], Callable[..., exp.Expr | None]] = {
    exp.RegexpLike: _regexp_like,
    exp.RegexpFullMatch: _regexp_full_match,
    exp.RegexpReplace: _regexp_replace,
    exp.RegexpExtract: _regexp_extract,
    exp.RegexpExtractAll: _regexp_extract,
    exp.Lower: _lower,
    exp.Upper: _upper,
    exp.Chr: _chr,
    exp.Split: _split,
    exp.Trim: _trim,
}
