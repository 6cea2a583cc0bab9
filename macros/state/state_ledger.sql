{#
    What a build keeps of the last one (docs/incremental.md). Tables that cost more than set-based
    SQL (parsed records; cleaned, scored and tokenised texts) are `incremental`: each run deletes
    rows that their source no longer has, and adds missing ones. Nothing depends on the
    order of arrival, since rows are identified by the content that they were made from.

    The ledger records which code made a table and, for tables of records, from which files. It is
    written after the table: rows without it, left by an interrupted run, are made again. Its row
    `pseudonymise` says how people are named in this warehouse (python/plumage/privacy/setting.py);
    those of `show_texts` and `min_group_users` what its reports show of them (shown.py there);
    `raw_folder` and `activity_folder` from which folders it was built, whole and nowhere else, since
    a path may hold a name (folders.py there).
#}
{% macro create_state_ledger() %}
    {% if execute and keeps_state() %}
        {% do run_query('create schema if not exists staging') %}
        {% do run_query(
            'create table if not exists ' ~ state_ledger() ~ ' ('
            ~ 'model_name varchar, file_path varchar, content_sha256 varchar, row_count bigint,'
            ~ ' state_md5 varchar)'
        ) %}
        {#- A ledger of an older version uses another hash of files, so none of its rows match. -#}
        {% do run_query(
            'alter table ' ~ state_ledger() ~ ' add column if not exists content_sha256 varchar'
        ) %}
        {% if is_running_models() %}
            {% do run_query(
                'insert into ' ~ state_ledger() ~ " (model_name, state_md5) select 'pseudonymise', "
                ~ pseudonym_key_check() ~ ' where not exists (from ' ~ state_ledger()
                ~ " where model_name = 'pseudonymise')"
            ) %}
            {#- A run that builds a part under other values was refused before. -#}
            {% for name in ['show_texts', 'min_group_users'] %}
                {% do run_query(
                    'delete from ' ~ state_ledger() ~ " where model_name = '" ~ name ~ "'; "
                    ~ 'insert into ' ~ state_ledger() ~ " (model_name, state_md5) values ('"
                    ~ name ~ "', '" ~ tojson(var(name)) ~ "')"
                ) %}
            {% endfor %}
        {% endif %}
    {% endif %}
{% endmacro %}


{% macro state_ledger() -%}
    {{ return('staging.state_ledger') }}
{%- endmacro %}


{# DuckDB keeps rows; other engines rebuild every table. #}
{% macro keeps_state() -%}
    {{ return(target.type == 'duckdb') }}
{%- endmacro %}


{# Materialisation of a table that keeps the rows of the last build. #}
{% macro kept_table() -%}
    {{ return('incremental' if keeps_state() else 'table') }}
{%- endmacro %}


{#
    Hash of what made the rows: version, code and the packages that it calls, and the pseudonym key,
    if any. When it changes, rows are made again, so results of different code never mix, whatever
    part of the warehouse a run builds.
#}
{% macro state_md5() -%}
    {{ return(run_query(
        "select md5(concat_ws(' ', plumage_state_md5(), " ~ pseudonym_key_check() ~ '))'
    ).columns[0].values()[0]) }}
{%- endmacro %}


{#
    Whether this model's table has rows of the last build, made by the current code; unit tests
    have no table.
#}
{% macro has_kept_rows() -%}
    {% if not (execute and keeps_state() and this and is_incremental()) %}
        {{ return(false) }}
    {% endif %}
    {% set query %}
        select count(*) as row_count
        from {{ state_ledger() }}
        where model_name = '{{ this.identifier }}' and state_md5 = '{{ state_md5() }}'
    {% endset %}
    {{ return(run_query(query).columns[0].values()[0] > 0) }}
{%- endmacro %}


{# After the list of a folder's files was made: writes which folder that was, if there are any. #}
{% macro remember_folder(name, folder) -%}
    {%- if execute and keeps_state() -%}
        delete from {{ state_ledger() }} where model_name = '{{ name }}';
        insert into {{ state_ledger() }} (model_name, file_path)
        select '{{ name }}', plumage_absolute_path({{ text_literal(folder) }})
        where exists (from glob({{ text_literal(glob_escaped(folder) ~ '/**') }}))
    {%- else -%}
        select 1
    {%- endif -%}
{%- endmacro %}
