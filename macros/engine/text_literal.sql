{# A text as SQL literal, with quotes (as in folder names) escaped. #}
{% macro text_literal(text) -%}
    '{{ text | string | replace("'", "''") }}'
{%- endmacro %}
