{# The first fifteen hexadecimal digits of a text's md5 as a number: the same on any engine. #}
{% macro md5_number(text) -%}
cast('0x' || substr(md5({{ text }}), 1, 15) as bigint)
{%- endmacro %}
