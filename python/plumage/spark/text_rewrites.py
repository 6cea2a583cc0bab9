"""Functions of texts in Spark's words."""

from __future__ import annotations

import re

from sqlglot import exp

from plumage.spark.expressions import Rewrite, call, over
from plumage.spark.patterns import java_pattern, java_replacement

BLANKS = " \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
"""Unicode's class Zs."""


def _pattern(node: exp.Expr, options: exp.Expr | None = None, frame: str = "%s") -> exp.Expr:
    """Write a pattern for Java: now, or in a worker when a table holds it."""
    letters = options.name if options is not None else ""
    if isinstance(node, exp.Literal):
        return exp.Literal.string(frame.replace("%s", java_pattern(node.name, letters)))
    return call("plumage_java_pattern", node, exp.Literal.string(f"{letters}|{frame}"))


def _regexp_like(node: exp.RegexpLike) -> exp.Expr:
    pattern = _pattern(node.expression, node.args.get("flag"))
    return exp.paren(exp.RegexpLike(this=node.this.copy(), expression=pattern))


def _regexp_full_match(node: exp.RegexpFullMatch) -> exp.Expr:
    pattern = _pattern(node.expression, frame=r"\A(?:%s)\z")
    return exp.paren(exp.RegexpLike(this=node.this.copy(), expression=pattern))


def _regexp_replace(node: exp.RegexpReplace) -> exp.Expr:
    """Replace all matches, as Spark always does; a pattern tied to an end has one at most."""
    pattern, options = node.expression, node.args.get("modifiers")
    is_tied = pattern.name.startswith("^") or pattern.name.endswith("$")
    if not is_tied and "g" not in (options.name if options is not None else ""):
        raise ValueError(
            "regexp_replace without 'g' needs a pattern that begins with ^ or ends with $,"
            f" got: {pattern.name}"
        )
    new = node.args.get("replacement") or exp.Literal.string("")
    if isinstance(new, exp.Literal):
        new = exp.Literal.string(java_replacement(new.name))
    return call("REGEXP_REPLACE", node.this, _pattern(pattern, options), new)


def _regexp_extract(node: exp.Expr) -> exp.Expr:
    name = "REGEXP_EXTRACT_ALL" if isinstance(node, exp.RegexpExtractAll) else "REGEXP_EXTRACT"
    group = node.args.get("group") or exp.Literal.number(0)
    # A pattern of a table may have fewer groups: one that is not there captures an empty text.
    frame = "%s" if isinstance(node.expression, exp.Literal) else f"(?:%s){'()' * int(group.name)}"
    pattern = _pattern(node.expression, node.args.get("parameters"), frame)
    return call(name, node.this, pattern, group)


def _lower(node: exp.Lower) -> exp.Expr:
    """Lower letter by letter: Java has a final sigma of its own, and makes two characters of İ."""
    return call("LOWER", _translated(node.this, "Σİ", "σi"))


def _upper(node: exp.Upper) -> exp.Expr:
    """Raise letter by letter: Java makes SS of ß; what has no single capital stays."""
    letters = call("SPLIT", _translated(node.this, "ß", "ẞ"), exp.Literal.string(""))
    raised = over("c", "IF(LENGTH(UPPER(c)) = 1, UPPER(c), c)")
    return call("ARRAY_JOIN", call("TRANSFORM", letters, raised), exp.Literal.string(""))


def _translated(text: exp.Expr, characters: str, others: str) -> exp.Expr:
    return call("TRANSLATE", text, exp.Literal.string(characters), exp.Literal.string(others))


def _split(node: exp.Split) -> exp.Expr | None:
    """Cut a text at a text; at the empty one into its characters."""
    if not isinstance(node.expression, exp.Literal):
        return None
    pattern = re.sub(r"([^\w\s])", r"\\\1", node.expression.name, flags=re.ASCII)
    return call("SPLIT", node.this, exp.Literal.string(pattern))


def _trim(node: exp.Trim) -> None:
    """Take off all of Unicode's blanks, as DuckDB does; Spark would the ASCII one."""
    if node.args.get("expression") is None:
        node.set("expression", exp.Literal.string(BLANKS))


def _chr(node: exp.Chr) -> exp.Expr:
    """Write the character: Spark's function knows 255 of them."""
    return exp.Literal.string(chr(int(node.expressions[0].name)))


def _concat(node: exp.Concat) -> exp.Expr:
    """Join values of any type, NULL being no text: Spark would not take a Boolean for one."""
    empty = exp.Literal.string("")
    texts = [exp.func("COALESCE", exp.cast(part, "text"), empty) for part in node.expressions]
    return call("CONCAT", *texts)


TEXT_REWRITES: dict[type[exp.Expr], Rewrite] = {
    exp.Chr: _chr,
    exp.Concat: _concat,
    exp.Lower: _lower,
    exp.RegexpExtract: _regexp_extract,
    exp.RegexpExtractAll: _regexp_extract,
    exp.RegexpFullMatch: _regexp_full_match,
    exp.RegexpLike: _regexp_like,
    exp.RegexpReplace: _regexp_replace,
    exp.Split: _split,
    exp.Trim: _trim,
    exp.Upper: _upper,
}
