"""Macros of texts, times and ids as plain SQL, run in DuckDB without dbt."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import duckdb
import jinja2
import yaml

from support.places import ROOT

FOLDERS = ("activity", "engine", "text", "users")
"""Folders of macros/."""


class _Adapter:
    """What macros ask of dbt: the version of a macro for DuckDB."""

    @staticmethod
    def dispatch(name: str, _package: str) -> Callable[..., str]:
        return lambda *values: render(f"default__{name}({', '.join(map(repr, values))})")


@cache
def _variables() -> dict[str, object]:
    return yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]


@cache
def render(call: str, **variables: object) -> str:
    """SQL of a macro call, e.g. ``render("clean_text('text')")``, with variables of dbt."""
    paths = [path for folder in FOLDERS for path in sorted(ROOT.glob(f"macros/{folder}/*.sql"))]
    macros = "".join(path.read_text(encoding="utf-8") for path in paths)
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    environment.globals |= {
        "adapter": _Adapter,
        "return": lambda value: value,
        "var": (_variables() | variables).get,
    }
    return environment.from_string(f"{macros}{{{{ {call} }}}}").render().strip()


@cache
def _connect() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def evaluate_all(call: str, texts: list[str | None]) -> list[object]:
    """Values of a macro call over several texts, in order; the call names each ``text``."""
    query = f"""
        with texts as (
            select unnest($texts::varchar[]) as text, generate_subscripts($texts, 1) as text_number
        )
        select {render(call)} from texts order by text_number
    """
    return [row[0] for row in _connect().execute(query, {"texts": texts}).fetchall()]


def evaluate(call: str, text: str | None) -> object:
    """Value of a macro call over one text, which the call names ``text``."""
    return evaluate_all(call, [text])[0]


def own_text(text: str, *, is_retweet: bool | None = False) -> str | None:
    flag = {True: "true", False: "false", None: "null"}[is_retweet]
    return evaluate(f"own_text('text', '{flag}')", text)


def tokenise_texts(texts: list[str]) -> list[list[tuple[str, str]]]:
    """(token, kind) pairs of each text, cleaned and masked first, as the models make them."""
    query = f"""
        with texts as (
            select unnest($texts::varchar[]) as text, generate_subscripts($texts, 1) as text_number
        ),
        masked as (
            select text_number, {render("mask_references(clean_text('text'))")} as masked_text
            from texts
        ),
        tokenised as (
            select text_number, {render("tokenise('masked_text')")} as tokens from masked
        ),
        unnested as (
            select
                text_number,
                unnest(tokens) as token,
                generate_subscripts(tokens, 1) as token_position
            from tokenised
        ),
        named as (select *, {render("token_kind('token')")} as token_kind from unnested)
        select
            text_number, {render("canonical_token('token', 'token_kind')")} as token, token_kind
        from named order by text_number, token_position
    """
    tokens: list[list[tuple[str, str]]] = [[] for _ in texts]
    for number, token, kind in _connect().execute(query, {"texts": texts}).fetchall():
        tokens[number - 1].append((token, kind))
    return tokens


def tokenise(text: str) -> list[tuple[str, str]]:
    return tokenise_texts([text])[0]


def words_of(text: str) -> list[str]:
    """Tokens of a text without their kinds."""
    return [token for token, _ in tokenise(text)]


def filter_characters(characters: list[str], pattern: str) -> list[str]:
    """Those of the characters that a pattern matches."""
    query = f"""
        select character from (select unnest(?::varchar[]) as character)
        where regexp_full_match(character, '{pattern}')
    """
    return [row[0] for row in _connect().execute(query, [characters]).fetchall()]
