{# Logs at the start of a build that another version made the warehouse. #}
{% macro announce_rebuild() %}
    {% if not execute or not is_running_models() %}
        {{ return('') }}
    {% endif %}
    {% set warehouse = adapter.get_relation(
        database=target.database, schema='marts', identifier='dim_warehouse'
    ) %}
    {% if warehouse is none %}
        {{ return('') }}
    {% endif %}
    {% set versions = run_query(
        'select project_version, plumage_version() from ' ~ warehouse
    ).rows %}
    {% if versions and versions[0][0] != versions[0][1] %}
        {% do log(
            'plumage: the warehouse was built by version ' ~ versions[0][0] ~ '; rebuilding with '
            ~ versions[0][1] ~ '.',
            info=true
        ) %}
    {% endif %}
    {{ return('') }}
{% endmacro %}
