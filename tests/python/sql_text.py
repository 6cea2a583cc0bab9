"""The text macros as plain SQL, run in DuckDB without dbt."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import jinja2

ROOT = Path(__file__).resolve().parents[2]


@cache
def render(call: str) -> str:
    """SQL of a macro call, e.g. ``render("clean_text('text')")``."""
    macros = "".join(path.read_text() for path in sorted(ROOT.glob("macros/text/*.sql")))
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    return environment.from_string(f"{macros}{{{{ {call} }}}}").render().strip()


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def evaluate(call: str, *, text: str | None) -> object:
    """Value of a macro call over one text, which the call names ``text``."""
    return _connection().execute(f"select {render(call)} from (select ? as text)", [text]).fetchone()[0]


def own_text(text: str, *, is_retweet: bool | None = False) -> str | None:
    flag = {True: "true", False: "false", None: "null"}[is_retweet]
    return evaluate(f"own_text('text', '{flag}')", text=text)


def tokens_of(text: str) -> list[tuple[str, str]]:
    """(token, kind) of a text, cleaned and masked first, as the models make them."""
    query = f"""
        with masked as (
            select {render("mask_references(clean_text('text'))")} as masked_text
            from (select ? as text)
        ),
        extracted as (select {render("tokenise('masked_text')")} as tokens from masked),
        unnested as (
            select unnest(tokens) as token, generate_subscripts(tokens, 1) as token_position
            from extracted
        ),
        named as (select *, {render("token_kind('token')")} as token_kind from unnested)
        select {render("canonical_token('token', 'token_kind')")}, token_kind
        from named order by token_position
    """
    return _connection().execute(query, [text]).fetchall()
