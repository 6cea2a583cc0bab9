{#
    Ends a build with a message for the user. dbt prints it above a trace of macros;
    the plugin prints it again, alone, after all of dbt's lines (python/plumage/udf/plugin.py).
#}
{% macro stop_build(message) %}
    {% if execute and target.type == 'duckdb' %}
        {% do run_query('select plumage_say_last(' ~ text_literal(message) ~ ')') %}
    {% endif %}
    {{ exceptions.raise_compiler_error(message) }}
{% endmacro %}
