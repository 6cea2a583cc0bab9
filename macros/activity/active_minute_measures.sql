{# Median, 90th percentile and mean of a column of active minutes, over users with any. #}
{% macro active_minute_measures(column) -%}
    quantile_cont({{ column }}, 0.5) filter (where {{ column }} > 0) as median_active_minutes,
        quantile_cont({{ column }}, 0.9) filter (where {{ column }} > 0) as p90_active_minutes,
        round(sum({{ column }}) / nullif(count(*) filter (where {{ column }} > 0), 0), 9)
            as mean_active_minutes
{%- endmacro %}
