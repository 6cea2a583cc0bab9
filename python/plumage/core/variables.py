"""Variables of dbt: which there are, and what each may be, as dbt_project.yml declares them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo

import yaml
from yaml import CSafeLoader

from plumage.core.errors import PlumageError
from plumage.core.paths import ROOT

TYPES = "variable_types"
"""Variable that declares what the others may be."""

DECLARATIONS = ("inputs", "input_columns", "subject_settings", TYPES)
"""Variables that users do not set."""

KINDS = {"boolean": "true or false", "integer": "a whole number", "number": "a number"}
"""Words for types; of other types `description` has them."""

LIMITS = {
    "minimum": "from",
    "exclusiveMinimum": "above",
    "maximum": "to",
    "exclusiveMaximum": "to below",
}
"""Words for the limits of numbers."""

MOST_SHOWN = 80
"""Characters of a value that messages show."""


@cache
def project_variables() -> dict[str, object]:
    """Read the variables of dbt_project.yml.

    Returns
    -------
    dict of str to object
        Value by name, declarations included.
    """
    text = (ROOT / "dbt_project.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=CSafeLoader)["vars"]


def check_variables(given: Mapping[str, object]) -> None:
    """Check the variables of a run, those of dbt_project.yml included.

    Parameters
    ----------
    given : mapping of str to object
        Variables that differ from dbt_project.yml.

    Raises
    ------
    PlumageError
        If one is unknown, not for users to set, or of an impossible value.
    """
    if problems := list(find_problems(given, project_variables())):
        raise PlumageError("; ".join(problems))


def find_problems(given: Mapping[str, object], project: Mapping[str, object]) -> Iterator[str]:
    """Say what is wrong with the variables of a run.

    Parameters
    ----------
    given : mapping of str to object
        Variables that differ from dbt_project.yml.
    project : mapping of str to object
        Those of dbt_project.yml, declarations included.

    Yields
    ------
    str
        Problem of one variable, in words.
    """
    types = project[TYPES]
    settings = {name: value for name, value in project.items() if name not in DECLARATIONS}
    for name, value in {**settings, **given}.items():
        if name in DECLARATIONS:
            yield f"variable {name} cannot be set: dbt_project.yml declares it"
        elif name not in types:
            near = get_close_matches(str(name), types, n=1)
            hint = f"did you mean {near[0]}?" if near else "docs/settings.md lists those there are"
            yield f"unknown variable {name}: {hint}"
        elif not is_allowed(value, types[name]):
            yield f"{name} must be {describe(types[name])}, got: {show(value)}"


def is_allowed(value: object, schema: Mapping[str, object]) -> bool:
    """Tell whether a variable may have a value.

    Parameters
    ----------
    value : object
        As YAML gives it; days and times may be texts or not.
    schema : mapping of str to object
        Its entry in ``variable_types``.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_allowed("many", {"type": "integer", "minimum": 1})
    False
    """
    import jsonschema  # noqa: PLC0415 - takes a moment

    if isinstance(value, date):
        value = str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return False
    formats = jsonschema.FormatChecker(formats=())
    for name, read in FORMATS.items():
        formats.checks(name, raises=(ValueError, OSError, KeyError))(read)
    validator = jsonschema.Draft202012Validator(schema, format_checker=formats)
    return (
        validator.is_valid(value)
        and not ("ascending" in schema and value != sorted(value))
        and not ("divides" in schema and schema["divides"] % value)
    )


def describe(schema: Mapping[str, object]) -> str:
    """Say what a variable may be.

    Parameters
    ----------
    schema : mapping of str to object
        Its entry in ``variable_types``.

    Returns
    -------
    str
        Words after "must be".

    Examples
    --------
    >>> describe({"type": ["integer", "null"], "minimum": 1})
    'a whole number from 1, or null'
    """
    kinds = schema.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if "description" in schema:
        words = schema["description"]
    elif "enum" in schema:
        *others, last = schema["enum"]
        words = f"{', '.join(others)} or {last}"
    else:
        words = KINDS[kinds[0]]
        for keyword, before in LIMITS.items():
            words += f" {before} {schema[keyword]}" if keyword in schema else ""
    return f"{words}, or null" if "null" in kinds else words


def show(value: object) -> str:
    """Show a value so that its kind is seen.

    Examples
    --------
    >>> show("many"), show("yes"), show(True)
    ('many', '"yes"', 'true')
    """
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    if isinstance(value, str) and (not value.isprintable() or _reads_otherwise(value)):
        text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]} ..."


def _reads_otherwise(text: str) -> bool:
    """Tell whether YAML reads a text without quotes as something else."""
    try:
        return yaml.load(text, Loader=CSafeLoader) != text
    except (yaml.YAMLError, ValueError):
        return True


def _is_time(text: object) -> bool:
    form = "%Y-%m-%d" if len(str(text)) <= len("2014-10-01") else "%Y-%m-%d %H:%M:%S"
    return not isinstance(text, str) or bool(datetime.strptime(text, form))


def _is_day(text: object) -> bool:
    return not isinstance(text, str) or bool(datetime.strptime(text, "%Y-%m-%d"))


def _is_zone(text: object) -> bool:
    return not isinstance(text, str) or bool(ZoneInfo(text))


FORMATS: Mapping[str, Callable[[object], bool]] = {
    "time": _is_time,
    "day": _is_day,
    "zone": _is_zone,
}
"""Readers of ``format`` in ``variable_types``, which raise a ValueError or say False."""
