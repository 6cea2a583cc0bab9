{#
    The folder of raw files, as set by PLUMAGE_RAW_DIR. Read when something runs, not when dbt parses:
    else each other folder would have dbt parse the whole project again.
#}
{% macro raw_folder() -%}
    {%- if not execute -%}
        {{ return('') }}
    {%- endif -%}
    {{ return(env_var('PLUMAGE_RAW_DIR', 'data/raw').rstrip('/') or '/') }}
{%- endmacro %}


{# A path as glob pattern: brackets, stars and question marks in it stand for themselves. #}
{% macro glob_escaped(path) -%}
    {{ return(path | replace('[', '[[]') | replace('*', '[*]') | replace('?', '[?]')) }}
{%- endmacro %}


{# Folder for copies and rejects of irregular files; it lives as long as the run. #}
{% macro spool_folder() -%}
    {%- if target.type == 'spark' -%}
    {#- Every worker reads it: its place is that of the tables. -#}
    {{ return(env_var('PLUMAGE_SPARK_WAREHOUSE', 'plumage.spark') ~ '/raw.spool') }}
    {%- endif -%}
    {%- set warehouse = target.path if target.path and target.path != ':memory:' else 'plumage' -%}
    {{ return(warehouse ~ '.spool') }}
{%- endmacro %}


{# Where the readers find a file: itself, or its readable copy. #}
{% macro readable_path(file) -%}
    {{ return(
        spool_folder() ~ '/' ~ file.copy_name if file.copy_name
        else raw_folder() ~ '/' ~ file.file_path
    ) }}
{%- endmacro %}


{# Where the byte ranges of a file that cannot be read are, as glob pattern. #}
{% macro rejects_path(file) -%}
    {{ return(glob_escaped(spool_folder() ~ '/' ~ file.rejects_name)) }}
{%- endmacro %}
