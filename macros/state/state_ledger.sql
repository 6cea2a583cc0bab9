{#
    What a build keeps of the last one (docs/incremental.md). Tables that cost more than set-based
    SQL (records parsed, texts cleaned, scored and cut into tokens) are `incremental`: each run takes
    out what its source no longer has, and adds what it does not have yet. Nothing depends on the
    order of arrival, since rows are known by the content that they were made from.

    The ledger says by which code a table was made and, for tables of records, of which files. It is
    written after the table: rows that a run which broke off left without it are made anew.
#}
{% macro create_state_ledger() %}
    {% if execute and keeps_state() %}
        {% do run_query('create schema if not exists staging') %}
        {% do run_query(
            'create table if not exists ' ~ state_ledger() ~ ' ('
            ~ 'model_name varchar, file_path varchar, content_sha256 varchar, row_count bigint,'
            ~ ' state_md5 varchar)'
        ) %}
        {#- One of an older version knows files by another hash, so none of its rows is found. -#}
        {% do run_query(
            'alter table ' ~ state_ledger() ~ ' add column if not exists content_sha256 varchar'
        ) %}
    {% endif %}
{% endmacro %}


{% macro state_ledger() -%}
    {{ return('staging.state_ledger') }}
{%- endmacro %}


{# DuckDB keeps; other engines make every table anew. #}
{% macro keeps_state() -%}
    {{ return(target.type == 'duckdb') }}
{%- endmacro %}


{# Materialisation of a table that keeps the rows of the last build. #}
{% macro kept_table() -%}
    {{ return('incremental' if keeps_state() else 'table') }}
{%- endmacro %}


{#
    What rows were made by: version, code and the packages that it calls, and the key of pseudonyms or
    none. With another one they are made anew, so no two ways of reading ever mix, whatever part of
    the warehouse a run builds.
#}
{% macro state_md5() -%}
    {%- set key = "struct_extract(plumage_key_check(), 'key_check')" if var('pseudonymise') else "'none'" -%}
    {{ return(run_query(
        "select md5(concat_ws(' ', plumage_state_md5(), " ~ key ~ '))'
    ).columns[0].values()[0]) }}
{%- endmacro %}


{#
    Whether rows of the last build stand in this model's table, made by the code as it is; unit tests
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
