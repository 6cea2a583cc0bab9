{#
    Numbers with inner points, commas, colons and slashes: 3.5, 1,000, 10:30, 24/7. The word pattern
    finds other numbers.
#}
{% macro number_pattern() -%}
\p{Nd}+(?:[.,:/٫٬]\p{Nd}+)
{%- endmacro %}
