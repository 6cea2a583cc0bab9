{# A text as SQL literal: quotes in folder names must not end it. #}
{% macro text_literal(text) -%}
    '{{ text | string | replace("'", "''") }}'
{%- endmacro %}
