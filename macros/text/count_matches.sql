{# How many matches of a pattern a text holds. #}
{% macro count_matches(text, pattern) -%}
len(regexp_extract_all({{ text }}, '{{ pattern }}'))
{%- endmacro %}


{# How many characters of a class a text holds; without a list of them, since letters are many. #}
{% macro count_characters(text, character_class) -%}
length({{ text }}) - length(regexp_replace({{ text }}, '{{ character_class }}+', '', 'g'))
{%- endmacro %}
