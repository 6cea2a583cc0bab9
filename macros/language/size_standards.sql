{#
    Select list of a table of size classes: bounds, rows, and mean and spread of the three measures.
    Variances come from exact sums, so that two builds agree to the last digit.
#}
{% macro size_standards(size) -%}
min({{ size }}) as min_token_count,
max({{ size }}) as max_token_count,
count(*) as row_count,
{% for measure in ['cosine_distance', 'surprisal_bits', 'order_bits'] -%}
{{ exact_sum(measure) }} / count(*) as mean_{{ measure }},
sqrt(greatest(
    {{ exact_sum('power(' ~ measure ~ ', 2)', wide=true) }} / count(*)
    - power({{ exact_sum(measure) }} / count(*), 2),
    0
)) as sd_{{ measure }}{{ ',' if not loop.last }}
{% endfor %}
{%- endmacro %}


{#
    A measure in standard deviations above the mean of its size class; NULL where the class has no
    spread to speak of.
#}
{% macro standard_score(measure, standards) -%}
({{ measure }} - {{ standards }}.mean_{{ measure.split('.')[-1] }})
/ case
    when {{ standards }}.sd_{{ measure.split('.')[-1] }} > 1e-6
        then {{ standards }}.sd_{{ measure.split('.')[-1] }}
end
{%- endmacro %}
