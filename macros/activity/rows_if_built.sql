{#
    The rows of a Twitter model, or none when it has not been built: an activity
    log can be read without any export, and Spark builds no logs. `columns` maps names to types.
#}
{% macro rows_if_built(relation, columns) -%}
    {%- if target.type != 'spark' and is_built(relation) -%}
    select * from {{ relation }}
    {%- else -%}
    select
        {%- for name, type in columns.items() %}
        null::{{ type }} as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    where false
    {%- endif -%}
{%- endmacro %}


{# Whether a model is in the warehouse; unit tests override it, since they have no tables. #}
{% macro is_built(relation) -%}
    {{ return(execute and earlier_table(relation.schema, relation.identifier) is not none) }}
{%- endmacro %}
