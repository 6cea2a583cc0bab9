{# What to do about a rejection reason; none where its name says it all. #}
{% macro rejection_remedy(reason, is_of_log=false) -%}
    {%- set rounded = 'a spreadsheet or a floating-point column rounded it: export the column as text'
        ~ ' from where the file was made' -%}
    {%- set of_logs = {
        'user_missing': 'activity_columns names the column; activity_missing_words lists the words'
            ~ ' that stand for nobody',
        'time_unreadable': 'docs/activity.md lists the forms of times that are read',
        'time_without_zone': 'activity_zone names the zone of such times',
        'time_in_finer_unit': 'activity_time_unit names the unit',
    } -%}
    {%- if (reason or '').endswith('_rounded') -%}
        {{ return(rounded) }}
    {%- elif reason in ['utf_16', 'utf_32'] -%}
        {{ return('save the file as UTF-8') }}
    {%- endif -%}
    {{ return(of_logs.get(reason) if is_of_log else none) }}
{%- endmacro %}
