{# Deletes ids of events beyond the horizon: records of their days now come too late anyway. #}
{% macro forget_events_beyond_horizon() %}
    {% set open_since = activity_open_since() if execute else none %}
    {% if open_since and earlier_table(this.schema, this.identifier) is not none %}
        delete from {{ this }}
        where not ({{ from_day_on('occurred_at', open_since) }})
    {% else %}
        select 1
    {% endif %}
{% endmacro %}
