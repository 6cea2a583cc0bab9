{# Faster than power(). #}
{% macro squared(value) -%}
({{ value }}) * ({{ value }})
{%- endmacro %}
