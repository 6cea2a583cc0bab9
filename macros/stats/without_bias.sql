{#
    A bootstrap's standard error, freed of the bias that it has in small groups: it divides by n where
    n - 1 is right (Efron and Tibshirani 1993, "An introduction to the bootstrap", section 5.3).
#}
{% macro without_bias(standard_error, user_count) -%}
{{ standard_error }} * sqrt({{ user_count }} / nullif({{ user_count }} - 1.0, 0))
{%- endmacro %}
