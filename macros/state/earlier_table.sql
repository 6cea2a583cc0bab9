{#
    A table of an earlier run, or none; with `column`, only if it has that column. Without the adapter's
    cache, which hooks must not fill.
#}
{% macro earlier_table(schema, identifier, column=none) -%}
    {% set query %}
        select count(*) as column_count
        from information_schema.columns
        where
            table_catalog = current_database()
            and table_schema = '{{ schema }}'
            and table_name = '{{ identifier }}'
            {% if column %}and column_name = '{{ column }}'{% endif %}
    {% endset %}
    {% if execute and run_query(query).columns[0].values()[0] > 0 %}
        {{ return(api.Relation.create(schema=schema, identifier=identifier)) }}
    {% endif %}
    {{ return(none) }}
{%- endmacro %}
