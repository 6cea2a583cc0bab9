{# Number of matches of a pattern in a text. #}
{% macro count_matches(text, pattern) -%}
len(regexp_extract_all({{ text }}, '{{ pattern }}'))
{%- endmacro %}


{# Number of characters of a class in a text, without building a list, since letters are many. #}
{% macro count_characters(text, character_class) -%}
length({{ text }}) - length(regexp_replace({{ text }}, '{{ character_class }}+', '', 'g'))
{%- endmacro %}
