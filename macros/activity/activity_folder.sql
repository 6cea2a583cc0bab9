{# The folder of activity logs: PLUMAGE_ACTIVITY_DIR, or `activity` inside the folder of raw files. #}
{% macro activity_folder() -%}
    {%- set folder = env_var('PLUMAGE_ACTIVITY_DIR', '') if execute else '' -%}
    {{ return((folder.rstrip('/') or '/') if folder else raw_folder() ~ '/activity') }}
{%- endmacro %}


{# Whether there is any log of actions. #}
{% macro has_activity_logs() -%}
    {{ return(run_query(
        'select count(*) > 0 from glob(' ~ text_literal(glob_escaped(activity_folder()) ~ '/**') ~ ')'
    ).columns[0].values()[0]) }}
{%- endmacro %}


{# Variables that the inspection of files needs, as JSON. #}
{% macro activity_file_settings() -%}
    {{ return(tojson({
        'columns': var('activity_columns'),
        'delimiter': var('activity_delimiter'),
        'zone': var('activity_zone'),
    }, sort_keys=true)) }}
{%- endmacro %}


{#
    How records are read depends on these: when one changes, all files are read again. They include
    the code, since a later version may read better, and the pseudonym key, if any.
#}
{% macro activity_settings_md5() -%}
    {%- if not execute -%}
        {{ return('') }}
    {%- endif -%}
    {{ return(local_md5(
        state_md5() ~ activity_folder() ~ activity_file_settings()
        ~ tojson([
            var('activity_missing_words'),
            var('activity_time_unit'),
            var('activity_earliest_date') | string,
            var('activity_clock_skew_seconds'),
        ])
    )) }}
{%- endmacro %}


{# Path that the readers use for a log: its own, or that of its readable copy. #}
{% macro activity_readable_path(file) -%}
    {{ return(
        spool_folder() ~ '/' ~ file.copy_name if file.copy_name
        else activity_folder() ~ '/' ~ file.file_path
    ) }}
{%- endmacro %}
