{# 0.01 to 0.99 as a list. #}
{% macro percentages() -%}
[{% for percent in range(1, 100) %}{{ percent / 100 }}{{ ', ' if not loop.last }}{% endfor %}]
{%- endmacro %}


{# Number of percentiles of a family's scores that are lower (<) or higher (>) than a tweet's. #}
{% macro percent_beyond(family, comparison) -%}
len(list_filter(
    percentiles_computed.{{ family }}_percentiles,
    lambda percentile: percentile {{ comparison }} tweets_placed.{{ family }}_score
))
{%- endmacro %}
