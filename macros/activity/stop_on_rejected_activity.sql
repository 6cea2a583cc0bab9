{# Ends the build when too many records of a log cannot be read; the batch stays open. #}
{% macro stop_on_rejected_activity() %}
    {% if execute %}
        {% set query %}
            select
                file_path || ': ' || rejected_count || ' of ' || record_count || ', most often '
                || common_reason || coalesce(', such as ' || common_example, '') as complaint,
                common_reason
            from {{ this }}
            where rejected_count > {{ var('max_rejected_share') }} * record_count
            order by file_path
            limit 8
        {% endset %}
        {% set found = run_query(query) %}
        {% set complaints = found.columns[0].values() | list %}
        {% set ways_out = [] %}
        {% for reason in found.columns[1].values() | unique if way_out_of(reason) %}
            {% do ways_out.append('\n' ~ reason ~ ': ' ~ way_out_of(reason) ~ '.') %}
        {% endfor %}
        {% if complaints %}
            {{ stop_build(
                'Too many records cannot be read in ' ~ activity_folder() ~ ':\n- '
                ~ (complaints | join('\n- '))
                ~ (ways_out | join)
                ~ '\nstaging.base_activity__records shows them. The variables activity_columns,'
                ~ ' activity_time_unit and activity_zone set how records are read,'
                ~ ' max_rejected_share (now ' ~ var('max_rejected_share')
                ~ ') how many may be unreadable.'
            ) }}
        {% endif %}
    {% endif %}
    {{ return('') }}
{% endmacro %}


{# What to do about a rejection reason; none where its name says it all. #}
{% macro way_out_of(reason) -%}
    {%- set rounded = 'a spreadsheet or a floating-point column rounded it; export the column as text'
        ~ ' from where the log was made' -%}
    {{ return({
        'user_missing': 'activity_columns names the column; activity_missing_words lists the words'
            ~ ' that stand for nobody',
        'user_rounded': rounded,
        'event_rounded': rounded,
        'time_rounded': rounded,
        'time_unreadable': 'docs/activity.md lists the forms of times that are read',
        'time_without_zone': 'activity_zone names the zone of such times',
        'time_in_finer_unit': 'activity_time_unit names the unit',
    }.get(reason)) }}
{%- endmacro %}
