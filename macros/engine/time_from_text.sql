{#
    A time as TIMESTAMP in UTC, NULL when it is unreadable. Formats: the API's, and the ISO 8601 of
    later exports, whose Z is not an offset to `%z`.
#}
{% macro time_from_text(expression) -%}
    {{ return(adapter.dispatch('time_from_text', 'plumage')(expression)) }}
{%- endmacro %}


{# DuckDB parses there too, in Spark's workers (python/plumage/spark/functions.py). #}
{% macro spark__time_from_text(expression) -%}
    plumage_time_from_text({{ expression }})
{%- endmacro %}


{% macro default__time_from_text(expression) -%}
    timezone(
        'UTC',
        try_strptime(
            replace({{ expression }}, 'Z', '+0000'),
            ['%a %b %d %H:%M:%S %z %Y', '%Y-%m-%dT%H:%M:%S.%f%z', '%Y-%m-%dT%H:%M:%S%z']
        )
    )
{%- endmacro %}
