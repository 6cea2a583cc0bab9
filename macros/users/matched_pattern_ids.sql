{#
    List of the ids of all patterns of a seed that match a text; of those that a condition selects, if
    there is one. The patterns are constants in the query: a regular expression from a table is compiled
    again for each row, which takes twenty times as long. Empty until the seed has been loaded
    (`dbt compile` on a new file).
#}
{% macro matched_pattern_ids(text, seed, id_column, condition='true') -%}
{%- set conditions = [] -%}
{%- for pattern in loaded_patterns(seed, id_column, condition) -%}
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
    Rows of the seed in the warehouse, by name instead of `ref`, because in a unit test `ref`
    is a fixture that no query can read yet. The model refs the seed, so that it is loaded before.
#}
{% macro loaded_patterns(seed, id_column, condition='true') %}
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
        where {{ condition }}
        order by {{ id_column }}
    {% endset %}
    {{ return(run_query(query).rows) }}
{% endmacro %}
