{# The first fifteen hexadecimal digits of a text's md5 as a number: the same on any engine. #}
{% macro md5_number(text) -%}
{{ number_from_hex('substr(md5(' ~ text ~ '), 1, 15)') }}
{%- endmacro %}
