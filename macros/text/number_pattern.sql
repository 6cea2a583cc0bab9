{#
    Numbers with inner points, commas, colons and slashes: 3.5, 1,000, 10:30, 24/7. A number that
    needs none of these is found as a word is.
#}
{% macro number_pattern() -%}
\p{Nd}+(?:[.,:/٫٬]\p{Nd}+)
{%- endmacro %}
