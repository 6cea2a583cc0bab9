{#
    List of the ids of all patterns of a seed that are found in a text. The patterns are written into
    the query as constants: a regular expression that comes from a table is compiled anew for each
    row, which costs twenty times as much. Empty until the seed has been loaded (`dbt compile` on a
    new file).
#}
{% macro matched_pattern_ids(text, seed, id_column) -%}
{%- set conditions = [] -%}
{%- for pattern in loaded_patterns(seed, id_column) -%}
    {%- do conditions.append(
        "case when regexp_matches(" ~ text ~ ", " ~ text_literal(pattern['pattern']) ~ ") then "
        ~ text_literal(pattern[id_column]) ~ " end"
    ) -%}
{%- endfor -%}
list_filter(
    cast([
        {{ conditions | join(',\n        ') }}
    ] as varchar[]),
    lambda pattern_id: pattern_id is not null
)
{%- endmacro %}


{#
    Rows of the seed as it stands in the warehouse: named, not ref'd, because inside a unit test `ref`
    is a fixture that no query can read yet. Its model refs the seed, so that it is loaded before.
#}
{% macro loaded_patterns(seed, id_column) %}
    {% if not execute %}
        {{ return([]) }}
    {% endif %}
    {% set relation = adapter.get_relation(target.database, 'reference', seed) %}
    {% if relation is none %}
        {{ return([]) }}
    {% endif %}
    {% set query %}
        select
            {{ id_column }},
            pattern
        from {{ relation }}
        order by {{ id_column }}
    {% endset %}
    {{ return(run_query(query).rows) }}
{% endmacro %}
