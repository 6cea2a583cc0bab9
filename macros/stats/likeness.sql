{# Correlation as large as a difference of so many standard deviations between halves (Cohen 1988). #}
{% macro correlation_of_difference(difference) -%}
({{ difference }} / sqrt(pow({{ difference }}, 2) + 4))
{%- endmacro %}


{#
    Whether a difference of `behaviour_alike_difference` is possible at all. Where so few users do
    otherwise than most that all of them in one half would not make it, likeness would be found whoever
    they are: a share p in one half alone is a difference of 2 sqrt(p / (1 - p)) standard deviations.
#}
{% macro could_differ(rarer_user_count, user_count) -%}
4.0 * {{ rarer_user_count }}
                > pow({{ var('behaviour_alike_difference') }}, 2)
                * ({{ user_count }} - {{ rarer_user_count }})
{%- endmacro %}
