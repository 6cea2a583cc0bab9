{#
    The folder of raw files, from PLUMAGE_RAW_DIR. Read at run time, not when dbt parses:
    otherwise every other folder would make dbt parse the whole project again.
#}
{% macro raw_folder() -%}
    {%- if not execute -%}
        {{ return('') }}
    {%- endif -%}
    {{ return(env_var('PLUMAGE_RAW_DIR', 'data/raw').rstrip('/') or '/') }}
{%- endmacro %}


{# A path as glob pattern, with brackets, stars and question marks escaped. #}
{% macro glob_escaped(path) -%}
    {{ return(path | replace('[', '[[]') | replace('*', '[*]') | replace('?', '[?]')) }}
{%- endmacro %}


{# Folder for copies and rejects of irregular files; it is deleted after the run. #}
{% macro spool_folder() -%}
    {%- if target.type == 'spark' -%}
    {#- Every worker reads it, so it is beside the tables. -#}
    {{ return(env_var('PLUMAGE_SPARK_WAREHOUSE', 'plumage.spark') ~ '/raw.spool') }}
    {%- endif -%}
    {%- set warehouse = target.path if target.path and target.path != ':memory:' else 'plumage' -%}
    {{ return(warehouse ~ '.spool') }}
{%- endmacro %}


{# Path that the readers use for a file: its own, or that of its readable copy. #}
{% macro readable_path(file) -%}
    {{ return(
        spool_folder() ~ '/' ~ file.copy_name if file.copy_name
        else raw_folder() ~ '/' ~ file.file_path
    ) }}
{%- endmacro %}


{# Path of the unreadable byte ranges of a file, as glob pattern. #}
{% macro rejects_path(file) -%}
    {{ return(glob_escaped(spool_folder() ~ '/' ~ file.rejects_name)) }}
{%- endmacro %}
