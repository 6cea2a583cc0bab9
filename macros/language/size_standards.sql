{#
    Select list of a table of size classes: bounds, rows, and mean and standard deviation of both
    measures. Variances come from exact sums, so that two builds agree to the last digit.
#}
{% macro size_standards(size) -%}
min({{ size }}) as min_token_count,
max({{ size }}) as max_token_count,
count(*) as row_count,
{% for measure in ['cosine_distance', 'surprisal_bits'] -%}
{{ exact_sum(measure) }} / count(*) as mean_{{ measure }},
sqrt(greatest(
    {{ exact_sum(squared(measure), wide=true) }} / count(*)
    - power({{ exact_sum(measure) }} / count(*), 2),
    0
)) as sd_{{ measure }}{{ ',' if not loop.last }}
{% endfor %}
{%- endmacro %}


{# Whether a row with a score falls in a class of its group. #}
{% macro is_in_size_class(rows, standards) -%}
{{ rows }}.group_number = {{ standards }}.group_number
and {{ rows }}.has_score
and {{ rows }}.token_count >= {{ standards }}.from_token_count
and {{ rows }}.token_count < {{ standards }}.below_token_count
{%- endmacro %}


{#
    Select list of scores: either measure in standard deviations above the mean of its size class, NULL
    where the class has practically no spread.
#}
{% macro standard_scores(rows, standards) -%}
{% for measure, score in [('cosine_distance', 'cosine'), ('surprisal_bits', 'surprisal')] -%}
({{ rows }}.{{ measure }} - {{ standards }}.mean_{{ measure }})
/ case when {{ standards }}.sd_{{ measure }} > 1e-6 then {{ standards }}.sd_{{ measure }} end
    as {{ score }}_score{{ ',' if not loop.last }}
{% endfor -%}
{%- endmacro %}
