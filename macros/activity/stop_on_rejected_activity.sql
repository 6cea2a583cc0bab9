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
        {% for reason in found.columns[1].values() | unique if rejection_remedy(reason, is_of_log=true) %}
            {% do ways_out.append('\n' ~ reason ~ ': ' ~ rejection_remedy(reason, is_of_log=true) ~ '.') %}
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
