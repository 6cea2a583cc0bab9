{#
    dbt-duckdb's materialisations, left undone when the table would come out as it is (see
    content_ledger).
#}
{% materialization table, adapter='duckdb' %}
    {% set made_of = made_of_md5() %}
    {% if is_as_it_would_be_made(made_of) %}
        {{ return(leave_as_it_is()) }}
    {% endif %}
    {% do forget_content() %}
    {% set result = dbt.materialization_table_duckdb() %}
    {% do remember_content(made_of) %}
    {{ return(result) }}
{% endmaterialization %}


{% materialization incremental, adapter='duckdb' %}
    {% set made_of = made_of_md5() %}
    {% if is_as_it_would_be_made(made_of) %}
        {{ return(leave_as_it_is()) }}
    {% endif %}
    {% do forget_content() %}
    {% set result = dbt.materialization_incremental_duckdb() %}
    {% do remember_content(made_of) %}
    {{ return(result) }}
{% endmaterialization %}


{# A view is made by each run; what it stands for is recorded for the tables behind it. #}
{% materialization view, adapter='duckdb' %}
    {% set made_of = made_of_md5() %}
    {% set result = dbt.materialization_view_default() %}
    {% do remember_view(made_of) %}
    {{ return(result) }}
{% endmaterialization %}


{% macro leave_as_it_is() -%}
    {% call noop_statement('main', 'UNCHANGED', code='', rows_affected=0) %}{% endcall %}
    {{ return({'relations': [this.incorporate(type='table')]}) }}
{%- endmacro %}
