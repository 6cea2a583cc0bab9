{# Files of activity logs, where they are built: never on Spark. #}
{% macro activity_source_files() -%}
    {{ return(adapter.dispatch('activity_source_files', 'plumage')()) }}
{%- endmacro %}


{% macro default__activity_source_files() -%}
    {{ rows_if_built(
        ref('base_activity__files'), {'file_path': 'varchar', 'content_sha256': 'varchar'}
    ) }}
{%- endmacro %}


{% macro spark__activity_source_files() -%}
    select
        cast(null as varchar) as file_path,
        cast(null as varchar) as content_sha256
    where false
{%- endmacro %}
