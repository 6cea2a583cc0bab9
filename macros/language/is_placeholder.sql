{#
    Whether a token stands for something that is no language: a handle, a link or a number. It gives
    the next word its context and is not scored itself.
#}
{% macro is_placeholder(token) -%}
{{ token }} in ('@user', 'http', '0')
{%- endmacro %}
