{#
    Tables and views on Spark: parquet, with a contract's columns by name, order and type. dbt-spark
    would compare the contract's types, which are DuckDB's, as text.
#}
{% macro spark__create_table_as(temporary, relation, compiled_code, language='sql') -%}
    {%- if temporary -%}
    create or replace temporary view {{ relation }} as
    {{ compiled_code }}
    {%- else -%}
    create table {{ relation }} using parquet as
    {{ with_columns_of_contract(compiled_code) }}
    {%- endif -%}
{%- endmacro %}


{% macro spark__create_view_as(relation, sql) -%}
    create or replace view {{ relation }} as
    {{ with_columns_of_contract(sql) }}
{%- endmacro %}


{% macro with_columns_of_contract(sql) -%}
    {%- if config.get('contract').enforced -%}
    select
        {%- for column in model.columns.values() %}
        cast(model_rows.{{ column.name }} as {{ column.data_type }}) as {{ column.name }}
        {{- ',' if not loop.last }}
        {%- endfor %}
    from (
        {{ sql }}
    ) as model_rows
    {%- else -%}
    {{ sql }}
    {%- endif -%}
{%- endmacro %}


{# Parquet has no constraints; data tests check the same. #}
{% macro spark__persist_constraints(relation, model) %}
{% endmacro %}
