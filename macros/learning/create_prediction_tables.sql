{# Creates missing tables of `predictions`, empty, so that `dbt build` works before
   the first prediction. Only the source's YAML defines their columns; a table whose columns
   changed with the project's version is recreated, since predict.py can fill it again. #}
{% macro create_prediction_tables() %}
    {% if execute %}
        {% set sources = graph.sources.values() | selectattr('source_name', 'equalto', 'predictions') %}
        {% for table in sources | sort(attribute='name') %}
            {% do create_prediction_table(table) %}
        {% endfor %}
    {% endif %}
{% endmacro %}


{% macro create_prediction_table(table) %}
    {{ return(adapter.dispatch('create_prediction_table', 'plumage')(table)) }}
{% endmacro %}


{#
    predict.py writes into a DuckDB file (`plumage spark export`): on Spark the tables stay
    empty, and the views over them only define the columns.
#}
{% macro spark__create_prediction_table(table) %}
    {% set columns = [] %}
    {% for column in table.columns.values() %}
        {% do columns.append(column.name ~ ' ' ~ column.data_type) %}
    {% endfor %}
    {% set name = table.schema ~ '.' ~ table.identifier %}
    {% do run_query('create schema if not exists ' ~ table.schema) %}
    {% do run_query('drop table if exists ' ~ name) %}
    {% do run_query('create table ' ~ name ~ ' (' ~ columns | join(', ') ~ ')') %}
{% endmacro %}


{% macro default__create_prediction_table(table) %}
    {% set relation = api.Relation.create(
        database=target.database, schema=table.schema, identifier=table.identifier, type='table'
    ) %}
    {% set wanted = [] %}
    {% for column in table.columns.values() %}
        {% do wanted.append(column.name ~ ' ' ~ column.data_type) %}
    {% endfor %}

    {# Without the adapter's cache, which would open a transaction that nothing commits. #}
    {% set columns_found %}
        select lower(column_name || ' ' || data_type)
        from information_schema.columns
        where table_schema = {{ text_literal(table.schema) }}
            and table_name = {{ text_literal(table.identifier) }}
        order by ordinal_position
    {% endset %}
    {% set found = run_query(columns_found).columns[0].values() | list %}

    {% if found != wanted %}
        {% if found %}
            {% do log(
                'plumage: ' ~ table.schema ~ '.' ~ table.name ~ ' has other columns in this version:'
                ~ ' recreated empty. Run python/predict.py to fill it.', info=true
            ) %}
            {% do run_query('drop table ' ~ relation) %}
        {% endif %}
        {% do run_query('create schema if not exists ' ~ table.schema) %}
        {% do run_query('create table ' ~ relation ~ ' (' ~ wanted | join(', ') ~ ')') %}
        {% do run_query(
            'comment on table ' ~ relation ~ ' is ' ~ text_literal(table.description | trim)
        ) %}
        {% for column in table.columns.values() %}
            {% do run_query(
                'comment on column ' ~ relation ~ '.' ~ column.name
                ~ ' is ' ~ text_literal(column.description | trim)
            ) %}
        {% endfor %}
    {% endif %}
{% endmacro %}
