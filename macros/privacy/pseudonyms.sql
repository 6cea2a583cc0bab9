{#
    Ids as stored in the warehouse: unchanged or, under `pseudonymise`, as a keyed hash
    (python/plumage/privacy/pseudonyms.py). The key comes from the environment and is in no SQL.
#}
{% macro pseudonym_of_id(id) -%}
    {{ 'plumage_pseudonym_of_id(' ~ id ~ ')' if var('pseudonymise') else id }}
{%- endmacro %}


{# The same for a handle: a hash in the handle's form, so that features of the form are kept. #}
{% macro pseudonym_of_handle(handle) -%}
    {{ 'plumage_pseudonym_of_handle(' ~ handle ~ ')' if var('pseudonymise') else handle }}
{%- endmacro %}


{# The same for a link: a hash as text. #}
{% macro pseudonym_of_link(link) -%}
    {{ 'plumage_pseudonym_of_link(' ~ link ~ ')' if var('pseudonymise') else link }}
{%- endmacro %}


{#
    Number of digits of the original id, which indicates when an account was created;
    a pseudonym has it in its last five bits.
#}
{% macro id_digit_count(id) -%}
    {{ id ~ ' & 31' if var('pseudonymise')
        else 'length(cast(' ~ id ~ ' as varchar))' }}
{%- endmacro %}


{#
    At the start of a build: stops one that pseudonymises without a key, and removes what was
    built with another key or none, so that the two never mix.
#}
{% macro keep_pseudonyms_apart() %}
    {% if not execute or not is_running_models() %}
        {{ return('') }}
    {% endif %}
    {% set key_check = none %}
    {% if var('pseudonymise') %}
        {% set row = run_query('select unnest(plumage_key_check())').rows[0] %}
        {% if row[1] %}
            {{ stop_build('plumage: ' ~ row[1]) }}
        {% endif %}
        {% set key_check = row[0] %}
    {% endif %}
    {% if stored_key_check() not in ['nothing built', key_check or 'none'] %}
        {% do log(
            'plumage: the warehouse was built with another setting of pseudonymise or another key:'
            ~ ' everything is rebuilt, and predictions are removed.', info=true
        ) %}
        {% do remove_everything_built() %}
    {% endif %}
    {{ return('') }}
{% endmacro %}


{# The key in marts.dim_warehouse: its check, `none`, or `nothing built`. #}
{% macro stored_key_check() %}
    {{ return(adapter.dispatch('stored_key_check', 'plumage')()) }}
{% endmacro %}


{% macro spark__stored_key_check() %}
    {% set warehouse = adapter.get_relation(none, 'marts', 'dim_warehouse') %}
    {% if warehouse is none %}
        {{ return('nothing built') }}
    {% endif %}
    {% set checks = run_query(
        "select coalesce(pseudonym_key_check, 'none') from " ~ warehouse
    ).columns[0].values() | list %}
    {{ return(checks[0] if checks else 'nothing built') }}
{% endmacro %}


{% macro default__stored_key_check() %}
    {% set columns = run_query(
        "select column_name from information_schema.columns"
        ~ " where table_schema = 'marts' and table_name = 'dim_warehouse'"
        ~ " and table_catalog = current_database()"
    ).columns[0].values() | list %}
    {% if not columns %}
        {{ return('nothing built') }}
    {% elif 'pseudonym_key_check' not in columns %}
        {{ return('none') }}
    {% endif %}
    {% set checks = run_query(
        "select coalesce(pseudonym_key_check, 'none') from marts.dim_warehouse"
    ).columns[0].values() | list %}
    {{ return(checks[0] if checks else 'nothing built') }}
{% endmacro %}


{# Drops all tables except the reference seeds, and empties the predictions. #}
{% macro remove_everything_built() %}
    {{ return(adapter.dispatch('remove_everything_built', 'plumage')()) }}
{% endmacro %}


{% macro spark__remove_everything_built() %}
    {% for schema in ['staging', 'intermediate', 'marts', 'predictions'] %}
        {% set views = run_query('show views in ' ~ schema).columns['viewName'].values() | list %}
        {% for name in run_query('show tables in ' ~ schema).columns['tableName'].values() %}
            {% set type = 'view' if name in views else 'table' %}
            {% do adapter.drop_relation(
                api.Relation.create(schema=schema, identifier=name, type=type)
            ) %}
        {% endfor %}
    {% endfor %}
    {% do create_prediction_tables() %}
{% endmacro %}


{% macro default__remove_everything_built() %}
    {% set built = run_query(
        "select table_schema, table_name, if(table_type = 'VIEW', 'view', 'table')"
        ~ " from information_schema.tables where table_catalog = current_database()"
        ~ " and table_schema in ('staging', 'intermediate', 'marts') order by all"
    ).rows %}
    {#- Through the adapter, to update its cache. -#}
    {% for schema, name, type in built %}
        {% do adapter.drop_relation(api.Relation.create(
            database=target.database, schema=schema, identifier=name, type=type
        )) %}
    {% endfor %}
    {% set tables = run_query(
        "select table_name from information_schema.tables where table_schema = 'predictions'"
        ~ " and table_catalog = current_database()"
    ).columns[0].values() | list %}
    {% for table in tables %}
        {% do run_query('delete from predictions.' ~ adapter.quote(table)) %}
    {% endfor %}
{% endmacro %}
