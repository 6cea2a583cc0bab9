{#
    A bootstrap standard error, corrected for its bias in small groups: it divides by n instead of
    n - 1 (Efron and Tibshirani 1993, "An introduction to the bootstrap", section 5.3).
#}
{% macro without_bias(standard_error, user_count) -%}
{{ standard_error }} * sqrt({{ user_count }} / nullif({{ user_count }} - 1.0, 0))
{%- endmacro %}
