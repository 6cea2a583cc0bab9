{# A flag as BOOLEAN, NULL when it is unreadable: `true` and `1` are readable, `ja` is not. #}
{% macro flag_from_text(expression) -%}
    try_cast({{ expression }} as boolean)
{%- endmacro %}
