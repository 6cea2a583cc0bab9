{#
    Bio as the patterns of ref_bio_patterns read it: lower case, links and handles out (a number in a
    link is no age), apostrophes straight, invisible selectors and runs of white space one blank.
#}
{% macro bio_for_patterns(bio) -%}
trim(
    regexp_replace(
        regexp_replace(
            translate(lower({{ bio }}), '’‘´`', ''''''''''),
            '\bhttps?://[^ ]+|@[a-z0-9_]+',
            ' ',
            'g'
        ),
        '[\s\x{A0}\x{2800}\x{FE0E}\x{FE0F}]+',
        ' ',
        'g'
    )
)
{%- endmacro %}


{#
    List of the ids of all patterns found in a prepared bio. The patterns are written into the query
    as constants: a regular expression that comes from a table is compiled anew for each row, which
    costs twenty times as much. Empty until the seed has been loaded (`dbt compile` on a new file).
#}
{% macro bio_pattern_ids(bio) -%}
{%- set conditions = [] -%}
{%- for pattern in loaded_bio_patterns() -%}
    {%- do conditions.append(
        "case when regexp_matches(" ~ bio ~ ", " ~ text_literal(pattern['pattern']) ~ ") then "
        ~ text_literal(pattern['bio_pattern_id']) ~ " end"
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
{% macro loaded_bio_patterns() %}
    {% if not execute %}
        {{ return([]) }}
    {% endif %}
    {% set relation = adapter.get_relation(target.database, 'reference', 'ref_bio_patterns') %}
    {% if relation is none %}
        {{ return([]) }}
    {% endif %}
    {% set query %}
        select
            bio_pattern_id,
            pattern
        from {{ relation }}
        order by bio_pattern_id
    {% endset %}
    {{ return(run_query(query).rows) }}
{% endmacro %}
