"""Python functions that models call, for a Spark session."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import duckdb
import jinja2
import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.functions import arrow_udf, udf

from plumage import __version__
from plumage.core.paths import ROOT
from plumage.privacy.pseudonyms import check_key
from plumage.raw.formats import advice_on
from plumage.raw.made_up import is_made_up
from plumage.spark.patterns import java_pattern
from plumage.udf.emoji import list_emoji_of_texts
from plumage.udf.inference import assess_correlations, exact_p_values, t_limit, two_sided_p
from plumage.udf.plain_text import write_texts_plainly
from plumage.udf.sentiment import score_texts

TIMES = ROOT / "macros" / "engine" / "time_from_text.sql"


def render_time_from_text(expression: str) -> str:
    """Write the SQL with which DuckDB reads a time, from the project's macro."""
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    call = f"{{{{ default__time_from_text({expression!r}) }}}}"
    return environment.from_string(TIMES.read_text(encoding="utf-8") + call).render().strip()


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """One small DuckDB a worker process, for functions of which Spark has no equal."""
    connection = duckdb.connect(config={"threads": 1})
    connection.execute("set TimeZone = 'UTC'")
    return connection


def answer_in_duckdb(expression: str) -> Callable[[pa.Array], pa.Array]:
    """Make a function of one column that DuckDB answers, batch by batch, in Spark's workers.

    Parameters
    ----------
    expression : str
        SQL of DuckDB over the column ``value``.

    Returns
    -------
    Callable
        From an array of shape (n,) to an array of shape (n,), in the same order.

    Examples
    --------
    >>> answer_in_duckdb("upper(value)")(pa.array(["a", None])).to_pylist()
    ['A', None]
    """

    def answer(values: pa.Array) -> pa.Array:
        given = pa.table({"place": pa.array(range(len(values)), pa.int64()), "value": values})
        connection = _engine()
        connection.register("given", given)
        found = connection.execute(
            f"select {expression} as answer from given order by place"
        ).to_arrow_table()
        connection.unregister("given")
        return found.column("answer").combine_chunks()

    return answer


def java_patterns(patterns: pa.Array, options: pa.Array) -> pa.Array:
    """Write patterns that come from a table in Java's way.

    Parameters
    ----------
    patterns : pyarrow.Array of shape (n,)
        Patterns of RE2.
    options : pyarrow.Array of shape (n,)
        Letters of options, a bar, and what the pattern is set into, ``%s`` standing for it.

    Returns
    -------
    pyarrow.Array of shape (n,)
        Patterns of Java; null for null.
    """
    written = []
    for pattern, option in zip(patterns.to_pylist(), options.to_pylist(), strict=True):
        letters, _, frame = option.partition("|")
        written.append(
            None if pattern is None else frame.replace("%s", java_pattern(pattern, letters))
        )
    return pa.array(written, type=pa.string())


_ASSESSMENT = "struct<p_value:double,low:double,high:double>"
_SCORES = "struct<negative:double,neutral:double,positive:double,compound:double>"

# Name, function of arrays, type of what it returns in Spark's words.
FUNCTIONS: tuple[tuple[str, Callable[..., pa.Array], str], ...] = (
    ("plumage_emoji", list_emoji_of_texts, "array<string>"),
    ("plumage_plain_text", write_texts_plainly, "string"),
    ("plumage_t_limit", t_limit, "double"),
    ("nfc_normalize", answer_in_duckdb("nfc_normalize(value)"), "string"),
    ("plumage_time_from_text", answer_in_duckdb(render_time_from_text("value")), "timestamp_ntz"),
    ("plumage_row_text", answer_in_duckdb("cast(value as varchar)"), "string"),
)

# The same of functions of two columns.
FUNCTIONS_OF_TWO: tuple[tuple[str, Callable[..., pa.Array], str], ...] = (
    ("plumage_sentiment", score_texts, _SCORES),
    ("plumage_java_pattern", java_patterns, "string"),
    ("plumage_two_sided_p", two_sided_p, "double"),
    ("plumage_correlation", assess_correlations, _ASSESSMENT),
)


def register(session: SparkSession) -> None:
    """Make Plumage's functions known to a session.

    Parameters
    ----------
    session : pyspark.sql.SparkSession
        Session that dbt will use.
    """

    def of_one_column(function: Callable[[pa.Array], pa.Array]) -> Callable[[pa.Array], pa.Array]:
        # Spark tells by the types of parameters and results what kind of function it has.
        def call(values: pa.Array) -> pa.Array:
            return function(values)

        return call

    def of_two_columns(
        function: Callable[[pa.Array, pa.Array], pa.Array],
    ) -> Callable[[pa.Array, pa.Array], pa.Array]:
        def call(values: pa.Array, others: pa.Array) -> pa.Array:
            return function(values, others)

        return call

    def fisher(
        first_counts: pa.Array,
        second_counts: pa.Array,
        first_sizes: pa.Array,
        second_sizes: pa.Array,
    ) -> pa.Array:
        return exact_p_values(first_counts, second_counts, first_sizes, second_sizes)

    for name, function, returned in FUNCTIONS:
        session.udf.register(name, arrow_udf(of_one_column(function), returned))
    session.udf.register("plumage_fisher", arrow_udf(fisher, "double"))
    for name, function, returned in FUNCTIONS_OF_TWO:
        session.udf.register(name, arrow_udf(of_two_columns(function), returned))
    # The launcher's answer, wherever it is asked for: ids are hashed under that key or not at all.
    key = check_key()
    session.udf.register("plumage_key_check", udf(lambda: key, "key_check string, problem string"))
    session.udf.register("plumage_format_advice", udf(advice_on, "string"))
    session.udf.register("plumage_is_made_up", udf(is_made_up, "boolean"))
    session.udf.register("plumage_version", udf(lambda: __version__, "string"))
