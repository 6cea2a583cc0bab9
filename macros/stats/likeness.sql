{# Correlation equivalent to a difference in standard deviations between halves (Cohen 1988). #}
{% macro correlation_of_difference(difference) -%}
({{ difference }} / sqrt(pow({{ difference }}, 2) + 4))
{%- endmacro %}


{#
    Whether a difference of `behaviour_alike_difference` is possible at all. If too few users deviate
    from the most common value to reach it even with all of them in one half, groups would always look
    alike: a share p in one half only is a difference of 2 sqrt(p / (1 - p)) standard deviations.
#}
{% macro could_differ(rarer_user_count, user_count) -%}
4.0 * {{ rarer_user_count }}
                > pow({{ var('behaviour_alike_difference') }}, 2)
                * ({{ user_count }} - {{ rarer_user_count }})
{%- endmacro %}
