{#
    Whether a token stands for something other than language: a handle, a link or a number. It is
    the context of the next word, but is not scored itself.
#}
{% macro is_placeholder(token) -%}
{{ token }} in ('@user', 'http', '0')
{%- endmacro %}
