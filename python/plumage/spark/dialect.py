"""Models are written in DuckDB's SQL; this says the same in Spark's.

sqlglot translates the syntax; `rewrites` what has the same words and another meaning.
"""

from __future__ import annotations

from typing import ClassVar

from sqlglot import exp, parse_one
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.dialects.spark import Spark

from plumage.spark.rewrites import rewritten
from plumage.spark.stars import ColumnsOf, write_out_stars


class ModelSql(DuckDB):
    """DuckDB's SQL in the way of the models: ``len`` is of lists, ``length`` of texts."""

    class Parser(DuckDB.Parser):
        """Parser that knows this."""

        FUNCTIONS: ClassVar = {**DuckDB.Parser.FUNCTIONS, "LEN": exp.ArraySize.from_arg_list}


class SparkSql(Spark):
    """Spark's SQL, version 4.3."""

    class Generator(Spark.Generator):
        """Writer of what sqlglot's own would write for other versions, or in another meaning."""

        TYPE_MAPPING: ClassVar = {
            **Spark.Generator.TYPE_MAPPING,
            exp.DType.INT128: "DECIMAL(38, 0)",
        }
        TRANSFORMS: ClassVar = {
            **Spark.Generator.TRANSFORMS,
            exp.ArrayOverlaps: lambda self, e: self.func("ARRAYS_OVERLAP", e.this, e.expression),
            exp.ArraySize: lambda self, e: self.func("SIZE", e.this),
            exp.ArrayToString: lambda self, e: self.func("ARRAY_JOIN", e.this, e.expression),
            exp.DayOfWeekIso: lambda self, e: f"(WEEKDAY({self.sql(e, 'this')}) + 1)",
            exp.IgnoreNulls: lambda self, e: (
                self.func("ANY_VALUE", e.this.this, exp.true())
                if isinstance(e.this, exp.AnyValue)
                else self.ignorenulls_sql(e)
            ),
            # Spark 4 has QUALIFY and generators of its own: no rewriting into sub-queries.
            exp.Select: lambda self, e: self.select_sql(e),
        }

        def literal_sql(self, expression: exp.Literal) -> str:
            """Write a number with a point as a double: Spark's decimals round at every step."""
            text = super().literal_sql(expression)
            plain = not expression.is_string and "." in text and "e" not in text.lower()
            return f"{text}D" if plain else text


def spark_sql(sql: str, columns_of: ColumnsOf) -> str:
    """Translate a query.

    Parameters
    ----------
    sql : str
        Query in DuckDB's SQL, as the models are written.
    columns_of : Callable
        Gives the names of a table's columns, for what is said of columns without naming them.

    Returns
    -------
    str
        Query in Spark's SQL that gives the same rows.

    Raises
    ------
    ValueError
        If the query says something that has no counterpart.
    """
    tree = parse_one(sql, dialect=ModelSql)
    write_out_stars(tree, columns_of)
    return rewritten(tree).sql(dialect=SparkSql, pretty=True, comments=False)


def spark_type(data_type: str) -> str:
    """Translate the name of a type.

    Parameters
    ----------
    data_type : str
        Type in DuckDB's words, such as ``varchar[]``.

    Returns
    -------
    str
        The same in Spark's.

    Examples
    --------
    >>> spark_type("varchar[]"), spark_type("timestamp")
    ('ARRAY<STRING>', 'TIMESTAMP_NTZ')
    """
    return exp.DataType.build(data_type, dialect=ModelSql).sql(dialect=SparkSql)
