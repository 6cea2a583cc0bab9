{# How many matches of a pattern a text holds. #}
{% macro count_matches(text, pattern) -%}
len(regexp_extract_all({{ text }}, '{{ pattern }}'))
{%- endmacro %}
