{# Variables by name with their values, as JSON text in SQL. #}
{% macro settings_text(names) %}
    {%- set settings = {} -%}
    {%- for name in names %}{% do settings.update({name: var(name)}) %}{% endfor -%}
    {{- text_literal(tojson(settings, sort_keys=true)) -}}
{% endmacro %}
